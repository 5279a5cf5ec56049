"""What colleagues bring: proposals, the pictures and topics that go with them, and what was said about each."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.models.assets import Asset
from content_library.models.items import ContentItem
from content_library.models.subjects import Topic
from content_library.states import PhotoConsent, ProposalKind, ProposalState


class Proposal(Addressable, TenantModel):
    """Something a person offers for the library, or was asked for. Seen by that person and by the team that answers."""

    # None: a brief that nobody holds.
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what it is"), max_length=12, choices=ProposalKind.choices, default=ProposalKind.LINK)
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.SUBMITTED, editable=False
    )
    state_changed_at = models.DateTimeField(default=timezone.now, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("in your words"), blank=True, max_length=10_000)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    people_in_photo = models.CharField(
        _("people in the photo"), max_length=8, choices=PhotoConsent.choices, blank=True, default=""
    )
    # Asked, never ticked beforehand.
    credit_wanted = models.BooleanField(default=False)
    credit_name = models.CharField(_("named as"), max_length=120, blank=True)
    wants_to_announce = models.BooleanField(default=False)
    # What the communications team asks for, and who there asks.
    brief = models.TextField(_("brief"), blank=True, max_length=4000)
    asked_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The day the team promised an answer by, worked out from the setting of the day it was sent.
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer_due_on = models.DateField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # An answer being written, seen by the team alone.
    reply_draft = models.TextField(blank=True, max_length=4000)
    item = models.ForeignKey(ContentItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals")
    created_at = models.DateTimeField(auto_now_add=True)
    # A second submission of the same form meets the same row.
    request_key = models.CharField(max_length=40, blank=True, default="", editable=False)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "request_key"], condition=~models.Q(request_key=""), name="proposal_request_once"
            ),
            models.CheckConstraint(
                condition=models.Q(membership__isnull=False)
                | models.Q(state__in=[ProposalState.FREE, ProposalState.WITHDRAWN]),
                name="proposal_has_its_person",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "submitted_at"], name="proposal_by_state"),
            models.Index(fields=["membership", "-created_at"], name="proposal_by_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def must_ask_people(self) -> bool:
        """Whether somebody on its pictures still has to be asked."""
        return self.people_in_photo == PhotoConsent.TO_ASK


class ProposalPicture(TenantModel):
    """A picture of the person's own that goes with their proposal, and in what order."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="pictures")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="proposal_pictures")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "asset"], name="proposal_picture_once")]

    def __str__(self) -> str:
        return f"{self.asset_id} with {self.proposal_id}"


class ProposalTopic(TenantModel):
    """One topic of one proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="proposal_topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["proposal", "topic"], name="proposal_topic_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} about {self.topic_id}"


class ProposalMessage(Addressable, TenantModel):
    """What the team answered or asked, and what the person said to it, in order."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    from_team = models.BooleanField()
    body = models.TextField(max_length=4000)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return self.body[:60]
