"""Charts as inline SVG made on the server, with the same figures as a table.

Colours and type come from CSS classes, so a chart follows the theme and a strict content policy. Every chart carries a
title and a summary for those who hear it; a dash, a hatch or a label beside every difference that colour shows. Charts
drawn for a wide column come with a narrow twin whose text stays legible on a phone; CSS shows one of the two.
"""

from advocacy.lib.charts.bars import bar_chart
from advocacy.lib.charts.canvas import data_table, nice_ticks
from advocacy.lib.charts.columns import column_chart
from advocacy.lib.charts.figures import (
    Bar,
    BarChart,
    Chart,
    Column,
    ColumnChart,
    LineChart,
    Mark,
    Series,
)
from advocacy.lib.charts.lines import line_chart

__all__ = [
    "Bar",
    "BarChart",
    "Chart",
    "Column",
    "ColumnChart",
    "LineChart",
    "Mark",
    "Series",
    "bar_chart",
    "column_chart",
    "data_table",
    "line_chart",
    "nice_ticks",
]
