"""Writing down how a try ended: the one table that says what follows from what.

Every write compares first: the share must still be leased to this worker. What comes later than that is evidence at
most, never a reason to try again.
"""

import logging
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from advocacy.lib import jobs, pace
from advocacy.lib.crashes import crash_point
from advocacy.tenancy import all_or_nothing, current_organisation_id
from sharing.models import Connection, Share, ShareAttempt
from sharing.networks import adapter
from sharing.selectors.wording import TOO_MANY_TRIES
from sharing.services import budgets, content, grants, moving, pauses, places
from sharing.services.outcomes import Ending, Outcome
from sharing.services.spool import Line
from sharing.states import MAY_BE_OUT, AttemptOutcome, Evidence, HoldReason, ShareState

logger = logging.getLogger(__name__)
S = ShareState
A = AttemptOutcome

# Seconds before the next try when nothing was sent, by how many there were; the last one repeats.
WAITS: Final = (5, 30, 120, 300, 600)
# Certain refusals of one share before we stop asking.
MOST_REFUSALS: Final = 5
NOT_A_REFUSAL: Final = frozenset({"not_sent", "connection_lost"})
LIMITED: Final = frozenset({"rate_limited", "daily_limit", "app_daily_limit"})
MEDIA_WAIT: Final = pace.span(seconds=20)
FIRST_LIMIT_WAIT: Final = pace.span(minutes=15)
# How long a doubt settles before its author is asked: a slow network may still show the post.
SETTLE: Final = pace.span(minutes=5)
SETTLE_READABLE: Final = pace.span(minutes=2)
SPENT: Final = frozenset({"credits_spent", "usage_capped"})


def wait_for(tries: int) -> timedelta:
    """How long to wait after this many tries in which nothing was sent."""
    seconds = WAITS[min(tries, len(WAITS) - 1)]
    return pace.span(seconds=seconds * random.uniform(0.5, 1))  # noqa: S311 -- jitter, not a secret


def until_midnight(now: datetime) -> timedelta:
    """Networks that count by the day start anew at midnight UTC; not everybody at the same second."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - now + timedelta(minutes=random.uniform(0, 30))  # noqa: S311 -- jitter, not a secret


def record(*, share_id: int, connection_id: int, lease: UUID, outcome: Outcome) -> None:
    """`record_all`, for one."""
    record_all([Line(current_organisation_id(), share_id, connection_id, lease, outcome)])


def record_all(lines: Sequence[Line]) -> None:
    """Close the tries made under these leases with how they ended. All that is done in its tenant; twice is once.

    While a share is still leased to that worker the table below decides. When the sweep has given it up meanwhile, a
    confirmation ends the doubt and anything else changes nothing: the doubt stands.
    """
    with all_or_nothing():
        ids = [line.share_id for line in lines]
        # Accounts before shares, as a disconnection takes them: neither waits for the other then.
        accounts = Connection.objects.select_for_update().filter(pk__in=[line.connection_id for line in lines])
        list(accounts.order_by("pk").values_list("pk"))
        rows = Share.objects.select_related("connection", *moving.READ_ALONG).filter(pk__in=ids)
        shares = {share.pk: share for share in rows.select_for_update(of=("self",)).order_by("pk")}
        tries = ShareAttempt.objects.filter(share_id__in=ids, lease__in=[line.lease for line in lines])
        attempts = {(each.share_id, each.lease): each for each in tries.order_by("number")}
        ours: list[tuple[Share, ShareAttempt | None, Line]] = []
        for line in lines:
            share, attempt = shares.get(line.share_id), attempts.get((line.share_id, line.lease))
            if share is None:
                continue
            if share.state == S.PUBLISHING and share.lease == line.lease:
                ours.append((share, attempt, line))
            else:
                _record_late(share, attempt, line.outcome)
        places.let_go([line.connection_id for _share, _try, line in ours])
        easy = [(share, attempt, line) for share, attempt, line in ours if line.outcome.ending == Ending.PUBLISHED]
        _published_all([(share, attempt, line.outcome) for share, attempt, line in easy if attempt is not None])
        for share, attempt, line in ours:
            if attempt is None or line.outcome.ending != Ending.PUBLISHED:
                _record_one(share, attempt, line.outcome)
        crash_point("in_record")


def _record_one(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    _close(attempt, outcome)
    # The sums before the health: a claim locks them in the same order.
    budgets.settle(share.pk, outcome, begun=attempt is not None)
    app_of_id = share.connection.app_of_id if share.connection is not None else None
    if outcome.ending == Ending.UNKNOWN and attempt is not None:
        pauses.note_doubt(share.network, app_of_id)
    elif outcome.ending != Ending.UNAVAILABLE and outcome.code not in NOT_A_REFUSAL:
        pauses.note_certain(share.network, app_of_id)
    _FOLLOWS[outcome.ending](share, attempt, outcome)


def _published_all(ended: list[tuple[Share, ShareAttempt, Outcome]]) -> None:
    """What mostly happens, for all of them at once."""
    if not ended:
        return
    now = timezone.now()
    pks = [attempt.pk for _share, attempt, _outcome in ended]
    ShareAttempt.objects.filter(pk__in=pks).update(outcome=A.PUBLISHED, finished_at=now, status=None, error_code="")
    for network, app_of_id in sorted(
        {(share.network, share.connection.app_of_id if share.connection else None) for share, _try, _outcome in ended},
        key=str,
    ):
        pauses.note_certain(network, app_of_id)
    moving.published_all(
        [share for share, _attempt, _outcome in ended],
        [
            {
                "evidence": Evidence.NETWORK_ID if outcome.external_id else Evidence.ACCEPTED,
                "published_at": attempt.started_at,
                "external_id": outcome.external_id,
                "external_url": outcome.url,
            }
            for _share, attempt, outcome in ended
        ],
    )


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
        row=share,
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
        budgets.note_limited(share, outcome.code, now + wait)
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
        return timedelta(seconds=outcome.after_seconds) + pace.span(seconds=random.uniform(0, 30))  # noqa: S311 -- jitter, not a secret
    earlier = share.attempts.filter(error_code__in=LIMITED).count()
    return FIRST_LIMIT_WAIT if earlier <= 1 and outcome.code == "rate_limited" else until_midnight(now)


def _rejected(share: Share, attempt: ShareAttempt | None, outcome: Outcome) -> None:
    doubted = share.attempts.filter(outcome=A.NOT_PUBLISHED).exists()
    if outcome.code == "duplicate" and doubted and attempt is not None:
        # The network saw this text before, and so perhaps did everybody: a hint for the author, never a proof.
        ShareAttempt.objects.filter(pk=attempt.pk).update(outcome=A.UNCONFIRMED)
        doubt(share, settles_in=timedelta(), reason="duplicate")
    elif outcome.code == "media_gone" and share.attempts.filter(error_code="media_gone").count() <= 1:
        content.forget_uploads(share)
        _again(share, timezone.now() + MEDIA_WAIT)
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
    elif share.state in {S.SCHEDULED, S.HELD} and not _another_may_be_out(share, attempt):
        # Its author had said that it was not there. It is: a second post must not follow.
        if share.state == S.HELD:
            moving.move(share.pk, S.HELD, S.SCHEDULED, tell=False)
        moving.take(share.pk, lease=attempt.lease, until=timezone.now())
        moving.published(share.pk, S.PUBLISHING, evidence=evidence, published_at=attempt.started_at, **known)
    else:
        logger.error("Share %s may be online twice: confirmed late in state %s.", share.public_id, share.state)
        return
    _close(attempt, outcome)


def _another_may_be_out(share: Share, attempt: ShareAttempt) -> bool:
    return share.attempts.filter(outcome__in=MAY_BE_OUT).exclude(pk=attempt.pk).exists()
