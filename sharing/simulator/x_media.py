"""X's media: uploaded in one piece, described, and forgotten after a day when no post used them."""

import base64
import binascii
import secrets
from typing import Final

from sharing.simulator import x_words as words
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.picture import kind_of, size_of
from sharing.simulator.world import DAY, X_EPOCH, World
from sharing.simulator.x_gate import caller, counted, drawn

MAX_IMAGE: Final = 5_000_000
MAX_GIF: Final = 15_000_000


def upload(world: World, request: Request) -> Reply:
    checked = caller(world, request, "media.write")
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "upload", checked)) is not None:
        return reply
    passed = counted(world, checked, "upload", world.limits.x_upload_window)
    if isinstance(passed, Reply):
        return passed
    if request.headers.get("Content-Type", "").startswith("multipart/"):
        parts = request.multipart()
        content, category = parts.get("media", b""), parts.get("media_category", b"").decode()
    else:
        body = request.data() or {}
        category = str(body.get("media_category") or "")
        try:
            content = base64.b64decode(str(body.get("media") or ""), validate=True)
        except binascii.Error:
            content = b""
    if category not in ("tweet_image", "tweet_gif") or not content:
        return words.invalid("media and media_category are required", media_category=[category])
    mime = kind_of(content)
    if not mime:
        return words.invalid("media type unrecognized.", media=[])
    if len(content) > (MAX_GIF if category == "tweet_gif" else MAX_IMAGE):
        return words.problem(413, "Payload Too Large", "The media is too large.")
    kept = world.save_media(content, mime)
    media_id = str(int(world.now() * 1000 - X_EPOCH) << 22 | secrets.randbelow(1 << 22))
    doc = {
        "id": media_id,
        "handle": checked.profile["handle"],
        "media": kept["id"],
        "alt": "",
        "expires": world.now() + DAY,
        "moving": category == "tweet_gif",
    }
    world.store.put("x_media", media_id, doc)
    world.record("upload", "x", handle=checked.profile["handle"], id=media_id, size=len(content))
    answer = {"id": media_id, "media_key": f"3_{media_id}", "size": len(content), "expires_after_secs": DAY}
    width, height = size_of(content)
    return passed.answer(as_json({"data": {**answer, "image": {"image_type": mime, "w": width, "h": height}}}))


def describe(world: World, request: Request) -> Reply:
    checked = caller(world, request, "media.write")
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "describe", checked)) is not None:
        return reply
    body = request.data() or {}
    media = world.store.get("x_media", str(body.get("id")))
    if media is None or media["handle"] != checked.profile["handle"]:
        return words.bad_media([str(body.get("id"))])
    try:
        text = str(body["metadata"]["alt_text"]["text"])
    except (KeyError, TypeError):
        return words.invalid("metadata.alt_text.text is required", metadata=[])
    if len(text) > 1000:
        return words.invalid("alt_text must be at most 1000 characters", **{"metadata.alt_text.text": []})
    world.store.put("x_media", media["id"], {**media, "alt": text})
    associated = {"alt_text": {"text": text}}
    return as_json({"data": {"id": media["id"], "associated_metadata": associated}})
