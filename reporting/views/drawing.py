"""The charts of the report and of a person's results: what they draw, how they are named and summed up in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.lib import charts, numbers, times
from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import Semester
from reporting.selectors import Curve, Figure, Line, MyResults, OwnShare, Report, Span
from reporting.views import wording

# A page shows this many bars or columns; the table behind them shows all.
BARS = 12
COLUMNS = 30


@dataclass(frozen=True)
class WeekRow:
    """A row of the table behind the curve."""

    semester: str
    weeks: str
    value: str


@dataclass(frozen=True)
class WeeksFigure:
    """The curve of two semesters with its words and its data."""

    title: str
    text: str
    chart: charts.Chart
    source: str
    source_icon: str
    pooled: str
    measure_label: str
    rows: Sequence[WeekRow]


@dataclass(frozen=True)
class CampaignsFigure:
    """The bars of the campaigns with their words."""

    text: str
    chart: charts.Chart | None
    source: str
    source_icon: str
    pooled: str


@dataclass(frozen=True)
class ColumnsFigure:
    """A person's shares as columns with their words."""

    text: str
    chart: charts.Chart
    has_unknown: bool
    has_own: bool
    has_company: bool
    reference: str


# --- The curve -------------------------------------------------------------------------------------------------------
def weeks_title(report: Report) -> str:
    """What the curve is called: the measure it draws, by the week the shares were published in."""
    return _("Clicks by week") if _counts_clicks(report) else _("Views by week")


def _counts_clicks(report: Report) -> bool:
    return report.total is not None and report.total.impressions.value is None


def span_name(span: Span) -> str:
    """“week 6”, or “weeks 3 to 5” where several are shown together."""
    if span.weeks == 1:
        return _("week %(number)s") % {"number": span.first + 1}
    return _("weeks %(first)s to %(last)s") % {"first": span.first + 1, "last": span.last + 1}


def weeks_figure(organisation: Organisation, report: Report) -> WeeksFigure | None:
    """The curve of this semester above the dashed one of the semester before."""
    curve, total = report.curve, report.total
    if curve is None or total is None:
        return None
    both = [(report.semester, curve, total)]
    if report.curve_before is not None and report.before is not None:
        both.append((report.previous, report.curve_before, report.before))
    current, *before = [_series(organisation, *one) for one in both]
    longest = max((one for _semester, one, _line in both), key=lambda one: len(one.by_week))
    text = _finding(report, curve)
    chart = charts.line_chart(
        charts.LineChart(
            title=weeks_title(report),
            summary=text,
            labels=_labels(longest),
            axis_labels=[_("wk 1"), *(str(number) for number in range(2, len(longest.by_week) + 1))],
            label_heading=_("Week"),
            current=current,
            previous=before[0] if before else None,
            marks=_marks(report, curve),
        )
    )
    return WeeksFigure(
        title=weeks_title(report),
        text=text,
        chart=chart,
        source=_source(total, total.figure(curve.measure)),
        source_icon="hash" if curve.measure == "clicks" else "radio",
        pooled=_weeks_pooled(report),
        measure_label=_("Clicks") if curve.measure == "clicks" else _("Views"),
        rows=[row for semester, one, _line in both for row in _week_rows(organisation, semester, one)],
    )


def _series(organisation: Organisation, semester: Semester, curve: Curve, line: Line) -> charts.Series:
    total = numbers.whole(line.figure(curve.measure).value or 0)
    words = _("%(number)s clicks") if curve.measure == "clicks" else _("%(number)s views")
    return charts.Series(
        wording.semester_label(organisation, semester),
        [None if value is None else round(value) for value in curve.by_week],
        words % {"number": total},
    )


def _labels(curve: Curve) -> list[str]:
    labels = []
    for span in curve.spans:
        average = _("%(weeks)s (average)") % {"weeks": span_name(span)} if span.weeks > 1 else span_name(span)
        labels.extend([average] * span.weeks)
    return labels


def _marks(report: Report, curve: Curve) -> list[charts.Mark]:
    names = {row.campaign.pk: str(row.campaign) for row in report.campaigns if row.campaign is not None}
    return [charts.Mark(peak.week, names[peak.campaign]) for peak in curve.peaks if peak.campaign in names]


def _finding(report: Report, curve: Curve) -> str:
    """One sentence that says what the curve shows, and by which week a share counts."""
    note = _("Each share counts in the week it was published.")
    heights = [value or 0 for value in curve.by_week]
    for mark in _marks(report, curve):
        if heights[mark.index] == max(heights):
            return _("The highest week is that of “%(campaign)s”.") % {"campaign": mark.label} + f" {note}"
    return note


def _weeks_pooled(report: Report) -> str:
    both = [curve for curve in (report.curve, report.curve_before) if curve is not None]
    if not any(curve.is_pooled for curve in both):
        return ""
    return _(
        "Weeks that would describe fewer than %(k)s people are shown together, as an average: the line is flat there."
    ) % {"k": report.smallest_group}


def _week_rows(organisation: Organisation, semester: Semester, curve: Curve) -> list[WeekRow]:
    label = wording.semester_label(organisation, semester)
    return [
        WeekRow(label, span_name(span), wording.NOTHING if span.value is None else numbers.whole(span.value))
        for span in curve.spans
    ]


def _source(line: Line, figure: Figure, *, counted: bool = False) -> str:
    if counted or figure is line.clicks:
        return _("Counted by us, %(coverage)s") % {"coverage": wording.coverage(figure)}
    words = _("Declared, %(coverage)s") if wording.tile_source(line) == "declared" else _("Measured, %(coverage)s")
    return words % {"coverage": wording.coverage(figure, line.source)}


# --- The bars --------------------------------------------------------------------------------------------------------
def campaigns_figure(report: Report) -> CampaignsFigure:
    """A bar for each campaign: views where they are measured, else clicks."""
    total = report.total
    measured = total is not None and total.impressions.value is not None
    measure = "impressions" if measured else "clicks"
    text = _("Views of our profiles’ shares.") if measured else _("Clicks to the site.")
    bars = [
        charts.Bar(
            name=wording.campaign_name(row),
            page=None,
            profiles=row.line.figure(measure).value,
            note=shares_words(row.line.shares),
        )
        for row in report.campaigns[:BARS]
    ]
    chart = None
    if total is not None and any(bar.profiles for bar in bars):
        chart = charts.bar_chart(
            charts.BarChart(
                title=_("By campaign"),
                summary=text,
                page_name="",
                profiles_name=_("Views") if measured else _("Clicks"),
                bars=bars,
                name_heading=_("Campaign"),
                note_heading=_("Shares"),
                stacked=True,
            )
        )
    return CampaignsFigure(
        text=text,
        chart=chart,
        source=_source(total, total.figure(measure)) if total is not None else "",
        source_icon="radio" if measured else "hash",
        pooled=_campaigns_pooled(report),
    )


def shares_words(count: int) -> str:
    """“128 shares”."""
    return ngettext("%(count)s share", "%(count)s shares", count) % {"count": numbers.whole(count)}


def _campaigns_pooled(report: Report) -> str:
    pooled = next((row.pooled for row in report.campaigns if row.pooled), 0)
    if not pooled:
        return ""
    if len(report.campaigns) == 1:
        return _("Campaigns are not shown apart: on their own they would describe fewer than %(k)s people.") % {
            "k": report.smallest_group
        }
    return _(
        "“Other campaigns” are those that would describe fewer than %(k)s people on their own or by subtraction."
    ) % {"k": report.smallest_group}


# --- A person's columns ----------------------------------------------------------------------------------------------
def own_columns(mine: MyResults) -> ColumnsFigure | None:
    """A person's shares, the oldest on the left; their own craft in the second colour."""
    shown = [*reversed(mine.shares)][-COLUMNS:]
    if len(shown) < 2:
        return None
    views = mine.measure == "impressions"
    count = shares_words(len(shown))
    text = (_("Views of your %(shares)s.") if views else _("Clicks of your %(shares)s.")) % {"shares": count}
    usual = None if mine.median_before is None else round(mine.median_before)
    chart = charts.column_chart(
        charts.ColumnChart(
            title=text,
            summary=_summary(mine, usual),
            columns=[
                charts.Column(
                    name=f"{times.short_date(own.row.published_at)}, {own.share.title or own.share.text[:40]}",
                    value=mine.value(own),
                    axis=_month(own, shown[index - 1] if index else None),
                    own=own.is_own_craft,
                )
                for index, own in enumerate(shown)
            ],
            value_heading=_("Views") if views else _("Clicks"),
            name_heading=_("Share"),
            unknown=_("not known"),
            reference=usual,
        )
    )
    return ColumnsFigure(
        text=text,
        chart=chart,
        has_unknown=any(mine.value(own) is None for own in shown),
        has_own=any(own.is_own_craft for own in shown),
        has_company=any(not own.is_own_craft for own in shown),
        reference="" if usual is None else numbers.whole(usual),
    )


def _month(own: OwnShare, before: OwnShare | None) -> str:
    """The month, under its first column only."""

    def month(one: OwnShare) -> str:
        return date_format(timezone.localtime(one.row.published_at), "N")

    return "" if before and month(before) == month(own) else month(own)


def _summary(mine: MyResults, usual: int | None) -> str:
    values = [value for own in mine.shares if (value := mine.value(own)) is not None]
    if not values:
        return _("No figure is known yet.")
    said = _("From %(least)s to %(most)s.") % {
        "least": numbers.whole(min(values)),
        "most": numbers.whole(max(values)),
    }
    if usual is None:
        return said
    return said + " " + _("Your middle value before: %(usual)s.") % {"usual": numbers.whole(usual)}
