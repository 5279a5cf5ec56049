"""Reading an address somebody gave: nothing behind our walls is reached, nothing unbounded is taken in."""

import gzip
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from advocacy.lib import fetching
from advocacy.lib.fetching import Fetched, NotFetched, Seen, Unchanged, fetch, is_public

PUBLIC_4, PUBLIC_6 = "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"

CLOSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.1.2.3",
    "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.0.192",
    "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "192.175.48.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.216.34", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::5db8:d822", "64:ff9b:1::1", "100::1", "100:0:0:1::1", "2001::1", "2001:0:7f00:1::", "2001:2::1",
    "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:5db8:d822::1", "2620:4f:8000::1", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2606:2800:220:1::1%1",
    "not an address", "", "127.0.0.1.example", "1.2.3",
]  # fmt: skip

ADDRESSES = [
    "http://localhost/", "http://localhost.:80/", "http://intranet/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
    "http://[fe80::1%25eth0]/", "http://[::]/", "http://[64:ff9b::7f00:1]/", "http://127.0.0.1/", "http://127.1/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://0/", "http://0.0.0.0/", "http://127.0.0.1./", "http://1.1.1/", "http://169.254.169.254/latest/meta-data/",
    "http://metadata/computeMetadata/v1/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://user@public.example/",
    "http://user:pass@public.example/", "http://:@public.example/", "http://public.example@127.0.0.1/",
    "http://public.example\\@127.0.0.1/", "http://public.example:22/", "http://public.example:6379/",
    "http://public.example:8080/", "http://public.example:0/", "http://public.example:99999/",
    "https://public.example:8443/", "ftp://public.example/", "file:///etc/passwd", "gopher://public.example:80/",
    "data:text/html,hello", "javascript:alert(1)", "//public.example/", "public.example", "", " http://public.example/",
    "http://public.example/\r\nHost: 127.0.0.1", "http://public.example/ x", "http://public.example/\x00", "http:///",
    "http://-bad-.example/", "http://.example/", "http://a..example/", "http://" + "a" * 64 + ".example/",
    "http://public.example/" + "a" * 2_000, "http://[::1", "http://xn--/",
]  # fmt: skip


class Listener:
    """A server on this machine that answers as it was told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.asked: list[bytes] = []
        self.answers: dict[str, Callable[[socket.socket], None]] = {}
        self.tls: ssl.SSLContext | None = None
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[client], daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with suppress(OSError), self.tls.wrap_socket(client, server_side=True) if self.tls else client as client:
            asked = client.recv(65_536)
            self.asked.append(asked)
            path = asked.split(b" ")[1].decode(errors="replace") if b" " in asked else ""
            answer = self.answers.get(path)
            if answer is None:
                client.sendall(reply(b"<title>Hello</title>"))
            else:
                answer(client)

    def close(self) -> None:
        with suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.thread.join(5)


def reply(body: bytes, status: str = "200 OK", mime: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    given = {"Content_Type": mime, "Content_Length": str(len(body)), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    made = Listener()
    monkeypatch.setattr(fetching, "PORTS", frozenset({made.port}))
    yield made
    made.close()


def names(*addresses: str) -> fetching.Resolve:
    def resolve(_host: str, _port: int) -> Sequence[str]:
        return addresses

    return resolve


def refused(url: str, **how: Any) -> str:
    with pytest.raises(NotFetched) as caught:
        fetch(url, accept=fetching.PAGES, **how)
    return caught.value.code


# --- What is not reached ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", CLOSED)
def test_a_name_that_leads_to_a_closed_address_is_not_followed(listener: Listener, address: str) -> None:
    url = f"http://public.example:{listener.port}/"
    assert not is_public(address)
    assert refused(url, resolve=names(address)) == "closed_address"
    assert refused(url, resolve=names(PUBLIC_4, address)) == "closed_address"
    assert refused(url, resolve=names(address, PUBLIC_6)) == "closed_address"
    assert listener.asked == []


@pytest.mark.parametrize("url", ADDRESSES)
def test_what_is_no_plain_public_address_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    def no_connection(*_args: Any, **_options: Any) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", no_connection)
    # As the system's own resolver would: a number in any form is that number.
    monkeypatch.setattr(fetching, "resolve", names("127.0.0.1"))
    assert refused(url, resolve=names("127.0.0.1")) in {"address", "scheme", "port", "closed_address"}


@pytest.mark.parametrize(
    "address", [PUBLIC_4, PUBLIC_6, "8.8.8.8", "1.1.1.1", "2a00:1450:4007:81a::200e", "100.63.0.1"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_the_name_is_resolved_once_and_that_very_address_is_called(listener: Listener) -> None:
    asked: list[tuple[str, int]] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    url = f"http://Bücher.example:{listener.port}/ä?q=ü"
    found = fetch(url, accept=fetching.PAGES, resolve=rebinding, may_reach=lambda address: address == "127.0.0.1")
    assert asked == [("xn--bcher-kva.example", listener.port)]
    assert found == Fetched(url, "text/html", "utf-8", b"<title>Hello</title>")
    head = listener.asked[0].decode()
    assert head.startswith("GET /%C3%A4?q=%C3%BC HTTP/1.1\r\n")
    assert f"Host: xn--bcher-kva.example:{listener.port}\r\n" in head
    assert "User-Agent: Relais link preview\r\n" in head
    assert "cookie" not in head.lower()
    assert "authorization" not in head.lower()


def test_a_name_nobody_knows() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("no such name")

    assert refused("https://nowhere.example/", resolve=unknown) == "unknown_name"
    assert refused("https://nowhere.example/", resolve=names()) == "closed_address"


# --- Redirects -------------------------------------------------------------------------------------------------------
def get(listener: Listener, path: str = "/", **how: Any) -> Fetched:
    given = {"resolve": names("127.0.0.1"), "may_reach": lambda address: address == "127.0.0.1", **how}
    return fetch(f"http://public.example:{listener.port}{path}", accept=fetching.PAGES, **given)


def fails(listener: Listener, path: str = "/", **how: Any) -> str:
    with pytest.raises(NotFetched) as caught:
        get(listener, path, **how)
    return caught.value.code


def leads(target: str, status: str = "302 Found") -> Callable[[socket.socket], None]:
    return lambda client: client.sendall(reply(b"", status, Location=target))


def test_redirects_are_followed_and_each_is_checked_anew(listener: Listener) -> None:
    listener.answers = {"/1": leads("/2"), "/2": leads("/3", "301 Moved"), "/3": leads("/4", "308 Moved")}
    assert get(listener, "/1").url.endswith("/4")
    listener.answers["/4"] = leads("/5")
    assert fails(listener, "/1") == "too_many_redirects"
    for target, code in (
        ("http://127.0.0.1/", "port"),
        (f"http://10.0.0.1:{listener.port}/", "closed_address"),
        (f"http://localhost:{listener.port}/", "address"),
        ("file:///etc/passwd", "scheme"),
        (f"http://inside.example:{listener.port}/", "closed_address"),
    ):
        listener.answers["/away"] = leads(target)
        asked = len(listener.asked)

        def resolving(host: str, _port: int) -> list[str]:
            return [{"public.example": "127.0.0.1", "inside.example": "10.0.0.1"}.get(host, host)]

        assert fails(listener, "/away", resolve=resolving) == code
        assert len(listener.asked) == asked + 1
    listener.answers["/nowhere"] = lambda client: client.sendall(reply(b"", "302 Found"))
    assert fails(listener, "/nowhere") == "redirect"


# --- What is taken in ------------------------------------------------------------------------------------------------
def test_only_pages_that_are_there(listener: Listener) -> None:
    cases = {
        "/404": (reply(b"", "404 Not Found"), "status"),
        "/204": (reply(b"", "204 No Content"), "status"),
        "/json": (reply(b"{}", mime="application/json"), "content_type"),
        "/svg": (reply(b"<svg/>", mime="image/svg+xml"), "content_type"),
        "/none": (reply(b"<title>", mime=""), "content_type"),
        "/br": (reply(b"x", Content_Encoding="br"), "coding"),
        "/nonsense": (b"nothing of http\r\n\r\n", "broken"),
        "/nothing": (b"", "broken"),
        "/short": (reply(b"<title>", Content_Length="700"), "broken"),
        "/bad-gzip": (reply(b"no gzip", Content_Encoding="gzip"), "broken"),
        "/half-gzip": (reply(gzip.compress(b"a page" * 99)[:20], Content_Encoding="gzip"), "broken"),
    }
    for path, (answer, _code) in cases.items():
        listener.answers[path] = lambda client, answer=answer: client.sendall(answer)  # type: ignore[misc]
    assert {path: fails(listener, path) for path in cases} == {path: code for path, (_answer, code) in cases.items()}


def test_what_was_seen_is_asked_for_anew_only_when_it_changed(listener: Listener) -> None:
    stamped = reply(b"<title>1</title>", ETag='W/"1"', Last_Modified="Tue, 10 Jun 2025 07:40:00 GMT")
    listener.answers["/new"] = lambda client: client.sendall(stamped)
    listener.answers["/same"] = lambda client: client.sendall(reply(b"", "304 Not Modified"))
    listener.answers["/odd"] = lambda client: client.sendall(reply(b"x", ETag="é" * 9, Last_Modified="x" * 201))
    seen = get(listener, "/new").seen
    assert seen == Seen('W/"1"', "Tue, 10 Jun 2025 07:40:00 GMT")
    with pytest.raises(Unchanged):
        get(listener, "/same", seen=seen)
    asked = listener.asked[-1].decode()
    assert 'If-None-Match: W/"1"\r\n' in asked
    assert "If-Modified-Since: Tue, 10 Jun 2025 07:40:00 GMT\r\n" in asked
    assert get(listener, "/odd").seen == Seen()


def test_what_is_packed_is_unpacked_and_never_further_than_the_limit(listener: Listener) -> None:
    page = b"<title>Packed</title>" + random.Random(7).randbytes(70_000)
    bomb = gzip.compress(b"\0" * 1_900_000)
    answers = {
        "/packed": reply(gzip.compress(page), Content_Encoding="gzip"),
        "/bomb": reply(bomb, Content_Encoding="gzip"),
        "/announced": reply(b"x", Content_Length="9000000"),
        "/large": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * (fetching.MAX_BYTES + 1),
        "/large-packed": reply(gzip.compress(page * 40), Content_Encoding="gzip"),
    }
    for path, answer in answers.items():
        listener.answers[path] = lambda client, answer=answer: client.sendall(answer)  # type: ignore[misc]
    assert get(listener, "/packed").body == page
    assert len(bomb) * fetching.MAX_RATIO < 1_900_000
    assert fails(listener, "/bomb") == "unpacks_too_far"
    assert fails(listener, "/announced") == "too_large"
    assert fails(listener, "/large") == "too_large"
    assert fails(listener, "/large-packed") == "too_large"


def drip(client: socket.socket) -> None:
    for drop in range(100):
        client.sendall(b"X-Drip: 1\r\n" if drop else b"HTTP/1.1 200 OK\r\n")
        time.sleep(0.05)


def test_what_drips_is_cut(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.6)
    listener.answers["/"] = drip
    began = time.monotonic()
    assert fails(listener) in {"broken", "too_slow"}
    assert time.monotonic() - began < 3
    listener.close()
    assert fails(listener) == "broken"


def test_what_drips_behind_tls_is_cut_as_well(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = certificate(tmp_path, "public.example")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    listener.tls = server
    trusting = ssl.create_default_context(cafile=str(path))
    monkeypatch.setattr(fetching, "_trust", lambda: trusting)
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.8)
    listener.answers["/"] = drip
    how: dict[str, Any] = {"resolve": names("127.0.0.1"), "may_reach": lambda _address: True}
    began = time.monotonic()
    assert refused(f"https://public.example:{listener.port}/", **how) in {"broken", "too_slow"}
    assert time.monotonic() - began < 3


def test_a_handshake_that_never_ends_is_cut(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.6)
    monkeypatch.setattr(Listener, "_answer", lambda _self, client: (time.sleep(2), client.close()))
    began = time.monotonic()
    url = f"https://public.example:{listener.port}/"
    assert refused(url, resolve=names("127.0.0.1"), may_reach=lambda _address: True) in {"broken", "too_slow"}
    assert time.monotonic() - began < 1.9


def certificate(folder: Path, name: str) -> Path:
    """A certificate for one name, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / f"{name}.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_the_certificate_must_be_for_the_name_and_not_for_the_address(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = certificate(tmp_path, "public.example")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    asked_for: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    monkeypatch.setattr(listener, "tls", server)
    trusting = ssl.create_default_context(cafile=str(path))
    monkeypatch.setattr(fetching, "_trust", lambda: trusting)
    how: dict[str, Any] = {"resolve": names("127.0.0.1"), "may_reach": lambda _address: True}
    found = fetch(f"https://public.example:{listener.port}/", accept=fetching.PAGES, **how)
    assert (found.body, asked_for) == (b"<title>Hello</title>", ["public.example"])
    assert refused(f"https://other.example:{listener.port}/", **how) == "broken"
    monkeypatch.undo()
    monkeypatch.setattr(fetching, "PORTS", frozenset({listener.port}))
    assert refused(f"https://public.example:{listener.port}/", **how) == "broken"


def test_a_page_whose_certificate_is_not_for_it_is_not_read(listener: Listener) -> None:
    url = f"https://public.example:{listener.port}/"
    assert refused(url, resolve=names("127.0.0.1"), may_reach=lambda _address: True) == "broken"
