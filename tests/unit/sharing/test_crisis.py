"""Everything on hold: at once, for everybody of the organisation, until a person lifts it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership, Notification
from advocacy.people.states import NotificationKind
from advocacy.tenancy import tenant
from sharing.models import Connection, CrisisHold, NetworkPause, Share
from sharing.services import claiming, crisis, pauses, planning, settling
from sharing.states import HoldReason, ShareState

S = ShareState
Plan = Callable[..., Share]


@pytest.fixture(autouse=True)
def _inside(acme: Organisation, globex: Organisation, account: Connection) -> Any:
    with tenant(acme.pk):
        yield


def test_one_act_holds_everything_and_its_authors_are_told_once(
    plan: Plan, cara: Membership, amir: Membership, globex: Organisation
) -> None:
    shares = [plan(text=f"Number {number}", due_at=timezone.now() + timedelta(hours=number)) for number in (1, 2)]
    hold = crisis.start_crisis(actor=cara, statement="  We are sorry about this morning.  ")
    assert hold.statement == "We are sorry about this morning."
    assert planning.is_paused("linkedin", cara.organisation_id), "before any row has moved"
    assert not planning.is_paused("linkedin", globex.pk)
    assert crisis.bring_in_line() == 2
    for share in shares:
        share.refresh_from_db()
        assert (share.state, share.reason) == (S.HELD, HoldReason.CRISIS)
    told = Notification.objects.filter(membership=amir)
    assert [row.kind for row in told] == [NotificationKind.CRISIS_HELD]
    assert AuditEntry.objects.filter(verb="crisis.started", actor_id=cara.pk).exists()


def test_nothing_is_claimed_from_the_commit_on_and_what_is_promised_meanwhile_is_held(
    plan: Plan, cara: Membership
) -> None:
    share = plan()
    crisis.start_crisis(actor=cara)
    assert claiming.claim(share.pk) is None
    later = plan(text="Promised meanwhile")
    assert crisis.bring_in_line() == 2
    later.refresh_from_db()
    assert later.state == S.HELD
    assert settling.release_held_shares() == 0


def test_twice_is_once_and_the_first_words_stand(cara: Membership) -> None:
    first = crisis.start_crisis(actor=cara, statement="One")
    assert crisis.start_crisis(actor=cara, statement="Two") == first
    assert CrisisHold.objects.get().statement == "One"
    with pytest.raises(RuleViolation):
        crisis.start_crisis(actor=cara, statement="x" * 601)


def test_lifted_what_is_in_time_goes_back_and_the_rest_asks_its_author(
    plan: Plan, cara: Membership, amir: Membership
) -> None:
    soon, late = plan(text="In time", due_at=timezone.now() + timedelta(hours=1)), plan(text="Too late")
    crisis.start_crisis(actor=cara)
    crisis.bring_in_line()
    Share.objects.filter(pk=late.pk).update(publish_before=timezone.now() - timedelta(minutes=1))
    assert settling.end_missed_shares() == 0, "it is not late: everything is on hold"
    assert crisis.end_crisis(actor=cara)
    assert not crisis.end_crisis(actor=cara)
    assert crisis.bring_in_line() == 2
    soon.refresh_from_db()
    late.refresh_from_db()
    assert soon.state == S.SCHEDULED
    assert (late.state, late.reason) == (S.HELD, HoldReason.AFTER_CRISIS)
    assert settling.end_missed_shares() == 0, "its author chooses"
    kinds = list(Notification.objects.filter(membership=amir).order_by("pk").values_list("kind", flat=True))
    assert kinds == [NotificationKind.CRISIS_HELD, NotificationKind.CRISIS_OVER]
    assert crisis.bring_in_line() == 0


def test_what_something_else_holds_by_then_waits_for_that(plan: Plan, cara: Membership, account: Connection) -> None:
    share = plan(due_at=timezone.now() + timedelta(hours=1))
    crisis.start_crisis(actor=cara)
    crisis.bring_in_line()
    Connection.objects.filter(pk=account.pk).update(state="expired")
    crisis.end_crisis(actor=cara)
    crisis.bring_in_line()
    share.refresh_from_db()
    assert (share.state, share.reason) == (S.HELD, HoldReason.RECONNECT)


def test_the_operators_switch_does_not_lift_it(cara: Membership) -> None:
    crisis.start_crisis(actor=cara)
    pauses.pause()
    assert pauses.resume() == 1
    assert NetworkPause.objects.get().reason == HoldReason.CRISIS


def test_a_thousand_are_held_in_as_many_statements_as_one(plan: Plan, cara: Membership, amir: Membership) -> None:
    crisis.start_crisis(actor=cara)
    costs = []
    for more in (1, 30):
        for number in range(more):
            plan(text=f"Words {more} {number}", due_at=timezone.now() + timedelta(hours=1))
        Notification.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            assert crisis.bring_in_line() == more
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert AuditEntry.objects.filter(verb="share.held").count() == 31
