"""R12: a network stops answering while hundreds are due. Few end in doubt before the breaker opens; the rest wait."""

import os
import time
from pathlib import Path

import pytest

from tests.simulator_process import SimulatorProcess
from tests.stage import Installation, database_for

DUE, ACCOUNTS = 500, 100
# `NETWORK_IN_FLIGHT` as it is set by default: what one outage can cost.
MOST = 8


@pytest.mark.promise("R12")
def test_a_network_that_times_out(simulator_process: SimulatorProcess, tmp_path: Path) -> None:
    simulator = simulator_process
    simulator.reset()
    simulator.control("latency", hang=1.0)
    simulator.control("faults", faults=[{"kind": "timeout_before", "p": 1.0, "on": "create"}])
    handles = [f"r12-{number}" for number in range(ACCOUNTS)]
    profiles = [{"network": "linkedin", "handle": each, "name": each} for each in handles]
    simulator.control("profiles", profiles=profiles)
    given = {f"linkedin:{each}": simulator.grant("linkedin", each, client_id="demo-linkedin") for each in handles}
    with (
        database_for(os.environ.get("DATABASE_URL", "")) as database,
        Installation(tmp_path / "var", simulator.url, database) as made,
    ):
        organisation = made.ask("crowd_of", handles=handles)
        made.ask("accounts", given=given)
        texts = [[handles[number % ACCOUNTS], "linkedin", f"No. {number} is due"] for number in range(DUE)]
        made.ask("promise_many", organisation_id=organisation, texts=texts)
        made.worker()
        made.ask("ring", name="sharing.release_due_shares")
        states = made.wait_until(lambda seen: seen["stops"] > 0 and not seen["states"].get("publishing"), organisation)
        # Rung for again, as every sweep does: nobody claims while the network rests.
        made.ask("ring", name="sharing.release_due_shares")
        time.sleep(3)
        states = made.ask("states", organisation_id=organisation)["states"]
    assert sum(states.values()) == DUE
    assert states == {"unconfirmed": states["unconfirmed"], "scheduled": DUE - states["unconfirmed"]}
    assert 0 < states["unconfirmed"] <= MOST
    assert simulator.published() == []
