"""X's posts and reposts: made, deleted, undone."""

import hashlib
import re
from typing import Final

from sharing.simulator import faults
from sharing.simulator import x_words as words
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.meter import SAME_TEXT
from sharing.simulator.similar import likeness, shingles
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.weigh import counted_links, links, weight
from sharing.simulator.world import DAY, World
from sharing.simulator.x_gate import (
    PRICE,
    PRICE_DELETE,
    PRICE_WITH_LINK,
    Passed,
    caller,
    charge,
    counted,
    counted_by_day,
    drawn,
    refused_on_demand,
    spoilt,
)
from sharing.simulator.x_reading import not_found, shortened

MAX_WEIGHT: Final = 280
SCOPES: Final = ("tweet.read", "tweet.write", "users.read")
_FIELDS: Final = frozenset(
    {"text", "media", "reply", "poll", "reply_settings", "community_id", "made_with_ai", "paid_partnership", "nullcast"}
    | {"quote_tweet_id", "edit_options", "direct_message_deep_link", "for_super_followers_only", "geo", "card_uri"}
    | {"share_with_followers"}
)
_CASHTAG: Final = re.compile(r"(?<!\S)\$[A-Za-z]{1,6}(?![\w$])")
_MEDIA_ID: Final = re.compile(r"[0-9]{1,19}")
_SIMILAR_FOR: Final = 30 * DAY


# --- Posts -----------------------------------------------------------------------------------------------------------
def create(world: World, request: Request) -> Reply:
    checked = caller(world, request, *SCOPES)
    body = request.data()
    text = str((body or {}).get("text") or "")
    entry = _entry(world, checked, text)
    fault = world.faults.draw("create", "x", entry["handle"], text)
    entry["fault"] = fault.kind if fault else ""

    def refuse(reply: Reply) -> Reply:
        world.record("create", "x", sync=True, accepted=False, id=None, status=reply.status, cost=0, **entry)
        return reply

    if isinstance(checked, Reply):
        return refuse(checked)
    if (reply := refused_on_demand(world, fault, "create", entry["handle"])) is not None:
        return refuse(reply)

    def publish() -> Reply:
        passed = counted(world, checked, "create", world.limits.x_create_window)
        passed = counted_by_day(world, passed) if isinstance(passed, Passed) else passed
        if isinstance(passed, Reply):
            return refuse(passed)
        if (reply := _refuse(world, passed, body, text)) is not None:
            return refuse(passed.answer(reply))
        cost = PRICE_WITH_LINK if counted_links(text) else PRICE
        if (reply := charge(world, cost)) is not None:
            return refuse(passed.answer(reply))
        post = _publish(world, passed, body or {}, text)
        content = "image" if post["media"] else "text"
        world.record(
            "create", "x", sync=True, accepted=True, id=post["id"], status=201, cost=cost, content=content, **entry
        )
        shown, _entities = shortened(text, post)
        ids = {"edit_history_tweet_ids": [post["id"]], "edit_history_post_ids": [post["id"]]}
        return passed.answer(as_json({"data": {"id": post["id"], "text": shown, **ids}}, 201))

    if fault and fault.kind == "late_after":
        world.later(fault.seconds or 3.0, publish)
        return faults.spoil(fault, Reply(), "x", world.latency.hang)
    return spoilt(world, fault, publish())


def _entry(world: World, checked: Reply | Checked, text: str, relayed: str = "") -> Doc:
    """What the log keeps of a publishing call."""
    known = isinstance(checked, Checked)
    return {
        "handle": checked.profile["handle"] if isinstance(checked, Checked) else "",
        "member": world.member_id(checked.profile, "") if known and isinstance(checked, Checked) else "",
        "text": text,
        "wire": text,
        "text_sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "reshare_of": relayed,
    }


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


def _refuse(world: World, passed: Passed, body: Doc | None, text: str) -> Reply | None:
    """What X has against a post, in the order in which it looks."""
    if body is None:
        return words.invalid("Request body is not valid JSON")
    if unknown := set(body) - _FIELDS:
        return words.invalid(f"[$.{min(unknown)}] is not defined in the schema", **{min(unknown): []})
    ids = _media_ids(body)
    if ids is None:
        return words.bad_media([])
    if not text.strip() and not ids:
        return words.invalid("text or media is required", text=[""])
    if "reply" in body:
        return words.not_summoned()
    if "quote_tweet_id" in body or weight(text) > MAX_WEIGHT or len(_CASHTAG.findall(text)) > 1:
        return words.forbidden()
    media = [world.store.get("x_media", media_id) for media_id in ids]
    for each in media:
        if each is None or each["handle"] != passed.handle or each["expires"] < world.now():
            return words.bad_media(ids)
    # Four photos, or one GIF.
    if len(ids) > 1 and any(each and each["moving"] for each in media):
        return words.bad_media(ids)
    if world.repeated("x", passed.handle, _signature(text)) is not None or _too_similar(world, passed, text):
        return words.duplicate()
    return None


def _signature(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).lower().encode("utf-8", "surrogatepass")).hexdigest()


def _too_similar(world: World, passed: Passed, text: str) -> bool:
    """Whether another account of the application posted nearly the same lately, when that is looked at."""
    if world.limits.x_similarity <= 0:
        return False
    mine, since = shingles(text), world.now() - _SIMILAR_FOR
    for post in world.store.all("post", network="x", client_id=passed.token["client_id"]):
        foreign = post["handle"] != passed.handle and post["at"] >= since and post["text"]
        if foreign and likeness(mine, shingles(post["text"])) >= world.limits.x_similarity:
            world.meter.violate(SAME_TEXT)
            return True
    return False


def _publish(world: World, passed: Passed, body: Doc, text: str) -> Doc:
    media = []
    for media_id in _media_ids(body) or []:
        doc = world.store.get("x_media", media_id) or {}
        media.append({"id": doc["media"], "alt": doc["alt"]})
    found = [url for _, _, url in links(text)]
    details = {"links": found, "media": media, "client_id": passed.token["client_id"], "signature": _signature(text)}
    post = world.add_post(passed.profile, text, **details)
    # Its rules forbid one text from several accounts of an application; its interface does not look.
    if text.strip() and world.said_by_another(post):
        world.meter.violate(SAME_TEXT)
    return post


def delete(world: World, request: Request, post_id: str) -> Reply:
    checked = caller(world, request, "tweet.write")
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "delete", checked)) is not None:
        return reply
    passed = counted(world, checked, "delete", world.limits.x_delete_window)
    if isinstance(passed, Reply):
        return passed
    post = world.store.get("post", post_id)
    if post is None or post["network"] != "x":
        return passed.answer(as_json(not_found(post_id), 404))
    if post["handle"] != passed.handle:
        return passed.answer(words.forbidden())
    if (reply := charge(world, PRICE_DELETE)) is not None:
        return passed.answer(reply)
    if not post["deleted"]:
        world.delete_post(post)
        world.record("delete", "x", sync=True, handle=post["handle"], id=post_id)
    return passed.answer(as_json({"data": {"deleted": True}}))


# --- Reposts ---------------------------------------------------------------------------------------------------------
def repost(world: World, request: Request, user_id: str) -> Reply:
    checked = caller(world, request, *SCOPES)
    relayed = str((request.data() or {}).get("tweet_id") or "")
    entry = _entry(world, checked, "", relayed)
    fault = world.faults.draw("create", "x", entry["handle"])
    entry["fault"] = fault.kind if fault else ""

    def refuse(reply: Reply) -> Reply:
        world.record("create", "x", sync=True, accepted=False, id=None, status=reply.status, cost=0, **entry)
        return reply

    if isinstance(checked, Reply):
        return refuse(checked)
    if (reply := refused_on_demand(world, fault, "repost", entry["handle"])) is not None:
        return refuse(reply)

    def publish() -> Reply:
        passed = counted(world, checked, "repost", world.limits.x_repost_window)
        if isinstance(passed, Reply):
            return refuse(passed)
        if user_id != entry["member"] or not _MEDIA_ID.fullmatch(relayed):
            return refuse(passed.answer(words.invalid("tweet_id is not valid", tweet_id=[relayed])))
        parent = world.shown("x", relayed)
        if parent is None:
            return refuse(passed.answer(as_json(not_found(relayed), 404)))
        if _reposted(world, passed.handle, relayed) is not None:
            return refuse(passed.answer(words.reposted_already()))
        if (reply := charge(world, PRICE)) is not None:
            return refuse(passed.answer(reply))
        post = world.add_post(passed.profile, "", parent=relayed, client_id=passed.token["client_id"])
        world.change_post(parent, real_reshares=parent.get("real_reshares", 0) + 1)
        made = {"id": f"repost:{relayed}", "status": 200, "cost": PRICE, "content": "reshare"}
        world.record("create", "x", sync=True, accepted=True, **made, **entry)
        return passed.answer(as_json({"data": {"retweeted": True, "reposted": True, "rest_id": post["id"]}}))

    if fault and fault.kind == "late_after":
        world.later(fault.seconds or 3.0, publish)
        return faults.spoil(fault, Reply(), "x", world.latency.hang)
    return spoilt(world, fault, publish())


def _reposted(world: World, handle: str, relayed: str) -> Doc | None:
    return next((post for post in world.posts("x", handle) if post.get("parent") == relayed), None)


def undo_repost(world: World, request: Request, user_id: str, relayed: str) -> Reply:
    checked = caller(world, request, *SCOPES)
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "delete", checked)) is not None:
        return reply
    passed = counted(world, checked, "repost", world.limits.x_repost_window)
    if isinstance(passed, Reply):
        return passed
    if user_id != world.member_id(checked.profile, ""):
        return passed.answer(words.forbidden())
    post = _reposted(world, passed.handle, relayed)
    if post is not None:
        world.delete_post(post)
        if (parent := world.store.get("post", relayed)) is not None:
            world.change_post(parent, real_reshares=max(0, parent.get("real_reshares", 0) - 1))
        world.record("delete", "x", sync=True, handle=passed.handle, id=f"repost:{relayed}")
    return passed.answer(as_json({"data": {"retweeted": False, "reposted": False}}))
