"""The simulated networks and what is arranged around them, as in the tests of sharing."""

from tests.integration.sharing.conftest import (
    account,
    attempts,
    promised,
    publish,
    reread,
    simulator,
    simulator_process,
)

__all__ = ["account", "attempts", "promised", "publish", "reread", "simulator", "simulator_process"]
