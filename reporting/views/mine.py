"""A person's own results: for their eyes, against their own past, with who else has looked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from advocacy.lib import numbers, times
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from reporting import selectors
from reporting.selectors import MyResults, OwnShare, Period
from reporting.views import drawing, wording
from sharing.networks import adapter

LISTED = 6


class MyResultsView(MemberView):
    """The person's own page. Everybody may open theirs: whoever has left still reads what their shares brought."""

    permission = Permission.RESULTS_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("period", "")
        period = Period(asked) if asked in set(Period) else Period.SEMESTER
        mine = selectors.my_results(self.membership, period)
        every = request.GET.get("all") == "1"
        shown = mine.shares if every else mine.shares[:LISTED]
        context = {
            "mine": mine,
            "periods": [
                {
                    "label": label,
                    "href": f"{self.url('reporting:my_results')}?period={key}",
                    "current": key == period,
                }
                for key, label in (
                    (Period.DAYS, _("30 days")),
                    (Period.SEMESTER, _("This semester")),
                    (Period.ALL, _("Since the start")),
                )
            ],
            "tiles": tiles(mine),
            "finding": finding(mine),
            "columns": drawing.own_columns(mine),
            "topics": topic_bars(mine),
            "posts": [post(own) for own in shown],
            "all_posts_url": ""
            if every or len(mine.shares) <= LISTED
            else f"{self.url('reporting:my_results')}?period={period}&all=1#posts",
            "coverage": coverage_words(mine),
            "viewings": [viewing(one) for one in mine.viewings],
            "smallest_group": self.organisation.smallest_group,
        }
        return self.page("reporting/my_results.html", context)


def tiles(mine: MyResults) -> list[wording.Tile]:
    """Views, interactions, clicks and shares, against the same person's own past."""
    line, before = mine.line, mine.before

    def compared(measure: str) -> wording.Change:
        if mine.period == Period.ALL:
            return wording.Change(comparison=wording.why(line.figure(measure)))
        return wording.change(line.figure(measure), before.figure(measure) if before else None, whole_period=True)

    earlier = _("%(number)s before") % {"number": numbers.whole(before.shares)} if before else ""
    return [
        wording.tile(_("Views"), line.impressions, line, compared("impressions")),
        wording.tile(_("Interactions"), line.engagements, line, compared("engagements")),
        wording.tile(_("Clicks to the site"), line.clicks, line, compared("clicks"), counted=True),
        wording.Tile(_("Shares"), numbers.whole(line.shares), "counted", _("by us"), comparison=earlier),
    ]


def finding(mine: MyResults) -> str:
    """The chart's title says what it shows: where the person's own words went furthest, when there is enough to say."""
    own = [value for one in mine.shares if one.is_own_craft and (value := mine.value(one)) is not None]
    company = [value for one in mine.shares if not one.is_own_craft and (value := mine.value(one)) is not None]
    if len(own) >= 2 and len(company) >= 2:
        ours, theirs = sum(own) / len(own), sum(company) / len(company)
        if ours > theirs * 1.2:
            return _("Your own subjects go further")
        if theirs > ours * 1.2:
            return _("The organisation’s news goes further")
        return _("Your own subjects and the organisation’s news go equally far")
    return _("Your shares, one by one")


def topic_bars(mine: MyResults) -> list[dict[str, Any]]:
    """The topics that suit this person's network, each with its middle value."""
    return [
        {
            "name": _("%(topic)s, %(shares)s") % {"topic": topic.name, "shares": drawing.shares_words(topic.shares)},
            "value": topic.median,
            "shown": numbers.whole(round(topic.median)),
            "max": max(mine.topics[0].median, 1),
        }
        for topic in mine.topics
    ]


def post(own: OwnShare) -> dict[str, Any]:
    """One of the person's own posts."""
    limits = adapter(own.share.network).limits
    views, clicks = own.row.impressions, own.row.clicks
    engagements = own.row.engagements
    return {
        "share": own.share,
        "picture": own.share.cover.asset if own.share.cover else (own.share.item.picture if own.share.item else None),
        "title": own.share.title or own.share.text[:80],
        "on": times.short_date(own.row.published_at),
        "network_icon": limits.icon,
        "network_label": limits.label,
        "views": None if views is None else numbers.whole(views),
        "engagements": None if engagements is None else numbers.whole(engagements),
        "clicks": None if clicks is None else numbers.whole(clicks),
        "measured": wording.freshness(own.row.measured_at),
    }


def coverage_words(mine: MyResults) -> dict[str, str]:
    """Where these figures come from, and how many shares have them."""
    return {
        "measured": wording.coverage(mine.line.impressions),
        "counted": wording.coverage(mine.line.clicks),
        "freshness": wording.freshness(mine.line.as_of),
    }


def viewing(one: selectors.Viewing) -> dict[str, str]:
    """Who was shown this person's results by name, and when."""
    return {
        "name": str(one.viewer) if one.viewer else _("Somebody who has left"),
        "when": times.near(one.at),
    }
