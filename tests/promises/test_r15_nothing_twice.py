"""R15: two schedulers, two clicks, fifty forms at once: one share, one post."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

from advocacy.tenancy import tenant
from sharing.models import Share, ShareAttempt
from sharing.services import publishing, shares, sweeping
from tests.factories import cast
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

FORMS = 50
AT_ONCE = 10

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.promise("R15"),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="NOT PROVEN ON SQLITE: an in-memory database cannot be raced; set DATABASE_URL to a PostgreSQL",
    ),
]


def test_fifty_forms_with_one_key_and_two_schedulers(simulator: SimulatorProcess) -> None:
    acme = cast.acme()
    amir = cast.acme_member(acme, "Amir Amrani", enrolled=True)
    connected(simulator, amir)

    def submit(_number: int) -> int:
        try:
            with tenant(acme.pk):
                made = shares.schedule_share(actor=amir, network="linkedin", text="Sent often", request_key="one-form")
            return int(made.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert len(set(pool.map(submit, range(FORMS)))) == 1
    with tenant(acme.pk):
        share = Share.objects.get()

    def sweep(_number: int) -> object:
        try:
            with tenant(acme.pk):
                sweeping.ring_for_due_shares(acme.pk)
            return publishing.publish_one(acme.pk, share.pk)
        finally:
            connections.close_all()

    # As many bells as two schedulers ring in a minute, answered by workers at the same moment.
    with ThreadPoolExecutor(AT_ONCE) as pool:
        leases = [lease for lease in pool.map(sweep, range(24)) if lease is not None]
    assert len(leases) == 1
    with tenant(acme.pk):
        assert Share.objects.get().published_at <= timezone.now()
        assert ShareAttempt.objects.count() == 1
    assert len(simulator.published()) == 1
