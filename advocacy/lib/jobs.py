"""Ringing the worker's bell. The row is the job; a message only says that somebody should look.

Services name jobs and tasks import services, so neither imports the other. A task states where it runs:

    @shared_task(name="sharing.publish_share", **jobs.PUBLISHING)
    def publish_share(*, organisation_id: int, share_id: int) -> None: ...
"""

import logging
from typing import Any, Final

from celery import current_app
from celery.exceptions import NotRegistered
from django.db import transaction
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)

Primitive = int | str | bool | None

# The queue a task runs on; without one of these, `default`. What publishes is acknowledged before it starts: were the
# worker to die, the message must not come back by itself; the sweep decides, from the rows.
PUBLISHING: Final[dict[str, Any]] = {"runs_on": "publish", "acks_late": False, "reject_on_worker_lost": False}
MEASURING: Final[dict[str, Any]] = {"runs_on": "measure"}
MAILING: Final[dict[str, Any]] = {"runs_on": "mail"}


def enqueue(name: str, /, **kwargs: Primitive) -> None:
    """Run the named job once the current transaction is committed; never when it is rolled back.

    An unknown name raises at once. A queue that cannot be reached does not: it is logged, the page goes on, and the
    sweep that looks for such rows finds this one some seconds later.
    """
    if name not in current_app.tasks:
        raise NotRegistered(name)
    transaction.on_commit(lambda: _ring(name, kwargs))


def _ring(name: str, kwargs: dict[str, Primitive]) -> None:
    unreachable: tuple[type[BaseException], ...] = (KombuError, OSError, *_transport_errors())
    try:
        current_app.tasks[name].apply_async(kwargs=kwargs, retry=False, ignore_result=True)
    except unreachable as error:
        logger.warning("The queue did not take %s (%s); the next sweep will find it.", name, type(error).__name__)


def _transport_errors() -> tuple[type[BaseException], ...]:
    """Return what the queue in use raises when it cannot be reached; kombu does not translate every one of them."""
    connection = current_app.connection_for_write()
    return (*connection.connection_errors, *connection.channel_errors)
