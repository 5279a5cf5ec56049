"""The organisation's calendar: what the page announces, who else does, and from when to when people may follow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from content_library.models import Cadence, ContentItem, PagePost
from content_library.selectors.announcements import Announcement, announcement_of
from content_library.selectors.library import KIND_ICONS, with_relations
from content_library.selectors.registry import Taken, taken_by_item
from content_library.states import SHAREABLE, AnnouncementOrder, ItemKind, ItemState

# What a page of the calendar holds at most; the rest is in the library.
MOST_BARS: Final = 30
MOST_POSTS: Final = 120
MOST_WARNINGS: Final = 3
MOST_UNDECIDED: Final = 8
# An idea that opened longer ago and does not end in these days is no news of them.
LOOK_BACK: Final = timedelta(days=14)
SATURDAY: Final = 5
# Seen by those who prepare it; ambassadors see what they are offered, and were.
PREPARED: Final = frozenset({ItemState.DRAFT, ItemState.IN_REVIEW})
OFFERED: Final = SHAREABLE | {ItemState.EXPIRED}


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day of the calendar, with its place among the days shown."""

    on: date
    column: int
    is_today: bool

    @property
    def is_weekend(self) -> bool:
        return self.on.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class Entry:
    """An idea in one lane: from which column, over how many, and what it says."""

    item: ContentItem
    moment: datetime
    column: int
    length: int = 1
    announcement: Announcement | None = None
    is_posted: bool = False
    # It goes on after the last day shown, or began before the first.
    goes_on: bool = False
    began_before: bool = False
    taken: Taken | None = None

    @property
    def icon(self) -> str:
        """What stands for its kind."""
        return KIND_ICONS.get(ItemKind(self.item.kind), "newspaper")

    @property
    def dot(self) -> str:
        """The colour of its campaign."""
        return f"c{self.item.campaign.colour}" if self.item.campaign else "none"

    @property
    def is_draft(self) -> bool:
        """Whether nobody has been offered it yet."""
        return self.item.state in PREPARED

    @property
    def is_late(self) -> bool:
        """Whether the page was expected to have posted by now. A person is never late: nobody promised for them."""
        return not self.by_person and not self.is_posted and self.moment < timezone.now()

    @property
    def by_person(self) -> bool:
        """Whether somebody is named as who announces it."""
        return self.announcement is not None and bool(self.announcement.announced_by)

    @property
    def waits(self) -> bool:
        """Whether shares of it are prepared now, and leave later."""
        return self.item.state == ItemState.WAITING


@dataclass(frozen=True, slots=True)
class Crowding:
    """Two announcements too close together, or a day that holds too many; and a day with more air for the last."""

    on: date
    entry: Entry
    count: int
    # None: the day holds too many. Else the one it comes too close to.
    near: Entry | None
    # The same hour on a day with room; None when the next weeks have none.
    better: datetime | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A stretch of days with its lanes, complete: rendering it asks the database nothing more."""

    first: date
    days: Sequence[PlanDay]
    before: date
    after: date
    page: Sequence[Entry]
    people: Sequence[Entry]
    open: Sequence[Entry]
    crowded: Sequence[Crowding]
    # Offered, and nobody has said when the page speaks or who does.
    undecided: Sequence[ContentItem]

    @property
    def last(self) -> date:
        return self.days[-1].on

    @property
    def holds_today(self) -> bool:
        return any(day.is_today for day in self.days)

    @property
    def campaigns(self) -> Sequence[tuple[str, int]]:
        """Names and colours of the campaigns on it, once each."""
        shown = [*self.page, *self.people, *self.open]
        return sorted({(e.item.campaign.name, e.item.campaign.colour) for e in shown if e.item.campaign})

    @property
    def announced(self) -> Sequence[Entry]:
        """Who announces what: the page's entries and people's, in the order of their hours."""
        return sorted([*self.page, *self.people], key=lambda entry: (entry.moment, entry.item.pk))


def cadence() -> Cadence:
    """The rhythm this organisation chose; what everybody starts with when it chose none."""
    return Cadence.objects.first() or Cadence()


def week_plan(on: date, *, prepares: bool) -> Plan:
    """The week that holds a day, Monday to Sunday. `prepares`: also what nobody has been offered yet, with counts."""
    first = on - timedelta(days=on.weekday())
    return _plan(first, first + timedelta(days=7), before=first - timedelta(days=7), prepares=prepares)


def month_plan(on: date, *, prepares: bool) -> Plan:
    """The month that holds a day, likewise."""
    first = on.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return _plan(first, after, before=(first - timedelta(days=1)).replace(day=1), prepares=prepares)


def page_moment(item: ContentItem) -> datetime | None:
    """When the page posted about an item, or is expected to."""
    post = getattr(item, "page_post", None)
    return (post.posted_at or post.expected_at) if post is not None else None


def page_plan(since: datetime, until: datetime, *, prepares: bool) -> list[ContentItem]:
    """The items the page announces between two moments, by their hours: one query."""
    posted = Q(posted_at__gte=since, posted_at__lt=until)
    planned = Q(posted_at__isnull=True, expected_at__gte=since, expected_at__lt=until)
    # From the posts to their items: their moments are in an index, however long the library has been kept.
    posts = PagePost.objects.filter(posted | planned)
    items = with_relations(_visible(prepares).filter(pk__in=posts.values("item")))
    found = list(items.order_by("page_post__posted_at", "page_post__expected_at", "pk")[:MOST_POSTS])
    return sorted(found, key=lambda item: (page_moment(item) or since, item.pk))


def _visible(prepares: bool) -> "QuerySet[ContentItem]":
    if prepares:
        return ContentItem.objects.exclude(state=ItemState.ARCHIVED)
    return ContentItem.objects.filter(state__in=OFFERED).exclude(available_from__gt=timezone.now())


def _plan(first: date, after: date, *, before: date, prepares: bool) -> Plan:
    zone, today = timezone.get_current_timezone(), timezone.localdate()
    since, until = (datetime.combine(day, time.min, tzinfo=zone) for day in (first, after))
    days = [
        PlanDay(day, number + 1, day == today)
        for number, day in enumerate(first + timedelta(days=n) for n in range((after - first).days))
    ]
    # Air is looked for in the weeks that follow.
    announced = page_plan(since - timedelta(days=1), until + LOOK_BACK, prepares=prepares)
    posts = [_of_page(item, first) for item in announced]
    shown = [entry for entry in posts if 1 <= entry.column <= len(days)]
    opened = _opened(_visible(prepares), since, until, [entry.item for entry in shown])
    taken = taken_by_item(opened) if prepares else None
    bars = [bar for item in opened if (bar := _bar(item, first, since, until, taken)) is not None]
    return Plan(
        first=first,
        days=days,
        before=before,
        after=after,
        page=shown,
        people=[_of_person(bar) for bar in bars if _by_person(bar.item) and not bar.began_before],
        open=bars[:MOST_BARS],
        crowded=_crowding(posts, shown)[:MOST_WARNINGS] if prepares else [],
        undecided=_undecided() if prepares else [],
    )


def _column(moment: datetime, first: date) -> int:
    return (timezone.localtime(moment).date() - first).days + 1


def _of_page(item: ContentItem, first: date) -> Entry:
    moment = page_moment(item) or item.created_at
    posted = item.page_post.posted_at is not None
    # The page speaks for itself: who announces it before has a row of their own.
    announcement = replace(announcement_of(item), announced_by="")
    return Entry(item, moment, _column(moment, first), announcement=announcement, is_posted=posted)


def _by_person(item: ContentItem) -> bool:
    return item.announcement_order == AnnouncementOrder.AUTHOR_FIRST


def _of_person(bar: Entry) -> Entry:
    done = bar.item.announced_at is not None
    return Entry(bar.item, bar.moment, bar.column, announcement=bar.announcement, is_posted=bar.is_posted or done)


def _opened(
    visible: "QuerySet[ContentItem]", since: datetime, until: datetime, announced: Sequence[ContentItem]
) -> list[ContentItem]:
    """What people may follow in these days: it opened lately, ends in them, or is announced in them."""
    news = Q(state_changed_at__gte=since - LOOK_BACK, state_changed_at__lt=until)
    ends = Q(expires_at__gte=since, expires_at__lt=until)
    # Each condition by its own index: joined by "or", they would be looked for in the whole library.
    offered = visible.filter(state__in=OFFERED).exclude(expires_at__lt=since).exclude(available_from__gte=until)
    ids = {item.pk for item in announced}
    ids |= set(offered.filter(news).order_by("-state_changed_at").values_list("pk", flat=True)[: MOST_BARS + 1])
    ids |= set(offered.filter(ends).order_by("expires_at").values_list("pk", flat=True)[: MOST_BARS + 1])
    rows = offered.filter(pk__in=ids)
    return list(with_relations(rows).order_by("-state_changed_at", "-pk")[: MOST_BARS + 1])


def opens_at(item: ContentItem) -> datetime | None:
    """When people may follow; None while the page is to speak first and nobody has said when."""
    moment = page_moment(item)
    if item.announcement_order == AnnouncementOrder.PAGE_FIRST:
        return moment
    start = item.available_from or item.state_changed_at
    return max(start, moment) if item.state == ItemState.WAITING and moment is not None else start


def _bar(
    item: ContentItem, first: date, since: datetime, until: datetime, taken: Mapping[int, Taken] | None
) -> Entry | None:
    opens = opens_at(item)
    ends = item.expires_at
    if opens is None or opens >= until or (ends is not None and (ends <= since or ends <= opens)):
        return None
    start = max(opens, since)
    goes_on = ends is None or ends > until
    last = until - timedelta(seconds=1) if goes_on or ends is None else ends - timedelta(seconds=1)
    column = _column(start, first)
    post = getattr(item, "page_post", None)
    return Entry(
        item,
        opens,
        column,
        length=max(1, _column(last, first) - column + 1),
        announcement=announcement_of(item),
        is_posted=post is not None and post.posted_at is not None,
        goes_on=goes_on,
        began_before=opens < since,
        taken=taken.get(item.pk) if taken is not None else None,
    )


def _crowding(posts: Sequence[Entry], shown: Sequence[Entry]) -> list[Crowding]:
    """Where what is still to come stands too close together, for the organisation's own rhythm."""
    rhythm = cadence()
    gap = timedelta(minutes=rhythm.page_gap_minutes)
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in posts:
        by_day[timezone.localtime(entry.moment).date()].append(entry)
    found = []
    visible = {entry.item.pk for entry in shown}
    for day, entries in sorted(by_day.items()):
        movable = [entry for entry in entries if not entry.is_posted and not entry.is_late]
        if len(entries) > rhythm.page_per_day and movable and movable[-1].item.pk in visible:
            found.append(Crowding(day, movable[-1], len(entries), None, _air(movable[-1], by_day, rhythm)))
    named = {crowd.entry.item.pk for crowd in found}
    for one, other in pairwise(posts):
        late = other.is_posted or other.is_late or other.item.pk not in visible or other.item.pk in named
        if not late and other.moment - one.moment < gap:
            day = timezone.localtime(other.moment).date()
            found.append(Crowding(day, other, 2, one, _air(other, by_day, rhythm)))
    return sorted(found, key=lambda crowd: crowd.entry.moment)


def _air(entry: Entry, by_day: Mapping[date, Sequence[Entry]], rhythm: Cadence) -> datetime | None:
    """The same hour on the first later working day that has room for it."""
    local = timezone.localtime(entry.moment)
    gap = timedelta(minutes=rhythm.page_gap_minutes)
    for offset in range(1, LOOK_BACK.days):
        day = local.date() + timedelta(days=offset)
        moment = datetime.combine(day, local.time().replace(tzinfo=None), tzinfo=local.tzinfo)
        others = by_day.get(day, ())
        free = len(others) < rhythm.page_per_day and all(abs(other.moment - moment) >= gap for other in others)
        if day.weekday() < SATURDAY and free:
            return moment
    return None


def _undecided() -> list[ContentItem]:
    no_hour = Q(announcement_order=AnnouncementOrder.PAGE_FIRST) & (
        Q(page_post__isnull=True) | Q(page_post__expected_at__isnull=True, page_post__posted_at__isnull=True)
    )
    # Those that wait are few and an index by state knows them; in the order asked for, the whole library would be read.
    waiting = list(ContentItem.objects.filter(state=ItemState.WAITING).order_by().values_list("pk", flat=True))
    rows = ContentItem.objects.filter(pk__in=waiting).filter(no_hour)
    return list(with_relations(rows).order_by("state_changed_at", "pk")[:MOST_UNDECIDED])
