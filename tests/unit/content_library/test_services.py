"""Every write about items keeps its promises, and is in the journal."""

from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership
from content_library.models import Angle, ContentItem, FollowedTopic, ItemMark, SuggestedText, Topic
from content_library.services import campaigns, expiry, items, listeners, marks, moves, page_posts, topics
from content_library.services.values import AngleValues, TextValues
from content_library.states import SHAREABLE, TRANSITIONS, AnnouncementOrder, ItemState
from tests.factories.content_library import (
    AngleFactory,
    AssetFactory,
    CampaignFactory,
    ContentItemFactory,
    PagePostFactory,
    SuggestedTextFactory,
    TopicFactory,
)
from tests.factories.people import TeamFactory

ANGLE = AngleValues(name="The moment", question="What do you remember of it?", language="en")


def journal() -> list[tuple[str, dict[str, object]]]:
    return [(entry.verb, entry.changes) for entry in AuditEntry.objects.order_by("id")]


def refusal(call: object, **kwargs: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        call(**kwargs)  # type: ignore[operator]
    return caught.value


# --- Writing ---------------------------------------------------------------------------------------------------------
def test_a_new_item_is_a_draft_with_all_its_parts(editor: Membership) -> None:
    topic, team, campaign = TopicFactory(), TeamFactory(), CampaignFactory()
    expected = timezone.now() + timedelta(days=2)
    item = items.create_item(
        actor=editor,
        title="A school, two winters later",
        language="en",
        url="https://acme.example/school",
        campaign=campaign,
        for_everyone=False,
        topics=[topic],
        teams=[team],
        angles=[ANGLE],
        suggested_texts=[TextValues(body="What the pupils say.", language="en")],
        page_expected_at=expected,
    )
    item = ContentItem.objects.get(pk=item.pk)
    assert item.state == ItemState.DRAFT
    assert item.created_by == editor
    assert [row.topic for row in item.item_topics.all()] == [topic]
    assert [row.team for row in item.item_teams.all()] == [team]
    assert [angle.name for angle in item.angles.all()] == ["The moment"]
    assert [text.body for text in item.suggested_texts.all()] == ["What the pupils say."]
    assert item.page_post.expected_at == expected
    assert journal() == [("item.created", {})]


def test_a_save_journals_names_of_fields_and_never_texts(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="Before", language="en")
    items.update_item(actor=editor, item=item, version=1, title="After", facts="3 MW", angles=[ANGLE])
    assert journal()[-1] == ("item.updated", {"fields": ["title", "facts", "angles"]})
    assert "After" not in str(journal())
    assert "remember" not in str(journal())


def test_a_save_that_changes_nothing_is_not_in_the_journal(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="Same", language="en", angles=[ANGLE])
    angle = item.angles.get()
    same = AngleValues(angle.name, angle.question, angle.language, public_id=angle.public_id)
    items.update_item(actor=editor, item=item, version=1, title="Same", angles=[same])
    assert [verb for verb, _changes in journal()] == ["item.created"]
    assert ContentItem.objects.get(pk=item.pk).version == 2


def test_a_stale_save_overwrites_nothing_and_shows_what_is_stored(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="First", language="en")
    mine, theirs = ContentItem.objects.get(pk=item.pk), ContentItem.objects.get(pk=item.pk)
    items.update_item(actor=editor, item=theirs, version=1, title="Theirs")
    with pytest.raises(items.StaleItem) as caught:
        items.update_item(actor=editor, item=mine, version=1, title="Mine", angles=[ANGLE])
    assert caught.value.current.title == "Theirs"
    stored = ContentItem.objects.get(pk=item.pk)
    assert (stored.title, stored.version, stored.angles.count()) == ("Theirs", 2, 0)


def test_a_contributor_does_not_change_what_was_proposed_while_they_were_saving(
    editor: Membership, carl: Membership
) -> None:
    item = ContentItemFactory(state=ItemState.DRAFT, title="As proposed")
    slow, fast = ContentItem.objects.get(pk=item.pk), ContentItem.objects.get(pk=item.pk)
    moves.move_item(actor=editor, item=fast, target=ItemState.LIVE)
    with pytest.raises(items.StaleItem) as caught:
        items.update_item(actor=carl, item=slow, version=slow.version, title="As nobody read it")
    assert caught.value.current.state == ItemState.LIVE
    assert ContentItem.objects.get(pk=item.pk).title == "As proposed"


def test_angles_and_texts_that_stay_keep_their_public_ids(editor: Membership) -> None:
    item = items.create_item(
        actor=editor,
        title="Kept",
        language="en",
        angles=[ANGLE, AngleValues("The figure", "Where does it come from?", "en")],
        suggested_texts=[TextValues("One.", "en"), TextValues("Two.", "en")],
    )
    first, second = item.angles.all()
    text = item.suggested_texts.last()
    assert text is not None
    items.update_item(
        actor=editor,
        item=item,
        version=1,
        angles=[
            AngleValues("New", "And you?", "en"),
            AngleValues("The figure, again", second.question, "en", public_id=second.public_id),
        ],
        suggested_texts=[TextValues("Two, again.", "en", public_id=text.public_id)],
    )
    angles = list(Angle.objects.filter(item=item))
    assert [angle.name for angle in angles] == ["New", "The figure, again"]
    assert angles[1].pk == second.pk
    assert not Angle.objects.filter(pk=first.pk).exists()
    assert [(row.pk, row.body) for row in SuggestedText.objects.filter(item=item)] == [(text.pk, "Two, again.")]


def test_a_part_of_another_item_is_refused_like_one_that_never_was(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="Mine", language="en")
    foreign = AngleFactory(question="Keep me")
    for public_id in (foreign.public_id, "zzzzzzzzzzzzzz"):
        angle = AngleValues("Name", "Question?", "en", public_id=public_id)
        violation = refusal(items.update_item, actor=editor, item=item, version=1, angles=[angle])
        assert (violation.code, violation.field) == ("unknown_part", "angles")
        text = TextValues("Text.", "en", public_id=public_id)
        violation = refusal(items.update_item, actor=editor, item=item, version=1, suggested_texts=[text])
        assert violation.code == "unknown_part"
    foreign.refresh_from_db()
    assert foreign.question == "Keep me"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://acme.example/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "//acme.example/x",
        "http://[::1",
        "https://user:password@acme.example/",
        "acme.example",
    ],
)
def test_only_web_addresses_are_links(editor: Membership, url: str) -> None:
    violation = refusal(items.create_item, actor=editor, title="Link", url=url)
    assert (violation.code, violation.field) == ("not_a_web_address", "url")
    assert not ContentItem.objects.exists()


def test_what_makes_no_sense_is_refused_beside_its_field(editor: Membership, two_networks: None) -> None:
    now = timezone.now()
    cases: list[tuple[dict[str, object], str, str]] = [
        (
            {"available_from": now + timedelta(days=2), "expires_at": now + timedelta(days=1)},
            "ends_first",
            "expires_at",
        ),
        ({"page_expected_at": now - timedelta(hours=1)}, "expected_in_the_past", "page_expected_at"),
        ({"for_everyone": False, "teams": []}, "no_audience", "teams"),
        ({"for_everyone": False}, "no_audience", "teams"),
        ({"networks": ["myspace"]}, "unknown_network", "networks"),
        ({"angles": [AngleValues("", "Why?", "en")]}, "angle_incomplete", "angles"),
        ({"angles": [AngleValues("Why", " ", "en")]}, "angle_incomplete", "angles"),
        ({"angles": [AngleValues("Why", "Why?", "tlh")]}, "unknown_language", "angles"),
        ({"angles": [ANGLE] * 21}, "too_many_angles", "angles"),
        ({"suggested_texts": [TextValues(" ", "en")]}, "text_empty", "suggested_texts"),
        ({"suggested_texts": [TextValues("x", "tlh")]}, "unknown_language", "suggested_texts"),
        ({"suggested_texts": [TextValues("x", "en", "myspace")]}, "unknown_network", "suggested_texts"),
        ({"suggested_texts": [TextValues("\u4f60" * 21, "en", "short")]}, "text_too_long", "suggested_texts"),
        ({"suggested_texts": [TextValues("x", "en")] * 31}, "too_many_texts", "suggested_texts"),
        ({"picture": AssetFactory(owner=editor)}, "picture_not_of_library", "picture"),
    ]
    for values, code, field in cases:
        violation = refusal(items.create_item, actor=editor, title="x", **values)
        assert (violation.code, violation.field) == (code, field)
        assert str(violation).endswith(".")
    assert not ContentItem.objects.exists()
    items.create_item(actor=editor, title="x", suggested_texts=[TextValues("\u4f60" * 20, "en", "short")])


def test_an_expected_date_that_has_passed_since_does_not_stop_a_save(editor: Membership) -> None:
    item = ContentItemFactory(state=ItemState.DRAFT)
    post = PagePostFactory(item=item, expected_at=timezone.now() - timedelta(days=1))
    items.update_item(actor=editor, item=item, version=1, title="Later", page_expected_at=post.expected_at)
    later = timezone.now() + timedelta(days=1)
    items.update_item(actor=editor, item=item, version=2, page_expected_at=later)
    post.refresh_from_db()
    assert post.expected_at == later


def test_a_contributor_changes_only_what_nobody_was_offered(editor: Membership, carl: Membership) -> None:
    draft = ContentItemFactory(state=ItemState.DRAFT)
    live = ContentItemFactory(state=ItemState.LIVE)
    items.update_item(actor=carl, item=draft, version=1, title="By a contributor")
    assert refusal(items.update_item, actor=carl, item=live, version=1, title="x").code == "item_needs_publisher"


def test_what_is_offered_cannot_be_emptied(editor: Membership) -> None:
    angle = AngleFactory()
    violation = refusal(items.update_item, actor=editor, item=angle.item, version=1, angles=[])
    assert violation.code == "no_words"
    assert Angle.objects.filter(pk=angle.pk).exists()
    assert refusal(items.update_item, actor=editor, item=angle.item, version=1, title=" ").code == "no_title"


def test_search_text_follows_what_is_written(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="Œuvre d’ÉTÉ", language="fr")
    assert "oeuvre d'ete" in ContentItem.objects.get(pk=item.pk).search_text


# --- Moves -----------------------------------------------------------------------------------------------------------
@given(path=st.lists(st.sampled_from(list(ItemState)), max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_item_moves_only_as_the_table_says(editor: Membership, path: list[ItemState]) -> None:
    item = ContentItemFactory(state=ItemState.DRAFT)
    for target in path:
        before = ItemState(item.state)
        moved_at = item.state_changed_at
        lines = AuditEntry.objects.count()
        if target in TRANSITIONS[before]:
            moves.move_item(actor=editor, item=item, target=target)
            assert AuditEntry.objects.count() == lines + 1
        else:
            violation = refusal(moves.move_item, actor=editor, item=item, target=target)
            assert violation.code == "item_cannot_move"
            assert AuditEntry.objects.count() == lines
        stored = ContentItem.objects.get(pk=item.pk)
        assert stored.state == item.state == (target if target in TRANSITIONS[before] else before)
        assert (stored.state_changed_at > moved_at) == (target in TRANSITIONS[before])


def test_of_two_moves_at_once_one_wins(editor: Membership) -> None:
    mine = ContentItemFactory(state=ItemState.DRAFT)
    theirs = ContentItem.objects.get(pk=mine.pk)
    moves.move_item(actor=editor, item=theirs, target=ItemState.ARCHIVED)
    assert refusal(moves.move_item, actor=editor, item=mine, target=ItemState.LIVE).code == "item_already_moved"
    assert ContentItem.objects.get(pk=mine.pk).state == ItemState.ARCHIVED


def test_whoever_listens_hears_openings_closings_and_withdrawals(
    editor: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []
    for name in ("opened", "closed", "withdrawn"):
        monkeypatch.setattr(listeners, name, [lambda item, name=name: heard.append((name, item.state))])
    item = AngleFactory(item__state=ItemState.DRAFT).item
    for target in ("waiting", "live", "waiting", "expired", "live", "draft", "in_review", "archived"):
        moves.move_item(actor=editor, item=item, target=ItemState(target))
    assert heard == [
        ("opened", "live"),
        ("closed", "waiting"),
        ("withdrawn", "expired"),
        ("opened", "live"),
        ("withdrawn", "draft"),
    ]


def test_an_item_is_proposed_at_once_or_waits_for_the_page(editor: Membership) -> None:
    for order, state in [
        (AnnouncementOrder.PROFILES_ONLY, ItemState.LIVE),
        (AnnouncementOrder.AUTHOR_FIRST, ItemState.LIVE),
        (AnnouncementOrder.TOGETHER, ItemState.LIVE),
        (AnnouncementOrder.PAGE_FIRST, ItemState.WAITING),
    ]:
        item = AngleFactory(item__state=ItemState.DRAFT, item__announcement_order=order).item
        assert items.publish_item(actor=editor, item=item).state == state
    posted = AngleFactory(item__state=ItemState.DRAFT, item__announcement_order=AnnouncementOrder.PAGE_FIRST).item
    PagePostFactory(item=posted, posted_at=timezone.now())
    assert items.publish_item(actor=editor, item=posted).state == ItemState.LIVE


def test_what_is_not_ready_is_not_proposed(editor: Membership) -> None:
    draft = {"item__state": ItemState.DRAFT}
    cases = [
        (AngleFactory(**draft, item__title="  ").item, "no_title"),
        (ContentItemFactory(state=ItemState.DRAFT), "no_words"),
        (AngleFactory(**draft, language="fr").item, "no_words"),
        (AngleFactory(**draft, item__picture=AssetFactory(alternative_text=" ")).item, "no_alternative_text"),
        (AngleFactory(**draft, item__expires_at=timezone.now() - timedelta(minutes=1)).item, "already_over"),
    ]
    for item, code in cases:
        assert refusal(items.publish_item, actor=editor, item=item).code == code
        assert ContentItem.objects.get(pk=item.pk).state == ItemState.DRAFT
    text = SuggestedTextFactory(item__state=ItemState.DRAFT)
    assert items.publish_item(actor=editor, item=text.item).state == ItemState.LIVE


def test_review_draft_archive_and_back(editor: Membership, carl: Membership) -> None:
    item = ContentItemFactory(state=ItemState.DRAFT)
    assert items.submit_for_review(actor=carl, item=item).state == ItemState.IN_REVIEW
    assert items.unpublish_item(actor=editor, item=item).state == ItemState.DRAFT
    assert items.archive_item(actor=editor, item=item).state == ItemState.ARCHIVED
    assert items.unpublish_item(actor=editor, item=item).state == ItemState.DRAFT


def test_prolonging_offers_an_expired_item_again(editor: Membership) -> None:
    ends = timezone.now() + timedelta(days=7)
    item = ContentItemFactory(state=ItemState.EXPIRED, expires_at=timezone.now() - timedelta(days=1))
    waiting = ContentItemFactory(state=ItemState.EXPIRED, announcement_order=AnnouncementOrder.PAGE_FIRST)
    assert items.prolong_item(actor=editor, item=item, expires_at=ends).state == ItemState.LIVE
    assert items.prolong_item(actor=editor, item=waiting, expires_at=None).state == ItemState.WAITING
    stored = ContentItem.objects.get(pk=item.pk)
    assert (stored.expires_at, stored.version) == (ends, 2)
    past = timezone.now() - timedelta(seconds=1)
    assert refusal(items.prolong_item, actor=editor, item=item, expires_at=past).code == "end_in_the_past"
    late = ContentItemFactory(available_from=timezone.now() + timedelta(days=9))
    assert refusal(items.prolong_item, actor=editor, item=late, expires_at=ends).code == "ends_first"


def test_a_duplicate_is_a_draft_with_its_own_parts(editor: Membership) -> None:
    angle = AngleFactory(item__title="Original", item__expires_at=timezone.now() + timedelta(days=1))
    SuggestedTextFactory(item=angle.item)
    items.update_item(actor=editor, item=angle.item, version=1, topics=[TopicFactory()])
    PagePostFactory(item=angle.item, posted_at=timezone.now())
    copy = ContentItem.objects.get(pk=items.duplicate_item(actor=editor, item=angle.item).pk)
    assert copy.title == "Original (copy)"
    assert (copy.state, copy.version, copy.expires_at) == (ItemState.DRAFT, 1, None)
    assert (copy.angles.count(), copy.suggested_texts.count(), copy.item_topics.count()) == (1, 1, 1)
    assert copy.angles.get().public_id != angle.public_id
    assert not hasattr(copy, "page_post")
    assert copy.public_id != angle.item.public_id


def test_campaign_of_an_item(editor: Membership) -> None:
    campaign, item = CampaignFactory(), ContentItemFactory()
    items.set_campaign(actor=editor, item=item, campaign=campaign)
    items.set_campaign(actor=editor, item=item, campaign=campaign)
    assert journal() == [("item.campaign_changed", {"campaign": [None, campaign.public_id]})]


# --- The page --------------------------------------------------------------------------------------------------------
def test_when_the_page_has_posted_the_idea_opens(editor: Membership) -> None:
    item = AngleFactory(item__state=ItemState.WAITING, item__announcement_order=AnnouncementOrder.PAGE_FIRST).item
    page_posts.record_page_post(actor=editor, item=item, url="https://network.example/posts/1")
    assert item.state == ItemState.LIVE
    assert item.page_post.posted_at is not None
    assert journal() == [("item.page_posted", {"posted_at": ANY}), ("item.moved", {"state": ["waiting", "live"]})]


def test_a_page_post_has_an_address_and_lies_in_the_past(editor: Membership) -> None:
    item = ContentItemFactory(state=ItemState.WAITING, announcement_order=AnnouncementOrder.PAGE_FIRST)
    soon = timezone.now() + timedelta(minutes=5)
    url = "https://network.example/1"
    for values, code in [
        ({"url": " "}, "no_address"),
        ({"url": "javascript:alert(1)"}, "not_a_web_address"),
        ({"url": url, "posted_at": soon}, "posted_in_the_future"),
    ]:
        assert refusal(page_posts.record_page_post, actor=editor, item=item, **values).code == code
    assert ContentItem.objects.get(pk=item.pk).state == ItemState.WAITING


def test_a_second_record_corrects_the_first(editor: Membership) -> None:
    item = ContentItemFactory(state=ItemState.LIVE, announcement_order=AnnouncementOrder.PAGE_FIRST)
    page_posts.record_page_post(actor=editor, item=item, url="https://network.example/1")
    page_posts.record_page_post(actor=editor, item=item, url="https://network.example/2")
    assert ContentItem.objects.get(pk=item.pk).page_post.url == "https://network.example/2"
    assert item.state == ItemState.LIVE


def test_changing_who_announces_opens_or_closes_and_is_journalled(editor: Membership) -> None:
    item = AngleFactory(item__state=ItemState.WAITING, item__announcement_order=AnnouncementOrder.PAGE_FIRST).item
    items.update_item(actor=editor, item=item, version=1, announcement_order=AnnouncementOrder.PROFILES_ONLY)
    assert item.state == ItemState.LIVE
    assert ("item.announcement_order_changed", {"announcement_order": ["page_first", "profiles_only"]}) in journal()
    items.update_item(actor=editor, item=item, version=2, announcement_order=AnnouncementOrder.PAGE_FIRST)
    assert item.state == ItemState.WAITING


# --- Ends ------------------------------------------------------------------------------------------------------------
def test_the_sweep_ends_what_is_over_and_nothing_else(editor: Membership) -> None:
    past, future = timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=1)
    over = [ContentItemFactory(state=state, expires_at=past) for state in SHAREABLE]
    others = [
        ContentItemFactory(state=ItemState.DRAFT, expires_at=past),
        ContentItemFactory(state=ItemState.LIVE, expires_at=future),
        ContentItemFactory(state=ItemState.LIVE),
    ]
    assert expiry.expire_items() == 2
    assert expiry.expire_items() == 0
    assert {ContentItem.objects.get(pk=item.pk).state for item in over} == {ItemState.EXPIRED}
    assert all(ContentItem.objects.get(pk=item.pk).state == item.state for item in others)
    assert AuditEntry.objects.filter(verb="item.moved", actor_id=None).count() == 2


# --- Campaigns, topics, marks ----------------------------------------------------------------------------------------
def test_campaigns_have_one_name_and_a_period(editor: Membership) -> None:
    today = timezone.localdate()
    campaign = campaigns.create_campaign(actor=editor, name=" Schools ", objective="awareness", starts_on=today)
    assert campaign.name == "Schools"
    assert refusal(campaigns.create_campaign, actor=editor, name="schools").code == "name_taken"
    assert refusal(campaigns.create_campaign, actor=editor, name=" ").code == "no_name"
    before = today - timedelta(days=1)
    assert refusal(campaigns.update_campaign, actor=editor, campaign=campaign, ends_on=before).code == "ends_first"
    campaign.refresh_from_db()
    campaigns.update_campaign(actor=editor, campaign=campaign, name="Schools", brief="Ten of them.")
    campaigns.update_campaign(actor=editor, campaign=campaign, brief="Ten of them.")
    campaigns.archive_campaign(actor=editor, campaign=campaign)
    campaigns.archive_campaign(actor=editor, campaign=campaign)
    campaigns.restore_campaign(actor=editor, campaign=campaign)
    assert journal() == [
        ("campaign.created", {}),
        ("campaign.updated", {"fields": ["brief"]}),
        ("campaign.archived", {}),
        ("campaign.restored", {}),
    ]


def test_topics_have_one_name_and_stay_while_ideas_carry_them(editor: Membership) -> None:
    topic = topics.create_topic(actor=editor, name="  Summer   comfort ")
    assert topic.name == "Summer comfort"
    assert refusal(topics.create_topic, actor=editor, name="summer comfort").code == "name_taken"
    assert refusal(topics.create_topic, actor=editor, name="  ").code == "no_name"
    topics.rename_topic(actor=editor, topic=topic, name="Summer Comfort")
    item = items.create_item(actor=editor, title="x", topics=[topic])
    assert refusal(topics.delete_topic, actor=editor, topic=topic).code == "topic_in_use"
    items.update_item(actor=editor, item=item, version=1, topics=[])
    topics.delete_topic(actor=editor, topic=topic)
    assert not Topic.objects.exists()


def test_what_a_person_follows_or_sets_aside_is_in_no_journal(amir: Membership, editor: Membership) -> None:
    topic, other, item = TopicFactory(), TopicFactory(), ContentItemFactory()
    topics.follow_topic(actor=amir, topic=topic)
    topics.follow_topic(actor=amir, topic=topic)
    topics.follow_exactly(actor=amir, topics=[topic, other])
    assert FollowedTopic.objects.filter(membership=amir).count() == 2
    topics.follow_exactly(actor=amir, topics=[other])
    topics.unfollow_topic(actor=amir, topic=other)
    assert not FollowedTopic.objects.exists()
    marks.keep_item(actor=amir, item=item)
    marks.dismiss_item(actor=amir, item=item)
    assert ItemMark.objects.get().mark == "dismissed"
    marks.unmark_item(actor=amir, item=item)
    assert not ItemMark.objects.exists()
    assert journal() == []


def test_references_never_leave_the_organisation(globex: Organisation, editor: Membership) -> None:
    organisation_id = editor.organisation_id
    assert organisation_id != globex.pk
    foreign = CampaignFactory.build(organisation=globex)
    foreign.pk = 999
    with pytest.raises(SuspiciousOperation):
        items.create_item(actor=editor, title="x", campaign=foreign)
