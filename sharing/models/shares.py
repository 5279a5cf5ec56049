"""The share: one member publishing one text on one network, what it carries, and each try at it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantManager, TenantModel, TenantQuerySet
from content_library.models import Angle, Asset, ContentItem, Document, SuggestedText
from sharing.models.accounts import Connection
from sharing.models.links import TrackedLink
from sharing.states import AttemptOutcome, AttemptStep, CommentState, Evidence, HoldReason, ShareState


class ShareQuerySet(TenantQuerySet["Share"]):
    """Reads that several doors share."""

    def of(self, membership: Membership) -> "ShareQuerySet":
        """One person's shares: nobody else's are ever listed with their texts."""
        return self.filter(membership=membership)


class ShareManager(TenantManager["Share"]):
    """The wall, over the queryset of shares."""

    _queryset_class = ShareQuerySet


class Share(Addressable, TenantModel):
    """One member publishing one text on one network: the row is the promise, and the queue."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="shares")
    # None: something of the person's own, not from the library; seen by nobody else.
    item = models.ForeignKey(ContentItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="shares")
    network = models.CharField(max_length=20)
    # None while drafting, and for ever in assisted sharing, which needs no connection.
    connection = models.ForeignKey(Connection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    angle = models.ForeignKey(Angle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    suggested_text = models.ForeignKey(
        SuggestedText, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The document's number at the network, once uploaded: a second try need not send it again.
    document_media_id = models.CharField(max_length=200, blank=True, editable=False)
    # The network's own id of the page's post that this share relays; empty for a post of one's own.
    reshare_of = models.CharField(max_length=200, blank=True)
    # What the link's card shows where the network does not fetch it; an empty title is made up from the text.
    card_title = models.CharField(max_length=200, blank=True)
    card_description = models.CharField(max_length=300, blank=True)
    # A draft made by the person's own rule; `due_local` and `zone` hold the time it proposes until they say yes.
    is_prepared = models.BooleanField(default=False)
    link = models.OneToOneField(TrackedLink, null=True, blank=True, on_delete=models.PROTECT, related_name="share")
    # What the person approved, hashed; what leaves must hash to the same (states.py, services/publishing.py).
    content_sha256 = models.CharField(max_length=64, blank=True)

    state = models.CharField(max_length=12, choices=ShareState.choices, default=ShareState.DRAFT, editable=False)
    state_changed_at = models.DateTimeField(default=timezone.now)
    # Of a hold: a HoldReason. Of a failure: the network's error code. Words are made when shown.
    reason = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # The wall time that was promised and its zone: a change of the zone's rules moves the instant, not the hour.
    due_local = models.CharField(max_length=16, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    # Never after this: it becomes missed and the person is told.
    publish_before = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    # Its author chose to wait for a colleague's opinion until then, at most.
    reader_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    evidence = models.CharField(max_length=12, choices=Evidence.choices, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    external_url = models.CharField(max_length=400, blank=True)
    # The person asked for the post to be taken down; the network is to be told. The reason: why it could not be.
    removal_asked_at = models.DateTimeField(null=True, blank=True)
    removal_next_at = models.DateTimeField(null=True, blank=True)
    removal_reason = models.CharField(max_length=40, blank=True)
    # Of a failure or a miss: its author sent it again, took up its text, or let it be. It asks for nothing any more.
    dealt_with_at = models.DateTimeField(null=True, blank=True)
    # A second submission of the same form meets the same row.
    request_key = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[ShareManager] = ShareManager()

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="published") | ~Q(evidence=""), name="share_published_proven"),
            models.CheckConstraint(
                condition=Q(state="publishing", lease__isnull=False, lease_until__isnull=False)
                | ~Q(state="publishing"),
                name="share_publishing_leased",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled", "published", "removed"])
                | (Q(due_at__isnull=False) & Q(publish_before__isnull=False) & ~Q(content_sha256="")),
                name="share_promise_complete",
            ),
            models.CheckConstraint(condition=~Q(state="held") | ~Q(reason=""), name="share_held_says_why"),
            # One call at a time per account.
            models.UniqueConstraint(
                fields=["connection"], condition=Q(state="publishing"), name="share_one_call_per_account"
            ),
            models.UniqueConstraint(
                fields=["membership", "request_key"], condition=~Q(request_key=""), name="share_request_once"
            ),
            models.UniqueConstraint(
                fields=["connection", "item"],
                condition=Q(state__in=["scheduled", "held", "publishing", "unconfirmed"]) & Q(item__isnull=False),
                name="share_item_once_per_account",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "next_at"], condition=Q(state="scheduled"), name="share_due"),
            models.Index(fields=["organisation", "membership", "-created_at"], name="share_by_person"),
            models.Index(fields=["organisation", "item"], name="share_by_item"),
            models.Index(
                fields=["organisation", "removal_next_at"],
                condition=Q(removal_next_at__isnull=False),
                name="share_to_remove",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.public_id} ({self.state})"

    @property
    def hold_reason(self) -> HoldReason | None:
        """Why it is held, when it is."""
        return HoldReason(self.reason) if self.state == ShareState.HELD else None

    @property
    def cover(self) -> "SharePicture | None":
        """The first of its pictures, for a list."""
        return next(iter(self.pictures.all()), None)

    @property
    def comment(self) -> "FirstComment | None":
        """Its first comment, when it has one."""
        return getattr(self, "first_comment", None)


class SharePicture(TenantModel):
    """One picture of a share, in its place, described in the person's words."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="pictures")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    alternative_text = models.CharField(max_length=400, blank=True)
    # The picture's number at the network, once uploaded: a second try need not send it again.
    media_id = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(TenantModel.Meta):
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["share", "position"], name="share_picture_place_once")]

    def __str__(self) -> str:
        return f"Picture {self.position} of {self.share_id}"


class FirstComment(TenantModel):
    """What the person adds under their own post once it is out: a step of its own that changes nothing of the share."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="first_comment")
    text = models.TextField()
    state = models.CharField(max_length=12, choices=CommentState.choices, default=CommentState.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    # When it may go; None while the post is not out, and once it has ended.
    next_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    external_id = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["organisation", "next_at"], condition=Q(next_at__isnull=False), name="first_comment_due"
            )
        ]

    def __str__(self) -> str:
        return f"First comment of {self.share_id}: {self.state}"


class ShareAttempt(TenantModel):
    """One try at a step: written right before the request leaves, closed after. The write-ahead log."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="attempts")
    step = models.CharField(max_length=8, choices=AttemptStep.choices, default=AttemptStep.POST)
    number = models.PositiveSmallIntegerField()
    lease = models.UUIDField()
    content_sha256 = models.CharField(max_length=64)
    worker = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=AttemptOutcome.choices, default=AttemptOutcome.STARTED)
    status = models.PositiveSmallIntegerField(null=True)
    error_code = models.CharField(max_length=60, blank=True)
    network_request_id = models.CharField(max_length=120, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["share", "number"], name="attempt_number_once"),
            # The last wall against a second post, or comment: impossible while an earlier one may be out.
            models.UniqueConstraint(
                fields=["share", "step"],
                condition=Q(outcome__in=["started", "unconfirmed", "published"]),
                name="attempt_one_may_be_out",
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} at {self.share_id}: {self.outcome}"
