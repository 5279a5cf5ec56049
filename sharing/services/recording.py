"""Writing down how a try ended: the one table that says what follows from what.

Every write compares first: the share must still be leased to this worker. What comes later than that is evidence at
most, never a reason to try again.
"""

import logging
import random
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from advocacy.lib import jobs
from sharing.models import Share, ShareAttempt
from sharing.networks import adapter
from sharing.selectors.wording import TOO_MANY_TRIES
from sharing.services import claiming, grants, moving, pauses
from sharing.services.outcomes import Ending, Outcome
from sharing.states import MAY_BE_OUT, AttemptOutcome, Evidence, HoldReason, ShareState

logger = logging.getLogger(__name__)
S = ShareState
A = AttemptOutcome

# Seconds before the next try when nothing was sent, by how many there were; the last one repeats.
WAITS: Final = (5, 30, 120, 300, 600)
# Certain refusals of one share before we stop asking.
MOST_REFUSALS: Final = 5
NOT_A_REFUSAL: Final = frozenset({"not_sent", "connection_lost"})
LIMITED: Final = frozenset({"rate_limited", "daily_limit"})
MEDIA_WAIT: Final = timedelta(seconds=20)
FIRST_LIMIT_WAIT: Final = timedelta(minutes=15)
# How long a doubt settles before its author is asked: a slow network may still show the post.
SETTLE: Final = timedelta(minutes=5)
SETTLE_READABLE: Final = timedelta(minutes=2)
SPENT: Final = frozenset({"credits_spent", "usage_capped"})


def wait_for(tries: int) -> timedelta:
    """How long to wait after this many tries in which nothing was sent."""
    seconds = WAITS[min(tries, len(WAITS) - 1)]
    return timedelta(seconds=seconds * random.uniform(0.5, 1))  # noqa: S311 -- jitter, not a secret


def until_midnight(now: datetime) -> timedelta:
    """Networks that count by the day start anew at midnight UTC; not everybody at the same second."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - now + timedelta(minutes=random.uniform(0, 30))  # noqa: S311 -- jitter, not a secret


@transaction.atomic
def record(*, share_id: int, connection_id: int, lease: UUID, outcome: Outcome) -> None:
    """Close the try made under `lease` with how it ended. Inside a tenant; twice is once.

    While the share is still leased to that worker the table below decides. When the sweep has given it up meanwhile, a
    confirmation ends the doubt and anything else changes nothing: the doubt stands.
    """
    share = Share.objects.select_for_update(of=("self",)).select_related("connection").filter(pk=share_id).first()
    if share is None:
        return
    attempt = ShareAttempt.objects.filter(share=share, lease=lease).last()
    if share.state != S.PUBLISHING or share.lease != lease:
        _record_late(share, attempt, outcome)
        return
    claiming.let_go(connection_id)
    _close(attempt, outcome)
    if outcome.ending == Ending.UNKNOWN and attempt is not None:
        pauses.note_doubt(share.network)
    elif outcome.code not in NOT_A_REFUSAL:
        pauses.note_certain(share.network)
    _FOLLOWS[outcome.ending](share, attempt, outcome)


def _close(attempt: ShareAttempt | None, outcome: Outcome) -> None:
    if attempt is None:
        return
    attempt.outcome = {
        Ending.PUBLISHED: A.PUBLISHED,
        Ending.UNKNOWN: A.UNCONFIRMED,
        Ending.LATER: A.NOT_SENT if outcome.code in NOT_A_REFUSAL else A.REFUSED,
    }.get(outcome.ending, A.REFUSED)
    attempt.finished_at = timezone.now()
    attempt.status = outcome.status
    attempt.error_code = outcome.code
    attempt.network_request_id = outcome.request_id
    attempt.save(update_fields=["outcome", "finished_at", "status", "error_code", "network_request_id"])


def _published(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    moving.published(
        share.pk,
        S.PUBLISHING,
        lease=share.lease,
        evidence=Evidence.NETWORK_ID if outcome.external_id else Evidence.ACCEPTED,
        published_at=attempt.started_at if attempt else timezone.now(),
        external_id=outcome.external_id,
        external_url=outcome.url,
    )


def _later(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    now = timezone.now()
    refused = share.attempts.filter(outcome=A.REFUSED).count()
    if refused >= MOST_REFUSALS:
        _fail(share, TOO_MANY_TRIES)
        return
    if outcome.code in LIMITED:
        wait = _limit_wait(share, outcome, now)
    elif outcome.code == "media_not_ready":
        wait = MEDIA_WAIT
    else:
        wait = wait_for(share.tries)
    if outcome.code in LIMITED and share.publish_before is not None and now + wait > share.publish_before:
        # Its author is told while they can still choose another time.
        _hold(share, HoldReason.BUDGET)
        return
    _again(share, now + wait)


def _limit_wait(share: Share, outcome: Outcome, now: datetime) -> timedelta:
    if outcome.after_seconds is not None:
        return timedelta(seconds=outcome.after_seconds + random.uniform(0, 30))  # noqa: S311 -- jitter, not a secret
    earlier = share.attempts.filter(error_code__in=LIMITED).count()
    return FIRST_LIMIT_WAIT if earlier <= 1 and outcome.code == "rate_limited" else until_midnight(now)


def _rejected(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    doubted = share.attempts.filter(outcome=A.NOT_PUBLISHED).exists()
    if outcome.code == "duplicate" and doubted and attempt is not None:
        # The network saw this text before, and so perhaps did everybody: a hint for the author, never a proof.
        ShareAttempt.objects.filter(pk=attempt.pk).update(outcome=A.UNCONFIRMED)
        doubt(share, settles_in=timedelta(), reason="duplicate")
    elif outcome.code == "media_gone" and share.attempts.filter(error_code="media_gone").count() <= 1:
        _again(share, timezone.now() + MEDIA_WAIT, media_id="")
    else:
        _fail(share, outcome.code)


def _reconnect(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    account = share.connection
    if outcome.code == "account_suspended" or account is None:
        _fail(share, outcome.code)
        return
    # The attempt at hand is one of them, unless it was the picture's upload that was refused.
    refused = share.attempts.filter(error_code__in=grants.CURABLE).count() - (attempt is not None)
    if outcome.code in grants.CURABLE and account.refresh_token and refused < 1 and share.tries < MOST_REFUSALS:
        # One new token, one more try.
        grants.call_stale(account.pk)
        jobs.enqueue("sharing.refresh_grant", user_id=account.user_id, connection_id=account.pk)
        _again(share, timezone.now())
        return
    jobs.enqueue("sharing.expire_connection", user_id=account.user_id, connection_id=account.pk)
    _hold(share, HoldReason.RECONNECT)


def _unavailable(share: Share, _attempt: ShareAttempt | None, outcome: Outcome) -> None:
    reason = HoldReason.BUDGET if outcome.code in SPENT else HoldReason.BREAKER
    own = share.connection is not None and share.connection.app_of_id is not None
    pauses.halt(share.network, reason, outcome.code, organisation_id=share.organisation_id if own else None)
    _hold(share, reason)


def _unsupported(share: Share, _attempt: ShareAttempt | None, outcome: Outcome) -> None:
    _fail(share, outcome.code)


def _unknown(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    if outcome.code == "redirected":
        logger.error("%s answered a post with a redirect: its address may have changed.", share.network)
    if attempt is None:
        # Nothing had begun: whatever is unknown about it, no post can be.
        _again(share, timezone.now() + wait_for(share.tries))
        return
    doubt(share)


_FOLLOWS: Final = {
    Ending.PUBLISHED: _published,
    Ending.LATER: _later,
    Ending.REJECTED: _rejected,
    Ending.RECONNECT: _reconnect,
    Ending.UNAVAILABLE: _unavailable,
    Ending.UNSUPPORTED: _unsupported,
    Ending.UNKNOWN: _unknown,
}


def _again(share: Share, at: datetime, **changes: Any) -> None:
    moving.move(share.pk, S.PUBLISHING, S.SCHEDULED, lease=share.lease, next_at=at, tries=share.tries + 1, **changes)


def _hold(share: Share, reason: HoldReason) -> None:
    moving.move(share.pk, S.PUBLISHING, S.HELD, lease=share.lease, reason=reason, next_at=None)


def _fail(share: Share, reason: str) -> None:
    moving.move(share.pk, S.PUBLISHING, S.FAILED, lease=share.lease, reason=reason[:40], next_at=None)


def doubt(share: Share, *, settles_in: timedelta | None = None, reason: str = "") -> None:
    """Give the doubt its state; its author is asked once it has settled."""
    if settles_in is None:
        settles_in = SETTLE_READABLE if adapter(share.network).limits.can_find else SETTLE
    at = timezone.now() + settles_in
    moving.move(share.pk, S.PUBLISHING, S.UNCONFIRMED, lease=share.lease, reason=reason, next_at=at)


def _record_late(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    """An answer after the share was given up: a confirmation is the truth, however late."""
    if outcome.ending != Ending.PUBLISHED or attempt is None:
        return
    if share.state == S.PUBLISHED and attempt.outcome == A.PUBLISHED:
        # Known already, by a click or by its author's word; now with its number.
        Share.objects.filter(pk=share.pk, external_id="").update(
            external_id=outcome.external_id, external_url=outcome.url
        )
        return
    logger.warning("Share %s was confirmed late, in state %s.", share.public_id, share.state)
    evidence = Evidence.NETWORK_ID if outcome.external_id else Evidence.ACCEPTED
    known: dict[str, Any] = {"external_id": outcome.external_id, "external_url": outcome.url}
    if share.state == S.UNCONFIRMED:
        moving.published(share.pk, S.UNCONFIRMED, evidence=evidence, published_at=attempt.started_at, **known)
    elif share.state == S.SCHEDULED and not _another_may_be_out(share, attempt):
        # Its author had said that it was not there. It is: a second post must not follow.
        moving.take(share.pk, lease=attempt.lease, until=timezone.now())
        moving.published(share.pk, S.PUBLISHING, evidence=evidence, published_at=attempt.started_at, **known)
    else:
        logger.error("Share %s may be online twice: confirmed late in state %s.", share.public_id, share.state)
        return
    _close(attempt, outcome)


def _another_may_be_out(share: Share, attempt: ShareAttempt) -> bool:
    return share.attempts.filter(outcome__in=MAY_BE_OUT).exclude(pk=attempt.pk).exists()
