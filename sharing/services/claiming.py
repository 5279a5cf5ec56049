"""Taking a share that is due: whose turn, how many at once, and the order a worker carries away."""

import uuid
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Final

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from advocacy.lib import deadline, jobs, pace
from advocacy.lib.crashes import crash_point
from advocacy.lib.crypto import CannotOpen
from advocacy.lib.planner import joins_as_written
from advocacy.tenancy import all_or_nothing, current_organisation_id
from sharing.models import Connection, Share
from sharing.networks import REGISTRY, adapter
from sharing.services import attempts, budgets, content, moving, pauses, places, planning
from sharing.services.allowances import through
from sharing.services.orders import Order, order_of
from sharing.services.pauses import Through
from sharing.services.planning import Obstacle
from sharing.states import ConnectionState, HoldReason, ShareState

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
    # Of the orders, those whose attempt is written down already: as soon as this is committed they may be sent.
    begun: frozenset[int] = frozenset()
    # When they were looked at, on the clock that counts while the machine sleeps: how old that look is when they leave.
    began: float = 0.0


@cache
def publishable() -> frozenset[str]:
    """The networks on which something can be published for people."""
    return frozenset(key for key in REGISTRY if adapter(key).limits.can_publish)


def per_organisation() -> int:
    """How many shares of one organisation may be in flight, on all networks: nobody's campaign holds everybody up.

    As many as one network takes, which is half the places where there are two: organisations have their turns, so that
    the next one waits for one call at most, and a claim that fills many places costs little more than one for two.
    """
    return max(2, settings.NETWORK_IN_FLIGHT)


def due_shares() -> QuerySet[Share]:
    """Scheduled shares whose time has come, by the database's clock."""
    return Share.objects.filter(state=S.SCHEDULED, next_at__lte=Now())


def claim(share_id: int | None = None) -> Order | None:
    """Take one share that is due (that one, when given); None when there is none to take. As `claim_batch`."""
    orders = claim_batch(1, share_id=share_id).orders
    return orders[0] if orders else None


def claim_batch(
    most: int, *, share_id: int | None = None, passing_over: frozenset[str] = frozenset(), begin: bool = False
) -> Batch:
    """Take up to `most` shares that are due and lease them to this worker, in one short transaction.

    With `begin` those that have nothing to upload begin in it as well: what a last look would read has just been read.

    What cannot go is moved where it belongs on the way: past its latest time to missed, its access ended to held, its
    idea gone to cancelled. Never more calls at once than the network, the organisation and the account allow; networks
    in `passing_over` are left alone. Everything leased counts as in flight from now on, so that nothing is leased that
    could not start at once. Inside a tenant, and all that is done in it.
    """
    full = places.full(publishable() - passing_over)
    if full | passing_over >= publishable():
        return Batch([], full, waits=True, waits_for=publishable())
    with all_or_nothing():
        joins_as_written()
        _one_at_a_time(f"organisation.{current_organisation_id()}")
        under_way = Share.objects.filter(state=S.PUBLISHING, lease_until__gt=Now()).count()
        claim = _Claim(min(most, per_organisation() - under_way), share_id, {*passing_over, *full})
        # Before anything is looked at: who was stopped anywhere behind this sees how old that look is.
        began = deadline.now()
        claim.take()
        if claim.orders:
            begun = frozenset(claim.begin()) if begin else frozenset[int]()
            full = frozenset(claim.full - passing_over)
            return Batch(claim.orders, full, waits=True, exhausted=claim.exhausted, begun=begun, began=began)
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
        self._rows: dict[int, Share] = {}
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

    def begin(self) -> list[int]:
        """Write the attempts of what can be sent right away; return whose. The others begin after a look of their own.

        A text that is not what was approved is among the others: its parts were perhaps read at two moments.
        """
        ready = [order for order in self.orders if not order.uploads and order.content.sha256() == order.sha256]
        # Locks were waited for since the shares were read; a stop touches no share.
        stops = pauses.in_force()
        ready = [order for order in ready if not stops.cover(self._rows[order.share_id])]
        past = attempts.past([order.share_id for order in ready])
        ready = [order for order in ready if not past[order.share_id].may_be_out]
        if ready:
            attempts.write_ahead(ready, past)
            crash_point("before_begin_commit")
        return [order.share_id for order in ready]

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
        health = _enter({row.network for row in rows})
        room = _room({through(row) for row in rows}, health)
        chosen: list[Share] = []
        for row in rows:
            if room[through(row)] > 0 and row.connection_id in accounts and len(chosen) < missing:
                room[through(row)] -= 1
                chosen.append(row)
        chosen = _within_budgets(chosen, health)
        orders = [order for row in chosen if (order := _order(row, accounts[row.connection_id or 0])) is not None]
        clean = all(accounts[order.connection_id].busy_until is None for order in orders)
        rows_by_id = {row.pk: row for row in chosen}
        self._rows |= rows_by_id
        self.orders += _take(orders, rows_by_id, self._lease_of_all, carefully=not clean)
        # An application of an organisation's own is nobody else's: others are not kept from the network by it.
        self.full |= {each.network for each, left in room.items() if left <= 0 and each.app_of is None}


def _enter(networks: set[str]) -> pauses.Healths:
    """Be the only claim of these networks from here to the end: counting and taking are one piece. How they are."""
    _one_at_a_time(*(f"in_flight.{network}" for network in sorted(networks)))
    return pauses.healths(networks)


def _room(applications: set[Through], health: pauses.Healths) -> dict[Through, int]:
    """How many more calls each of these applications may have at its network."""
    counts = places.taken({each.network for each in applications})
    limits = {each: pauses.in_flight_limit(health.get(each), settings.NETWORK_IN_FLIGHT) for each in applications}
    return {each: limits[each] - counts.get(each, 0) for each in applications}


def _free_accounts(rows: list[Share]) -> dict[int, Connection]:
    # Never wait for an account's row: whoever holds it (a disconnection) may be waiting for the share's.
    skip = connection.features.has_select_for_update_skip_locked
    # Disconnected since the shares were read: the next claim sees it.
    free = Connection.objects.filter(places.free(), state=ConnectionState.CONNECTED)
    accounts = free.select_for_update(skip_locked=skip)
    found = accounts.filter(pk__in=[row.connection_id for row in rows if row.connection_id is not None])
    return {account.pk: account for account in found}


def _within_budgets(rows: list[Share], health: pauses.Healths) -> list[Share]:
    """Those of these shares that can go and have a free account which also have a place in every budget.

    Called in the transaction of the claim, with all of a batch, under the locks of its networks.
    """
    denied = budgets.reserve(rows, health)
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
        places.occupy(Connection.objects.filter(pk__in=[order.connection_id for order in some]), until)
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


def _one_at_a_time(*names: str) -> None:
    """Count and take in one piece: two claims that name the same never overlap. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        locks = [f"relais.{name}" for name in names]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(name)) FROM unnest(%s) AS name", [locks])


def give_back(order: Order) -> None:
    """Put a share that was claimed and not begun back where it was. Inside a tenant; nothing of it was sent."""
    with all_or_nothing(), suppress(moving.AlreadyMoved):
        moving.move(order.share_id, S.PUBLISHING, S.SCHEDULED, lease=order.lease, tell=False, next_at=timezone.now())
        places.let_go([order.connection_id])
        budgets.give_back(order.share_id)
