"""A database that is older than what was published publishes nothing, and asks before it does again."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Connection, FirstComment, Installation, NetworkPause, OperatorAlarm, Share, ShareAttempt
from sharing.services import answers, claiming, epochs, pauses, quarantine, settling, shares
from sharing.states import AttemptOutcome, HoldReason, ShareState
from tests.factories.sharing import ShareAttemptFactory

S = ShareState
Promise = Callable[..., Share]


@pytest.fixture(autouse=True)
def file(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HISTORY_FILE = tmp_path / "history.json"
    monkeypatch.setattr(epochs, "_this", {})
    return tmp_path / "history.json"


@pytest.fixture
def promise(acme: Organisation, amir: Membership, account: Connection) -> Promise:
    def make(text: str = "Words", **values: Any) -> Share:
        with tenant(acme.pk):
            return shares.schedule_share(actor=amir, network="linkedin", text=text, **values)

    return make


def attempt(share: Share, outcome: AttemptOutcome = AttemptOutcome.REFUSED) -> int:
    with tenant(share.organisation_id):
        return int(ShareAttemptFactory(share=share, outcome=outcome).pk)


def test_a_new_installation_and_one_that_is_up_to_date_publish(db: None, promise: Promise, file: Path) -> None:
    assert quarantine.check()
    number = attempt(promise())
    epochs.note(number)
    entry = json.loads(file.read_text())[str(Installation.objects.get().key)]
    assert entry == {"epoch": 1, "attempts": number}
    assert quarantine.check()


def test_an_upgraded_installation_with_a_past_is_taken_as_it_is(promise: Promise) -> None:
    attempt(promise())
    assert quarantine.check()


def test_a_database_behind_its_file_is_quarantined_until_confirmed(
    promise: Promise, acme: Organisation, file: Path
) -> None:
    assert quarantine.check()
    due, later = promise("Due"), promise("Later", due_at=timezone.now() + timedelta(days=1))
    number = attempt(promise("Another"))
    epochs.note(number + 5)
    assert not quarantine.check()
    assert not quarantine.check(), "once begun it stands"
    assert OperatorAlarm.objects.get().key == quarantine.ALARM
    with tenant(acme.pk):
        assert claiming.claim(due.pk) is None
        Share.objects.filter(pk=due.pk).update(publish_before=timezone.now() - timedelta(minutes=1))
        assert settling.end_missed_shares() == 0, "it may be out: nobody says it was missed"
    pauses.resume()
    assert NetworkPause.objects.get().reason == HoldReason.QUARANTINE
    assert quarantine.confirm() == 2
    with tenant(acme.pk):
        for share in (due, later):
            share.refresh_from_db()
        assert (due.state, due.reason) == (S.UNCONFIRMED, "restored")
        assert later.state == S.SCHEDULED
        assert ShareAttempt.objects.get(share=due).outcome == AttemptOutcome.UNCONFIRMED
    assert not NetworkPause.objects.exists()
    assert quarantine.check()
    assert json.loads(file.read_text())[str(Installation.objects.get().key)] == {"epoch": 2, "attempts": number + 2}
    assert not quarantine.confirm(), "twice is once"


def test_the_author_is_asked_and_their_word_ends_the_doubt(
    promise: Promise, acme: Organisation, amir: Membership
) -> None:
    share = promise()
    quarantine.check()
    quarantine.begin()
    quarantine.confirm()
    settling.look_and_ask(acme.pk, share.pk)
    with tenant(acme.pk):
        share.refresh_from_db()
        assert share.asked_at is not None
        again = answers.answer_unconfirmed(actor=amir, share=share, there=False)
        assert again.state == S.SCHEDULED


@pytest.mark.parametrize("held_by", [HoldReason.RECONNECT, HoldReason.EMBARGO, HoldReason.BUDGET])
def test_what_was_held_then_may_have_gone_since(promise: Promise, acme: Organisation, held_by: HoldReason) -> None:
    share = promise()
    with tenant(acme.pk):
        Share.objects.filter(pk=share.pk).update(state=S.HELD, reason=held_by, next_at=None)
    quarantine.begin()
    assert quarantine.confirm() == 1
    with tenant(acme.pk):
        share.refresh_from_db()
    assert share.state == S.UNCONFIRMED


def test_a_first_comment_is_not_made_twice_either(promise: Promise, acme: Organisation) -> None:
    due, later = promise(), promise("Later", due_at=timezone.now() + timedelta(days=1))
    with tenant(acme.pk):
        # What a promised share carries is fixed: it goes in while they are drafts.
        Share.objects.update(state=S.DRAFT)
        for share in (due, later):
            FirstComment.objects.create(share=share, text="First")
        Share.objects.update(state=S.SCHEDULED)
    quarantine.begin()
    quarantine.confirm()
    with tenant(acme.pk):
        states = list(FirstComment.objects.order_by("share_id").values_list("state", flat=True))
    assert states == ["unconfirmed", "waiting"]


def test_a_history_without_its_file_is_an_old_one(promise: Promise, file: Path) -> None:
    assert quarantine.check()
    attempt(promise())
    file.unlink()
    assert not quarantine.check()
    assert Installation.objects.get().quarantine_reason == quarantine.NO_FILE


def test_a_file_that_cannot_be_read_is_none(promise: Promise, file: Path) -> None:
    assert quarantine.check()
    attempt(promise())
    file.write_text("{")
    assert not quarantine.check()


def test_a_second_older_backup_is_noticed_as_well(promise: Promise) -> None:
    quarantine.check()
    attempt(promise())
    quarantine.begin()
    quarantine.confirm()
    # A backup made before the first restore: its attempts go further, its epoch does not.
    Installation.objects.update(epoch=1)
    assert not quarantine.check()


def test_the_command_begins_says_and_ends(db: None) -> None:
    def run(*arguments: str) -> str:
        out = StringIO()
        call_command("confirm_restore", *arguments, stdout=out)
        return out.getvalue()

    assert "not in quarantine" in run("--status")
    assert "begun_by_hand" in run("--begin")
    assert "nothing is published" in run("--status")
    assert run() == "Authors asked whether their share is online: 0\nPublishing is not in quarantine.\n"
