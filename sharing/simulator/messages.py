"""What goes in and out of the simulator: requests, replies, and how a reply may fail to arrive."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from typing import Any, Literal
from urllib.parse import parse_qs

Effect = Literal["", "timeout", "reset", "close", "cut_body", "cut_head", "drip"]


class Headers:
    """Header fields, found by their names in any case."""

    def __init__(self, fields: Iterable[tuple[str, ...]] = ()) -> None:
        self._fields = {name.lower(): value.strip() for name, value in fields}

    def get(self, name: str, default: str = "") -> str:
        return self._fields.get(name.lower(), default)


@dataclass(frozen=True)
class Request:
    """One request, read completely."""

    method: str
    path: str
    query_string: str
    headers: Headers
    body: bytes = field(repr=False, default=b"")

    @cached_property
    def _query(self) -> dict[str, list[str]]:
        return parse_qs(self.query_string, keep_blank_values=True) if self.query_string else {}

    def query(self, name: str) -> str:
        return (self._query.get(name) or [""])[0]

    def form(self) -> dict[str, str]:
        pairs = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0] for name, values in pairs.items()}

    def data(self) -> dict[str, Any] | None:
        """The body as a JSON object, or None when it is not one."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return None
        return value if isinstance(value, dict) else None

    def multipart(self) -> dict[str, bytes]:
        head = b"Content-Type: " + self.headers.get("Content-Type", "").encode("latin-1") + b"\r\n\r\n"
        message = BytesParser(_class=EmailMessage, policy=HTTP).parsebytes(head + self.body)
        parts: dict[str, bytes] = {}
        for part in message.iter_parts() if message.is_multipart() else ():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if isinstance(name, str) and isinstance(content, bytes):
                parts[name] = content
        return parts

    def cookie(self, name: str) -> str:
        try:
            jar = SimpleCookie(self.headers.get("Cookie", ""))
        except CookieError:
            return ""
        return jar[name].value if name in jar else ""

    @property
    def bearer(self) -> str:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""


@dataclass(frozen=True)
class Reply:
    """One reply. `effect` says what happens to it on the way, `wait` how many seconds that takes."""

    status: int = 200
    body: bytes = b""
    type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    effect: Effect = ""
    wait: float = 0.0

    def header(self, name: str, value: str) -> "Reply":
        return replace(self, headers=(*self.headers, (name, value)))


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Reply(status, body, headers=tuple((name.replace("_", "-"), text) for name, text in headers.items()))


def redirect(url: str, status: int = 303) -> Reply:
    return Reply(status, type="text/plain", headers=(("Location", url),))
