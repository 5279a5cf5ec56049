"""K4: fifty accounts whose refresh tokens work once, four who want to renew each at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from sharing.models import Connection
from sharing.services import grants
from sharing.states import ConnectionState
from tests.factories import cast, crowd
from tests.simulator_process import SimulatorProcess

ACCOUNTS = 50
EACH = 4

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.promise("K4"),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="NOT PROVEN ON SQLITE: an in-memory database cannot be raced; set DATABASE_URL to a PostgreSQL",
    ),
]


def test_one_call_per_account_and_none_dies(simulator: SimulatorProcess) -> None:
    acme = cast.acme()
    handles = [f"k4-{number}" for number in range(ACCOUNTS)]
    simulator.control("latency", hang=0.4, api=0.02)
    simulator.control("profiles", profiles=[{"network": "x", "handle": each, "name": each} for each in handles])
    crowd.ambassadors(acme, handles)
    crowd.accounts({f"x:{each}": simulator.grant("x", each, client_id="demo-x") for each in handles})
    Connection.objects.update(access_expires_at=timezone.now() + timedelta(seconds=30))

    def renew(connection_id: int) -> bool:
        try:
            return grants.refresh_grant(connection_id)
        finally:
            connections.close_all()

    wanted = [pk for pk in Connection.objects.values_list("pk", flat=True) for _each in range(EACH)]
    with ThreadPoolExecutor(2 * EACH) as pool:
        renewed = list(pool.map(renew, wanted))
    assert renewed.count(True) == ACCOUNTS
    calls = [entry for entry in simulator.log(event="token") if entry["network"] == "x"]
    assert len(calls) == ACCOUNTS
    assert Connection.objects.filter(state=ConnectionState.CONNECTED).count() == ACCOUNTS
