"""LinkedIn's posts: texts, articles, images, documents and reposts."""

import hashlib
from typing import Any, Final
from urllib.parse import unquote

from sharing.simulator import faults
from sharing.simulator import linkedin_words as words
from sharing.simulator.linkedin_gate import author_of, drawn, gate, lacks, refused_on_demand, spoilt, summary
from sharing.simulator.linkedin_media import refuse_file
from sharing.simulator.little import Rendered, render
from sharing.simulator.messages import Reply, Request
from sharing.simulator.meter import TRUNCATED
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.weigh import links
from sharing.simulator.world import World

MAX_TEXT: Final = 3000
MAX_IMAGES: Final = 20
_REQUIRED: Final = ("author", "commentary", "visibility", "distribution", "lifecycleState")
_VISIBILITIES: Final = ("PUBLIC", "CONNECTIONS", "LOGGED_IN", "CONTAINER")
_KINDS: Final = ("article", "media", "multiImage", "poll")
_PARENTS: Final = ("urn:li:share:", "urn:li:ugcPost:", "urn:li:groupPost:")


def create(world: World, request: Request) -> Reply:
    checked = gate(world, request)
    body = request.data()
    wire = str(body.get("commentary") or "") if body else ""
    seen = render(wire)
    entry = summary(checked)
    # A mark is found however it was written: escaped, or by a test that sends it raw.
    fault = world.faults.draw(
        "create", "linkedin", entry["handle"], seen.text if faults.MARK.search(seen.text) else wire
    )
    entry |= {"text": seen.text, "wire": wire, "fault": fault.kind if fault else "", "cut_at": seen.cut_at}
    entry |= {"text_sha256": hashlib.sha256(seen.text.encode("utf-8", "surrogatepass")).hexdigest()}
    entry |= {"member": str((body or {}).get("author") or ""), "reshare_of": _parent(body)}

    def refuse(reply: Reply) -> Reply:
        world.record("create", "linkedin", sync=True, accepted=False, id=None, status=reply.status, **entry)
        return reply

    if isinstance(checked, Reply):
        return refuse(checked)
    if (reply := refused_on_demand(world, fault, entry["handle"])) is not None:
        return refuse(reply)

    def publish() -> Reply:
        if (reply := _refuse(world, checked, body, seen)) is not None:
            return refuse(reply)
        post = _publish(world, checked, body or {}, seen)
        content = "reshare" if post["parent"] else ",".join((body or {}).get("content") or {}) or "text"
        world.record(
            "create", "linkedin", sync=True, accepted=True, id=post["id"], status=201, content=content, **entry
        )
        return Reply(201, headers=(("x-restli-id", post["id"]), ("x-linkedin-id", post["id"])))

    if fault and fault.kind == "late_after":
        world.later(fault.seconds or 3.0, publish)
        return faults.spoil(fault, Reply(), "linkedin", world.latency.hang)
    return spoilt(world, fault, publish())


def _parent(body: Doc | None) -> str:
    context = (body or {}).get("reshareContext")
    return str(context.get("parent") or "") if isinstance(context, dict) else ""


def _signature(body: Doc) -> str:
    content = body.get("content") or {}
    article = content.get("article") if isinstance(content, dict) else None
    source = str(article.get("source") or "") if isinstance(article, dict) else ""
    said = f"{body.get('commentary')}\n{source}\n{_parent(body)}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _refuse(world: World, checked: Checked, body: Doc | None, seen: Rendered) -> Reply | None:
    """What LinkedIn has against a post, in the order in which it looks."""
    if body is None:
        return words.no_json()
    for name in _REQUIRED:
        if name not in body or not isinstance(body[name], dict if name == "distribution" else str):
            return words.missing_field(name)
    if "feedDistribution" not in body["distribution"]:
        return words.missing_field("distribution/feedDistribution")
    if body["visibility"] not in _VISIBILITIES or body["lifecycleState"] != "PUBLISHED":
        return words.invalid("ERROR :: /lifecycleState :: only PUBLISHED is accepted on creation\n")
    if lacks(checked, "w_member_social") or body["author"] != author_of(world, checked):
        return words.denied("partnerApiPostsExternal.CREATE.20260901")
    if len(seen.text) > MAX_TEXT:
        said = f"commentary exceeds the maximum length of {MAX_TEXT}"
        return words.input_error("FIELD_LENGTH_TOO_LONG", said, field="commentary")
    refuse_content = _refuse_reshare if "reshareContext" in body else _refuse_content
    if (reply := refuse_content(world, checked, body)) is not None:
        return reply
    if not body["commentary"].strip() and not body.get("content") and not _parent(body):
        return words.input_error("INVALID_VALUE_BLANK_FIELD", "commentary is blank", field="commentary")
    known = world.repeated("linkedin", checked.profile["handle"], _signature(body))
    return words.duplicate(known["id"]) if known is not None else None


def _refuse_reshare(world: World, checked: Checked, body: Doc) -> Reply | None:
    parent, field = _parent(body), "reshareContext.parent"
    if body.get("content"):
        return words.invalid("ERROR :: /reshareContext :: a reshare takes no content\n")
    if not parent.startswith(_PARENTS):
        said = f"{parent} is not allowed. Allowed URN types are groupPost, share, ugcPost"
        return words.input_error("INVALID_URN_TYPE", said, field=field)
    post = world.shown("linkedin", parent)
    if post is None:
        return words.input_error("INVALID_URN_ID", f"{parent} does not exist", field=field)
    if post.get("reshares_closed"):
        said = "Reshare is disabled by the author"
        return words.input_error("INVALID_VALUE_FOR_FIELD", said, field=field)
    return None


def _images(content: Doc) -> list[Doc]:
    multi = content.get("multiImage")
    return [item for item in multi.get("images") or [] if isinstance(item, dict)] if isinstance(multi, dict) else []


def _refuse_content(world: World, checked: Checked, body: Doc) -> Reply | None:
    content: Any = body.get("content")
    if content is None:
        return None
    kinds = [kind for kind in _KINDS if kind in content] if isinstance(content, dict) else []
    if len(kinds) != 1 or not isinstance(content[kinds[0]], dict):
        return words.invalid("ERROR :: /content :: union must have exactly one member\n")
    if kinds == ["article"]:
        return _refuse_article(world, checked, content["article"])
    if kinds == ["media"]:
        media = content["media"]
        if str(media.get("id") or "").startswith("urn:li:document:") and not media.get("title"):
            return words.missing_field("content/media/title")
        return refuse_file(world, checked, media)
    images = _images(content)
    if kinds == ["poll"] or not 2 <= len(images) <= MAX_IMAGES:
        said = "multiImage takes 2 to 20 images"
        return words.input_error("INVALID_VALUE_FOR_FIELD", said, field="content.multiImage")
    refusals = (refuse_file(world, checked, image, kinds=("image",)) for image in images)
    return next((reply for reply in refusals if reply is not None), None)


def _refuse_article(world: World, checked: Checked, article: Doc) -> Reply | None:
    if not str(article.get("source") or "").startswith(("http://", "https://")):
        return words.input_error("INVALID_URL", "source is not a valid URL", field="content.article.source")
    if not article.get("title"):
        return words.missing_field("content/article/title")
    thumbnail = article.get("thumbnail")
    return refuse_file(world, checked, {"id": thumbnail}, kinds=("image",)) if thumbnail else None


def _publish(world: World, checked: Checked, body: Doc, seen: Rendered) -> Doc:
    content = body.get("content") or {}
    article, single = content.get("article"), content.get("media")
    card: Doc | None = None
    if article:
        thumbnail = world.store.get("upload", str(article.get("thumbnail") or "")) or {}
        card = {"url": article["source"], "title": article["title"], "description": article.get("description") or ""}
        card["image"] = thumbnail.get("media") or ""
    document: Doc | None = None
    images = _images(content)
    if single:
        upload = world.store.get("upload", single["id"]) or {}
        if upload.get("kind") == "document":
            document = {"id": upload["media"], "title": single["title"], "pages": upload.get("pages", 0)}
        else:
            images = [single]
    found = [url for _, _, url in links(seen.text)]
    post = world.add_post(
        checked.profile,
        seen.text,
        hashtags=list(seen.hashtags),
        links=found + ([card["url"]] if card else []),
        card=card,
        document=document,
        media=[
            {"id": (world.store.get("upload", item["id"]) or {})["media"], "alt": item.get("altText") or ""}
            for item in images
        ],
        client_id=checked.token["client_id"],
        parent=_parent(body),
        reshares_closed=bool(body.get("isReshareDisabledByAuthor")),
        signature=_signature(body),
    )
    if seen.cut_at is not None:
        world.meter.violate(TRUNCATED)
    if post["parent"] and (parent := world.shown("linkedin", post["parent"])) is not None:
        world.change_post(parent, real_reshares=parent.get("real_reshares", 0) + 1)
    return post


def delete(world: World, request: Request, urn: str) -> Reply:
    checked = gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if (reply := drawn(world, "delete", checked)) is not None:
        return reply
    post = world.store.get("post", unquote(urn))
    if post is not None and post["handle"] != checked.profile["handle"]:
        return words.denied("partnerApiPostsExternal.DELETE.20260901")
    if post is not None and not post["deleted"]:
        world.delete_post(post)
        world.record("delete", "linkedin", sync=True, handle=post["handle"], id=post["id"])
    return Reply(204)


def read(world: World, request: Request, urn: str) -> Reply:
    checked = gate(world, request)
    return checked if isinstance(checked, Reply) else words.denied("partnerApiPostsExternal.GET.20260901")
