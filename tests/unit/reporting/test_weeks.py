"""The weeks of a semester, and what the curve draws."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import Semester, semester, semester_at
from reporting.selectors import weeks
from reporting.selectors.disclosure import Veil
from reporting.selectors.figures import IMPRESSIONS, Row

PARIS = ZoneInfo("Europe/Paris")
SPRING = Semester(2026, 1, date(2026, 1, 1), date(2026, 7, 1), "Europe/Paris")
NOBODY = Veil(frozenset(), frozenset(), frozenset({IMPRESSIONS}))


def row(at: datetime, impressions: int | None = 10, *, person: int = 1, campaign: int | None = None) -> Row:
    return Row(person, campaign, at, "network", None, impressions, None, None, None, None, 0)


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2026, 1, 1, 0, 0, tzinfo=PARIS), 0),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), 0),
        (datetime(2026, 1, 7, 23, 59, tzinfo=PARIS), 0),
        (datetime(2026, 1, 8, 0, 0, tzinfo=PARIS), 1),
        # The night the clocks go forward: a week of 167 hours.
        (datetime(2026, 3, 25, 23, 59, tzinfo=PARIS), 11),
        (datetime(2026, 3, 26, 0, 0, tzinfo=PARIS), 12),
        (datetime(2026, 4, 2, 0, 0, tzinfo=PARIS), 13),
        (datetime(2026, 4, 1, 22, 0, tzinfo=UTC), 13),
        (datetime(2026, 4, 1, 21, 59, tzinfo=UTC), 12),
        # What remains of the semester belongs to its last week.
        (datetime(2026, 6, 30, 23, 59, tzinfo=PARIS), 25),
    ],
)
def test_the_week_of_a_moment(moment, week):
    assert weeks.week_of(SPRING, moment) == week


def test_a_long_semester_has_26_weeks_too():
    autumn = Semester(2026, 2, date(2026, 7, 1), date(2027, 1, 1), "Europe/Paris")
    assert weeks.week_of(autumn, datetime(2026, 12, 31, 23, 59, tzinfo=PARIS)) == 25


def test_a_calendar_that_starts_in_september():
    company = Organisation(semester_starts=9, time_zone="Europe/Paris")
    first = semester(company, 2025, 1)
    assert (first.starts_on, first.ends_on) == (date(2025, 9, 1), date(2026, 3, 1))
    assert semester_at(company, datetime(2026, 2, 28, 23, 30, tzinfo=PARIS)) == first
    # Half past eleven in the evening UTC is the next day in Paris, and the next semester.
    assert semester_at(company, datetime(2026, 2, 28, 23, 30, tzinfo=UTC)).half == 2
    assert weeks.week_of(first, datetime(2025, 8, 31, 22, 0, tzinfo=UTC)) == 0


def curve(rows: list[Row], *, until: datetime, veil: Veil = NOBODY) -> weeks.Curve:
    cells = {r.campaign: r.campaign for r in rows}
    return weeks.curve(SPRING, rows, IMPRESSIONS, cells, veil, 5, until=until)


def test_weeks_to_come_are_not_drawn():
    rows = [row(datetime(2026, 1, 2, tzinfo=UTC)), row(datetime(2026, 1, 20, tzinfo=UTC), 5)]
    drawn = curve(rows, until=datetime(2026, 1, 24, tzinfo=UTC))
    assert drawn.by_week == [10, 0, 5, 0]


def test_a_week_of_unmeasured_shares_is_unknown_and_not_zero():
    rows = [row(datetime(2026, 1, 2, tzinfo=UTC), None), row(datetime(2026, 1, 10, tzinfo=UTC))]
    assert curve(rows, until=datetime(2026, 1, 15, tzinfo=UTC)).by_week == [None, 10, 0]


def test_weeks_shown_together_are_spread_evenly():
    veil = Veil(frozenset(range(5)), frozenset(), frozenset({IMPRESSIONS}))
    start = datetime(2026, 1, 2, tzinfo=UTC)
    rows = [row(start + timedelta(weeks=2 * (person // 3)), 30, person=person) for person in range(5)]
    drawn = curve(rows, until=start + timedelta(weeks=2), veil=veil)
    assert [(span.first, span.last, span.value) for span in drawn.spans] == [(0, 2, 150)]
    assert drawn.by_week == [50, 50, 50]
    assert drawn.is_pooled


def test_a_high_week_is_named_by_the_campaign_that_made_it():
    start = datetime(2026, 1, 2, tzinfo=UTC)
    rows = [row(start + timedelta(weeks=week), 100 if week == 3 else 10, campaign=7) for week in range(8)]
    rows.append(row(start + timedelta(weeks=3), 20))
    assert curve(rows, until=start + timedelta(weeks=8)).peaks == (weeks.Peak(7, 3),)


def test_a_high_week_of_few_people_has_no_name():
    start = datetime(2026, 1, 2, tzinfo=UTC)
    veil = Veil(frozenset(range(12)), frozenset(), frozenset({IMPRESSIONS}))
    rows = [row(start, 100, person=0, campaign=7), *(row(start, 1, person=p) for p in range(12))]
    rows += [row(start + timedelta(weeks=1), 1, person=p, campaign=7) for p in range(12)]
    rows += [row(start + timedelta(weeks=1), 1, person=p) for p in range(12)]
    drawn = curve(rows, until=start + timedelta(weeks=1), veil=veil)
    assert drawn.peaks == ()
