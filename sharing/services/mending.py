"""One round of mending for an organisation, and the same for all of them when nobody rings for it."""

import threading
import time
from collections.abc import Callable
from typing import Final

from advocacy.lib import pace
from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing.services import aftercare, crisis, settling

# Beat's sweep is twice as quick: this one is for when it, or the queue, is down.
EVERY: Final = pace.seconds(60)

_turn = threading.Lock()
_next_turn = 0.0


def mend(organisation_id: int) -> None:
    """Settle what dead workers left, end what is missed, release what is free, ask about doubts. Outside any tenant."""
    with tenant(organisation_id):
        settling.settle_stuck_shares()
        settling.end_missed_shares()
        settling.release_held_shares()
        crisis.bring_in_line()
        aftercare.ring_for_aftercare(organisation_id)
        doubts = settling.doubts_to_ask()
    for share_id in doubts:
        settling.look_and_ask(organisation_id, share_id)


def mend_everything(stopping: Callable[[], bool] = lambda: False) -> int:
    """Mend every organisation without the queue, once a minute at most; return how many. Outside any tenant.

    Else a queue that is down would keep people waiting for the news that a share of theirs is missed, or in doubt.
    """
    global _next_turn
    with _turn:
        now = time.monotonic()
        if now < _next_turn:
            return 0
        _next_turn = now + EVERY
    mended = 0
    for organisation_id in organisations.active_ids():
        if stopping():
            break
        mend(organisation_id)
        mended += 1
    return mended
