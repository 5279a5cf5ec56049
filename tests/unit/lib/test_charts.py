"""Charts start at zero, keep their labels apart, name themselves, and say the same as their table."""

import re
from xml.etree import ElementTree

import pytest

from advocacy.lib import charts
from advocacy.lib.numbers import whole

pytestmark = pytest.mark.unit


def french(value: int) -> str:
    return whole(value, "fr")


def line(current: list[int | None], previous: list[int | None] | None = None, **more: object) -> charts.Chart:
    return charts.line_chart(
        charts.LineChart(
            title="Views per week",
            summary="They rise.",
            labels=[f"W{i}" for i in range(1, len(current) + 1)],
            label_heading="Week",
            current=charts.Series("Now", current, "the total"),
            previous=charts.Series("Before", previous) if previous else None,
            number=french,
            **more,  # type: ignore[arg-type]
        )
    )


def bars(*, stacked: bool = False, own_scale: bool = False) -> charts.Chart:
    return charts.bar_chart(
        charts.BarChart(
            title="By campaign", summary="Page, then profiles.", page_name="Page", profiles_name="Profiles",
            bars=[charts.Bar("Schools", 100, 300, "4 shares"),
                  charts.Bar("A <very> long name that wraps somewhere", None, 50)],
            stacked=stacked, own_scale=own_scale, number=french,
        )
    )  # fmt: skip


def drawings(chart: charts.Chart) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<all>{chart.svg}</all>"))


@pytest.mark.parametrize(
    ("largest", "expected"),
    [
        (21000, [0, 6000, 12000, 18000, 24000]),
        (100, [0, 25, 50, 75, 100]),
        (3, [0, 1, 2, 3]),
        (1, [0, 1]),
        (0, [0, 1]),
    ],
)
def test_ticks_are_round_and_cover_everything(largest: int, expected: list[int]) -> None:
    assert charts.nice_ticks(largest) == expected


@pytest.mark.parametrize("chart", [line([1, 5, 3], [2, 2, 2]), bars(), bars(stacked=True), bars(own_scale=True)])
def test_every_drawing_is_an_image_with_a_name_a_summary_and_no_style(chart: charts.Chart) -> None:
    wide, narrow = drawings(chart)
    for svg in (wide, narrow):
        assert svg.get("role") == "img"
        title, summary = (svg.find(name) for name in ("title", "desc"))
        assert title is not None
        assert summary is not None
        assert svg.get("aria-labelledby") == f"{title.get('id')} {summary.get('id')}"
    assert "style=" not in chart.svg
    assert wide.get("class") != narrow.get("class")


def test_ids_differ_between_charts_of_one_page() -> None:
    ids = re.findall(r' id="([^"]+)"', line([1, 2]).svg + bars().svg + bars(stacked=True).svg)
    assert len(ids) == len(set(ids))


def test_numbers_are_written_in_the_language_asked_for() -> None:
    assert "24\u202f000" in line([21000, 5000]).svg


def test_an_unknown_week_breaks_the_line_and_is_a_dash_in_the_table() -> None:
    chart = line([1, None, 3, 4])
    assert (
        chart.svg.count("chart__line--current") == 2 * 2 + 1
    )  # two runs in two drawings, one key under the narrow one
    assert '<th scope="row">W2</th><td class="num">–</td>' in chart.table


@pytest.mark.parametrize("values", [[], [None, None], [0, 0], [5]])
def test_few_or_no_figures_still_make_a_chart(values: list[int | None]) -> None:
    assert len(drawings(line(values, values or None))) == 2


def test_names_at_the_ends_of_close_lines_keep_their_distance() -> None:
    wide = drawings(line([10, 100], [12, 101]))[0]
    places = [float(text.get("y") or 0) for text in wide.iter("text") if text.text in {"Now", "Before"}]
    assert abs(places[0] - places[1]) >= 30


def test_marks_that_would_overlap_leave_their_word_to_the_table() -> None:
    chart = line(
        [1, 9, 8, 2], marks=[charts.Mark(1, "A very long name of a campaign"), charts.Mark(2, "Another long one here")]
    )
    narrow = drawings(chart)[1]
    words = [text.text for text in narrow.iter("text")]
    assert "A very long name of a campaign" in words
    assert "Another long one here" not in words


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    wide = drawings(bars())[0]
    rects = [r for r in wide.iter("rect") if r.find("title") is not None]
    page, profiles, nothing, small = (float(r.get("width") or 0) for r in rects)
    assert nothing == 0
    assert page / profiles == pytest.approx(1 / 3, rel=0.01)
    assert small / profiles == pytest.approx(1 / 6, rel=0.01)
    assert len({r.get("x") for r in rects}) == 1


def test_the_page_is_hatched_and_names_are_escaped() -> None:
    chart = bars()
    assert 'fill="url(#hatch-' in chart.svg
    assert "<very>" not in chart.svg + chart.table
    assert "&lt;very&gt;" in chart.table


def test_an_unknown_share_is_an_empty_outline() -> None:
    chart = charts.column_chart(
        charts.ColumnChart(
            title="Your shares", summary="Two of three are known.", value_heading="Views", unknown="unknown",
            reference=5,
            columns=[charts.Column("a", 4, "Jan"), charts.Column("b", None), charts.Column("c", 9, "Mar", own=True)],
        )
    )  # fmt: skip
    assert "chart__bar--unknown" in chart.svg
    assert "chart__bar--c2" in chart.svg
    assert '<td class="num">unknown</td>' in chart.table
