"""What X tells about posts and members, in the vocabulary of before and after its renaming."""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any, Final

from sharing.simulator import x_words as words
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.store import Doc
from sharing.simulator.weigh import counted_links
from sharing.simulator.world import DAY, World
from sharing.simulator.x_gate import PRICE_MEMBER, PRICE_READ, Passed, caller, charge, counted, drawn

PRIVATE_DAYS: Final = 30
_SCOPES: Final = ("tweet.read", "users.read")
_ID: Final = re.compile(r"[0-9]{1,19}")


def shortened(text: str, post: Doc) -> tuple[str, list[Doc]]:
    """The text as X gives it back, every link behind one of its own, and what these stand for."""
    out, end, entities = "", 0, []
    for number, (start, stop, url) in enumerate(counted_links(text)):
        short = "https://t.co/" + hashlib.sha256(f"{post['id']} {number}".encode()).hexdigest()[:10]
        out += text[end:start]
        full = url if url.startswith("http") else f"http://{url}"
        place = {"start": len(out), "end": len(out) + len(short)}
        display = re.sub(r"^https?://(www\.)?", "", url)[:28]
        entities.append({**place, "url": short, "expanded_url": full, "display_url": display, "unwound_url": full})
        out, end = out + short, stop
    return out + text[end:], entities


def not_found(post_id: str) -> Doc:
    return {
        "value": post_id,
        "detail": f"Could not find tweet with ids: [{post_id}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": "ids",
        "resource_id": post_id,
        "type": "https://api.twitter.com/2/problems/resource-not-found",
    }


def _asked(request: Request) -> set[str]:
    both = f"{request.query('tweet.fields')},{request.query('post.fields')}"
    return set(filter(None, both.split(",")))


def _item(world: World, post: Doc, fields: set[str]) -> Doc:
    told = post
    if post.get("parent"):
        original = world.store.get("post", post["parent"]) or {"handle": "", "text": ""}
        told = {**post, "text": f"RT @{original['handle']}: {original['text']}"}
    text, entities = shortened(told["text"], told)
    item: Doc = {"id": post["id"], "text": text}
    if "created_at" in fields:
        moment = datetime.fromtimestamp(post["at"], UTC)
        item["created_at"] = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if "entities" in fields and entities:
        item["entities"] = {"urls": entities}
    if (parent := post.get("parent")) and fields & {"referenced_tweets", "referenced_posts"}:
        item["referenced_tweets"] = [{"type": "retweeted", "id": parent}]
        item["referenced_posts"] = [{"type": "reposted", "id": parent}]
    figures = world.figures(post)
    reposts = figures["reshares"]
    public = {
        "retweet_count": reposts,
        "repost_count": reposts,
        "reply_count": figures["comments"],
        "like_count": figures["reactions"],
        "quote_count": 0,
        "bookmark_count": figures["reactions"] // 7,
        "impression_count": figures["impressions"],
    }
    if "public_metrics" in fields:
        item["public_metrics"] = public
    clicks = {"url_link_clicks": figures["link_clicks"], "user_profile_clicks": figures["impressions"] // 90}
    if "non_public_metrics" in fields:
        engagements = figures["reactions"] + figures["comments"] + reposts + figures["link_clicks"]
        item["non_public_metrics"] = {"impression_count": figures["impressions"], **clicks, "engagements": engagements}
    if "organic_metrics" in fields:
        kept = {name: public[name] for name in ("impression_count", "like_count", "reply_count", "retweet_count")}
        item["organic_metrics"] = {**kept, **clicks}
    return item


def _private_refusal(post_id: str, field: str) -> Doc:
    return {
        "resource_id": post_id,
        "parameter": "tweet.fields",
        "resource_type": "tweet",
        "field": field,
        "title": "Field Authorization Error",
        "detail": f"Sorry, you are not authorized to access '{field}' on the tweet with ids : [{post_id}].",
        "type": "https://api.twitter.com/2/problems/not-authorized-for-field",
    }


def _passed(world: World, request: Request, on: str, purpose: str, limit: int) -> Reply | Passed:
    checked = caller(world, request, *_SCOPES)
    if isinstance(checked, Reply):
        return checked
    return drawn(world, on, checked) or counted(world, checked, purpose, limit)


def posts(world: World, request: Request) -> Reply:
    passed = _passed(world, request, "read", "read", world.limits.x_read_window)
    if isinstance(passed, Reply):
        return passed
    ids = [item for item in request.query("ids").split(",") if item]
    if not 1 <= len(ids) <= 100 or not all(_ID.fullmatch(item) for item in ids):
        said = "The number of values in the ids query parameter must be between 1 and 100"
        return passed.answer(words.invalid(said, ids=ids[:3]))
    fields, data, errors = _asked(request), [], []
    private = fields & {"non_public_metrics", "organic_metrics"}
    for post_id in ids:
        post = world.shown("x", post_id)
        if post is None:
            errors.append(not_found(post_id))
            continue
        old = world.now() - post["at"] > PRIVATE_DAYS * DAY
        barred = private if old or post["handle"] != passed.handle else set()
        errors += [_private_refusal(post_id, field) for field in sorted(barred)]
        data.append(_item(world, post, fields - barred))
    cost = PRICE_READ * len(data)
    if (reply := charge(world, cost)) is not None:
        return passed.answer(reply)
    world.record("read", "x", handle=passed.handle, ids=ids, cost=cost)
    answer: Doc = {**({"data": data} if data else {}), **({"errors": errors} if errors else {})}
    return passed.answer(as_json(answer))


def timeline(world: World, request: Request, user_id: str) -> Reply:
    passed = _passed(world, request, "read", "timeline", world.limits.x_timeline_window)
    if isinstance(passed, Reply):
        return passed
    mine = world.member_id(passed.profile, "") == user_id
    others = (p for p in world.profiles("x") if world.member_id(p, "") == user_id)
    owner = passed.profile if mine else next(others, None)
    if owner is None:
        said = {"errors": [{**not_found(user_id), "resource_type": "user", "parameter": "id"}]}
        return passed.answer(as_json(said))
    number = request.query("max_results") or "10"
    if not number.isdecimal() or not 5 <= int(number) <= 100:
        return passed.answer(words.invalid("max_results must be between 5 and 100", max_results=[number]))
    edge = world.now() - world.latency.read_lag
    found = [post for post in world.posts("x", owner["handle"]) if post["at"] <= edge][: int(number)]
    cost = PRICE_READ * len(found)
    if (reply := charge(world, cost)) is not None:
        return passed.answer(reply)
    world.record("read", "x", handle=passed.handle, ids=[post["id"] for post in found], cost=cost)
    data = [_item(world, post, _asked(request)) for post in found]
    answer: Doc = {**({"data": data} if data else {}), "meta": {"result_count": len(data)}}
    return passed.answer(as_json(answer))


def me(world: World, request: Request) -> Reply:
    passed = _passed(world, request, "userinfo", "me", world.limits.x_me_window)
    if isinstance(passed, Reply):
        return passed
    if (reply := charge(world, PRICE_MEMBER)) is not None:
        return passed.answer(reply)
    profile, fields = passed.profile, set(request.query("user.fields").split(","))
    user: Doc = {"id": world.member_id(profile, ""), "name": profile["name"], "username": profile["handle"]}
    joined = datetime.fromtimestamp(profile["joined"], UTC).isoformat(timespec="milliseconds")
    count = len(world.posts("x", profile["handle"]))
    optional: dict[str, Any] = {
        "description": profile["headline"],
        "profile_image_url": world.picture_url(profile),
        "verified": False,
        "created_at": joined.replace("+00:00", "Z"),
        "public_metrics": {
            "followers_count": profile["followers"],
            "following_count": profile["followers"] // 3,
            "tweet_count": count,
            "post_count": count,
            "listed_count": 0,
            "like_count": 0,
            "media_count": 0,
        },
    }
    if "users.email" in passed.token["scopes"]:
        optional["confirmed_email"] = profile["email"]
    said = {**user, **{name: optional[name] for name in optional if name in fields}}
    return passed.answer(as_json({"data": said}))
