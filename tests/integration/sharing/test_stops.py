"""What stops publishing, against the simulated networks: the switch, limits, an application without credits."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import BudgetWindow, NetworkPause, OperatorAlarm, Share
from sharing.services import claiming, pauses, publishing, settling, shares
from sharing.states import HoldReason, ShareState
from tests.factories import cast
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

pytestmark = pytest.mark.django_db
S = ShareState
Promised = Callable[..., Share]
Publish = Callable[[Share], Any]
Reread = Callable[[Share], Share]


def test_the_switch_stops_a_worker_in_the_middle_of_its_batch(
    simulator: SimulatorProcess, acme: Organisation, amir: Membership, promised: Promised, reread: Reread
) -> None:
    other = cast.acme_member(acme, "Olga Orsini", enrolled=True)
    connected(simulator, other, handle="thomas")
    first = promised("The first")
    with tenant(acme.pk):
        second = shares.schedule_share(actor=other, network="linkedin", text="The second")
        batch = claiming.claim_batch(2).orders
    assert {order.share_id for order in batch} == {first.pk, second.pk}
    with tenant(acme.pk):
        assert publishing.begin(batch[0])
    pauses.pause()
    with tenant(acme.pk):
        assert not publishing.begin(batch[1])
    began, stopped = (reread(first), reread(second))
    if batch[0].share_id == second.pk:
        began, stopped = stopped, began
    assert (began.state, stopped.state) == (S.PUBLISHING, S.SCHEDULED)
    assert BudgetWindow.objects.get(key=f"linkedin.site.{timezone.now():%Y%m%d}").calls == 1


def test_after_too_many_no_share_of_that_account_is_sent_before_the_reset(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    first, second = promised("One [[fault:429*1]]"), promised("Two")
    publish(first)
    assert reread(first).state == S.SCHEDULED
    before = len(simulator.log(event="request"))
    assert publish(second) is None
    assert len(simulator.log(event="request")) == before
    waits = reread(second)
    assert waits.state == S.SCHEDULED
    assert waits.next_at is not None
    assert waits.next_at > timezone.now() + timedelta(minutes=10)


def test_no_credits_hold_the_queue_alarm_the_operator_and_pass_by_themselves(
    simulator: SimulatorProcess, acme: Organisation, amir: Membership, publish: Publish, reread: Reread
) -> None:
    connected(simulator, amir, "x")
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="x", text="Words [[fault:402*1]]")
    publish(share)
    row = reread(share)
    assert (row.state, row.reason) == (S.HELD, HoldReason.BUDGET)
    assert OperatorAlarm.objects.get().ended_at is None
    month = BudgetWindow.objects.get(key=f"x.site.{timezone.now():%Y%m}")
    assert (month.spent, month.calls) == (0, 1), "nothing was posted and nothing is paid"
    with tenant(acme.pk):
        assert settling.release_held_shares() == 0
    NetworkPause.objects.update(until=timezone.now() - timedelta(seconds=1))
    with tenant(acme.pk):
        assert settling.release_held_shares() == 1
    publish(share)
    assert reread(share).state == S.PUBLISHED
    assert OperatorAlarm.objects.get().ended_at is not None
    month.refresh_from_db()
    assert month.spent == 15_000


def test_what_the_month_has_no_money_for_waits_and_goes_when_the_cap_is_raised(
    simulator: SimulatorProcess,
    acme: Organisation,
    amir: Membership,
    publish: Publish,
    reread: Reread,
    settings: Any,
) -> None:
    settings.X_MONTHLY_USD = Decimal("0.02")
    connected(simulator, amir, "x")
    with tenant(acme.pk):
        first, second = (
            shares.schedule_share(actor=amir, network="x", text=text)
            for text in ("Wind over the harbour this morning.", "What a crane driver sees from up there.")
        )
    publish(first)
    assert publish(second) is None
    row = reread(second)
    assert (row.state, row.reason) == (S.HELD, HoldReason.BUDGET)
    settings.X_MONTHLY_USD = Decimal("0.03")
    with tenant(acme.pk):
        assert settling.release_held_shares() == 1
    publish(second)
    assert reread(second).state == S.PUBLISHED
    assert len(simulator.published()) == 2
