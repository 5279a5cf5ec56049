"""Horizontal bars: the page hatched, the profiles filled."""

from django.utils.safestring import SafeString

from advocacy.lib.charts.canvas import CHARACTER, NARROW, WIDE, Canvas, data_table, ids, join, known, nice_ticks
from advocacy.lib.charts.figures import BarChart, Chart


def bar_chart(chart: BarChart) -> Chart:
    """Draw the page's hatched bars and the profiles' filled ones, from zero, each with its value at the end."""
    draw = _stacked if chart.stacked else _grouped
    svgs = [draw(chart, WIDE, wide=True), draw(chart, NARROW, wide=False)]
    noted = any(bar.note for bar in chart.bars)
    heads = [chart.name_heading, chart.page_name, chart.profiles_name, *([chart.note_heading] if noted else [])]
    rows = [
        [bar.name, known(bar.page, chart.number), known(bar.profiles, chart.number), *([bar.note] if noted else [])]
        for bar in chart.bars
    ]
    return Chart(join(svgs), data_table(chart.title, heads, rows))


def _hatch(canvas: Canvas) -> str:
    """Define the page's hatch; return what fills with it."""
    name = f"hatch-{next(ids)}"
    canvas.add(
        '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" class="chart__bar--c3"/><line x1="0" y1="0" x2="0" y2="6" class="chart__hatch"/>'
        "</pattern></defs>",
        name,
    )
    return f"url(#{name})"


def _grouped(chart: BarChart, width: float, *, wide: bool) -> SafeString:
    rows, head = (62.0, 0.0) if wide else (70.0, 20.0)
    canvas = Canvas(width, rows * len(chart.bars) + 4)
    hatch = _hatch(canvas)
    left = 236.0 if wide else 0.0
    values = [chart.number(v) for bar in chart.bars for v in (bar.page, bar.profiles) if v is not None]
    right = max((len(value) for value in values), default=1) * 7.6 + 12
    room = width - left - right
    largest = max((v for bar in chart.bars for v in (bar.page, bar.profiles) if v is not None), default=0)
    for i, bar in enumerate(chart.bars):
        top = i * rows + (8 if wide else head)
        if wide:
            _nameat_index(canvas, bar.name, top + 26, left)
        else:
            canvas.text(0, top - 6, "chart__label", bar.name)
        scale = max(bar.page or 0, bar.profiles or 0) if chart.own_scale else largest
        for j, (value, name) in enumerate(((bar.page, chart.page_name), (bar.profiles, chart.profiles_name))):
            at = top + j * 22
            words = known(value, chart.number)
            length = room * (value or 0) / scale if scale else 0
            tail = f"{bar.name}, {name}: {words}"
            canvas.bar((left, at, length, 17), "" if j == 0 else "chart__bar--c1", tail, hatch if j == 0 else "")
            css = "chart__value chart__value--end " + ("chart__value--soft" if j == 0 else "chart__value--strong")
            canvas.text(width, at + 13, css, words)
    return canvas.close(chart.title, chart.summary, "chart__svg--wide" if wide else "chart__svg--narrow")


def _nameat_index(canvas: Canvas, name: str, middle: float, room: float) -> None:
    """Write a row's name beside its bars, on two lines when it is long."""
    most = int((room - 20) / CHARACTER)
    if len(name) <= most:
        canvas.text(0, middle, "chart__label", name)
        return
    cut = name.rfind(" ", 0, most + 1)
    first, second = (name[:cut], name[cut + 1 :]) if cut > 0 else (name[:most], name[most:])
    canvas.text(0, middle - 8, "chart__label", first)
    canvas.text(0, middle + 8, "chart__label", second)


def _stacked(chart: BarChart, width: float, *, wide: bool) -> SafeString:
    rows, axis = (50.0, 26.0) if wide else (62.0, 4.0)
    canvas = Canvas(width, rows * len(chart.bars) + axis)
    hatch = _hatch(canvas)
    totals = [(bar.page or 0) + (bar.profiles or 0) for bar in chart.bars]
    ticks = nice_ticks(max(totals, default=0))
    left = max((len(bar.name) for bar in chart.bars), default=0) * CHARACTER + 14 if wide else 0.0
    notes = max((len(bar.note) for bar in chart.bars), default=0) * CHARACTER + 12 if wide else 0.0
    longest = max((len(chart.number(total)) for total in totals), default=1) * 7.6 + 16
    room = width - left - notes - longest
    scale = max(totals, default=0) if not wide else ticks[-1]

    def x(value: float) -> float:
        return left + (room * value / scale if scale else 0)

    if wide:
        for tick in ticks:
            canvas.line(x(tick), 0, x(tick), canvas.height - axis, "chart__grid")
            canvas.text(x(tick), canvas.height - 6, "chart__axis chart__axis--middle", chart.number(tick))
    for i, (bar, total) in enumerate(zip(chart.bars, totals, strict=True)):
        top = i * rows + (8 if wide else 20)
        if wide:
            canvas.text(left - 14, top + 21, "chart__label chart__label--end", bar.name)
            canvas.text(width, top + 21, "chart__value chart__value--end chart__value--soft", bar.note)
        else:
            canvas.text(0, top - 6, "chart__label", bar.name)
            canvas.text(width, top - 6, "chart__value chart__value--end chart__value--soft", bar.note)
        page, profiles = bar.page or 0, bar.profiles or 0
        height = 32.0 if wide else 26.0
        canvas.bar(
            (x(0), top, x(page) - x(0), height), "", f"{bar.name}, {chart.page_name}: {chart.number(page)}", hatch
        )
        tail = f"{bar.name}, {chart.profiles_name}: {chart.number(profiles)}"
        canvas.bar((x(page) + 2, top, x(total) - x(page) - 2, height), "chart__bar--c1", tail)
        inside = chart.number(profiles)
        if x(total) - x(page) > len(inside) * 7.6 + 20:
            canvas.text(x(total) - 10, top + height / 2 + 4, "chart__value--inside chart__value", inside)
        canvas.text(x(total) + 10, top + height / 2 + 4, "chart__value chart__value--strong", chart.number(total))
    return canvas.close(chart.title, chart.summary, "chart__svg--wide" if wide else "chart__svg--narrow")
