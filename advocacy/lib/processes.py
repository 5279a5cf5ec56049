"""Child processes that never outlive whoever started them, and the loopback ports they listen on."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

HOST = "127.0.0.1"
_KEEPER = Path(__file__).with_name("keeper.py")
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask Linux to send this process a signal when its parent is gone, however it went. Elsewhere the keeper does."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, number)


class Family:
    """Children in process groups of their own, and a keeper that ends them if this process is killed outright.

    Linux tells a child that its parent died, but nobody tells the grandchildren (the web server's workers), and a
    child may be slow to listen. The keeper holds the other end of a pipe: when that closes it stops every group.
    """

    def __init__(self) -> None:
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._keeper = subprocess.Popen(  # noqa: S603 -- a script of our own, no shell
            interpreter("-I", "-S", str(_KEEPER)), stdin=subprocess.PIPE, process_group=0
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._keeper.stdin is not None:
            self._keeper.stdin.close()
        self._keeper.wait(timeout=15)

    def start(
        self, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, output: IO[bytes] | int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start one child in its own group: Ctrl-C reaches only us, and we decide how the others stop."""
        child = subprocess.Popen(  # noqa: S603 -- commands of our own, no shell
            argv,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            process_group=0,
            preexec_fn=die_with_parent,
        )
        self._running[child.pid] = child
        self._tell_keeper(f"+{child.pid}")
        return child

    def forget(self, child: subprocess.Popen[bytes]) -> None:
        """A child ended by itself: end what it left behind."""
        _signal_group(child.pid, signal.SIGKILL)
        self._running.pop(child.pid, None)
        self._tell_keeper(f"-{child.pid}")

    def stop(self, *children: subprocess.Popen[bytes], grace: float = 5.0) -> None:
        """Stop these children (all when none is named) politely, and after `grace` seconds without asking."""
        going = list(children or self._running.values())
        for child in going:
            with suppress(ProcessLookupError):
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace
        for child in going:
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.0, deadline - time.monotonic()))
        for child in going:
            _signal_group(child.pid, signal.SIGKILL)
            child.wait()
            self.forget(child)

    def _tell_keeper(self, line: str) -> None:
        if self._keeper.stdin is not None:
            with suppress(BrokenPipeError):
                self._keeper.stdin.write(f"{line}\n".encode())
                self._keeper.stdin.flush()


def _signal_group(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def port_is_free(port: int) -> bool:
    """Say whether a server could listen on this loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(port: int, path: str = "/", timeout: float = 5.0) -> bool:
    """Say whether a loopback server answers with anything but a server error. A redirect is an answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def interpreter(*arguments: str) -> list[str]:
    """Return the command that runs Python as this process does."""
    return [sys.executable, *arguments]


def web_server(application: str, port: int, *, workers: int = 2, threads: int = 2) -> list[str]:
    """Return the command that serves a WSGI application on a loopback port."""
    return interpreter(
        *("-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--no-ws", "--respawn-failed-workers", "--log-level", "warning", application),
    )


def worker(queues: str = "publish,measure,mail,default", *, name: str = "celery") -> list[str]:
    """Return the command of one Celery worker; several on one machine want names of their own."""
    return interpreter(
        *("-m", "celery", "--quiet", "-A", "advocacy", "worker", "--pool", "threads", "-c", "4", "-Q", queues),
        *("-n", f"{name}@%h", "--without-gossip", "--without-mingle", "--without-heartbeat"),
    )


def beat(schedule: Path) -> list[str]:
    """Return the command of the one scheduler."""
    return interpreter(
        *("-m", "celery", "--quiet", "-A", "advocacy", "beat", "--schedule", str(schedule), "--pidfile=")
    )
