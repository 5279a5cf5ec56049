"""Line charts."""

import math
from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from advocacy.lib.charts.canvas import CHARACTER, NARROW, WIDE, Canvas, at_index, data_table, join, known, n, nice_ticks
from advocacy.lib.charts.figures import Chart, LineChart, Series


def line_chart(chart: LineChart) -> Chart:
    """Draw the weeks of a semester above the dashed line of the one before."""
    svgs = [_lines(chart, WIDE, 300, wide=True), _lines(chart, NARROW, 260, wide=False)]
    series = [chart.current, *([chart.previous] if chart.previous else [])]
    rows = [
        [label, *(known(at_index(one.values, i), chart.number) for one in series)]
        for i, label in enumerate(chart.labels)
    ]
    return Chart(join(svgs), data_table(chart.title, [chart.label_heading, *(one.name for one in series)], rows))


def _lines(chart: LineChart, width: float, height: float, *, wide: bool) -> SafeString:
    series = [chart.current, *([chart.previous] if chart.previous else [])]
    known = [value for one in series for value in one.values if value is not None]
    ticks = nice_ticks(max(known, default=0))
    left = max(len(chart.number(tick)) for tick in ticks) * CHARACTER + 10
    ends = max((len(words) for one in series for words in (one.name, one.end_note)), default=0) * CHARACTER + 12
    right, top, bottom = (ends if wide else 8), 28.0, (26.0 if wide else 62.0)
    canvas = Canvas(width, height)
    span = max(len(chart.labels) - 1, 1)

    def x(i: int) -> float:
        return left + (width - left - right) * i / span

    def y(value: float) -> float:
        return height - bottom - (height - top - bottom) * value / ticks[-1]

    for tick in ticks:
        canvas.line(left, y(tick), width - right, y(tick), "chart__grid")
        canvas.text(left - 8, y(tick) + 4, "chart__axis chart__axis--end", chart.number(tick))
    _week_axis(canvas, chart, x, y(0), every=chart.tick_every if wide else chart.tick_every * 2)
    for run in _runs(chart.current.values):
        corners = " ".join(f"{n(x(i))},{n(y(v))}" for i, v in run)
        canvas.add(
            '<polygon points="{},{} {} {},{}" class="chart__area"/>',
            n(x(run[0][0])), n(y(0)), corners, n(x(run[-1][0])), n(y(0)),
        )  # fmt: skip
    if chart.previous:
        _draw(canvas, chart.previous, "previous", x, y)
    _draw(canvas, chart.current, "current", x, y)
    _points(canvas, chart, x, y)
    _marks(canvas, chart, x, y)
    if wide:
        _ends(canvas, series, x, y)
    else:
        _keys_below(canvas, series, left, height)
    return canvas.close(chart.title, chart.summary, "chart__svg--wide" if wide else "chart__svg--narrow")


def _runs(values: Sequence[int | None]) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = [[]]
    for i, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((i, value))
    return [run for run in runs if run]


def _draw(canvas: Canvas, series: Series, kind: str, x: Callable[[int], float], y: Callable[[float], float]) -> None:
    for run in _runs(series.values):
        points = " ".join(f"{n(x(i))},{n(y(v))}" for i, v in run)
        canvas.add('<polyline points="{}" class="chart__line chart__line--{}"/>', points, kind)


def _points(canvas: Canvas, chart: LineChart, x: Callable[[int], float], y: Callable[[float], float]) -> None:
    """Let a pointer find every value."""
    for series in (chart.previous, chart.current):
        for i, value in enumerate(series.values if series else ()):
            if series and value is not None:
                canvas.add(
                    '<circle cx="{}" cy="{}" r="8" class="chart__point"><title>{}, {}: {}</title></circle>',
                    n(x(i)), n(y(value)), series.name, at_index(chart.labels, i) or "", chart.number(value),
                )  # fmt: skip


def _marks(canvas: Canvas, chart: LineChart, x: Callable[[int], float], y: Callable[[float], float]) -> None:
    last_end = -math.inf
    for mark in sorted(chart.marks, key=lambda one: one.index):
        value = at_index(chart.current.values, mark.index)
        if value is None:
            continue
        at, half = x(mark.index), len(mark.label) * CHARACTER / 2
        canvas.add('<circle cx="{}" cy="{}" r="4.5" class="chart__peak"/>', n(at), n(y(value)))
        # A label that would run into its neighbour is left to the table.
        centre = min(max(at, half), canvas.width - half)
        if centre - half > last_end + 6:
            canvas.text(centre, y(value) - 12, "chart__label chart__label--middle", mark.label)
            last_end = centre + half


def _ends(canvas: Canvas, series: Sequence[Series], x: Callable[[int], float], y: Callable[[float], float]) -> None:
    """Name each line at its end; two names keep their distance."""
    ends = [
        (run[-1], one, kind) for one, kind in zip(series, ("current", "previous"), strict=False) if (run := _last(one))
    ]
    # A half that is not over ends in the middle of the drawing; its name stands at the edge, clear of the other line.
    edge = x(max((i for (i, _value), _one, _kind in ends), default=0))
    places = sorted(((y(value), one, kind) for (_i, value), one, kind in ends), key=lambda place: place[0])
    if len(places) == 2 and places[1][0] - places[0][0] < 34:
        middle = (places[0][0] + places[1][0]) / 2
        places = [(middle - 17, *places[0][1:]), (middle + 17, *places[1][1:])]
    for at, one, kind in places:
        canvas.text(edge + 10, at, f"chart__label chart__label--{kind}", one.name)
        if one.end_note:
            canvas.text(edge + 10, at + 15, "chart__value", one.end_note)


def _last(series: Series) -> list[tuple[int, int]]:
    runs = _runs(series.values)
    return runs[-1] if runs else []


def _keys_below(canvas: Canvas, series: Sequence[Series], left: float, height: float) -> None:
    for row, (one, kind) in enumerate(zip(series, ("current", "previous"), strict=False)):
        at = height - 24 + row * 18
        canvas.line(left, at - 4, left + 22, at - 4, f"chart__line chart__line--{kind}")
        words = f"{one.name}, {one.end_note}" if one.end_note else one.name
        canvas.text(left + 30, at, f"chart__label chart__label--{kind}", words)


def _week_axis(canvas: Canvas, chart: LineChart, x: Callable[[int], float], base: float, *, every: int) -> None:
    names = chart.axis_labels or chart.labels
    last = len(chart.labels) - 1
    for i in range(0, len(chart.labels), every):
        # The tick before the last label would run into it.
        if i != last and last - i < every / 2 and i != 0:
            continue
        canvas.line(x(i), base, x(i), base + 4, "chart__tick")
        canvas.text(x(i), base + 18, "chart__axis" if i == 0 else "chart__axis chart__axis--middle", names[i])
    if last > 0 and last % every:
        canvas.line(x(last), base, x(last), base + 4, "chart__tick")
        canvas.text(x(last), base + 18, "chart__axis chart__axis--middle", names[last])
