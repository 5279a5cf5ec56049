"""R11: a worker stopped between its last look and its first byte, longer than its lease. It publishes nothing late."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.simulator_process import SimulatorProcess
from tests.stage import Installation, database_for

ROUNDS = 3
# Everything ten times as quick: a deadline of 3 s, a lease of 4.5 s.
PACE = 10
FROZEN = 6.0


@pytest.mark.promise("R11")
def test_frozen_before_the_first_byte_and_woken_when_it_is_too_late(
    simulator_process: SimulatorProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator_process.reset()
    simulator_process.profile("linkedin", "nadia")
    monkeypatch.setenv("PACE", str(PACE))
    with (
        database_for(os.environ.get("DATABASE_URL", "")) as database,
        Installation(tmp_path / "var", simulator_process.url, database) as made,
    ):
        made.ask("arrange", grant=simulator_process.grant("linkedin", "nadia", client_id="demo-linkedin"))
        made.environment["CRASH_AT"] = "freeze:before_send"
        for number in range(ROUNDS):
            worker = made.worker()
            made.ask("schedule", text=f"Frozen {number}")
            os.waitid(os.P_PID, worker.pid, os.WSTOPPED | os.WNOWAIT)
            time.sleep(FROZEN)
            made.ask("run", name="sharing.settle_stuck_shares")
            assert made.ask("all_shares")[number]["state"] == "unconfirmed"
            os.kill(worker.pid, signal.SIGCONT)
            assert worker.wait(20) == -signal.SIGALRM
        # Nothing left, not even now that the doubts are old; and nothing follows by itself.
        del made.environment["CRASH_AT"]
        made.worker()
        made.ask("schedule", text="From a worker that is awake")
        made.wait_for(lambda rows: rows[-1]["state"] == "published", within=90)
        assert [post["text"] for post in simulator_process.log(event="create")] == ["From a worker that is awake"]
        assert [row["attempts"] for row in made.ask("all_shares")] == [["unconfirmed"]] * ROUNDS + [["published"]]
