"""What charts are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from advocacy.lib.numbers import whole

Formatter = Callable[[int], str]


@dataclass(frozen=True)
class Chart:
    """A drawing, and the same figures as a table."""

    svg: SafeString
    table: SafeString


@dataclass(frozen=True)
class Series:
    """One line: its name, its values (None where nothing is known), and what its end says under the name."""

    name: str
    values: Sequence[int | None]
    end_note: str = ""


@dataclass(frozen=True)
class Mark:
    """A point of the current line that deserves a word."""

    index: int
    label: str


@dataclass(frozen=True)
class LineChart:
    """Weeks of a semester, and of the one before, dashed."""

    title: str
    summary: str
    labels: Sequence[str]
    current: Series
    previous: Series | None = None
    marks: Sequence[Mark] = ()
    label_heading: str = ""
    # "sem. 1", "6", "11"…: every how many labels one is written.
    tick_every: int = 5
    # How a label reads on the axis; the table keeps the full one.
    axis_labels: Sequence[str] = ()
    number: Formatter = whole


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: the page's value, the profiles' value, and a note at the far right."""

    name: str
    page: int | None
    profiles: int | None
    note: str = ""


@dataclass(frozen=True)
class BarChart:
    """Page and profiles, one bar each or end to end."""

    title: str
    summary: str
    page_name: str
    profiles_name: str
    bars: Sequence[Bar]
    name_heading: str = ""
    note_heading: str = ""
    stacked: bool = False
    # Each row on its own scale: for figures that are not of one kind (posts, views, clicks).
    own_scale: bool = False
    number: Formatter = whole


@dataclass(frozen=True)
class Column:
    """One column: its value (None where the network gives none), its words in full, and the word under it if any."""

    name: str
    value: int | None
    axis: str = ""
    own: bool = False


@dataclass(frozen=True)
class ColumnChart:
    """A person's shares one by one, their own craft in the second colour, with a line at the usual value."""

    title: str
    summary: str
    columns: Sequence[Column]
    value_heading: str
    name_heading: str = ""
    unknown: str = "–"
    reference: int | None = None
    number: Formatter = whole
