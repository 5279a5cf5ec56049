"""Reading what X says about posts, in the vocabulary of before and after its renaming of 2026."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from advocacy.lib.http import Answer
from sharing.networks.base import Metrics, OutcomeUnknown, Post
from sharing.networks.calls import objects, whole

BATCH: Final = 100
PRIVATE_FIGURES_LAST: Final = timedelta(days=29)
PUBLIC: Final = "public_metrics"
PRIVATE: Final = "public_metrics,non_public_metrics,organic_metrics"
FIELD_PARAMETERS: Final = ("tweet.fields", "post.fields")
REFERENCES: Final = "referenced_tweets"
_ID: Final = re.compile(rb'"id"\s*:\s*"(\d{1,19})"')
RELAYED_AS: Final = ("retweeted", "reposted")
_ADDRESS: Final = re.compile(r"/status(?:es)?/(\d{1,19})(?!\d)")
_BARE_ID: Final = re.compile(r"(\d{5,19})")
_EPOCH: Final = 1288834974657  # X counts the milliseconds in its ids from here


def posted_at(external_id: str) -> datetime | None:
    """When a post was made, which its id tells; None for what is no id."""
    if not external_id.isdecimal() or len(external_id) > 19:
        return None
    return datetime.fromtimestamp(((int(external_id) >> 22) + _EPOCH) / 1000, UTC)


def status_id(address: str) -> str:
    """The id of the post that an address or an id names; "" when it names none."""
    plain = address.strip()
    found = _ADDRESS.search(plain) or _BARE_ID.fullmatch(plain)
    return found[1] if found else ""


def batches(external_ids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The ids in hundreds, each with the fields to ask for: private figures end when a post is 30 days old."""
    edge = datetime.now(UTC) - PRIVATE_FIGURES_LAST
    groups: dict[str, list[str]] = {PRIVATE: [], PUBLIC: []}
    for external_id in dict.fromkeys(external_ids):
        moment = posted_at(external_id)
        if moment is not None:
            groups[PRIVATE if moment > edge else PUBLIC].append(external_id)
    for fields, ids in groups.items():
        for start in range(0, len(ids), BATCH):
            yield fields, ids[start : start + BATCH]


def _first(sources: Sequence[object], *names: str) -> int | None:
    for source in sources:
        if isinstance(source, Mapping):
            for name in names:
                if (value := whole(source.get(name))) is not None:
                    return value
    return None


def _sum(*parts: int | None) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def metrics(item: Mapping[str, Any]) -> Metrics:
    public, private = item.get("public_metrics"), item.get("non_public_metrics")
    every = (public, private, item.get("organic_metrics"))
    return Metrics(
        impressions=_first(every, "impression_count"),
        reactions=_first(every, "like_count"),
        comments=_first(every, "reply_count"),
        reshares=_sum(_first(every, "repost_count", "retweet_count"), _first(every, "quote_count")),
        link_clicks=_first(every[1:], "url_link_clicks"),
    )


def missing(data: Mapping[str, Any]) -> str:
    """What X says in a success about a post that does not exist; "" when it says nothing of the kind."""
    for problem in objects(data.get("errors")):
        if str(problem.get("type", "")).endswith(("/resource-not-found", "/not-authorized-for-resource")):
            return str(problem.get("detail") or problem.get("title") or "missing")
    return ""


def measured(data: Mapping[str, Any]) -> dict[str, Metrics]:
    """The figures in one answer; what X calls not found is gone."""
    found: dict[str, Metrics] = {}
    for problem in objects(data.get("errors")):
        if str(problem.get("type", "")).endswith("/resource-not-found"):
            found[str(problem.get("resource_id") or problem.get("value"))] = Metrics(gone=True)
    for item in objects(data.get("data")):
        if item.get("id"):
            found[str(item["id"])] = metrics(item)
    return found


def same_post(item: Mapping[str, Any], post: Post) -> bool:
    """Whether a post read back is this one: by its unique short link, which X hides behind its own, else its text.

    A repost is known by what it relays.
    """
    if post.reshare_of:
        relayed = [*objects(item.get("referenced_tweets")), *objects(item.get("referenced_posts"))]
        return any(each.get("id") == post.reshare_of and each.get("type") in RELAYED_AS for each in relayed)
    entities = item.get("entities")
    listed = objects(entities.get("urls")) if isinstance(entities, Mapping) else []
    text = html.unescape(str(item.get("text") or ""))
    if post.link:
        # An address X does not take for a link (a private host) stays in the text as it was.
        hidden = [url.get(name) for url in listed for name in ("expanded_url", "unwound_url")]
        return post.link in hidden or re.search(rf"{re.escape(post.link)}(?![\w/-])", text) is not None
    for url in listed:
        # A picture ends up as a link at the end of the text; a link of the text has an original to put back.
        original = "" if "media_key" in url else str(url.get("expanded_url") or "")
        text = text.replace(str(url.get("url")), original)
    return " ".join(text.split()) == " ".join(post.text.split())


def created_id(answer: Answer) -> str | None:
    """The id in a success; None when X confirmed a post and named none, `OutcomeUnknown` when that is not clear."""
    data = answer.data()
    created = data.get("data")
    if isinstance(created, dict) and created.get("id"):
        return str(created["id"])
    if isinstance(created, dict) and not data.get("errors"):
        return None
    # The id comes early in the body, so that one cut later may still hold it.
    seen = None if answer.complete else _ID.search(answer.body)
    if seen is None:
        raise OutcomeUnknown("unreadable_answer", status=answer.status)
    return seen[1].decode()
