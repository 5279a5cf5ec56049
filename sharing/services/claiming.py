"""Taking a share that is due: whose turn, how many at once, and the order a worker carries away."""

import os
import socket
import uuid
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Final

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from advocacy.lib import jobs, pace
from advocacy.lib.crypto import CannotOpen
from advocacy.tenancy import all_or_nothing, current_organisation_id
from sharing import selectors
from sharing.models import Connection, Share
from sharing.networks import REGISTRY, adapter
from sharing.networks.base import Grant, Network
from sharing.services import budgets, content, grants, moving, pauses, planning
from sharing.services.allowances import Through, through
from sharing.services.content import Content
from sharing.services.planning import Obstacle
from sharing.states import HoldReason, ShareState

S = ShareState

# The network call ends within 30 s: a lease that has run out means that its worker is gone.
LEASE: Final = pace.span(seconds=45)
# With a picture to upload first. Right before the call that publishes the lease is renewed to the ordinary length.
LEASE_WITH_PICTURE: Final = pace.span(seconds=150)
# An access must outlive the call.
TOKEN_MARGIN: Final = pace.span(seconds=60)
WAIT_FOR_TOKEN: Final = pace.span(seconds=15)
# How often one claim looks for more when what it found cannot go, before another organisation has its turn.
LOOKS: Final = 8
WORKER: Final = f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True)
class Picture:
    """A picture to send along: where it lies, what its bytes hash to, its number at the network once it has one."""

    row: int
    file: str
    mime: str
    sha256: str
    media_id: str = ""


@dataclass(frozen=True)
class Paper:
    """A document to send along, likewise."""

    file: str
    mime: str
    sha256: str
    media_id: str = ""


@dataclass(frozen=True)
class Order:
    """All a worker needs to publish one share without asking the database: plain values, the tokens masked."""

    organisation_id: int
    share_id: int
    connection_id: int
    lease: uuid.UUID
    sha256: str
    content: Content = field(repr=False)
    pictures: tuple[Picture, ...]
    paper: Paper | None
    network: Network = field(repr=False)
    grant: Grant = field(repr=False)

    @property
    def uploads(self) -> int:
        """How many files the network must have before the post."""
        papers = (self.paper,) if self.paper is not None else ()
        return sum(each.media_id == "" for each in self.pictures) + sum(each.media_id == "" for each in papers)


@dataclass(frozen=True)
class Batch:
    """What one claim brought."""

    orders: list[Order]
    # The networks on which as many calls are under way as may be.
    full: frozenset[str] = frozenset()
    # Whether something due waits for a limit: more of this organisation can go once a call has ended.
    waits: bool = False
    # The networks it waits for.
    waits_for: frozenset[str] = frozenset()
    # Whether everything was looked at: what is left can only go once a call of this organisation has ended.
    exhausted: bool = False


@cache
def publishable() -> frozenset[str]:
    """The networks on which something can be published for people."""
    return frozenset(key for key in REGISTRY if adapter(key).limits.can_publish)


def per_organisation() -> int:
    """How many shares of one organisation may be in flight: nobody's campaign holds everybody up."""
    return max(2, settings.NETWORK_IN_FLIGHT // 4)


def due_shares() -> QuerySet[Share]:
    """Scheduled shares whose time has come, by the database's clock."""
    return Share.objects.filter(state=S.SCHEDULED, next_at__lte=Now())


def claim(share_id: int | None = None) -> Order | None:
    """Take one share that is due (that one, when given); None when there is none to take. As `claim_batch`."""
    orders = claim_batch(1, share_id=share_id).orders
    return orders[0] if orders else None


def claim_batch(most: int, *, share_id: int | None = None, passing_over: frozenset[str] = frozenset()) -> Batch:
    """Take up to `most` shares that are due and lease them to this worker, in one short transaction.

    What cannot go is moved where it belongs on the way: past its latest time to missed, its access ended to held, its
    idea gone to cancelled. Never more calls at once than the network, the organisation and the account allow; networks
    in `passing_over` are left alone. Everything leased counts as in flight from now on, so that nothing is leased that
    could not start at once. Inside a tenant, and all that is done in it.
    """
    with all_or_nothing():
        _one_at_a_time(f"organisation.{current_organisation_id()}")
        under_way = Share.objects.filter(state=S.PUBLISHING, lease_until__gt=Now()).count()
        claim = _Claim(min(most, per_organisation() - under_way), share_id, set(passing_over))
        claim.take()
        if claim.orders:
            return Batch(claim.orders, frozenset(claim.full - passing_over), waits=True, exhausted=claim.exhausted)
        waits_for = frozenset(_ready().values_list("network", flat=True).order_by("network").distinct())
        return Batch([], frozenset(claim.full - passing_over), bool(waits_for), waits_for)


def _ready() -> QuerySet[Share]:
    """Due, and not stopped by the operator or by a breaker."""
    return planning.standing(due_shares()).filter(is_stopped=False)  # type: ignore[misc]


class _Claim:
    """One claim while it is being made."""

    def __init__(self, most: int, share_id: int | None, full: set[str]) -> None:
        self.most = most
        self.share_id = share_id
        self.full = full
        self.orders: list[Order] = []
        self.exhausted = False
        # One lease for all that a claim takes, however often it looks: a batch begins by its lease.
        self._lease_of_all = uuid.uuid4()
        self._passed: set[int] = set()
        # Accounts that are busy, or that this claim has taken: one call at a time each.
        self._accounts: set[int] = set()

    def take(self) -> None:
        """Look, and look again while what was found could not all go and there may be more."""
        for _look in range(LOOKS):
            missing = self.most - len(self.orders)
            if missing <= 0:
                return
            rows = self._candidates(missing + 4)
            able = []
            for row in rows:
                self._passed.add(row.pk)
                if row.connection_id not in self._accounts and _may_go(row):
                    able.append(row)
                    self._accounts.add(row.connection_id or 0)
            self._lease(able, missing)
            self.exhausted = len(rows) < missing + 4
            if self.exhausted or self.full >= publishable():
                return

    def _candidates(self, count: int) -> list[Share]:
        # A share whose account is gone is looked at, and moved.
        free = (
            Q(connection__isnull=True) | Q(connection__busy_until__isnull=True) | Q(connection__busy_until__lte=Now())
        )
        # A dead worker's share may still hold an account, until the sweep has settled it.
        held = Share.objects.filter(state=S.PUBLISHING, connection_id=OuterRef("connection_id"))
        rows = _ready().filter(free & ~Exists(held)).exclude(pk__in=self._passed)
        rows = rows.exclude(connection_id__in=self._accounts).exclude(network__in=self.full)
        if self.share_id is not None:
            rows = rows.filter(pk=self.share_id)
        skip = connection.features.has_select_for_update_skip_locked
        return list(
            content.whole(rows)
            .annotate(db_now=ExpressionWrapper(Now(), output_field=DateTimeField()))
            .select_related("membership__organisation")
            .order_by("next_at", "pk")
            .select_for_update(of=("self",), skip_locked=skip)[:count]
        )

    def _lease(self, rows: list[Share], missing: int) -> None:
        """Take as many of these as limits allow, with their accounts, for as long as their calls may last."""
        if not rows:
            return
        # Before the locks that every claim of a network waits for: these are nobody else's.
        accounts = _free_accounts(rows)
        room = _room({through(row) for row in rows})
        chosen: list[Share] = []
        for row in rows:
            if room[through(row)] > 0 and row.connection_id in accounts and len(chosen) < missing:
                room[through(row)] -= 1
                chosen.append(row)
        chosen = _within_budgets(chosen)
        orders = [order for row in chosen if (order := _order(row, accounts[row.connection_id or 0])) is not None]
        clean = all(accounts[order.connection_id].busy_until is None for order in orders)
        rows_by_id = {row.pk: row for row in chosen}
        self.orders += _take(orders, rows_by_id, self._lease_of_all, carefully=not clean)
        # An application of an organisation's own is nobody else's: others are not kept from the network by it.
        self.full |= {each.network for each, left in room.items() if left <= 0 and each.app_of is None}


def _room(applications: set[Through]) -> dict[Through, int]:
    """How many more calls each of these applications may have at its network.

    Counting and taking are one piece: see `_one_at_a_time`.
    """
    networks = sorted({each.network for each in applications})
    _one_at_a_time(*(f"in_flight.{network}" for network in networks))
    busy = Connection.objects.filter(network__in=networks, busy_until__gt=Now()).values_list("network", "app_of_id")
    counts = {Through(network, app): count for network, app, count in busy.annotate(count=Count("pk")).order_by()}
    limit = settings.NETWORK_IN_FLIGHT
    limits = pauses.in_flight_limits([(each.network, each.app_of) for each in applications], limit)
    return {each: limits[each.network, each.app_of] - counts.get(each, 0) for each in applications}


def _free_accounts(rows: list[Share]) -> dict[int, Connection]:
    # Never wait for an account's row: whoever holds it (a disconnection) may be waiting for the share's.
    skip = connection.features.has_select_for_update_skip_locked
    free = Q(busy_until__isnull=True) | Q(busy_until__lte=Now())
    accounts = Connection.objects.select_for_update(skip_locked=skip).filter(free)
    found = accounts.filter(pk__in=[row.connection_id for row in rows if row.connection_id is not None])
    return {account.pk: account for account in found}


def _within_budgets(rows: list[Share]) -> list[Share]:
    """Those of these shares that can go and have a free account which also have a place in every budget.

    Called in the transaction of the claim, with all of a batch, under the locks of its networks.
    """
    denied = budgets.reserve(rows)
    for row in rows:
        if row.pk in denied:
            budgets.step_back(row, denied[row.pk])
    return [row for row in rows if row.pk not in denied]


def _order(row: Share, account: Connection) -> Order | None:
    """Everything a worker needs; None when the access cannot be opened."""
    try:
        return order_of(row, account)
    except CannotOpen:
        jobs.enqueue("sharing.expire_connection", user_id=account.user_id, connection_id=account.pk)
        budgets.give_back(row.pk)
        step_aside(row, S.SCHEDULED, Obstacle(S.HELD, HoldReason.RECONNECT))
        return None


def order_of(row: Share, account: Connection) -> Order:
    """The plain values of one share. Raises `CannotOpen` when the access cannot be opened."""
    own = row.membership.organisation if account.app_of_id else None
    network = selectors.network_through(row.network, own)
    return Order(
        organisation_id=row.organisation_id,
        share_id=row.pk,
        connection_id=account.pk,
        lease=uuid.uuid4(),
        sha256=row.content_sha256,
        content=content.content_of(row, network),
        pictures=_pictures(row),
        paper=_paper(row),
        network=network,
        grant=grants.grant_of(account),
    )


def _take(orders: list[Order], rows: dict[int, Share], lease: uuid.UUID, *, carefully: bool) -> list[Order]:
    """Lease these shares and their accounts: two statements for all that take equally long.

    `carefully` when one of the accounts was left busy by a dead worker: its share may be another organisation's, which
    cannot be seen from here. The database refuses then; the sweep ends it.
    """
    by_length: dict[timedelta, list[Order]] = {}
    for order in orders:
        by_length.setdefault(_length(order), []).append(order)
    taken = []
    for length, some in by_length.items():
        shares = [rows[order.share_id] for order in some]
        until = shares[0].db_now + length  # type: ignore[attr-defined]
        try:
            with transaction.atomic() if carefully else nullcontext():
                moving.take_all(shares, lease=lease, until=until)
        except IntegrityError:
            if not carefully:
                raise
            if len(orders) > 1:
                taken += [each for order in some for each in _take([order], rows, lease, carefully=True)]
            else:
                budgets.give_back(orders[0].share_id)
            continue
        Connection.objects.filter(pk__in=[order.connection_id for order in some]).update(busy_until=until)
        taken += [replace(order, lease=lease) for order in some]
    return taken


def _length(order: Order) -> timedelta:
    return LEASE_WITH_PICTURE + LEASE * (order.uploads - 1) if order.uploads else LEASE


def _may_go(row: Share) -> bool:
    """Say whether nothing stands in the way; move the share where it belongs when something does."""
    now = row.db_now  # type: ignore[attr-defined]
    if row.publish_before is not None and row.publish_before <= now:
        moving.move(row.pk, S.SCHEDULED, S.MISSED, next_at=None)
        return False
    found = planning.obstacle_of(row)
    if found is not None:
        step_aside(row, S.SCHEDULED, found)
        return False
    return _token_lasts(row)


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


def _pictures(row: Share) -> tuple[Picture, ...]:
    return tuple(
        Picture(each.pk, each.asset.file, each.asset.mime, each.asset.sha256, each.media_id)
        for each in row.pictures.all()
    )


def _paper(row: Share) -> Paper | None:
    if row.document is None:
        return None
    return Paper(row.document.file, row.document.mime, row.document.sha256, row.document_media_id)


def _one_at_a_time(*names: str) -> None:
    """Count and take in one piece: two claims that name the same never overlap. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        locks = [f"relais.{name}" for name in names]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(name)) FROM unnest(%s) AS name", [locks])


def let_go(connection_id: int) -> None:
    """The call of the share that held this account is over: the next one may begin."""
    Connection.objects.filter(pk=connection_id).update(busy_until=None)


def give_back(order: Order) -> None:
    """Put a share that was claimed and not begun back where it was. Inside a tenant; nothing of it was sent."""
    with all_or_nothing(), suppress(moving.AlreadyMoved):
        moving.move(order.share_id, S.PUBLISHING, S.SCHEDULED, lease=order.lease, tell=False, next_at=timezone.now())
        let_go(order.connection_id)
        budgets.give_back(order.share_id)
