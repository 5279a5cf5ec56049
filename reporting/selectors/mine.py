"""A person's own results: their figures against their own past, their own posts, and who looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import numbers
from advocacy.lib.times import ago
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.organisations.selectors import semester_at, semester_before
from advocacy.people.models import Membership
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from content_library.models import ItemTopic
from content_library.states import Family
from reporting.models import ShareStat
from reporting.selectors import figures
from reporting.selectors.disclosure import Measure
from reporting.selectors.figures import Line, Row
from reporting.states import Source
from sharing.models import Share
from sharing.selectors.timing import Result

NAMED_VIEW: Final = "results.viewed_named"
# How far back the journal is kept, and how many viewings a page lists.
REMEMBERED: Final = timedelta(days=365)
LISTED: Final = 20
# Fewer shares than this on a topic are an accident, not a hint.
ENOUGH: Final = 2
# What counts as one's own craft beside the company's news.
OWN_CRAFT: Final = frozenset({Family.CRAFT, Family.PERSONAL})


class Period(StrEnum):
    """What a person looks at."""

    DAYS = "30d"
    SEMESTER = "semester"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class OwnShare:
    """One of the person's own posts with its figures."""

    share: Share
    row: Row
    family: str

    @property
    def is_own_craft(self) -> bool:
        """Say whether it is about the person's craft rather than the company's news."""
        return self.family in OWN_CRAFT or not self.family


@dataclass(frozen=True, slots=True)
class TopicLine:
    """How one topic does with this person's own network: the middle one of its shares."""

    name: str
    shares: int
    median: float


@dataclass(frozen=True, slots=True)
class Viewing:
    """Somebody was shown this person's results by name."""

    at: datetime
    viewer: Membership | None
    semester: str


@dataclass(frozen=True, slots=True)
class MyResults:
    """What a person may know about themself, which is everything."""

    period: Period
    line: Line
    before: Line | None
    # Impressions where a network tells them, else clicks.
    measure: Measure
    shares: tuple[OwnShare, ...]
    median_before: float | None
    topics: tuple[TopicLine, ...]
    viewings: tuple[Viewing, ...]
    viewing_count: int
    is_enrolled: bool
    show_name: bool
    ever_shared: bool

    def value(self, own: OwnShare) -> int | None:
        """A post's figure of the measure that the page draws."""
        return figures.VALUES[self.measure](own.row)


def my_results(membership: Membership, period: Period, *, now: datetime | None = None) -> MyResults:
    """Return this person's results over a period, in a constant number of queries."""
    moment = now or timezone.now()
    organisation = membership.organisation
    everything = _own_shares(membership)
    start, before_start = _bounds(organisation, period, moment)
    inside = [own for own in everything if start is None or own.row.published_at >= start]
    earlier = [own for own in everything if start is not None and own.row.published_at < start]
    before = [own for own in earlier if before_start is not None and own.row.published_at >= before_start]
    line = figures.line([own.row for own in inside])
    measure = figures.CLICKS if line.impressions.value is None else figures.IMPRESSIONS
    enrolment = Enrolment.objects.filter(membership=membership).exclude(state=EnrolmentState.LEFT).first()
    viewings = _viewings(membership, moment)
    return MyResults(
        period=period,
        line=line,
        before=figures.line([own.row for own in before]) if before else None,
        measure=measure,
        shares=tuple(inside),
        median_before=_median(earlier, measure),
        topics=_topics(inside, measure),
        viewings=tuple(viewings[:LISTED]),
        viewing_count=len(viewings),
        is_enrolled=enrolment is not None,
        show_name=enrolment is not None and enrolment.show_name,
        ever_shared=bool(everything),
    )


def _bounds(organisation: Organisation, period: Period, now: datetime) -> tuple[datetime | None, datetime | None]:
    if period == Period.DAYS:
        return now - timedelta(days=30), now - timedelta(days=60)
    if period == Period.SEMESTER:
        current = semester_at(organisation, now)
        return current.starts_at, semester_before(organisation, current).starts_at
    return None, None


def _own_shares(membership: Membership) -> list[OwnShare]:
    """Everything this person has published, the newest first."""
    stats = (
        ShareStat.objects.filter(membership=membership)
        .select_related("share__item__picture")
        .prefetch_related("share__pictures__asset")
        .order_by("-published_at", "-id")
    )
    return [OwnShare(stat.share, _row(stat), stat.family) for stat in stats]


def _row(stat: ShareStat) -> Row:
    return Row(
        stat.membership_id,
        stat.campaign_id,
        stat.published_at,
        stat.source,
        stat.measured_at,
        stat.impressions,
        stat.members_reached,
        stat.reactions,
        stat.comments,
        stat.reshares,
        stat.clicks,
    )


def _median(shares: Sequence[OwnShare], measure: Measure) -> float | None:
    values = [value for own in shares if (value := figures.VALUES[measure](own.row)) is not None]
    return float(median(values)) if values else None


def _topics(shares: Sequence[OwnShare], measure: Measure) -> tuple[TopicLine, ...]:
    """The topics that do best with this person's network: at least two shares each, four at most."""
    by_item: dict[int, list[OwnShare]] = {}
    for own in shares:
        if own.share.item_id is not None and figures.VALUES[measure](own.row) is not None:
            by_item.setdefault(own.share.item_id, []).append(own)
    by_topic: dict[str, list[OwnShare]] = {}
    for link in ItemTopic.objects.filter(item_id__in=by_item).select_related("topic"):
        by_topic.setdefault(link.topic.name, []).extend(by_item[link.item_id])
    lines = [
        TopicLine(name, len(some), _median(some, measure) or 0.0)
        for name, some in by_topic.items()
        if len(some) >= ENOUGH
    ]
    return tuple(sorted(lines, key=lambda line: (-line.median, line.name))[:4])


def _viewings(membership: Membership, now: datetime) -> list[Viewing]:
    """Who was shown this person's results by name, the last time first. The person's own look at them is none."""
    entries = AuditEntry.objects.filter(verb=NAMED_VIEW, at__gte=now - REMEMBERED).exclude(actor_id=membership.pk)
    about_me = [entry for entry in entries if membership.public_id in entry.changes.get("people", ())]
    viewers: Mapping[int, Membership] = (
        Membership.objects.select_related("user")
        .filter(organisation_id=membership.organisation_id)
        .in_bulk({entry.actor_id for entry in about_me[:LISTED] if entry.actor_id is not None})
    )
    return [
        Viewing(entry.at, viewers.get(entry.actor_id or 0), str(entry.changes.get("semester", "")))
        for entry in about_me
    ]


@dataclass(frozen=True, slots=True)
class ShareFigures:
    """One post's figures for its author's eyes, as numbers and as the language of the page writes them."""

    row: Row

    @property
    def source_words(self) -> str:
        """Who says so, and since when: “measured by the network 2 h ago”, “clicks counted by us”."""
        words: dict[str, str] = {
            Source.NETWORK: _("Views and reactions: measured by the network"),
            Source.IMPORT: _("Views and reactions: imported by you"),
            Source.DECLARED: _("Views and reactions: declared by you"),
        }
        said = words.get(self.row.source)
        when = f" ({ago(self.row.measured_at)})" if said and self.row.measured_at else ""
        seen = f"{said}{when}." if said else _("Views and reactions: not known.")
        return seen if self.clicks is None else f"{seen} {_('Clicks: counted by us.')}"

    @property
    def impressions(self) -> int | None:
        """How often it was seen, where a network tells."""
        return self.row.impressions

    @property
    def impressions_words(self) -> str:
        """The same, written."""
        return _written(self.impressions)

    @property
    def reactions(self) -> int | None:
        """Reactions of every kind."""
        return self.row.reactions

    @property
    def reactions_words(self) -> str:
        """The same, written."""
        return _written(self.reactions)

    @property
    def comments(self) -> int | None:
        """Comments."""
        return self.row.comments

    @property
    def comments_words(self) -> str:
        """The same, written."""
        return _written(self.comments)

    @property
    def clicks(self) -> int | None:
        """People who followed our link; None where there is none to follow."""
        return self.row.clicks

    @property
    def clicks_words(self) -> str:
        """The same, written."""
        return _written(self.clicks)


def _written(value: int | None) -> str:
    return "" if value is None else numbers.whole(value)


def figures_for_shares(share_ids: Sequence[int]) -> dict[int, ShareFigures]:
    """Return the figures of each of these shares that has some. One query; for their author's eyes."""
    return {stat.share_id: ShareFigures(_row(stat)) for stat in ShareStat.objects.filter(share_id__in=share_ids)}


def results_since(membership: Membership, since: datetime) -> list[Result]:
    """Return what each share of a person published since then brought; for choosing their next hour. One query."""
    stats = ShareStat.objects.filter(membership=membership, published_at__gte=since)
    rows = (_row(stat) for stat in stats)
    return [Result(row.published_at, row.engagements, row.clicks) for row in rows]
