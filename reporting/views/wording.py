"""Figures in words: values, comparisons, coverage, cautions. The same sentences on the page and in the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from advocacy.lib import numbers, times
from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import Semester
from advocacy.organisations.states import SemesterCalendar
from reporting.selectors import CampaignLine, Extent, Figure, Line, Report, Why
from reporting.states import Source

# Two coverages this close are compared; further apart, a change of the figure may be a change of what is measured.
COMPARABLE = 0.1
# A change below this is no change worth a word.
STABLE = 0.02
NOTHING = "—"


@dataclass(frozen=True)
class Tile:
    """What a figure tile says."""

    label: str
    value: str
    source: str
    coverage: str
    change: str = ""
    change_tone: str = ""
    comparison: str = ""


@dataclass(frozen=True)
class Change:
    """How a figure compares with an earlier one."""

    text: str = ""
    tone: str = ""
    comparison: str = ""


# --- Semesters -------------------------------------------------------------------------------------------------------
def _year(organisation: Organisation, semester: Semester) -> str:
    """2026; 2025-2026 where the first semester does not start in January."""
    january = organisation.semester_starts == SemesterCalendar.JANUARY
    return str(semester.year) if january else f"{semester.year}-{semester.year + 1}"


def semester_name(organisation: Organisation, semester: Semester) -> str:
    """How a sentence names it: “first semester of 2026”."""
    values = {"year": _year(organisation, semester)}
    if semester.half == 1:
        return _("first semester of %(year)s") % values
    return _("second semester of %(year)s") % values


def semester_label(organisation: Organisation, semester: Semester) -> str:
    """How a chart and a list name it: “S1 2026”."""
    values = {"year": _year(organisation, semester)}
    return (_("S1 %(year)s") if semester.half == 1 else _("S2 %(year)s")) % values


def report_title(organisation: Organisation, semester: Semester) -> str:
    """The report's own name."""
    return _("Our voices, %(semester)s") % {"semester": semester_name(organisation, semester)}


# --- Figures ---------------------------------------------------------------------------------------------------------
def value(figure: Figure) -> str:
    """The number as the page's language writes it, or a dash."""
    return NOTHING if figure.value is None else numbers.whole(figure.value)


def rate(line: Line) -> str:
    """The engagement rate, or a dash."""
    return NOTHING if line.rate is None else numbers.percent(line.rate, 1)


def why(figure: Figure) -> str:
    """Why a figure is not there; nothing when it is."""
    if figure.why == Why.TOO_FEW:
        return _("too few people measured to show")
    return _("not measured") if figure.why == Why.NOT_MEASURED else ""


def coverage(figure: Figure, source: str = "") -> str:
    """How much of what was made has this figure: “92 of 117”, or in words where the number would say too much."""
    if figure.why == Why.TOO_FEW:
        return ""
    if figure.known is not None:
        text = _("%(known)s of %(made)s") % {
            "known": numbers.whole(figure.known),
            "made": numbers.whole(figure.made),
        }
        text = text.replace(" ", numbers.NO_BREAK_SPACE)
    else:
        text = _extents()[figure.extent]
    return _("%(coverage)s, some of it declared") % {"coverage": text} if source == "mixed" else text


def _extents() -> Mapping[Extent, str]:
    return {
        Extent.ALL: _("every share"),
        Extent.NEARLY_ALL: _("nearly every share"),
        Extent.MOST: _("most shares"),
        Extent.SOME: _("less than half of the shares"),
        Extent.NONE: _("no share"),
    }


def source_words(line: Line) -> str:
    """Who gave the figures of a line: “measured”, “declared”, “mixed”, “not measured”; or that too few did."""
    if line.impressions.why == Why.TOO_FEW:
        return pgettext("figures", "too few people")
    return {
        Source.NETWORK: pgettext("figures", "measured"),
        Source.IMPORT: pgettext("figures", "imported"),
        Source.DECLARED: pgettext("figures", "declared"),
        "mixed": pgettext("figures", "mixed"),
    }.get(line.source, pgettext("figures", "not measured"))


def is_measured(report: Report) -> bool:
    """Say whether anything beside clicks may be shown: tables without it have no columns of dashes."""
    total = report.total
    return total is not None and any(
        figure.value is not None for figure in (total.impressions, total.members_reached, total.engagements)
    )


def tile_source(line: Line) -> str:
    """Which of the tile's three sources stands under a network's figure."""
    return "declared" if line.sources and Source.NETWORK not in line.sources else "measured"


def change(now: Figure, before: Figure | None, *, whole_period: bool) -> Change:
    """Compare with an earlier figure, where the two can be compared; else say the earlier one, and why not."""
    if before is None or before.value is None or now.value is None:
        return Change(comparison=why(now))
    earlier = {"number": numbers.whole(before.value)}
    if not whole_period:
        return Change(comparison=_("%(number)s in the whole of the one before") % earlier)
    if not _comparable(now, before):
        return Change(comparison=_("%(number)s before, measured on another part") % earlier)
    if before.value == 0:
        return Change(comparison=_("%(number)s before") % earlier)
    ratio = (now.value - before.value) / before.value
    if abs(ratio) < STABLE:
        return Change(comparison=_("%(number)s before, stable") % earlier)
    return Change(numbers.signed_percent(ratio), "up" if ratio > 0 else "down", _("%(number)s before") % earlier)


def _comparable(now: Figure, before: Figure) -> bool:
    if now.known is None or before.known is None:
        return now.extent == before.extent
    return abs(now.known / now.made - before.known / before.made) <= COMPARABLE if now.made and before.made else False


def tile(label: str, figure: Figure, line: Line, compared: Change, *, counted: bool = False) -> Tile:
    """A figure tile: the value, what it is compared with, who says so and how much of it is known."""
    return Tile(
        label=label,
        value=value(figure),
        source="counted" if counted else tile_source(line),
        coverage=coverage(figure, "" if counted else line.source),
        change=compared.text,
        change_tone=compared.tone,
        comparison=compared.comparison,
    )


def freshness(moment: datetime | None) -> str:
    """How old the figures are."""
    if moment is None:
        return ""
    return _("Last figures read %(moment)s.") % {"moment": times.near(moment)}


def campaign_name(row: CampaignLine) -> str:
    """What a campaign's line is called."""
    if row.pooled:
        return _("Other campaigns")
    return str(row.campaign) if row.campaign else _("Outside campaigns")


# --- Cautions --------------------------------------------------------------------------------------------------------
@dataclass
class Cautions:
    """What a reader of this report has to know, in a few sentences."""

    sentences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return " ".join(self.sentences)


def cautions(report: Report) -> Cautions:
    """The sentences that keep a reader from concluding too much from these figures."""
    said = Cautions()
    total = report.total
    if total is None:
        return said
    if total.impressions.value is not None:
        said.sentences.append(_("A view is not a person: the same one may count several times."))
        said.sentences.extend(_unmeasured(total.impressions))
    elif total.impressions.why == Why.TOO_FEW:
        said.sentences.append(
            _("Views, reactions and comments come from fewer than %(k)s people: they are not shown.")
            % {"k": report.smallest_group}
        )
    else:
        said.sentences.append(
            _("No network has given views, reactions or comments for these shares. Clicks are counted here, by us.")
        )
    if report.is_running:
        said.sentences.append(_("This semester is not over: its figures are not compared with a whole one."))
    elif report.ambassadors_before is not None and report.ambassadors != report.ambassadors_before:
        said.sentences.append(_team_changed(report.ambassadors - report.ambassadors_before))
    return said


def _unmeasured(impressions: Figure) -> list[str]:
    if impressions.known is None:
        if impressions.extent == Extent.ALL:
            return []
        return [_("Views are known for %(extent)s.") % {"extent": _extents()[impressions.extent]}]
    missing = impressions.made - impressions.known
    if not missing:
        return []
    return [
        ngettext(
            "%(count)s share has no figure from its network and is not in the views.",
            "%(count)s shares have no figure from their network and are not in the views.",
            missing,
        )
        % {"count": numbers.whole(missing)}
    ]


def _team_changed(difference: int) -> str:
    count = {"count": numbers.whole(abs(difference))}
    if difference > 0:
        return (
            ngettext(
                "One more person shared than in the semester before.",
                "%(count)s more people shared than in the semester before.",
                difference,
            )
            % count
        )
    return (
        ngettext(
            "One person fewer shared than in the semester before.",
            "%(count)s people fewer shared than in the semester before.",
            -difference,
        )
        % count
    )
