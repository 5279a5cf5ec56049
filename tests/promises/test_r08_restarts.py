"""R8: the database is crashed five times while shares are leaving. A server of its own, thrown away afterwards."""

import os
import time
from pathlib import Path

import pytest

from tests.chaos import judge
from tests.chaos.servers import Postgres
from tests.simulator_process import SimulatorProcess
from tests.stage import Installation

CRASHES, DUE = 5, 30
RECOVERY = 30.0


@pytest.mark.promise("R8")
@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="NOT PROVEN ON SQLITE: a file has no server that could be crashed",
)
def test_five_crashes(simulator_process: SimulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> None:
    simulator = simulator_process
    simulator.reset()
    # Each call lasts long enough to be under way when the database goes.
    simulator.control("latency", hang=1.0, api=0.4)
    handles = [f"r08-{number}" for number in range(DUE)]
    simulator.control("profiles", profiles=[{"network": "linkedin", "handle": each, "name": each} for each in handles])
    given = {f"linkedin:{each}": simulator.grant("linkedin", each, client_id="demo-linkedin") for each in handles}
    # A short path: that of a socket may not be long.
    folder = Path(f"/tmp/relais-r08-{os.getpid()}")
    server = Postgres(folder)
    try:
        installation = Installation(tmp_path_factory.mktemp("r08") / "var", simulator.url, server.url)
        # Leases and settling in seconds instead of minutes.
        installation.environment["PACE"] = "10"
        with installation as made:
            organisation = made.ask("crowd_of", handles=handles)
            made.ask("accounts", given=given)
            texts = [[handle, "linkedin", f"No. {number} leaves"] for number, handle in enumerate(handles)]
            made.ask("promise_many", organisation_id=organisation, texts=texts)
            made.worker()
            made.beat()
            simulator.wait_for(1, within=90, event="create")
            for _crash in range(CRASHES):
                server.crash()
                time.sleep(0.5)
                server.start()
                time.sleep(1.0)
            ends = time.monotonic() + RECOVERY + 45
            while judge.unsettled(judge.rows_of(server.superuser_url)) and time.monotonic() < ends:
                time.sleep(0.5)
            rows = judge.rows_of(server.superuser_url)
        verdict = judge.judge(rows, simulator.log_on_disk(), [], DUE)
        assert verdict.good, {name: lines for name, lines in verdict.broken.items() if lines}
    finally:
        server.stop()
        server.remove()
