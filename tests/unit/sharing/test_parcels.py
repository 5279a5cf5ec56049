"""What a share carries: kept in its place, hashed, checked against the network, and not to be changed on its way."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem, PagePost
from content_library.services import items, listeners
from content_library.states import ItemState
from sharing import selectors
from sharing.models import Connection, FirstComment, Share, SharePicture
from sharing.services import answers, compositions, content, shares
from sharing.services.content import Content, Shown
from sharing.states import CommentState, HoldReason, ShareState
from tests.factories.content_library import AngleFactory, AssetFactory, ContentItemFactory, DocumentFactory

S = ShareState
Plan = Callable[..., Share]


@pytest.fixture(autouse=True)
def _inside(request: pytest.FixtureRequest, acme: Organisation, amir: Membership, cara: Membership) -> Any:
    """Every test runs inside Acme; the account exists before the walls go up."""
    request.getfixturevalue("account")
    request.getfixturevalue("emma")
    with tenant(acme.pk):
        yield


def refused(code: str, field: str, act: Callable[[], Any]) -> str:
    with pytest.raises(RuleViolation) as caught:
        act()
    assert (caught.value.code, caught.value.field) == (code, field)
    return caught.value.message


# --- The fingerprint -------------------------------------------------------------------------------------------------
def test_the_fingerprint_of_earlier_promises_holds() -> None:
    plain = Content(text="Hello", link="https://a.example/l/x/", card_title="T", pictures=(Shown("s" * 64, "alt"),))
    parts = ["Hello", "https://a.example/l/x/", "T", "s" * 64, "alt"]
    assert plain.sha256() == hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def test_every_part_changes_the_fingerprint() -> None:
    one, two = Shown("a" * 64, "first"), Shown("b" * 64, "second")
    base: dict[str, Any] = {"text": "Hello", "pictures": (one, two)}
    changes: list[dict[str, Any]] = [
        {"text": "Hullo"}, {"link": "https://x.example/"}, {"card_title": "T"}, {"card_description": "T"},
        {"pictures": (two, one)}, {"pictures": (one,)}, {"pictures": (one, Shown("b" * 64, "other"))},
        {"document_sha256": "c" * 64}, {"document_title": "T"}, {"reshare_of": "urn:1"}, {"first_comment": "T"},
    ]  # fmt: skip
    hashes = {Content(**base).sha256(), *(Content(**base | change).sha256() for change in changes)}
    assert len(hashes) == len(changes) + 1


# --- Writing ---------------------------------------------------------------------------------------------------------
def test_pictures_keep_their_order_their_words_and_their_numbers(plan: Plan, amir: Membership) -> None:
    one, two, three = (AssetFactory(alternative_text=f"Asset {n}") for n in range(3))
    share = plan(pictures=[(one, ""), (two, "In my words")])
    assert [each.alternative_text for each in share.pictures.all()] == ["Asset 0", "In my words"]
    assert share.cover is not None
    assert share.cover.asset == one
    share.pictures.update(media_id="known")
    before = share.content_sha256
    same = shares.edit_share(actor=amir, share=share, text=share.text)
    assert same.content_sha256 == before
    assert [each.media_id for each in SharePicture.objects.filter(share=share)] == ["known", "known"]
    turned = shares.edit_share(
        actor=amir, share=share, pictures=[(two, "In my words"), (three, ""), (one, "Other words")]
    )
    assert turned.content_sha256 != before
    rows = list(SharePicture.objects.filter(share=share))
    assert [(row.asset, row.position, row.media_id) for row in rows] == [
        (two, 0, "known"),
        (three, 1, ""),
        (one, 2, ""),
    ]
    assert turned.state == S.SCHEDULED


def test_a_copy_and_a_second_try_carry_the_same(plan: Plan, amir: Membership) -> None:
    pictures = [(AssetFactory(), "One"), (AssetFactory(), "Two")]
    share = plan(pictures=pictures, first_comment="More\r\nof it")
    copy = shares.copy_to_draft(actor=amir, share=share)
    assert content.parcel_of(copy).pictures == pictures
    assert content.parcel_of(copy).first_comment == "More\nof it"
    Share.objects.filter(pk=share.pk).update(state=S.FAILED)
    again = answers.retry(actor=amir, share=share)
    fresh = content.whole(Share.objects.filter(pk=again.pk)).get()
    assert content.parcel_of(fresh).pictures == pictures
    assert content.parcel_of(fresh).first_comment == "More\nof it"
    assert again.content_sha256 == share.content_sha256
    with_paper = plan(document=DocumentFactory(owner=amir), text="Paper")
    assert shares.copy_to_draft(actor=amir, share=with_paper).document == with_paper.document


def test_opening_saving_and_saving_twice(plan: Plan, amir: Membership) -> None:
    """Saving leads through the draft and back in one piece; a refusal in between changes nothing at all."""
    share = plan(pictures=[(AssetFactory(), "One")], first_comment="First")
    before = Share.objects.values().get(pk=share.pk)
    refused(
        "too_many_pictures",
        "picture",
        lambda: shares.edit_share(actor=amir, share=share, pictures=[(AssetFactory(), "") for _ in range(21)]),
    )
    refused(
        "comment_too_long",
        "first_comment",
        lambda: shares.edit_share(actor=amir, share=share, first_comment="x" * 1251),
    )
    assert Share.objects.values().get(pk=share.pk) == before
    assert FirstComment.objects.get().text == "First"
    shares.edit_share(actor=amir, share=share, first_comment="")
    assert not FirstComment.objects.exists()
    assert Share.objects.get(pk=share.pk).state == S.SCHEDULED


def test_the_same_form_twice_is_one_share_with_its_parts_once(amir: Membership, account: Connection) -> None:
    picture = AssetFactory()
    composition = compositions.Composition(
        words=[compositions.Words("linkedin", "Hello", first_comment="More")],
        request_key="form-1",
        pictures=[(picture, "One"), (AssetFactory(), "Two")],
    )
    [one] = compositions.schedule_composition(actor=amir, composition=composition)
    [two] = compositions.schedule_composition(actor=amir, composition=composition)
    assert one.pk == two.pk
    assert Share.objects.count() == FirstComment.objects.count() == 1
    assert SharePicture.objects.count() == 2


def test_each_network_has_its_own_words_and_comment(amir: Membership, account: Connection) -> None:
    composition = compositions.Composition(
        words=[
            compositions.Words("linkedin", "Long words", first_comment="More there"),
            compositions.Words("x", "Short words", first_comment="More here"),
        ],
        request_key="form-2",
    )
    made = compositions.schedule_composition(actor=amir, composition=composition)
    said = {share.network: (share.text, share.comment.text if share.comment else "") for share in made}
    assert said == {"linkedin": ("Long words", "More there"), "x": ("Short words", "More here")}


# --- What the network takes ------------------------------------------------------------------------------------------
def test_pictures_and_documents_the_network_does_not_take(plan: Plan, amir: Membership, emma: Membership) -> None:
    picture, document = AssetFactory(), DocumentFactory(owner=amir)
    cases: list[tuple[str, str, dict[str, Any]]] = [
        ("too_many_pictures", "picture", {"pictures": [(AssetFactory(), "") for _ in range(21)]}),
        ("picture_twice", "picture", {"pictures": [(picture, "a"), (picture, "b")]}),
        ("picture_invalid", "picture", {"pictures": [(picture, ""), (AssetFactory(owner=emma), "")]}),
        ("picture_invalid", "picture", {"pictures": [(picture, ""), (AssetFactory(width=9000, height=9000), "")]}),
        ("document_invalid", "document", {"document": DocumentFactory(owner=emma)}),
        ("document_invalid", "document", {"document": DocumentFactory(pages=301)}),
        ("document_invalid", "document", {"document": DocumentFactory(size=100_000_001)}),
        ("document_invalid", "document", {"document": DocumentFactory(mime="text/html")}),
        ("one_attachment", "document", {"document": document, "pictures": [(picture, "")]}),
        ("comment_too_long", "first_comment", {"first_comment": "x" * 1251}),
        ("text_too_long", "card_title", {"card_title": "x" * 201}),
        ("text_empty", "text", {"text": " "}),
    ]
    for code, field, values in cases:
        refused(code, field, lambda values=values: plan(**values))  # type: ignore[misc]
    assert not Share.objects.exists()
    assert plan(document=document, text="").state == S.SCHEDULED


def test_a_network_that_takes_four_pictures_and_no_document(amir: Membership, account: Connection) -> None:
    network = selectors.network("x", amir.organisation)
    five = content.Parcel(pictures=[(AssetFactory(), "") for _ in range(5)])

    def check(parcel: content.Parcel, text: str = "Hello") -> None:
        content.check(network, text=text, parcel=parcel, as_card=False)

    assert "takes 4 pictures; there are 5" in refused("too_many_pictures", "picture", lambda: check(five))
    paper = content.Parcel(document=DocumentFactory())
    assert "does not take documents" in refused("document_invalid", "document", lambda: check(paper))
    relayed = content.Parcel(reshare_of="12")
    assert "without words" in refused("reshare_text", "text", lambda: check(relayed))
    check(relayed, "")
    with_picture = content.Parcel(reshare_of="12", pictures=five.pictures[:1])
    refused("one_attachment", "reshare_of", lambda: check(with_picture, ""))


def test_several_pictures_or_a_document_take_the_cards_place(plan: Plan, amir: Membership) -> None:
    item = ContentItemFactory(url="https://acme.example/news")
    network = selectors.network("linkedin", amir.organisation)
    share = shares.save_draft(actor=amir, network="linkedin", text="Mine", item=item, pictures=[(AssetFactory(), "a")])
    assert content.content_of(share, network).card_title == item.title
    share = shares.save_draft(
        actor=amir,
        network="linkedin",
        text="Mine",
        item=item,
        share=share,
        pictures=[(AssetFactory(), "a"), (AssetFactory(), "b")],
    )
    assert content.content_of(share, network).card_title == content.content_of(share, network).link == ""
    [made] = compositions.schedule_composition(
        actor=amir,
        composition=compositions.Composition(
            words=[compositions.Words("linkedin", "Mine")],
            request_key="form-3",
            item=item,
            document=DocumentFactory(owner=amir),
        ),
    )
    # It could be seen nowhere, so there is none: its clicks are unknown, not zero.
    assert made.link is None


def test_the_comment_goes_by_itself_only_with_the_scope(plan: Plan, account: Connection) -> None:
    by_hand = plan(first_comment="More")
    Connection.objects.filter(pk=account.pk).update(scopes=["w_member_social_feed"])
    by_itself = plan(first_comment="More")
    states = FirstComment.objects.in_bulk([by_hand.first_comment.pk, by_itself.first_comment.pk])
    assert states[by_hand.first_comment.pk].state == CommentState.BY_HAND
    assert states[by_itself.first_comment.pk].state == CommentState.WAITING


# --- On its way ------------------------------------------------------------------------------------------------------
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the trigger stands on PostgreSQL only")
def test_nothing_a_promised_share_carries_can_be_changed(plan: Plan, amir: Membership) -> None:
    share = plan(pictures=[(AssetFactory(), "One")], first_comment="More")
    rows = Share.objects.filter(pk=share.pk)
    pictures, comments = SharePicture.objects.filter(share=share), FirstComment.objects.filter(share=share)
    changes: list[Callable[[], Any]] = [
        lambda: rows.update(text="Other"),
        lambda: rows.update(reshare_of="urn:li:share:1"),
        lambda: rows.update(card_title="Other"),
        lambda: rows.update(card_description="Other"),
        lambda: rows.update(document=DocumentFactory()),
        lambda: pictures.update(alternative_text="Other"),
        lambda: pictures.update(asset=AssetFactory()),
        lambda: pictures.update(position=7),
        lambda: pictures.delete(),
        lambda: SharePicture.objects.create(share=share, asset=AssetFactory(), position=3),
        lambda: comments.update(text="Other"),
        lambda: comments.delete(),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="back to draft"), transaction.atomic():
            change()
    pictures.update(media_id="urn:li:image:1")
    comments.update(state=CommentState.FAILED)
    rows.update(document_media_id="urn:li:document:1")


# --- Waiting for the page --------------------------------------------------------------------------------------------
@pytest.fixture
def waiting(cara: Membership, amir: Membership, account: Connection) -> ContentItem:
    """An idea whose page is expected in a day."""
    item: ContentItem = AngleFactory(item__state=ItemState.WAITING, item__announcement_order="page_first").item
    PagePost.objects.create(item=item, expected_at=timezone.now() + timedelta(days=1))
    return item


def test_what_waits_for_the_page_moves_with_it(plan: Plan, waiting: ContentItem, cara: Membership) -> None:
    share = plan(item=waiting)
    first = waiting.page_post.expected_at
    assert (share.state, share.reason, share.due_at) == (S.HELD, HoldReason.EMBARGO, first)
    for days in (5, 2):
        expected = timezone.now() + timedelta(days=days)
        waiting.page_post.expected_at = expected
        waiting.page_post.save()
        for listener in listeners.expected:
            listener(waiting, Share.objects.get(pk=share.pk).due_at)
        row = Share.objects.get(pk=share.pk)
        assert (row.due_at, row.state) == (expected, S.HELD)
        assert row.publish_before is not None
        assert row.publish_before - expected == timedelta(hours=1)
        assert row.due_local


def test_one_promised_for_later_than_the_page_keeps_its_hour(plan: Plan, waiting: ContentItem) -> None:
    later = timezone.now() + timedelta(days=4)
    share = plan(item=waiting, due_at=later)
    before = waiting.page_post.expected_at
    waiting.page_post.expected_at = timezone.now() + timedelta(days=2)
    waiting.page_post.save()
    for listener in listeners.expected:
        listener(waiting, before)
    assert Share.objects.get(pk=share.pk).due_at == later


def test_the_editor_tells_of_the_new_time(
    monkeypatch: pytest.MonkeyPatch, waiting: ContentItem, cara: Membership
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(listeners, "expected", [lambda item, before: heard.append((item.pk, before))])
    before = waiting.page_post.expected_at
    items.update_item(
        actor=cara, item=waiting, version=waiting.version, page_expected_at=timezone.now() + timedelta(days=3)
    )
    assert heard == [(waiting.pk, before)]


# --- Relaying --------------------------------------------------------------------------------------------------------
def test_what_of_the_page_can_be_relayed(amir: Membership, account: Connection) -> None:
    linkedin, x = (selectors.network(key, amir.organisation) for key in ("linkedin", "x"))
    item = ContentItemFactory()
    assert selectors.reshare_targets(None, linkedin) == selectors.reshare_targets(item, linkedin) == []
    post = PagePost.objects.create(item=item, url="https://x.com/acme/status/1234567890123456789")
    assert selectors.reshare_targets(item, x) == []
    post.posted_at = timezone.now()
    post.more_urls = {"linkedin": "urn:li:share:7000000000000000000", "x": post.url}
    item.page_post = post
    [target] = selectors.reshare_targets(item, linkedin)
    assert (target.external_id, target.url) == ("urn:li:share:7000000000000000000", "")
    [target] = selectors.reshare_targets(item, x)
    assert (target.external_id, target.url) == ("1234567890123456789", post.url)
