"""Taking a share that is due: whose turn, how many at once, and the order a worker carries away."""

import os
import socket
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import DateTimeField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Now

from advocacy.lib import jobs
from advocacy.lib.crypto import CannotOpen
from sharing import selectors
from sharing.models import Connection, Share
from sharing.networks.base import Grant, Network
from sharing.services import content, grants, moving, pauses, planning
from sharing.services.content import Content
from sharing.services.planning import Obstacle
from sharing.states import HoldReason, ShareState

S = ShareState

# The network call ends within 30 s: a lease that has run out means that its worker is gone.
LEASE: Final = timedelta(seconds=45)
# With a picture to upload first. Right before the call that publishes the lease is renewed to the ordinary length.
LEASE_WITH_PICTURE: Final = timedelta(seconds=150)
# An access must outlive the call.
TOKEN_MARGIN: Final = timedelta(seconds=60)
WAIT_FOR_TOKEN: Final = timedelta(seconds=15)
# How many shares that cannot go one claim moves out of the way before another job has its turn.
LOOKS: Final = 20
WORKER: Final = f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True)
class Picture:
    """A picture to send along: where it lies, and what its bytes must hash to."""

    file: str
    mime: str
    sha256: str


@dataclass(frozen=True)
class Order:
    """All a worker needs to publish one share without asking the database: plain values, the tokens masked."""

    organisation_id: int
    share_id: int
    connection_id: int
    lease: uuid.UUID
    sha256: str
    content: Content = field(repr=False)
    picture: Picture | None
    media_id: str
    network: Network = field(repr=False)
    grant: Grant = field(repr=False)


def per_organisation() -> int:
    """How many shares of one organisation may be in flight: nobody's campaign holds everybody up."""
    return max(2, settings.NETWORK_IN_FLIGHT // 4)


def due_shares() -> QuerySet[Share]:
    """Scheduled shares whose time has come, by the database's clock."""
    return Share.objects.filter(state=S.SCHEDULED, next_at__lte=Now())


@transaction.atomic
def claim(share_id: int | None = None) -> Order | None:
    """Take one share that is due (that one, when given) and lease it to this worker; None when there is none to take.

    What cannot go is moved where it belongs on the way: past its latest time to missed, its access ended to held, its
    idea gone to cancelled. Never more calls at once than the network, the organisation and the account allow.
    Inside a tenant.
    """
    if Share.objects.filter(state=S.PUBLISHING, lease_until__gt=Now()).count() >= per_organisation():
        return None
    passed: list[int] = []
    for _look in range(LOOKS):
        row = _candidate(share_id, passed)
        if row is None:
            return None
        passed.append(row.pk)
        if _may_go(row):
            order = _lease(row)
            if order is not None:
                return order
    return None


def _candidate(share_id: int | None, passed: list[int]) -> Share | None:
    # One call at a time per account. A share whose account is gone is looked at, and moved.
    free = Q(connection__isnull=True) | Q(connection__busy_until__isnull=True) | Q(connection__busy_until__lte=Now())
    rows = due_shares().filter(free).exclude(pk__in=passed)
    if share_id is not None:
        rows = rows.filter(pk=share_id)
    return (
        rows.annotate(db_now=ExpressionWrapper(Now(), output_field=DateTimeField()))
        .select_related("membership__organisation", "connection", "link", "picture", "item")
        .order_by("next_at", "pk")
        .select_for_update(of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked)
        .first()
    )


def _may_go(row: Share) -> bool:
    """Say whether nothing stands in the way; move the share where it belongs when something does."""
    now = row.db_now  # type: ignore[attr-defined]
    if row.publish_before is not None and row.publish_before <= now:
        moving.move(row.pk, S.SCHEDULED, S.MISSED, next_at=None)
        return False
    found = planning.obstacle(row)
    if found is not None:
        step_aside(row, S.SCHEDULED, found)
        return False
    return not planning.is_paused(row.network, row.organisation_id) and _token_lasts(row)


def step_aside(row: Share, source: ShareState, found: Obstacle, *, lease: uuid.UUID | None = None) -> None:
    """Take a share that cannot go out of the queue, and tell its author."""
    if found.target == S.CANCELLED and source == S.PUBLISHING:
        moving.move(row.pk, source, S.SCHEDULED, lease=lease, tell=False)
        source, lease = S.SCHEDULED, None
    moved = moving.move(row.pk, source, found.target, lease=lease, reason=found.reason, next_at=None)
    if found.target == S.CANCELLED:
        moving.tell_stopped(moved)


def _token_lasts(row: Share) -> bool:
    """Say whether the access outlives the call; have it renewed, or its owner asked, when it does not."""
    account = row.connection
    now = row.db_now  # type: ignore[attr-defined]
    if account is None:
        return False
    if account.access_expires_at is None or account.access_expires_at > now + TOKEN_MARGIN:
        return True
    if account.refresh_token:
        jobs.enqueue("sharing.refresh_grant", user_id=account.user_id, connection_id=account.pk)
        Share.objects.filter(pk=row.pk).update(next_at=now + WAIT_FOR_TOKEN)
    else:
        jobs.enqueue("sharing.expire_connection", user_id=account.user_id, connection_id=account.pk)
        step_aside(row, S.SCHEDULED, Obstacle(S.HELD, HoldReason.RECONNECT))
    return False


def _lease(row: Share) -> Order | None:
    """Take the account and the share for as long as the call may last; None when a limit is reached."""
    if row.connection_id is None:
        return None
    _one_at_a_time(row.network)
    busy = Connection.objects.filter(network=row.network, busy_until__gt=Now()).count()
    if busy >= pauses.in_flight_limit(row.network, settings.NETWORK_IN_FLIGHT):
        return None
    skip = connection.features.has_select_for_update_skip_locked
    free = Q(busy_until__isnull=True) | Q(busy_until__lte=Now())
    # Never wait for the account's row: whoever holds it (a disconnection) may be waiting for the share's.
    account = Connection.objects.select_for_update(skip_locked=skip).filter(free, pk=row.connection_id).first()
    if account is None or Share.objects.filter(connection=account, state=S.PUBLISHING).exists():
        return None
    now = row.db_now  # type: ignore[attr-defined]
    until = now + (LEASE_WITH_PICTURE if row.picture is not None and not row.media_id else LEASE)
    lease = uuid.uuid4()
    network = selectors.network_through(row.network, row.membership.organisation if account.app_of_id else None)
    try:
        grant = grants.grant_of(account)
    except CannotOpen:
        jobs.enqueue("sharing.expire_connection", user_id=account.user_id, connection_id=account.pk)
        step_aside(row, S.SCHEDULED, Obstacle(S.HELD, HoldReason.RECONNECT))
        return None
    account.busy_until = until
    account.save(update_fields=["busy_until"])
    moving.take(row.pk, lease=lease, until=until)
    return Order(
        organisation_id=row.organisation_id,
        share_id=row.pk,
        connection_id=account.pk,
        lease=lease,
        sha256=row.content_sha256,
        content=content.content_of(row, network),
        picture=_picture(row),
        media_id=row.media_id,
        network=network,
        grant=grant,
    )


def _picture(row: Share) -> Picture | None:
    if row.picture is None:
        return None
    return Picture(file=row.picture.file, mime=row.picture.mime, sha256=row.picture.sha256)


def _one_at_a_time(network: str) -> None:
    """Count and take in one piece: two claims of one network never overlap. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"relais.in_flight.{network}"])


def let_go(connection_id: int) -> None:
    """The call of the share that held this account is over: the next one may begin."""
    Connection.objects.filter(pk=connection_id).update(busy_until=None)
