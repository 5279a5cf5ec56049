"""Sums: what is known, how much of it, who says so. Unknown is never zero."""

from datetime import UTC, datetime

import pytest

from reporting.selectors.figures import (
    ENGAGEMENTS,
    IMPRESSIONS,
    SHARES,
    Extent,
    Figure,
    Row,
    Sight,
    Why,
    contributors,
    line,
)

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def row(person: int = 1, source: str = "network", measured_at: datetime | None = AT, **figures: int | None) -> Row:
    names = ("impressions", "members_reached", "reactions", "comments", "reshares", "clicks")
    return Row(person, None, AT, source, measured_at, *(figures.get(name) for name in names))


def test_a_hand_computed_line():
    rows = [
        row(impressions=1_000, members_reached=700, reactions=20, comments=5, reshares=2, clicks=9),
        row(2, impressions=500, members_reached=None, reactions=8, comments=0, reshares=1, clicks=0),
        row(3, "declared", impressions=200, clicks=4),
        row(4, "", None, clicks=None),
    ]
    total = line(rows)
    assert total.shares == 4
    assert total.impressions == Figure(1_700, 3, 4, Extent.MOST)
    assert total.members_reached == Figure(700, 1, 4, Extent.SOME)
    assert total.engagements == Figure(36, 2, 4, Extent.MOST)
    assert total.clicks == Figure(13, 3, 4, Extent.MOST)
    # 36 engagements on the 1 500 views of the two shares that have both; not on 1 700.
    assert total.rate == pytest.approx(36 / 1_500)
    assert total.source == "mixed"
    assert total.as_of == AT


def test_nothing_measured_is_unknown_and_not_zero():
    total = line([row(source="", measured_at=None, clicks=3)])
    assert total.impressions == Figure(None, 0, 1, Extent.NONE, Why.NOT_MEASURED)
    assert total.rate is None
    assert total.source == ""
    assert total.clicks.value == 3


def test_measured_zero_is_zero():
    total = line([row(impressions=0, reactions=0, comments=0, reshares=0, clicks=0)])
    assert total.impressions.value == total.engagements.value == total.clicks.value == 0
    assert total.rate is None


def test_engagements_of_which_a_part_is_unknown_are_unknown():
    assert line([row(impressions=10, reactions=3, comments=1)]).engagements.value is None


def test_what_may_not_be_said_is_left_out():
    rows = [row(impressions=10, reactions=1, comments=0, reshares=0)]
    total = line(rows, Sight(frozenset({SHARES, ENGAGEMENTS}), frozenset()))
    assert total.impressions == Figure(None, None, 1, Extent.NONE, Why.TOO_FEW)
    assert total.engagements == Figure(1, None, 1, Extent.ALL)
    assert total.rate is None


@pytest.mark.parametrize(
    ("known", "extent"),
    [(10, Extent.ALL), (9, Extent.NEARLY_ALL), (5, Extent.MOST), (4, Extent.SOME), (0, Extent.NONE)],
)
def test_the_extent_in_words(known, extent):
    rows = [row(impressions=1 if index < known else None) for index in range(10)]
    assert line(rows).impressions.extent == extent


def test_who_contributes_to_what():
    who = contributors([row(1, impressions=1), row(2)])
    assert who[SHARES] == {1, 2}
    assert who[IMPRESSIONS] == {1}
    assert who[ENGAGEMENTS] == frozenset()
