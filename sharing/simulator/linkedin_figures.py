"""LinkedIn's figures: those of a member's posts, and how many follow them."""

import re
from typing import Final
from urllib.parse import unquote

from sharing.simulator import linkedin_words as words
from sharing.simulator.linkedin_gate import drawn, gate, lacks
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.store import Doc
from sharing.simulator.world import World

PLAIN_METRIC_TYPE_SINCE: Final = "202605"
_QUERIES: Final = {
    "IMPRESSION": "impressions",
    "MEMBERS_REACHED": "members_reached",
    "REACTION": "reactions",
    "COMMENT": "comments",
    "RESHARE": "reshares",
    "LINK_CLICKS": "link_clicks",
}
_LATE_QUERIES: Final = {"LINK_CLICKS": "202604"}
_WRAPPED: Final = "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1"
_ENTITY: Final = re.compile(r"\((share|ugc):(.+)\)")


def analytics(world: World, request: Request) -> Reply:
    checked = gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if lacks(checked, "r_member_postAnalytics"):
        return words.denied("partnerApiMemberCreatorPostAnalytics.FINDER-entity.20260901")
    if (reply := drawn(world, "read", checked)) is not None:
        return reply
    query, version = request.query("queryType"), request.headers.get("LinkedIn-Version")
    if query not in _QUERIES or version < _LATE_QUERIES.get(query, ""):
        said = f"{query} is not a queryType"
        return words.input_error("INVALID_VALUE_FOR_FIELD", said, field="queryType", status=400)
    mine = world.posts("linkedin", checked.profile["handle"])
    urn, kind = "", "share"
    if request.query("q") == "entity":
        # The parameter is a Rest.li structure whose value is escaped once more inside it.
        match = _ENTITY.fullmatch(request.query("entity"))
        if match is None:
            said = "entity is not a share or a ugcPost"
            return words.input_error("INVALID_URN_TYPE", said, field="entity", status=400)
        kind, urn = match[1], unquote(match[2])
        mine = [post for post in mine if post["id"] == urn]
        if not mine:
            return words.not_found()
    count = sum(world.figures(post)[_QUERIES[query]] for post in mine)
    late = version >= PLAIN_METRIC_TYPE_SINCE
    element: Doc = {"count": count, "dateRange": {}, "metricType": query if late else {_WRAPPED: query}}
    if urn:
        element["targetEntity"] = urn if late else {kind: urn}
    world.record("read", "linkedin", handle=checked.profile["handle"], query=query, ids=[urn] if urn else [])
    return as_json({"paging": {"start": 0, "count": 10, "links": [], "total": 1}, "elements": [element]})


def followers(world: World, request: Request) -> Reply:
    checked = gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if lacks(checked, "r_member_profileAnalytics"):
        return words.denied("partnerApiMemberFollowersCount.FINDER-me.20260901")
    if (reply := drawn(world, "followers", checked)) is not None:
        return reply
    paging = {"start": 0, "count": 10, "links": [], "total": 1}
    return as_json({"elements": [{"memberFollowersCount": checked.profile["followers"]}], "paging": paging})
