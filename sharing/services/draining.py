"""Publishing what is due: one drain per process at a time, organisations in turn, a batch per claim.

A drain's own thread claims. Few threads keep the books (`begin`, `record`), as many as calls may be under way wait for
networks: a call that lasts seconds holds no connection to the database. Whoever rings while a drain is under way only
adds their organisation to its round, so that ten thousand messages cost no more than one.
"""

import logging
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore, Condition, Lock
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, connections

from advocacy.lib import deadline, jobs, pace, polling
from advocacy.lib.crashes import crash_point
from advocacy.lib.crew import Crew
from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing.services import claiming, places, publishing
from sharing.services.claiming import Batch
from sharing.services.orders import Order
from sharing.services.outcomes import Ending, Outcome
from sharing.services.publishing import DATABASE_AWAY

logger = logging.getLogger(__name__)

# How long one job goes on before it rings for another: a worker that is asked to leave need not wait longer.
TURN: Final = pace.seconds(20)
# Most shares one organisation gets in one claim, before the next one has its turn.
BATCH: Final = 16
# Threads that keep the books. An embedded database has one writer: more would only wait for each other.
CLERKS: Final = 4
# Calls that began together end together. Once a place has come free, or an answer has come in, the others have so long
# to follow: one claim then fills all the places, and one transaction writes all the answers down.
GATHER: Final = 0.015
# When an organisation that waits for a limit is looked at again although nothing here came free: elsewhere it may have.
LOOK_AGAIN: Final = 0.25
# How many single shares a process publishes outside of drains at once, so that no slow network holds up all its jobs.
SINGLY: Final = 2


class Drain:
    """One drain while it lasts."""

    def __init__(self, organisation_ids: Iterable[int]) -> None:
        self._changed = Condition()
        self._round: deque[int] = deque(dict.fromkeys(organisation_ids))
        self._most = max(1, settings.NETWORK_IN_FLIGHT * len(claiming.publishable()))
        clerks = CLERKS if connection.vendor == "postgresql" else 1
        self._books, self._wire = Crew("books", clerks), Crew("wire", self._most)
        # How many shares of this process are under way, per organisation, and how many calls of them are not over.
        self._under_way: Counter[int] = Counter()
        self._calling: set[int] = set()
        # Networks on which nothing more may begin, and organisations with nothing to claim for: until when, and for
        # which networks they wait.
        self._full: dict[str, float] = {}
        self._resting: dict[int, tuple[float, frozenset[str]]] = {}
        self._answers: defaultdict[int, deque[tuple[Order, Outcome]]] = defaultdict(deque)
        # Organisations whose answers somebody is writing down.
        self._writing: set[int] = set()
        # Rung for since their last claim.
        self._rung: set[int] = set()
        self._taken = 0

    def add(self, organisation_ids: Iterable[int]) -> None:
        """Put organisations into the round."""
        with self._changed:
            self._rung.update(organisation_ids)
            for each in self._rung:
                self._resting.pop(each, None)
            self._round.extend(each for each in self._rung if each not in self._round)
            self._changed.notify_all()

    def left(self) -> list[int]:
        """Organisations whose turn had not ended."""
        return list(self._round)

    def run(self, stopping: Callable[[], bool]) -> int:
        """Claim and hand out until nothing is left, the turn is over, or the process is to stop.

        Returns how many shares were taken up; some of them are still under way.
        """
        ends = time.monotonic() + TURN
        while not stopping() and (left := ends - time.monotonic()) > 0:
            with self._changed:
                organisation_id = self._next()
                if organisation_id is None:
                    if not self._round:
                        break
                    self._changed.wait(min(left, LOOK_AGAIN))
                    gather = bool(self._under_way)
            if organisation_id is not None:
                self._claim_for(organisation_id)
            elif gather:
                time.sleep(GATHER)
        return self._taken

    def finish(self) -> None:
        """Wait for what is under way."""
        with self._changed:
            while self._under_way.total():
                self._changed.wait()
        self._wire.end()
        self._books.end()

    def _next(self) -> int | None:
        """Return the organisation whose turn it is, passing over those that would get nothing."""
        if len(self._calling) >= self._most:
            return None
        now = time.monotonic()
        self._full = {network: until for network, until in self._full.items() if until > now}
        if self._full.keys() >= claiming.publishable():
            return None
        for organisation_id in self._round:
            until, networks = self._resting.get(organisation_id, (0.0, frozenset()))
            waits = networks <= self._full.keys() if networks else until > now
            if not waits and self._under_way[organisation_id] < claiming.per_organisation():
                return organisation_id
        return None

    def _claim_for(self, organisation_id: int) -> None:
        with self._changed:
            most = min(BATCH, self._most - len(self._calling))
            full = frozenset(self._full)
            self._rung.discard(organisation_id)
        try:
            with tenant(organisation_id):
                batch = claiming.claim_batch(most, passing_over=full, begin=True)
        except DATABASE_AWAY:
            logger.exception("Nothing could be claimed for organisation %s.", organisation_id)
            connections.close_all()
            batch = Batch([], waits=True)
        with self._changed:
            self._note(organisation_id, batch)
        if batch.begun:
            crash_point("after_begin")
        others = []
        for order in batch.orders:
            if order.share_id in batch.begun:
                self._wire.do(partial(self._deliver, order, batch.began))
            elif order.uploads:
                self._wire.do(partial(self._prepare, order))
            else:
                others.append(order)
        if others:
            self._books.do(partial(self._start, others, deadline.now()))

    def _note(self, organisation_id: int, batch: Batch) -> None:
        until = time.monotonic() + LOOK_AGAIN
        self._taken += len(batch.orders)
        self._under_way[organisation_id] += len(batch.orders)
        self._calling.update(order.share_id for order in batch.orders)
        self._full |= dict.fromkeys(batch.full, until)
        self._resting.pop(organisation_id, None)
        if batch.orders:
            # Only now its turn is over: who found every place taken is first in line when one comes free.
            self._round.remove(organisation_id)
            self._round.append(organisation_id)
            if batch.exhausted and not batch.full:
                self._resting[organisation_id] = (until, frozenset())
            return
        if batch.waits:
            # Those that are not full it waits for because of its accounts, or of its own limit.
            full = batch.waits_for if batch.waits_for <= self._full.keys() else frozenset[str]()
            self._resting[organisation_id] = (until, full)
        elif self._under_way[organisation_id]:
            self._resting[organisation_id] = (until, frozenset())
        elif organisation_id not in self._rung:
            self._round.remove(organisation_id)

    # --- The steps of a share, each on the crew it belongs to ---------------------------------------------------------
    def _prepare(self, order: Order) -> None:
        ready = None
        with self._ending_unless_handed_on(order) as hand_on:
            ready = publishing.prepare(order)
            if ready is not None:
                hand_on(order)
        if ready is not None:
            self._books.do(partial(self._start, [ready], deadline.now()))

    def _start(self, orders: list[Order], claimed: float) -> None:
        with self._ending_unless_handed_on(*orders) as hand_on:
            orders = [each for each in map(publishing.prepare, orders) if each is not None]
            going, began = publishing.start(orders, claimed)
            for order in going:
                hand_on(order)
                self._wire.do(partial(self._deliver, order, began))

    def _deliver(self, order: Order, began: float) -> None:
        outcome = publishing.deliver(order, began)
        organisation_id = order.organisation_id
        with self._changed:
            self._answers[organisation_id].append((order, outcome))
            self._changed.notify_all()
            alone = organisation_id not in self._writing
            self._writing.add(organisation_id)
        if alone:
            self._books.do(partial(self._record, organisation_id))

    def _record(self, organisation_id: int) -> None:
        waiting = self._answers[organisation_id]
        with self._changed:
            self._changed.wait_for(lambda: len(waiting) >= self._under_way[organisation_id], GATHER)
            answers = [waiting.popleft() for _each in range(min(BATCH, len(waiting)))]
        with self._ending_unless_handed_on(*(order for order, _outcome in answers)):
            self._make_room(answers)
            publishing.record_all(answers)
        with self._changed:
            more = bool(waiting)
            if not more:
                self._writing.discard(organisation_id)
        if more:
            # At the end of the queue: no organisation keeps a clerk to itself.
            self._books.do(partial(self._record, organisation_id))

    def _make_room(self, answers: list[tuple[Order, Outcome]]) -> None:
        """Let others call while these answers are written down; a doubt keeps its place: an outage makes few."""
        certain = [order for order, outcome in answers if outcome.ending == Ending.PUBLISHED]
        try:
            places.note_answers([order.connection_id for order in certain])
        except DATABASE_AWAY:
            connections.close_all()
            return
        with self._changed:
            for order in certain:
                self._calling.discard(order.share_id)
                self._full.pop(order.network.key, None)
            self._changed.notify_all()

    @contextmanager
    def _ending_unless_handed_on(self, *orders: Order) -> Iterator[Callable[[Order], None]]:
        """Around one step: what is not handed on to another one has ended with it, well or not."""
        ended = {order.share_id: order for order in orders}

        def hand_on(order: Order) -> None:
            del ended[order.share_id]

        try:
            yield hand_on
        except Exception:
            # Whatever had begun is in doubt, and the sweep says so.
            logger.exception("Shares %s stopped on their way.", sorted(ended))
            connections.close_all()
        finally:
            with self._changed:
                for order in ended.values():
                    self._calling.discard(order.share_id)
                    self._under_way[order.organisation_id] -= 1
                    self._under_way += Counter()
                    self._full.pop(order.network.key, None)
                    self._resting.pop(order.organisation_id, None)
                self._changed.notify_all()


# --- One at a time per process ---------------------------------------------------------------------------------------
_lock = Lock()
_current: list[Drain] = []
_singly = BoundedSemaphore(SINGLY)


def publish_due(
    *organisation_ids: int, stopping: Callable[[], bool] = polling.leaving.is_set, ring_again: bool = True
) -> int:
    """Publish what is due in these organisations, each in its turn; return how many shares were taken up.

    While this process is at it already, they only join its round, and 0 is returned. After one turn it rings for the
    organisations that have more. Outside any tenant.
    """
    with _lock:
        if _current:
            _current[0].add(organisation_ids)
            return 0
        drain = Drain(organisation_ids)
        _current.append(drain)
    try:
        taken = drain.run(stopping)
    finally:
        # The next drain need not wait for the slowest call of this one.
        with _lock:
            _current.clear()
        if ring_again:
            for organisation_id in drain.left():
                jobs.enqueue("sharing.publish_due", organisation_id=organisation_id)
        drain.finish()
    return taken


def publish_soon(organisation_id: int, share_id: int) -> UUID | None:
    """Publish one share at once when this process has a thread to spare for it, else in its organisation's turn."""
    if not _current and _singly.acquire(blocking=False):
        try:
            return publishing.publish_one(organisation_id, share_id)
        finally:
            _singly.release()
    publish_due(organisation_id)
    return None


def publish_everything_due(stopping: Callable[[], bool] = polling.leaving.is_set) -> int:
    """Publish what is due in every organisation, without the queue; return how many were taken up.

    Outside any tenant. For a worker whose queue is down; beside a queue that works it finds little to do.
    """
    taken = 0
    while not stopping():
        due = []
        for organisation_id in organisations.active_ids():
            with tenant(organisation_id):
                if claiming.due_shares().exists():
                    due.append(organisation_id)
        now = publish_due(*due, stopping=stopping, ring_again=False) if due else 0
        if not now:
            break
        taken += now
    return taken
