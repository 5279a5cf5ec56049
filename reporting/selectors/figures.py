"""Figures read from the running totals: what was made, how much of it is known, who says so, how old it is.

One row of `ShareStat` is one published share. Everything a page or a file shows is a sum over such rows, made here,
so that the same share never counts twice and an unknown figure never becomes a zero.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reporting.models import ShareStat
from reporting.selectors.disclosure import Measure, People
from reporting.states import Source

# The measures, apart from each other for ever: a definition page says why they are never added together.
SHARES: Measure = "shares"
IMPRESSIONS: Measure = "impressions"
REACHED: Measure = "members_reached"
ENGAGEMENTS: Measure = "engagements"
CLICKS: Measure = "clicks"
# A rate is made of the shares that have both engagements and impressions. The shares that have one of the two only are
# the difference between the rate and the sums: a group of people of its own, to be guarded like the others.
RATED: Measure = "rated"
ENGAGEMENTS_ALONE: Measure = "engagements_alone"
IMPRESSIONS_ALONE: Measure = "impressions_alone"


class Why(StrEnum):
    """Why a figure is not there."""

    SHOWN = ""
    NOT_MEASURED = "not_measured"
    TOO_FEW = "too_few"


class Row(NamedTuple):
    """The running total of one share."""

    person: int
    campaign: int | None
    published_at: datetime
    source: str
    measured_at: datetime | None
    impressions: int | None
    members_reached: int | None
    reactions: int | None
    comments: int | None
    reshares: int | None
    clicks: int | None

    @property
    def engagements(self) -> int | None:
        """Reactions, comments and reshares together; unknown when one of them is."""
        if self.reactions is None or self.comments is None or self.reshares is None:
            return None
        return self.reactions + self.comments + self.reshares


def _rated(row: Row) -> int | None:
    return None if row.engagements is None or not row.impressions else 1


VALUES: Mapping[Measure, Callable[[Row], int | None]] = {
    SHARES: lambda _row: 1,
    IMPRESSIONS: lambda row: row.impressions,
    REACHED: lambda row: row.members_reached,
    ENGAGEMENTS: lambda row: row.engagements,
    CLICKS: lambda row: row.clicks,
    RATED: _rated,
    ENGAGEMENTS_ALONE: lambda row: None if row.engagements is None or _rated(row) else 1,
    IMPRESSIONS_ALONE: lambda row: None if row.impressions is None or _rated(row) else 1,
}
PUBLISHED = frozenset({SHARES, IMPRESSIONS, REACHED, ENGAGEMENTS, CLICKS, RATED})


class Extent(StrEnum):
    """How much of what was made is known, when the exact number would say something about too few people."""

    ALL = "all"
    NEARLY_ALL = "nearly_all"
    MOST = "most"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of some shares. `value` is None when nothing is known or may be shown; `why` says which.

    `known` of the `made` shares have it; None when that number may not be said, and only the extent may.
    """

    value: int | None
    known: int | None
    made: int
    extent: Extent
    why: Why = Why.SHOWN


@dataclass(frozen=True, slots=True)
class Line:
    """What some shares brought: one line of a table, or the total."""

    shares: int
    impressions: Figure
    members_reached: Figure
    engagements: Figure
    clicks: Figure
    # Engagements ÷ impressions of the shares that have both.
    rate: float | None
    sources: frozenset[str]
    as_of: datetime | None

    @property
    def source(self) -> str:
        """Who says so: one `Source`, "mixed" for several, "" when nobody gave a figure."""
        return next(iter(self.sources)) if len(self.sources) == 1 else ("mixed" if self.sources else "")

    def figure(self, measure: Measure) -> Figure:
        """One of its figures by name."""
        figure: Figure = getattr(self, measure)
        return figure


FIELDS = Row._fields
_COLUMNS = ("membership_id", "campaign_id", *FIELDS[2:])


def rows_between(start: datetime, end: datetime, *, person: int | None = None) -> list[Row]:
    """Return the running totals of the shares published from `start` on and before `end`. One query."""
    stats = ShareStat.objects.filter(published_at__gte=start, published_at__lt=end)
    if person is not None:
        stats = stats.filter(membership_id=person)
    return [Row(*values) for values in stats.order_by("published_at", "id").values_list(*_COLUMNS)]


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be said of a group: which measures, and of which measures how many shares exactly have them."""

    measures: frozenset[Measure] = frozenset(VALUES)
    exact: frozenset[Measure] = frozenset(VALUES)


EVERYTHING = Sight()


def line(rows: Sequence[Row], sight: Sight = EVERYTHING) -> Line:
    """Sum shares up, as far as `sight` allows."""

    def figure(measure: Measure) -> Figure:
        values = [value for value in map(VALUES[measure], rows) if value is not None]
        if measure not in sight.measures:
            return Figure(None, None, len(rows), Extent.NONE, Why.TOO_FEW if values else Why.NOT_MEASURED)
        known = len(values) if measure in sight.exact else None
        why = Why.SHOWN if values or not rows else Why.NOT_MEASURED
        return Figure(sum(values) if values else None, known, len(rows), _extent(len(values), len(rows)), why)

    told = [row for row in rows if row.source] if sight.measures & {IMPRESSIONS, REACHED, ENGAGEMENTS} else []
    return Line(
        shares=len(rows),
        impressions=figure(IMPRESSIONS),
        members_reached=figure(REACHED),
        engagements=figure(ENGAGEMENTS),
        clicks=figure(CLICKS),
        rate=_rate(rows) if RATED in sight.measures else None,
        sources=frozenset(row.source for row in told),
        as_of=max((row.measured_at for row in told if row.measured_at), default=None),
    )


def _extent(known: int, made: int) -> Extent:
    if known == made:
        return Extent.ALL
    if known == 0:
        return Extent.NONE
    return Extent.NEARLY_ALL if known >= 0.9 * made else Extent.MOST if known >= 0.5 * made else Extent.SOME


def _rate(rows: Iterable[Row]) -> float | None:
    both = [(row.engagements or 0, row.impressions or 0) for row in rows if _rated(row)]
    return sum(e for e, _i in both) / sum(i for _e, i in both) if both else None


def contributors(rows: Iterable[Row]) -> dict[Measure, People]:
    """Return who contributes to each measure."""
    having: dict[Measure, set[int]] = {measure: set() for measure in VALUES}
    made, viewed, reached, engaged, clicked = (
        having[SHARES], having[IMPRESSIONS], having[REACHED], having[ENGAGEMENTS], having[CLICKS],
    )  # fmt: skip
    # Written out: a large organisation has tens of thousands of shares, and this is read for each of them.
    for row in rows:
        person, engagements, impressions = row.person, row.engagements, row.impressions
        made.add(person)
        if row.clicks is not None:
            clicked.add(person)
        if row.members_reached is not None:
            reached.add(person)
        if engagements is not None:
            engaged.add(person)
            having[RATED if impressions else ENGAGEMENTS_ALONE].add(person)
        if impressions is not None:
            viewed.add(person)
            if not impressions or engagements is None:
                having[IMPRESSIONS_ALONE].add(person)
    return {measure: frozenset(people) for measure, people in having.items()}


def together(groups: Iterable[Mapping[Measure, People]]) -> dict[Measure, People]:
    """Return who contributes to each measure of several groups of shares."""
    every = list(groups)
    return {measure: frozenset().union(*(group[measure] for group in every)) for measure in VALUES}


def may_leave(line: Line) -> bool:
    """Say whether a person's line may leave the product, in a file or to a program: where it is their own word.

    What a network told about one person's posts is shown in the product and does not leave it.
    """
    return bool(line.sources) and line.sources <= {Source.IMPORT, Source.DECLARED}
