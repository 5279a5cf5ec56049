"""One drawing: its pieces, its scale, its hatch, and the table of the same figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, TypeVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from advocacy.lib.charts.figures import Formatter

_T = TypeVar("_T")
# Ids of titles and hatches must differ when a page holds several charts.
ids = count(1)
CHARACTER: Final = 6.9  # the width of an average character at 12 px
WIDE: Final = 816
NARROW: Final = 326


@dataclass
class Canvas:
    """The pieces of one drawing."""

    width: float
    height: float
    parts: list[SafeString] = field(default_factory=list)

    def add(self, html: str, *values: object) -> None:
        self.parts.append(format_html(html, *values))

    def text(self, x: float, y: float, css: str, words: str) -> None:
        self.add('<text x="{}" y="{}" class="{}">{}</text>', n(x), n(y), css, words)

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        self.add('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', n(x1), n(y1), n(x2), n(y2), css)

    def bar(self, box: tuple[float, float, float, float], css: str, title: str, fill: str = "") -> None:
        x, y, width, height = box
        self.add(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="2" class="{}"{}><title>{}</title></rect>',
            n(x), n(y), n(max(width, 0)), n(max(height, 0)), css,
            format_html(' fill="{}"', fill) if fill else "", title,
        )  # fmt: skip

    def close(self, title: str, summary: str, css: str) -> SafeString:
        number = next(ids)
        return format_html(
            '<svg class="chart__svg {}" viewBox="0 0 {} {}" role="img" aria-labelledby="chart-{}-t chart-{}-d"'
            ' focusable="false"><title id="chart-{}-t">{}</title><desc id="chart-{}-d">{}</desc>{}</svg>',
            css, n(self.width), n(self.height), number, number, number, title, number, summary,
            mark_safe("".join(self.parts)),  # noqa: S308 - every part went through format_html
        )  # fmt: skip


def n(value: float) -> str:
    """Write a coordinate."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def nice_ticks(largest: float, most: int = 4) -> list[int]:
    """Return round values from 0 up to at least `largest`, in `most` steps at the most: 0, 6 000, 12 000, 18 000."""
    if largest <= 0:
        return [0, 1]
    rough = largest / most
    power = 10 ** math.floor(math.log10(rough))
    step = max(
        1, math.ceil(next(power * nice for nice in (1, 2, 2.5, 3, 4, 5, 6, 8, 10) if power * nice >= rough - 1e-9))
    )
    return [step * i for i in range(math.ceil(largest / step) + 1)]


def data_table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> SafeString:
    """Return a table of figures: the first column names, the others are numbers."""
    head = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((mark_safe(' class="num"') if i else "", heading) for i, heading in enumerate(headings)),
    )
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        (
            (
                format_html('<th scope="row">{}</th>', row[0])
                + format_html_join("", '<td class="num">{}</td>', ((cell,) for cell in row[1:])),
            )
            for row in rows
        ),
    )
    return format_html(
        '<div class="table-card__scroll" tabindex="0" role="region" aria-label="{}"><table class="table">'
        '<caption class="visually-hidden">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        caption, caption, head, body,
    )  # fmt: skip


def known(value: int | None, number: Formatter) -> str:
    """Write a value, or a dash where nothing is known."""
    return "–" if value is None else number(value)


def at_index(values: Sequence[_T], index: int) -> _T | None:
    """Return the value there, or None."""
    return values[index] if 0 <= index < len(values) else None


def join(svgs: Sequence[SafeString]) -> SafeString:
    """Put the wide and the narrow drawing one after the other."""
    return format_html_join("", "{}", ((svg,) for svg in svgs))
