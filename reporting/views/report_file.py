"""The report as a table: the figures of the screen, with who says so and how much of it is known.

What a network told us about one person's posts is shown in the product and does not leave it: a person's line carries
their shares and clicks, and what they imported or declared themself. Totals carry everything.
"""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advocacy.lib import csv
from advocacy.organisations.models import Organisation
from reporting.selectors import Line, PeopleTable, Report
from reporting.selectors.figures import may_leave
from reporting.views import drawing, wording

Row = list[csv.Cell]


def headers() -> list[str]:
    """The columns, in the language of the page."""
    return [
        _("Part"),
        _("Name"),
        _("Shares"),
        _("Views"),
        _("People reached"),
        _("Interactions"),
        _("Interaction rate"),
        _("Clicks to the site"),
        _("Shares with views"),
        _("Who says so"),
        _("Note"),
    ]


def content(organisation: Organisation, report: Report) -> bytes:
    """The file: the total and what it is compared with, the weeks, the campaigns, the people."""
    language = get_language() or "en"
    return csv.table(headers(), rows(organisation, report), language=language)


def rows(organisation: Organisation, report: Report) -> Iterator[Row]:
    """Every row under the headers."""
    total = report.total
    if total is None:
        yield [_("Total"), wording.semester_name(organisation, report.semester), *[None] * 8, nothing_to_show(report)]
        return
    for semester, line in (
        (report.semester, total),
        (report.previous, report.before),
        (report.year_before, report.year_ago),
    ):
        if line is not None:
            yield row(_("Total"), wording.semester_name(organisation, semester), line)
    yield from week_rows(organisation, report)
    for one in report.campaigns:
        note = pooled_note(report) if one.pooled else ""
        yield row(_("Campaign"), wording.campaign_name(one), one.line, note)
    if report.people is not None:
        yield from people_rows(report.people)


def nothing_to_show(report: Report) -> str:
    """Why the file has no figures."""
    if report.too_few:
        return _("Fewer than %(k)s people shared: figures would describe somebody.") % {"k": report.smallest_group}
    return _("Nothing has been shared in this semester.")


def pooled_note(report: Report) -> str:
    """Why campaigns stand together."""
    return _("together, because alone they would describe fewer than %(k)s people") % {"k": report.smallest_group}


def row(part: str, name: str, line: Line, note: str = "") -> Row:
    """A line with everything it has."""
    missing = wording.why(line.impressions)
    return [
        part,
        name,
        line.shares,
        line.impressions.value,
        line.members_reached.value,
        line.engagements.value,
        None if line.rate is None else round(line.rate, 4),
        line.clicks.value,
        line.impressions.known,
        wording.source_words(line),
        note or (_("views: %(reason)s") % {"reason": missing} if missing else ""),
    ]


def week_rows(organisation: Organisation, report: Report) -> Iterator[Row]:
    """The curve's weeks, those shown together as one row. Only the measure the curve draws."""
    for semester, curve in ((report.semester, report.curve), (report.previous, report.curve_before)):
        for span in curve.spans if curve else ():
            values = [span.value, None] if curve and curve.measure == "impressions" else [None, span.value]
            name = f"{wording.semester_label(organisation, semester)}, {drawing.span_name(span)}"
            views, clicks = values
            yield [_("Week"), name, None, views, None, None, None, clicks, None, "", ""]


def people_rows(people: PeopleTable) -> Iterator[Row]:
    """People by name, then everybody else. What a network told about one person stays in the product."""
    for one in people.named:
        yield person_row(str(one.membership), one.line, own=may_leave(one.line))
    if people.rest is not None:
        yield person_row(_("%(count)s other people") % {"count": people.rest_count}, people.rest, own=False)


def person_row(name: str, line: Line, *, own: bool) -> Row:
    """One person's shares and clicks; the rest only where it is their own word."""
    stays = "" if own or not line.sources else _("what the network told stays in the product")
    return [
        _("Person"),
        name,
        line.shares,
        line.impressions.value if own else None,
        line.members_reached.value if own else None,
        line.engagements.value if own else None,
        round(line.rate, 4) if own and line.rate is not None else None,
        line.clicks.value,
        line.impressions.known if own else None,
        wording.source_words(line),
        stays,
    ]
