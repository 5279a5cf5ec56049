"""What people are shown, in which order, and why."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advocacy.lib.folding import fold, words
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library import selectors
from content_library.models import ContentItem, FollowedTopic
from content_library.selectors import LibraryFilters, Taken, registry
from content_library.selectors.readiness import Words
from content_library.services import marks
from content_library.states import AnnouncementOrder, Family, ItemState
from tests.factories.content_library import (
    AngleFactory,
    AssetFactory,
    CampaignFactory,
    ContentItemFactory,
    ItemTopicFactory,
    PagePostFactory,
    SuggestedTextFactory,
    TopicFactory,
)
from tests.factories.people import TeamFactory, TeamMemberFactory


@pytest.fixture
def reader(amir: Membership, cara: Membership) -> Membership:
    """Amir, an ambassador; the tests open the tenant themselves."""
    return amir


def titles(found: Sequence[selectors.Suggestion]) -> list[str]:
    return [suggestion.item.title for suggestion in found]


# --- The feed --------------------------------------------------------------------------------------------------------
def test_only_what_may_be_shared_now_and_is_meant_for_the_person(reader: Membership) -> None:
    now = timezone.now()
    with tenant(reader.organisation_id):
        ContentItemFactory(title="Live")
        ContentItemFactory(title="Waiting", state=ItemState.WAITING)
        for state in (ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.EXPIRED, ItemState.ARCHIVED):
            ContentItemFactory(title=str(state), state=state)
        ContentItemFactory(title="Over", expires_at=now - timedelta(seconds=1))
        ContentItemFactory(title="Later", available_from=now + timedelta(hours=1))
        for_others = ContentItemFactory(title="For others", for_everyone=False)
        for_others.item_teams.create(team=TeamFactory())
        mine = TeamMemberFactory(team=TeamFactory(name="Nantes"), membership=reader).team
        for_mine = ContentItemFactory(title="For mine", for_everyone=False)
        for_mine.item_teams.create(team=mine)
        set_aside = ContentItemFactory(title="Set aside")
        marks.dismiss_item(actor=reader, item=set_aside)
        found = selectors.items_for(reader, limit=20)
        assert set(titles(found)) == {"Live", "Waiting", "For mine"}
        everything = {item.title for item in selectors.all_items_for(reader)}
        assert everything == {"Live", "Waiting", "For mine", "For others", "Set aside"}
        marks.unmark_item(actor=reader, item=set_aside)
        assert "Set aside" in titles(selectors.items_for(reader, limit=20))
        shared = ContentItem.objects.get(title="Live")
        assert "Live" not in titles(selectors.items_for(reader, limit=20, exclude_ids=[shared.pk]))


def test_three_ideas_at_most(reader: Membership) -> None:
    with tenant(reader.organisation_id):
        ContentItemFactory.create_batch(5)
        assert len(selectors.items_for(reader)) == 3


def test_own_language_then_followed_topics_then_fresh_then_ending(reader: Membership) -> None:
    now = timezone.now()
    reader.user.language = "en"
    reader.user.save()
    with tenant(reader.organisation_id):
        topic = TopicFactory(name="Energy")
        FollowedTopic.objects.create(topic=topic, membership=reader)
        old, fresh = now - timedelta(days=9), now - timedelta(days=1)
        followed = ContentItemFactory(title="Followed, old", state_changed_at=old)
        french = ContentItemFactory(title="Followed, French", language="fr", state_changed_at=now)
        for item in (followed, french):
            ItemTopicFactory(item=item, topic=topic)
        ContentItemFactory(title="Fresh, no end", state_changed_at=fresh)
        ContentItemFactory(title="Fresh, ends soon", state_changed_at=fresh, expires_at=now + timedelta(days=2))
        ContentItemFactory(title="Old", state_changed_at=old)
        order = titles(selectors.items_for(reader, limit=9))
    assert order == ["Followed, old", "Fresh, ends soon", "Fresh, no end", "Old", "Followed, French"]


def test_each_idea_says_why_it_is_shown(reader: Membership, cara: Membership) -> None:
    with tenant(reader.organisation_id):
        topic, team = TopicFactory(name="Energy"), TeamFactory(name="Nantes")
        FollowedTopic.objects.create(topic=topic, membership=reader)
        TeamMemberFactory(team=team, membership=reader)
        both = ContentItemFactory(title="both", for_everyone=False)
        team_only = ContentItemFactory(title="team", for_everyone=False)
        for item in (both, team_only):
            item.item_teams.create(team=team)
        ItemTopicFactory(item=both, topic=topic)
        ItemTopicFactory(item=ContentItemFactory(title="topic"), topic=topic)
        ContentItemFactory(title="credit", credit="Claire")
        ContentItemFactory(title="author", announcement_order=AnnouncementOrder.AUTHOR_FIRST, author=cara)
        ContentItemFactory(title="watch", family=Family.SECTOR)
        ContentItemFactory(title="news", family=Family.COMPANY)
        found = selectors.items_for(reader, limit=9)
        reasons = {suggestion.item.title: suggestion.reason.sentence for suggestion in found}
        assert all(suggestion.reason.icon for suggestion in found)
    assert reasons == {
        "both": "For the team “Nantes”, and you follow “Energy”",
        "team": "For the team “Nantes”",
        "topic": "You follow “Energy”",
        "credit": "From Claire",
        "author": "From Cara Costa",
        "watch": "Watch, not news of Acme",
        "news": "News of Acme",
    }


def test_the_feed_costs_the_same_with_one_and_with_three(reader: Membership) -> None:
    costs = []
    with tenant(reader.organisation_id):
        for more in (1, 2):
            for _number in range(more):
                item = AngleFactory(item__picture=AssetFactory(), item__campaign=CampaignFactory()).item
                PagePostFactory(item=item, posted_at=timezone.now())
                ItemTopicFactory(item=item, topic=TopicFactory())
            with CaptureQueriesContext(connection) as queries:
                for suggestion in selectors.items_for(reader):
                    assert suggestion.item.picture
                    assert suggestion.angle_count == 1
            costs.append(len(queries))
    assert costs[0] == costs[1] <= 7


def test_kept_ideas_the_last_first(reader: Membership) -> None:
    with tenant(reader.organisation_id):
        first, second, third = ContentItemFactory.create_batch(3)
        marks.keep_item(actor=reader, item=first)
        marks.keep_item(actor=reader, item=second)
        marks.dismiss_item(actor=reader, item=third)
        assert list(selectors.kept_items_for(reader)) == [second, first]
        kept = selectors.suggestions(reader, list(selectors.kept_items_for(reader)))
        assert all(suggestion.is_kept for suggestion in kept)


def test_all_ideas_can_be_searched_and_narrowed(reader: Membership) -> None:
    with tenant(reader.organisation_id):
        topic = TopicFactory()
        found = ContentItemFactory(title="Où est l’Œuvre ?", networks=["one"])
        ItemTopicFactory(item=found, topic=topic)
        ContentItemFactory(title="Other", networks=["two"])
        assert list(selectors.all_items_for(reader, search="OU oeuvre")) == [found]
        assert list(selectors.all_items_for(reader, topic=topic)) == [found]
        assert list(selectors.all_items_for(reader, network="one")) == [found]
        assert titles(selectors.items_for(reader, network="two")) == ["Other"]
        assert selectors.shareable_item(found.public_id) == found
        assert selectors.shareable_item("zz") is None


# --- Words offered ---------------------------------------------------------------------------------------------------
def test_texts_for_one_network_come_first_and_fall_back_to_the_item_s_language(reader: Membership) -> None:
    with tenant(reader.organisation_id):
        item = ContentItemFactory(language="en")
        for_any = SuggestedTextFactory(item=item, body="any", position=0)
        for_x = SuggestedTextFactory(item=item, body="x", network="x", position=1)
        SuggestedTextFactory(item=item, body="elsewhere", network="other")
        french = SuggestedTextFactory(item=item, body="fr", language="fr", network="x")
        assert selectors.suggested_texts_for(item, "en", "x") == [for_x, for_any]
        assert selectors.suggested_texts_for(item, "fr", "x") == [french]
        assert selectors.suggested_texts_for(item, "fr", "linkedin") == [for_any]
        angle = AngleFactory(item=item, language="en")
        assert selectors.angles_for(item, "fr") == [angle]
        other = AngleFactory(item=item, language="fr")
        assert selectors.angles_for(item, "fr") == [other]


# --- The thread ------------------------------------------------------------------------------------------------------
def test_the_thread_of_each_order(reader: Membership, cara: Membership) -> None:
    now = timezone.now()
    with tenant(reader.organisation_id):
        first = {"announcement_order": AnnouncementOrder.PAGE_FIRST, "state": ItemState.WAITING}
        waiting = PagePostFactory(item=ContentItemFactory(**first), expected_at=now).item
        unknown = ContentItemFactory(**first)
        posted = PagePostFactory(item=ContentItemFactory(**first), posted_at=now, url="https://n.example/1").item
        author = ContentItemFactory(announcement_order=AnnouncementOrder.AUTHOR_FIRST, author=cara)
        alone = ContentItemFactory(announcement_order=AnnouncementOrder.PROFILES_ONLY)
        about = selectors.announcement_of
        assert (about(waiting).state, about(waiting).page_at, about(waiting).is_locked) == ("waiting", now, True)
        assert (about(unknown).state, about(unknown).page_at) == ("waiting", None)
        assert (about(posted).state, about(posted).page_url) == ("posted", "https://n.example/1")
        assert about(posted, person_at=now).state == "both"
        assert (about(author).state, about(author).announced_by) == ("no_page", "Cara Costa")
        assert (about(alone).state, about(alone).is_locked) == ("no_page", False)


# --- Ready? ----------------------------------------------------------------------------------------------------------
def test_the_list_of_what_is_ready(editor: Membership) -> None:
    item = AngleFactory(item__picture=AssetFactory(alternative_text="")).item
    AngleFactory(item=item, language="fr")
    SuggestedTextFactory(item=item)
    codes = {check.code: check.level for check in selectors.readiness(item, ["fr", "en"])}
    assert codes == {
        "title": "done",
        "few_angles": "advice",
        "no_alternative_text": "missing",
        "order": "done",
        "also_fr": "note",
    }
    check = selectors.blocking_check(item)
    assert check is not None
    assert check.code == "no_alternative_text"


def test_the_list_of_what_is_typed_replaces_what_is_stored(editor: Membership) -> None:
    item = ContentItem(title="Typed", language="en", announcement_order=AnnouncementOrder.PAGE_FIRST)
    checks = selectors.readiness(item, ["en", "fr"], {"en": Words(angles=3), "fr": Words(texts=2)})
    assert [check.code for check in checks] == ["no_link", "angles", "no_picture", "page_no_date", "also_fr"]
    checks = selectors.readiness(item, ["en", "fr"], {})
    assert [check.code for check in checks if check.level == "missing"] == ["no_words"]


# --- The library -----------------------------------------------------------------------------------------------------
def test_rows_say_everything_of_an_item(
    editor: Membership, two_networks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = ContentItemFactory(
        networks=["short"],
        url="https://www.acme.example/a",
        credit="Claire",
        campaign=CampaignFactory(colour=3),
        for_everyone=False,
        expires_at=timezone.now() + timedelta(days=2, hours=1),
    )
    item.item_teams.create(team=TeamFactory(name="Nantes"))
    ItemTopicFactory(item=item, topic=TopicFactory(name="Energy"))
    for language in ("fr", "en", "fr"):
        AngleFactory(item=item, language=language)

    def counted(ids: Sequence[int]) -> Mapping[int, Taken]:
        return {item.pk: Taken(people=4, preparing=1)} if item.pk in ids else {}

    monkeypatch.setattr(registry, "taken_counts", [counted, counted])
    (row,) = selectors.library_rows([item])
    assert row.angle_counts == [("en", 1), ("fr", 2)]
    assert (row.angle_count, row.days_left, row.dot) == (3, 2, "c3")
    assert (row.topics, row.teams) == (["Energy"], ["Nantes"])
    assert [network.label for network in row.networks] == ["Shortnet"]
    assert row.source == "acme.example, by Claire"
    assert row.taken == Taken(people=8, preparing=2)
    assert row.icon == "newspaper"
    monkeypatch.setattr(registry, "taken_counts", [])
    assert selectors.library_rows([item])[0].taken is None


def test_a_row_of_a_draft_without_a_title(editor: Membership) -> None:
    item = ContentItemFactory(title=" ", url="", state=ItemState.DRAFT)
    (row,) = selectors.library_rows([item])
    assert (row.title, row.source, row.dot, row.days_left) == ("Untitled", "Article", "", None)
    later = ContentItemFactory(available_from=timezone.now() + timedelta(days=2))
    assert selectors.library_rows([later])[0].not_before


def test_counts_by_state_follow_the_other_filters(editor: Membership) -> None:
    ContentItemFactory(language="fr")
    ContentItemFactory(language="en", state=ItemState.DRAFT)
    ContentItemFactory(language="en", state=ItemState.ARCHIVED)
    counts = selectors.state_counts(LibraryFilters(language="en", state=ItemState.DRAFT))
    assert (counts[""], counts["draft"], counts["live"], counts["archived"]) == (1, 1, 0, 1)


def test_how_many_will_see_it(reader: Membership, cara: Membership) -> None:
    with tenant(reader.organisation_id):
        team = TeamMemberFactory(team=TeamFactory(), membership=reader).team
        TeamMemberFactory(team=team, membership=cara)
        size = selectors.audience_size
        assert size(reader.organisation, for_everyone=True, teams=[]) == 1
        assert size(reader.organisation, for_everyone=False, teams=[team]) == 1
        assert size(reader.organisation, for_everyone=False, teams=[TeamFactory()]) == 0


def test_campaigns_stand_in_their_period(editor: Membership) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    CampaignFactory(name="B running", starts_on=today - 9 * day, ends_on=today)
    CampaignFactory(name="A without dates")
    CampaignFactory(name="Planned", starts_on=today + day)
    CampaignFactory(name="Over", starts_on=today - 3 * day, ends_on=today - day)
    CampaignFactory(name="Away", is_archived=True)
    found = selectors.campaigns_with_progress(today)
    assert [(one.campaign.name, one.state) for one in found] == [
        ("A without dates", "running"),
        ("B running", "running"),
        ("Planned", "planned"),
        ("Over", "over"),
    ]
    assert (found[1].length, found[1].elapsed, found[1].days_left) == (10, 9, 1)
    assert found[0].days_left is None
    assert found[3].days_left == 0


def test_folding() -> None:
    assert fold("  Œuvre  d’ÉTÉ ") == "oeuvre d'ete"
    assert words("Été à l’ÉCOLE") == ["ete", "a", "l'ecole"]
    assert len(words("a " * 50)) == 8
