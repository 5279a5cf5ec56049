"""Every read about figures.

`disclosure` what may be shown, pure · `figures` sums and their coverage · `weeks` the curve · `semester` the report ·
`campaigns` one campaign ·
`mine` a person's own results.
"""

from reporting.selectors.campaigns import CampaignResults, Goal, campaign_results, goal_of
from reporting.selectors.figures import Extent, Figure, Line, Row, Why
from reporting.selectors.mine import (
    NAMED_VIEW,
    MyResults,
    OwnShare,
    Period,
    Viewing,
    figures_for_shares,
    my_results,
    results_since,
)
from reporting.selectors.semester import (
    CampaignLine,
    PeopleTable,
    PersonLine,
    Report,
    semester_named,
    semester_report,
    semesters,
)
from reporting.selectors.weeks import Curve, Span

__all__ = [
    "NAMED_VIEW",
    "CampaignLine",
    "CampaignResults",
    "Curve",
    "Extent",
    "Figure",
    "Goal",
    "Line",
    "MyResults",
    "OwnShare",
    "PeopleTable",
    "Period",
    "PersonLine",
    "Report",
    "Row",
    "Span",
    "Viewing",
    "Why",
    "campaign_results",
    "figures_for_shares",
    "goal_of",
    "my_results",
    "results_since",
    "semester_named",
    "semester_report",
    "semesters",
]
