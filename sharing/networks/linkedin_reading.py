"""Reading what LinkedIn says about members and their posts."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import jwt

from advocacy.lib.http import Answer
from sharing.networks.calls import whole

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


def figure(answer: Answer) -> int | None:
    """The count in an analytics answer, which has been checked for `elements`; None when there is none yet."""
    elements = answer.data().get("elements") or [{}]
    return whole(elements[0].get("count")) if isinstance(elements[0], dict) else None
