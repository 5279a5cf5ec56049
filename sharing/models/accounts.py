"""Whose accounts may be published to, through which application, until when."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, User
from advocacy.tenancy.models import Addressable, TenantModel
from sharing.states import ConnectionState


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
    # The call is over though its outcome is not written down yet: it takes no place at its network any more.
    has_answered = models.BooleanField(default=False)
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
    # Of the own application, from the network's portal: calls a day. 0: not known.
    daily_calls = models.PositiveIntegerField(default=0)
    # The most this organisation spends there in a calendar month, in US dollars. None: as the operator set it.
    monthly_cap = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "network"], name="network_app_once")]

    def __str__(self) -> str:
        return f"{self.network} application of {self.organisation_id}"


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
