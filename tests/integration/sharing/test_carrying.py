"""What a share carries beyond its words, all the way to the simulated networks and back down again."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from advocacy.lib import deadline, http
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Notification
from advocacy.tenancy import tenant
from content_library.models import Asset, Document, PagePost
from reporting.models import ShareStat
from sharing import selectors
from sharing.models import Connection, FirstComment, Share, ShareAttempt, SharePicture
from sharing.networks.base import Rejected
from sharing.services import aftercare, answers, claiming, commenting, places, preflight, publishing, removing, shares
from sharing.services.orders import Order
from sharing.states import AttemptOutcome, AttemptStep, CommentState, ShareState
from tests.factories.content_library import AssetFactory, ContentItemFactory, DocumentFactory
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

pytestmark = pytest.mark.django_db(transaction=True)

S = ShareState
C = CommentState
Promised = Callable[..., Share]
Publish = Callable[[Share], Any]
Reread = Callable[[Share], Share]
ENGAGE = "w_member_social_feed"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f00050001ff"
    "5e7ad1a30000000049454e44ae426082"
)


def stored(content: bytes = PNG, **values: Any) -> Asset:
    name = default_storage.save("test/picture.png", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    asset: Asset = AssetFactory(file=name, mime="image/png", width=600, height=300, sha256=digest, **values)
    return asset


def paper(content: bytes = b"%PDF-1.7 some pages", **values: Any) -> Document:
    name = default_storage.save("test/paper.pdf", ContentFile(content))
    made: Document = DocumentFactory(file=name, sha256=hashlib.sha256(content).hexdigest(), **values)
    return made


def posts(simulator: SimulatorProcess) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = simulator.control("posts")["posts"]
    return found


def make_due(share: Share) -> None:
    with tenant(share.organisation_id):
        Share.objects.filter(pk=share.pk).update(next_at=timezone.now())


def claimed(share: Share) -> Order:
    with tenant(share.organisation_id):
        order = claiming.claim(share.pk)
    assert order is not None
    return order


@pytest.fixture
def engaged(simulator: SimulatorProcess, amir: Membership) -> Connection:
    """Amir's LinkedIn account, with what it takes to comment."""
    scopes = ["openid", "profile", "email", "w_member_social", ENGAGE]
    return connected(simulator, amir, scopes=scopes)


# --- Pictures and documents ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("network", "number"), [("linkedin", 5), ("x", 4)])
def test_several_pictures_arrive_in_their_order_with_their_words(
    simulator: SimulatorProcess,
    amir: Membership,
    acme: Organisation,
    promised: Promised,
    publish: Publish,
    reread: Reread,
    network: str,
    number: int,
) -> None:
    connected(simulator, amir, "x")
    with tenant(acme.pk):
        pictures = [(stored(PNG + bytes([n])), f"Picture {n}") for n in range(number)]
    share = promised("Look", network=network, pictures=pictures)
    publish(share)
    assert reread(share).state == S.PUBLISHED
    assert [media["alt"] for media in posts(simulator)[0]["media"]] == [f"Picture {n}" for n in range(number)]
    with tenant(acme.pk):
        assert all(picture.media_id for picture in share.pictures.all())


def test_a_second_try_uploads_only_what_is_missing(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    with tenant(acme.pk):
        pictures = [(stored(PNG + bytes([n])), f"Picture {n}") for n in range(2)]
    share = promised("Look", pictures=pictures)
    default_storage.delete(pictures[1][0].file)
    order = claimed(share)
    with pytest.raises(Rejected):
        publishing.upload(order)
    with tenant(acme.pk):
        kept = [picture.media_id for picture in share.pictures.all()]
        claiming.give_back(order)
        default_storage.save(pictures[1][0].file, ContentFile(PNG + bytes([1])))
    assert (bool(kept[0]), kept[1]) == (True, "")
    publish(share)
    assert reread(share).state == S.PUBLISHED
    with tenant(acme.pk):
        now = [picture.media_id for picture in share.pictures.all()]
    assert now[0] == kept[0]
    assert len(simulator.log(event="upload")) == 2


def test_pictures_the_network_lost_are_uploaded_once_more(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    with tenant(acme.pk):
        pictures = [(stored(PNG + bytes([n])), f"Picture {n}") for n in range(2)]
    share = promised("Look", pictures=pictures)
    with tenant(acme.pk):
        share.pictures.update(media_id="urn:li:image:C4E10AQFgone")
    publish(share)
    assert reread(share).state == S.SCHEDULED
    make_due(share)
    publish(share)
    assert reread(share).state == S.PUBLISHED
    assert len(posts(simulator)[0]["media"]) == 2


def test_a_document_goes_along_under_its_title(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    with tenant(acme.pk):
        document = paper(title="What we learnt")
    share = promised("Four pages", document=document)
    publish(share)
    assert reread(share).state == S.PUBLISHED
    assert reread(share).document_media_id
    [post] = posts(simulator)
    assert "What we learnt" in str(post)


def test_a_document_that_is_no_longer_the_approved_one_stops_the_share(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, publish: Publish, reread: Reread
) -> None:
    with tenant(acme.pk):
        document = paper()
    share = promised("Four pages", document=document)
    default_storage.delete(document.file)
    publish(share)
    row = reread(share)
    assert (row.state, row.reason) == (S.FAILED, "content_changed")
    assert simulator.published() == []


@pytest.mark.parametrize("kind", ["document", "picture"])
def test_an_upload_that_ends_late_leaves_no_number_on_what_took_its_place(
    simulator: SimulatorProcess, acme: Organisation, promised: Promised, kind: str
) -> None:
    def number() -> str:
        with tenant(acme.pk):
            if kind == "document":
                return Share.objects.get(pk=share.pk).document_media_id
            return SharePicture.objects.get(share=share).media_id

    with tenant(acme.pk):
        old, new = (paper(), paper(b"%PDF-1.7 other pages")) if kind == "document" else (stored(), stored(PNG + b"2"))
    share = promised("Look", **({"document": old} if kind == "document" else {"pictures": [(old, "One")]}))
    with tenant(acme.pk):
        order = preflight._order(share.pk)
        assert order is not None
        # What a promised share carries is fixed: its author takes it back, changes it and promises it again.
        Share.objects.update(state=S.DRAFT)
        if kind == "document":
            Share.objects.update(document=new)
        else:
            SharePicture.objects.update(asset=new)
        Share.objects.update(state=S.SCHEDULED)
        places.let_go([order.connection_id])
    publishing.upload(order)
    assert number() == ""
    assert preflight.upload_ahead(acme.pk, share.pk)
    assert number()


def test_the_card_shows_what_was_approved(
    simulator: SimulatorProcess, amir: Membership, account: Connection, publish: Publish, reread: Reread
) -> None:
    with tenant(amir.organisation_id):
        share = shares.schedule_share(
            actor=amir,
            network="linkedin",
            text="I read this",
            destination="https://elsewhere.example/paper",
            card_title="A paper on wood",
            card_description="Sixty pages, three pictures.",
        )
    publish(share)
    assert reread(share).state == S.PUBLISHED
    said = str(posts(simulator)[0])
    assert "A paper on wood" in said
    assert "Sixty pages, three pictures." in said


# --- Relaying --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("network", "text"), [("linkedin", ""), ("linkedin", "Proud of it"), ("x", "")])
def test_the_pages_post_is_relayed(
    simulator: SimulatorProcess,
    amir: Membership,
    acme: Organisation,
    account: Connection,
    publish: Publish,
    reread: Reread,
    network: str,
    text: str,
) -> None:
    connected(simulator, amir, "x")
    with tenant(acme.pk):
        pages = shares.schedule_share(actor=amir, network=network, text="Said the page")
    publish(pages)
    told = reread(pages).external_id
    with tenant(acme.pk):
        item = ContentItemFactory(url="https://acme.example/news")
        PagePost.objects.create(item=item, posted_at=timezone.now(), more_urls={network: told})
        [target] = selectors.reshare_targets(item, selectors.network(network, acme))
        share = shares.schedule_share(actor=amir, network=network, text=text, item=item, reshare_of=target.external_id)
        assert share.link is None
    publish(share)
    row = reread(share)
    assert (row.state, bool(row.external_id)) == (S.PUBLISHED, True)


def test_nothing_but_the_pages_post_is_relayed(amir: Membership, acme: Organisation, account: Connection) -> None:
    with tenant(acme.pk):
        item = ContentItemFactory()
        PagePost.objects.create(item=item, posted_at=timezone.now(), more_urls={"linkedin": "urn:li:share:1"})
        with pytest.raises(RuleViolation) as caught:
            shares.schedule_share(actor=amir, network="linkedin", text="", item=item, reshare_of="urn:li:share:999")
        assert (caught.value.code, caught.value.field) == ("reshare_unknown", "reshare_of")


# --- The first comment -----------------------------------------------------------------------------------------------
def comment_of(share: Share) -> FirstComment:
    with tenant(share.organisation_id):
        return FirstComment.objects.get(share=share)


def test_the_first_comment_follows_the_post_word_for_word(
    simulator: SimulatorProcess,
    acme: Organisation,
    engaged: Connection,
    amir: Membership,
    publish: Publish,
    reread: Reread,
) -> None:
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More (here) *now*")
    assert comment_of(share).state == C.WAITING
    assert not commenting.comment_one(acme.pk, share.pk)
    publish(share)
    assert comment_of(share).next_at is not None
    assert commenting.comment_one(acme.pk, share.pk)
    assert not commenting.comment_one(acme.pk, share.pk)
    comment = comment_of(share)
    assert (comment.state, comment.reason, bool(comment.external_id)) == (C.PUBLISHED, "", True)
    [made] = simulator.log(event="comment")
    assert (made["text"], made["on"]) == ("More (here) *now*", reread(share).external_id)
    with tenant(acme.pk):
        steps = list(ShareAttempt.objects.filter(share=share).values_list("step", "number", "outcome"))
        assert not Notification.objects.exists()
        assert Connection.objects.get(pk=engaged.pk).busy_until is None
    assert steps == [("post", 1, "published"), ("comment", 2, "published")]


def test_without_the_scope_it_is_added_by_hand(
    simulator: SimulatorProcess, acme: Organisation, amir: Membership, publish: Publish
) -> None:
    connected(simulator, amir, scopes=["openid", "profile", "email", "w_member_social"])
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More")
    assert comment_of(share).state == C.BY_HAND
    publish(share)
    assert not commenting.comment_one(acme.pk, share.pk)
    assert simulator.log(event="comment") == []


@pytest.mark.parametrize("fault", ["timeout_after", "503_after"])
def test_a_comment_in_doubt_is_never_sent_again(
    simulator: SimulatorProcess,
    acme: Organisation,
    engaged: Connection,
    amir: Membership,
    publish: Publish,
    reread: Reread,
    fault: str,
    settings: Any,
) -> None:
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More")
    publish(share)
    simulator.control("faults", faults=[{"kind": fault, "on": "comment", "times": 1}])
    commenting.comment_one(acme.pk, share.pk)
    assert comment_of(share).state == C.UNCONFIRMED
    assert reread(share).state == S.PUBLISHED
    with tenant(acme.pk):
        FirstComment.objects.update(state=C.WAITING, next_at=timezone.now())
    assert not commenting.comment_one(acme.pk, share.pk)
    assert comment_of(share).state == C.UNCONFIRMED
    assert len(simulator.log(event="comment")) == 1


def test_a_refused_comment_changes_nothing_of_the_share_and_its_author_is_told_once(
    simulator: SimulatorProcess,
    acme: Organisation,
    engaged: Connection,
    amir: Membership,
    publish: Publish,
    reread: Reread,
) -> None:
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More")
    publish(share)
    scopes = [scope for scope in engaged.scopes if scope != ENGAGE]
    with tenant(acme.pk):
        Connection.objects.filter(pk=engaged.pk).update(scopes=scopes)
    assert not commenting.comment_one(acme.pk, share.pk)
    assert not commenting.comment_one(acme.pk, share.pk)
    comment = comment_of(share)
    assert (comment.state, comment.reason) == (C.FAILED, "scope_not_granted")
    assert reread(share).state == S.PUBLISHED
    with tenant(acme.pk):
        assert [row.kind for row in Notification.objects.all()] == ["comment_failed"]


def test_a_comment_that_was_not_sent_is_tried_again_and_a_busy_account_waited_for(
    simulator: SimulatorProcess, acme: Organisation, engaged: Connection, amir: Membership, publish: Publish
) -> None:
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More")
    publish(share)
    with tenant(acme.pk):
        Connection.objects.filter(pk=engaged.pk).update(busy_until=timezone.now() + timedelta(minutes=1))
    assert not commenting.comment_one(acme.pk, share.pk)
    with tenant(acme.pk):
        Connection.objects.filter(pk=engaged.pk).update(busy_until=None)
        FirstComment.objects.update(next_at=timezone.now())
    simulator.control("faults", faults=[{"kind": "429", "on": "comment", "times": 1}])
    assert commenting.comment_one(acme.pk, share.pk)
    assert comment_of(share).state == C.WAITING
    with tenant(acme.pk):
        FirstComment.objects.update(next_at=timezone.now())
    assert commenting.comment_one(acme.pk, share.pk)
    assert comment_of(share).state == C.PUBLISHED


def test_a_worker_that_was_frozen_too_long_sends_no_comment(
    simulator: SimulatorProcess,
    acme: Organisation,
    engaged: Connection,
    amir: Membership,
    publish: Publish,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More")
    publish(share)
    guards: list[float] = []

    @contextmanager
    def guarded(seconds: float) -> Iterator[None]:
        guards.append(seconds)
        yield

    clock = iter([0.0, publishing.MUST_START_WITHIN + 0.1])
    with monkeypatch.context() as patch:
        patch.setattr(deadline, "now", lambda: next(clock))
        patch.setattr(deadline, "guarded", guarded)
        assert commenting.comment_one(acme.pk, share.pk)
    assert guards == [http.DEADLINE]
    assert simulator.log(event="comment") == []
    with tenant(acme.pk):
        assert ShareAttempt.objects.get(step=AttemptStep.COMMENT).outcome == AttemptOutcome.NOT_SENT
        FirstComment.objects.update(next_at=timezone.now())
    assert commenting.comment_one(acme.pk, share.pk)
    assert comment_of(share).state == C.PUBLISHED


def test_a_dead_workers_comment_is_in_doubt(
    acme: Organisation, engaged: Connection, amir: Membership, publish: Publish
) -> None:
    with tenant(acme.pk):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More")
    publish(share)
    with tenant(acme.pk):
        assert commenting.begin(share.pk) is not None
        assert aftercare.ring_for_aftercare(acme.pk) == 0
        ShareAttempt.objects.update(started_at=timezone.now() - timedelta(minutes=2))
        aftercare.ring_for_aftercare(acme.pk)
        attempt = ShareAttempt.objects.get(step=AttemptStep.COMMENT)
        with pytest.raises(IntegrityError), transaction.atomic():
            ShareAttempt.objects.create(share=share, step=AttemptStep.COMMENT, number=9, lease=uuid.uuid4())
    assert (attempt.outcome, comment_of(share).state) == (AttemptOutcome.UNCONFIRMED, C.UNCONFIRMED)


def test_a_post_without_a_number_or_by_hand_leaves_its_comment_to_its_author(
    acme: Organisation, engaged: Connection, amir: Membership
) -> None:
    with tenant(acme.pk):
        draft = shares.save_draft(actor=amir, network="linkedin", text="Mine", first_comment="More")
        shares.declare_done(actor=amir, share=draft)
        share = shares.schedule_share(actor=amir, network="linkedin", text="Post", first_comment="More")
        Share.objects.filter(pk=share.pk).update(state=S.UNCONFIRMED)
        answers.answer_unconfirmed(actor=amir, share=share, there=True)
    assert comment_of(draft).state == comment_of(share).state == C.BY_HAND


# --- Taking down -----------------------------------------------------------------------------------------------------
def test_a_post_is_taken_down_and_its_figures_stop(
    simulator: SimulatorProcess,
    acme: Organisation,
    amir: Membership,
    promised: Promised,
    publish: Publish,
    reread: Reread,
) -> None:
    share = promised("To be regretted")
    publish(share)
    with tenant(acme.pk):
        ShareStat.objects.update(impressions=40, source="network", measured_at=timezone.now())
        removing.remove_share(actor=amir, share=share)
        asked = removing.remove_share(actor=amir, share=share)
        assert asked.removal_asked_at is not None
    assert removing.remove_one(acme.pk, share.pk)
    assert not removing.remove_one(acme.pk, share.pk)
    row = reread(share)
    assert (row.state, row.removal_next_at) == (S.REMOVED, None)
    assert len(simulator.log(event="delete")) == 1
    with tenant(acme.pk):
        stat = ShareStat.objects.get()
        assert (stat.impressions, stat.measure_due_at) == (None, None)
        assert removing.remove_share(actor=amir, share=share).state == S.REMOVED
        assert not Notification.objects.exists()


def test_one_that_is_gone_already_counts_as_taken_down(
    simulator: SimulatorProcess, acme: Organisation, amir: Membership, promised: Promised, publish: Publish
) -> None:
    share = promised("To be regretted")
    publish(share)
    with tenant(acme.pk):
        Share.objects.filter(pk=share.pk).update(external_id="urn:li:share:1")
        removing.remove_share(actor=amir, share=share)
    removing.remove_one(acme.pk, share.pk)
    with tenant(acme.pk):
        assert Share.objects.get(pk=share.pk).state == S.REMOVED


def test_trouble_is_tried_again_and_a_refusal_told(
    simulator: SimulatorProcess,
    acme: Organisation,
    amir: Membership,
    account: Connection,
    promised: Promised,
    publish: Publish,
    reread: Reread,
) -> None:
    share = promised("To be regretted")
    publish(share)
    simulator.control("faults", faults=[{"kind": "503_before", "on": "delete", "times": 1}])
    with tenant(acme.pk):
        removing.remove_share(actor=amir, share=share)
    removing.remove_one(acme.pk, share.pk)
    row = reread(share)
    assert (row.state, row.removal_reason) == (S.PUBLISHED, "")
    assert row.removal_next_at is not None
    assert row.removal_next_at > timezone.now()
    with tenant(acme.pk):
        Share.objects.update(removal_next_at=timezone.now())
        assert aftercare.ring_for_aftercare(acme.pk) == 1
        Connection.objects.filter(pk=account.pk).update(state="expired")
    removing.remove_one(acme.pk, share.pk)
    row = reread(share)
    assert (row.state, row.removal_reason, row.removal_next_at) == (S.PUBLISHED, "reconnect", None)
    with tenant(acme.pk):
        with pytest.raises(RuleViolation, match="Reconnect your account") as caught:
            removing.remove_share(actor=amir, share=share)
        assert caught.value.code == "reconnect_needed"
        Connection.objects.filter(pk=account.pk).update(state="connected")
        removing.remove_share(actor=amir, share=share)
    removing.remove_one(acme.pk, share.pk)
    assert reread(share).state == S.REMOVED


def test_what_cannot_be_taken_down_says_why(acme: Organisation, amir: Membership, emma: Membership) -> None:
    with tenant(acme.pk):
        draft = shares.save_draft(actor=amir, network="linkedin", text="Mine")
        for actor, code in ((emma, "not_yours"), (amir, "not_online")):
            with pytest.raises(RuleViolation) as caught:
                removing.remove_share(actor=actor, share=draft)
            assert caught.value.code == code
        shares.declare_done(actor=amir, share=draft)
        with pytest.raises(RuleViolation, match="number on LinkedIn") as caught:
            removing.remove_share(actor=amir, share=draft)
        assert caught.value.code == "cannot_remove"


# --- Its page --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", list(CommentState))
def test_a_shares_page_shows_all_it_carries(
    acme: Organisation, amir: Membership, client_of: Any, state: CommentState
) -> None:
    with tenant(acme.pk):
        share = shares.save_draft(
            actor=amir,
            network="linkedin",
            text="Mine",
            pictures=[(AssetFactory(), "One picture"), (AssetFactory(), "Another picture")],
            first_comment="More under the post",
        )
        with_paper = shares.save_draft(
            actor=amir, network="linkedin", text="Mine", document=DocumentFactory(title="Our paper", owner=amir)
        )
        FirstComment.objects.update(state=state, reason="scope_not_granted" if state == C.FAILED else "")
    client = client_of(amir)
    page = client.get(f"/o/acme/shares/{share.public_id}/")
    assert page.status_code == 200
    for said in ("One picture", "Another picture", "More under the post"):
        assert said in page.content.decode()
    assert ("Your access to LinkedIn does not allow this." in page.content.decode()) is (state == C.FAILED)
    assert "Our paper" in client.get(f"/o/acme/shares/{with_paper.public_id}/").content.decode()
