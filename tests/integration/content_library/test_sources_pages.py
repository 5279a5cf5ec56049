"""Sources and links through their real doors: pages, tasks, API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advocacy.lib import fetching
from advocacy.lib.fetching import Fetched, NotFetched
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem, LinkLookup, Source, SourceEntry
from content_library.tasks import read_link, read_source, read_sources
from tests.factories.content_library import (
    CampaignFactory,
    ContentItemFactory,
    LinkLookupFactory,
    SourceEntryFactory,
    SourceFactory,
    TopicFactory,
)
from tests.feed_corpus import item, rss

pytestmark = pytest.mark.integration
Url = Callable[..., str]
Door = Callable[[Membership], Client]
PAGE = b"<html lang=en><head><title>Wood in town</title><meta name=description content='Sixty pages.'></head></html>"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What is there to fetch."""
    there: dict[str, bytes] = {}

    def fetch(url: str, *, accept: Any, **_how: Any) -> Fetched:
        if url not in there:
            raise NotFetched("status", 404)
        return Fetched(url, accept[0], "utf-8", there[url])

    monkeypatch.setattr(fetching, "fetch", fetch)
    return there


def filled(**changes: Any) -> dict[str, Any]:
    sent = {"name": "Wood news", "url": "https://news.example/feed", "kind": "feed", "every_minutes": "360"}
    return {**sent, "family": "sector", "words_in": "wood", **changes}


# --- Sources ---------------------------------------------------------------------------------------------------------
def test_from_a_source_to_a_draft(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, web: dict[str, bytes]
) -> None:
    client, listing = client_of(cara), url_of(acme, "content_library:source_list")
    assert "No source yet" in client.get(listing).content.decode()
    assert client.post(url_of(acme, "content_library:source_new"), filled()).status_code == 302
    with tenant(acme.pk):
        source = Source.objects.get()
    two = item(title="<title>Wood wins</title>") + item(title="<title>Steel</title>", link="https://news.example/b")
    web["https://news.example/feed"] = rss(two).encode()
    read_source(organisation_id=acme.pk, source_id=source.pk)
    page = client.get(listing).content.decode()
    assert "Wood wins" in page
    assert "Steel" not in page
    assert "Steel" in client.get(f"{listing}?show=set_aside").content.decode()
    with tenant(acme.pk):
        entry = SourceEntry.objects.get(title="Wood wins")
    done = client.post(url_of(acme, "content_library:entry_accept", public_id=entry.public_id), {"do": "edit"})
    with tenant(acme.pk):
        made = ContentItem.objects.get()
    assert done.headers["Location"] == url_of(acme, "content_library:item_edit", public_id=made.public_id)
    assert made.title == "Wood wins"


def test_the_sweep_rings_for_what_is_due(acme: Organisation, web: dict[str, bytes]) -> None:
    with tenant(acme.pk):
        source = SourceFactory()
    web[source.url] = rss(item()).encode()
    read_sources()
    read_source(organisation_id=acme.pk, source_id=source.pk)
    with tenant(acme.pk):
        assert SourceEntry.objects.count() == 1


def test_dismissing_opens_the_next_one_and_offers_to_take_it_back(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        older = SourceEntryFactory(title="The older one")
        entry = SourceEntryFactory(title="The newer one", source=older.source)
    client = client_of(cara)
    done = client.post(url_of(acme, "content_library:entry_dismiss", public_id=entry.public_id))
    assert f"entry={older.public_id}" in done.headers["Location"]
    page = client.get(done.headers["Location"]).content.decode()
    assert "Take it back" in page
    client.post(url_of(acme, "content_library:entry_reopen", public_id=entry.public_id))
    with tenant(acme.pk):
        assert SourceEntry.objects.filter(state="waiting").count() == 2


def test_what_is_wrong_with_a_source_is_said_and_what_was_typed_stays(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    page = client_of(cara).post(url_of(acme, "content_library:source_new"), filled(url="nothing", words_in="oak, elm"))
    said = page.content.decode()
    assert "The address must start with https://" in said
    assert "oak, elm" in said


def test_a_silent_source_stands_on_top_and_can_be_put_to_sleep(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        source = SourceFactory(name="Old review", problem="status_404")
        Source.objects.filter(pk=source.pk).update(failing_since=source.created_at)
    client, listing = client_of(cara), url_of(acme, "content_library:source_list")
    assert "The site answers that there is no such page." in client.get(listing).content.decode()
    for name in ("source_read", "source_sleep", "source_wake", "source_sleep"):
        assert client.post(url_of(acme, f"content_library:{name}", public_id=source.public_id)).status_code == 302
    assert "does not answer" not in client.get(listing).content.decode()
    assert client.get(url_of(acme, "content_library:source_edit", public_id=source.public_id)).status_code == 200
    client.post(url_of(acme, "content_library:source_remove", public_id=source.public_id))
    with tenant(acme.pk):
        assert not Source.objects.exists()


def test_the_page_costs_as_many_queries_for_three_as_for_one(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    client, listing = client_of(cara), url_of(acme, "content_library:source_list")
    counts = []
    for number in (1, 2):
        with tenant(acme.pk):
            for _n in range(number):
                SourceEntryFactory(source__campaign=CampaignFactory())
                TopicFactory()
        client.get(listing)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(listing)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- From a link -----------------------------------------------------------------------------------------------------
def test_from_a_link_to_a_filled_editor(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, web: dict[str, bytes]
) -> None:
    client = client_of(cara)
    with tenant(acme.pk):
        topic = TopicFactory(name="Wood")
    web["https://news.example/wood"] = PAGE
    sent = client.post(url_of(acme, "content_library:link_new"), {"url": "news.example/wood"})
    with tenant(acme.pk):
        lookup = LinkLookup.objects.get()
    waiting = client.get(sent.headers["Location"])
    assert waiting.headers["Refresh"] == "1"
    read_link(organisation_id=acme.pk, lookup_id=lookup.pk)
    opened = client.get(sent.headers["Location"])
    page = client.get(opened.headers["Location"]).content.decode()
    assert 'value="Wood in town"' in page
    assert "Sixty pages." in page
    assert f'value="{topic.public_id}"' in page
    assert "“Wood”: its words are in the page." in page


def test_a_page_that_the_library_has_is_shown(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        ContentItemFactory(title="We had it", url="https://www.news.example/article/")
        lookup = LinkLookupFactory(membership=cara)
    page = client_of(cara).get(url_of(acme, "content_library:link_read", public_id=lookup.public_id))
    assert "We had it" in page.content.decode()
    assert "Refresh" not in page.headers


def test_what_was_typed_in_the_editor_survives_a_page_that_cannot_be_read(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, typed: Callable[..., Any], web: dict[str, bytes]
) -> None:
    client = client_of(cara)
    sent = client.post(url_of(acme, "content_library:item_new"), typed(title="My title", summary="", do="read_link"))
    with tenant(acme.pk):
        lookup = LinkLookup.objects.get()
        assert not ContentItem.objects.exists()
    read_link(organisation_id=acme.pk, lookup_id=lookup.pk)
    opened = client.get(sent.headers["Location"])
    page = client.get(opened.headers["Location"]).content.decode()
    assert "The site answers that there is no such page." in page
    assert "My title" in page
    assert "What do you remember of it?" in page


def test_the_page_fills_only_what_was_left_empty(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, typed: Callable[..., Any], web: dict[str, bytes]
) -> None:
    client = client_of(cara)
    web["https://acme.example/school"] = PAGE
    sent = client.post(url_of(acme, "content_library:item_new"), typed(title="My title", do="read_link"))
    with tenant(acme.pk):
        lookup = LinkLookup.objects.get()
    read_link(organisation_id=acme.pk, lookup_id=lookup.pk)
    page = client.get(client.get(sent.headers["Location"]).headers["Location"]).content.decode()
    assert "My title" in page
    assert "Wood in town" not in page
    assert "Sixty pages." in page


def test_an_editor_without_a_link_is_told_so(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, typed: Callable[..., Any]
) -> None:
    page = client_of(cara).post(url_of(acme, "content_library:item_new"), typed(url="", do="read_link"))
    assert "Paste a link first." in page.content.decode()
    assert "A school, two winters later" in page.content.decode()


# --- API -------------------------------------------------------------------------------------------------------------
def test_the_api_reads_adds_and_sorts(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, web: dict[str, bytes]
) -> None:
    client = client_of(cara)
    sources = url_of(acme, "api:content_library:source_list")
    values = {"name": "Wood", "url": "https://news.example/feed"}
    made = client.post(sources, values, content_type="application/json")
    assert made.status_code == 201
    address = url_of(acme, "api:content_library:source_detail", public_id=made.json()["id"])
    assert client.patch(address, {"words_in": "oak"}, content_type="application/json").json()["words_in"] == "oak"
    assert client.post(f"{address}sleep/").json()["state"] == "asleep"
    assert client.post(f"{address}wake/").json()["state"] == "awake"
    assert client.post(f"{address}read/").status_code == 200
    assert client.get(sources).json()["results"][0]["arrived"] == 0
    with tenant(acme.pk):
        one, two = SourceEntryFactory(), SourceEntryFactory()
    entries = url_of(acme, "api:content_library:entry_list")
    assert {row["id"] for row in client.get(entries).json()["results"]} == {one.public_id, two.public_id}
    assert client.post(f"{entries}{one.public_id}/accept/").status_code == 201
    assert client.post(f"{entries}{two.public_id}/dismiss/").json()["state"] == "dismissed"
    assert client.post(f"{entries}{two.public_id}/reopen/").json()["state"] == "waiting"
    assert client.delete(address).status_code == 204


def test_the_api_looks_a_link_up(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, web: dict[str, bytes]
) -> None:
    client = client_of(cara)
    web["https://news.example/wood"] = PAGE
    lookups = url_of(acme, "api:content_library:lookup_list")
    asked = client.post(lookups, {"url": "https://news.example/wood"}, content_type="application/json")
    assert asked.status_code == 202
    with tenant(acme.pk):
        pk = LinkLookup.objects.get().pk
    read_link(organisation_id=acme.pk, lookup_id=pk)
    found = client.get(f"{lookups}{asked.json()['id']}/").json()
    assert (found["state"], found["title"], found["existing"]) == ("found", "Wood in town", None)
