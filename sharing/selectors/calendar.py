"""A person's own shares by day: the week, the month, and the small month beside the list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from advocacy.people.models import Membership
from sharing.models import Share
from sharing.selectors.shares import shares_for, within
from sharing.states import ShareState

S = ShareState

# Called off or taken down is history, not the calendar; a draft has no hour.
SHOWN: Final = (S.SCHEDULED, S.HELD, S.PUBLISHING, S.UNCONFIRMED, S.PUBLISHED, S.FAILED, S.MISSED)
OUT, COMING, ANSWER = "out", "coming", "answer"


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the shares of it, in the order of their hours."""

    on: date
    shares: Sequence[Share]
    is_today: bool
    # Of the month that is shown, not of the one before or after.
    is_inside: bool = True

    @property
    def is_weekend(self) -> bool:
        return self.on.weekday() >= 5

    @property
    def is_past(self) -> bool:
        return self.on < timezone.localdate()

    @property
    def marks(self) -> Sequence[str]:
        """What the day holds, once each: out, coming, answer."""
        return sorted({mark_of(share) for share in self.shares})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, with where the stretches before and after it begin."""

    first: date
    days: Sequence[Day]
    before: date
    after: date

    @property
    def last(self) -> date:
        return self.days[-1].on

    @property
    def weeks(self) -> Sequence[Sequence[Day]]:
        """The days, seven at a time."""
        return [self.days[at : at + 7] for at in range(0, len(self.days), 7)]

    @property
    def busy(self) -> Sequence[Day]:
        """The days that hold something."""
        return [day for day in self.days if day.shares]

    @property
    def holds_today(self) -> bool:
        return any(day.is_today and day.is_inside for day in self.days)


def week(membership: Membership, on: date) -> Span:
    """The week that holds a day, Monday to Sunday. One query and the shares' own."""
    first = on - timedelta(days=on.weekday())
    shares = _by_day(membership, first, first + timedelta(days=7))
    today = timezone.localdate()
    days = [first + timedelta(days=offset) for offset in range(7)]
    return Span(
        first=first,
        days=[Day(day, shares.get(day, ()), day == today) for day in days],
        before=first - timedelta(days=7),
        after=first + timedelta(days=7),
    )


def month(membership: Membership, on: date) -> Span:
    """The month that holds a day, in whole weeks. One query and the shares' own."""
    first = on.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    start = first - timedelta(days=first.weekday())
    length = -(-(after - start).days // 7) * 7
    shares = _by_day(membership, start, start + timedelta(days=length))
    today = timezone.localdate()
    days = [start + timedelta(days=offset) for offset in range(length)]
    return Span(
        first=first,
        days=[Day(day, shares.get(day, ()), day == today, day.month == first.month) for day in days],
        before=(first - timedelta(days=1)).replace(day=1),
        after=after,
    )


def moment_of(share: Share) -> datetime | None:
    """When it went out or, where it did not, when it was promised for."""
    return share.published_at or share.due_at


def mark_of(share: Share) -> str:
    """What a share is to a calendar: out, coming, or in need of an answer."""
    if share.state in {S.PUBLISHED, S.REMOVED}:
        return OUT
    if share.state == S.UNCONFIRMED or (share.state in {S.FAILED, S.MISSED} and share.dealt_with_at is None):
        return ANSWER
    return "over" if share.state in {S.FAILED, S.MISSED} else COMING


def _by_day(membership: Membership, start: date, end: date) -> Mapping[date, Sequence[Share]]:
    zone = timezone.get_current_timezone()
    since, until = (datetime.combine(day, time.min, tzinfo=zone) for day in (start, end))
    found: dict[date, list[tuple[datetime, Share]]] = defaultdict(list)
    for share in within(shares_for(membership).filter(state__in=SHOWN), since, until):
        moment = moment_of(share)
        if moment is not None:
            found[timezone.localtime(moment).date()].append((moment, share))
    return {
        day: [share for _moment, share in sorted(rows, key=lambda row: (row[0], row[1].pk))]
        for day, rows in found.items()
    }
