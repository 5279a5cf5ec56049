"""The page of one campaign: what for, until when, for whom; what came of it; what there is to share."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import numbers
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from advocacy.programme.states import Objective
from content_library import selectors as library
from content_library.models import Campaign
from content_library.selectors import CampaignPlan
from content_library.selectors.company import page_figures
from content_library.states import AnnouncementOrder, ItemState
from reporting import selectors
from reporting.selectors import CampaignResults, Line
from reporting.views import wording

# As many ideas as the plan shows before it leads to the library.
ROWS = 10
BLOCKS = 16
# The four figures that say most about each objective, in their order.
FIGURES = {
    Objective.AWARENESS: ("impressions", "members_reached", "rate", "clicks"),
    Objective.PAGE_AUDIENCE: ("clicks", "impressions", "engagements", "shares"),
    Objective.OPPORTUNITIES: ("clicks", "engagements", "rate", "impressions"),
    Objective.EMPLOYER_BRAND: ("clicks", "impressions", "members_reached", "rate"),
    Objective.ENGAGEMENT: ("shares", "engagements", "rate", "impressions"),
}


class CampaignPage(MemberView):
    """The plan and the results of one campaign."""

    permission = Permission.CAMPAIGN_MANAGE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        campaign = library.campaign(public_id)
        if campaign is None:
            raise Http404
        results = selectors.campaign_results(self.organisation, campaign)
        plan = library.campaign_plan(campaign)
        context = {
            "campaign": campaign,
            "progress": library.campaign_progress(campaign, timezone.localdate()),
            "teams": library.campaign_teams(campaign),
            "networks": library.networks_of(campaign),
            "goal": selectors.goal_of(campaign, results),
            **self.results(campaign, results),
            **self.plan(campaign, plan),
        }
        return self.page("reporting/campaign.html", context)

    def results(self, campaign: Campaign, results: CampaignResults) -> dict[str, Any]:
        """What came of it, by the figures of its objective."""
        line = results.line
        return {
            "results": results,
            "on_page": page_figures(campaign),
            "tiles": tiles(Objective(campaign.objective), line) if line is not None else [],
            "freshness": wording.freshness(line.as_of) if line is not None else "",
            "semesters": [wording.semester_label(self.organisation, one) for one in results.semesters],
        }

    def plan(self, campaign: Campaign, plan: CampaignPlan) -> dict[str, Any]:
        """What there is to share, and how it is announced."""
        listing = self.url("content_library:item_list") + f"?campaign={campaign.public_id}"
        items = library.library(library.LibraryFilters(campaign=campaign))
        return {
            "plan": plan,
            "rows": library.library_rows(list(items[:ROWS])),
            "counts_taken": bool(library.taken_counts),
            "library_url": listing,
            "states": [
                {"state": state, "count": plan.states[state], "href": f"{listing}&state={state}"}
                for state in ItemState
                if plan.states[state]
            ],
            "split": split(plan),
        }


def split(plan: CampaignPlan) -> list[dict[str, Any]]:
    """Who announces the ideas: each order with its words and its share of the bar."""
    sentences = {
        AnnouncementOrder.PAGE_FIRST: _("by the page, then people"),
        AnnouncementOrder.AUTHOR_FIRST: _("by a person, then the page"),
        AnnouncementOrder.TOGETHER: _("page and people together"),
        AnnouncementOrder.PROFILES_ONLY: _("without the page"),
    }
    # Beyond that many ideas a block stands for several.
    most = max(1, -(-plan.total // BLOCKS))
    return [
        {
            "order": order.value,
            "count": plan.orders[order],
            "words": words,
            "blocks": range(-(-plan.orders[order] // most)),
        }
        for order, words in sentences.items()
        if plan.orders[order]
    ]


def tiles(objective: Objective, line: Line) -> Sequence[wording.Tile]:
    """The four figures of an objective, each with who says so and how much of what was made it covers."""
    return [_tile(measure, line) for measure in FIGURES[objective]]


def _tile(measure: str, line: Line) -> wording.Tile:
    if measure == "shares":
        return wording.Tile(_("Shares"), numbers.whole(line.shares), source="counted", coverage=_("by us"))
    if measure == "rate":
        known = line.rate is not None
        return wording.Tile(
            label=_("Engagement rate"),
            value=wording.rate(line),
            source=wording.tile_source(line),
            coverage=_("of the shares that have both") if known else _("not measured"),
            comparison=_("interactions ÷ views"),
        )
    labels = {
        "impressions": _("Views"),
        "members_reached": _("People reached"),
        "engagements": _("Interactions"),
        "clicks": _("Clicks to the site"),
    }
    figure = line.figure(measure)
    compared = wording.Change(comparison=wording.why(figure))
    return wording.tile(labels[measure], figure, line, compared, counted=measure == "clicks")
