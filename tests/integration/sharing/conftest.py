"""Sharing against the simulated networks: the adapters are the real ones, only their address differs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Connection, Share, ShareAttempt
from sharing.services import publishing, shares
from tests.factories.sharing import connect
from tests.simulator_process import SimulatorProcess

HANDLES = ("nadia", "thomas")


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
        for handle in HANDLES:
            simulator_process.profile(network, handle)
    settings.SIMULATOR_URL = simulator_process.url
    return simulator_process


@pytest.fixture
def account(simulator: SimulatorProcess, amir: Membership) -> Connection:
    """Amir's LinkedIn account, with tokens the simulated LinkedIn honours."""
    return connected(simulator, amir)


def connected(
    simulator: SimulatorProcess,
    membership: Membership,
    network: str = "linkedin",
    handle: str = "nadia",
    **details: Any,
) -> Connection:
    """An account of this person at a simulated network."""
    grant = simulator.grant(network, handle, client_id=f"demo-{network}", **details)
    with tenant(membership.organisation_id):
        connection: Connection = connect(membership, grant, network)
    return connection


@pytest.fixture
def promised(account: Connection, amir: Membership) -> Callable[..., Share]:
    """`promised("my words")`: a share of Amir's, due now, whose job has not run."""

    def make(text: str = "In my own words.", network: str = "linkedin", **values: Any) -> Share:
        with tenant(amir.organisation_id):
            return shares.schedule_share(actor=amir, network=network, text=text, **values)

    return make


@pytest.fixture
def reread(acme: Organisation) -> Callable[[Share], Share]:
    """The share as it is now."""

    def read(share: Share) -> Share:
        with tenant(acme.pk):
            return Share.objects.select_related("connection").get(pk=share.pk)

    return read


@pytest.fixture
def attempts(acme: Organisation) -> Callable[[Share], list[ShareAttempt]]:
    """Its attempts, in order."""

    def read(share: Share) -> list[ShareAttempt]:
        with tenant(acme.pk):
            return list(ShareAttempt.objects.filter(share_id=share.pk))

    return read


@pytest.fixture
def publish(acme: Organisation) -> Callable[[Share], Any]:
    """Publish this share as a worker does."""
    return lambda share: publishing.publish_one(acme.pk, share.pk)
