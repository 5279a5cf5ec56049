"""The HTTP server: reads a request, finds who answers it, and lets the answer arrive, or not."""

import random
import re
import socket
import struct
import time
from collections.abc import Callable
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sharing.simulator import consent, control, dialogs, linkedin_api, oauth_api, pages, x_api, x_media
from sharing.simulator.layout import View, avatar
from sharing.simulator.messages import Reply, Request, as_json
from sharing.simulator.world import World

STATIC: Final = Path(__file__).parent / "static"
MAX_BODY: Final = 25 * 1024 * 1024
_TYPES: Final = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
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
    ("POST", r"/linkedin/rest/images", linkedin_api.start_upload),
    ("GET", r"/linkedin/rest/images/([^/]+)", linkedin_api.image_status),
    ("PUT", r"/linkedin/dms-uploads/([\w-]+)/0", linkedin_api.put_image),
    ("GET", r"/linkedin/rest/memberCreatorPostAnalytics", linkedin_api.analytics),
    ("GET", r"/linkedin/rest/memberFollowersCount", linkedin_api.followers),
    ("POST", r"/linkedin/rest/socialActions/([^/]+)/comments", linkedin_api.engage),
    ("POST", r"/linkedin/rest/reactions", linkedin_api.engage),
    ("GET", r"/linkedin/in/([^/]+)/?", partial(_named, pages.profile, "linkedin")),
    ("GET", r"/linkedin/feed/update/([^/]+)/?", partial(_named, pages.post, "linkedin")),
    ("GET", r"/linkedin/sharing/share-offsite/?", partial(_named, dialogs.show, "linkedin")),
    ("POST", r"/linkedin/sharing/share-offsite/?", partial(_named, dialogs.publish, "linkedin")),
    # X
    ("GET", r"/x/(?:i/oauth2|2/oauth2)/authorize", partial(_named, consent.authorise, "x")),
    ("POST", r"/x/2/oauth2/token", oauth_api.x_token),
    ("POST", r"/x/2/oauth2/revoke", oauth_api.x_revoke),
    ("POST", r"/x/2/tweets", x_api.create),
    ("GET", r"/x/2/tweets", x_api.posts),
    ("DELETE", r"/x/2/tweets/(\d+)", x_api.delete),
    ("GET", r"/x/2/users/me", x_api.me),
    ("GET", r"/x/2/users/(\d+)/tweets", x_api.timeline),
    ("POST", r"/x/2/media/upload", x_media.upload),
    ("POST", r"/x/2/media/metadata", x_media.describe),
    ("GET", r"/x/intent/(?:tweet|post)", partial(_named, dialogs.show, "x")),
    ("POST", r"/x/intent/(?:tweet|post)", partial(_named, dialogs.publish, "x")),
    ("GET", r"/x/i/(?:web/)?status/(\d+)", _any_post),
    ("GET", r"/x/([^/]+)/status/(\d+)", _x_post),
    ("GET", r"/x/([^/]+)/?", partial(_named, pages.profile, "x")),
]
ROUTES: Final = [(method, re.compile(pattern), handler) for method, pattern, handler in _TABLE]


def answer(world: World, request: Request) -> Reply:
    for method, pattern, handler in ROUTES:
        if (match := pattern.fullmatch(request.path)) and method in (request.method, "*"):
            return handler(world, request, *match.groups())
    if request.path.startswith(("/linkedin/rest/", "/linkedin/v2/", "/x/2/", "/_")) or request.method != "GET":
        return as_json({"status": 404, "title": "Not Found", "message": "No such resource"}, 404)
    return View(world, request).missing()


def _is_api(path: str) -> bool:
    return path.startswith(("/linkedin/rest/", "/linkedin/v2/", "/linkedin/oauth/v2/accessToken", "/x/2/"))


class SimulatorHandler(BaseHTTPRequestHandler):
    """One connection. HTTP/1.1, kept open between requests as the real ones do."""

    protocol_version = "HTTP/1.1"
    server_version = "RelaisSimulator"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = 120
    server: "SimulatorServer"

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY:
            self.close_connection = True
            self._send(as_json({"status": 413, "message": "Request entity too large"}, 413))
            return
        path, _, query = self.path.partition("?")
        request = Request(self.command, path, query, self.headers, self.rfile.read(length) if length else b"")
        world = self.server.world
        if _is_api(path) and (slow := world.latency.api + random.uniform(0, world.latency.jitter)) > 0:  # noqa: S311 -- delay
            time.sleep(slow)
        self._deliver(answer(world, request))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _serve

    def do_HEAD(self) -> None:
        self._serve()

    def _deliver(self, reply: Reply) -> None:
        if reply.effect == "timeout":
            time.sleep(reply.wait)
            self.close_connection = True
        elif reply.effect == "reset":
            # Closing with a linger of zero seconds sends a reset instead of an end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif reply.effect == "close":
            self.close_connection = True
        elif reply.effect == "drip":
            self._drip(reply)
        else:
            if reply.wait:
                time.sleep(reply.wait)
            self._send(reply)

    def _head(self, reply: Reply, length: int) -> bytes:
        lines = [
            f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}",
            f"Date: {formatdate(self.server.world.now(), usegmt=True)}",
            f"Server: {self.server_version}",
            "X-Relais-Simulation: 1",
            f"Content-Type: {reply.type}",
            f"Content-Length: {length}",
            "X-Content-Type-Options: nosniff",
            *(f"{name}: {value}" for name, value in reply.headers),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")

    def _send(self, reply: Reply) -> None:
        body = b"" if reply.status in (204, 304) else reply.body
        head = self._head(reply, len(body))
        if reply.effect == "cut_head":
            self._write(head[:12])
            self.close_connection = True
        elif reply.effect == "cut_body":
            # An empty body is announced longer than it is, so that it is missed.
            whole = body or b" " * 64
            self._write(self._head(reply, len(whole)) + whole[: len(whole) // 5])
            self.close_connection = True
        else:
            self._write(head if self.command == "HEAD" else head + body)

    def _drip(self, reply: Reply) -> None:
        ends = time.monotonic() + reply.wait
        for byte in self._head(reply, len(reply.body)):
            if time.monotonic() > ends or not self._write(bytes([byte])):
                break
            time.sleep(0.2)
        self.close_connection = True

    def _write(self, data: bytes) -> bool:
        try:
            self.wfile.write(data)
        except OSError:
            self.close_connection = True
            return False
        return True

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: addresses of consent carry codes, and the log of what happened is elsewhere."""


class SimulatorServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], world: World) -> None:
        self.world = world
        super().__init__(address, SimulatorHandler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what many tests want; anything else is a defect and shown."""
        super().handle_error(request, client_address)
