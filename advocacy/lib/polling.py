"""A worker's own look at the rows: work goes on, some seconds later, when the queue is down or has lost a message."""

import logging
import random
import threading
from typing import Any, ClassVar

from celery import bootsteps
from django.db import connections
from django.utils.module_loading import import_string

from advocacy.lib import deadline, pace

logger = logging.getLogger(__name__)

# Seconds between two looks. Beat's sweep is quicker; this one needs neither beat nor a queue.
EVERY = pace.seconds(20)

# How long a worker that leaves waits for the calls of its last look.
LAST_CALLS = pace.seconds(50)

# Set once this worker was asked to leave: whatever goes on in turns ends with this one.
leaving = threading.Event()


class LookAtTheRows(bootsteps.StartStopStep):
    """Runs beside a worker's pool for as long as the worker does; is asked to stop before it."""

    requires = ("celery.worker.components:Pool",)

    # What to run, by its path: it lives some floors above.
    looks: ClassVar[tuple[str, ...]] = (
        "sharing.services.draining.publish_everything_due",
        "sharing.services.mending.mend_everything",
    )

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, parent: Any) -> None:
        """Begin to look. From here on this process publishes, and dies rather than publish late."""
        deadline.arm()
        self._thread = threading.Thread(target=self._run, name="look-at-the-rows", daemon=True)
        self._thread.start()

    def stop(self, parent: Any) -> None:
        """Start nothing more; what is under way is finished as any job is."""
        leaving.set()
        self._ended.set()
        if self._thread is not None:
            self._thread.join(LAST_CALLS)

    def terminate(self, parent: Any) -> None:
        """Start nothing more and wait for nothing."""
        leaving.set()
        self._ended.set()

    def _run(self) -> None:
        # Several workers do not all look at the same second.
        while not self._ended.wait(EVERY * random.uniform(0.75, 1.25)):  # noqa: S311 -- jitter, not a secret
            for path in self.looks:
                try:
                    import_string(path)(self._ended.is_set)
                except Exception:
                    logger.exception("Looking at the rows failed; the next look follows.")
                finally:
                    connections.close_all()
