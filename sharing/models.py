"""Who shared what, where, and how it went."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from advocacy.lib.public_ids import new_link_code
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, User
from advocacy.tenancy.models import Addressable, TenantManager, TenantModel, TenantQuerySet
from content_library.models import Angle, Asset, ContentItem, SuggestedText
from sharing.states import (
    AttemptOutcome,
    ClickKind,
    ConnectionState,
    Evidence,
    HoldReason,
    ShareState,
)


class Connection(Addressable):
    """A person's access to their own account on one network, tokens encrypted.

    It belongs to the person, not to an organisation, so it stands outside the tenant walls and is reached only through
    its owner and through publishing. `ConnectionPermission` says which organisation may offer content for it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="connections")
    network = models.CharField(max_length=20)
    # None: the installation's own application; otherwise the application of that organisation.
    app_of = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    member_id = models.CharField(max_length=100)
    handle = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=300, blank=True)
    profile_url = models.CharField(max_length=300, blank=True)
    scopes = models.JSONField(default=list)
    # Ciphertexts of lib.crypto, bound to this row and to their kind; empty once revoked.
    access_token = models.TextField(blank=True, editable=False)
    refresh_token = models.TextField(blank=True, editable=False)
    access_expires_at = models.DateTimeField(null=True)
    refresh_expires_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=ConnectionState.choices, default=ConnectionState.CONNECTED)
    connected_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # Organisations with a live permission. Their rows stand behind their own walls, and whether another one is left
    # decides if the tokens may be destroyed; kept in step with the permissions under this row's lock.
    used_by = models.JSONField(default=list)
    # One call at a time per account, over all organisations, and how a network's calls in flight are counted.
    busy_until = models.DateTimeField(null=True)
    # One refresh at a time: a refresh token may work only once.
    refreshing_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Two constraints each, because SQLite cannot treat two empty `app_of` as the same.
            models.UniqueConstraint(
                fields=["user", "network"],
                condition=Q(app_of__isnull=True, state__in=["connected", "expired"]),
                name="connection_once_by_site",
            ),
            models.UniqueConstraint(
                fields=["user", "network", "app_of"],
                condition=Q(app_of__isnull=False, state__in=["connected", "expired"]),
                name="connection_once_by_app",
            ),
            models.UniqueConstraint(
                fields=["network", "member_id"],
                condition=Q(app_of__isnull=True, state__in=["connected", "expired"]),
                name="connection_account_by_site",
            ),
            models.UniqueConstraint(
                fields=["network", "member_id", "app_of"],
                condition=Q(app_of__isnull=False, state__in=["connected", "expired"]),
                name="connection_account_by_app",
            ),
        ]
        indexes = [
            models.Index(
                fields=["network", "busy_until"], condition=Q(busy_until__isnull=False), name="connection_busy"
            )
        ]

    def __str__(self) -> str:
        return f"{self.network} of {self.user_id}"

    @property
    def lasts_until(self) -> datetime | None:
        """When the person must renew it: the refresh token's end where there is one, else the access token's."""
        return self.refresh_expires_at if self.refresh_token else self.access_expires_at


class ConnectionPermission(TenantModel):
    """This membership lets this organisation offer content for that connection, until the person ends it."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="connection_permissions")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="permissions")
    granted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "connection"], condition=Q(ended_at__isnull=True), name="permission_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} → {self.connection_id}"


class NetworkApp(TenantModel):
    """An organisation's own application at a network, used instead of the installation's. The secret never shows."""

    network = models.CharField(max_length=20)
    client_id = models.CharField(max_length=200, blank=True)
    client_secret = models.TextField(blank=True, editable=False)
    # Extra scopes the network has vetted this application for (member analytics…).
    granted_scopes = models.JSONField(default=list, blank=True)
    is_enabled = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "network"], name="network_app_once")]

    def __str__(self) -> str:
        return f"{self.network} application of {self.organisation_id}"


class TrackedLink(TenantModel):
    """Our short address of one destination, made before the person approves the text that carries it."""

    code = models.CharField(max_length=16, default=new_link_code, editable=False)
    destination = models.URLField(max_length=1500)
    # Counters kept in step with the clicks by one UPDATE each; they outlive the click rows.
    clicks = models.PositiveIntegerField(default=0)
    automatic_clicks = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="tracked_link_code_once")]

    def __str__(self) -> str:
        return self.code


class Click(TenantModel):
    """One opening of a tracked link. No address, no cookie: a hash salted with a value that is thrown away daily."""

    link = models.ForeignKey(TrackedLink, on_delete=models.CASCADE, related_name="click_rows")
    kind = models.CharField(max_length=8, choices=ClickKind.choices)
    visitor = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "at"], name="click_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} click on {self.link_id}"


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
    picture = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    alternative_text = models.CharField(max_length=400, blank=True)
    # The picture's number at the network, once uploaded: a second try need not send it again.
    media_id = models.CharField(max_length=200, blank=True, editable=False)
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
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    evidence = models.CharField(max_length=12, choices=Evidence.choices, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    external_url = models.CharField(max_length=400, blank=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.title or self.public_id} ({self.state})"

    @property
    def hold_reason(self) -> HoldReason | None:
        """Why it is held, when it is."""
        return HoldReason(self.reason) if self.state == ShareState.HELD else None


class ShareAttempt(TenantModel):
    """One try at publishing: written right before the request leaves, closed after. The write-ahead log."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="attempts")
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
            # The last wall against a second post: impossible while an earlier one may be out.
            models.UniqueConstraint(
                fields=["share"],
                condition=Q(outcome__in=["started", "unconfirmed", "published"]),
                name="attempt_one_may_be_out",
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} at {self.share_id}: {self.outcome}"


class OAuthRequest(models.Model):
    """One journey to a network's consent page: state, PKCE verifier, who left from where. Used once, for ten minutes.

    Outside the walls: the callback reads it to learn whose organisation it is.
    """

    state = models.CharField(max_length=64, unique=True)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    network = models.CharField(max_length=20)
    verifier = models.TextField()
    session_hash = models.CharField(max_length=64)
    next_path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.network} consent of {self.membership_id}"


class NetworkPause(models.Model):
    """Publishing stopped, by the operator or by a breaker: everywhere, on one network, or for one organisation.

    Outside the walls: it is about the installation. An empty network or organisation means all of them.
    """

    network = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=60)
    # None: until somebody ends it.
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.network or 'all networks'}: {self.reason}"


class NetworkHealth(models.Model):
    """How a network has answered lately, over all organisations: what opens and closes its breaker.

    Outside the walls: it is about the installation.
    """

    network = models.CharField(max_length=20, unique=True)
    # Unknown outcomes since the last certain one.
    doubts = models.PositiveIntegerField(default=0)
    # How often the breaker opened since the last certain outcome: it stays open longer each time.
    openings = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.network}: {self.doubts} doubts"


class VisitorSalt(models.Model):
    """The random value that makes visitor hashes, one a day, deleted the day after: then nobody can link two days."""

    on = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.on)
