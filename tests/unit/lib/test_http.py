"""Whether something may have left is known after every failure. Tried on sockets that misbehave."""

import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from advocacy.lib import http
from advocacy.lib.http import MaybeSent, NotSent, call

Behaviour = Callable[[socket.socket], None]
TOKEN = "AQX-very-secret"


def read(connection: socket.socket) -> bytes:
    """One whole request; closing with some of it unread would be a reset."""
    head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line[15:]):
                body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[tuple[str, list[bytes]]]:
    """A server whose n-th connection behaves as the n-th behaviour says; what it was sent."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            for behave in behaviours:
                with suppress(OSError):
                    connection, _ = listener.accept()
                    with connection:
                        got.append(read(connection))
                        behave(connection)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/path?secret=query", got


def sends(*parts: bytes, pause: float = 0) -> Behaviour:
    def behave(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)

    return behave


def resets(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


OK = b"HTTP/1.1 201 Created\r\nX-RestLi-Id: urn:1\r\nContent-Length: 7\r\n\r\n" + b'{"a":1}'


def test_a_good_answer() -> None:
    with serving(sends(OK)) as (url, got):
        answer = call("POST", url, json_body={"text": "é"}, headers={"Authorization": f"Bearer {TOKEN}"})
    assert (answer.status, answer.complete, answer.data()) == (201, True, {"a": 1})
    assert answer.headers["x-restli-id"] == "urn:1"
    assert got[0].endswith('{"text": "é"}'.encode())
    assert "{" not in repr(answer).split("headers")[0]


def test_nothing_there_is_certainly_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSent):
        call("POST", f"http://127.0.0.1:{port}/", body=b"x")


@pytest.mark.parametrize("header", [f"Bearer {TOKEN}\nX: y", f"Bearer {TOKEN} •"])
def test_a_header_that_cannot_be_sent_is_not_quoted(header: str) -> None:
    with serving(sends(OK)) as (url, _), pytest.raises(NotSent) as error:
        call("POST", url, body=b"x", headers={"Authorization": header})
    assert TOKEN not in f"{error.value!r} {error.value.__context__!r} {error.value.__cause__!r}"


@pytest.mark.parametrize("behave", [resets, sends(), sends(b"HTTP/1.1 2"), sends(b"nonsense\r\n\r\n")])
def test_a_connection_that_breaks_before_a_status_may_have_sent(behave: Behaviour) -> None:
    with serving(behave) as (url, _), pytest.raises(MaybeSent) as error:
        call("POST", url, body=b"x", deadline=2)
    assert "secret" not in str(error.value)


def test_a_failed_tls_handshake_is_certainly_not_sent() -> None:
    with serving(sends(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as (url, _), pytest.raises(NotSent):
        call("POST", url.replace("http://", "https://"), body=b"x", deadline=2)


@pytest.mark.parametrize(
    "behave",
    [
        sends(OK[:-4]),
        sends(OK[:60] + b"\r\n"),
        sends(b"HTTP/1.1 201 Created\r\nX-RestLi-Id: urn:1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        sends(b"HTTP/1.1 201 Created\r\nX-RestLi-Id: urn:1\r\n"),
    ],
)
def test_status_and_headers_survive_a_broken_body(behave: Behaviour) -> None:
    with serving(behave) as (url, _):
        answer = call("POST", url, body=b"x", deadline=2)
    assert (answer.status, answer.complete) == (201, False)
    assert answer.headers["x-restli-id"] == "urn:1"


def test_what_arrived_of_a_broken_body_is_kept() -> None:
    with serving(sends(OK[:-3])) as (url, _):
        assert call("GET", url).body == b'{"a"'


def test_the_deadline_covers_a_status_that_trickles() -> None:
    started = time.monotonic()
    with serving(sends(*[b"H"] * 60, pause=0.05)) as (url, _), pytest.raises(MaybeSent, match="DeadlinePassed"):
        call("POST", url, body=b"x", deadline=0.5)
    assert time.monotonic() - started < 1.5


def test_the_deadline_covers_a_body_that_trickles() -> None:
    started = time.monotonic()
    head = b"HTTP/1.1 201 Created\r\nContent-Length: 999\r\n\r\n"
    with serving(sends(head, *[b"a"] * 60, pause=0.05)) as (url, _):
        answer = call("POST", url, body=b"x", deadline=0.5)
    assert (answer.status, answer.complete) == (201, False)
    assert time.monotonic() - started < 1.5


def test_a_body_over_the_cap_is_cut_and_said_to_be() -> None:
    huge = b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + b"a" * 300_000
    with serving(sends(huge)) as (url, _):
        answer = call("GET", url, max_body=1000)
    assert (len(answer.body), answer.complete) == (1000, False)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirects_are_answers_and_not_followed(method: str) -> None:
    redirect = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
    with serving(sends(redirect), sends(OK)) as (url, got):
        assert call(method, url).status == 302
    assert len(got) == 1


def test_nothing_is_retried() -> None:
    with serving(resets, sends(OK)) as (url, got), pytest.raises(MaybeSent):
        call("POST", url, body=b"x")
    assert len(got) == 1


def test_every_unsafe_call_opens_its_own_connection_and_carries_no_cookie() -> None:
    kept = OK.replace(b"\r\nContent", b"\r\nSet-Cookie: li=nadia; Path=/\r\nContent")
    with serving(sends(kept), sends(kept)) as (url, got):
        call("POST", url, body=b"x")
        call("POST", url, body=b"x")
    assert len(got) == 2
    assert b"cookie" not in b"".join(got).lower()


def test_reused_connections_carry_no_cookie_either() -> None:
    kept = OK.replace(b"\r\nContent", b"\r\nSet-Cookie: li=nadia; Path=/\r\nContent")

    def twice(connection: socket.socket) -> None:
        connection.sendall(kept)
        again.append(connection.recv(65536))
        connection.sendall(kept)

    again: list[bytes] = []
    with serving(twice) as (url, _):
        first = call("GET", url, reuse=True)
        second = call("GET", url, reuse=True)
    assert (first.status, second.status) == (201, 201)
    assert b"cookie" not in again[0].lower()
    http._local.keeping.close()


def test_the_servers_netrc_does_not_replace_our_authorization(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login someone password else\n")
    os.chmod(tmp_path / ".netrc", 0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with serving(sends(OK)) as (url, got):
        call("POST", url, body=b"x", headers={"Authorization": f"Bearer {TOKEN}"})
    assert f"Bearer {TOKEN}".encode() in got[0]
