"""The first comment under one's own post: a step of its own, once the post is out.

It never changes where the share stands. Like the post it is written ahead (`ShareAttempt.step`), sent once, and not
repeated while nobody knows how it ended. Where the access does not allow it, the person adds it by hand.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from advocacy.lib import deadline, http, jobs, pace
from advocacy.lib.crashes import crash_point
from advocacy.lib.crypto import CannotOpen
from advocacy.people.states import NotificationKind
from advocacy.tenancy import tenant
from sharing import selectors
from sharing.models import Connection, FirstComment, Share, ShareAttempt
from sharing.networks.base import Grant, Network, NetworkError, TryLater
from sharing.selectors.wording import LEFT
from sharing.services import epochs, grants, moving, places, planning, publishing, recording
from sharing.services.orders import WORKER
from sharing.services.outcomes import Ending, Outcome
from sharing.states import AttemptOutcome, AttemptStep, CommentState, ShareState

logger = logging.getLogger(__name__)
C = CommentState
A = AttemptOutcome

# The call ends within 30 s: an attempt this old has lost its worker.
LEASE: Final = pace.span(seconds=45)
# A comment belongs right under its post: after a day it would be something else.
WITHIN: Final = timedelta(hours=24)
ACCOUNT_BUSY: Final = pace.span(seconds=10)
STOPPED: Final = pace.span(minutes=5)
MOST_TRIES: Final = 5
TOO_LATE: Final = "comment_too_late"
# What is told of the comment is told beside what is told of the share in the same state.
OF_THE_COMMENT: Final = 100


@dataclass(frozen=True)
class Order:
    """All it takes to comment without asking the database."""

    organisation_id: int
    share_id: int
    connection_id: int
    lease: uuid.UUID
    external_id: str
    text: str = field(repr=False)
    network: Network = field(repr=False)
    grant: Grant = field(repr=False)


def on_arrival(shares: Sequence[Share]) -> None:
    """The post is out: its first comment follows. It was taken down: its comment goes nowhere. Told of every move."""
    ended = {share.pk: share for share in shares if share.state in {ShareState.PUBLISHED, ShareState.REMOVED}}
    if not ended:
        return
    waiting = FirstComment.objects.filter(share_id__in=list(ended), state=C.WAITING)
    for share_id in list(waiting.values_list("share_id", flat=True)):
        _follow(ended[share_id], waiting.filter(share_id=share_id))


def _follow(share: Share, waiting: QuerySet[FirstComment]) -> None:
    if share.state == ShareState.REMOVED:
        waiting.update(state=C.FAILED, reason="post_gone", next_at=None)
    elif share.connection_id is None or not share.external_id:
        # Posted by hand, or known to be out without its number: nothing to comment under.
        waiting.update(state=C.BY_HAND, next_at=None)
    elif waiting.update(next_at=timezone.now()):
        jobs.enqueue("sharing.comment_share", organisation_id=share.organisation_id, share_id=share.pk)


def comment_one(organisation_id: int, share_id: int) -> bool:
    """Add one share's first comment when its time has come; say whether a call was made. Outside any tenant."""
    with tenant(organisation_id):
        order = begin(share_id)
    began = deadline.now()
    if order is None:
        return False
    crash_point("after_comment_begin")
    outcome = deliver(order, began)
    crash_point("before_comment_record")
    with tenant(organisation_id):
        record(order, outcome)
    return True


@transaction.atomic
def begin(share_id: int) -> Order | None:
    """The last look, and the attempt row: once this is committed, bytes may be out. Inside a tenant."""
    now = timezone.now()
    comment = (
        FirstComment.objects.select_for_update(of=("self",))
        .select_related("share__membership__organisation", "share__membership__user", "share__connection")
        .filter(share_id=share_id, state=C.WAITING, next_at__lte=now)
        .first()
    )
    if comment is None:
        return None
    share = comment.share
    account = share.connection
    if share.state != ShareState.PUBLISHED or not share.external_id or account is None:
        _end(comment, C.BY_HAND)
        return None
    if share.published_at is not None and share.published_at + WITHIN < now:
        _fail(comment, TOO_LATE)
        return None
    if not _may_go(comment, share, now):
        return None
    network = selectors.network_through(share.network, share.membership.organisation if account.app_of_id else None)
    try:
        grant = grants.grant_of(account)
    except CannotOpen:
        _fail(comment, "reconnect")
        return None
    if not network.limits.comment_scope or not grant.allows(network.limits.comment_scope):
        _fail(comment, "scope_not_granted")
        return None
    lease = uuid.uuid4()
    if not _take(comment, account, lease, now):
        return None
    return Order(share.organisation_id, share.pk, account.pk, lease, share.external_id, comment.text, network, grant)


def _may_go(comment: FirstComment, share: Share, now: datetime) -> bool:
    found = planning.obstacle(share)
    if found is not None and found.target == ShareState.CANCELLED:
        _fail(comment, found.reason, tell=found.reason != LEFT)
        return False
    if found is not None or planning.is_paused(share.network, share.organisation_id):
        _later(comment, now + STOPPED)
        return False
    account = share.connection
    if account is not None and account.access_expires_at is not None and account.access_expires_at <= now + LEASE:
        if account.refresh_token:
            jobs.enqueue("sharing.refresh_grant", user_id=account.user_id, connection_id=account.pk)
        _later(comment, now + ACCOUNT_BUSY)
        return False
    return True


def _take(comment: FirstComment, account: Connection, lease: uuid.UUID, now: datetime) -> bool:
    """Take the account, and write the attempt ahead of the call."""
    if not places.occupy(Connection.objects.filter(places.free(), pk=account.pk), now + LEASE):
        _later(comment, now + ACCOUNT_BUSY)
        return False
    share = comment.share
    try:
        with transaction.atomic():
            attempt = ShareAttempt.objects.create(
                share=share,
                step=AttemptStep.COMMENT,
                number=share.attempts.count() + 1,
                lease=lease,
                content_sha256=share.content_sha256,
                worker=WORKER[:80],
            )
    except IntegrityError:
        # An earlier one may be out.
        places.let_go([account.pk])
        _end(comment, C.UNCONFIRMED)
        return False
    transaction.on_commit(lambda: epochs.note(attempt.pk))
    comment.next_at = None
    comment.tries += 1
    comment.save(update_fields=["next_at", "tries"])
    return True


def deliver(order: Order, began: float) -> Outcome:
    """Call the network, once, without the database. `began` is when `begin` committed.

    A worker that was stopped in between sends nothing, as with the post itself (`publishing.deliver`).
    """
    try:
        with grants.network_call(), deadline.guarded(http.DEADLINE):
            if deadline.now() - began > publishing.MUST_START_WITHIN:
                return Outcome.of_error(TryLater(None, "not_sent"))
            return Outcome.of_receipt(order.network.comment(order.grant, order.external_id, order.text))
    except NetworkError as error:
        logger.info("First comment of share %s of organisation %s: %s", order.share_id, order.organisation_id, error)
        return Outcome.of_error(error)
    except Exception as error:
        # Nobody knows how far it came. Its text could hold a token.
        logger.error("Commenting on share %s broke: %s", order.share_id, type(error).__name__)  # noqa: TRY400
        return Outcome(Ending.UNKNOWN, code="broken")


@transaction.atomic
def record(order: Order, outcome: Outcome) -> None:
    """Write down how it ended. Inside a tenant; twice is once."""
    attempt = ShareAttempt.objects.select_for_update().filter(share_id=order.share_id, lease=order.lease).first()
    comment = (
        FirstComment.objects.select_for_update(of=("self",))
        .select_related("share__membership__organisation", "share__membership__user")
        .filter(share_id=order.share_id)
        .first()
    )
    if attempt is None or comment is None or comment.state == C.PUBLISHED:
        return
    late = attempt.outcome != A.STARTED
    if late and outcome.ending != Ending.PUBLISHED:
        return
    if not late:
        places.let_go([order.connection_id])
    _close(attempt, outcome)
    if outcome.ending == Ending.PUBLISHED:
        _end(comment, C.PUBLISHED, external_id=outcome.external_id, published_at=attempt.started_at)
    elif outcome.ending == Ending.UNKNOWN:
        _end(comment, C.UNCONFIRMED, reason=outcome.code[:40])
    elif outcome.ending in {Ending.LATER, Ending.UNAVAILABLE} and comment.tries < MOST_TRIES:
        wait = recording.wait_for(comment.tries)
        if outcome.after_seconds is not None:
            wait = max(wait, timedelta(seconds=outcome.after_seconds))
        _later(comment, timezone.now() + wait)
    else:
        _fail(comment, outcome.code)


def _close(attempt: ShareAttempt, outcome: Outcome) -> None:
    attempt.outcome = {
        Ending.PUBLISHED: A.PUBLISHED,
        Ending.UNKNOWN: A.UNCONFIRMED,
        Ending.LATER: A.NOT_SENT if outcome.code in recording.NOT_A_REFUSAL else A.REFUSED,
    }.get(outcome.ending, A.REFUSED)
    attempt.finished_at = timezone.now()
    attempt.status = outcome.status
    attempt.error_code = outcome.code
    attempt.network_request_id = outcome.request_id
    attempt.save(update_fields=["outcome", "finished_at", "status", "error_code", "network_request_id"])


@transaction.atomic
def settle_lost_comments() -> int:
    """Give what dead workers left its doubt; it is not sent again. Inside a tenant; returns how many there were."""
    now = timezone.now()
    lost = ShareAttempt.objects.filter(step=AttemptStep.COMMENT, outcome=A.STARTED, started_at__lt=now - LEASE)
    ids = list(lost.values_list("share_id", flat=True))
    if ids:
        lost.update(outcome=A.UNCONFIRMED, finished_at=now, error_code="worker_lost")
        FirstComment.objects.filter(share_id__in=ids, state=C.WAITING).update(state=C.UNCONFIRMED, next_at=None)
    return len(ids)


def due_comments() -> list[int]:
    """The shares whose first comment may go now. Inside a tenant."""
    rows = FirstComment.objects.filter(state=C.WAITING, next_at__lte=timezone.now())
    return list(rows.order_by("next_at").values_list("share_id", flat=True)[:100])


def _later(comment: FirstComment, at: datetime) -> None:
    comment.next_at = at
    comment.save(update_fields=["next_at"])


def _end(comment: FirstComment, state: CommentState, **changes: Any) -> None:
    comment.state = state
    comment.next_at = None
    for name, value in changes.items():
        setattr(comment, name, value)
    comment.save(update_fields=["state", "next_at", *changes])


def _fail(comment: FirstComment, reason: str, *, tell: bool = True) -> None:
    _end(comment, C.FAILED, reason=reason[:40])
    if tell:
        moving.tell_person(comment.share, NotificationKind.COMMENT_FAILED, nth=OF_THE_COMMENT, reason=reason)
