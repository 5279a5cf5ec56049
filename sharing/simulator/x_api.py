"""X's interface, version 2: posts, figures and members, in the vocabulary of before and after its renaming."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sharing.simulator import faults, tokens
from sharing.simulator import x_words as words
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.weigh import counted_links, links, weight
from sharing.simulator.world import DAY, World

MAX_WEIGHT: Final = 280
PRICE: Final = 0.015
PRICE_WITH_LINK: Final = 0.2
PRIVATE_DAYS: Final = 30
_FIELDS: Final = frozenset(
    {"text", "media", "reply", "poll", "reply_settings", "community_id", "made_with_ai", "paid_partnership", "nullcast"}
    | {"quote_tweet_id", "edit_options", "direct_message_deep_link", "for_super_followers_only", "geo", "card_uri"}
    | {"share_with_followers"}
)
_CASHTAG: Final = re.compile(r"(?<!\S)\$[A-Za-z]{1,6}(?![\w$])")
_MEDIA_ID: Final = re.compile(r"[0-9]{1,19}")


def caller(world: World, request: Request, *scopes: str) -> Reply | Checked:
    checked = tokens.check(world, "x", request.bearer)
    if checked.state != "live":
        return words.unauthorised()
    for scope in scopes:
        if scope not in checked.token["scopes"]:
            return words.scope_missing(scope)
    return checked


def _limited(world: World, checked: Checked, purpose: str, limit: int, reply: Reply | None = None) -> Reply | None:
    """Count a call in its window: a refusal when it is one too many, else `reply` with the three headers."""
    window, reset = world.window(world.limits.x_window)
    within, left = world.hit("x", purpose, checked.profile["handle"], window, limit=limit)
    answer = reply if within else words.too_many()
    return answer and _with_limits(answer, limit, left, reset)


def _with_limits(reply: Reply, limit: int, left: int, reset: int) -> Reply:
    named = {"limit": limit, "remaining": left, "reset": reset}
    added = tuple((f"x-rate-limit-{name}", str(value)) for name, value in named.items())
    return replace(reply, headers=(*reply.headers, *added))


# --- Posts -----------------------------------------------------------------------------------------------------------
def create(world: World, request: Request) -> Reply:
    checked = caller(world, request, "tweet.read", "tweet.write", "users.read")
    body = request.data()
    text = str((body or {}).get("text") or "")
    handle = checked.profile["handle"] if isinstance(checked, Checked) else ""
    fault = world.faults.draw("create", "x", handle, text)
    entry: Doc = {"handle": handle, "text": text, "wire": text, "fault": fault.kind if fault else ""}
    entry["text_sha256"] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    entry["member"] = world.member_id(checked.profile, "") if isinstance(checked, Checked) else ""

    def refuse(reply: Reply) -> Reply:
        world.record("create", "x", sync=True, accepted=False, id=None, status=reply.status, cost=0, **entry)
        return reply

    if isinstance(checked, Reply):
        return refuse(checked)
    if fault and (reply := faults.lost(fault, "x", world.latency.hang) or words.refusal(fault.kind)):
        if reply.status == 429:
            window = world.window(world.limits.x_window)
            reply = _with_limits(reply, world.limits.x_create_window, 0, window[1])
        return refuse(reply)

    def publish() -> Reply:
        with world.store.lock:
            if (reply := _refuse(world, checked, body, text)) is not None:
                return refuse(reply)
            cost = PRICE_WITH_LINK if counted_links(text) else PRICE
            if world.limits.x_credits is not None:
                world.limits.x_credits -= cost
                world.save()
            post = _publish(world, checked, body or {}, text)
        world.record("create", "x", sync=True, accepted=True, id=post["id"], status=201, cost=cost, **entry)
        shown, _entities = _shortened(text, post)
        ids = {"edit_history_tweet_ids": [post["id"]], "edit_history_post_ids": [post["id"]]}
        window, reset = world.window(world.limits.x_window)
        left = world.left("x", "create", handle, window, limit=world.limits.x_create_window)
        made = as_json({"data": {"id": post["id"], "text": shown, **ids}}, 201)
        return _with_limits(made, world.limits.x_create_window, left, reset)

    if fault and fault.kind == "late_after":
        world.later(fault.seconds or 3.0, publish)
        return faults.spoil(fault, Reply(), "x", world.latency.hang)
    reply = publish()
    return faults.spoil(fault, reply, "x", world.latency.hang) if fault and reply.status == 201 else reply


def _media_ids(body: Doc) -> list[str] | None:
    """The media of a post; None when they are not written as X wants them."""
    media = body.get("media")
    if media is None:
        return []
    ids = media.get("media_ids") if isinstance(media, dict) else None
    right = isinstance(ids, list) and 1 <= len(ids) <= 4
    if not right or not all(isinstance(item, str) and _MEDIA_ID.fullmatch(item) for item in ids or []):
        return None
    return list(ids or [])


def _refuse(world: World, checked: Checked, body: Doc | None, text: str) -> Reply | None:
    """What X has against a post, in the order in which it looks."""
    if (reply := _limited(world, checked, "create", world.limits.x_create_window)) is not None:
        return reply
    day, end = world.window(DAY)
    within, _ = world.hit("x", "app", checked.token["client_id"], day, limit=world.limits.x_app_day)
    if not within:
        named = {"limit": world.limits.x_app_day, "remaining": 0, "reset": end}
        added = tuple((f"x-app-limit-24hour-{name}", str(value)) for name, value in named.items())
        return replace(words.too_many(), headers=added)
    if body is None:
        return words.invalid("Request body is not valid JSON")
    if unknown := set(body) - _FIELDS:
        return words.invalid(f"[$.{min(unknown)}] is not defined in the schema", **{min(unknown): []})
    ids = _media_ids(body)
    if ids is None:
        return words.bad_media([])
    if not text.strip() and not ids:
        return words.invalid("text or media is required", text=[""])
    if any(name in body for name in ("quote_tweet_id", "reply")):
        return words.forbidden()
    if weight(text) > MAX_WEIGHT or len(_CASHTAG.findall(text)) > 1:
        return words.forbidden()
    for media_id in ids:
        media = world.store.get("x_media", media_id)
        if media is None or media["handle"] != checked.profile["handle"] or media["expires"] < world.now():
            return words.bad_media(ids)
    if (credit := world.limits.x_credits) is not None and credit < (PRICE_WITH_LINK if counted_links(text) else PRICE):
        return words.no_credits()
    return words.duplicate() if world.repeated("x", checked.profile["handle"], _signature(text)) else None


def _signature(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).lower().encode("utf-8", "surrogatepass")).hexdigest()


def _publish(world: World, checked: Checked, body: Doc, text: str) -> Doc:
    media = []
    for media_id in _media_ids(body) or []:
        doc = world.store.get("x_media", media_id) or {}
        media.append({"id": doc["media"], "alt": doc["alt"]})
    found = [url for _, _, url in links(text)]
    details = {"links": found, "media": media, "client_id": checked.token["client_id"]}
    post = world.add_post(checked.profile, text, **details)
    world.remember(post, _signature(text))
    return post


def _shortened(text: str, post: Doc) -> tuple[str, list[Doc]]:
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


def delete(world: World, request: Request, post_id: str) -> Reply:
    checked = caller(world, request, "tweet.write")
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "delete", checked)) is not None:
        return reply
    if (reply := _limited(world, checked, "delete", world.limits.x_delete_window)) is not None:
        return reply
    with world.store.lock:
        post = world.store.get("post", post_id)
        if post is None or post["network"] != "x":
            return as_json(_missing(post_id), 404)
        if post["handle"] != checked.profile["handle"]:
            return words.forbidden()
        if not post["deleted"]:
            world.delete_post(post)
            world.record("delete", "x", sync=True, handle=post["handle"], id=post_id)
    return as_json({"data": {"deleted": True}})


def _missing(post_id: str) -> Doc:
    return {
        "value": post_id,
        "detail": f"Could not find tweet with ids: [{post_id}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": "ids",
        "resource_id": post_id,
        "type": "https://api.twitter.com/2/problems/resource-not-found",
    }


# --- Reading ---------------------------------------------------------------------------------------------------------
def _asked(request: Request) -> set[str]:
    both = f"{request.query('tweet.fields')},{request.query('post.fields')}"
    return set(filter(None, both.split(",")))


def _item(world: World, post: Doc, fields: set[str]) -> Doc:
    text, entities = _shortened(post["text"], post)
    item: Doc = {"id": post["id"], "text": text}
    if "created_at" in fields:
        moment = datetime.fromtimestamp(post["at"], UTC)
        item["created_at"] = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if "entities" in fields and entities:
        item["entities"] = {"urls": entities}
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


def posts(world: World, request: Request) -> Reply:
    checked = caller(world, request, "tweet.read", "users.read")
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "read", checked)) is not None:
        return reply
    ids = [item for item in request.query("ids").split(",") if item]
    if not 1 <= len(ids) <= 100 or not all(_MEDIA_ID.fullmatch(item) for item in ids):
        return words.invalid("The number of values in the ids query parameter must be between 1 and 100", ids=ids[:3])
    fields, data, errors = _asked(request), [], []
    private = fields & {"non_public_metrics", "organic_metrics"}
    for post_id in ids:
        post = world.store.get("post", post_id)
        if post is None or post["network"] != "x" or post["deleted"]:
            errors.append(_missing(post_id))
            continue
        old = world.now() - post["at"] > PRIVATE_DAYS * DAY
        barred = private if old or post["handle"] != checked.profile["handle"] else set()
        errors += [_private_refusal(post_id, field) for field in sorted(barred)]
        data.append(_item(world, post, fields - barred))
    world.record("read", "x", handle=checked.profile["handle"], ids=ids, cost=0.005 * len(data))
    answer: Doc = {**({"data": data} if data else {}), **({"errors": errors} if errors else {})}
    return _limited(world, checked, "read", world.limits.x_read_window, as_json(answer)) or as_json(answer)


def timeline(world: World, request: Request, user_id: str) -> Reply:
    checked = caller(world, request, "tweet.read", "users.read")
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "read", checked)) is not None:
        return reply
    owner = next((p for p in world.profiles("x") if world.member_id(p, "") == user_id), None)
    if owner is None:
        return as_json({"errors": [{**_missing(user_id), "resource_type": "user", "parameter": "id"}]})
    number = request.query("max_results") or "10"
    if not number.isdecimal() or not 5 <= int(number) <= 100:
        return words.invalid("max_results must be between 5 and 100", max_results=[number])
    edge = world.now() - world.latency.read_lag
    found = [post for post in world.posts("x", owner["handle"]) if post["at"] <= edge][: int(number)]
    world.record("read", "x", handle=checked.profile["handle"], ids=[post["id"] for post in found])
    data = [_item(world, post, _asked(request)) for post in found]
    answer: Doc = {**({"data": data} if data else {}), "meta": {"result_count": len(data)}}
    return as_json(answer)


def me(world: World, request: Request) -> Reply:
    checked = caller(world, request, "tweet.read", "users.read")
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "userinfo", checked)) is not None:
        return reply
    profile, fields = checked.profile, set(request.query("user.fields").split(","))
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
    if "users.email" in checked.token["scopes"]:
        optional["confirmed_email"] = profile["email"]
    return as_json({"data": {**user, **{name: optional[name] for name in optional if name in fields}}})


def drawn(world: World, on: str, checked: Checked) -> Reply | None:
    """A failure of a call that is safe to repeat, when the rules ask for one."""
    fault = world.faults.draw(on, "x", checked.profile["handle"])
    if fault is None:
        return None
    hang = world.latency.hang
    return faults.lost(fault, "x", hang) or words.refusal(fault.kind) or faults.spoil(fault, as_json({}), "x", hang)
