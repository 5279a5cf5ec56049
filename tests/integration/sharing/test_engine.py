"""The engine in batches: what a claim takes and leaves, what goes and what stops, and what it costs the database."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advocacy.lib import deadline
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from advocacy.tenancy import tenant
from sharing.models import Connection, Share, ShareAttempt
from sharing.networks.base import TryLater
from sharing.selectors.wording import CONTENT_CHANGED
from sharing.services import claiming, pauses, places, publishing, shares
from sharing.services.outcomes import Ending, Outcome
from sharing.services.pauses import Through
from sharing.states import AttemptOutcome, ShareState
from tests.factories import cast
from tests.integration.sharing.conftest import connected
from tests.reads import exactly
from tests.simulator_process import SimulatorProcess

S = ShareState
A = AttemptOutcome
# Reads of one claim, one last look and one writing down, whatever the number of shares in it.
READS = {"claim": 11, "claim and begin": 13, "begin": 5, "record": 5}
# Every statement of the last look and of the writing down, savepoints and walls left out.
STATEMENTS = {"begin": 8, "record": 10}


@pytest.fixture
def people(acme: Organisation, simulator: SimulatorProcess) -> list[Membership]:
    made = [cast.acme_member(acme, f"Person{number} One", enrolled=True) for number in range(5)]
    for number, person in enumerate(made):
        simulator.profile("linkedin", f"person{number}")
        connected(simulator, person, handle=f"person{number}")
    return made


def promise(person: Membership, text: str, network: str = "linkedin") -> Share:
    with tenant(person.organisation_id):
        return shares.schedule_share(actor=person, network=network, text=text)


def claim(organisation: Organisation, most: int = 16, **values: Any) -> claiming.Batch:
    with tenant(organisation.pk):
        return claiming.claim_batch(most, **values)


def states(organisation: Organisation) -> list[str]:
    with tenant(organisation.pk):
        return list(Share.objects.order_by("pk").values_list("state", flat=True))


def costing(what: str, act: Callable[[], Any]) -> Any:
    """Do it; fail unless it reads as often as it says above."""
    with exactly(READS[what]), CaptureQueriesContext(database) as captured:
        result = act()
    if what in STATEMENTS:
        left_out = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config", "SET LOCAL")
        said = [query["sql"] for query in captured if not query["sql"].startswith(left_out)]
        assert len(said) == STATEMENTS[what], "\n".join(sql[:160] for sql in said)
    return result


@pytest.mark.parametrize("number", [2, 5])
def test_a_batch_costs_as_much_as_a_single_share(
    acme: Organisation, people: list[Membership], settings: Any, number: int
) -> None:
    settings.NETWORK_IN_FLIGHT = 40
    # The first of a day makes its windows.
    promise(people[0], "The first one")
    publishing.publish_one(acme.pk)
    for person in people[:number]:
        promise(person, f"Words of {person.pk}")
    batch = costing("claim", lambda: claim(acme))
    assert len(batch.orders) == number
    with tenant(acme.pk):
        going = costing("begin", lambda: publishing.begin_all(batch.orders))
    ended = [(order, publishing.deliver(order, deadline.now())) for order in going]
    costing("record", lambda: publishing.record_all(ended))
    assert set(states(acme)) == {S.PUBLISHED}


def test_what_has_nothing_to_upload_begins_as_it_is_claimed(
    acme: Organisation, people: list[Membership], settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 40
    plain, changed, doubted = (promise(person, f"Words of {person.pk}") for person in people[:3])
    publishing.publish_one(acme.pk, promise(people[3], "The first of a day makes its windows").pk)
    # PostgreSQL lets nobody change the words of a share that is promised; there it begins with the first.
    guarded = database.vendor == "postgresql"
    with tenant(acme.pk):
        if not guarded:
            Share.objects.filter(pk=changed.pk).update(text="Other words than those approved")
        ShareAttempt.objects.create(share=doubted, number=1, lease=uuid.uuid4(), content_sha256="", worker="gone")
    batch = costing("claim and begin", lambda: claim(acme, begin=True))
    assert {order.share_id for order in batch.orders} == {plain.pk, changed.pk, doubted.pk}
    assert batch.begun == ({plain.pk, changed.pk} if guarded else {plain.pk})
    with tenant(acme.pk):
        assert ShareAttempt.objects.get(share=plain).outcome == AttemptOutcome.STARTED
        others = [order for order in batch.orders if order.share_id not in batch.begun]
        # The look of their own decides about the others.
        assert publishing.begin_all(others) == []
        assert Share.objects.get(pk=changed.pk).reason == ("" if guarded else CONTENT_CHANGED)
    [order] = [order for order in batch.orders if order.share_id == plain.pk]
    publishing.record(order, publishing.deliver(order, deadline.now()))
    with tenant(acme.pk):
        assert Share.objects.get(pk=plain.pk).state == S.PUBLISHED


def test_a_stop_that_came_while_a_claim_waited_for_its_locks_is_seen(
    acme: Organisation, people: list[Membership], monkeypatch: pytest.MonkeyPatch
) -> None:
    share = promise(people[0], "stopped at the last moment")
    enter = claiming._enter

    def slowly(networks: set[str]) -> Any:
        pauses.pause()
        return enter(networks)

    monkeypatch.setattr(claiming, "_enter", slowly)
    batch = claim(acme, begin=True)
    assert (len(batch.orders), batch.begun) == (1, frozenset())
    with tenant(acme.pk):
        assert publishing.begin_all(batch.orders) == []
        assert Share.objects.get(pk=share.pk).state == S.SCHEDULED
        assert not ShareAttempt.objects.exists()


def test_one_outcome_that_cannot_be_written_down_costs_the_others_nothing(
    acme: Organisation, people: list[Membership], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = promise(people[0], "good"), promise(people[1], "bad")
    batch = claim(acme, begin=True)
    ended = [(order, publishing.deliver(order, deadline.now())) for order in batch.orders]
    write = publishing.recording.record_all

    def breaking(lines: Any) -> None:
        if any(line.share_id == bad.pk for line in lines):
            raise RuntimeError("something of ours")
        write(lines)

    monkeypatch.setattr(publishing.recording, "record_all", breaking)
    with pytest.raises(RuntimeError):
        publishing.record_all(ended)
    with tenant(acme.pk):
        assert Share.objects.get(pk=good.pk).state == S.PUBLISHED
        assert Share.objects.get(pk=bad.pk).state == S.PUBLISHING


def test_an_answer_frees_the_place_at_the_network_but_not_the_account(
    acme: Organisation, people: list[Membership], settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 2
    promise(people[0], "first")
    promise(people[0], "second of the same account")
    promise(people[1], "of somebody else")
    promise(people[2], "of a third one")
    batch = claim(acme, begin=True)
    assert [order.content.text for order in batch.orders] == ["first", "of somebody else"]
    assert places.full(["linkedin"]) == {"linkedin"}
    places.note_answers([batch.orders[0].connection_id])
    assert places.full(["linkedin"]) == frozenset()
    # Not the organisation's limit either: what is answered is still being written down.
    settings.NETWORK_IN_FLIGHT = 3
    assert [order.content.text for order in claim(acme, begin=True).orders] == ["of a third one"]
    assert places.taken(["linkedin"]) == {Through("linkedin", None): 2}


def test_a_claim_takes_one_share_of_each_account(acme: Organisation, people: list[Membership], settings: Any) -> None:
    settings.NETWORK_IN_FLIGHT = 40
    for text in ("one", "two", "three"):
        promise(people[0], text)
    promise(people[1], "of somebody else")
    batch = claim(acme)
    assert [order.content.text for order in batch.orders] == ["one", "of somebody else"]
    again = claim(acme)
    assert (again.orders, again.waits, again.full) == ([], True, frozenset())


def test_a_claim_says_what_is_full_and_what_waits_for_it(
    acme: Organisation, people: list[Membership], simulator: SimulatorProcess, settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 1
    simulator.profile("x", "person9")
    connected(simulator, people[4], "x", handle="person9")
    promise(people[0], "goes")
    promise(people[1], "waits")
    first = claim(acme)
    assert [order.content.text for order in first.orders] == ["goes"]
    assert first.full == {"linkedin"}
    promise(people[4], "goes elsewhere", "x")
    second = claim(acme, passing_over=first.full)
    assert [order.content.text for order in second.orders] == ["goes elsewhere"]
    # No place is left anywhere: no share is looked at.
    with exactly(1):
        third = claim(acme)
    assert (third.orders, third.waits, third.full) == ([], True, {"linkedin", "x"})


def test_a_stopped_network_keeps_nothing_else_waiting(
    acme: Organisation, people: list[Membership], simulator: SimulatorProcess
) -> None:
    simulator.profile("x", "person9")
    connected(simulator, people[4], "x", handle="person9")
    promise(people[0], "stopped")
    promise(people[4], "goes", "x")
    pauses.pause(network="linkedin")
    assert [order.content.text for order in claim(acme).orders] == ["goes"]
    nothing = claim(acme)
    assert (nothing.orders, nothing.waits) == ([], False)


def test_what_could_not_start_in_time_goes_back(
    acme: Organisation, people: list[Membership], simulator: SimulatorProcess
) -> None:
    share = promise(people[0], "too late to begin")
    batch = claim(acme)
    going, _began = publishing.start(batch.orders, deadline.now() - publishing.GIVE_BACK_AFTER - 1)
    assert going == []
    with tenant(acme.pk):
        row = Share.objects.get(pk=share.pk)
        assert (row.state, row.lease, row.tries) == (S.SCHEDULED, None, 0)
        assert not ShareAttempt.objects.exists()
    assert not Connection.objects.filter(busy_until__gt=timezone.now()).exists()
    publishing.publish_one(acme.pk)
    assert len(simulator.published()) == 1


def test_one_that_is_stopped_at_the_last_look_stops_no_other(
    acme: Organisation, people: list[Membership], settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 40
    for person in people[:3]:
        promise(person, f"Words of {person.pk}")
    batch = claim(acme)
    with tenant(acme.pk):
        Enrolment.objects.filter(membership=people[1]).update(state=EnrolmentState.PAUSED)
    with tenant(acme.pk):
        going = publishing.begin_all(batch.orders)
    assert [order.content.text for order in going] == [f"Words of {people[0].pk}", f"Words of {people[2].pk}"]
    assert states(acme) == [S.PUBLISHING, S.HELD, S.PUBLISHING]


def test_what_was_given_up_meanwhile_does_not_begin(
    acme: Organisation, people: list[Membership], settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 40
    for person in people[:2]:
        promise(person, f"Words of {person.pk}")
    batch = claim(acme)
    lost = batch.orders[0]
    with tenant(acme.pk):
        claiming.give_back(lost)
    with tenant(acme.pk):
        assert publishing.begin_all(batch.orders) == batch.orders[1:]
    with tenant(acme.pk):
        assert publishing.begin_all([lost]) == []
    assert Connection.objects.get(pk=lost.connection_id).busy_until is None


def test_answers_of_every_kind_are_written_down_together(
    acme: Organisation, people: list[Membership], settings: Any
) -> None:
    settings.NETWORK_IN_FLIGHT = 40
    for person in people[:4]:
        promise(person, f"Words of {person.pk}")
    batch = claim(acme)
    with tenant(acme.pk):
        going = publishing.begin_all(batch.orders)
    outcomes = [
        Outcome(Ending.PUBLISHED, external_id="urn:1"),
        Outcome(Ending.UNKNOWN, code="timeout"),
        Outcome.of_error(TryLater(None, "not_sent")),
        Outcome(Ending.PUBLISHED, external_id="urn:2", url="https://elsewhere.example/2"),
    ]
    publishing.record_all(list(zip(going, outcomes, strict=True)))
    # Twice is once.
    publishing.record_all(list(zip(going, outcomes, strict=True)))
    assert states(acme) == [S.PUBLISHED, S.UNCONFIRMED, S.SCHEDULED, S.PUBLISHED]
    with tenant(acme.pk):
        tries = ShareAttempt.objects.order_by("share_id").values_list("outcome", flat=True)
        assert list(tries) == [A.PUBLISHED, A.UNCONFIRMED, A.NOT_SENT, A.PUBLISHED]
        online = Share.objects.filter(state=S.PUBLISHED).order_by("pk").values_list("external_id", "external_url")
        assert list(online) == [("urn:1", ""), ("urn:2", "https://elsewhere.example/2")]
        assert not Share.objects.filter(state=S.PUBLISHED, published_at__isnull=True).exists()
    assert not Connection.objects.filter(busy_until__gt=timezone.now()).exists()
