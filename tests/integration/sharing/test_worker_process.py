"""Real processes, killed at the worst moments: never twice, never lost, and nothing else publishes.

Each test has an installation of its own (database, queue, worker) and stops what it starts.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.services import redis_server
from tests.simulator_process import SimulatorProcess
from tests.stage import Installation, database_for, kill

POINTS_BEFORE = ["after_claim"]
POINTS_AFTER = ["after_begin", "before_send", "after_send", "before_record"]


@pytest.fixture
def networks(simulator_process: SimulatorProcess) -> SimulatorProcess:
    simulator_process.reset()
    simulator_process.control("latency", hang=0.4)
    simulator_process.profile("linkedin", "nadia")
    return simulator_process


@pytest.fixture
def installation(networks: SimulatorProcess, tmp_path: Path) -> Iterator[Installation]:
    with (
        database_for(os.environ.get("DATABASE_URL", "")) as database,
        Installation(tmp_path / "var", networks.url, database) as made,
    ):
        made.ask("arrange", grant=networks.grant("linkedin", "nadia", client_id="demo-linkedin"))
        yield made


def states(rows: list[dict[str, Any]]) -> list[str]:
    return [row["state"] for row in rows]


@pytest.mark.promise("R7")
def test_with_the_queue_dead_shares_still_leave(
    networks: SimulatorProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Redis dies under a running worker: pages go on, and the worker finds the rows by itself."""
    # One of our own, that may be killed.
    for name in ("REDIS_URL", "TEST_REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    with (
        ExitStack() as servers,
        database_for(os.environ.get("DATABASE_URL", "")) as database,
        ExitStack() as queue,
    ):
        server = redis_server(queue)
        if not server.where:
            pytest.skip(f"NOT PROVEN HERE: {server.missing}. {server.remedy}")
        made = servers.enter_context(Installation(tmp_path / "var", networks.url, database, server.where))
        made.ask("arrange", grant=networks.grant("linkedin", "nadia", client_id="demo-linkedin"))
        worker = made.worker()
        made.ask("schedule", text="While the queue lives")
        made.wait_for(lambda rows: states(rows) == ["published"], within=90)
        queue.close()
        made.ask("schedule", text="While the queue is dead")
        made.wait_for(lambda rows: states(rows) == ["published", "published"], within=120)
        assert worker.poll() is None
        assert len(networks.published()) == 2


def settle(installation: Installation) -> list[dict[str, Any]]:
    installation.ask("hurry")
    installation.ask("run", name="sharing.settle_stuck_shares")
    rows: list[dict[str, Any]] = installation.ask("all_shares")
    return rows


@pytest.mark.promise("R1", "R2")
def test_kill_9_between_attempt_and_answer(networks: SimulatorProcess, installation: Installation) -> None:
    """The post is online and nobody heard it: no second one, nothing lost, its author is asked."""
    worker = installation.worker()
    installation.ask("schedule", text="Heard by nobody [[fault:slow:25]]")
    installation.ask("ring", name="sharing.release_due_shares")
    networks.wait_for(1, within=90, event="create", accepted="true")
    assert states(installation.ask("all_shares")) == ["publishing"]
    kill(worker)

    installation.worker()
    installation.ask("ring", name="sharing.release_due_shares")
    [row] = settle(installation)
    assert (row["state"], row["attempts"], row["asked"]) == ("unconfirmed", ["unconfirmed"], False)
    [row] = settle(installation)
    assert (row["state"], row["asked"], row["told"]) == ("unconfirmed", True, 1)
    installation.ask("ring", name="sharing.release_due_shares")
    installation.ask("schedule", text="Something else")
    installation.wait_for(lambda rows: states(rows) == ["unconfirmed", "published"])
    assert len(networks.published(contains="Heard by nobody")) == 1
    assert len(networks.log(event="create", contains="Heard by nobody")) == 1


@pytest.mark.promise("R1")
def test_dying_at_every_point(networks: SimulatorProcess, installation: Installation) -> None:
    """Before the attempt is written the share goes out later; from then on it never goes out by itself."""
    organisation = installation.ask("organisation_id")
    for point in [*POINTS_BEFORE, *POINTS_AFTER]:
        text = f"Died {point}"
        share = installation.ask("schedule", text=text)
        assert installation.crash(point, organisation, share) == 70
        settle(installation)
        settle(installation)
        installation.ask("publish", organisation_id=organisation, share_id=share)
        row = next(row for row in installation.ask("all_shares") if row["id"] == share)
        made = len(networks.published(contains=text))
        if point in POINTS_BEFORE:
            assert (row["state"], row["attempts"], made) == ("published", ["published"], 1), point
        else:
            assert (row["state"], row["attempts"], row["asked"]) == ("unconfirmed", ["unconfirmed"], True), point
            assert made == (1 if point in {"after_send", "before_record"} else 0), point


@pytest.mark.promise("R7", "R2")
def test_losing_the_queue_loses_nothing(networks: SimulatorProcess, installation: Installation) -> None:
    for number in range(4):
        installation.ask("schedule", text=f"In the queue {number}")
    assert installation.ask("lose_the_queue") >= 4
    installation.worker()
    time.sleep(2)
    assert networks.published() == []
    installation.beat()
    installation.wait_for(lambda rows: states(rows) == ["published"] * 4, within=90)
    assert len(networks.published()) == 4


def test_only_the_worker_publishes(networks: SimulatorProcess, installation: Installation) -> None:
    """Stopped, nothing goes out, whatever else runs; started, what is due goes out."""
    installation.beat()
    installation.ask("schedule", text="While nobody works")
    installation.ask("schedule", text="A second later", seconds=1)
    time.sleep(8)
    assert networks.log(event="create") == []
    assert states(installation.ask("all_shares")) == ["scheduled", "scheduled"]
    worker = installation.worker()
    installation.wait_for(lambda rows: states(rows) == ["published", "published"], within=90)
    worker.terminate()
    worker.wait(30)
    installation.ask("schedule", text="After it stopped")
    time.sleep(7)
    assert len(networks.published()) == 2
    assert networks.log(event="create", contains="After it stopped") == []
