"""The one way to read an address that a person gave: a page to preview, its picture.

Whoever chooses an address must not reach through us what only we can reach. So the name is resolved once, every address
it has must be public, and the connection goes to that very address; redirects go through the same. Bounded in time,
size and unpacking; without cookies, credentials or anything about who asked.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as ResolvingTimeout
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

CONNECT_SECONDS: Final = 5.0
TOTAL_SECONDS: Final = 10.0
MAX_BYTES: Final = 2 * 1024 * 1024
MAX_RATIO: Final = 100
MAX_REDIRECTS: Final = 3
LONGEST_ADDRESS: Final = 2_000
PORTS: frozenset[int] = frozenset({80, 443})
PAGES: Final = ("text/html", "application/xhtml+xml")
FEEDS: Final = (
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "application/xml",
    "text/xml", "application/rdf+xml", "text/plain", *PAGES,
)  # fmt: skip
FEED_BYTES: Final = 5 * 1024 * 1024
PICTURES: Final = ("image/jpeg", "image/png", "image/webp", "image/gif")
USER_AGENT: Final = "Relais link preview"
_CHUNK: Final = 16 * 1024
_UNPACKS_AT_ONCE: Final = 64 * 1024

# Everything that is not plainly the public internet, whatever the standard library's own list says this year.
_CLOSED_4: Final = tuple(
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# Of IPv6 only what is handed out as global unicast, without the parts that wrap an IPv4 address or are for papers. The
# ranges for mapped, compatible and NAT64 addresses lie outside it.
_OPEN_6: Final = ipaddress.IPv6Network("2000::/3")
_CLOSED_6: Final = tuple(
    ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

Resolve = Callable[[str, int], Sequence[str]]


class NotFetched(Exception):
    """Nothing came of it. `code` says why: for the log and for tests, never for the person who gave the address.

    `status` is what the other side answered, 0 when it did not come to that.
    """

    def __init__(self, code: str, status: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


class Unchanged(NotFetched):
    """What is there is what was there at the last visit."""

    def __init__(self) -> None:
        super().__init__("unchanged", 304)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the other side said to recognise its last answer by."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> list[tuple[str, str]]:
        """How to ask whether anything is new."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return [(name, value) for name, value in pairs if value]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there: where it was in the end, what it says it is, and its bytes."""

    url: str
    mime: str
    charset: str
    body: bytes = field(repr=False)
    seen: Seen = Seen()


def is_public(address: str) -> bool:
    """Say whether this is an address of the public internet. What cannot be read is not."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in net for net in _CLOSED_4)
    return found.scope_id is None and found in _OPEN_6 and not any(found in net for net in _CLOSED_6)


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, in the order the system gives them. Raises `OSError`."""
    return [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(
    url: str,
    *,
    accept: Sequence[str],
    max_bytes: int = MAX_BYTES,
    resolve: Resolve = resolve,
    may_reach: Callable[[str], bool] = is_public,
    seen: Seen | None = None,
) -> Fetched:
    """Read one address. Raises `NotFetched` for whatever stands in the way, `Unchanged` when it is as it was `seen`.

    Call it without a transaction and without a tenant: it may take its full ten seconds.
    """
    ends = time.monotonic() + TOTAL_SECONDS
    for _hop in range(MAX_REDIRECTS + 1):
        parts, host, port = _checked(url)
        answer = _one(parts, host, port, accept, max_bytes, resolve, may_reach, ends, seen or Seen())
        if isinstance(answer, Fetched):
            return answer
        following = urljoin(url, answer)
        if parts.scheme == "https" and not following.startswith("https:"):
            raise NotFetched("downgraded")
        url = following
    raise NotFetched("too_many_redirects")


# --- The address -----------------------------------------------------------------------------------------------------
def _checked(url: str) -> tuple[SplitResult, str, int]:
    """Take an address apart; refuse what is no plain web address of a public name."""
    if len(url) > LONGEST_ADDRESS or not url.isprintable() or re.search(r"[\s\\]", url):
        raise NotFetched("address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotFetched("address") from None
    if parts.scheme not in {"http", "https"}:
        raise NotFetched("scheme")
    if not host or parts.username is not None or parts.password is not None:
        raise NotFetched("address")
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    if port not in PORTS:
        raise NotFetched("port")
    return parts, _name(host), port


def _name(host: str) -> str:
    """The name as it is asked for. Numbers in any other form than the usual one are somebody's trick."""
    if ":" in host:
        if "%" in host:
            raise NotFetched("address")
        return host
    try:
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise NotFetched("address") from None
    last = name.rpartition(".")[2]
    if re.fullmatch(r"\d+|0x[0-9a-f]*", last):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise NotFetched("address") from None
    if not re.fullmatch(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}", name):
        # Also names without a dot: localhost, and whatever the local network knows.
        raise NotFetched("address")
    return name


def _addresses(host: str, port: int, resolve: Resolve, may_reach: Callable[[str], bool], ends: float) -> list[str]:
    """Every address of a name, asked for once. One that is not public is enough to refuse them all."""
    asked = _resolvers().submit(resolve, host, port)
    try:
        found = list(dict.fromkeys(asked.result(timeout=max(0.1, min(CONNECT_SECONDS, ends - time.monotonic())))))
    except (ResolvingTimeout, OSError, UnicodeError):
        raise NotFetched("unknown_name") from None
    if not found or not all(may_reach(address) for address in found):
        raise NotFetched("closed_address")
    return found


@cache
def _resolvers() -> ThreadPoolExecutor:
    # Asking for a name cannot be cut short; what hangs, hangs here.
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="resolve")


# --- One exchange ----------------------------------------------------------------------------------------------------
def _one(
    parts: SplitResult,
    host: str,
    port: int,
    accept: Sequence[str],
    max_bytes: int,
    resolve: Resolve,
    may_reach: Callable[[str], bool],
    ends: float,
    seen: Seen,
) -> Fetched | str:
    """Read one address, or return where it leads."""
    addresses = _addresses(host, port, resolve, may_reach, ends)
    try:
        with _connected(addresses, host, port, ends, tls=parts.scheme == "https") as plain:
            connection = http.client.HTTPConnection(host, port)
            connection.sock = plain
            _ask(connection, parts, host, port, accept, seen)
            with connection.getresponse() as response:
                return _read(response, parts.geturl(), accept, max_bytes, ends)
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        raise NotFetched("broken") from error


@contextmanager
def _connected(addresses: Sequence[str], host: str, port: int, ends: float, *, tls: bool) -> Iterator[socket.socket]:
    """A connection to the first of these very addresses, cut when the time is over."""
    seconds = min(CONNECT_SECONDS, ends - time.monotonic())
    if seconds <= 0:
        raise NotFetched("too_slow")
    plain = socket.create_connection((addresses[0], port), timeout=seconds)
    # However slowly it drips: a time-out counts one read, this counts them all.
    current = [plain]
    cut = threading.Timer(max(0.0, ends - time.monotonic()), _cut, [current])
    cut.daemon = True
    cut.start()
    try:
        if tls:
            # Securing takes the plain one's place: from here on this is what a cut must reach, the handshake included.
            secured = _trust().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
            current[0] = secured
            secured.do_handshake()
        yield current[0]
    finally:
        cut.cancel()
        current[0].close()


def _cut(current: list[socket.socket]) -> None:
    # The plain method on purpose: the secured socket's own would drop its state under the feet of who is reading.
    with suppress(OSError):
        socket.socket.shutdown(current[0], socket.SHUT_RDWR)


@cache
def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _ask(
    connection: http.client.HTTPConnection,
    parts: SplitResult,
    host: str,
    port: int,
    accept: Sequence[str],
    seen: Seen,
) -> None:
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    usual = port == (443 if parts.scheme == "https" else 80)
    name = f"[{host}]" if ":" in host else host
    connection.putrequest("GET", _ascii(target), skip_host=True, skip_accept_encoding=True)
    for header, value in (
        ("Host", name if usual else f"{name}:{port}"),
        ("User-Agent", USER_AGENT),
        ("Accept", ", ".join(accept)),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *seen.headers(),
    ):
        connection.putheader(header, value)
    connection.endheaders()


def _ascii(target: str) -> str:
    """Letters outside ASCII as browsers send them."""
    return "".join(char if ord(char) < 128 else "".join(f"%{byte:02X}" for byte in char.encode()) for char in target)


def _read(
    response: http.client.HTTPResponse, url: str, accept: Sequence[str], max_bytes: int, ends: float
) -> Fetched | str:
    if time.monotonic() >= ends:
        # Cut in the middle of its headers, which then only look complete.
        raise NotFetched("too_slow")
    if response.status in {301, 302, 303, 307, 308}:
        location = response.headers.get("Location", "")
        if not location:
            raise NotFetched("redirect")
        return location
    if response.status == 304:
        raise Unchanged
    if response.status != 200:
        raise NotFetched("status", response.status)
    mime = response.headers.get_content_type()
    if mime not in accept or not response.headers.get("Content-Type"):
        raise NotFetched("content_type")
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise NotFetched("too_large")
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    body = _unpacked(response, coding, max_bytes, ends)
    known = Seen(_stamp(response, "ETag"), _stamp(response, "Last-Modified"))
    return Fetched(url, mime, response.headers.get_content_charset() or "", body, known)


def _stamp(response: http.client.HTTPResponse, header: str) -> str:
    """A header that is sent back as it came; one that is no plain short line is not."""
    value = (response.headers.get(header) or "").strip()
    return value if len(value) <= 200 and value.isascii() and value.isprintable() else ""


def _unpacked(response: http.client.HTTPResponse, coding: str, max_bytes: int, ends: float) -> bytes:
    """The body, unpacked as it comes and never further than the limit."""
    if coding not in {"identity", "gzip", "x-gzip"}:
        raise NotFetched("coding")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if coding != "identity" else None
    body = bytearray()
    came = 0
    while chunk := response.read(_CHUNK):
        if time.monotonic() > ends:
            raise NotFetched("too_slow")
        came += len(chunk)
        while chunk:
            body += unpack.decompress(chunk, _UNPACKS_AT_ONCE) if unpack is not None else chunk
            chunk = unpack.unconsumed_tail if unpack is not None else b""
            if len(body) > max_bytes:
                raise NotFetched("too_large")
            if unpack is not None and len(body) > _UNPACKS_AT_ONCE and len(body) > MAX_RATIO * came:
                raise NotFetched("unpacks_too_far")
    if response.length or (unpack is not None and not unpack.eof):
        # The other side, or our own clock, ended it half-way.
        raise NotFetched("broken")
    return bytes(body)
