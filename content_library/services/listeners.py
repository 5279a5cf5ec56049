"""Who wants to know when an idea opens or is withdrawn: lists that the floors above fill when they load.

A listener is called inside the transaction of the move, so that what it writes is kept or undone with it; what has to
happen elsewhere it enqueues (`advocacy.lib.jobs`), which waits for the commit.
"""

from collections.abc import Callable
from datetime import datetime

from content_library.models import ContentItem

Listener = Callable[[ContentItem], None]

# The page has posted, or no longer has to speak first: shares that waited may leave.
opened: list[Listener] = []
# The idea must wait for the page again: shares that are planned are held.
closed: list[Listener] = []
# The page is expected at another time than the given one: what waits for it moves along.
expected: list[Callable[[ContentItem, datetime | None], None]] = []
# It is over, archived or back in draft: what is planned from it must not leave without asking.
withdrawn: list[Listener] = []
