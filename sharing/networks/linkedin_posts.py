"""The body of a LinkedIn post."""

from typing import Any

from sharing.networks.base import Media, Post, Rejected
from sharing.networks.little_text import escape


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
