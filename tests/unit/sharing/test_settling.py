"""What the sweeps mend, and the moves that never happen."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Notification
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from advocacy.tenancy import tenant
from sharing.models import Connection, NetworkHealth, NetworkPause, Share, ShareAttempt
from sharing.services import answers, moving, pauses, planning, publishing, recording, settling, spool, sweeping
from sharing.services.outcomes import Ending, Outcome
from sharing.services.spool import Line
from sharing.states import AttemptOutcome, ConnectionState, Evidence, HoldReason, ShareState
from tests.factories.content_library import AssetFactory
from tests.factories.sharing import ShareAttemptFactory

S = ShareState
A = AttemptOutcome
Plan = Callable[..., Share]
PUBLISHED = Outcome(Ending.PUBLISHED, external_id="urn:li:share:1", url="https://linkedin.example/1")


@pytest.fixture(autouse=True)
def _inside(request: pytest.FixtureRequest, acme: Organisation) -> Any:
    for name in {"account", "globex"} & {"account", *request.fixturenames}:
        request.getfixturevalue(name)
    if "spooled" in request.node.name:
        # It opens its tenants itself.
        yield
        return
    with tenant(acme.pk):
        yield


def leased(share: Share, *, ends_in: float = 30, attempt: AttemptOutcome | None = None) -> Share:
    """As a worker left it: claimed, and perhaps begun."""
    lease = uuid.uuid4()
    until = timezone.now() + timedelta(seconds=ends_in)
    Share.objects.filter(pk=share.pk).update(state=S.PUBLISHING, lease=lease, lease_until=until)
    if attempt is not None:
        ShareAttemptFactory(share=share, lease=lease, outcome=attempt)
    share.refresh_from_db()
    return share


def record(share: Share, outcome: Outcome, lease: uuid.UUID | None = None) -> Share:
    given = lease or share.lease
    assert given is not None
    recording.record(share_id=share.pk, connection_id=share.connection_id or 0, lease=given, outcome=outcome)
    share.refresh_from_db()
    return share


# --- Forbidden for ever ----------------------------------------------------------------------------------------------
def test_a_started_attempt_never_goes_back_to_the_queue_by_a_sweep(plan: Plan) -> None:
    share = leased(plan(), ends_in=-1, attempt=A.STARTED)
    settling.settle_stuck_shares()
    settling.end_missed_shares()
    settling.release_held_shares()
    share.refresh_from_db()
    assert share.state == S.UNCONFIRMED
    assert ShareAttempt.objects.get().outcome == A.UNCONFIRMED
    assert ShareAttempt.objects.get().error_code == "worker_lost"


def test_nor_does_one_that_a_sweep_gave_up_after_a_certain_no_came_late(plan: Plan) -> None:
    share = leased(plan(), ends_in=-1, attempt=A.STARTED)
    lease = share.lease
    settling.settle_stuck_shares()
    for late in (Outcome(Ending.LATER, "not_sent"), Outcome(Ending.REJECTED, "invalid"), Outcome(Ending.UNKNOWN)):
        assert record(share, late, lease).state == S.UNCONFIRMED


def test_a_doubt_goes_back_only_once_its_attempt_is_closed(plan: Plan, amir: Membership) -> None:
    share = leased(plan(), attempt=A.STARTED)
    record(share, Outcome(Ending.UNKNOWN, "timeout"))
    assert share.state == S.UNCONFIRMED
    # Whatever moved it, the database refuses a second attempt while the first may be out.
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareAttemptFactory(share=share, number=2, outcome=A.STARTED)
    answers.answer_unconfirmed(actor=amir, share=share, there=False)
    ShareAttemptFactory(share=share, number=2, outcome=A.STARTED)


@pytest.mark.parametrize("state", [state for state in S if state != S.PUBLISHING])
def test_an_attempt_starts_only_from_publishing(plan: Plan, state: ShareState) -> None:
    share = leased(plan())
    order = fake_order(share)
    evidence = Evidence.PERSON if state == S.PUBLISHED else ""
    reason = "paused" if state == S.HELD else ""
    Share.objects.filter(pk=share.pk).update(state=state, evidence=evidence, reason=reason)
    assert not publishing.begin(order)
    assert not ShareAttempt.objects.exists()


def test_nor_with_a_lease_that_ran_out_or_is_somebody_elses(plan: Plan) -> None:
    share = leased(plan(), ends_in=-1)
    assert not publishing.begin(fake_order(share))
    Share.objects.update(lease_until=timezone.now() + timedelta(seconds=30), lease=uuid.uuid4())
    assert not publishing.begin(fake_order(share))
    assert not ShareAttempt.objects.exists()


def fake_order(share: Share) -> Any:
    """Only what `begin` reads before it refuses."""
    return type("Order", (), {"share_id": share.pk, "lease": share.lease, "connection_id": share.connection_id})()


@pytest.mark.promise("R4")
def test_silence_ends_nothing(plan: Plan) -> None:
    share = leased(plan(), attempt=A.STARTED)
    record(share, Outcome(Ending.UNKNOWN, "timeout"))
    long_ago = timezone.now() - timedelta(days=30)
    Share.objects.update(publish_before=long_ago, due_at=long_ago, state_changed_at=long_ago, next_at=long_ago)
    for _sweep in range(5):
        settling.settle_stuck_shares()
        settling.end_missed_shares()
        settling.release_held_shares()
        settling.ask(share.pk)
        Share.objects.exclude(next_at=None).update(next_at=long_ago)
    share.refresh_from_db()
    assert share.state == S.UNCONFIRMED
    assert share.next_at is None
    assert Notification.objects.filter(kind="share_unconfirmed").count() == 3


@pytest.mark.promise("R3")
def test_published_without_evidence_is_refused_by_the_database(plan: Plan) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.filter(pk=plan().pk).update(state=S.PUBLISHED)


# --- Recording -------------------------------------------------------------------------------------------------------
def test_only_the_lease_holder_records(plan: Plan) -> None:
    share = leased(plan(), attempt=A.STARTED)
    assert record(share, PUBLISHED, uuid.uuid4()).state == S.PUBLISHING
    assert record(share, PUBLISHED).state == S.PUBLISHED
    assert record(share, Outcome(Ending.REJECTED, "invalid"), ShareAttempt.objects.get().lease).state == S.PUBLISHED


@pytest.mark.parametrize(("tries", "at_most"), [(0, 5), (1, 30), (2, 120), (3, 300), (4, 600), (40, 600)])
def test_waiting_when_nothing_was_sent(tries: int, at_most: int) -> None:
    waits = [recording.wait_for(tries).total_seconds() for _n in range(50)]
    assert at_most / 2 <= min(waits) <= max(waits) <= at_most


def test_a_limit_is_respected_to_the_second_the_network_names(plan: Plan) -> None:
    share = leased(plan(), attempt=A.STARTED)
    record(share, Outcome(Ending.LATER, "rate_limited", after_seconds=600, status=429))
    assert share.state == S.SCHEDULED
    assert share.next_at is not None
    wait = (share.next_at - timezone.now()).total_seconds()
    assert 598 <= wait <= 632


def test_a_limit_beyond_the_latest_time_is_told_while_one_can_still_choose(plan: Plan) -> None:
    share = leased(plan(), attempt=A.STARTED)
    record(share, Outcome(Ending.LATER, "daily_limit", after_seconds=9 * 3600))
    assert (share.state, share.reason) == (S.HELD, HoldReason.BUDGET)
    assert Notification.objects.filter(kind="share_held").count() == 1


def test_a_limit_without_a_time_waits_a_quarter_then_until_midnight(plan: Plan) -> None:
    share = leased(plan(grace_minutes=24 * 60), attempt=A.STARTED)
    record(share, Outcome(Ending.LATER, "rate_limited"))
    assert share.next_at is not None
    assert timedelta(minutes=14) < share.next_at - timezone.now() <= timedelta(minutes=15)
    leased(share)
    ShareAttemptFactory(share=share, number=2, lease=share.lease, outcome=A.STARTED)
    Share.objects.update(publish_before=timezone.now() + timedelta(days=3))
    record(share, Outcome(Ending.LATER, "rate_limited"))
    assert share.next_at is not None
    assert share.next_at.hour == 0
    assert share.next_at.date() > timezone.now().date()


def test_five_refusals_are_enough(plan: Plan) -> None:
    share = plan(grace_minutes=24 * 60)
    for number in range(1, 5):
        ShareAttemptFactory(share=share, number=number, outcome=A.REFUSED)
    leased(share)
    ShareAttemptFactory(share=share, number=5, lease=share.lease, outcome=A.STARTED)
    record(share, Outcome(Ending.LATER, "media_not_ready"))
    assert (share.state, share.reason) == (S.FAILED, "too_many_tries")


def test_a_duplicate_after_a_doubt_is_a_doubt(plan: Plan) -> None:
    share = plan()
    ShareAttemptFactory(share=share, number=1, outcome=A.NOT_PUBLISHED)
    leased(share)
    ShareAttemptFactory(share=share, number=2, lease=share.lease, outcome=A.STARTED)
    record(share, Outcome(Ending.REJECTED, "duplicate", status=422))
    assert (share.state, share.reason) == (S.UNCONFIRMED, "duplicate")
    assert ShareAttempt.objects.get(number=2).outcome == A.UNCONFIRMED


def test_a_lost_picture_is_sent_once_more(plan: Plan) -> None:
    share = plan(pictures=[(AssetFactory(), "")])
    picture = share.pictures.get()
    share.pictures.update(media_id="urn:li:image:1")
    leased(share, attempt=A.STARTED)
    record(share, Outcome(Ending.REJECTED, "media_gone"))
    picture.refresh_from_db()
    assert (share.state, picture.media_id) == (S.SCHEDULED, "")
    leased(share)
    ShareAttemptFactory(share=share, number=2, lease=share.lease, outcome=A.STARTED)
    record(share, Outcome(Ending.REJECTED, "media_gone"))
    assert (share.state, share.reason) == (S.FAILED, "media_gone")


def test_a_confirmation_after_the_author_said_no_stops_the_second_post(plan: Plan, amir: Membership) -> None:
    share = leased(plan(), ends_in=-1, attempt=A.STARTED)
    lease = share.lease
    settling.settle_stuck_shares()
    answers.answer_unconfirmed(actor=amir, share=share, there=False)
    assert record(share, PUBLISHED, lease).state == S.PUBLISHED
    assert ShareAttempt.objects.get().outcome == A.PUBLISHED


def test_a_confirmation_after_a_click_adds_the_number(plan: Plan) -> None:
    share = leased(plan(), ends_in=-1, attempt=A.STARTED)
    lease = share.lease
    settling.settle_stuck_shares()
    moving.published(share.pk, S.UNCONFIRMED, evidence=Evidence.CLICK, published_at=timezone.now())
    ShareAttempt.objects.update(outcome=A.PUBLISHED)
    record(share, PUBLISHED, lease)
    assert (share.evidence, share.external_id) == (Evidence.CLICK, "urn:li:share:1")


# --- When the database is away ---------------------------------------------------------------------------------------
def test_an_outcome_the_database_cannot_take_is_spooled_and_recorded_later(
    acme: Organisation, plan: Plan, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    with tenant(acme.pk):
        share = leased(plan(), attempt=A.STARTED)
    away = True

    def taken(lines: Any) -> None:
        if away:
            raise OperationalError("the server closed the connection")
        real(lines)

    real = recording.record_all
    monkeypatch.setattr(recording, "record_all", taken)
    monkeypatch.setattr(publishing, "RECORD_FOR", 0.3)
    monkeypatch.setattr(publishing.connections, "close_all", lambda: None)
    order: Any = type(
        "Order",
        (),
        {
            "organisation_id": acme.pk,
            "share_id": share.pk,
            "connection_id": share.connection_id,
            "lease": share.lease,
        },
    )()
    publishing.record(order, PUBLISHED)
    [kept] = list(tmp_path.glob("spool/*.json"))
    assert "my own words" not in kept.read_text().lower()
    away = False
    assert publishing.drain_spool() == 1
    assert publishing.drain_spool() == 0
    with tenant(acme.pk):
        share.refresh_from_db()
    assert (share.state, share.external_id) == (S.PUBLISHED, "urn:li:share:1")


def test_a_line_nobody_can_read_is_set_aside(settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings.VAR_DIR = tmp_path
    line = Line(1, 2, 3, uuid.uuid4(), PUBLISHED)
    spool.write(line)
    (tmp_path / "spool" / "broken.json").write_text("{")
    assert [found for _path, found in spool.waiting()] == [line]
    assert (tmp_path / "spool" / "broken.unreadable").exists()
    assert json.loads(line.to_json())["outcome"]["ending"] == "published"


# --- Sweeps ----------------------------------------------------------------------------------------------------------
@pytest.mark.promise("R6")
def test_missed_is_told_and_what_waits_for_the_page_is_not_late(plan: Plan) -> None:
    scheduled, held, embargo = plan(text="1"), plan(text="2"), plan(text="3")
    past = timezone.now() - timedelta(minutes=1)
    Share.objects.update(publish_before=past)
    Share.objects.filter(pk=held.pk).update(state=S.HELD, reason=HoldReason.RECONNECT)
    Share.objects.filter(pk=embargo.pk).update(state=S.HELD, reason=HoldReason.EMBARGO)
    assert settling.end_missed_shares() == 2
    assert settling.end_missed_shares() == 0
    for share, state in ((scheduled, S.MISSED), (held, S.MISSED), (embargo, S.HELD)):
        share.refresh_from_db()
        assert share.state == state
    assert Notification.objects.filter(kind="share_missed").count() == 2


@pytest.mark.parametrize("reason", list(HoldReason))
def test_what_ends_by_itself_is_released_and_what_people_decide_is_not(plan: Plan, reason: HoldReason) -> None:
    share = plan()
    Share.objects.update(state=S.HELD, reason=reason, next_at=None)
    by_people = {HoldReason.CRISIS, HoldReason.AFTER_CRISIS, HoldReason.QUARANTINE, HoldReason.SUSPENDED} | {
        HoldReason.PICTURE,
        HoldReason.TEXT,
        HoldReason.SIMILAR,
    }
    assert settling.release_held_shares() == (0 if reason in by_people else 1)
    share.refresh_from_db()
    assert share.state == (S.HELD if reason in by_people else S.SCHEDULED)


def test_nothing_is_released_while_something_holds_it(plan: Plan, amir: Membership, account: Connection) -> None:
    share = plan()
    Share.objects.update(state=S.HELD, reason=HoldReason.RECONNECT, next_at=None)
    Connection.objects.filter(pk=account.pk).update(state=ConnectionState.EXPIRED)
    assert settling.release_held_shares() == 0
    Connection.objects.filter(pk=account.pk).update(state=ConnectionState.CONNECTED)
    Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.PAUSED)
    assert settling.release_held_shares() == 0
    Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.ACTIVE)
    pauses.pause(network="linkedin")
    assert settling.release_held_shares() == 0
    pauses.resume(network="linkedin")
    assert settling.release_held_shares() == 1
    share.refresh_from_db()
    assert share.state == S.SCHEDULED


@pytest.mark.promise("R16")
def test_promised_hours_stay_when_a_country_changes_its_clocks(plan: Plan) -> None:
    share = plan(due_local=f"{timezone.now().year + 1}-01-20T09:00")
    assert share.due_at is not None
    hour = timedelta(hours=1)
    promised = share.due_at
    Share.objects.update(due_at=promised + hour, next_at=promised + hour, publish_before=promised + 2 * hour)
    assert settling.realign_due_times() == 1
    assert settling.realign_due_times() == 0
    share.refresh_from_db()
    assert (share.due_at, share.next_at, share.publish_before) == (promised, promised, promised + hour)


@pytest.mark.promise("R2")
def test_broken_promises_are_seen(plan: Plan) -> None:
    assert not settling.broken_promises()
    long_ago = timezone.now() - timedelta(hours=2)
    plan(text="late")
    Share.objects.update(publish_before=long_ago)
    leased(plan(text="stuck"), ends_in=-300, attempt=A.STARTED)
    doubt = plan(text="unasked")
    Share.objects.filter(pk=doubt.pk).update(state=S.UNCONFIRMED, state_changed_at=long_ago)
    untold = plan(text="untold")
    Share.objects.filter(pk=untold.pk).update(state=S.UNCONFIRMED, asked_at=long_ago)
    broken = settling.broken_promises()
    assert (broken.late, broken.leases, broken.unasked, broken.untold) == (1, 1, 1, 1)


# --- The switch and the breaker --------------------------------------------------------------------------------------
def test_the_switch_covers_what_it_says(acme: Organisation, globex: Organisation) -> None:
    def stopped() -> list[bool]:
        return [planning.is_paused(*each) for each in (("linkedin", acme.pk), ("x", acme.pk), ("linkedin", globex.pk))]

    assert stopped() == [False, False, False]
    pauses.pause(network="linkedin")
    assert stopped() == [True, False, True]
    pauses.pause(organisation=acme)
    assert stopped() == [True, True, True]
    assert pauses.resume(network="linkedin") == 1
    assert stopped() == [True, True, False]
    pauses.pause()
    pauses.pause()
    assert stopped() == [True, True, True]
    assert pauses.resume() == 2
    assert stopped() == [False, False, False]


def test_the_command_says_what_is_stopped(acme: Organisation) -> None:
    def run(*arguments: str) -> str:
        out = StringIO()
        call_command("pause_publishing", *arguments, stdout=out)
        return out.getvalue()

    assert "linkedin, every organisation" in run("--network", "linkedin")
    assert "every network, Acme" in run("--organisation", "acme")
    assert run("--list").count("Stopped") == 2
    assert "Ended: 1" in run("--network", "linkedin", "--resume")
    assert run("--resume") == "Ended: 1\n"
    for wrong in (["--network", "myspace"], ["--organisation", "nobody"]):
        with pytest.raises(CommandError):
            run(*wrong)


def test_the_breaker_opens_longer_each_time_and_an_hour_at_most() -> None:
    lengths = []
    for _opening in range(6):
        for _doubt in range(pauses.DOUBTS):
            pauses.note_doubt("linkedin")
        pause = NetworkPause.objects.get()
        assert pause.until is not None
        lengths.append(round((pause.until - timezone.now()).total_seconds() / 60))
        NetworkPause.objects.all().delete()
    assert lengths == [5, 10, 20, 40, 60, 60]
    pauses.note_certain("linkedin")
    health = NetworkHealth.objects.get()
    assert (health.doubts, health.openings) == (0, 0)


def test_ended_stops_are_forgotten() -> None:
    pauses.halt("linkedin", HoldReason.BREAKER, "version_sunset", organisation_id=None)
    pauses.halt("linkedin", HoldReason.BREAKER, "version_sunset", organisation_id=None)
    assert NetworkPause.objects.count() == 1
    NetworkPause.objects.update(until=timezone.now() - timedelta(seconds=1))
    pauses.forget_ended()
    assert not NetworkPause.objects.exists()


def test_the_sweep_rings_only_where_something_is_due(plan: Plan, acme: Organisation) -> None:
    plan(due_at=timezone.now() + timedelta(hours=1))
    assert not sweeping.ring_for_due_shares(acme.pk)
    plan()
    assert sweeping.ring_for_due_shares(acme.pk)
