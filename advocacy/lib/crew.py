"""Threads that do what they are handed: as many as are needed, up to a limit; none is left when the work is done."""

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

from django.db import connections

logger = logging.getLogger(__name__)

Act = Callable[[], object]


class Crew:
    """Does each act once, in the order of arrival, on a thread of its own. Each thread closes its database connection.

    Acts report what goes wrong themselves; one that raises all the same is logged and ends nothing.
    """

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._acts: SimpleQueue[Act | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._waiting = 0

    def do(self, act: Act) -> None:
        """Have this done as soon as a thread is free."""
        with self._lock:
            if self._waiting > 0:
                self._waiting -= 1
            elif len(self._threads) < self._most:
                thread = threading.Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
                try:
                    thread.start()
                    self._threads.append(thread)
                except RuntimeError:
                    # The machine has no thread to spare: those that are there do it.
                    if not self._threads:
                        raise
                    self._waiting -= 1
            else:
                self._waiting -= 1
        self._acts.put(act)

    def end(self) -> None:
        """Wait until everything handed over is done, and until every thread has ended."""
        for _thread in self._threads:
            self._acts.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            while (act := self._acts.get()) is not None:
                try:
                    act()
                except Exception:
                    logger.exception("An act of %s failed.", self._name)
                    connections.close_all()
                with self._lock:
                    self._waiting += 1
        finally:
            connections.close_all()
