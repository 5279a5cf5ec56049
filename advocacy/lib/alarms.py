"""Many alarm clocks on one thread: starting a thread for every call would cost more than the call."""

import heapq
import logging
import threading
import time
from collections.abc import Callable
from itertools import count

logger = logging.getLogger(__name__)


class Alarm:
    """One thing to do at one moment, unless it is called off."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act: Callable[[], object] | None = act

    def call_off(self) -> None:
        """It need not be done any more."""
        self.act = None


class Alarms:
    """Rings each alarm at its time, on a thread of its own that starts with the first one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._numbers = count()
        self._heap: list[tuple[float, int, Alarm]] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def after(self, seconds: float, act: Callable[[], object]) -> Alarm:
        """Do this in so many seconds. What it raises is logged; it must be quick."""
        alarm = Alarm(act)
        at = time.monotonic() + seconds
        with self._changed:
            heapq.heappush(self._heap, (at, next(self._numbers), alarm))
            # A process that was forked has the heap and not the thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            elif self._heap[0][2] is alarm:
                self._changed.notify()
        return alarm

    def _run(self) -> None:
        while True:
            with self._changed:
                # What was called off waits in the heap until its time: finding it would cost more than it holds.
                while not self._heap or self._heap[0][0] > time.monotonic():
                    self._changed.wait(self._heap[0][0] - time.monotonic() if self._heap else None)
                act = heapq.heappop(self._heap)[2].act
            if act is not None:
                try:
                    act()
                except Exception:
                    # The next alarm must ring.
                    logger.exception("An alarm failed.")
