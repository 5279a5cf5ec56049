"""Asking a colleague for an opinion: two people see it, the author decides, nothing waits unless they chose so."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership, Notification
from advocacy.people.states import NotificationKind
from advocacy.tenancy import tenant
from sharing.models import Proofread, Share
from sharing.selectors import proofreads
from sharing.services import departures, planning, proofreading, settling, shares
from sharing.states import HoldReason, ProofreadState, ShareState
from tests.factories.people import TeamFactory, TeamMemberFactory

Plan = Callable[..., Share]


@pytest.fixture(autouse=True)
def inside(amir: Membership, account: object) -> Iterator[None]:
    with tenant(amir.organisation_id):
        yield


def local(person: Membership, **ahead: int) -> str:
    moment = (timezone.now() + timedelta(**ahead)).astimezone(timezone.zoneinfo.ZoneInfo(person.time_zone))
    return f"{moment:%Y-%m-%dT%H:%M}"


def again(share: Share) -> Share:
    return Share.objects.get(pk=share.pk)


def test_the_reader_sees_the_text_as_it_stood_and_is_told(amir: Membership, carl: Membership, plan: Plan):
    share = plan(text="My own words.", due_local=local(amir, hours=2))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl, note="Too long?")
    shares.edit_share(actor=amir, share=share, text="Other words.")
    seen = proofreads.proofread(carl, asked.public_id)
    assert seen is not None
    assert [text.text for text in seen.texts.all()] == ["My own words."]
    assert list(proofreads.to_read(carl)) == [asked]
    told = Notification.objects.get(membership=carl)
    assert (told.kind, told.path) == (NotificationKind.PROOFREAD_ASKED, proofreads.proofread_path(asked))


def test_nobody_else_ever_finds_it(amir: Membership, carl: Membership, alice: Membership, plan: Plan):
    asked = proofreading.ask(actor=amir, texts=[plan(due_local=local(amir, hours=2))], reader=carl)
    assert proofreads.proofread(alice, asked.public_id) is None
    for act in (proofreading.withdraw, proofreading.keep, proofreading.answer, proofreading.decline):
        with pytest.raises(RuleViolation):
            act(actor=alice, request=asked)


def test_a_share_does_not_wait_unless_its_author_said_so(amir: Membership, carl: Membership, plan: Plan):
    share = plan()
    proofreading.ask(actor=amir, texts=[share], reader=carl)
    assert planning.obstacle(again(share)) is None


def test_a_share_waits_and_leaves_as_it_is_when_nobody_answers(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, minutes=30))
    due = share.due_at
    assert due is not None
    proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5))
    assert (again(share).state, again(share).reason) == (ShareState.HELD, HoldReason.READER)
    with time_machine.travel(due + timedelta(hours=3), tick=False):
        assert settling.end_missed_shares() == 0
        assert settling.release_held_shares() == 0
    with time_machine.travel(due + timedelta(hours=5), tick=False):
        assert settling.release_held_shares() == 1
        free = again(share)
        assert (free.state, free.text) == (ShareState.SCHEDULED, share.text)
        assert free.due_at == timezone.now()
        assert share.publish_before is not None
        assert free.publish_before == timezone.now() + (share.publish_before - due)


def test_one_that_could_not_leave_when_its_wait_ended_is_missed(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, minutes=30))
    assert share.due_at is not None
    proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5))
    with time_machine.travel(share.due_at + timedelta(hours=9), tick=False):
        assert settling.release_held_shares() == 0
        assert settling.end_missed_shares() == 1
        assert again(share).state == ShareState.MISSED


def test_asking_again_brings_the_text_and_the_wait_up_to_date(amir: Membership, carl: Membership, plan: Plan):
    share = plan(text="My own words.", due_local=local(amir, minutes=30))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl)
    shares.edit_share(actor=amir, share=share, text="Other words.")
    assert proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5)) == asked
    assert [text.text for text in asked.texts.all()] == ["Other words."]
    assert again(share).reason == HoldReason.READER


def test_a_remark_is_not_withdrawn_away(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, minutes=30))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5))
    proofreading.answer(actor=carl, request=asked, comment="One word more.")
    proofreading.withdraw(actor=amir, request=asked)
    assert again(share).state == ShareState.HELD


def test_fine_as_it_is_lets_it_leave_at_its_own_hour(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, minutes=30))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5))
    proofreading.answer(actor=carl, request=asked)
    free = again(share)
    assert (free.state, free.due_at, free.reader_until) == (ShareState.SCHEDULED, share.due_at, None)


def test_a_remark_waits_for_its_author(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, minutes=30))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5))
    proofreading.answer(actor=carl, request=asked, comment="The second line is hard to follow.")
    assert again(share).state == ShareState.HELD
    assert Notification.objects.get(membership=amir, kind=NotificationKind.PROOFREAD_ANSWERED)
    proofreading.keep(actor=amir, request=asked)
    assert (again(share).state, again(share).text) == (ShareState.SCHEDULED, share.text)


def test_a_suggestion_changes_nothing_until_its_author_takes_it(amir: Membership, carl: Membership, plan: Plan):
    share = plan(text="My own words.", due_local=local(amir, hours=2))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl)
    proofreading.answer(actor=carl, request=asked, suggested={"linkedin": "My very own words."})
    assert again(share).text == "My own words."
    taken = proofreading.take(actor=amir, request=asked, share=share)
    assert (taken.text, taken.state, taken.due_at) == ("My very own words.", ShareState.SCHEDULED, share.due_at)
    assert taken.content_sha256 != share.content_sha256


def test_the_same_text_sent_back_is_no_suggestion(amir: Membership, carl: Membership, plan: Plan):
    share = plan(text="My own words.", due_local=local(amir, hours=2))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl)
    proofreading.answer(actor=carl, request=asked, suggested={"linkedin": "My own words.\r\n"})
    with pytest.raises(RuleViolation, match="nothing"):
        proofreading.take(actor=amir, request=asked, share=share)


def test_what_has_left_cannot_be_asked_about_or_changed(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, hours=2))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl)
    proofreading.answer(actor=carl, request=asked, suggested={"linkedin": "Other."})
    shares.cancel_share(actor=amir, share=share)
    with pytest.raises(RuleViolation):
        proofreading.take(actor=amir, request=asked, share=share)
    with pytest.raises(RuleViolation) as refused:
        proofreading.ask(actor=amir, texts=[share], reader=carl)
    assert refused.value.code == "cannot_change"


def test_twice_is_once(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, hours=2))
    asked = proofreading.ask(actor=amir, texts=[share], reader=carl)
    assert proofreading.ask(actor=amir, texts=[share], reader=carl) == asked
    assert Notification.objects.filter(membership=carl).count() == 1


def test_oneself_and_a_second_reader_are_refused(amir: Membership, alice: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, hours=2))
    with pytest.raises(RuleViolation) as refused:
        proofreading.ask(actor=amir, texts=[share], reader=amir)
    assert refused.value.code == "reader_invalid"
    proofreading.ask(actor=amir, texts=[share], reader=carl)
    with pytest.raises(RuleViolation) as refused:
        proofreading.ask(actor=amir, texts=[share], reader=alice)
    assert refused.value.code == "already_asked"


def test_a_refusal_and_a_withdrawal_let_it_go(amir: Membership, carl: Membership, plan: Plan):
    for act, who in ((proofreading.decline, carl), (proofreading.withdraw, amir)):
        share = plan(text=f"My own words, {who.pk}.", due_local=local(amir, minutes=30))
        asked = proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5))
        act(actor=who, request=asked)
        assert again(share).state == ShareState.SCHEDULED
        assert act(actor=who, request=asked).state in {ProofreadState.DECLINED, ProofreadState.WITHDRAWN}
        with pytest.raises(RuleViolation):
            proofreading.answer(actor=carl, request=asked)


def test_a_reader_who_leaves_keeps_nobody_waiting(amir: Membership, carl: Membership, plan: Plan):
    share = plan(due_local=local(amir, minutes=30))
    proofreading.ask(actor=amir, texts=[share], reader=carl, wait_local=local(amir, hours=5))
    departures.on_leaving(carl)
    assert again(share).state == ShareState.SCHEDULED


def test_it_is_gone_two_weeks_after_the_text_went_out(amir: Membership, carl: Membership, plan: Plan):
    over, going = plan(text="One.", due_local=local(amir, hours=2)), plan(text="Two.", due_local=local(amir, days=20))
    for share in (over, going):
        proofreading.ask(actor=amir, texts=[share], reader=carl)
    shares.cancel_share(actor=amir, share=over)
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        assert proofreading.purge() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert proofreading.purge() == 1
        assert [text.share_id for row in Proofread.objects.all() for text in row.texts.all()] == [going.pk]
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert proofreading.purge() == 1


def test_the_list_offers_ones_teams_and_communications_only(
    amir: Membership, carl: Membership, alice: Membership, cara: Membership
):
    team = TeamFactory()
    for person in (amir, alice):
        TeamMemberFactory(team=team, membership=person)
    readers = proofreads.possible_readers(amir)
    assert alice in readers
    assert amir not in readers
    assert all(
        reader == alice or reader.is_content_manager or reader.is_contributor or reader.is_owner for reader in readers
    )
    assert proofreads.reader_named(amir, "", carl.user.email.upper()) == carl
    assert proofreads.reader_named(amir, "", "nobody@else.example") is None
    assert proofreads.reader_named(amir, amir.public_id) is None
