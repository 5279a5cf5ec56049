"""The organisation (the tenant itself) and its journal."""

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.lib.public_ids import new_organisation_code
from advocacy.organisations.states import SMALLEST_GROUP_FLOOR, SemesterCalendar
from advocacy.tenancy.models import Addressable, TenantModel


class Organisation(models.Model):
    """A company that runs an advocacy programme. Stands outside the walls: the gate reads it to raise them."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    tagline = models.CharField(_("in a few words"), max_length=80, blank=True)
    # Part of every tracked link, so that no look-up of a link crosses organisations.
    code = models.CharField(max_length=8, unique=True, default=new_organisation_code, editable=False)
    logo = models.CharField(max_length=200, blank=True, editable=False)
    language = models.CharField(_("default language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    also_language = models.CharField(
        _("second language"), max_length=2, choices=settings.LANGUAGES, blank=True, default=""
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    semester_starts = models.PositiveSmallIntegerField(
        _("the semester starts on"), choices=SemesterCalendar.choices, default=SemesterCalendar.JANUARY
    )
    # What the composer proposes before a person's own results say better.
    usual_hour = models.TimeField(_("usual hour to share"), default=time(8, 40))
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group"),
        default=SMALLEST_GROUP_FLOOR,
        validators=[MinValueValidator(SMALLEST_GROUP_FLOOR), MaxValueValidator(50)],
    )
    # What colleagues who propose something are promised, in working days.
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer a proposal"), default=5, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    is_active = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(smallest_group__gte=SMALLEST_GROUP_FLOOR), name="organisation_smallest_group_floor"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def languages(self) -> list[str]:
        """The languages its content is offered in, the default one first."""
        return [code for code in (self.language, self.also_language) if code]


class AuditEntry(Addressable, TenantModel):
    """Who did what, when, to which thing. Append-only; written with the act it tells, or not at all."""

    # The person by reference, so that erasing a person does not rewrite the journal. None: the system itself.
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation", "-at"], name="audit_by_time")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"
