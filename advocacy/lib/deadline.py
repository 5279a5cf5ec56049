"""The last guard against a frozen worker: a process that was stopped before its first byte must not send it later.

A worker looks a last time, writes its attempt down and sends. Stopped between the two (a debugger, a full machine, a
suspended guest), it would go on minutes later, when its share has long been given up and its author perhaps been told
to post it again. Two guards stand in the way, and neither needs this process to be awake:

`now()` counts while the machine sleeps, so that whoever wakes up sees how late it is before it sends.

`guarded(seconds)` arms a kernel timer (`ITIMER_REAL`) for the deadline and `GRACE` more. The kernel counts on while the
process is stopped; when it is woken too late, SIGALRM meets it before its next instruction does, at the default action:
the process dies on the spot, with every call it had open. Whoever supervises it starts another. What it held is treated
as every dead worker's: once the leases have run out, a share without an attempt goes back to the queue and one with an
attempt becomes a doubt, which is looked up or asked about and never sent again by itself.

There is one timer per process: it is set for the earliest open deadline and disarmed when none is open. Only a process
that publishes and nothing else may die like that, hence `arm()`, which the worker calls at its start. Elsewhere (web,
commands, tests) `guarded` does nothing. Celery's own limits do not use this signal.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from advocacy.lib import pace

# How long after its deadline a call may still be open: what ends calls in an orderly way has this long.
GRACE: Final = pace.seconds(2)
_CLOCK: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

_lock = threading.Lock()
_armed = threading.Event()
_open: dict[object, float] = {}


def now() -> float:
    """Seconds on a clock that never goes back and counts while the machine sleeps."""
    return time.clock_gettime(_CLOCK)


def arm() -> None:
    """From now on this process dies when a guarded block outlives its deadline. From the main thread."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    _armed.set()


def disarm() -> None:
    """Let the process outlive its deadlines again."""
    with _lock:
        _armed.clear()
        _open.clear()
        _set()


@contextmanager
def guarded(seconds: float) -> Iterator[None]:
    """Around a call that ends within `seconds`: an armed process that is still in it `GRACE` later dies."""
    if not _armed.is_set():
        yield
        return
    call = object()
    with _lock:
        _open[call] = now() + seconds + GRACE
        _set()
    try:
        yield
    finally:
        with _lock:
            _open.pop(call, None)
            _set()


def _set() -> None:
    """Set the timer for the earliest open deadline. With the lock."""
    if not _open:
        signal.setitimer(signal.ITIMER_REAL, 0)
        return
    # Zero would disarm: what is overdue already fires at once.
    signal.setitimer(signal.ITIMER_REAL, max(0.001, min(_open.values()) - now()))
