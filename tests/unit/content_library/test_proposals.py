"""Proposals: what a person may do with theirs, what the team owes, and what is never kept."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.organisations.selectors import audit_entries
from advocacy.people.models import Membership, Notification
from advocacy.people.selectors import kinds_for
from advocacy.people.services.members import remove_member
from advocacy.people.states import NotificationKind
from content_library import selectors as library
from content_library.models import Asset, Proposal
from content_library.selectors import proposals as selectors
from content_library.selectors.assets import SIZES, asset_file
from content_library.selectors.proposals import Tab
from content_library.services import answers, items, proposals
from content_library.services.promises import after_working_days, promised_day
from content_library.states import (
    PROPOSAL_TRANSITIONS,
    AnnouncementOrder,
    ItemKind,
    ItemState,
    PhotoConsent,
    ProposalKind,
    ProposalState,
)
from tests.factories.content_library import (
    AngleFactory,
    AssetFactory,
    ContentItemFactory,
    ProposalFactory,
    ProposalPictureFactory,
    TopicFactory,
)

Inside = Callable[[Organisation], Any]
S = ProposalState


def kept_picture(membership: Membership) -> Asset:
    """A picture of this person's own, with a file behind it."""
    asset = AssetFactory(owner=membership)
    for size in SIZES:
        default_storage.save(asset_file(asset, size), ContentFile(b"a picture"))
    return asset


def told(membership: Membership) -> list[str]:
    return list(Notification.objects.filter(membership=membership).order_by("id").values_list("kind", flat=True))


# --- The promise -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 6, 7), 5, date(2026, 6, 12)),  # a Sunday
        (date(2026, 6, 5), 1, date(2026, 6, 8)),  # a Friday
        (date(2026, 6, 8), 5, date(2026, 6, 15)),  # a Monday
        (date(2026, 6, 8), 20, date(2026, 7, 6)),
    ],
)
def test_a_promise_counts_working_days(start: date, days: int, due: date) -> None:
    assert after_working_days(start, days) == due


def test_another_setting_leaves_promises_already_made(inside: Inside, acme: Organisation, amir: Membership) -> None:
    with inside(acme):
        made = proposals.send_proposal(actor=amir, kind=ProposalKind.LINK, url="https://press.example/")
        before = made.answer_due_on
        amir.organisation.answer_days = 20
        made.refresh_from_db()
        assert made.answer_due_on == before
        assert promised_day(amir.organisation) > before


# --- Sending ---------------------------------------------------------------------------------------------------------
def test_what_is_sent_is_kept_and_promised(inside: Inside, acme: Organisation, emma: Membership) -> None:
    with inside(acme):
        topic = TopicFactory()
        made = proposals.send_proposal(
            actor=emma, kind=ProposalKind.TESTIMONY, text="We opened on a Saturday.\r\nMany came.", topics=[topic]
        )
        row = Proposal.objects.get(pk=made.pk)
        assert (row.state, row.title, row.text) == (
            S.SUBMITTED, "We opened on a Saturday.", "We opened on a Saturday.\nMany came.",
        )  # fmt: skip
        assert (row.credit_wanted, row.credit_name, row.wants_to_announce) == (False, "", False)
        assert row.answer_due_on == promised_day(acme)
        assert [each.topic for each in row.proposal_topics.all()] == [topic]


def test_the_same_form_twice_is_one_proposal(inside: Inside, acme: Organisation, amir: Membership) -> None:
    values: Any = {"kind": ProposalKind.LINK, "url": "https://press.example/"}
    with inside(acme):
        first = proposals.send_proposal(actor=amir, request_key="once", **values)
        again = proposals.send_proposal(actor=amir, request_key="once", **values)
        assert first.pk == again.pk
        assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "link"}, "no_link"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "not_a_web_address"),
        ({"kind": "photo"}, "no_picture"),
        ({"kind": "testimony", "text": "  "}, "no_text"),
        ({"kind": "draft"}, "no_text"),
        ({"kind": "draft", "text": "a" * 10_001}, "text_too_long"),
        ({"kind": "contribution", "text": "Unasked."}, "kind_not_offered"),
        ({"kind": "poem", "text": "Unasked."}, "kind_not_offered"),
    ],
)
def test_what_is_missing_is_said(
    inside: Inside, acme: Organisation, amir: Membership, values: dict[str, str], code: str
) -> None:
    with inside(acme):
        with pytest.raises(RuleViolation) as refused:
            proposals.send_proposal(actor=amir, **values)  # type: ignore[arg-type]
        assert refused.value.code == code
        assert not Proposal.objects.exists()


def test_pictures_are_ones_own_and_say_who_is_on_them(
    inside: Inside, acme: Organisation, amir: Membership, emma: Membership
) -> None:
    with inside(acme):
        mine, hers = AssetFactory(owner=amir), AssetFactory(owner=emma)
        for pictures, consent, code in (
            ([hers], PhotoConsent.AGREED, "picture_not_yours"),
            ([mine], "", "consent_unsaid"),
            ([AssetFactory(owner=amir) for _ in range(5)], PhotoConsent.AGREED, "too_many_pictures"),
        ):
            with pytest.raises(RuleViolation) as refused:
                proposals.send_proposal(
                    actor=amir, kind=ProposalKind.PHOTO, pictures=pictures, people_in_photo=str(consent)
                )
            assert refused.value.code == code


def test_the_team_sees_a_picture_only_while_it_is_proposed(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership, emma: Membership, carl: Membership
) -> None:
    with inside(acme):
        asset = AssetFactory(owner=amir)
        assert library.asset(cara, asset.public_id) is None
        made = proposals.send_proposal(
            actor=amir, kind=ProposalKind.PHOTO, pictures=[asset], people_in_photo=PhotoConsent.NOBODY
        )
        assert library.asset(cara, asset.public_id) == asset
        assert library.asset(emma, asset.public_id) is None
        assert library.asset(carl, asset.public_id) is None
        proposals.withdraw_proposal(actor=amir, proposal=made)
        assert library.asset(cara, asset.public_id) is None
        assert library.asset(amir, asset.public_id) == asset


# --- Taking back -----------------------------------------------------------------------------------------------------
def test_what_is_taken_back_is_gone_for_the_team_and_later_for_all(
    inside: Inside, acme: Organisation, amir: Membership
) -> None:
    with inside(acme):
        made = ProposalFactory(membership=amir, reply_draft="We would rather…")
        for _twice in range(2):
            proposals.withdraw_proposal(actor=amir, proposal=made)
        assert selectors.proposal(made.public_id) is None
        assert not any(selectors.tab_counts().values())
        assert proposals.purge() == 0
        Proposal.objects.update(state_changed_at=timezone.now() - timedelta(days=31))
        assert proposals.purge() == 1


def test_what_is_answered_is_not_taken_back_nor_anybody_elses(
    inside: Inside, acme: Organisation, amir: Membership, emma: Membership
) -> None:
    with inside(acme):
        answered = ProposalFactory(membership=amir, state=S.DECLINED)
        for actor, row, code in (
            (amir, answered, "proposal_answered"),
            (emma, ProposalFactory(membership=amir), "not_yours"),
        ):
            with pytest.raises(RuleViolation) as refused:
                proposals.withdraw_proposal(actor=actor, proposal=row)
            assert refused.value.code == code


# --- Answers ---------------------------------------------------------------------------------------------------------
def test_taking_up_makes_a_draft_with_the_credit_that_was_asked_for(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership
) -> None:
    with inside(acme):
        topic, picture = TopicFactory(), kept_picture(amir)
        row = proposals.send_proposal(
            actor=amir,
            kind=ProposalKind.PHOTO,
            title="A slab at four degrees",
            text="word " * 300,
            pictures=[picture],
            people_in_photo=PhotoConsent.AGREED,
            topics=[topic],
            credit_wanted=True,
            credit_name="Amir, site manager",
            wants_to_announce=True,
        )
        item = answers.take_up(actor=cara, proposal=row, reply="Yes, gladly.", with_picture=True)
        assert (item.state, item.kind, item.title) == (ItemState.DRAFT, ItemKind.PICTURE, "A slab at four degrees")
        assert (item.credit, item.author, item.created_by) == ("Amir, site manager", amir, cara)
        assert item.announcement_order == AnnouncementOrder.AUTHOR_FIRST
        assert len(item.summary) <= 600
        assert item.summary.endswith("…")
        assert item.picture is not None
        assert item.picture.pk != picture.pk
        assert item.picture.owner is None
        assert library.asset_bytes(item.picture) == b"a picture"
        assert [link.topic for link in item.item_topics.all()] == [topic]
        row.refresh_from_db()
        assert (row.state, row.item) == (S.ACCEPTED, item)
        assert selectors.proposals_behind(item) == [row]
        assert [(said.from_team, said.body) for said in row.messages.all()] == [(True, "Yes, gladly.")]
        assert told(amir) == [NotificationKind.PROPOSAL_ANSWERED]


def test_without_a_wish_nobody_is_named(inside: Inside, acme: Organisation, amir: Membership, cara: Membership) -> None:
    with inside(acme):
        row = ProposalFactory(membership=amir)
        ProposalPictureFactory(proposal=row)
        item = answers.take_up(actor=cara, proposal=row, reply="Thank you.")
        assert (item.credit, item.author, item.picture) == ("", None, None)


def test_each_answer_is_written_and_given_once(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership, alice: Membership
) -> None:
    with inside(acme):
        row = ProposalFactory(membership=amir)
        acts: list[Any] = [answers.take_up, answers.not_take_up, answers.ask_more]
        for act in acts:
            with pytest.raises(RuleViolation) as refused:
                act(actor=cara, proposal=row, reply=" \n ")
            assert (refused.value.code, refused.value.field) == ("message_empty", "reply")
        stale = Proposal.objects.get(pk=row.pk)
        answers.not_take_up(actor=cara, proposal=row, reply="Not this one.")
        for act in acts:
            with pytest.raises(RuleViolation) as refused:
                act(actor=alice, proposal=stale, reply="Yes!")
            assert refused.value.code == "proposal_moved"
        assert row.messages.count() == 1
        assert told(amir) == [NotificationKind.PROPOSAL_ANSWERED]


def test_a_question_stops_the_clock_and_its_answer_starts_it_again(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership
) -> None:
    with inside(acme):
        row = ProposalFactory(membership=amir, answer_due_on=timezone.localdate() - timedelta(days=3))
        assert selectors.promise_of(row) is not None
        answers.ask_more(actor=cara, proposal=row, reply="Where was it?")
        assert selectors.promise_of(row) is None
        proposals.answer_question(actor=amir, proposal=row, body="In Lyon.", people_in_photo=PhotoConsent.AGREED)
        row = Proposal.objects.get(pk=row.pk)
        promise = selectors.promise_of(row)
        assert promise is not None
        assert not promise.is_late
        assert row.people_in_photo == PhotoConsent.AGREED
        assert [said.body for said in row.messages.all()] == ["Where was it?", "In Lyon."]


def test_reading_is_noted_and_an_unfinished_answer_stays_with_the_team(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership
) -> None:
    with inside(acme):
        row = ProposalFactory(membership=amir)
        for _twice in range(2):
            answers.note_seen(row)
        answers.keep_reply(actor=cara, proposal=row, reply="Dear Amir, ")
        row.refresh_from_db()
        assert (row.state, row.reply_draft) == (S.SEEN, "Dear Amir,")
        assert told(amir) == []
        answers.not_take_up(actor=cara, proposal=row, reply="Dear Amir, no.")
        with pytest.raises(RuleViolation):
            answers.keep_reply(actor=cara, proposal=row, reply="Late.")


def test_the_person_is_told_once_when_it_can_be_shared(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership
) -> None:
    with inside(acme):
        item = ContentItemFactory(state=ItemState.DRAFT)
        AngleFactory(item=item)
        ProposalFactory(membership=amir, state=S.ACCEPTED, item=item)
        for _twice in range(2):
            items.publish_item(actor=cara, item=item)
            items.unpublish_item(actor=cara, item=item)
        assert told(amir) == [NotificationKind.PROPOSAL_LIVE]


# --- Briefs ----------------------------------------------------------------------------------------------------------
def test_a_brief_becomes_a_draft_then_an_idea(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership
) -> None:
    with inside(acme):
        values: Any = {"person": amir, "title": "Five questions", "brief": "What you show first.", "request_key": "k"}
        row = answers.open_brief(actor=cara, **values)
        assert answers.open_brief(actor=cara, **values).pk == row.pk
        assert told(amir) == [NotificationKind.CONTRIBUTION_ASKED]
        with pytest.raises(RuleViolation) as refused:
            proposals.contribute(actor=amir, proposal=row, text="")
        assert refused.value.code == "no_text"
        proposals.contribute(actor=amir, proposal=row, text="I show the joint.", credit_wanted=True)
        row.refresh_from_db()
        assert (row.state, row.title, row.answer_due_on) == (S.SUBMITTED, "Five questions", promised_day(acme))
        assert told(cara) == [NotificationKind.CONTRIBUTION_BACK]
        item = answers.take_up(actor=cara, proposal=row, reply="Thank you!")
        assert (item.credit, item.author) == (str(amir.user), amir)


def test_nothing_keeps_who_said_no_to_a_brief(
    inside: Inside, acme: Organisation, amir: Membership, emma: Membership, cara: Membership
) -> None:
    with inside(acme):
        row = answers.open_brief(actor=cara, person=amir, title="Five questions", brief="What you show first.")
        proposals.pass_on(actor=amir, proposal=row)
        row.refresh_from_db()
        assert (row.state, row.membership) == (S.FREE, None)
        assert AuditEntry.objects.get(verb="my_proposal.passed").actor_id is None
        assert not audit_entries().filter(verb__startswith="my_proposal").exists()
        notice = Notification.objects.get(membership=cara)
        assert str(amir.user) not in str(notice.details)
        answers.offer_brief(actor=cara, proposal=row, person=emma)
        assert selectors.my_proposal(emma, row.public_id) == row
        answers.call_off(actor=cara, proposal=row)
        with pytest.raises(RuleViolation):
            proposals.contribute(actor=emma, proposal=row, text="Too late.")


@pytest.mark.parametrize("state", [S.FREE, S.BRIEFED])
def test_a_brief_without_a_draft_is_not_answered(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership, state: str
) -> None:
    with inside(acme):
        row = ProposalFactory(membership=amir if state == S.BRIEFED else None, state=state)
        with pytest.raises(RuleViolation) as refused:
            answers.take_up(actor=cara, proposal=row, reply="Yes.")
        assert refused.value.code == ("proposal_moved" if state == S.BRIEFED else "nobody_yet")


@pytest.mark.parametrize(
    ("values", "code"),
    [({"title": " "}, "no_title"), ({"brief": " "}, "no_brief"), ({"person": "self"}, "person_invalid")],
)
def test_a_brief_needs_words_and_somebody_else(
    inside: Inside, acme: Organisation, amir: Membership, cara: Membership, values: dict[str, str], code: str
) -> None:
    given: Any = {"person": amir, "title": "Five questions", "brief": "What you show first.", **values}
    if "person" in values:
        given["person"] = cara
    with inside(acme), pytest.raises(RuleViolation) as refused:
        answers.open_brief(actor=cara, **given)
    assert refused.value.code == code


# --- People come and go ----------------------------------------------------------------------------------------------
def test_what_waits_ends_with_its_person(
    inside: Inside, acme: Organisation, alice: Membership, amir: Membership, cara: Membership
) -> None:
    with inside(acme):
        waiting = ProposalFactory(membership=amir)
        taken = ProposalFactory(membership=amir, state=S.ACCEPTED)
        brief = answers.open_brief(actor=cara, person=amir, title="Five questions", brief="What you show first.")
        proposals.on_leaving(amir)
        waiting.refresh_from_db()
        assert waiting.state == S.SUBMITTED, "leaving the programme takes nothing back"
        remove_member(actor=alice, membership=amir)
        for row in (waiting, taken, brief):
            row.refresh_from_db()
        assert (waiting.state, taken.state, brief.state, brief.membership) == (S.WITHDRAWN, S.ACCEPTED, S.FREE, None)


def test_who_may_be_told_what(acme: Organisation, emma: Membership, cara: Membership) -> None:
    assert NotificationKind.PROPOSAL_ANSWERED in kinds_for(emma)
    assert NotificationKind.CONTRIBUTION_BACK not in kinds_for(emma)
    assert NotificationKind.CONTRIBUTION_BACK in kinds_for(cara)


# --- Reads -----------------------------------------------------------------------------------------------------------
def test_the_inbox_is_in_the_order_of_arrival(inside: Inside, acme: Organisation, amir: Membership) -> None:
    now = timezone.now()
    with inside(acme):
        late = ProposalFactory(membership=amir, submitted_at=now - timedelta(days=9), state=S.SEEN)
        new = ProposalFactory(membership=amir, submitted_at=now)
        draft = ProposalFactory(
            membership=amir, state=S.ACCEPTED, item=ContentItemFactory(state=ItemState.DRAFT),
            submitted_at=now - timedelta(days=4), answered_at=now - timedelta(days=1),
        )  # fmt: skip
        live = ProposalFactory(membership=amir, state=S.ACCEPTED, item=ContentItemFactory())
        no = ProposalFactory(membership=amir, state=S.DECLINED)
        asked = ProposalFactory(membership=amir, state=S.QUESTION)
        ProposalFactory(membership=amir, state=S.WITHDRAWN)
        expected = {
            Tab.TO_ANSWER: [late, new],
            Tab.WITH_PEOPLE: [asked],
            Tab.PREPARED: [draft],
            Tab.IN_LIBRARY: [live],
            Tab.NOT_TAKEN: [no],
        }
        assert {tab: list(selectors.inbox(tab)) for tab in Tab} == expected
        assert selectors.tab_counts() == {tab: len(rows) for tab, rows in expected.items()}
        assert all(selectors.tab_of(row) == tab for tab, rows in expected.items() for row in rows)
        assert selectors.next_to_answer(late) == new
        assert selectors.neighbours(new, [late, new]) == (late, None)
        record = selectors.record_of(acme)
        assert (record.days, record.taken, record.answered) == (3, 1, 1)


def test_an_address_of_the_library_is_pointed_out(inside: Inside, acme: Organisation, amir: Membership) -> None:
    with inside(acme):
        known = ContentItemFactory(url="https://press.example/a/")
        assert selectors.same_address(ProposalFactory(membership=amir, url="https://press.example/a")) == [known]
        assert selectors.same_address(ProposalFactory(membership=amir, url="")) == []


def test_every_state_can_be_reached() -> None:
    reached = {target for targets in PROPOSAL_TRANSITIONS.values() for target in targets}
    assert reached | {S.BRIEFED, S.SUBMITTED} == set(S)
    assert set(PROPOSAL_TRANSITIONS) == set(S)
