"""R14: the simulated network enforces its limits and counts; ours stop before. It never has to say "too many"."""

from typing import Any

import pytest
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Connection, Share
from sharing.services import allowances, budgets, publishing, shares
from tests.factories import crowd
from tests.simulator_process import SimulatorProcess

ACCOUNTS, EACH = 4, 6
OF_AN_ACCOUNT, OF_THE_APPLICATION = 4, 12
# Nine tenths of what an application may do; the rest is for what was not counted.
STOP = 10


@pytest.mark.promise("R14")
def test_more_is_due_than_any_limit_allows(simulator: SimulatorProcess, acme: Organisation, settings: Any) -> None:
    simulator.control("limits", x_create_window=OF_AN_ACCOUNT, x_app_day=OF_THE_APPLICATION)
    settings.ACCOUNT_POSTS_PER_DAY = OF_AN_ACCOUNT
    settings.X_DAILY_CALLS = OF_THE_APPLICATION
    handles = [f"r14-{number}" for number in range(ACCOUNTS)]
    simulator.control("profiles", profiles=[{"network": "x", "handle": each, "name": each} for each in handles])
    crowd.ambassadors(acme, handles)
    crowd.accounts({f"x:{each}": simulator.grant("x", each, client_id="demo-x") for each in handles})
    members = list(Membership.objects.filter(user__email__startswith="r14-").select_related("user", "organisation"))
    with tenant(acme.pk):
        due = [
            shares.schedule_share(actor=member, network="x", text=f"{member.user.name} and thought {number * 7}")
            for number in range(EACH)
            for member in members
        ]
    for _round in range(2):
        for share in due:
            publishing.publish_one(acme.pk, share.pk)
            Connection.objects.update(busy_until=None)
    calls = simulator.log(event="create", network="x")
    assert [entry for entry in calls if entry["status"] == 429] == []
    assert len(calls) == STOP
    by_account = [sum(1 for entry in calls if entry["handle"] == handle) for handle in handles]
    assert max(by_account) <= OF_AN_ACCOUNT
    with tenant(acme.pk):
        states = set(Share.objects.values_list("state", "reason"))
    # What opens again within the hour is waited for; for anything longer the share is held and its author told.
    waits = ("scheduled", "") if allowances.next_day(timezone.now()) - timezone.now() < budgets.QUIETLY else None
    assert states in [{("published", ""), ("held", "budget")}, {("published", ""), waits}]
