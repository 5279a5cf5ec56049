"""The time a composer proposes first, and why: from the person's own results, else the organisation's usual hour.

A quiet working hour in the person's zone, never an evening, never a weekend. Colleagues who share the same idea are
spread out, so that nobody's contacts read the same thing five times at nine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median
from typing import Final, Literal
from zoneinfo import ZoneInfo

from django.utils import timezone

from advocacy.people.models import Membership
from content_library.models import ContentItem
from content_library.selectors.calendar import cadence
from sharing.models import Share
from sharing.selectors.slots import NOTICE, SATURDAY
from sharing.states import LIVE, ShareState

# Working hours, by the parts of the day in which people read; a share outside them teaches nothing.
BANDS: Final = ((8, 10), (10, 12), (12, 14), (14, 18))
# Fewer shares than this, or fewer in a part of the day, say nothing about when a person is read.
FEWEST_SHARES: Final = 8
FEWEST_IN_BAND: Final = 3
LOOK_BACK: Final = timedelta(days=365)
# Colleagues' shares of one idea on one network closer than this are "around the same time".
AROUND: Final = timedelta(minutes=30)
LOOK_AHEAD: Final = timedelta(days=30)
ROUND_TO: Final = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What one published share of a person brought; None is unknown, never zero."""

    published_at: datetime
    engagements: int | None
    clicks: int | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment, what it is based on, how many shares that was, and whether colleagues' shares moved it."""

    moment: datetime
    basis: Literal["own", "organisation"]
    sample: int = 0
    moved: bool = False


# Filled by reporting, which is above this app: a person's own results since a moment.
result_sources: list[Callable[[Membership, datetime], Sequence[Result]]] = []


def best_slot(
    membership: Membership, item: ContentItem | None, network: str = "", *, not_before: datetime | None = None
) -> Slot:
    """The moment to propose: at least an hour away, not before `not_before` (the page's turn), not on top of others."""
    hour, sample = own_hour(membership)
    basis: Literal["own", "organisation"] = "own" if hour is not None else "organisation"
    wanted = hour or membership.organisation.usual_hour
    first = next_at(wanted, membership.time_zone, not_before=not_before)
    moment = spread(membership, item, network, first) if item is not None and network else first
    return Slot(moment, basis, sample, moved=moment != first)


def own_hour(membership: Membership) -> tuple[time | None, int]:
    """When this person's shares do best on a clock in their zone, and from how many; None while that cannot be told.

    Compared by the middle value of engagements where enough shares have them, else of clicks: a single lucky post
    does not decide. At least two parts of the day must have been tried.
    """
    since = timezone.now() - LOOK_BACK
    results = [result for source in result_sources for result in source(membership, since)]
    zone = ZoneInfo(membership.time_zone)
    for measure in ("engagements", "clicks"):
        known = [(row.published_at.astimezone(zone), getattr(row, measure)) for row in results]
        worked = [(at, value) for at, value in known if value is not None and at.weekday() < SATURDAY]
        hour = _best_of(worked)
        if hour is not None:
            return hour, len(worked)
    return None, 0


def _best_of(known: Sequence[tuple[datetime, int]]) -> time | None:
    if len(known) < FEWEST_SHARES:
        return None
    bands = [[(at, value) for at, value in known if start <= at.hour < end] for start, end in BANDS]
    tried = [band for band in bands if len(band) >= FEWEST_IN_BAND]
    if len(tried) < 2:
        return None
    best = max(tried, key=lambda band: median(value for _at, value in band))
    minutes = int(median(at.hour * 60 + at.minute for at, _value in best)) // ROUND_TO * ROUND_TO
    return time(minutes // 60, minutes % 60)


def next_at(hour: time, zone: str, *, not_before: datetime | None = None) -> datetime:
    """The next weekday at that hour in `zone`, at least an hour away and not before `not_before`."""
    info = ZoneInfo(zone)
    now = timezone.now()
    earliest = max(now + NOTICE, not_before or now).astimezone(info)
    day = earliest.date()
    while True:
        moment = datetime.combine(day, hour, tzinfo=info)
        if moment >= earliest and day.weekday() < SATURDAY:
            return moment
        day += timedelta(days=1)


def colleagues_around(membership: Membership, item: ContentItem, network: str, moment: datetime) -> int:
    """How many colleagues' shares of this idea on this network are within half an hour of that moment."""
    rows = _colleagues(membership, item, network, moment - AROUND, moment + AROUND)
    return sum(abs(at - moment) < AROUND for at in rows)


def spread(membership: Membership, item: ContentItem, network: str, moment: datetime) -> datetime:
    """Move a moment until colleagues' shares of the same idea are far enough away and the day is not full.

    How far, and how many fill a day, is the organisation's rhythm. Stays within working hours; goes on to the next
    working day at the hour first wanted. A proposal: whoever names a time of their own gets that time.
    """
    taken = _colleagues(membership, item, network, moment - timedelta(days=1), moment + LOOK_AHEAD)
    rhythm = cadence()
    gap, most_a_day = timedelta(minutes=rhythm.share_gap_minutes), rhythm.share_per_day
    zone = moment.tzinfo
    day_start, end_hour = moment, BANDS[-1][1]
    candidate = moment
    while candidate < moment + LOOK_AHEAD:
        same_day = sum(at.astimezone(zone).date() == candidate.date() for at in taken)
        clash = next((at for at in taken if abs(at - candidate) < gap), None)
        if same_day < most_a_day and clash is None:
            return candidate
        later = clash.astimezone(zone) + gap if clash is not None and same_day < most_a_day else None
        if later is not None and later.date() == candidate.date() and later.hour < end_hour:
            candidate = later
            continue
        day_start += timedelta(days=1)
        while day_start.weekday() >= SATURDAY:
            day_start += timedelta(days=1)
        candidate = day_start
    return moment


def _colleagues(
    membership: Membership, item: ContentItem, network: str, start: datetime, end: datetime
) -> list[datetime]:
    rows = Share.objects.filter(item=item, network=network, due_at__gte=start, due_at__lt=end)
    rows = rows.filter(state__in=[*LIVE, ShareState.PUBLISHED]).exclude(membership=membership)
    return [at for at in rows.order_by("due_at").values_list("due_at", flat=True) if at is not None]
