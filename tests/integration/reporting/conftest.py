"""Figures through their real doors; the networks are simulated, the adapters are the production ones."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.simulator_process import SimulatorProcess


@pytest.fixture(scope="session")
def simulator_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorProcess]:
    """One process for all tests."""
    with SimulatorProcess(tmp_path_factory.mktemp("simulator")) as process:
        yield process


@pytest.fixture
def simulator(simulator_process: SimulatorProcess, settings: Any) -> SimulatorProcess:
    """The simulated networks, knowing nobody but Nadia and Thomas, and the product pointed at them."""
    simulator_process.reset()
    simulator_process.control("latency", hang=0.4)
    for network in ("linkedin", "x"):
        for handle in ("nadia", "thomas"):
            simulator_process.profile(network, handle)
    settings.SIMULATOR_URL = simulator_process.url
    return simulator_process
