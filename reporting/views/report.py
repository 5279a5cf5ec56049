"""The semester's report: one page for everybody, with names for those who may see them; the same figures as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from advocacy.lib import numbers
from advocacy.organisations.selectors import Semester
from advocacy.people.access import MemberView
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from reporting import selectors
from reporting.selectors import Report
from reporting.services.viewing import record_export, record_named_view
from reporting.views import drawing, report_file, wording


class SemesterView(MemberView):
    """What the page and the file share: which semester, and its figures as this reader may see them."""

    def chosen(self) -> Semester:
        """The semester the address names; 404 for one that is not, or has not begun."""
        semester = selectors.semester_named(self.organisation, self.request.GET.get("semester", ""))
        if semester is None:
            raise Http404
        return semester

    def report(self, semester: Semester) -> Report:
        """Its figures."""
        return selectors.semester_report(self.organisation, semester, viewer=self.membership)


class ReportView(SemesterView):
    """The report on screen and on paper. Showing it with names is journalled, and the people named are told."""

    permission = Permission.RESULTS_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        semester = self.chosen()
        report = self.report(semester)
        record_named_view(
            actor=self.membership,
            organisation=self.organisation,
            semester=semester.key,
            people=report.people,
            door="page",
        )
        return self.page("reporting/report.html", self.context(semester, report))

    def context(self, semester: Semester, report: Report) -> dict[str, Any]:
        """Everything the page says."""
        organisation = self.organisation
        context: dict[str, Any] = {
            "report": report,
            "title": wording.report_title(organisation, semester),
            "semester_name": wording.semester_name(organisation, semester),
            "semester_label": wording.semester_label(organisation, semester),
            "semesters": [
                {
                    "label": wording.semester_label(organisation, one),
                    "href": f"{self.url('reporting:report')}?semester={one.key}",
                    "current": one == semester,
                }
                for one in selectors.semesters(organisation)
            ],
            "may_export": self.membership.can(Permission.RESULTS_EXPORT),
            "csv_url": f"{self.url('reporting:report_csv')}?semester={semester.key}",
            "sections": self.sections(report),
            "smallest_group": report.smallest_group,
        }
        if report.total is not None:
            context |= self.figures(report)
        return context

    def figures(self, report: Report) -> dict[str, Any]:
        """The parts that exist only when there is something to show."""
        organisation = self.organisation
        return {
            "tiles": essentials(report),
            "more": more(report),
            "essentials_text": essentials_text(organisation, report),
            "cautions": wording.cautions(report).sentences,
            "is_measured": wording.is_measured(report),
            "weeks": drawing.weeks_figure(organisation, report),
            "weeks_title": drawing.weeks_title(report),
            "campaigns": drawing.campaigns_figure(report),
            "campaign_rows": [campaign_row(row) for row in report.campaigns],
            "people": people_table(report),
            "own": own_row(report, self.membership),
        }

    def sections(self, report: Report) -> list[dict[str, str]]:
        """The list of contents."""
        listed = []
        if report.total is not None:
            listed.append(("essentials", _("The essentials")))
            if report.curve is not None or report.curve_is_too_coarse:
                listed.append(("weeks", drawing.weeks_title(report)))
            listed.append(("campaigns", _("By campaign")))
            if report.people is not None or report.own is not None:
                listed.append(("people", _("By person")))
        listed.append(("method", _("How we count")))
        return [{"id": key, "label": label} for key, label in listed]


class ReportFileView(SemesterView):
    """The report's figures as a table for a spreadsheet. An export is a read; it is journalled."""

    permission = Permission.RESULTS_EXPORT

    def get(self, request: HttpRequest) -> HttpResponse:
        semester = self.chosen()
        report = self.report(semester)
        record_named_view(
            actor=self.membership,
            organisation=self.organisation,
            semester=semester.key,
            people=report.people,
            door="file",
        )
        record_export(actor=self.membership, organisation=self.organisation, semester=semester.key)
        response = HttpResponse(report_file.content(self.organisation, report), content_type="text/csv; charset=utf-8")
        name = f"{self.organisation.slug}-{semester.key}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class DefinitionsView(MemberView):
    """The five things that are counted, and why they are never added together."""

    permission = Permission.RESULTS_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("reporting/definitions.html", {"smallest_group": self.organisation.smallest_group})


# --- The parts of the page -------------------------------------------------------------------------------------------
def essentials(report: Report) -> list[wording.Tile]:
    """The four figures of the first screen."""
    total, before = report.total, report.before
    if total is None:
        return []
    whole = not report.is_running

    def tile(label: str, measure: str, *, counted: bool = False) -> wording.Tile:
        earlier = before.figure(measure) if before else None
        compared = wording.change(total.figure(measure), earlier, whole_period=whole)
        return wording.tile(label, total.figure(measure), total, compared, counted=counted)

    return [
        tile(_("Views"), "impressions"),
        tile(_("Interactions"), "engagements"),
        tile(_("Clicks to the site"), "clicks", counted=True),
        ambassadors_tile(report),
    ]


def ambassadors_tile(report: Report) -> wording.Tile:
    """How many people shared: a count of people, never a list."""
    comparison, changed = "", ""
    if report.ambassadors_before is not None and not report.is_running:
        difference = report.ambassadors - report.ambassadors_before
        changed = numbers.signed(difference) if difference else ""
        comparison = _("%(number)s before") % {"number": numbers.whole(report.ambassadors_before)}
    if report.volunteers is not None:
        comparison = _("of %(number)s volunteers") % {"number": numbers.whole(report.volunteers)}
    return wording.Tile(
        label=_("Active ambassadors"),
        value=numbers.whole(report.ambassadors),
        source="counted",
        coverage=_("by us"),
        change=changed,
        comparison=comparison,
    )


def more(report: Report) -> list[dict[str, str]]:
    """The figures beside the four: smaller, each with what it covers."""
    total = report.total
    if total is None:
        return []
    reached, rated = total.members_reached, total.rate is not None
    return [
        {"label": _("Shares"), "value": numbers.whole(total.shares), "note": _("published by our ambassadors")},
        {
            "label": _("People reached"),
            "value": wording.value(reached),
            "note": wording.why(reached)
            or _("added up share by share, %(coverage)s") % {"coverage": wording.coverage(reached)},
        },
        {
            "label": _("Interactions per 100 views"),
            "value": numbers.decimal(total.rate * 100) if total.rate is not None else wording.NOTHING,
            "note": _("of the shares that have both") if rated else _("not measured"),
        },
    ]


def essentials_text(organisation: Any, report: Report) -> str:
    """What stands under the section's title: compared with what, what interactions are, how old the figures are."""
    sentences = []
    if report.before is not None:
        name = wording.semester_name(organisation, report.previous)
        sentences.append(_("Compared with the %(semester)s.") % {"semester": name})
    sentences.append(_("Interactions are reactions, comments and reshares."))
    if report.year_ago is not None and report.total is not None:
        sentences.extend(year_ago(organisation, report))
    if report.total is not None and report.total.as_of is not None:
        sentences.append(wording.freshness(report.total.as_of))
    return " ".join(sentences)


def year_ago(organisation: Any, report: Report) -> list[str]:
    """The same semester a year before, when it is another one than the semester before and can be told."""
    figure = report.year_ago.impressions if report.year_ago else None
    if figure is None or figure.value is None:
        return []
    name = wording.semester_name(organisation, report.year_before)
    return [_("The %(semester)s had %(number)s views.") % {"semester": name, "number": numbers.whole(figure.value)}]


def cells(line: selectors.Line) -> dict[str, str]:
    """A line of a table, each figure written or a dash."""
    return {
        "shares": numbers.whole(line.shares),
        "impressions": wording.value(line.impressions),
        "reached": wording.value(line.members_reached),
        "engagements": wording.value(line.engagements),
        "rate": wording.rate(line),
        "clicks": wording.value(line.clicks),
        "source": wording.source_words(line),
    }


def campaign_row(row: selectors.CampaignLine) -> dict[str, Any]:
    """A campaign's line of the table."""
    return {"name": wording.campaign_name(row), "pooled": row.pooled, **cells(row.line)}


def people_table(report: Report) -> dict[str, Any] | None:
    """The named lines, everybody else, and the total; None for who may not see names."""
    people = report.people
    if people is None or report.total is None:
        return None
    return {
        "named": [{"membership": one.membership, **cells(one.line)} for one in people.named],
        "rest": cells(people.rest) if people.rest else None,
        "rest_count": people.rest_count,
        "held_back": people.held_back,
        "total": cells(report.total),
    }


def own_row(report: Report, reader: Membership) -> dict[str, Any] | None:
    """The reader's own line, shown to them alone."""
    if report.own is None:
        return None
    named = report.people.named if report.people else ()
    return {
        **cells(report.own),
        "held_back": report.own_is_held_back,
        "is_named": any(one.membership.pk == reader.pk for one in named),
    }
