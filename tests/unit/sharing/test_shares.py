"""What a person may do with a share, and what is refused, each with its sentence."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership, Notification
from advocacy.people.services import hooks
from advocacy.programme import services as programme
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from advocacy.tenancy import tenant
from content_library.services import listeners
from content_library.states import ItemState
from sharing import selectors
from sharing.models import Connection, ConnectionPermission, Share, ShareAttempt, TrackedLink
from sharing.networks.base import CODES
from sharing.selectors import wording
from sharing.services import answers, departures, links, moving, shares
from sharing.states import AttemptOutcome, ConnectionState, Evidence, HoldReason, ShareState
from tests.factories.content_library import AssetFactory, CampaignFactory, ContentItemFactory, PagePostFactory
from tests.factories.sharing import ShareAttemptFactory
from tests.unit.sharing.conftest import connected

S = ShareState
Plan = Callable[..., Share]


@pytest.fixture(autouse=True)
def _inside(request: pytest.FixtureRequest, acme: Organisation, amir: Membership) -> Any:
    request.getfixturevalue("account")
    with tenant(acme.pk):
        yield


def refused(code: str, field: str | None = None) -> Any:
    return pytest.raises(RuleViolation, check=lambda error: (error.code, error.field) == (code, field))


# --- Promising -------------------------------------------------------------------------------------------------------
def test_now_is_due_now_and_rings(plan: Plan, django_capture_on_commit_callbacks: Any, monkeypatch: Any) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(
        current_app.tasks["sharing.publish_share"], "apply_async", lambda **kw: rung.append(kw["kwargs"])
    )
    with django_capture_on_commit_callbacks(execute=True):
        share = plan()
    assert share.state == S.SCHEDULED
    assert share.due_at is not None
    assert share.next_at == share.due_at <= timezone.now()
    assert share.publish_before == share.due_at + timedelta(hours=1)
    assert rung == [{"organisation_id": share.organisation_id, "share_id": share.pk}]


def test_later_is_a_row_and_rings_nobody(plan: Plan, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        share = plan(due_at=timezone.now() + timedelta(days=3), grace_minutes=20)
    assert callbacks == []
    assert share.due_at is not None
    assert share.publish_before == share.due_at + timedelta(minutes=20)
    assert share.due_local
    assert share.zone == "Europe/Paris"


def test_the_journal_says_so_without_the_text(plan: Plan, amir: Membership) -> None:
    share = plan(text="Nobody else's business")
    entry = AuditEntry.objects.get(subject_id=share.public_id)
    assert (entry.verb, entry.actor_id) == ("share.scheduled", amir.pk)
    assert "business" not in str(entry.changes)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "text_empty"), (" \n ", "text_empty"), ("é" * 3001, "text_too_long"), ("a\x00b", "text_invalid")],
)
def test_texts_that_are_refused(plan: Plan, text: str, code: str) -> None:
    with refused(code, "text"):
        plan(text=text)
    assert not Share.objects.exclude(state=S.DRAFT).exists()


def test_length_is_the_networks_own_count(plan: Plan, amir: Membership) -> None:
    connected(amir, "x")
    fits = "a" * 256 + " https://example.org/" + "b" * 200
    assert plan(network="x", text=fits).state == S.SCHEDULED
    with refused("text_too_long", "text") as caught:
        plan(network="x", text="漢" * 141)
    assert "280" in caught.value.message
    assert "282" in caught.value.message


def test_line_ends_of_browsers_count_once(plan: Plan) -> None:
    assert plan(text="one\r\ntwo\r\rthree").text == "one\ntwo\n\nthree"


@pytest.mark.parametrize("state", [ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.EXPIRED, ItemState.ARCHIVED])
def test_an_idea_that_is_not_live(plan: Plan, state: ItemState) -> None:
    with refused("item_not_live", "item"):
        plan(item=ContentItemFactory(state=state))


def test_an_idea_that_is_not_yet_or_no_longer_there(plan: Plan) -> None:
    soon = timezone.now() + timedelta(hours=1)
    with refused("item_not_live", "item"):
        plan(item=ContentItemFactory(available_from=soon))
    with refused("item_ends_before", "due"):
        plan(item=ContentItemFactory(expires_at=soon), due_at=soon + timedelta(hours=1))


def test_without_an_account_one_shares_by_hand(plan: Plan) -> None:
    with refused("not_connected", "network"):
        plan(network="x", text="Short")


def test_somebody_elses_account_is_none(plan: Plan, emma: Membership) -> None:
    with refused("not_connected", "network"):
        plan(connection=connected(emma))


def test_an_access_that_ended(plan: Plan, account: Connection) -> None:
    Connection.objects.filter(pk=account.pk).update(state=ConnectionState.EXPIRED)
    with refused("reconnect_needed", "network"):
        plan()


def test_a_network_nobody_knows(plan: Plan) -> None:
    for network in ("myspace", "viadeo"):
        with refused("network_unknown", "network"):
            plan(network=network)


def test_only_ambassadors_and_not_on_a_break(plan: Plan, amir: Membership, emma: Membership) -> None:
    with refused("not_enrolled"):
        shares.schedule_share(actor=emma, network="linkedin", text="Hello")
    Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.PAUSED)
    with refused("on_a_break"):
        plan()


@pytest.mark.parametrize("minutes", [0, 9, 1441])
def test_how_late_it_may_be(plan: Plan, minutes: int) -> None:
    with refused("grace_invalid", "grace_minutes"):
        plan(grace_minutes=minutes)


def test_hours_that_are_none(plan: Plan) -> None:
    with refused("time_gap", "due"):
        plan(due_local=f"{timezone.now().year + 1}-03-28T02:30")
    with refused("time_past", "due"):
        plan(due_at=timezone.now() - timedelta(hours=1))


def test_the_same_form_twice_is_one_share(plan: Plan) -> None:
    one, two = plan(request_key="form-1"), plan(request_key="form-1", text="Clicked twice")
    assert one.pk == two.pk
    assert two.text == "In my own words."
    assert Share.objects.exclude(organisation_id=0).count() == 1


def test_a_draft_becomes_the_share(plan: Plan, amir: Membership) -> None:
    draft = shares.save_draft(actor=amir, network="linkedin", text="Half a tho", request_key="form-2")
    again = shares.save_draft(actor=amir, network="linkedin", text="Half a thought", request_key="form-2")
    share = plan(text="A whole thought", request_key="form-2")
    assert draft.pk == again.pk == share.pk
    assert share.text == "A whole thought"


def test_one_idea_once_per_account(plan: Plan) -> None:
    item = ContentItemFactory()
    first = plan(item=item, due_at=timezone.now() + timedelta(days=1))
    with refused("already_planned", "item"):
        plan(item=item, text="Again")
    shares.cancel_share(actor=first.membership, share=first)
    assert plan(item=item, text="Again").state == S.SCHEDULED


def test_a_picture_of_somebody_else_and_one_the_network_does_not_take(plan: Plan, emma: Membership) -> None:
    with refused("picture_invalid", "picture"):
        plan(pictures=[(AssetFactory(owner=emma), "")])
    with refused("picture_invalid", "picture"):
        plan(pictures=[(AssetFactory(mime="image/webp"), "")])
    with refused("picture_invalid", "picture"):
        plan(pictures=[(AssetFactory(size=30_000_000), "")])
    share = plan(pictures=[(AssetFactory(alternative_text="A bridge"), "")])
    assert share.pictures.get().alternative_text == "A bridge"


# --- Links -----------------------------------------------------------------------------------------------------------
def test_the_address_is_known_before_it_is_approved(plan: Plan, amir: Membership, acme: Organisation) -> None:
    before = links.address_for(actor=amir, network="linkedin", request_key="form-3")
    assert not TrackedLink.objects.exists()
    item = ContentItemFactory(url="https://acme.example/school?id=3#top", campaign=CampaignFactory(name="Été bleu"))
    share = plan(item=item, request_key="form-3", text=f"Read {before}")
    assert share.link is not None
    assert links.address_of(share) == before
    assert before.startswith(f"http://127.0.0.1:8000/l/{acme.code}/")
    assert share.link.destination == (
        "https://acme.example/school?id=3&utm_source=linkedin&utm_medium=employee_advocacy&utm_campaign=ete-bleu#top"
    )
    assert "amir" not in share.link.destination.lower()


def test_each_share_has_a_link_of_its_own(plan: Plan, amir: Membership) -> None:
    connected(amir, "x")
    item = ContentItemFactory()
    one, two = plan(item=item, request_key="k"), plan(item=item, request_key="k2", network="x", text="Short")
    assert one.link is not None
    assert two.link is not None
    assert one.link.code != two.link.code


def test_a_destination_with_marks_of_its_own_keeps_them(plan: Plan) -> None:
    share = plan(destination="https://acme.example/?utm_source=newsletter")
    assert share.link is not None
    assert share.link.destination == "https://acme.example/?utm_source=newsletter"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://acme.example/",
        "//acme.example/",
        "acme.example",
        "https://",
        "https://user:password@acme.example/",
        "https://acme.example/\r\nSet-Cookie: a=b",
        "https://acme.example/a b",
        "https://acme.example:99999/",
        "http://127.0.0.1:8000/l/abcde/fghij/",
    ],
)
def test_destinations_that_are_refused(plan: Plan, address: str) -> None:
    with refused("destination_invalid", "url"):
        plan(destination=address)


def test_a_draft_may_be_aimed_elsewhere_and_give_its_link_up(amir: Membership) -> None:
    draft = shares.save_draft(actor=amir, network="linkedin", destination="https://one.example/", request_key="k")
    address = links.address_of(draft)
    moved = shares.save_draft(actor=amir, network="linkedin", destination="https://two.example/", request_key="k")
    assert moved.link is not None
    assert moved.link.destination.startswith("https://two.example/")
    assert links.address_of(moved) == address
    bare = shares.save_draft(actor=amir, network="linkedin", with_link=False, request_key="k")
    assert bare.link is None
    assert not TrackedLink.objects.exists()


# --- Waiting for the page --------------------------------------------------------------------------------------------
def test_an_idea_whose_page_has_not_posted_waits_and_follows_it(plan: Plan) -> None:
    expected = timezone.now() + timedelta(hours=2)
    item = ContentItemFactory(state=ItemState.WAITING)
    PagePostFactory(item=item, expected_at=expected)
    share = plan(item=item)
    assert (share.state, share.reason, share.next_at) == (S.HELD, HoldReason.EMBARGO, None)
    assert share.due_at == expected
    assert not Notification.objects.exists()
    type(item).objects.filter(pk=item.pk).update(state=ItemState.LIVE)
    departures.on_page_posted(item)
    share.refresh_from_db()
    assert share.state == S.SCHEDULED
    assert share.next_at == share.due_at == expected


def test_a_page_that_is_late_takes_its_followers_along(plan: Plan) -> None:
    item = ContentItemFactory(state=ItemState.WAITING)
    share = plan(item=item, grace_minutes=30)
    yesterday = timezone.now() - timedelta(days=1)
    Share.objects.update(due_at=yesterday, publish_before=yesterday + timedelta(minutes=30))
    type(item).objects.filter(pk=item.pk).update(state=ItemState.LIVE)
    departures.on_page_posted(item)
    share.refresh_from_db()
    assert share.state == S.SCHEDULED
    assert share.due_at is not None
    assert timezone.now() - share.due_at < timedelta(seconds=5)
    assert share.publish_before == share.due_at + timedelta(minutes=30)


# --- Changing --------------------------------------------------------------------------------------------------------
def test_an_edit_is_a_new_promise_in_one_piece(plan: Plan, amir: Membership) -> None:
    share = plan(due_at=timezone.now() + timedelta(days=2))
    before = (share.content_sha256, share.due_at)
    edited = shares.edit_share(actor=amir, share=share, text="Better words")
    assert edited.state == S.SCHEDULED
    assert edited.text == "Better words"
    assert edited.due_at == before[1]
    assert edited.content_sha256 != before[0]
    verbs = list(AuditEntry.objects.filter(subject_id=share.public_id).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["share.scheduled", "share.draft", "share.scheduled"]


def test_a_refused_edit_changes_nothing(plan: Plan, amir: Membership) -> None:
    share = plan(due_at=timezone.now() + timedelta(days=2))
    with refused("text_too_long", "text"):
        shares.edit_share(actor=amir, share=share, text="a" * 3001)
    share.refresh_from_db()
    assert (share.state, share.text) == (S.SCHEDULED, "In my own words.")


def test_another_time(plan: Plan, amir: Membership) -> None:
    share = plan(due_at=timezone.now() + timedelta(days=2), grace_minutes=15)
    moved = shares.move_share(actor=amir, share=share, due_local=f"{timezone.now().year + 1}-01-05T08:40")
    assert moved.due_local.endswith("-01-05T08:40")
    assert moved.due_at is not None
    assert moved.publish_before == moved.due_at + timedelta(minutes=15)
    assert shares.move_share(actor=amir, share=moved).next_at is not None


@pytest.mark.parametrize("state", [S.PUBLISHING, S.UNCONFIRMED, S.PUBLISHED, S.FAILED, S.MISSED, S.CANCELLED])
def test_what_has_left_cannot_be_changed(plan: Plan, amir: Membership, state: ShareState) -> None:
    share = in_state(plan(), state)
    for change in (
        lambda: shares.edit_share(actor=amir, share=share, text="x"),
        lambda: shares.move_share(actor=amir, share=share),
        lambda: shares.discard_draft(actor=amir, share=share),
        lambda: shares.declare_done(actor=amir, share=share),
        *([] if state == S.CANCELLED else [lambda: shares.cancel_share(actor=amir, share=share)]),
    ):
        with refused("cannot_change") as caught:
            change()
        assert caught.value.message
    share.refresh_from_db()
    assert share.state == state


def in_state(share: Share, state: ShareState) -> Share:
    leased = {"lease": "00000000-0000-0000-0000-000000000001", "lease_until": timezone.now()}
    evidence = Evidence.NETWORK_ID if state == S.PUBLISHED else ""
    Share.objects.filter(pk=share.pk).update(state=state, evidence=evidence, **leased)
    share.refresh_from_db()
    return share


def test_calling_off(plan: Plan, amir: Membership) -> None:
    share = plan()
    assert shares.cancel_share(actor=amir, share=share).state == S.CANCELLED
    assert shares.cancel_share(actor=amir, share=share).state == S.CANCELLED
    assert not Notification.objects.exists()


def test_nobody_touches_somebody_elses(plan: Plan, alice: Membership) -> None:
    share = plan()
    for act in (
        lambda: shares.edit_share(actor=alice, share=share, text="Hers"),
        lambda: shares.cancel_share(actor=alice, share=share),
        lambda: shares.discard_draft(actor=alice, share=share),
        lambda: shares.copy_to_draft(actor=alice, share=share),
        lambda: answers.answer_unconfirmed(actor=alice, share=share, there=True),
        lambda: answers.retry(actor=alice, share=share),
    ):
        with refused("not_yours"):
            act()


def test_a_copy_has_its_own_link_and_the_words(plan: Plan, amir: Membership) -> None:
    address = links.address_for(actor=amir, network="linkedin", request_key="k")
    share = plan(item=ContentItemFactory(), request_key="k", text=f"See {address} now")
    shares.cancel_share(actor=amir, share=share)
    copy = shares.copy_to_draft(actor=amir, share=share)
    assert copy.state == S.DRAFT
    assert links.address_of(copy) != address
    assert copy.text == f"See {links.address_of(copy)} now"


def test_discarding_takes_the_link_along(amir: Membership) -> None:
    draft = shares.save_draft(actor=amir, network="linkedin", destination="https://one.example/")
    shares.discard_draft(actor=amir, share=draft)
    assert not Share.objects.exists()
    assert not TrackedLink.objects.exists()


def test_sharing_by_hand(amir: Membership) -> None:
    draft = shares.save_draft(actor=amir, network="linkedin", text="Mine", item=ContentItemFactory())
    assert selectors.assisted_url(draft, links.address_of(draft))
    with refused("destination_invalid", "url"):
        shares.declare_done(actor=amir, share=draft, url="javascript:1")
    done = shares.declare_done(actor=amir, share=draft, url="https://linkedin.example/post/1")
    assert (done.state, done.evidence, done.connection) == (S.PUBLISHED, Evidence.DECLARED, None)
    assert shares.declare_done(actor=amir, share=draft).pk == done.pk


# --- Answers ---------------------------------------------------------------------------------------------------------
def in_doubt(share: Share, attempts: int = 1) -> Share:
    for number in range(1, attempts):
        ShareAttemptFactory(share=share, number=number, outcome=AttemptOutcome.NOT_PUBLISHED)
    ShareAttemptFactory(share=share, number=attempts, outcome=AttemptOutcome.UNCONFIRMED)
    Share.objects.filter(pk=share.pk).update(state=S.UNCONFIRMED, asked_at=timezone.now())
    share.refresh_from_db()
    return share


def test_it_is_there(plan: Plan, amir: Membership) -> None:
    share = in_doubt(plan())
    done = answers.answer_unconfirmed(actor=amir, share=share, there=True)
    assert (done.state, done.evidence) == (S.PUBLISHED, Evidence.PERSON)
    assert ShareAttempt.objects.get().outcome == AttemptOutcome.PUBLISHED
    assert answers.answer_unconfirmed(actor=amir, share=share, there=False).state == S.PUBLISHED, "once is once"


def test_it_is_not_there_post_it(plan: Plan, amir: Membership) -> None:
    share = in_doubt(plan())
    Share.objects.update(publish_before=timezone.now() - timedelta(days=1))
    again = answers.answer_unconfirmed(actor=amir, share=share, there=False)
    assert again.state == S.SCHEDULED
    assert again.publish_before is not None
    assert again.publish_before > timezone.now()
    assert again.asked_at is None
    assert ShareAttempt.objects.get().outcome == AttemptOutcome.NOT_PUBLISHED


def test_it_is_not_there_leave_it(plan: Plan, amir: Membership) -> None:
    left = answers.answer_unconfirmed(actor=amir, share=in_doubt(plan()), there=False, publish_again=False)
    assert left.state == S.CANCELLED
    assert ShareAttempt.objects.get().outcome == AttemptOutcome.NOT_PUBLISHED


def test_a_third_doubt_is_not_sent_again_and_stays_a_question(
    plan: Plan, amir: Membership, account: Connection
) -> None:
    share = in_doubt(plan(), attempts=3)
    with refused("too_many_tries"):
        answers.answer_unconfirmed(actor=amir, share=share, there=False)
    Connection.objects.filter(pk=account.pk).update(state=ConnectionState.EXPIRED)
    other = in_doubt(plan_without_check(share))
    with refused("reconnect_needed", "network"):
        answers.answer_unconfirmed(actor=amir, share=other, there=False)
    assert set(Share.objects.values_list("state", flat=True)) == {S.UNCONFIRMED}
    assert not ShareAttempt.objects.filter(outcome=AttemptOutcome.NOT_PUBLISHED, share=other).exists()


def plan_without_check(share: Share) -> Share:
    copy = Share.objects.get(pk=share.pk)
    copy.pk, copy.public_id, copy.request_key, copy._state.adding = None, "another-one", "another", True
    copy.state = S.SCHEDULED
    copy.save()
    return copy


@pytest.mark.parametrize("state", [S.FAILED, S.MISSED])
def test_once_more(plan: Plan, amir: Membership, state: ShareState) -> None:
    address = links.address_for(actor=amir, network="linkedin", request_key="k")
    share = plan(item=ContentItemFactory(), request_key="k", text=f"See {address}")
    in_state(share, state)
    again = answers.retry(actor=amir, share=share)
    assert again.pk != share.pk
    assert again.state == S.SCHEDULED
    assert again.text == share.text
    assert links.address_of(again) == address
    assert answers.retry(actor=amir, share=share).pk == again.pk


def test_what_may_be_online_is_not_sent_once_more(plan: Plan, amir: Membership) -> None:
    for state in (S.PUBLISHED, S.UNCONFIRMED, S.CANCELLED, S.PUBLISHING):
        share = in_state(plan(), state)
        with refused("cannot_change"):
            answers.retry(actor=amir, share=share)
        Share.objects.all().delete()
    share = plan()
    ShareAttemptFactory(share=share, outcome=AttemptOutcome.UNCONFIRMED)
    with refused("cannot_change"):
        answers.retry(actor=amir, share=in_state(share, S.FAILED))


# --- Moves -----------------------------------------------------------------------------------------------------------
def test_a_move_that_is_not_declared_is_a_bug(plan: Plan) -> None:
    share = plan()
    with pytest.raises(moving.UndeclaredMove):
        moving.move(share.pk, S.SCHEDULED, S.PUBLISHED, evidence=Evidence.PERSON)
    with pytest.raises(moving.UndeclaredMove):
        moving.move(share.pk, S.UNCONFIRMED, S.MISSED)


def test_a_move_somebody_forestalled_changes_nothing(plan: Plan) -> None:
    share = plan()
    moving.move(share.pk, S.SCHEDULED, S.MISSED)
    with pytest.raises(moving.AlreadyMoved):
        moving.move(share.pk, S.SCHEDULED, S.CANCELLED)
    assert Notification.objects.filter(kind="share_missed").count() == 1


# --- Leaving and resting ---------------------------------------------------------------------------------------------
def test_leaving_calls_everything_off_and_ends_the_access(plan: Plan, amir: Membership, account: Connection) -> None:
    scheduled, doubt = plan(due_at=timezone.now() + timedelta(days=1)), in_doubt(plan(text="Doubt"))
    draft = shares.save_draft(actor=amir, network="linkedin", text="Not yet")
    departures.on_leaving(amir)
    departures.on_leaving(amir)
    for share in (scheduled, doubt):
        share.refresh_from_db()
        assert (share.state, share.reason) == (S.CANCELLED, "left")
    draft.refresh_from_db()
    assert draft.state == S.DRAFT
    account.refresh_from_db()
    assert (account.state, account.used_by) == (ConnectionState.REVOKING, [])
    assert not ConnectionPermission.objects.filter(ended_at__isnull=True).exists()


def test_a_break_holds_and_its_end_releases_what_is_not_too_late(plan: Plan, amir: Membership) -> None:
    later, late = plan(due_at=timezone.now() + timedelta(days=1)), plan(text="Late")
    Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.PAUSED)
    departures.on_pausing(amir)
    for share in (later, late):
        share.refresh_from_db()
        assert (share.state, share.reason) == (S.HELD, HoldReason.PAUSED)
    assert not Notification.objects.exists()
    Share.objects.filter(pk=late.pk).update(publish_before=timezone.now() - timedelta(seconds=1))
    departures.on_resuming(amir)
    later.refresh_from_db()
    assert later.state == S.HELD, "still on a break"
    Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.ACTIVE)
    departures.on_resuming(amir)
    later.refresh_from_db()
    late.refresh_from_db()
    assert (later.state, late.state) == (S.SCHEDULED, S.HELD)


def test_an_idea_withdrawn_and_one_that_waits_again(plan: Plan, amir: Membership) -> None:
    item, other = ContentItemFactory(), ContentItemFactory()
    gone, waits = plan(item=item), plan(item=other)
    departures.on_item_withdrawn(item)
    departures.on_item_closed(other)
    gone.refresh_from_db()
    waits.refresh_from_db()
    assert (gone.state, gone.reason) == (S.CANCELLED, "item_withdrawn")
    assert (waits.state, waits.reason) == (S.HELD, HoldReason.EMBARGO)
    kinds = sorted(Notification.objects.values_list("kind", flat=True))
    assert kinds == ["share_failed", "share_held"]


def test_the_floors_below_tell_us(acme: Organisation) -> None:
    assert departures.on_leaving in hooks.on_leaving
    assert departures.on_pausing in programme.on_pausing
    assert departures.on_resuming in programme.on_resuming
    assert departures.on_page_posted in listeners.opened
    assert departures.on_item_closed in listeners.closed
    assert departures.on_item_withdrawn in listeners.withdrawn


# --- Words -----------------------------------------------------------------------------------------------------------
def test_every_reason_has_a_sentence(plan: Plan) -> None:
    codes = {*HoldReason, *CODES["Rejected"], *CODES["NotSupported"], "account_suspended", "item_withdrawn"}
    assert {code for code in codes if code not in wording._REASONS} == set()
    share = plan()
    assert selectors.state_sentence(share) == ""
    for state in (S.HELD, S.FAILED, S.MISSED, S.UNCONFIRMED):
        share.state, share.reason = state, "reconnect"
        assert selectors.state_sentence(share)
