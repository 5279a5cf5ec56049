"""People: the login, the membership in an organisation, teams, invitations, API tokens, what they are told."""

from datetime import time
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from advocacy.organisations.models import Organisation
from advocacy.people.roles import Permission, Role, permissions_of
from advocacy.people.states import DeliveryState, Digest, InvitationState, NotificationKind, Theme
from advocacy.tenancy.models import Addressable, TenantModel


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password they sign in by code or by a provider."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by address, whatever its case."""
        return self.get(email__iexact=username)


class User(Addressable, AbstractBaseUser):
    """A login: one person on earth, in any number of organisations."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True, default="")
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, default="")
    theme = models.CharField(_("theme"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    portrait = models.CharField(max_length=200, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    # The operator of the installation; opens no organisation.
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    # Part of every session's proof: one more round ends all of this person's sessions at once.
    session_round = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """What a greeting says."""
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to be this person's: it changes with the password and with `session_round`."""
        salt = "advocacy.people.models.User.session"
        return salted_hmac(salt, f"{self.password}:{self.session_round}", secret=secret, algorithm="sha256").hexdigest()


class Membership(Addressable):
    """A user in an organisation, with the roles entrusted there.

    Outside the walls: a person's organisations are read before one is chosen. `people.selectors` is its only reader.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    job_title = models.CharField(_("job"), max_length=120, blank=True)
    is_owner = models.BooleanField(default=False)
    is_administrator = models.BooleanField(default=False)
    is_content_manager = models.BooleanField(default=False)
    is_contributor = models.BooleanField(default=False)
    is_manager = models.BooleanField(default=False)
    # Kept true by programme.services in the transaction that changes the person's own enrolment, and by nothing else.
    is_ambassador = models.BooleanField(default=False, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The demo only: this person's place among those the sign-in page offers. Empty in every real organisation.
    demo_place = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="membership_once"),
            models.UniqueConstraint(fields=["organisation", "id"], name="membership_wall"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held; none of them makes an employee."""
        return frozenset(role for role in Role if getattr(self, f"is_{role.value}"))

    @property
    def roles_in_order(self) -> list[Role]:
        """The roles held, in the table's order, for a page."""
        return [role for role in Role if role in self.roles]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """What this member may do."""
        return permissions_of(self.roles, is_ambassador=self.is_ambassador)

    def can(self, permission: Permission) -> bool:
        """Say whether this member may do it."""
        return permission in self.permissions

    @property
    def time_zone(self) -> str:
        """The zone this person's hours are shown in."""
        return self.user.time_zone or self.organisation.time_zone

    @property
    def language(self) -> str:
        """The language this person is written to in."""
        return self.user.language or self.organisation.language


class Team(Addressable, TenantModel):
    """Members grouped for audience and comparison."""

    name = models.CharField(_("name"), max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class TeamMember(TenantModel):
    """One member in one team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="team_members")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="team_members")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["team", "membership"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.team_id}"


class Invitation(Addressable, TenantModel):
    """An e-mail that lets one address join as a member, once, within seven days. The token is kept as a hash."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    roles = models.JSONField(default=list)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.SENT)
    expires_at = models.DateTimeField()
    # The first e-mail and one reminder, never more. Each has its own token; the older one stops working.
    letters = models.PositiveSmallIntegerField(default=1, editable=False)
    emailed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"], condition=models.Q(state="sent"), name="invitation_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.state})"

    @property
    def has_expired(self) -> bool:
        """Say whether its link is too old to open."""
        return self.expires_at <= timezone.now()


class ApiToken(Addressable):
    """A person's key to one organisation's API. Outside the walls: the gate reads it to raise them. Kept as a hash."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    prefix = models.CharField(max_length=8, editable=False)
    last_used_on = models.DateField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class Notification(Addressable, TenantModel):
    """Something a person is told. The sentence is made when it is shown, in the language of that moment."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30, choices=NotificationKind.choices)
    # Plain values for the sentence (title, network label, reason code); never a token.
    details = models.JSONField(default=dict)
    # The path inside the product that answers it.
    path = models.CharField(max_length=200, blank=True)
    # One telling per event: the same key is never written twice.
    once_key = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["membership", "once_key"], name="notification_once")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.membership_id}"


class MailChoices(TenantModel):
    """How one person wants to be written to here. No row: as it stands below."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="mail_choices")
    # Kinds of notification not wanted by e-mail. In the product everything is said, always.
    unwanted = models.JSONField(default=list, blank=True)
    # E-mails leave between these two hours on the person's own clock, and wait otherwise.
    mail_from = models.TimeField(_("not before"), default=time(8))
    mail_until = models.TimeField(_("not after"), default=time(18))
    at_weekends = models.BooleanField(_("at weekends too"), default=False)
    digest = models.CharField(
        _("a summary of what is new"), max_length=12, choices=Digest.choices, default=Digest.WEEKLY
    )
    # The beginning of the last period whose summary was looked at: sent, or found empty.
    digest_done_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"E-mails of {self.membership_id}"


class Delivery(TenantModel):
    """One e-mail to one person, of a notification or of a summary: waiting, gone, or why not. It leaves once."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="deliveries")
    # None: a summary.
    notification = models.OneToOneField(Notification, null=True, on_delete=models.CASCADE, related_name="delivery")
    once_key = models.CharField(max_length=80)
    # Of a summary: since when things are new.
    since = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    in_quiet_hours = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    # While waiting: not before this. Later: when it came into its state.
    next_at = models.DateTimeField(default=timezone.now)
    # The last error's class, never the server's words: they may hold an address.
    error = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["membership", "once_key"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["organisation", "next_at"],
                condition=models.Q(state__in=["waiting", "leaving"]),
                name="delivery_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.once_key} to {self.membership_id}: {self.state}"
