"""Reading what LinkedIn says about members and their posts."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import jwt

from advocacy.lib.http import Answer
from sharing.networks.calls import objects, whole

FIGURES: Final = (
    ("impressions", "IMPRESSION"),
    ("members_reached", "MEMBERS_REACHED"),
    ("reactions", "REACTION"),
    ("comments", "COMMENT"),
    ("reshares", "RESHARE"),
    ("link_clicks", "LINK_CLICKS"),
)


def subject(token_answer: Mapping[str, Any]) -> str:
    """Who the id token of a token answer speaks of; "" without one.

    Its signature is not checked: it came straight from the token endpoint, over TLS, as the specification allows.
    """
    try:
        claims = jwt.decode(str(token_answer.get("id_token") or ""), options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return ""
    return str(claims.get("sub") or "")


def analytics_path(urn: str, query: str) -> str:
    """Where one figure of one post is; LinkedIn answers one figure per call."""
    kind = "ugc" if urn.startswith("urn:li:ugcPost:") else "share"
    entity = f"({kind}:{quote(urn, safe='')})"
    return f"memberCreatorPostAnalytics?q=entity&entity={entity}&queryType={query}&aggregation=TOTAL"


def _metric(element: Mapping[str, Any]) -> str:
    # Since version 202605 the type is a word; before, it is wrapped in an object with the name of its class.
    said = element.get("metricType")
    if isinstance(said, Mapping):
        said = next(iter(said.values()), "")
    return str(said or "")


def figure(answer: Answer, query: str) -> int | None:
    """The count in an analytics answer, which has been checked for `elements`; None when there is none yet."""
    elements = objects(answer.data().get("elements"))
    found = next((element for element in elements if _metric(element) in ("", query)), None)
    return None if found is None else whole(found.get("count"))


def follower_count(answer: Answer) -> int | None:
    """How many follow the member, from an answer that has been checked for `elements`."""
    elements = objects(answer.data().get("elements"))
    return whole(elements[0].get("memberFollowersCount")) if elements else None
