"""LinkedIn's images and documents: announced, put in one piece, and processed before a post may use them."""

import re
import secrets
from typing import Final

from sharing.simulator import linkedin_words as words
from sharing.simulator import tokens
from sharing.simulator.linkedin_gate import author_of, drawn, gate, lacks
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.picture import kind_of, size_of
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.world import DAY, World

MAX_ALT: Final = 4086
MAX_PIXELS: Final = 36_152_320
MAX_DOCUMENT: Final = 100_000_000
MAX_PAGES: Final = 300
_IMAGES: Final = ("image/png", "image/jpeg", "image/gif")
_OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def start_upload(world: World, request: Request, plural: str) -> Reply:
    checked = gate(world, request)
    if isinstance(checked, Reply):
        return checked
    kind = plural.removesuffix("s")
    if request.query("action") != "initializeUpload":
        return words.invalid("ERROR :: /action :: unknown\n")
    if (reply := drawn(world, "upload", checked)) is not None:
        return reply
    order = (request.data() or {}).get("initializeUploadRequest")
    if not isinstance(order, dict) or "owner" not in order:
        return words.missing_field("initializeUploadRequest/owner")
    if order["owner"] != author_of(world, checked) or lacks(checked, "w_member_social"):
        return words.denied(f"partnerApi{plural.title()}.ACTION-initializeUpload.20260901")
    code = secrets.token_urlsafe(14)
    urn = f"urn:li:{kind}:{code}"
    doc = {"urn": urn, "kind": kind, "handle": checked.profile["handle"], "at": world.now(), "media": "", "put_at": 0.0}
    world.store.put("upload", urn, doc)
    world.store.put("upload_address", code, {"urn": urn})
    host = request.headers.get("Host", "127.0.0.1")
    value = {
        "uploadUrlExpiresAt": int((world.now() + DAY) * 1000),
        "uploadUrl": f"http://{host}/linkedin/dms-uploads/{code}/0",
        kind: urn,
    }
    return as_json({"value": value})


def put(world: World, request: Request, code: str) -> Reply:
    checked = tokens.check(world, "linkedin", request.bearer)
    if checked.state != "live":
        return words.unauthorised(checked.state)
    if (reply := drawn(world, "put", checked)) is not None:
        return reply
    place = world.store.get("upload_address", code) or {}
    upload = world.store.get("upload", str(place.get("urn")))
    if upload is None or upload["handle"] != checked.profile["handle"] or world.now() - upload["at"] > DAY:
        return words.input_error("EXPIRED_UPLOAD_URL", "The upload URL has expired", status=400)
    if not request.body:
        return words.input_error("UPDATING_ASSET_FAILED", "No content", status=400)
    found = _document(request.body) if upload["kind"] == "document" else _image(request.body)
    media = world.save_media(request.body, str(found["mime"] or "application/octet-stream"))
    world.store.put("upload", upload["urn"], {**upload, **found, "media": media["id"], "put_at": world.now()})
    world.record("upload", "linkedin", handle=upload["handle"], id=upload["urn"], size=len(request.body))
    return Reply(201)


def _image(content: bytes) -> Doc:
    """What processing an image comes to. One of another kind, or too large, is taken and fails later."""
    mime = kind_of(content)
    width, height = size_of(content)
    return {"mime": mime, "failed": mime not in _IMAGES or width * height >= MAX_PIXELS}


def _document(content: bytes) -> Doc:
    pages = len(_PAGE.findall(content)) if content.startswith(b"%PDF-") else 0
    known = content.startswith((b"%PDF-", *_OFFICE)) and len(content) <= MAX_DOCUMENT and pages <= MAX_PAGES
    return {"mime": "application/pdf" if pages else "", "pages": pages, "failed": not known}


def status(world: World, request: Request, plural: str, urn: str) -> Reply:
    checked = gate(world, request)
    return checked if isinstance(checked, Reply) else words.image_denied()


def refuse_file(
    world: World, checked: Checked, item: Doc, kinds: tuple[str, ...] = ("image", "document")
) -> Reply | None:
    """What LinkedIn has against a file in a post."""
    urn, field = str(item.get("id") or ""), "content.media.id"
    if not urn.startswith(tuple(f"urn:li:{kind}:" for kind in kinds)):
        return words.input_error("INVALID_IMAGE_ID", f"{urn or 'id'} is not an image", field=field)
    if len(str(item.get("altText") or "")) > MAX_ALT:
        return words.input_error("FIELD_LENGTH_TOO_LONG", "altText is too long", field="content.media.altText")
    upload = world.store.get("upload", urn)
    # Its owner has to be the author of the post.
    if upload is None or upload["handle"] != checked.profile["handle"]:
        return words.input_error("INVALID_IMAGE_ID", "Media asset does not exist", field=field)
    if not upload["media"]:
        return words.input_error("MEDIA_ASSET_WAITING_UPLOAD", "Media asset is waiting upload", field="content.media")
    if world.now() - upload["put_at"] < world.latency.media:
        return words.input_error("MEDIA_ASSET_WAITING_UPLOAD", "Media asset is still processing", field="content.media")
    if upload.get("failed"):
        return words.input_error(
            "MEDIA_ASSET_PROCESSING_FAILED", "Media asset failed processing", field="content.media"
        )
    return None
