"""HTTP/1.1 as bytes: requests read as they arrive, replies written."""

from email.utils import formatdate
from http import HTTPStatus
from typing import Final

from sharing.simulator.messages import Headers, Reply, Request

MAX_BODY: Final = 128 * 1024 * 1024
_MAX_HEAD: Final = 64 * 1024
_END: Final = b"\r\n\r\n"
CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_FIRST_LINES: Final = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n" for status in HTTPStatus}


class Malformed(Exception):
    """What arrived is no request that can be answered; the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Reader:
    """Takes bytes in as they come and gives requests out as they are complete."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._head: tuple[str, str, Headers] | None = None
        self._length = 0
        self.awaits_continue = False

    def feed(self, data: bytes) -> None:
        self._buffer += data

    def take(self) -> Request | None:
        """The next complete request. Raises `Malformed`."""
        if self._head is None and not self._take_head():
            return None
        if self._head is None or len(self._buffer) < self._length:
            return None
        method, target, headers = self._head
        body = bytes(self._buffer[: self._length])
        del self._buffer[: self._length]
        self._head, self.awaits_continue = None, False
        path, _, query = target.partition("?")
        return Request(method, path, query, headers, body)

    def _take_head(self) -> bool:
        end = self._buffer.find(_END)
        if end < 0:
            if len(self._buffer) > _MAX_HEAD:
                raise Malformed(431)
            return False
        first, *lines = bytes(self._buffer[:end]).decode("latin-1").split("\r\n")
        del self._buffer[: end + len(_END)]
        parts = first.split(" ")
        if len(parts) != 3:
            raise Malformed(400)
        headers = Headers(line.partition(":")[::2] for line in lines)
        length = headers.get("Content-Length") or "0"
        if not length.isdecimal() or headers.get("Transfer-Encoding"):
            raise Malformed(411)
        if int(length) > MAX_BODY:
            raise Malformed(413)
        self._head, self._length = (parts[0], parts[1], headers), int(length)
        self.awaits_continue = headers.get("Expect").lower() == "100-continue"
        return True


class Writer:
    """Writes replies; the date is the simulated networks' own."""

    def __init__(self) -> None:
        self._second = -1
        self._date = ""

    def head(self, reply: Reply, now: float, length: int) -> bytes:
        if int(now) != self._second:
            self._second, self._date = int(now), formatdate(now, usegmt=True)
        more = "".join(f"{name}: {value}\r\n" for name, value in reply.headers)
        return (
            f"{_FIRST_LINES[reply.status]}Date: {self._date}\r\nServer: RelaisSimulator\r\nX-Relais-Simulation: 1\r\n"
            f"Content-Type: {reply.type}\r\nContent-Length: {length}\r\nX-Content-Type-Options: nosniff\r\n{more}\r\n"
        ).encode("latin-1", "replace")

    def whole(self, reply: Reply, now: float, *, bodiless: bool = False) -> bytes:
        body = b"" if reply.status in (204, 304) else reply.body
        head = self.head(reply, now, len(body))
        return head if bodiless else head + body

    def cut(self, reply: Reply, now: float) -> bytes:
        """The beginning of a reply, cut in its head or in its body."""
        body = b"" if reply.status in (204, 304) else reply.body
        if reply.effect == "cut_head":
            return self.head(reply, now, len(body))[:12]
        # An empty body is announced longer than it is, so that it is missed.
        announced = body or b" " * 64
        return self.head(reply, now, len(announced)) + announced[: len(announced) // 5]
