"""Tokens: sealing, opening, renewing and ending them. Nothing here returns or logs one in the clear."""

import logging
import random
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from advocacy.lib import pace
from advocacy.lib.crashes import crash_point
from advocacy.lib.crypto import Binding, CannotOpen, open_sealed, seal
from advocacy.people.models import Membership
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from advocacy.tenancy import tenant
from advocacy.tenancy.calls import DatabaseInNetworkCall as DatabaseInNetworkCall
from advocacy.tenancy.calls import network_call as network_call
from sharing import selectors
from sharing.models import Connection, ConnectionPermission
from sharing.networks.base import Grant, Network, NetworkError, NotSupported, OutcomeUnknown, ReconnectNeeded, TryLater
from sharing.states import ConnectionState

logger = logging.getLogger(__name__)

# One refresh at a time per account: longer than the longest refresh call.
REFRESH_LEASE: Final = pace.span(seconds=60)
# A short-lived access is renewed when a share is due this soon; a long-lived one, this long before it ends.
JUST_IN_TIME: Final = timedelta(minutes=15)
# An access is renewed when it would outlive what it is needed for by less than this.
MARGIN: Final = timedelta(minutes=5)
LONG_LIVED: Final = timedelta(days=2)
EARLY: Final = timedelta(days=20)
# Codes that a new access token may cure.
CURABLE: Final = frozenset({"token_invalid", "token_expired", "token_revoked"})
# Days before its end on which a person is told that an access must be renewed by hand.
NOTICE_DAYS: Final = (14, 7, 1)
# How long a network is asked to forget an access before we destroy our copy without its answer.
REVOKE_WITHIN: Final = timedelta(hours=24)


# --- Sealing ---------------------------------------------------------------------------------------------------------
def binding(connection: Connection, kind: str) -> Binding:
    """What one of a connection's tokens belongs to."""
    return Binding(user=str(connection.user_id), connection=str(connection.pk), network=connection.network, kind=kind)


def keep(connection: Connection, grant: Grant) -> None:
    """Put a grant into a saved connection, sealed. The caller saves."""
    connection.access_token = seal(grant.access_token, binding(connection, "access"))
    refresh = grant.refresh_token
    connection.refresh_token = seal(refresh, binding(connection, "refresh")) if refresh else ""
    connection.access_expires_at = grant.expires_at
    connection.refresh_expires_at = grant.refresh_expires_at
    connection.issued_at = grant.issued_at or timezone.now()
    if grant.scopes:
        connection.scopes = sorted(grant.scopes)


GRANT_FIELDS: Final = [
    "access_token", "refresh_token", "access_expires_at", "refresh_expires_at", "issued_at", "scopes",
]  # fmt: skip


def grant_of(connection: Connection) -> Grant:
    """Open a connection's tokens. Raises `CannotOpen` when they are gone or not this row's."""
    if not connection.access_token:
        raise CannotOpen
    refresh = open_sealed(connection.refresh_token, binding(connection, "refresh"))
    return Grant(
        access_token=open_sealed(connection.access_token, binding(connection, "access")),
        refresh_token=refresh or None,
        expires_at=connection.access_expires_at,
        refresh_expires_at=connection.refresh_expires_at,
        scopes=frozenset(connection.scopes),
        external_id=connection.member_id,
        handle=connection.handle,
        issued_at=connection.issued_at,
    )


def network_of(connection: Connection) -> Network:
    """The adapter with the application this connection was made through. Outside any tenant."""
    if connection.app_of_id is None:
        return selectors.site_network(connection.network)
    with tenant(connection.app_of_id):
        return selectors.network_through(connection.network, connection.app_of)


# --- Renewing --------------------------------------------------------------------------------------------------------
def needs_refresh(connection: Connection, due_at: datetime) -> bool:
    """Say whether the access must be renewed for a share due then. Inside a tenant or outside."""
    if not connection.refresh_token or connection.state != ConnectionState.CONNECTED:
        return False
    until = connection.access_expires_at
    return until is not None and until <= max(due_at, timezone.now()) + MARGIN


def lasts_until(connection: Connection, moment: datetime) -> bool:
    """Say whether the access will serve at that moment, renewed without its owner where that can be done."""
    ends = connection.lasts_until
    return ends is None or ends > moment + MARGIN


def _wants_renewal(connection: Connection) -> bool:
    """Say whether anybody who renews an access would still have a reason to renew this one."""
    now = timezone.now()
    until = connection.access_expires_at
    aging = until is not None and until < now + EARLY and _is_long_lived(connection)
    return aging or needs_refresh(connection, now + JUST_IN_TIME)


def aging_connections() -> list[Connection]:
    """Long-lived accesses that can be renewed without their owner and end within weeks."""
    now = timezone.now()
    rows = Connection.objects.filter(
        Q(refreshing_until__isnull=True) | Q(refreshing_until__lt=now),
        state=ConnectionState.CONNECTED,
        access_expires_at__lt=now + EARLY,
    ).exclude(refresh_token="")
    return [row for row in rows if _is_long_lived(row)]


def _is_long_lived(connection: Connection) -> bool:
    began, ends = connection.issued_at, connection.access_expires_at
    return began is not None and ends is not None and ends - began > LONG_LIVED


def refresh_grant(connection_id: int) -> bool:
    """Renew one access that ends soon; say whether it was. Outside any tenant, three short steps, one of them the call.

    An access that does not end soon is left alone: whoever asked may have waited while another renewed it. To have one
    renewed that the network refuses before its time, `call_stale` comes first.
    One at a time, by a lease on the row: the refresh tokens of some networks work only once, and two calls at the same
    moment lose the account. The new pair is committed before anybody uses it. When the answer did not come, the old
    token is tried again after a minute; when the network refuses it, the person must reconnect.
    """
    leased = _lease(connection_id)
    if leased is None:
        return False
    connection, until = leased
    try:
        old = grant_of(connection)
        network = network_of(connection)
        with network_call():
            new = network.refresh(old)
    except (ReconnectNeeded, CannotOpen):
        expire_connection(connection_id, since=until)
        return False
    except NotSupported:
        _set(connection_id, until, refreshing_until=None)
        return False
    except NetworkError as error:
        logger.warning("The access %s was not renewed: %s", connection.public_id, error)
        _set(connection_id, until, refreshing_until=timezone.now() + _pause_after(error))
        return False
    crash_point("after_refresh")
    return _save(connection_id, until, new)


def _lease(connection_id: int) -> tuple[Connection, datetime] | None:
    now = timezone.now()
    until = now + REFRESH_LEASE
    free = Connection.objects.filter(
        Q(refreshing_until__isnull=True) | Q(refreshing_until__lt=now),
        pk=connection_id,
        state=ConnectionState.CONNECTED,
    ).exclude(refresh_token="")
    if free.update(refreshing_until=until) != 1:
        return None
    # Read after the lease: whoever held it before may have stored a new pair.
    row = Connection.objects.select_related("app_of").get(pk=connection_id)
    if not _wants_renewal(row):
        _set(connection_id, until, refreshing_until=None)
        return None
    return row, until


def _pause_after(error: NetworkError) -> timedelta:
    if isinstance(error, OutcomeUnknown):
        return REFRESH_LEASE
    if isinstance(error, TryLater) and error.after is not None:
        return error.after + pace.span(seconds=random.uniform(0, 10))  # noqa: S311 -- jitter, not a secret
    return pace.span(seconds=30)


def _set(connection_id: int, lease: datetime, **values: Any) -> bool:
    """Change the row while the lease is still ours."""
    return Connection.objects.filter(pk=connection_id, refreshing_until=lease).update(**values) == 1


@transaction.atomic
def _save(connection_id: int, lease: datetime, grant: Grant) -> bool:
    row = Connection.objects.select_for_update().filter(pk=connection_id, refreshing_until=lease).first()
    if row is None or row.state != ConnectionState.CONNECTED:
        # Disconnected or reconnected while the network answered: that stands.
        return False
    keep(row, grant)
    row.refreshing_until = None
    row.save(update_fields=[*GRANT_FIELDS, "refreshing_until"])
    return True


def call_stale(connection_id: int) -> None:
    """The network refused this access token: nobody uses it again before it is renewed."""
    Connection.objects.filter(pk=connection_id).update(access_expires_at=timezone.now())


def expire_connection(connection_id: int, *, since: datetime | None = None) -> None:
    """The access has ended and only its owner can renew it: say so in each of their organisations. Outside tenants."""
    rows = Connection.objects.filter(pk=connection_id, state=ConnectionState.CONNECTED)
    if since is not None:
        rows = rows.filter(refreshing_until=since)
    if rows.update(state=ConnectionState.EXPIRED, refreshing_until=None) != 1:
        return
    connection = Connection.objects.get(pk=connection_id)
    for organisation_id in connection.used_by:
        with tenant(organisation_id), transaction.atomic():
            for membership in _members_using(connection):
                tell_expiring(membership, connection, days=0)


# --- Telling ---------------------------------------------------------------------------------------------------------
def _members_using(connection: Connection) -> list[Membership]:
    rows = ConnectionPermission.objects.filter(connection=connection, ended_at__isnull=True)
    return [row.membership for row in rows.select_related("membership__user", "membership__organisation")]


def tell_expiring(membership: Membership, connection: Connection, *, days: int) -> None:
    """Tell a person that an access of theirs ends, once per notice and per access."""
    stamp = f"{connection.lasts_until:%Y%m%d}" if connection.lasts_until else "0"
    notify(
        membership=membership,
        kind=NotificationKind.CONNECTION_EXPIRING,
        details={"network": selectors.network_label(connection.network), "days": days, "reason": "reconnect"},
        path=selectors.renewal_path(membership.organisation, connection),
        once_key=f"access:{connection.public_id}:{stamp}:{days}",
    )


@transaction.atomic
def tell_expiring_soon() -> int:
    """Inside a tenant: tell people whose access ends within 14, 7 or 1 days and cannot be renewed without them.

    An access that ended unnoticed is expired here. Returns how many people were told.
    """
    now = timezone.now()
    horizon = now + timedelta(days=max(NOTICE_DAYS))
    rows = ConnectionPermission.objects.filter(
        ended_at__isnull=True, connection__state=ConnectionState.CONNECTED, membership__left_at__isnull=True
    ).select_related("connection", "membership__user", "membership__organisation")
    told = 0
    for row in rows:
        until = row.connection.lasts_until
        if until is None or until > horizon:
            continue
        if until <= now:
            Connection.objects.filter(pk=row.connection_id).update(state=ConnectionState.EXPIRED)
        left = until - now
        days = min(notice for notice in (0, *NOTICE_DAYS) if left <= timedelta(days=notice))
        tell_expiring(row.membership, row.connection, days=days)
        told += 1
    return told


# --- Ending ----------------------------------------------------------------------------------------------------------
def revoke_connection(connection_id: int) -> bool:
    """Tell the network that an access is over, then destroy our copy; say whether it is destroyed. Outside tenants.

    Repeated by the sweep until the network confirms, for a day at most. Where a network offers no way to say it, the
    copy is destroyed at once.
    """
    row = Connection.objects.select_related("app_of").filter(pk=connection_id, state=ConnectionState.REVOKING).first()
    if row is None:
        return False
    try:
        grant = grant_of(row)
        network = network_of(row)
        with network_call():
            network.revoke(grant)
    except (NotSupported, ReconnectNeeded, CannotOpen):
        pass
    except NetworkError as error:
        if row.ended_at is not None and row.ended_at > timezone.now() - REVOKE_WITHIN:
            logger.warning("The network has not confirmed the end of access %s yet: %s", row.public_id, error)
            return False
        logger.error("The network never confirmed the end of access %s: %s", row.public_id, error)  # noqa: TRY400
    Connection.objects.filter(pk=connection_id, state=ConnectionState.REVOKING).update(
        state=ConnectionState.REVOKED,
        access_token="",
        refresh_token="",
        access_expires_at=None,
        refresh_expires_at=None,
        refreshing_until=None,
    )
    return True
