"""What one campaign brought: the sum of its lines in the semesters' reports, and nothing that those do not say already.

A second cut through the same shares could describe one person where each cut alone describes many. So a campaign's
page adds up what the reports publish: a semester in which the campaign does not stand apart there is left out here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import Semester, semester_at, semester_before
from content_library.models import Campaign
from content_library.states import GoalMeasure
from reporting.models import ShareStat
from reporting.selectors import disclosure, figures
from reporting.selectors.disclosure import Measure
from reporting.selectors.figures import Line, Row, Sight
from reporting.selectors.semester import Part, enrolled, part_of, willing

# The order in which measures are told exactly, as long as that says nothing about too few people.
TOLD = (figures.IMPRESSIONS, figures.CLICKS, figures.ENGAGEMENTS, figures.REACHED)
GOALS: Mapping[str, Measure] = {GoalMeasure.IMPRESSIONS: figures.IMPRESSIONS, GoalMeasure.CLICKS: figures.CLICKS}


@dataclass(frozen=True, slots=True)
class CampaignResults:
    """A campaign's figures as anybody may see them. `line` is None when too few people shared, perhaps nobody."""

    line: Line | None
    # The semesters its figures come from, the earliest first.
    semesters: tuple[Semester, ...] = ()
    smallest_group: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the goal of a campaign stands: of the whole, never of anybody. `reached` is None while nobody knows."""

    words: str
    measure: str
    target: int | None
    reached: int | None
    note: str

    @property
    def is_reached(self) -> bool:
        """Say whether it is."""
        return self.target is not None and self.reached is not None and self.reached >= self.target

    @property
    def is_declared(self) -> bool:
        """Say whether somebody counts by hand."""
        return self.measure == GoalMeasure.DECLARED


def campaign_results(organisation: Organisation, campaign: Campaign, *, now: datetime | None = None) -> CampaignResults:
    """Return what a campaign brought since its first share, in a constant number of queries."""
    k = organisation.smallest_group
    ends = ShareStat.objects.filter(campaign=campaign).aggregate(first=Min("published_at"), last=Max("published_at"))
    if ends["first"] is None:
        return CampaignResults(None, smallest_group=k)
    spans = _semesters(organisation, ends["first"], min(ends["last"], now or timezone.now()))
    every = figures.rows_between(spans[0].starts_at, spans[-1].ends_at)
    named = willing(enrolled())
    rows: list[Row] = []
    shown: list[Semester] = []
    sight = figures.EVERYTHING
    for semester in spans:
        within = [row for row in every if semester.starts_at <= row.published_at < semester.ends_at]
        part = part_of(within, named, semester, k)
        # Standing apart in the report is the condition; `cells` says so for each campaign.
        if part is None or part.cells.get(campaign.pk) != campaign.pk:
            continue
        rows += [row for row in within if row.campaign == campaign.pk]
        shown.append(semester)
        sight = Sight(sight.measures & part.sight.measures, sight.exact & _exact_by_campaign(part, k))
    line = figures.line(rows, sight) if rows else None
    return CampaignResults(line, tuple(shown), k)


def _semesters(organisation: Organisation, first: datetime, last: datetime) -> list[Semester]:
    found = [semester_at(organisation, last)]
    while found[0].starts_at > first:
        found.insert(0, semester_before(organisation, found[0]))
    return found


def _exact_by_campaign(part: Part, k: int) -> frozenset[Measure]:
    """The measures whose coverage may be said exactly (92 of 117) for every campaign of a semester at once.

    Splitting each campaign into what is measured and what is not must leave nobody among too few: not in one half, nor
    by subtracting halves from the coverage that is said of the total.
    """
    columns = [measure for measure in TOLD if measure in part.sight.exact]
    exact: list[Measure] = []
    for measure in TOLD:
        if measure in part.sight.measures and _may_split(part, [*exact, measure], columns, k):
            exact.append(measure)
    return frozenset(exact)


def _may_split(part: Part, halves: Sequence[Measure], columns: Sequence[Measure], k: int) -> bool:
    people: dict[tuple[object, ...], set[int]] = {}
    patterns: dict[tuple[bool, ...], int] = {}
    described = []
    for row in part.rows:
        if row.person not in part.veil.people:
            continue
        half = (part.cells[row.campaign], *(figures.VALUES[measure](row) is not None for measure in halves))
        people.setdefault(half, set()).add(row.person)
        pattern = tuple(figures.VALUES[measure](row) is not None for measure in columns)
        described.append((half, patterns.setdefault(pattern, len(patterns)), row.person))
    if any(part.veil.hides(frozenset(some), k) for some in people.values()):
        return False
    return len(patterns) <= 1 or disclosure.small_cut(disclosure.atoms(part.veil, described), k) is None


def goal_of(campaign: Campaign, results: CampaignResults) -> Goal | None:
    """Where its goal stands; None when it has none."""
    if not campaign.goal:
        return None
    reached = campaign.goal_reached
    if campaign.goal_measure == GoalMeasure.SHARES:
        reached = results.line.shares if results.line is not None else None
    elif campaign.goal_measure in GOALS:
        reached = results.line.figure(GOALS[campaign.goal_measure]).value if results.line is not None else None
    return Goal(campaign.goal, campaign.goal_measure, campaign.goal_target, reached, campaign.goal_note)
