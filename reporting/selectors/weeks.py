"""The weeks of a semester, and the curve over them.

A week here is seven days counted from the semester's first day, in the organisation's time zone. A semester has 26 of
them; the one to four days that remain belong to the last, so that two semesters can lie on one another.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from advocacy.organisations.selectors import Semester
from reporting.selectors.disclosure import Measure, Veil, atoms, spans
from reporting.selectors.figures import RATED, VALUES, Row

WEEKS = 26
# Fewer points than this are no curve, where weeks had to be put together to get them.
WORTH_DRAWING = 4


def week_of(semester: Semester, moment: datetime) -> int:
    """Return the week of the semester that holds this moment: 0 to 25."""
    day = moment.astimezone(ZoneInfo(semester.zone)).date()
    return min((day - semester.starts_on).days // 7, WEEKS - 1)


def _is_rated(row: Row) -> bool:
    return VALUES[RATED](row) is not None


@dataclass(frozen=True, slots=True)
class Span:
    """One or several weeks shown as one: 0-based, both ends included. `value` is None when nothing is known."""

    first: int
    last: int
    value: int | None

    @property
    def weeks(self) -> int:
        """How many weeks."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Peak:
    """The week in which a campaign stands out."""

    campaign: int
    week: int


@dataclass(frozen=True, slots=True)
class Curve:
    """One measure of a semester over its weeks, by the week a share was published in."""

    measure: Measure
    spans: tuple[Span, ...]
    peaks: tuple[Peak, ...] = ()

    @property
    def by_week(self) -> list[float | None]:
        """A value for each week: what was put together is spread evenly over its weeks."""
        values: list[float | None] = []
        for span in self.spans:
            each = None if span.value is None else span.value / span.weeks
            values.extend([each] * span.weeks)
        return values

    @property
    def is_pooled(self) -> bool:
        """Say whether some weeks are shown together."""
        return any(span.weeks > 1 for span in self.spans)

    @property
    def is_too_coarse(self) -> bool:
        """Say whether so many weeks had to be put together that a line would show nothing."""
        return self.is_pooled and len(self.spans) < WORTH_DRAWING


def curve(
    semester: Semester,
    rows: Sequence[Row],
    measure: Measure,
    cells: Mapping[int | None, Hashable],
    veil: Veil,
    k: int,
    *,
    until: datetime,
    rates: bool = False,
) -> Curve:
    """Return the curve of one measure up to the week of `until`.

    `cells` says under which published cell each campaign stands: week totals must not combine with those into a figure
    about too few people. `rates` says that a rate of this measure is published for each of them: then what has a rate
    and what has none are two cells.
    """
    value = VALUES[measure]
    last = WEEKS - 1 if until >= semester.ends_at else week_of(semester, until)
    known = [
        (row, week) for row in rows if value(row) is not None and (week := week_of(semester, row.published_at)) <= last
    ]
    described = atoms(
        veil, (((cells[row.campaign], rates and _is_rated(row)), week, row.person) for row, week in known)
    )
    parts = spans(described, last + 1, k)
    made = {week_of(semester, row.published_at) for row in rows}
    sums: dict[int, int] = {}
    for row, week in known:
        sums[week] = sums.get(week, 0) + (value(row) or 0)

    def total(first: int, end: int) -> int | None:
        weeks = range(first, end + 1)
        unknown = not any(week in sums for week in weeks) and any(week in made for week in weeks)
        return None if unknown else sum(sums.get(week, 0) for week in weeks)

    shown = Curve(measure, tuple(Span(first, end, total(first, end)) for first, end in parts))
    return replace(shown, peaks=_peaks(shown, known, cells, veil, k))


def _peaks(
    shown: Curve,
    known: Sequence[tuple[Row, int]],
    cells: Mapping[int | None, Hashable],
    veil: Veil,
    k: int,
) -> tuple[Peak, ...]:
    """Name the three highest weeks by the campaign that made them, where that one is many people's in that week."""
    value = VALUES[shown.measure]
    heights = [height or 0 for height in shown.by_week]
    around = [0.0, *heights, 0.0]
    tops = [
        span.first
        for span in shown.spans
        if span.weeks == 1 and around[span.first] < heights[span.first] > around[span.first + 2]
    ]
    highest = sorted(sorted(tops, key=lambda week: -heights[week])[:3])
    named = []
    for week in highest:
        sums: dict[int, int] = {}
        people: dict[int, set[int]] = {}
        for row, in_week in known:
            if in_week == week and row.campaign is not None and cells[row.campaign] == row.campaign:
                sums[row.campaign] = sums.get(row.campaign, 0) + (value(row) or 0)
                people.setdefault(row.campaign, set()).add(row.person)
        best = max(sums, key=lambda campaign: sums[campaign], default=None)
        # Half of the week at least, or the name would explain nothing.
        if best is not None and sums[best] * 2 >= heights[week] and not veil.hides(frozenset(people[best]), k):
            named.append(Peak(best, week))
    return tuple(named)
