"""The one way to call a network over HTTP.

What a caller must know after a call that failed is whether anything may have left: `NotSent` says that nothing did,
`MaybeSent` that it is unknown. Everything here serves that distinction. There are no retries and no redirects, a
deadline covers the whole exchange, and the status and headers that arrived are kept even when the body breaks.
"""

import json
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any, Final

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from advocacy.lib import deadline as clock
from advocacy.lib import pace
from advocacy.lib.alarms import Alarms

CONNECT_TIMEOUT: Final = 5.0
READ_TIMEOUT: Final = pace.seconds(20)
DEADLINE: Final = pace.seconds(30)
MAX_BODY: Final = 1024 * 1024
USER_AGENT: Final = "Relais"
_CHUNK: Final = 16 * 1024

Files = Mapping[str, tuple[str, bytes, str]]


class NotSent(Exception):
    """The call failed before a byte of the request could leave: repeating it cannot do anything twice."""


class MaybeSent(Exception):
    """The call failed after the request may have left: what the other side did is unknown."""


@dataclass(frozen=True)
class Answer:
    """What came back. `complete` is false when the body broke, ran past the deadline or was over the size cap."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    complete: bool = True

    def json(self) -> Any:
        """The body as JSON, or None when it is not (all of) a JSON document."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def data(self) -> dict[str, Any]:
        """The body as a JSON object, or an empty one."""
        value = self.json()
        return value if isinstance(value, dict) else {}


class _Call:
    """What one call has done so far, written by the connection and read by whoever has to judge a failure."""

    def __init__(self, deadline: float) -> None:
        self.ends = clock.now() + deadline
        self.sent = False
        self.connecting = False
        self.socket: socket.socket | None = None

    @property
    def overdue(self) -> bool:
        return clock.now() >= self.ends

    def cut(self) -> None:
        # Waking a thread that waits in recv() or send() takes a shutdown; closing would not. The plain method on
        # purpose: SSLSocket.shutdown drops the TLS state under the feet of the reading thread.
        if self.socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


_alarms = Alarms("deadlines-of-calls")
_current: ContextVar[_Call | None] = ContextVar("advocacy.lib.http.call", default=None)


class _Watched:
    """Mixed into a connection: tells the current call when it connects and when the first byte may leave."""

    sock: Any

    def _new_conn(self) -> socket.socket:
        sock: socket.socket = super()._new_conn()  # type: ignore[misc]
        call = _current.get()
        if call is not None:
            call.socket = sock
            if call.overdue:
                sock.close()
                raise TimeoutError("The deadline passed while connecting.")
        return sock

    def connect(self) -> None:
        call = _current.get()
        if call is None:
            super().connect()  # type: ignore[misc]
            return
        call.connecting = True
        try:
            super().connect()  # type: ignore[misc]
        finally:
            call.connecting = False
        call.socket = self.sock

    def send(self, data: Any) -> None:
        call = _current.get()
        # A CONNECT to a proxy goes through here as well, before the request itself has left.
        if call is not None and not call.connecting:
            if self.sock is None:
                self.connect()
            call.socket = self.sock
            # Whoever was stopped in here for so long must not begin now.
            if call.overdue and not call.sent:
                raise TimeoutError("The deadline passed before the first byte.")
            call.sent = True
        super().send(data)  # type: ignore[misc]


class _Connection(_Watched, urllib3.connection.HTTPConnection):
    pass


class _SecureConnection(_Watched, urllib3.connection.HTTPSConnection):
    pass


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Fresh:
    """Mixed into a pool: a connection for every request, closed after it."""

    def _get_conn(self, timeout: float | None = None) -> Any:
        return self._new_conn()  # type: ignore[attr-defined]

    def _put_conn(self, conn: Any) -> None:
        if conn is not None:
            conn.close()


class _FreshPool(_Fresh, _Pool):
    pass


class _FreshSecurePool(_Fresh, _SecurePool):
    pass


@cache
def _trust(authorities: str) -> ssl.SSLContext:
    """What these authorities vouch for. Reading them takes longer than a call: once per process."""
    folder = Path(authorities).is_dir()
    context: ssl.SSLContext = urllib3.util.ssl_.create_urllib3_context()
    context.load_verify_locations(None if folder else authorities, authorities if folder else None)
    return context


class _Adapter(HTTPAdapter):
    def __init__(self, *, fresh: bool) -> None:
        self._pools = (
            {"http": _FreshPool, "https": _FreshSecurePool} if fresh else {"http": _Pool, "https": _SecurePool}
        )
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        authorities = conn.ca_certs or conn.ca_cert_dir
        if url.lower().startswith("https") and authorities:
            # Left where they are, they would be read again for every connection.
            conn.conn_kw["ssl_context"] = _trust(str(authorities))
            conn.ca_certs = conn.ca_cert_dir = None


def _leave_headers_alone(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An `auth` that does nothing; without one, a .netrc on the server would replace our Authorization header."""
    return request


def _session(*, fresh: bool) -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    session.auth = _leave_headers_alone
    # No cookie of one member's call may ride on another's.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Adapter(fresh=fresh))
    return session


_local = threading.local()


def _session_for(*, reuse: bool) -> requests.Session:
    """This thread's session, one that keeps its connections or one that does not."""
    name = "keeping" if reuse else "fresh"
    session: requests.Session | None = getattr(_local, name, None)
    if session is None:
        session = _session(fresh=not reuse)
        setattr(_local, name, session)
    return session


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, str] | None = None,
    json_body: object | None = None,
    form: Mapping[str, str] | None = None,
    body: bytes | None = None,
    files: Files | None = None,
    reuse: bool = False,
    connect_timeout: float = CONNECT_TIMEOUT,
    read_timeout: float = READ_TIMEOUT,
    deadline: float = DEADLINE,
    max_body: int = MAX_BODY,
) -> Answer:
    """Send one request and return whatever answer came, of any status, redirects included.

    `deadline` bounds the whole exchange in seconds (only the system's name resolution, which comes before the first
    byte, cannot be interrupted). The connection is fresh, hence a failure to connect is certain to have sent nothing;
    `reuse=True` lets calls that are safe to repeat share this thread's open connections.

    Raises `NotSent` or `MaybeSent`, with the name of the failure and never a header, a body or a query.
    """
    if json_body is not None:
        body = json.dumps(json_body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **(headers or {})}
    state = _Call(deadline)
    token = _current.set(state)
    alarm = _alarms.after(deadline, state.cut)
    failure = ""
    try:
        response = _session_for(reuse=reuse).request(
            method,
            url,
            headers=dict(headers or {}),
            params=dict(params) if params else None,
            data=dict(form) if form is not None else body,
            files=dict(files) if files else None,
            timeout=(min(connect_timeout, deadline), min(read_timeout, deadline)),
            allow_redirects=False,
            stream=True,
        )
        return _read(response, state, max_body)
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
        # Only the class goes on: messages of requests may quote a header, and a header holds the token.
        failure = "DeadlinePassed" if state.overdue else type(error).__name__
    finally:
        alarm.call_off()
        _current.reset(token)
    # Raised out here so that the original exception does not travel along as context.
    raise (MaybeSent if state.sent else NotSent)(failure)


def _read(response: requests.Response, state: _Call, max_body: int) -> Answer:
    chunks: list[bytes] = []
    size = 0
    complete = True
    try:
        # read1 hands over what has arrived; read would throw away a started chunk when the body breaks.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            chunks.append(chunk[: max_body - size])
            size += len(chunk)
            if size > max_body or state.overdue:
                complete = False
                break
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
        complete = False
    finally:
        response.close()
    headers: CaseInsensitiveDict[str] = CaseInsensitiveDict(response.headers)
    # Without a stated length the end of the body looks like a connection that broke, even among the headers.
    framed = "Content-Length" in headers or "Transfer-Encoding" in headers or response.status_code in {204, 304}
    complete = complete and framed and not state.overdue
    return Answer(status=response.status_code, headers=headers, body=b"".join(chunks), complete=complete)
