"""The library's other pages, through their real doors."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership, Team
from advocacy.tenancy import tenant
from content_library.models import Campaign, ContentItem, PagePost, Topic
from content_library.services import assets, listeners
from content_library.states import AnnouncementOrder, ItemState
from content_library.tasks import sweep
from tests.factories.content_library import (
    AngleFactory,
    AssetFactory,
    CampaignFactory,
    ContentItemFactory,
    DocumentFactory,
    ItemTopicFactory,
    PagePostFactory,
    TopicFactory,
)
from tests.factories.people import TeamFactory
from tests.reads import exactly

Url = Callable[..., str]
Door = Callable[[Membership], Client]
ZZ = "zzzzzzzzzzzzzz"

PLAIN = ["item_list", "item_new", "campaign_list", "campaign_new", "topic_list"]
ABOUT_AN_ITEM = [
    "item_detail", "item_edit", "item_submit", "item_publish", "item_unpublish", "item_archive", "item_duplicate",
    "item_prolong", "item_page_post",
]  # fmt: skip


@pytest.fixture
def listing(acme: Organisation, url_of: Url) -> str:
    return url_of(acme, "content_library:item_list")


def state_of(acme: Organisation, item: ContentItem) -> str:
    with tenant(acme.pk):
        return ContentItem.objects.get(pk=item.pk).state


# --- Who may ---------------------------------------------------------------------------------------------------------
def test_greta_finds_nothing_and_an_employee_is_refused(
    acme: Organisation, greta: Membership, emma: Membership, idea: ContentItem, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        campaign, topic, asset = CampaignFactory(), TopicFactory(), AssetFactory()
    paths = [url_of(acme, f"content_library:{name}") for name in [*PLAIN, "item_bulk"]]
    paths += [url_of(acme, f"content_library:{name}", public_id=idea.public_id) for name in ABOUT_AN_ITEM]
    for name in ("campaign_edit", "campaign_archive", "campaign_restore"):
        paths.append(url_of(acme, f"content_library:{name}", public_id=campaign.public_id))
    for name in ("topic_rename", "topic_delete"):
        paths.append(url_of(acme, f"content_library:{name}", public_id=topic.public_id))
    asset_path = url_of(acme, "content_library:asset", public_id=asset.public_id, size="large")
    hers, theirs = client_of(greta), client_of(emma)
    for path in [*paths, asset_path]:
        assert hers.get(path).status_code == 404, path
        assert hers.post(path).status_code == 404, path
    for path in paths:
        assert theirs.get(path).status_code == 403, path
        assert theirs.post(path).status_code == 403, path


def test_another_organisation_s_item_is_like_a_missing_one(
    acme: Organisation, globex: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(globex.pk):
        theirs = ContentItem.objects.latest("pk").public_id
    client = client_of(cara)
    for name in ABOUT_AN_ITEM:
        for public_id in (theirs, ZZ):
            path = url_of(acme, f"content_library:{name}", public_id=public_id)
            assert {client.get(path).status_code, client.post(path).status_code} <= {404, 405}, path


# --- The list --------------------------------------------------------------------------------------------------------
def full_item(author: Membership, team: Team) -> None:
    """An item with one of everything that a line of the list shows."""
    item = AngleFactory(item__campaign=CampaignFactory(), item__picture=AssetFactory()).item
    ItemTopicFactory(item=item, topic=TopicFactory())
    PagePostFactory(item=item, posted_at=timezone.now())
    ContentItem.objects.filter(pk=item.pk).update(for_everyone=False, author=author)
    item.item_teams.create(team=team)


@pytest.mark.parametrize("view", ["", "?view=grid"])
def test_the_list_costs_the_same_with_one_and_with_three(
    acme: Organisation, cara: Membership, client_of: Door, listing: str, view: str
) -> None:
    client = client_of(cara)
    with tenant(acme.pk):
        team = TeamFactory()
    for more in (1, 2):
        with tenant(acme.pk):
            for _number in range(more):
                full_item(cara, team)
        client.get(listing)
        with exactly(25):
            assert client.get(listing + view).status_code == 200


def titles(client: Client, address: str) -> str:
    return client.get(address).content.decode().partition('id="results"')[2]


def test_filters_narrow_and_live_in_the_address(
    acme: Organisation, cara: Membership, client_of: Door, listing: str
) -> None:
    now = timezone.now()
    with tenant(acme.pk):
        campaign, team, topic = CampaignFactory(name="Schools"), TeamFactory(name="Nantes"), TopicFactory()
        ContentItemFactory(title="Été à l’Œuvre", language="fr", networks=["linkedin"], campaign=campaign)
        winter = ContentItemFactory(
            title="Winter", language="en", networks=["x"], kind="job", expires_at=now + timedelta(days=2)
        )
        ItemTopicFactory(item=winter, topic=topic)
        for_team = ContentItemFactory(title="For Nantes", for_everyone=False, state=ItemState.DRAFT)
        for_team.item_teams.create(team=team)
        other = ContentItemFactory(title="For Lyon", for_everyone=False, family="craft")
        other.item_teams.create(team=TeamFactory(name="Lyon"))
        ContentItemFactory(title="Put away", state=ItemState.ARCHIVED)
    client = client_of(cara)
    cases = {
        "": {"Été", "Winter", "For Nantes", "For Lyon"},
        "?q=ETE+oeuvre": {"Été"},
        "?q=nothing+like+it": set(),
        "?language=fr": {"Été"},
        "?network=linkedin": {"Été", "For Nantes", "For Lyon"},
        f"?campaign={campaign.public_id}": {"Été"},
        f"?topic={topic.public_id}": {"Winter"},
        "?family=craft": {"For Lyon"},
        "?kind=job": {"Winter"},
        f"?team={team.public_id}": {"Été", "Winter", "For Nantes"},
        "?soon=1": {"Winter"},
        "?state=draft": {"For Nantes"},
        "?state=archived": {"Put away"},
        "?state=nonsense&language=tlh&campaign=zz&team=zz&page=999&sort=nonsense&view=nonsense": {
            "Été", "Winter", "For Nantes", "For Lyon",
        },
    }  # fmt: skip
    for query, expected in cases.items():
        page = titles(client, listing + query)
        found = {name for name in ("Été", "Winter", "For Nantes", "For Lyon", "Put away") if f">{name}" in page}
        assert found == expected, query
    page = titles(client, f"{listing}?sort=ending")
    assert page.index(">Winter") < page.index(">Été")
    page = client.get(f"{listing}?language=fr&q=ete").content.decode()
    assert "Language: français" in page
    assert 'name="language" value="fr"' in page


def test_a_search_says_what_it_looked_for_and_how_many_each_filter_would_leave(
    acme: Organisation, cara: Membership, client_of: Door, listing: str
) -> None:
    with tenant(acme.pk):
        ContentItemFactory(title="A solar roof", kind="job")
        ContentItemFactory(title="Solar farms")
    client = client_of(cara)
    page = client.get(f"{listing}?q=solra").content.decode()
    assert "No idea holds “solra”" in page
    assert ">A solar roof" in page
    assert re.search(r'Job<span class="menu__count">1</span>', page)
    assert 'href="?q=solra&amp;kind=job"' in page
    assert "Best answer first" in page
    assert "No idea holds" not in client.get(f"{listing}?q=solar").content.decode()


def test_a_search_costs_the_same_with_one_and_with_three(
    acme: Organisation, cara: Membership, client_of: Door, listing: str
) -> None:
    client, costs = client_of(cara), []
    for more in (1, 2):
        with tenant(acme.pk):
            ContentItemFactory.create_batch(more, title="A solar roof")
        client.get(listing)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{listing}?q=solar&family=company").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_empty_and_full_in_both_languages(
    acme: Organisation, cara: Membership, client_of: Door, listing: str, language: str
) -> None:
    cara.user.language = language
    cara.user.save()
    client = client_of(cara)
    assert ("The library is empty" if language == "en" else "La bibliothèque est vide") in client.get(
        listing
    ).content.decode()
    assert ("Nothing matches" if language == "en" else "Rien ne correspond") in client.get(
        f"{listing}?q=zz"
    ).content.decode()
    with tenant(acme.pk):
        AngleFactory(item__expires_at=timezone.now() + timedelta(days=3))
    page = client.get(listing).content.decode()
    assert ("ends in" if language == "en" else "expire dans") in page


def test_htmx_gets_the_rows_and_the_tabs(
    acme: Organisation, cara: Membership, idea: ContentItem, client_of: Door, listing: str
) -> None:
    page = client_of(cara).get(f"{listing}?q=school", headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<div id="results"')
    assert 'id="library-tabs" hx-swap-oob="true"' in page


def test_several_at_once(acme: Organisation, cara: Membership, client_of: Door, url_of: Url, listing: str) -> None:
    ends = timezone.now() + timedelta(days=1)
    with tenant(acme.pk):
        campaign = CampaignFactory()
        live, draft, away = (
            ContentItemFactory(state=state, expires_at=ends, title=str(state))
            for state in (ItemState.LIVE, ItemState.DRAFT, ItemState.ARCHIVED)
        )
    client, bulk = client_of(cara), url_of(acme, "content_library:item_bulk")
    ids = [item.public_id for item in (live, draft, away)]
    client.post(bulk, {"items": ids[:2], "do": f"campaign:{campaign.public_id}"})
    client.post(bulk, {"items": [live.public_id], "do": "prolong:30"})
    answer = client.post(bulk, {"items": ids, "do": "archive", "next": f"{listing}?state=archived"}, follow=True)
    page = answer.content.decode()
    assert "2 ideas changed." in page
    assert "“archived”:" in page
    with tenant(acme.pk):
        assert ContentItem.objects.filter(campaign=campaign).count() == 2
        assert ContentItem.objects.get(pk=live.pk).expires_at == ends + timedelta(days=30)
        assert set(ContentItem.objects.values_list("state", flat=True)) == {"archived"}
    assert "Choose one idea or more" in client.post(bulk, {"do": "archive"}, follow=True).content.decode()
    for nonsense in ("", "burn", "prolong:9999", f"campaign:{ZZ}"):
        assert client.post(bulk, {"items": ids, "do": nonsense}).status_code == 302
    with tenant(acme.pk):
        assert ContentItem.objects.filter(campaign=campaign).count() == 2


def test_a_contributor_changes_nothing_in_bulk(
    acme: Organisation, carl: Membership, idea: ContentItem, client_of: Door, url_of: Url
) -> None:
    sent = {"items": [idea.public_id], "do": "archive"}
    assert client_of(carl).post(url_of(acme, "content_library:item_bulk"), sent).status_code == 403
    assert state_of(acme, idea) == ItemState.LIVE


# --- One item --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_an_item(
    acme: Organisation, cara: Membership, idea: ContentItem, client_of: Door, url_of: Url, language: str
) -> None:
    cara.user.language = language
    cara.user.save()
    client = client_of(cara)
    client.post(url_of(acme, "content_library:item_unpublish", public_id=idea.public_id))
    page = client.get(url_of(acme, "content_library:item_detail", public_id=idea.public_id)).content.decode()
    assert idea.title in page
    assert "What did nobody see of it?" in page
    assert "Cara Costa" in page
    assert ("Available → Draft" if language == "en" else "Disponible → Brouillon") in page


def test_an_item_s_life_from_its_page(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[ContentItem] = []
    monkeypatch.setattr(listeners, "opened", [opened.append])
    with tenant(acme.pk):
        order = AnnouncementOrder.PAGE_FIRST
        item = AngleFactory(item__state=ItemState.DRAFT, item__announcement_order=order).item
    client = client_of(cara)

    def act(name: str, **sent: str) -> str:
        path = url_of(acme, f"content_library:item_{name}", public_id=item.public_id)
        return client.post(path, sent, follow=True).content.decode()

    act("submit")
    assert state_of(acme, item) == ItemState.IN_REVIEW
    act("publish")
    assert state_of(acme, item) == ItemState.WAITING
    assert "must start with https://" in act("page_post", url="javascript:alert(1)")
    assert "still to come" in act("page_post", url="https://network.example/1", posted_at="2099-01-01T09:00")
    assert state_of(acme, item) == ItemState.WAITING
    assert opened == []
    assert "does not name a post of LinkedIn" in act(
        "page_post",
        url="https://network.example/1",
        url_linkedin="https://www.linkedin.com/feed/update/urn:li:activity:7/",
    )
    assert state_of(acme, item) == ItemState.WAITING
    act("page_post", url="https://network.example/1")
    assert state_of(acme, item) == ItemState.LIVE
    assert opened == [item]
    embedded = '<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:share:7000000000000000001"></iframe>'
    tweet = "https://x.com/acme/status/1234567890123456789"
    with tenant(acme.pk):
        posted_at = PagePost.objects.get(item=item).posted_at
    page = act("page_post", url="https://network.example/2", url_linkedin=embedded, url_x=tweet)
    assert tweet in page
    with tenant(acme.pk):
        post = PagePost.objects.get(item=item)
    assert post.more_urls == {"linkedin": "urn:li:share:7000000000000000001", "x": tweet}
    assert (post.url, post.posted_at) == ("https://network.example/2", posted_at)
    assert "must be in the future" in act("prolong", expires_at="2020-01-01T09:00")
    act("prolong", expires_at="2099-01-01T09:00")
    assert "it cannot become" in act("submit")
    act("duplicate")
    with tenant(acme.pk):
        assert ContentItem.objects.filter(state=ItemState.DRAFT).count() == 1
    act("archive")
    assert state_of(acme, item) == ItemState.ARCHIVED
    act("unpublish")
    assert state_of(acme, item) == ItemState.DRAFT


def test_the_sweep_ends_what_is_over_in_each_organisation(
    acme: Organisation,
    globex: Organisation,
    idea: ContentItem,
    jobs_done: Callable[[], AbstractContextManager[None]],
) -> None:
    past = timezone.now() - timedelta(minutes=1)
    with tenant(acme.pk):
        ContentItem.objects.update(expires_at=past)
    with tenant(globex.pk):
        ContentItem.objects.update(expires_at=past)
    with jobs_done():
        sweep()
    assert state_of(acme, idea) == ItemState.EXPIRED
    with tenant(globex.pk):
        assert ContentItem.objects.get().state == ItemState.EXPIRED
        assert AuditEntry.objects.filter(verb="item.moved", actor_id=None).count() == 1


# --- Campaigns and topics --------------------------------------------------------------------------------------------
def test_campaigns_from_start_to_archive(acme: Organisation, cara: Membership, client_of: Door, url_of: Url) -> None:
    client, new = client_of(cara), url_of(acme, "content_library:campaign_new")
    sent = {
        "name": "Schools",
        "objective": "awareness",
        "colour": "2",
        "starts_on": "2026-03-02",
        "brief": "Ten of them",
    }
    page = client.post(new, {**sent, "ends_on": "2026-01-01"}).content.decode()
    assert "It would end before it starts." in page
    assert "Ten of them" in page
    client.post(new, {**sent, "ends_on": "2026-06-30"})
    page = client.post(new, sent).content.decode()
    assert "already has this name" in page
    with tenant(acme.pk):
        campaign = Campaign.objects.get()
        ContentItemFactory(campaign=campaign, title="In the plan")
    assert "Schools" in client.get(url_of(acme, "content_library:campaign_list")).content.decode()
    edit = url_of(acme, "content_library:campaign_edit", public_id=campaign.public_id)
    its_page = url_of(acme, "reporting:campaign", public_id=campaign.public_id)
    assert "In the plan" in client.get(its_page).content.decode()
    client.post(edit, {**sent, "name": "Schools after"})
    for name, archived in (("campaign_archive", True), ("campaign_restore", False)):
        client.post(url_of(acme, f"content_library:{name}", public_id=campaign.public_id))
        with tenant(acme.pk):
            assert (Campaign.objects.get().name, Campaign.objects.get().is_archived) == ("Schools after", archived)
    for path in (url_of(acme, "content_library:campaign_edit", public_id=ZZ),):
        assert client.get(path).status_code == client.post(path, sent).status_code == 404


def test_topics_are_added_renamed_and_removed(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    client, page = client_of(cara), url_of(acme, "content_library:topic_list")
    client.post(page, {"name": "Energy"})
    assert "already there" in client.post(page, {"name": "energy"}).content.decode()
    with tenant(acme.pk):
        topic = Topic.objects.get()
    rename = url_of(acme, "content_library:topic_rename", public_id=topic.public_id)
    client.post(rename, {f"{topic.public_id}-name": "Sober energy"})
    assert "Sober energy" in client.get(page).content.decode()
    assert client.post(rename, {f"{topic.public_id}-name": ""}).headers["Location"] == page
    with tenant(acme.pk):
        row = ItemTopicFactory(item=ContentItemFactory(), topic=topic)
    delete = url_of(acme, "content_library:topic_delete", public_id=topic.public_id)
    assert "still carry this topic" in client.post(delete, follow=True).content.decode()
    with tenant(acme.pk):
        row.delete()
    client.post(delete)
    with tenant(acme.pk):
        assert not Topic.objects.exists()
    assert client.post(url_of(acme, "content_library:topic_delete", public_id=ZZ)).status_code == 404


# --- Documents -------------------------------------------------------------------------------------------------------
def test_documents_are_private_and_only_ever_saved(
    acme: Organisation, cara: Membership, amir: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        name = default_storage.save("test/paper.pdf", ContentFile(b"%PDF-1.7 of mine"))
        own = DocumentFactory(owner=amir, file=name)
        gone = DocumentFactory(owner=amir)
    path = url_of(acme, "content_library:document", public_id=own.public_id)
    answer = client_of(amir).get(path)
    assert answer.content == b"%PDF-1.7 of mine"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert client_of(amir).get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client_of(cara).get(path).status_code == 404
    assert client_of(amir).get(url_of(acme, "content_library:document", public_id=gone.public_id)).status_code == 404


# --- Pictures --------------------------------------------------------------------------------------------------------
def test_pictures_are_private(
    acme: Organisation, cara: Membership, amir: Membership, emma: Membership, client_of: Door, url_of: Url, photo: bytes
) -> None:
    with tenant(acme.pk):
        shared = assets.add_asset(actor=cara, upload=SimpleUploadedFile("a.jpg", photo), alternative_text="A")
        own = assets.add_asset(actor=amir, upload=SimpleUploadedFile("b.jpg", photo), owner=amir)
    path = url_of(acme, "content_library:asset", public_id=shared.public_id, size="thumb")
    answer = client_of(emma).get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.content.startswith(b"\xff\xd8")
    assert shared.file.startswith(f"{acme.code}/")
    again = client_of(emma).get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    hers = url_of(acme, "content_library:asset", public_id=own.public_id, size="large")
    assert client_of(amir).get(hers).status_code == 200
    assert client_of(cara).get(hers).status_code == 404
    assert client_of(emma).get(hers).status_code == 404
    assert Client().get(path).status_code == 302
    for public_id, size in ((shared.public_id, "huge"), (ZZ, "large")):
        missing = url_of(acme, "content_library:asset", public_id=public_id, size=size)
        assert client_of(emma).get(missing).status_code == 404
    with tenant(acme.pk):
        lost = AssetFactory()
    gone = url_of(acme, "content_library:asset", public_id=lost.public_id, size="large")
    assert client_of(emma).get(gone).status_code == 404
