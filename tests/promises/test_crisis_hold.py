"""A crisis: a thousand shares are due and leaving, one act holds them all, and five seconds later nothing leaves."""

import os
import time
from pathlib import Path

from tests.simulator_process import SimulatorProcess
from tests.stage import Installation, database_for

DUE, ACCOUNTS = 1000, 100
# Another company has nothing to do with it.
OTHERS, OTHER_ACCOUNTS = 60, 20
WITHIN = 5.0


def test_a_thousand_shares_are_due_and_everything_is_held(simulator_process: SimulatorProcess, tmp_path: Path) -> None:
    simulator = simulator_process
    simulator.reset()
    handles = [f"held-{number}" for number in range(ACCOUNTS)]
    others = [f"free-{number}" for number in range(OTHER_ACCOUNTS)]
    profiles = [{"network": "linkedin", "handle": each, "name": each} for each in [*handles, *others]]
    simulator.control("profiles", profiles=profiles)
    given = {
        f"linkedin:{each}": simulator.grant("linkedin", each, client_id="demo-linkedin") for each in [*handles, *others]
    }
    with (
        database_for(os.environ.get("DATABASE_URL", "")) as database,
        Installation(tmp_path / "var", simulator.url, database) as made,
    ):
        organisation, other = made.ask("crowd_of", handles=handles), made.ask("crowd_of", handles=others)
        made.ask("accounts", given=given)
        texts = [[handles[number % ACCOUNTS], "linkedin", f"No. {number} is due"] for number in range(DUE)]
        made.ask("promise_many", organisation_id=organisation, texts=texts)
        made.worker()
        made.ask("ring", name="sharing.release_due_shares")
        made.wait_until(lambda seen: seen["states"].get("published", 0) >= 20, organisation)
        made.ask("hold_everything", organisation_id=organisation)
        time.sleep(WITHIN)
        left = len(simulator.published())
        made.ask("ring", name="sharing.release_due_shares")
        seen = made.wait_until(lambda now: set(now["states"]) <= {"published", "held"}, organisation)
        time.sleep(3)
        assert len(simulator.published()) == left, "nothing leaves five seconds after the act"
        assert seen["states"]["held"] == DUE - left > DUE // 2, "it came in the middle"
        others_texts = [[others[n % OTHER_ACCOUNTS], "linkedin", f"No. {n} of the others"] for n in range(OTHERS)]
        made.ask("promise_many", organisation_id=other, texts=others_texts)
        made.ask("ring", name="sharing.release_due_shares")
        made.wait_until(lambda now: now["states"].get("published", 0) == OTHERS, other)
        assert made.ask("states", organisation_id=organisation)["states"] == seen["states"]
    assert len(simulator.published()) == left + OTHERS
