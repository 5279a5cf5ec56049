"""One share through the real adapters to the simulated networks: what each answer makes of it."""

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.db import connection as database
from django.utils import timezone

from advocacy.lib import deadline
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership, Notification
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from advocacy.tenancy import tenant
from content_library.states import ItemState
from sharing.models import Connection, FirstComment, NetworkHealth, NetworkPause, Share, ShareAttempt, SharePicture
from sharing.services import claiming, grants, links, pauses, publishing, settling, shares
from sharing.services.orders import Order
from sharing.services.pauses import Through
from sharing.states import AttemptOutcome, ConnectionState, Evidence, HoldReason, ShareState
from tests.factories.content_library import AssetFactory, ContentItemFactory
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

S = ShareState
Promised = Callable[..., Share]
Reread = Callable[[Share], Share]
Attempts = Callable[[Share], list[ShareAttempt]]
Publish = Callable[[Share], object]

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)


def test_a_share_goes_out_once_with_its_number_and_address(
    simulator: SimulatorProcess, promised: Promised, publish: Publish, reread: Reread, attempts: Attempts
) -> None:
    share = promised("Two winters, 62 % less (measured) #energy 👋")
    assert publish(share) is not None
    assert publish(share) is None
    published = reread(share)
    assert published.state == S.PUBLISHED
    assert published.evidence == Evidence.NETWORK_ID
    assert published.published_at is not None
    assert published.lease is None
    posts = simulator.published()
    assert [post["id"] for post in posts] == [published.external_id]
    assert published.external_url.endswith(f"/feed/update/{published.external_id}/")
    [attempt] = attempts(share)
    assert attempt.outcome == AttemptOutcome.PUBLISHED
    assert attempt.content_sha256 == published.content_sha256
    assert published.connection is not None
    assert published.connection.busy_until is None


# What each failure makes of a share: the mark in its text, the state that follows, the attempt's end, posts online.
ENDINGS = [
    ("linkedin", "400", S.FAILED, AttemptOutcome.REFUSED, 0),
    ("linkedin", "422", S.FAILED, AttemptOutcome.REFUSED, 0),
    ("linkedin", "duplicate", S.FAILED, AttemptOutcome.REFUSED, 0),
    ("linkedin", "401", S.HELD, AttemptOutcome.REFUSED, 0),
    ("linkedin", "403_scope", S.HELD, AttemptOutcome.REFUSED, 0),
    ("linkedin", "426", S.HELD, AttemptOutcome.REFUSED, 0),
    ("linkedin", "429", S.SCHEDULED, AttemptOutcome.REFUSED, 0),
    ("linkedin", "media_not_ready", S.SCHEDULED, AttemptOutcome.REFUSED, 0),
    ("linkedin", "404_media", S.SCHEDULED, AttemptOutcome.REFUSED, 0),
    ("linkedin", "500_before", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 0),
    ("linkedin", "503_before", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 0),
    ("linkedin", "reset_before", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 0),
    ("linkedin", "redirect", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 0),
    ("linkedin", "500_after", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 1),
    ("linkedin", "reset_after", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 1),
    ("linkedin", "close_after", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 1),
    ("linkedin", "cut_body", S.PUBLISHED, AttemptOutcome.PUBLISHED, 1),
    ("linkedin", "no_id", S.PUBLISHED, AttemptOutcome.PUBLISHED, 1),
    ("x", "402", S.HELD, AttemptOutcome.REFUSED, 0),
    ("x", "403", S.FAILED, AttemptOutcome.REFUSED, 0),
    ("x", "duplicate", S.FAILED, AttemptOutcome.REFUSED, 0),
    ("x", "429", S.SCHEDULED, AttemptOutcome.REFUSED, 0),
    ("x", "500_before", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 0),
    ("x", "500_after", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 1),
    ("x", "reset_after", S.UNCONFIRMED, AttemptOutcome.UNCONFIRMED, 1),
]


@pytest.mark.promise("R4")
@pytest.mark.parametrize(("network", "fault", "state", "outcome", "online"), ENDINGS, ids=lambda value: str(value))
def test_what_follows_from_each_answer(
    simulator: SimulatorProcess,
    amir: Membership,
    promised: Promised,
    publish: Publish,
    reread: Reread,
    attempts: Attempts,
    network: str,
    fault: str,
    state: ShareState,
    outcome: AttemptOutcome,
    online: int,
) -> None:
    if network != "linkedin":
        connected(simulator, amir, network)
    share = promised(f"Words. [[fault:{fault}]]", network=network)
    publish(share)
    row = reread(share)
    assert row.state == state, row.reason
    assert [attempt.outcome for attempt in attempts(share)] == [outcome]
    assert len(simulator.published()) == online
    if state in {S.FAILED, S.HELD}:
        assert row.reason
    if state == S.SCHEDULED:
        assert row.next_at is not None
        assert row.next_at > timezone.now()
        assert row.tries == 1
    if state == S.UNCONFIRMED:
        # Whatever runs now, it is not sent again.
        publish(share)
        with tenant(amir.organisation_id):
            settling.settle_stuck_shares()
        publish(share)
        assert len(simulator.published()) == online
        assert len(attempts(share)) == 1
    with tenant(amir.organisation_id):
        told = Notification.objects.filter(membership=amir, kind__startswith="share").count()
    assert told == (1 if state in {S.FAILED, S.HELD} else 0)


def test_a_timeout_is_a_doubt(
    simulator: SimulatorProcess, promised: Promised, publish: Publish, reread: Reread, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = promised("Words. [[fault:close_after]]")
    publish(share)
    assert reread(share).state == S.UNCONFIRMED
    assert len(simulator.published()) == 1


def test_nothing_is_sent_when_the_network_cannot_be_reached(
    simulator: SimulatorProcess,
    promised: Promised,
    publish: Publish,
    reread: Reread,
    attempts: Attempts,
    settings: object,
) -> None:
    share = promised()
    settings.SIMULATOR_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    publish(share)
    row = reread(share)
    assert row.state == S.SCHEDULED
    assert [attempt.outcome for attempt in attempts(share)] == [AttemptOutcome.NOT_SENT]
    assert row.next_at is not None
    assert timezone.now() < row.next_at < timezone.now() + timedelta(seconds=10)
    settings.SIMULATOR_URL = simulator.url  # type: ignore[attr-defined]
    make_due(row)
    publish(share)
    assert reread(share).state == S.PUBLISHED
    assert len(simulator.published()) == 1


def make_due(share: Share) -> None:
    with tenant(share.organisation_id):
        Share.objects.filter(pk=share.pk).update(next_at=timezone.now() - timedelta(seconds=1))


# --- The last look ---------------------------------------------------------------------------------------------------
def claimed(share: Share) -> Order:
    with tenant(share.organisation_id):
        order = claiming.claim(share.pk)
    assert order is not None
    return order


def look(order: Order) -> bool:
    with tenant(order.organisation_id):
        return publishing.begin(order)


@pytest.mark.promise("R9")
def test_leaving_between_claim_and_call_stops_it(
    simulator: SimulatorProcess, amir: Membership, promised: Promised, reread: Reread, attempts: Attempts
) -> None:
    share = promised()
    order = claimed(share)
    with tenant(amir.organisation_id):
        Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.LEFT, left_at=timezone.now())
    assert not look(order)
    assert reread(share).state == S.CANCELLED
    assert attempts(share) == []
    assert simulator.published() == []


@pytest.mark.promise("R9")
def test_a_break_between_claim_and_call_holds_it(
    simulator: SimulatorProcess, amir: Membership, promised: Promised, reread: Reread
) -> None:
    share = promised()
    order = claimed(share)
    with tenant(amir.organisation_id):
        Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.PAUSED)
    assert not look(order)
    row = reread(share)
    assert (row.state, row.reason) == (S.HELD, HoldReason.PAUSED)
    assert row.connection is not None
    assert row.connection.busy_until is None


def test_an_idea_withdrawn_between_claim_and_call_stops_it_and_the_author_is_told(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation, account: Connection, reread: Reread
) -> None:
    with tenant(acme.pk):
        item = ContentItemFactory()
        share = shares.schedule_share(actor=amir, network="linkedin", text="Mine", item=item)
    order = claimed(share)
    with tenant(acme.pk):
        type(item).objects.filter(pk=item.pk).update(state=ItemState.ARCHIVED)
    assert not look(order)
    row = reread(share)
    assert (row.state, row.reason) == (S.CANCELLED, "item_withdrawn")
    with tenant(acme.pk):
        assert Notification.objects.filter(membership=amir, kind="share_failed").count() == 1


def test_the_operators_switch_stops_claimed_shares_too(
    simulator: SimulatorProcess, promised: Promised, publish: Publish, reread: Reread
) -> None:
    share = promised()
    order = claimed(share)
    pauses.pause()
    assert not look(order)
    row = reread(share)
    assert row.state == S.SCHEDULED
    make_due(row)
    assert publish(share) is None
    assert simulator.published() == []
    pauses.resume()
    publish(share)
    assert reread(share).state == S.PUBLISHED


def change_text(share: Share) -> None:
    Share.objects.filter(pk=share.pk).update(text="Not what I wrote")


def drop_picture(share: Share) -> None:
    SharePicture.objects.filter(share=share).delete()


def add_comment(share: Share) -> None:
    FirstComment.objects.create(share=share, text="Not what I wrote")


@pytest.mark.parametrize("change", [change_text, drop_picture, add_comment])
def test_what_is_no_longer_what_was_approved_does_not_go_out(
    simulator: SimulatorProcess,
    acme: Organisation,
    promised: Promised,
    reread: Reread,
    change: Callable[[Share], None],
) -> None:
    with tenant(acme.pk):
        picture = stored_picture()
    share = promised("What I wrote", pictures=[(picture, "")])
    order = claimed(share)
    with tenant(acme.pk):
        if database.vendor == "postgresql":
            with pytest.raises(DatabaseError, match="back to draft"), transaction.atomic():
                change(share)
            return
        change(share)
    assert not look(order)
    row = reread(share)
    assert (row.state, row.reason) == (S.FAILED, "content_changed")
    assert simulator.published() == []


@pytest.mark.promise("R6")
def test_past_its_latest_time_it_is_missed_and_never_late(
    simulator: SimulatorProcess, amir: Membership, promised: Promised, publish: Publish, reread: Reread
) -> None:
    share, other = promised("One"), promised("Two")
    order = claimed(share)
    hour_ago = timezone.now() - timedelta(minutes=61)
    with tenant(amir.organisation_id):
        Share.objects.update(due_at=hour_ago, publish_before=hour_ago + timedelta(hours=1))
    assert not look(order)
    assert publish(other) is None
    assert reread(share).state == reread(other).state == S.MISSED
    assert simulator.log(event="create") == []
    with tenant(amir.organisation_id):
        assert Notification.objects.filter(membership=amir, kind="share_missed").count() == 2


@pytest.mark.promise("R11")
def test_a_worker_frozen_after_the_last_look_sends_nothing(simulator: SimulatorProcess, promised: Promised) -> None:
    order = claimed(promised())
    assert look(order)
    outcome = publishing.deliver(order, began=-1_000_000.0)
    assert outcome.code == "not_sent"
    assert simulator.log(event="create") == []


# --- Pictures and cards ----------------------------------------------------------------------------------------------
def stored_picture(content: bytes = PNG):
    name = default_storage.save("test/picture.png", ContentFile(content))
    return AssetFactory(file=name, mime="image/png", width=600, height=300, sha256=hashlib.sha256(content).hexdigest())


def test_a_picture_goes_along_with_its_description(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    with tenant(acme.pk):
        picture = stored_picture()
    share = promised("With a picture", pictures=[(picture, "One pixel")])
    publish(share)
    row = reread(share)
    assert row.state == S.PUBLISHED
    [post] = simulator.published()
    with tenant(acme.pk):
        assert row.pictures.get().media_id
    assert post["text"] == "With a picture"
    assert [item["alt"] for item in simulator.control("posts")["posts"][0]["media"]] == ["One pixel"]


def test_a_picture_that_is_no_longer_the_approved_one_stops_the_share(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    with tenant(acme.pk):
        picture = stored_picture()
    share = promised("With a picture", pictures=[(picture, "")])
    default_storage.delete(picture.file)
    publish(share)
    row = reread(share)
    assert (row.state, row.reason) == (S.FAILED, "content_changed")
    assert simulator.published() == []


def test_an_upload_that_fails_is_repeated_without_an_attempt(
    simulator: SimulatorProcess,
    acme: Organisation,
    promised: Promised,
    publish: Publish,
    reread: Reread,
    attempts: Attempts,
) -> None:
    simulator.control("faults", faults=[{"kind": "503_before", "on": "upload", "times": 1}])
    with tenant(acme.pk):
        picture = stored_picture()
    share = promised("With a picture", pictures=[(picture, "")])
    publish(share)
    assert reread(share).state == S.SCHEDULED
    assert attempts(share) == []
    make_due(share)
    publish(share)
    assert reread(share).state == S.PUBLISHED


def test_the_link_is_the_card_on_a_network_that_shows_ours_and_in_the_text_elsewhere(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation, account: Connection, publish: Publish
) -> None:
    connected(simulator, amir, "x")
    with tenant(acme.pk):
        item = ContentItemFactory(title="A school that uses 62 % less")
        made = shares.schedule_share(actor=amir, network="linkedin", text="Mine", item=item)
        publish_text = "Mine " + links.address_for(actor=amir, network="x", request_key="k")
        other = shares.schedule_share(actor=amir, network="x", text=publish_text, item=item, request_key="k")
    publish(made)
    publish(other)
    posts = {post["network"]: post for post in simulator.control("posts")["posts"]}
    assert posts["linkedin"]["text"] == "Mine"
    assert posts["linkedin"]["card"]["title"] == "A school that uses 62 % less"
    assert posts["x"]["text"] == publish_text


# --- Accesses --------------------------------------------------------------------------------------------------------
def test_a_dead_access_is_renewed_once_and_the_share_goes_out(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation, publish: Publish, reread: Reread
) -> None:
    account = connected(simulator, amir, "x")
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="x", text="Words [[fault:401*1]]")
    publish(share)
    row = reread(share)
    assert row.state == S.SCHEDULED
    make_due(row)
    assert publish(share) is None, "not with the token that was refused"
    assert grants.refresh_grant(account.pk)
    make_due(row)
    publish(share)
    assert reread(share).state == S.PUBLISHED
    assert len(simulator.published()) == 1


def test_an_access_that_cannot_be_renewed_is_asked_for(
    simulator: SimulatorProcess,
    amir: Membership,
    account: Connection,
    promised: Promised,
    publish: Publish,
    reread: Reread,
) -> None:
    share = promised("Words [[fault:401_revoked]]")
    publish(share)
    row = reread(share)
    assert (row.state, row.reason) == (S.HELD, HoldReason.RECONNECT)
    grants.expire_connection(account.pk)
    account.refresh_from_db()
    assert account.state == ConnectionState.EXPIRED
    with tenant(amir.organisation_id):
        kinds = set(Notification.objects.filter(membership=amir).values_list("kind", flat=True))
    assert kinds == {"share_held", "connection_expiring"}


# --- Doubts ----------------------------------------------------------------------------------------------------------
def settle_now(share: Share) -> None:
    with tenant(share.organisation_id):
        Share.objects.filter(pk=share.pk).update(next_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.promise("R4")
def test_the_author_is_asked_once_it_has_settled_then_after_an_hour_and_a_day(
    simulator: SimulatorProcess,
    amir: Membership,
    acme: Organisation,
    promised: Promised,
    publish: Publish,
    reread: Reread,
) -> None:
    share = promised("Words [[fault:500_after]]")
    publish(share)
    with tenant(acme.pk):
        assert settling.doubts_to_ask() == []
    row = reread(share)
    assert row.next_at is not None
    assert row.next_at > timezone.now() + timedelta(minutes=4)
    for asked, waits in ((1, timedelta(hours=1)), (2, timedelta(hours=24)), (3, None)):
        settle_now(share)
        with tenant(acme.pk):
            assert settling.doubts_to_ask() == [share.pk]
        settling.look_and_ask(acme.pk, share.pk)
        row = reread(share)
        assert row.state == S.UNCONFIRMED
        assert row.asked_at is not None
        assert row.next_at == (row.asked_at + waits if waits else None)
        with tenant(acme.pk):
            assert Notification.objects.filter(membership=amir, kind="share_unconfirmed").count() == asked
    with tenant(acme.pk):
        assert not settling.broken_promises()


def test_a_network_that_can_be_read_answers_before_the_author_is_asked(
    simulator: SimulatorProcess,
    amir: Membership,
    acme: Organisation,
    publish: Publish,
    reread: Reread,
    account: Connection,
) -> None:
    connected(simulator, amir, "x")
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="x", text="Found [[fault:500_after]]")
    publish(share)
    assert reread(share).state == S.UNCONFIRMED
    settle_now(share)
    settling.look_and_ask(acme.pk, share.pk)
    row = reread(share)
    assert (row.state, row.evidence) == (S.PUBLISHED, Evidence.FOUND)
    assert row.external_id == simulator.published()[0]["id"]


def test_a_late_confirmation_ends_the_doubt(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, reread: Reread, attempts: Attempts
) -> None:
    share = promised()
    order = claimed(share)
    assert look(order)
    expire_lease(share)
    with tenant(acme.pk):
        assert settling.settle_stuck_shares() == 1
    assert reread(share).state == S.UNCONFIRMED
    outcome = publishing.deliver(order, began=deadline.now())
    publishing.record(order, outcome)
    row = reread(share)
    assert (row.state, row.evidence) == (S.PUBLISHED, Evidence.NETWORK_ID)
    assert [attempt.outcome for attempt in attempts(share)] == [AttemptOutcome.PUBLISHED]


def expire_lease(share: Share) -> None:
    past = timezone.now() - timedelta(seconds=1)
    with tenant(share.organisation_id):
        Share.objects.filter(pk=share.pk).update(lease_until=past)
    Connection.objects.update(busy_until=past)


def test_a_dead_workers_share_goes_back_only_when_nothing_had_begun(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    share = promised()
    claimed(share)
    with tenant(acme.pk):
        assert settling.settle_stuck_shares() == 0, "its lease is still good"
    expire_lease(share)
    with tenant(acme.pk):
        assert settling.settle_stuck_shares() == 1
    assert reread(share).state == S.SCHEDULED
    publish(share)
    assert reread(share).state == S.PUBLISHED
    assert len(simulator.published()) == 1


# --- When a network is in trouble ------------------------------------------------------------------------------------
def test_five_doubts_in_a_row_open_the_breaker_and_a_success_closes_it(
    simulator: SimulatorProcess, promised: Promised, publish: Publish, reread: Reread
) -> None:
    for number in range(5):
        publish(promised(f"Number {number} [[fault:500_before]]"))
    sixth = promised("Number six")
    assert publish(sixth) is None
    assert reread(sixth).state == S.SCHEDULED
    pause = NetworkPause.objects.get(network="linkedin", reason=HoldReason.BREAKER)
    assert pause.until is not None
    assert pauses.in_flight_limit(pauses.healths(["linkedin"])[Through("linkedin", None)], 8) == 1
    NetworkPause.objects.update(until=timezone.now() - timedelta(seconds=1))
    publish(sixth)
    assert reread(sixth).state == S.PUBLISHED
    assert NetworkHealth.objects.get(network="linkedin").doubts == 0
    assert pauses.in_flight_limit(pauses.healths(["linkedin"])[Through("linkedin", None)], 8) == 8


def test_a_network_that_refuses_our_application_is_left_alone_and_the_share_waits(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    share = promised("Words [[fault:426*1]]")
    publish(share)
    row = reread(share)
    assert (row.state, row.reason) == (S.HELD, HoldReason.BREAKER)
    with tenant(acme.pk):
        assert settling.release_held_shares() == 0
    NetworkPause.objects.update(until=timezone.now() - timedelta(seconds=1))
    with tenant(acme.pk):
        assert settling.release_held_shares() == 1
    publish(share)
    assert reread(share).state == S.PUBLISHED


def test_limits_hold_for_the_organisation_the_account_and_the_network(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation, account: Connection, promised: Promised
) -> None:
    first, second = promised("One"), promised("Two")
    order = claimed(first)
    with tenant(acme.pk):
        assert claiming.claim(second.pk) is None, "one call at a time per account"
        assert claiming.claim() is None
    publishing.record(order, publishing.Outcome.of_error(publishing.TryLater(None, "not_sent")))
    with tenant(acme.pk):
        assert claiming.claim(second.pk) is not None


def test_no_token_reaches_a_log_a_message_or_a_repr(
    simulator: SimulatorProcess,
    acme: Organisation,
    promised: Promised,
    publish: Publish,
    account: Connection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    token = grants.grant_of(account).access_token.reveal()
    order = claimed(promised("Words one"))
    assert token not in repr(order)
    assert token not in str(order)
    for fault in ("401", "500_before", "reset_after", "422"):
        publish(promised(f"Words [[fault:{fault}]]"))
    assert token not in caplog.text
    with tenant(acme.pk):
        everything = [*AuditEntry.objects.values(), *Notification.objects.values(), *ShareAttempt.objects.values()]
    assert token not in str(everything)
