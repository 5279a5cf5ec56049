"""Two at the same moment: real connections, real commits."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Connection, Share, ShareAttempt
from sharing.services import claiming, draining, grants, publishing, shares
from sharing.services import connections as accounts
from sharing.services.orders import Order
from sharing.states import ShareState
from tests.factories import cast
from tests.factories.organisations import OrganisationFactory
from tests.factories.programme import CharterFactory, ProgrammeFactory
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

S = ShareState
THREADS = 8
# Fewer than one account may post in a day.
ROUNDS = 18

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="NOT PROVEN ON SQLITE: an in-memory database cannot be raced; set DATABASE_URL to a PostgreSQL",
    ),
]


@pytest.fixture
def acme(transactional_db: None) -> Organisation:
    return cast.acme()


@pytest.fixture
def amir(acme: Organisation) -> Membership:
    return cast.acme_member(acme, "Amir Amrani", enrolled=True)


@pytest.fixture
def account(simulator: SimulatorProcess, amir: Membership) -> Connection:
    return connected(simulator, amir)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all of them at the same moment, each with a connection of its own; return what each returned or raised."""
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def promise(amir: Membership, text: str, **values: Any) -> Share:
    with tenant(amir.organisation_id):
        return shares.schedule_share(actor=amir, network="linkedin", text=text, **values)


@pytest.mark.promise("R1")
def test_eight_workers_and_one_share(simulator: SimulatorProcess, amir: Membership, account: Connection) -> None:
    for number in range(6):
        share = promise(amir, f"Round {number}")
        results = at_once(*[lambda share=share: publishing.publish_one(amir.organisation_id, share.pk)] * THREADS)
        assert sum(1 for result in results if result is not None) == 1, results
        with tenant(amir.organisation_id):
            assert ShareAttempt.objects.filter(share=share).count() == 1
    assert len(simulator.published()) == 6


def test_eight_workers_share_out_what_is_due(simulator: SimulatorProcess, acme: Organisation) -> None:
    people = [cast.acme_member(acme, f"Person{number} One", enrolled=True) for number in range(4)]
    for number, person in enumerate(people):
        simulator.profile("linkedin", f"person{number}")
        connected(simulator, person, handle=f"person{number}")
        for text in ("first", "second", "third"):
            promise(person, f"{text} of {number}")
    for _round in range(12):
        at_once(*[lambda: draining.publish_due(acme.pk)] * 4)
    with tenant(acme.pk):
        assert set(Share.objects.values_list("state", flat=True)) == {S.PUBLISHED}
    texts = [post["text"] for post in simulator.published()]
    assert len(texts) == len(set(texts)) == 12


@pytest.mark.promise("R9")
@pytest.mark.promise("R13")
def test_a_campaign_does_not_hold_up_another_organisations_share(
    simulator: SimulatorProcess, acme: Organisation, settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 2
    other = OrganisationFactory(name="Initech", slug="initech", language="en")
    with tenant(other.pk):
        ProgrammeFactory()
        CharterFactory(number=1)
    for number in range(4):
        person = cast.acme_member(acme, f"Campaigner{number} One", enrolled=True)
        simulator.profile("linkedin", f"campaigner{number}")
        connected(simulator, person, handle=f"campaigner{number}")
        for turn in range(4):
            promise(person, f"campaign {number} {turn}")
    single = cast.acme_member(other, "Single Two", enrolled=True)
    simulator.profile("linkedin", "single")
    connected(simulator, single, handle="single")
    promise(single, "single")
    assert draining.publish_due(acme.pk, other.pk) == 17
    texts = [post["text"] for post in simulator.published()]
    assert len(set(texts)) == 17
    assert texts.index("single") < 6, texts


def test_whoever_rings_while_a_drain_is_under_way_joins_its_round(
    simulator: SimulatorProcess, amir: Membership, account: Connection
) -> None:
    for number in range(3):
        promise(amir, f"Joined {number}")
    results = at_once(*[lambda: draining.publish_due(amir.organisation_id)] * 4)
    assert sorted(results) == [0, 0, 0, 3]
    assert len(simulator.published()) == 3


def test_calling_off_and_claiming(simulator: SimulatorProcess, amir: Membership, account: Connection) -> None:
    """Whoever commits first wins; a call made after a committed "no" never happens."""
    called_off = published = 0
    for number in range(ROUNDS):
        share = promise(amir, f"Off {number}")

        def off(share: Share = share) -> str:
            with tenant(amir.organisation_id):
                shares.cancel_share(actor=amir, share=share)
            return "off"

        result, _taken = at_once(off, lambda share=share: publishing.publish_one(amir.organisation_id, share.pk))
        with tenant(amir.organisation_id):
            row = Share.objects.get(pk=share.pk)
        if result == "off":
            called_off += 1
            assert row.state == S.CANCELLED
            assert simulator.log(event="create", contains=f"Off {number}") == []
        else:
            published += 1
            assert isinstance(result, RuleViolation)
            assert row.state == S.PUBLISHED
    assert called_off + published == ROUNDS


@pytest.mark.promise("R9", "R10")
def test_editing_and_claiming(simulator: SimulatorProcess, amir: Membership, account: Connection) -> None:
    """What goes out is one of the two texts, whole, and the one the row says."""
    for number in range(ROUNDS):
        share = promise(amir, f"Before {number}")

        def edit(share: Share = share, number: int = number) -> None:
            with tenant(amir.organisation_id):
                shares.edit_share(actor=amir, share=share, text=f"After {number}")

        at_once(edit, lambda share=share: publishing.publish_one(amir.organisation_id, share.pk))
        publishing.publish_one(amir.organisation_id, share.pk)
        with tenant(amir.organisation_id):
            row = Share.objects.get(pk=share.pk)
        assert row.state == S.PUBLISHED
        assert [post["id"] for post in simulator.published(contains=row.text)] == [row.external_id]
    assert len(simulator.published()) == ROUNDS


@pytest.mark.promise("K5")
def test_disconnecting_and_claiming_do_not_stop_each_other(
    simulator: SimulatorProcess, amir: Membership, account: Connection
) -> None:
    for number in range(8):
        connected_now = Connection.objects.filter(state="connected").first() or connected(simulator, amir)
        share = promise(amir, f"Gone {number}")

        def leave(row: Connection = connected_now) -> None:
            with tenant(amir.organisation_id):
                accounts.disconnect(actor=amir, connection=row)

        results = at_once(leave, lambda share=share: publishing.publish_one(amir.organisation_id, share.pk))
        assert not [result for result in results if isinstance(result, OperationalError)], results
        with tenant(amir.organisation_id):
            assert Share.objects.get(pk=share.pk).state in {S.CANCELLED, S.PUBLISHED}
        Connection.objects.update(state="revoked")


def test_the_same_form_a_dozen_times(amir: Membership, account: Connection) -> None:
    results = at_once(*[lambda: promise(amir, "Clicked often", request_key="one-form")] * 12)
    assert {result.pk for result in results} == {results[0].pk}
    with tenant(amir.organisation_id):
        assert Share.objects.count() == 1


@pytest.mark.promise("K4")
def test_one_refresh_of_one_account(simulator: SimulatorProcess, amir: Membership) -> None:
    row = connected(simulator, amir, "x")
    grants.call_stale(row.pk)
    results = at_once(*[lambda: grants.refresh_grant(row.pk)] * THREADS)
    assert results.count(True) == 1
    assert len(simulator.log(event="token")) == 1
    row.refresh_from_db()
    assert row.state == "connected"


@pytest.mark.promise("R12")
def test_never_more_in_flight_than_the_network_allows(
    simulator: SimulatorProcess, acme: Organisation, settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 2
    for number in range(6):
        person = cast.acme_member(acme, f"Many{number} One", enrolled=True)
        simulator.profile("linkedin", f"many{number}")
        connected(simulator, person, handle=f"many{number}")
        promise(person, f"many {number}")

    def claim() -> object:
        with tenant(acme.pk):
            return claiming.claim()

    orders = [order for order in at_once(*[claim] * 6) if isinstance(order, Order)]
    assert len(orders) <= 2
    with tenant(acme.pk):
        assert Share.objects.filter(state=S.PUBLISHING).count() == len(orders)
