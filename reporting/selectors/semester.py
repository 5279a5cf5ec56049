"""The report of a semester: the one set of figures that the page, the file and the API show.

Names follow people's own choice and nothing else (`disclosure` says how the rest is kept safe). Every figure is read
from the running totals as they are now, with the consents of this moment.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from advocacy.lib.folding import fold
from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import Semester, semester_at, semester_before, semester_by_key
from advocacy.organisations.selectors import semester as semester_of
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from advocacy.programme.models import Enrolment, Programme
from advocacy.programme.states import EnrolmentState
from content_library.models import Campaign
from reporting.models import ShareStat
from reporting.selectors import disclosure, figures, weeks
from reporting.selectors.disclosure import Measure, People, Veil
from reporting.selectors.figures import Line, Row, Sight
from reporting.selectors.weeks import Curve

OTHERS = "others"
# What is asked of the people who contribute before anything is shown, the rate apart: it has guards of its own.
GUARDED = tuple(figures.PUBLISHED)
Cell = int | str | None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One campaign; or, without one, the shares outside campaigns; or several that cannot be shown apart."""

    line: Line
    campaign: Campaign | None = None
    pooled: int = 0


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person who agreed to be named."""

    membership: Membership
    line: Line


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Who agreed to be named, by name; everybody else as one line."""

    named: tuple[PersonLine, ...]
    rest: Line | None
    rest_count: int
    # How many agreed but stand in the group this semester, so that it is large enough.
    held_back: int


@dataclass(frozen=True, slots=True)
class Report:
    """A semester as one reader may see it. `total` is None when nothing can be shown, for want of shares or people."""

    semester: Semester
    previous: Semester
    year_before: Semester
    is_running: bool
    smallest_group: int
    total: Line | None = None
    too_few: bool = False
    before: Line | None = None
    year_ago: Line | None = None
    ambassadors: int = 0
    ambassadors_before: int | None = None
    volunteers: int | None = None
    campaigns: tuple[CampaignLine, ...] = ()
    curve: Curve | None = None
    curve_before: Curve | None = None
    # There would be one, but too few people share each week.
    curve_is_too_coarse: bool = False
    people: PeopleTable | None = None
    own: Line | None = None
    own_is_held_back: bool = False
    aim: str = ""
    objective: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nobody shared anything in this semester."""
        return self.total is None and not self.too_few


@dataclass(frozen=True, slots=True)
class Part:
    """One semester's shares cut the way they are published."""

    rows: Sequence[Row]
    veil: Veil
    total: Line
    cells: Mapping[int | None, Cell]
    lines: Mapping[Cell, Line]
    sight: Sight


def semesters(organisation: Organisation, *, now: datetime | None = None) -> list[Semester]:
    """Return the semesters there is something to say about, the present one first. One query."""
    current = semester_at(organisation, now)
    first = ShareStat.objects.aggregate(first=Min("published_at"))["first"]
    result = [current]
    while first is not None and result[-1].starts_at > first and len(result) < 20:
        result.append(semester_before(organisation, result[-1]))
    return result


def semester_named(organisation: Organisation, key: str, *, now: datetime | None = None) -> Semester | None:
    """Return the semester a URL names: the present one for "", None for nonsense and for one that has not begun."""
    moment = now or timezone.now()
    chosen = semester_by_key(organisation, key) if key else semester_at(organisation, moment)
    return chosen if chosen is not None and chosen.starts_at <= moment else None


def semester_report(
    organisation: Organisation, semester: Semester, *, viewer: Membership, now: datetime | None = None
) -> Report:
    """Return the report of a semester as `viewer` may see it, in a constant number of queries.

    Named lines are for holders of RESULTS_EXPORT; everybody sees the totals, the campaigns and their own line.
    """
    moment = now or timezone.now()
    k = organisation.smallest_group
    previous = semester_before(organisation, semester)
    year_before = semester_of(organisation, semester.year - 1, semester.half)
    rows = figures.rows_between(previous.starts_at, semester.ends_at)
    current_rows = [row for row in rows if row.published_at >= semester.starts_at]
    rows_before = [row for row in rows if row.published_at < semester.starts_at]
    enrolments = enrolled()
    named = willing(enrolments)
    programme = Programme.objects.first()
    own_rows = [row for row in current_rows if row.person == viewer.pk]
    blank = Report(
        semester,
        previous,
        year_before,
        is_running=moment < semester.ends_at,
        smallest_group=k,
        own=figures.line(own_rows) if own_rows else None,
        aim=_in_words(programme.aims, viewer, organisation) if programme else "",
        objective=programme.get_objective_display() if programme else "",
    )
    now_part = part_of(current_rows, named, semester, k)
    before_part = part_of(rows_before, named, previous, k)
    year_part = part_of(figures.rows_between(year_before.starts_at, year_before.ends_at), named, year_before, k)
    if now_part is None:
        return replace(blank, too_few=bool(current_rows))
    contributors = frozenset(row.person for row in current_rows)
    measure = _curve_measure(now_part)
    curve = _curve(now_part, measure, semester, k, moment)
    curve_before = _curve(before_part, measure, previous, k, moment) if before_part else None
    return replace(
        blank,
        total=now_part.total,
        before=before_part.total if before_part else None,
        year_ago=year_part.total if year_part else None,
        ambassadors=len(contributors),
        ambassadors_before=len({row.person for row in rows_before}) if before_part else None,
        volunteers=_volunteers(enrolments, contributors, k) if moment < semester.ends_at else None,
        campaigns=_campaign_lines(now_part),
        curve=None if curve is None or curve.is_too_coarse else curve,
        curve_before=None if curve_before is None or curve_before.is_too_coarse else curve_before,
        curve_is_too_coarse=curve is not None and curve.is_too_coarse,
        people=_people(now_part, named) if viewer.can(Permission.RESULTS_EXPORT) else None,
        own_is_held_back=viewer.pk in now_part.veil.held_back,
    )


def enrolled() -> list[Enrolment]:
    """Everybody who is enrolled, with their membership and user. Those who left are not: their name is gone at once."""
    rows = Enrolment.objects.exclude(state=EnrolmentState.LEFT).select_related("membership__user")
    return list(rows)


def willing(enrolments: Iterable[Enrolment]) -> dict[int, Membership]:
    """Who agreed to be named, by membership."""
    return {e.membership_id: e.membership for e in enrolments if e.show_name and e.membership.left_at is None}


def _in_words(texts: Mapping[str, str], viewer: Membership, organisation: Organisation) -> str:
    """The viewer's language, else the organisation's, else whatever there is."""
    return texts.get(viewer.language) or texts.get(organisation.language) or next(iter(texts.values()), "")


def _draw(named: Mapping[int, Membership], semester: Semester) -> list[int]:
    """The order in which people who agreed are taken into the group when it is too small: a lot, drawn once a semester.

    It depends on nothing a person did. Not the alphabet: that would take the same people each time.
    """

    def lot(pk: int) -> str:
        return hashlib.sha256(f"{semester.key}:{named[pk].public_id}".encode()).hexdigest()

    return sorted(named, key=lot)


def part_of(rows: Sequence[Row], named: Mapping[int, Membership], semester: Semester, k: int) -> Part | None:
    """Cut a semester's shares the way they may be published; None when not even the number of shares may be."""
    by_campaign: dict[int | None, list[Row]] = {}
    for row in rows:
        by_campaign.setdefault(row.campaign, []).append(row)
    contributors = {campaign: figures.contributors(some) for campaign, some in by_campaign.items()}
    who = figures.together(contributors.values())
    veil = disclosure.veil({measure: who[measure] for measure in GUARDED}, frozenset(named), k, _draw(named, semester))
    if figures.SHARES not in veil.measures:
        return None
    pooled = disclosure.pool(contributors, veil, k)
    cells: dict[int | None, Cell] = {c: OTHERS if c in pooled else c for c in by_campaign}
    by_cell: dict[Cell, list[Row]] = {}
    for row in rows:
        by_cell.setdefault(cells[row.campaign], []).append(row)
    groups = [contributors[c] for c in by_campaign if c not in pooled]
    groups.append(figures.together(contributors[c] for c in pooled))
    measures = _measures(veil, groups, k)
    sight = Sight(measures, _exact(veil, rows, cells, measures, k))
    lines = {cell: figures.line(some, Sight(measures, frozenset())) for cell, some in by_cell.items()}
    return Part(rows, veil, figures.line(rows, sight), cells, lines, sight)


def _measures(veil: Veil, groups: Iterable[Mapping[Measure, People]], k: int) -> frozenset[Measure]:
    """The measures to show: those the veil allows, without the rate where it would say something about too few people.

    A rate beside the two sums tells apart the shares that have both from those that have one.
    """
    for who in groups:
        if any(veil.hides(who[measure], k) for measure in (figures.ENGAGEMENTS_ALONE, figures.IMPRESSIONS_ALONE)):
            return veil.measures - {figures.RATED}
    return veil.measures


def _exact(
    veil: Veil, rows: Sequence[Row], cells: Mapping[int | None, Cell], measures: frozenset[Measure], k: int
) -> frozenset[Measure]:
    """The measures whose coverage may be said exactly (92 of 117), and not only about.

    That 92 of 117 shares are measured also says that 25 are not; when those are one person's, that is how much this
    person shares. Beside the number of shares of each campaign, coverages are one more way to cut the same shares.
    """
    preferred = (figures.IMPRESSIONS, figures.CLICKS, figures.ENGAGEMENTS, figures.REACHED)
    every = [measure for measure in preferred if measure in measures]
    known = {(cells[row.campaign], _known(row, every), row.person) for row in rows if row.person in veil.people}
    exact: list[int] = []
    for place in range(len(every)):
        tried = [*exact, place]
        patterns: dict[tuple[bool, ...], int] = {}
        described = [
            (cell, patterns.setdefault(tuple(pattern[i] for i in tried), len(patterns)), person)
            for cell, pattern, person in known
        ]
        if len(patterns) <= 1 or disclosure.small_cut(disclosure.atoms(veil, described), k) is None:
            exact = tried
    return frozenset(every[place] for place in exact)


def _known(row: Row, measures: Iterable[Measure]) -> tuple[bool, ...]:
    return tuple(figures.VALUES[measure](row) is not None for measure in measures)


def _campaign_lines(part: Part) -> tuple[CampaignLine, ...]:
    """The campaigns, the one that brought most first; then the shares outside campaigns; then what had to be pooled."""
    campaigns = Campaign.objects.in_bulk([cell for cell in part.lines if isinstance(cell, int)])
    shown = [CampaignLine(part.lines[pk], campaigns[pk]) for pk in campaigns]
    shown.sort(key=lambda row: (-(row.line.impressions.value or 0), -row.line.shares, fold(str(row.campaign))))
    if None in part.lines:
        shown.append(CampaignLine(part.lines[None]))
    if OTHERS in part.lines:
        pooled = sum(1 for cell in part.cells.values() if cell == OTHERS)
        shown.append(CampaignLine(part.lines[OTHERS], pooled=pooled))
    return tuple(shown)


def _curve_measure(part: Part) -> Measure:
    """Impressions where anybody measured them; otherwise clicks, which are always counted."""
    return figures.IMPRESSIONS if part.total.impressions.value is not None else figures.CLICKS


def _curve(part: Part, measure: Measure, semester: Semester, k: int, until: datetime) -> Curve | None:
    if part.total.figure(measure).value is None:
        return None
    rates = measure == figures.IMPRESSIONS and figures.RATED in part.sight.measures
    return weeks.curve(semester, part.rows, measure, part.cells, part.veil, k, until=until, rates=rates)


def _people(part: Part, named: Mapping[int, Membership]) -> PeopleTable:
    rows: dict[int, list[Row]] = {}
    for row in part.rows:
        rows.setdefault(row.person, []).append(row)
    open_lines = [
        PersonLine(named[person], figures.line(some, Sight(part.sight.measures)))
        for person, some in rows.items()
        if person in named and person not in part.veil.people
    ]
    open_lines.sort(key=lambda one: (fold(str(one.membership)), one.membership.pk))
    rest = [row for row in part.rows if row.person in part.veil.people]
    return PeopleTable(
        tuple(open_lines),
        figures.line(rest, part.sight) if rest else None,
        len({row.person for row in rest}),
        len(part.veil.held_back),
    )


def _volunteers(enrolments: Sequence[Enrolment], contributors: People, k: int) -> int | None:
    """How many people are enrolled, unless that says how few of them shared nothing."""
    silent = sum(1 for enrolment in enrolments if enrolment.membership_id not in contributors)
    return len(enrolments) if silent == 0 or silent >= k else None
