"""K1: everything an installation writes or sends to its queue during a whole journey, searched for its tokens."""

import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.services import redis_server
from tests.simulator_process import SimulatorProcess
from tests.stage import Installation, database_for

WAYS = {
    "linkedin": ["plainly", "[[fault:500_after]]", "[[fault:422]]", "[[fault:reset_after]]", "[[fault:401_revoked]]"],
    "x": ["plainly", "[[fault:401*1]]", "[[fault:500_before]]", "[[fault:garbage]]", "[[fault:403]]"],
}
OVER = {"published", "failed", "held", "unconfirmed", "cancelled"}


@contextmanager
def overheard(url: str) -> Iterator[bytearray]:
    """Every command that a Redis receives, as it travels."""
    parts = urlsplit(url)
    heard = bytearray()
    with socket.create_connection((parts.hostname or "", parts.port or 6379), timeout=60) as line:
        line.sendall(b"MONITOR\r\n")

        def listen() -> None:
            try:
                while data := line.recv(65536):
                    heard.extend(data)
            except OSError:
                return

        threading.Thread(target=listen, daemon=True).start()
        yield heard


@pytest.mark.promise("K1")
def test_no_token_in_anything_that_is_written_or_sent_inside(
    simulator_process: SimulatorProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator = simulator_process
    simulator.reset()
    simulator.control("latency", hang=0.4)
    handles = [f"k01-{number}" for number in range(5)]
    places = [(network, handle) for network in WAYS for handle in handles]
    profiles = [{"network": network, "handle": handle, "name": handle} for network, handle in places]
    simulator.control("profiles", profiles=profiles)
    given = {
        f"{network}:{handle}": simulator.grant(network, handle, client_id=f"demo-{network}")
        for network, handle in places
    }
    for name in ("REDIS_URL", "TEST_REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    with ExitStack() as stack:
        database = stack.enter_context(database_for(os.environ.get("DATABASE_URL", "")))
        queue = redis_server(stack)
        if not queue.where:
            pytest.skip(f"NOT PROVEN HERE: {queue.missing}. {queue.remedy}")
        heard = stack.enter_context(overheard(queue.where))
        installation = Installation(tmp_path / "var", simulator.url, database, queue.where)
        installation.environment["LOG_LEVEL"] = "DEBUG"
        with installation as made:
            organisation = made.ask("crowd_of", handles=handles)
            made.ask("accounts", given=given)
            texts = [
                [handles[place], network, f"No. {place} goes {way}"]
                for network, ways in WAYS.items()
                for place, way in enumerate(ways)
            ]
            made.ask("promise_many", organisation_id=organisation, texts=texts)
            made.worker()
            made.ask("ring", name="sharing.release_due_shares")
            made.wait_until(lambda seen: set(seen["states"]) <= OVER, organisation)
            made.ask("disconnect_all", organisation_id=organisation)
            tokens = tokens_of(simulator)
            in_tables = made.ask("tables_with", words=tokens)
        assert len(tokens) > len(given), "the journey has renewed some"
        needles = [token.encode() for token in tokens]
        files = [path for path in (tmp_path / "var").rglob("*") if path.is_file()]
        found = [str(path) for path in files if holds(path.read_bytes(), needles)]
        assert (in_tables, found, holds(bytes(heard), needles)) == ([], [], False)
        assert b"sharing." in heard, "the queue was overheard"
        assert any(path.suffix == ".log" or path.name == "worker.txt" for path in files)


def tokens_of(simulator: SimulatorProcess) -> list[str]:
    """Every token the simulated networks ever gave: the secrets to look for."""
    with closing(sqlite3.connect(simulator.folder / "state.sqlite3")) as state:
        return [key for (key,) in state.execute("SELECT id FROM doc WHERE kind = 'token'")]


def holds(data: bytes, needles: list[bytes]) -> bool:
    """Whether one of them is in it."""
    return any(needle in data for needle in needles)
