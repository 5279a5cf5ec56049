"""Both networks, simulated by one process for the whole folder, and forgotten before each test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from advocacy.lib.secret import Secret
from sharing.networks.base import AppCredentials, Grant
from sharing.networks.linkedin import LinkedIn
from sharing.networks.x import X
from tests.simulator_process import SimulatorProcess

REDIRECT = "http://127.0.0.1:9/connect/callback/"
# The smallest real PNG: one transparent pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)


@pytest.fixture(scope="session")
def simulator_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorProcess]:
    """One process for all tests."""
    with SimulatorProcess(tmp_path_factory.mktemp("simulator")) as process:
        yield process


@pytest.fixture
def simulator(simulator_process: SimulatorProcess) -> SimulatorProcess:
    """The simulated networks, knowing nobody but Nadia and Thomas."""
    simulator_process.reset()
    for network in ("linkedin", "x"):
        for handle in ("nadia", "thomas"):
            simulator_process.profile(network, handle, headline="Thermal engineer", email=f"{handle}@acme.example")
    return simulator_process


@dataclass(frozen=True)
class Subject:
    """An adapter under test and what is particular to its network."""

    network: LinkedIn | X
    simulator: SimulatorProcess

    @property
    def key(self) -> str:
        return self.network.key

    def grant(self, handle: str = "nadia", **details: Any) -> Grant:
        made = self.simulator.grant(self.key, handle, client_id="test", **details)
        refresh = made.get("refresh_token")
        return Grant(
            access_token=Secret(made["access_token"]),
            refresh_token=Secret(refresh) if refresh else None,
            scopes=frozenset(made["scope"]),
            external_id=made["member_id"],
            handle=handle,
        )

    def published(self) -> list[dict[str, Any]]:
        return self.simulator.published(network=self.key)

    def consent(self, url: str, *, answer: str = "allow", handle: str = "nadia") -> dict[str, str]:
        """What the redirect back carries once the person has signed in and answered."""
        browser = requests.Session()
        start = f"{self.simulator.url}/{self.key}"
        ask = urlsplit(url).query
        browser.post(f"{start}/login", data={"handle": handle, "ask": ask}, timeout=5)
        last = browser.post(
            f"{start}/consent", data={"ask": ask, "answer": answer}, allow_redirects=False, timeout=5
        ).headers["Location"]
        assert last.startswith(REDIRECT)
        return {name: values[0] for name, values in parse_qs(urlsplit(last).query).items()}


MAKERS: dict[str, Callable[[AppCredentials], LinkedIn | X]] = {
    "linkedin": lambda credentials: LinkedIn(credentials, pauses=(0.05, 0.05, 0.05)),
    "x": X,
}


def make(key: str, simulator: SimulatorProcess, **details: Any) -> Subject:
    given = {"client_id": "test", "client_secret": Secret("a-secret"), "base_url": f"{simulator.url}/{key}", **details}
    return Subject(MAKERS[key](AppCredentials(**given)), simulator)


@pytest.fixture(params=sorted(MAKERS))
def subject(request: pytest.FixtureRequest, simulator: SimulatorProcess) -> Subject:
    """Each adapter in turn."""
    return make(request.param, simulator)


@pytest.fixture
def linkedin(simulator: SimulatorProcess) -> Subject:
    return make("linkedin", simulator)


@pytest.fixture
def x(simulator: SimulatorProcess) -> Subject:
    return make("x", simulator)
