"""LinkedIn's REST interface: posts, images and the figures of members' posts."""

import hashlib
import re
import secrets
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import unquote

from sharing.simulator import faults, tokens
from sharing.simulator import linkedin_words as words
from sharing.simulator.little import Rendered, render
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.store import Doc
from sharing.simulator.tokens import Checked
from sharing.simulator.weigh import links
from sharing.simulator.world import DAY, World

# The monthly versions and the day each ends. Later ones are taken as they come.
SUNSETS: Final = {
    "202509": date(2026, 9, 15),
    "202510": date(2026, 10, 15),
    "202511": date(2026, 11, 16),
    "202601": date(2027, 1, 15),
    "202602": date(2027, 2, 15),
    "202603": date(2027, 3, 16),
    "202604": date(2027, 4, 15),
    "202605": date(2027, 5, 15),
    "202606": date(2027, 6, 15),
    "202607": date(2027, 7, 15),
    "202608": date(2027, 8, 17),
    "202609": date(2027, 9, 15),
}
PLAIN_METRIC_TYPE_SINCE: Final = "202605"
MAX_TEXT: Final = 3000
MAX_ALT: Final = 4086
MAX_IMAGES: Final = 20
_REQUIRED: Final = ("author", "commentary", "visibility", "distribution", "lifecycleState")
_VISIBILITIES: Final = ("PUBLIC", "CONNECTIONS", "LOGGED_IN", "CONTAINER")
_QUERIES: Final = {
    "IMPRESSION": "impressions",
    "MEMBERS_REACHED": "members_reached",
    "REACTION": "reactions",
    "COMMENT": "comments",
    "RESHARE": "reshares",
    "LINK_CLICKS": "link_clicks",
}
_LATE_QUERIES: Final = {"LINK_CLICKS": "202604"}
_WRAPPED: Final = "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1"


def author_of(world: World, checked: Checked) -> str:
    return f"urn:li:person:{world.member_id(checked.profile, checked.token['client_id'])}"


def _gate(world: World, request: Request) -> Reply | Checked:
    """Who calls; or the refusal of the token, of the version, or of the day's number of calls."""
    checked = tokens.check(world, "linkedin", request.bearer)
    if checked.state != "live":
        return words.unauthorised(checked.state)
    if (bad := _version(world, request)) is not None:
        return bad
    day, _ = world.window(DAY)
    limits = world.limits
    within, _ = world.hit("linkedin", "app", checked.token["client_id"], day, limit=limits.linkedin_app_day)
    if not within:
        return words.throttled("APPLICATION DAY ")
    within, _ = world.hit("linkedin", "member", checked.token["handle"], day, limit=limits.linkedin_member_day)
    return checked if within else words.throttled("MEMBER DAY ")


def _version(world: World, request: Request) -> Reply | None:
    version = request.headers.get("LinkedIn-Version", "")
    if not version:
        return words.no_version()
    today = datetime.fromtimestamp(world.now(), UTC).date()
    newest = f"{today:%Y%m}"
    known = SUNSETS.get(version)
    if known is None and not (re.fullmatch(r"20\d{4}", version) and max(SUNSETS) < version <= newest):
        return words.dead_version(version)
    return words.dead_version(version) if known is not None and today >= known else None


# --- Posts -----------------------------------------------------------------------------------------------------------
def create(world: World, request: Request) -> Reply:
    checked = _gate(world, request)
    body = request.data()
    wire = str(body.get("commentary") or "") if body else ""
    seen = render(wire)
    handle = checked.profile["handle"] if isinstance(checked, Checked) else ""
    # A mark is found however it was written: escaped, or by a test that sends it raw.
    fault = world.faults.draw("create", "linkedin", handle, seen.text if faults.MARK.search(seen.text) else wire)
    entry: Doc = {"handle": handle, "text": seen.text, "wire": wire, "fault": fault.kind if fault else ""}
    entry |= {"text_sha256": hashlib.sha256(seen.text.encode("utf-8", "surrogatepass")).hexdigest()}
    entry |= {"cut_at": seen.cut_at, "member": str((body or {}).get("author") or "")}

    def refuse(reply: Reply) -> Reply:
        world.record("create", "linkedin", sync=True, accepted=False, id=None, status=reply.status, **entry)
        return reply

    if isinstance(checked, Reply):
        return refuse(checked)
    if fault and (reply := faults.lost(fault, "linkedin", world.latency.hang) or words.refusal(fault.kind)):
        return refuse(reply)

    def publish() -> Reply:
        with world.store.lock:
            if (reply := _refuse(world, checked, body, seen)) is not None:
                return refuse(reply)
            post = _publish(world, checked, body or {}, seen)
        world.record("create", "linkedin", sync=True, accepted=True, id=post["id"], status=201, **entry)
        return Reply(201, headers=(("x-restli-id", post["id"]), ("x-linkedin-id", post["id"])))

    if fault and fault.kind == "late_after":
        world.later(fault.seconds or 3.0, publish)
        return faults.spoil(fault, Reply(), "linkedin", world.latency.hang)
    reply = publish()
    return faults.spoil(fault, reply, "linkedin", world.latency.hang) if fault and reply.status == 201 else reply


def _signature(body: Doc) -> str:
    content = body.get("content") or {}
    article = content.get("article") if isinstance(content, dict) else None
    source = str(article.get("source") or "") if isinstance(article, dict) else ""
    return hashlib.sha256(f"{body.get('commentary')}\n{source}".encode("utf-8", "surrogatepass")).hexdigest()


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
    if "w_member_social" not in checked.token["scopes"] or body["author"] != author_of(world, checked):
        return words.denied("partnerApiPostsExternal.CREATE.20260901")
    if len(seen.text) > MAX_TEXT:
        return words.input_error(
            "FIELD_LENGTH_TOO_LONG", f"commentary exceeds the maximum length of {MAX_TEXT}", field="commentary"
        )
    if (reply := _refuse_content(world, checked, body.get("content"))) is not None:
        return reply
    if not body["commentary"].strip() and not body.get("content"):
        return words.input_error("INVALID_VALUE_BLANK_FIELD", "commentary is blank", field="commentary")
    known = world.repeated("linkedin", checked.profile["handle"], _signature(body))
    return words.duplicate(known["id"]) if known is not None else None


def _images(content: Doc) -> list[Doc]:
    multi = content.get("multiImage")
    if isinstance(multi, dict):
        return [item for item in multi.get("images") or [] if isinstance(item, dict)]
    media = content.get("media")
    return [media] if isinstance(media, dict) else []


def _refuse_content(world: World, checked: Checked, content: Any) -> Reply | None:
    if content is None:
        return None
    kinds = [kind for kind in ("article", "media", "multiImage", "poll") if kind in content]
    if not isinstance(content, dict) or len(kinds) != 1:
        return words.invalid("ERROR :: /content :: union must have exactly one member\n")
    if kinds == ["article"]:
        article = content["article"]
        if not str(article.get("source") or "").startswith(("http://", "https://")):
            return words.input_error("INVALID_URL", "source is not a valid URL", field="content.article.source")
        if not article.get("title"):
            return words.missing_field("content/article/title")
        thumbnail = article.get("thumbnail")
        return _refuse_image(world, checked, {"id": thumbnail}) if thumbnail else None
    images = _images(content)
    if kinds == ["multiImage"] and not 2 <= len(images) <= MAX_IMAGES:
        return words.input_error(
            "INVALID_VALUE_FOR_FIELD", "multiImage takes 2 to 20 images", field="content.multiImage"
        )
    for image in images:
        if (reply := _refuse_image(world, checked, image)) is not None:
            return reply
    return None


def _refuse_image(world: World, checked: Checked, item: Doc) -> Reply | None:
    urn = str(item.get("id") or "")
    if not urn.startswith("urn:li:image:"):
        return words.input_error("INVALID_IMAGE_ID", f"{urn or 'id'} is not an image", field="content.media.id")
    if len(str(item.get("altText") or "")) > MAX_ALT:
        return words.input_error("FIELD_LENGTH_TOO_LONG", "altText is too long", field="content.media.altText")
    image = world.store.get("image", urn)
    if image is None or image["handle"] != checked.profile["handle"]:
        return words.input_error("INVALID_IMAGE_ID", "Image does not exist", field="content.media.id")
    if not image["media"]:
        return words.input_error("MEDIA_ASSET_WAITING_UPLOAD", "Media asset is waiting upload", field="content.media")
    if world.now() - image["put_at"] < world.latency.media:
        return words.input_error("MEDIA_ASSET_WAITING_UPLOAD", "Media asset is still processing", field="content.media")
    return None


def _publish(world: World, checked: Checked, body: Doc, seen: Rendered) -> Doc:
    content = body.get("content") or {}
    article = content.get("article")
    card: Doc | None = None
    if article:
        thumbnail = world.store.get("image", str(article.get("thumbnail") or "")) or {}
        card = {
            "url": article["source"],
            "title": article["title"],
            "description": article.get("description") or "",
            "image": thumbnail.get("media") or "",
        }
    found = [url for _, _, url in links(seen.text)]
    media = [
        {"id": (world.store.get("image", item["id"]) or {})["media"], "alt": item.get("altText") or ""}
        for item in _images(content)
    ]
    post = world.add_post(
        checked.profile,
        seen.text,
        hashtags=list(seen.hashtags),
        links=found + ([card["url"]] if card else []),
        card=card,
        media=media,
        client_id=checked.token["client_id"],
    )
    world.remember(post, _signature(body))
    return post


def delete(world: World, request: Request, urn: str) -> Reply:
    checked = _gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if (reply := _drawn(world, "delete", checked)) is not None:
        return reply
    with world.store.lock:
        post = world.store.get("post", unquote(urn))
        if post is not None and post["handle"] != checked.profile["handle"]:
            return words.denied("partnerApiPostsExternal.DELETE.20260901")
        if post is not None and not post["deleted"]:
            world.delete_post(post)
            world.record("delete", "linkedin", sync=True, handle=post["handle"], id=post["id"])
    return Reply(204)


def read(world: World, request: Request, urn: str) -> Reply:
    checked = _gate(world, request)
    return checked if isinstance(checked, Reply) else words.denied("partnerApiPostsExternal.GET.20260901")


def engage(world: World, request: Request, urn: str = "") -> Reply:
    """Comments and reactions, which take a scope that nobody gets by themselves."""
    checked = _gate(world, request)
    return checked if isinstance(checked, Reply) else words.denied("partnerApiSocialActions.CREATE.20260901")


# --- Images ----------------------------------------------------------------------------------------------------------
def start_upload(world: World, request: Request) -> Reply:
    checked = _gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if request.query("action") != "initializeUpload":
        return words.invalid("ERROR :: /action :: unknown\n")
    if (reply := _drawn(world, "upload", checked)) is not None:
        return reply
    order = (request.data() or {}).get("initializeUploadRequest")
    if not isinstance(order, dict) or "owner" not in order:
        return words.missing_field("initializeUploadRequest/owner")
    if order["owner"] != author_of(world, checked) or "w_member_social" not in checked.token["scopes"]:
        return words.denied("partnerApiImages.ACTION-initializeUpload.20260901")
    code = secrets.token_urlsafe(14)
    urn = f"urn:li:image:{code}"
    doc = {"urn": urn, "handle": checked.profile["handle"], "at": world.now(), "media": "", "put_at": 0.0}
    world.store.put("image", urn, doc)
    host = request.headers.get("Host", "127.0.0.1")
    value = {
        "uploadUrlExpiresAt": int((world.now() + DAY) * 1000),
        "uploadUrl": f"http://{host}/linkedin/dms-uploads/{code}/0",
        "image": urn,
    }
    return as_json({"value": value})


def put_image(world: World, request: Request, code: str) -> Reply:
    checked = tokens.check(world, "linkedin", request.bearer)
    if checked.state != "live":
        return words.unauthorised(checked.state)
    with world.store.lock:
        image = world.store.get("image", f"urn:li:image:{code}")
        if image is None or image["handle"] != checked.profile["handle"] or world.now() - image["at"] > DAY:
            return words.input_error("EXPIRED_UPLOAD_URL", "The upload URL has expired", status=400)
        if not request.body:
            return words.input_error("UPDATING_ASSET_FAILED", "No content", status=400)
        mime = request.headers.get("Content-Type", "image/png").split(";")[0]
        media = world.save_media(request.body, mime if mime.startswith("image/") else "image/png")
        world.store.put("image", image["urn"], {**image, "media": media["id"], "put_at": world.now()})
    world.record("upload", "linkedin", handle=image["handle"], id=image["urn"], size=len(request.body))
    return Reply(201)


def image_status(world: World, request: Request, urn: str) -> Reply:
    checked = _gate(world, request)
    return checked if isinstance(checked, Reply) else words.image_denied()


# --- Figures ---------------------------------------------------------------------------------------------------------
def analytics(world: World, request: Request) -> Reply:
    checked = _gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if "r_member_postAnalytics" not in checked.token["scopes"]:
        return words.denied("partnerApiMemberCreatorPostAnalytics.FINDER-entity.20260901")
    if (reply := _drawn(world, "read", checked)) is not None:
        return reply
    query, version = request.query("queryType"), request.headers.get("LinkedIn-Version", "")
    if query not in _QUERIES or version < _LATE_QUERIES.get(query, ""):
        return words.input_error(
            "INVALID_VALUE_FOR_FIELD", f"{query} is not a queryType", field="queryType", status=400
        )
    mine = world.posts("linkedin", checked.profile["handle"])
    urn, kind = "", "share"
    if request.query("q") == "entity":
        # The parameter is a Rest.li structure whose value is escaped once more inside it.
        match = re.fullmatch(r"\((share|ugc):(.+)\)", request.query("entity"))
        if match is None:
            return words.input_error(
                "INVALID_URN_TYPE", "entity is not a share or a ugcPost", field="entity", status=400
            )
        kind, urn = match[1], unquote(match[2])
        mine = [post for post in mine if post["id"] == urn]
        if not mine:
            return as_json({"status": 404, "code": "NOT_FOUND", "message": "Entity not found"}, 404)
    count = sum(world.figures(post)[_QUERIES[query]] for post in mine)
    late = version >= PLAIN_METRIC_TYPE_SINCE
    element: Doc = {"count": count, "dateRange": {}, "metricType": query if late else {_WRAPPED: query}}
    if urn:
        element["targetEntity"] = {kind: urn}
    world.record("read", "linkedin", handle=checked.profile["handle"], query=query, ids=[urn] if urn else [])
    return as_json({"paging": {"start": 0, "count": 10, "links": [], "total": 1}, "elements": [element]})


def followers(world: World, request: Request) -> Reply:
    checked = _gate(world, request)
    if isinstance(checked, Reply):
        return checked
    if "r_member_profileAnalytics" not in checked.token["scopes"]:
        return words.denied("partnerApiMemberFollowersCount.FINDER-me.20260901")
    paging = {"start": 0, "count": 10, "links": [], "total": 1}
    return as_json({"elements": [{"memberFollowersCount": checked.profile["followers"]}], "paging": paging})


def _drawn(world: World, on: str, checked: Checked) -> Reply | None:
    """A failure of a call that is safe to repeat, when the rules ask for one."""
    fault = world.faults.draw(on, "linkedin", checked.profile["handle"])
    if fault is None:
        return None
    hang = world.latency.hang
    spoiled = faults.spoil(fault, as_json({}), "linkedin", hang)
    return faults.lost(fault, "linkedin", hang) or words.refusal(fault.kind) or spoiled
