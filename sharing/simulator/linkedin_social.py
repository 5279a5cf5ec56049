"""Comments and reactions on LinkedIn, which take a scope that few applications get."""

import hashlib
from typing import Final
from urllib.parse import unquote

from sharing.simulator import faults
from sharing.simulator import linkedin_words as words
from sharing.simulator.linkedin_gate import author_of, drawn, gate, lacks, refused_on_demand, spoilt, summary
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.world import World

SCOPE: Final = "w_member_social_feed"
MAX_COMMENT: Final = 1250
_REACTIONS: Final = ("LIKE", "PRAISE", "EMPATHY", "INTEREST", "APPRECIATION", "ENTERTAINMENT")


def comment(world: World, request: Request, urn: str) -> Reply:
    checked = gate(world, request)
    body, target = request.data(), unquote(urn)
    message = (body or {}).get("message")
    text = str(message.get("text") or "") if isinstance(message, dict) else ""
    entry = summary(checked) | {"text": text, "on": target}
    fault = world.faults.draw("comment", "linkedin", entry["handle"], text)
    entry |= {"fault": fault.kind if fault else ""}
    entry |= {"text_sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}

    def refuse(reply: Reply) -> Reply:
        world.record("comment", "linkedin", sync=True, accepted=False, id=None, status=reply.status, **entry)
        return reply

    if isinstance(checked, Reply):
        return refuse(checked)
    if (reply := refused_on_demand(world, fault, entry["handle"])) is not None:
        return refuse(reply)

    def publish() -> Reply:
        if (reply := _refuse(world, checked, body, target, text)) is not None:
            return refuse(reply)
        number = world.new_number(0, world.now())
        made = f"urn:li:comment:({target},{number})"
        doc = {"id": made, "on": target, "handle": checked.profile["handle"], "text": text, "at": world.now()}
        world.store.put("comment", made, {**doc, "deleted": False})
        _count(world, target, "real_comments", 1)
        world.record("comment", "linkedin", sync=True, accepted=True, id=made, status=201, **entry)
        said = {"id": str(number), "$URN": made, "object": target, "actor": author_of(world, checked)}
        return as_json({**said, "message": {"text": text, "attributes": []}}, 201)

    if fault and fault.kind == "late_after":
        world.later(fault.seconds or 3.0, publish)
        return faults.spoil(fault, Reply(), "linkedin", world.latency.hang)
    return spoilt(world, fault, publish())


def _refuse(world: World, checked: Checked, body: Doc | None, target: str, text: str) -> Reply | None:
    if lacks(checked, SCOPE):
        return words.denied("partnerApiSocialActions.CREATE.20260901")
    if body is None:
        return words.no_json()
    if body.get("actor") != author_of(world, checked):
        return words.denied("partnerApiSocialActions.CREATE.20260901")
    if not target.startswith(("urn:li:share:", "urn:li:ugcPost:")) or body.get("object") != target:
        return words.input_error("INVALID_URN_TYPE", "object is not a share or a ugcPost", field="object", status=400)
    if not text.strip():
        return words.input_error("INVALID_VALUE_BLANK_FIELD", "message is blank", field="message/text")
    if len(text) > MAX_COMMENT:
        return words.input_error("FIELD_LENGTH_TOO_LONG", "message/text is too long", field="message/text")
    post = world.shown("linkedin", target)
    if post is None:
        return words.not_found()
    return words.comments_closed() if post.get("comments_closed") else None


def _count(world: World, target: str, name: str, step: int) -> None:
    post = world.store.get("post", target)
    if post is not None:
        world.change_post(post, **{name: max(0, post.get(name, 0) + step)})


def delete_comment(world: World, request: Request, urn: str, number: str) -> Reply:
    checked = gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "delete", checked)) is not None:
        return reply
    found = world.store.get("comment", f"urn:li:comment:({unquote(urn)},{number})")
    if lacks(checked, SCOPE) or request.query("actor") != author_of(world, checked):
        return words.denied("partnerApiSocialActions.DELETE.20260901")
    if found is None or found["deleted"]:
        return words.not_found()
    if found["handle"] != checked.profile["handle"]:
        return words.denied("partnerApiSocialActions.DELETE.20260901")
    world.store.put("comment", found["id"], {**found, "deleted": True})
    _count(world, found["on"], "real_comments", -1)
    world.record("delete", "linkedin", sync=True, handle=found["handle"], id=found["id"])
    return Reply(204)


def react(world: World, request: Request) -> Reply:
    checked = gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "react", checked)) is not None:
        return reply
    body = request.data() or {}
    root, kind = str(body.get("root") or ""), str(body.get("reactionType") or "")
    if lacks(checked, SCOPE) or request.query("actor") != author_of(world, checked):
        return words.denied("partnerApiReactions.CREATE.20260901")
    if kind not in _REACTIONS:
        return words.input_error("INVALID_VALUE_FOR_FIELD", "reactionType is unknown", field="reactionType")
    if world.shown("linkedin", root) is None:
        return words.not_found()
    handle = checked.profile["handle"]
    if world.store.get("reaction", f"{root} {handle}") is not None:
        return as_json({"status": 409, "code": "CONFLICT", "message": "The member has reacted already"}, 409)
    world.store.put("reaction", f"{root} {handle}", {"on": root, "handle": handle, "kind": kind, "at": world.now()})
    _count(world, root, "real_reactions", 1)
    made = f"urn:li:reaction:({author_of(world, checked)},{root})"
    world.record("react", "linkedin", sync=True, handle=handle, on=root, id=made)
    return as_json({"id": made, "root": root, "reactionType": kind}, 201)


def comments_on(world: World, post_id: str) -> list[Doc]:
    """The comments of a post, oldest first."""
    return world.store.all("comment", on=post_id, deleted=False)
