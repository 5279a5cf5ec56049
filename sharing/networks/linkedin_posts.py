"""The body of a LinkedIn post."""

import re
from typing import Any, Final
from urllib.parse import quote, unquote

from advocacy.lib.http import Answer
from sharing.networks.base import Media, Post, Rejected
from sharing.networks.little_text import escape

# An activity cannot be relayed, only the share or the ugcPost behind it, and its number is another one.
_URN: Final = re.compile(r"urn:li:(share|ugcPost):(\d+)")
_SLUG: Final = re.compile(r"/posts/[^/?#]*-(share|ugcPost)-(\d+)(?!\d)")
_COMMENT: Final = re.compile(r"urn:li:comment:\((urn:li:\w+:\d+),(\d+)\)")


def resharable(address: str) -> str:
    """The share or ugcPost that an address, an embed code or a URN names; "" when it names neither."""
    plain = unquote(address)
    found = _URN.search(plain) or _SLUG.search(plain)
    return f"urn:li:{found[1]}:{found[2]}" if found else ""


def body(author: str, post: Post) -> dict[str, Any]:
    """What `POST /rest/posts` takes for this post; only the commentary is little text."""
    return {
        "author": author,
        "commentary": escape(post.text),
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
        **_content(post),
    }


def _content(post: Post) -> dict[str, Any]:
    if post.reshare_of:
        if resharable(post.reshare_of) != post.reshare_of:
            raise Rejected("reshare_gone", "reshare_of")
        return {"reshareContext": {"parent": post.reshare_of}}
    if post.document is not None:
        return {"content": {"media": {"id": post.document.id, "title": post.document.title}}}
    if post.card is not None:
        if not post.link:
            raise Rejected("link", "link")
        # LinkedIn never reads the page behind the link: what the card shows is what is said here.
        article = {"source": post.link, "title": post.card.title}
        if post.card.description:
            article["description"] = post.card.description
        if post.card.thumbnail is not None:
            article["thumbnail"] = post.card.thumbnail.id
        return {"content": {"article": article}}
    if len(post.media) == 1:
        return {"content": {"media": _media(post.media[0])}}
    if post.media:
        return {"content": {"multiImage": {"images": [_media(item) for item in post.media]}}}
    return {}


def _media(item: Media) -> dict[str, str]:
    return {"id": item.id, **({"altText": item.alt} if item.alt else {})}


def comment_urn(answer: Answer, post: str) -> str | None:
    """The URN of a comment that was made, which answers have called by several names; None when it is not told."""
    data = answer.data()
    for name in ("commentUrn", "$URN"):
        if isinstance(data.get(name), str):
            return str(data[name])
    number = str(data.get("id") or answer.headers.get("x-restli-id") or "")
    return number if number.startswith("urn:") else f"urn:li:comment:({post},{number})" if number else None


def comment_path(urn: str) -> str:
    """Where a comment is; "" for what is no comment."""
    found = _COMMENT.fullmatch(urn)
    return f"socialActions/{quote(found[1], safe='')}/comments/{found[2]}" if found else ""
