"""How advocacy is run in an organisation: its aim, its charter, who volunteered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership
from advocacy.programme.states import EnrolmentState, Objective
from advocacy.tenancy.models import Addressable, TenantModel


class Programme(TenantModel):
    """The organisation's advocacy effort: one row."""

    objective = models.CharField(_("objective"), max_length=20, choices=Objective.choices, default=Objective.AWARENESS)
    # The objective in the organisation's own words, by language: {"fr": "Être connus…"}.
    aims = models.JSONField(default=dict, blank=True)
    contact = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who to ask")
    )
    # What the contact says to people who hesitate, by language.
    words = models.JSONField(default=dict, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="programme_once")]

    def __str__(self) -> str:
        return f"Programme of {self.organisation_id}"


class Charter(Addressable, TenantModel):
    """One published version of the rules people read before they join. A new version never changes an old one."""

    number = models.PositiveIntegerField()
    # Plain text by language: {"fr": "…", "en": "…"}; blank lines separate paragraphs, "# " starts a heading.
    texts = models.JSONField(default=dict)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="charter_number_once")]

    def __str__(self) -> str:
        return f"Charter {self.number}"


class Enrolment(Addressable, TenantModel):
    """A person's own yes to being an ambassador. Written by that person's acts only."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="enrolment")
    state = models.CharField(max_length=8, choices=EnrolmentState.choices, default=EnrolmentState.ACTIVE)
    charter = models.ForeignKey(Charter, null=True, on_delete=models.PROTECT, related_name="+")
    # "My name may appear in results": asked neutrally, off at the start, the person's to change at any time.
    show_name = models.BooleanField(_("my name may appear in results"), default=False)
    enrolled_at = models.DateTimeField()
    paused_until = models.DateField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="left", left_at__isnull=False)
                | (~models.Q(state="left") & models.Q(left_at__isnull=True)),
                name="enrolment_left_has_a_date",
            )
        ]

    def __str__(self) -> str:
        return f"Enrolment of {self.membership_id} ({self.state})"
