"""Columns: a person's shares one by one."""

import math

from django.utils.safestring import SafeString

from advocacy.lib.charts.canvas import CHARACTER, NARROW, Canvas, data_table, join, nice_ticks
from advocacy.lib.charts.figures import Chart, ColumnChart


def column_chart(chart: ColumnChart) -> Chart:
    """Draw a person's shares as columns; one whose figures are unknown is an empty dashed outline."""
    svgs = [_columns(chart, 720, 240, wide=True), _columns(chart, NARROW, 210, wide=False)]
    rows = [[one.name, chart.unknown if one.value is None else chart.number(one.value)] for one in chart.columns]
    return Chart(join(svgs), data_table(chart.title, [chart.name_heading, chart.value_heading], rows))


def _columns(chart: ColumnChart, width: float, height: float, *, wide: bool) -> SafeString:
    canvas = Canvas(width, height)
    values = [one.value or 0 for one in chart.columns]
    ticks = nice_ticks(max([*values, chart.reference or 0]), 2)
    left = max(len(chart.number(tick)) for tick in ticks) * CHARACTER + 10
    base, top = height - 24, 16.0

    def y(value: float) -> float:
        return base - (base - top) * value / ticks[-1]

    for tick in ticks:
        canvas.line(left, y(tick), width, y(tick), "chart__grid")
        canvas.text(left - 8, y(tick) + 4, "chart__axis chart__axis--end", chart.number(tick))
    step = (width - left) / max(len(chart.columns), 1)
    thick = min(30.0, step * 0.66)
    largest = max(values, default=0)
    last_end = -math.inf
    for i, one in enumerate(chart.columns):
        x = left + step * i + (step - thick) / 2
        middle = x + thick / 2
        if one.value is None:
            canvas.bar((x, base - 18, thick, 18), "chart__bar--unknown", f"{one.name}: {chart.unknown}")
        else:
            css = "chart__bar--c2" if one.own else "chart__bar--c1"
            canvas.bar((x, y(one.value), thick, base - y(one.value)), css, f"{one.name}: {chart.number(one.value)}")
            if one.value == largest and largest:
                words = chart.number(one.value)
                at = min(middle, width - len(words) * CHARACTER / 2)
                canvas.text(at, y(one.value) - 6, "chart__value chart__value--strong chart__value--middle", words)
        half = len(one.axis) * CHARACTER / 2
        if one.axis and middle - half > last_end + (8 if wide else 4):
            canvas.text(middle, height - 6, "chart__axis chart__axis--middle", one.axis)
            last_end = middle + half
    if chart.reference is not None:
        canvas.line(left, y(chart.reference), width, y(chart.reference), "chart__reference")
    return canvas.close(chart.title, chart.summary, "chart__svg--wide" if wide else "chart__svg--narrow")
