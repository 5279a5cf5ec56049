"""Who answers what."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from sharing.simulator import (
    consent,
    control,
    dialogs,
    linkedin_api,
    linkedin_figures,
    linkedin_media,
    linkedin_social,
    oauth_api,
    pages,
    x_api,
    x_media,
    x_reading,
)
from sharing.simulator.layout import View, avatar
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.world import World

STATIC: Final = Path(__file__).parent / "static"
_TYPES: Final = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_APIS: Final = ("/linkedin/rest/", "/linkedin/v2/", "/x/2/")
_SLOW: Final = (*_APIS, "/linkedin/oauth/v2/accessToken", "/linkedin/dms-uploads/")
_CREATE: Final = ("/linkedin/rest/posts", "/x/2/tweets")
Handler = Callable[..., Reply]


def _static(world: World, request: Request, name: str) -> Reply:
    file = STATIC / name
    if file.suffix not in _TYPES or not file.is_file():
        return as_json({"error": "not found"}, 404)
    return Reply(body=file.read_bytes(), type=_TYPES[file.suffix]).header("Cache-Control", "max-age=60")


def _media(world: World, request: Request, media_id: str) -> Reply:
    doc = world.store.get("media", media_id)
    file = world.store.media / media_id
    if doc is None or not file.is_file():
        return as_json({"error": "not found"}, 404)
    reply = Reply(body=file.read_bytes(), type=doc["mime"]).header("Cache-Control", "max-age=86400")
    return reply.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")


def _avatar(world: World, request: Request, network: str, handle: str) -> Reply:
    profile = world.profile(network, unquote(handle)) or {}
    return avatar(network, unquote(handle), str(profile.get("name") or ""))


def _any_post(world: World, request: Request, post_id: str) -> Reply:
    return pages.post(world, request, "x", post_id)


def _x_post(world: World, request: Request, handle: str, post_id: str) -> Reply:
    return pages.post(world, request, "x", post_id)


def _network_pages(network: str) -> list[tuple[str, str, Handler]]:
    return [
        ("POST", f"/{network}/login", partial(_named, consent.login, network)),
        ("POST", f"/{network}/join", partial(_named, consent.join_network, network)),
        ("POST", f"/{network}/leave", partial(_named, consent.leave, network)),
        ("POST", f"/{network}/consent", partial(_named, consent.answer, network)),
    ]


def _named(handler: Handler, network: str, world: World, request: Request, *args: str) -> Reply:
    return handler(world, request, network, *args)


_TABLE: Final[list[tuple[str, str, Handler]]] = [
    ("GET", r"/", pages.home),
    ("GET", r"/_static/([\w.-]+)", _static),
    ("GET", r"/_media/([0-9a-f]+)", _media),
    ("GET", r"/_avatar/(linkedin|x)/([^/]+)\.svg", _avatar),
    ("*", r"/_control/(\w+)", control.control),
    *_network_pages("linkedin"),
    *_network_pages("x"),
    # LinkedIn
    ("GET", r"/linkedin/oauth/\.well-known/openid-configuration", oauth_api.discovery),
    ("GET", r"/linkedin/oauth/openid/jwks", oauth_api.jwks),
    ("GET", r"/linkedin/oauth/v2/authorization", partial(_named, consent.authorise, "linkedin")),
    ("POST", r"/linkedin/oauth/v2/accessToken", oauth_api.linkedin_token),
    ("GET", r"/linkedin/v2/userinfo", oauth_api.userinfo),
    ("POST", r"/linkedin/rest/posts", linkedin_api.create),
    ("GET", r"/linkedin/rest/posts/([^/]+)", linkedin_api.read),
    ("DELETE", r"/linkedin/rest/posts/([^/]+)", linkedin_api.delete),
    ("POST", r"/linkedin/rest/(images|documents)", linkedin_media.start_upload),
    ("GET", r"/linkedin/rest/(images|documents)/([^/]+)", linkedin_media.status),
    ("PUT", r"/linkedin/dms-uploads/([\w-]+)/0", linkedin_media.put),
    ("GET", r"/linkedin/rest/memberCreatorPostAnalytics", linkedin_figures.analytics),
    ("GET", r"/linkedin/rest/memberFollowersCount", linkedin_figures.followers),
    ("POST", r"/linkedin/rest/socialActions/([^/]+)/comments", linkedin_social.comment),
    ("DELETE", r"/linkedin/rest/socialActions/([^/]+)/comments/(\d+)", linkedin_social.delete_comment),
    ("POST", r"/linkedin/rest/reactions", linkedin_social.react),
    ("GET", r"/linkedin/in/([^/]+)/?", partial(_named, pages.profile, "linkedin")),
    ("GET", r"/linkedin/feed/update/([^/]+)/?", partial(_named, pages.post, "linkedin")),
    ("GET", r"/linkedin/sharing/share-offsite/?", partial(_named, dialogs.show, "linkedin")),
    ("POST", r"/linkedin/sharing/share-offsite/?", partial(_named, dialogs.publish, "linkedin")),
    # X
    ("GET", r"/x/(?:i/oauth2|2/oauth2)/authorize", partial(_named, consent.authorise, "x")),
    ("POST", r"/x/2/oauth2/token", oauth_api.x_token),
    ("POST", r"/x/2/oauth2/revoke", oauth_api.x_revoke),
    ("POST", r"/x/2/tweets", x_api.create),
    ("GET", r"/x/2/tweets", x_reading.posts),
    ("DELETE", r"/x/2/tweets/(\d+)", x_api.delete),
    ("GET", r"/x/2/users/me", x_reading.me),
    ("GET", r"/x/2/users/(\d+)/tweets", x_reading.timeline),
    ("POST", r"/x/2/users/(\d+)/retweets", x_api.repost),
    ("DELETE", r"/x/2/users/(\d+)/retweets/(\d+)", x_api.undo_repost),
    ("POST", r"/x/2/media/upload", x_media.upload),
    ("POST", r"/x/2/media/metadata", x_media.describe),
    ("GET", r"/x/intent/(?:tweet|post)", partial(_named, dialogs.show, "x")),
    ("POST", r"/x/intent/(?:tweet|post)", partial(_named, dialogs.publish, "x")),
    ("GET", r"/x/intent/(?:retweet|repost)", dialogs.show_repost),
    ("POST", r"/x/intent/(?:retweet|repost)", dialogs.publish_repost),
    ("GET", r"/x/i/(?:web/)?status/(\d+)", _any_post),
    ("GET", r"/x/([^/]+)/status/(\d+)", _x_post),
    ("GET", r"/x/([^/]+)/?", partial(_named, pages.profile, "x")),
]
_SPECIAL: Final = re.compile(r"[\\(\[?*+|]")
# Most calls are to an address without variable parts: those need no search.
_EXACT: Final = {(method, path): handler for method, path, handler in _TABLE if not _SPECIAL.search(path)}
_SEARCHED: Final = [
    (method, re.compile(pattern), handler) for method, pattern, handler in _TABLE if _SPECIAL.search(pattern)
]


def answer(world: World, request: Request) -> Reply:
    """The reply to a request; one of an application is counted."""
    handler, groups = find(request)
    if handler is None:
        return _nobody(world, request)
    reply = handler(world, request, *groups)
    if is_api(request.path):
        call = getattr(handler, "__name__", "call")
        world.meter.answered(network_of(request.path), call, reply.effect or str(reply.status))
    return reply


def find(request: Request) -> tuple[Handler | None, tuple[str, ...]]:
    """Who answers a request, and the variable parts of its address."""
    method = "GET" if request.method == "HEAD" else request.method
    exact = _EXACT.get((method, request.path))
    if exact is not None:
        return exact, ()
    for wanted, pattern, handler in _SEARCHED:
        if wanted in (method, "*") and (match := pattern.fullmatch(request.path)):
            return handler, match.groups()
    return None, ()


def _nobody(world: World, request: Request) -> Reply:
    if request.path.startswith((*_APIS, "/_")) or request.method not in ("GET", "HEAD"):
        return as_json({"status": 404, "title": "Not Found", "message": "No such resource"}, 404)
    return View(world, request).missing()


def network_of(path: str) -> str:
    return path[1:].partition("/")[0]


def publishes(request: Request) -> bool:
    """Whether a call makes a post, which nobody has two of at once."""
    return request.method == "POST" and (request.path in _CREATE or request.path.endswith("/retweets"))


def is_api(path: str) -> bool:
    """Whether a call is one of an application, which the set slowness concerns."""
    return path.startswith(_SLOW)
