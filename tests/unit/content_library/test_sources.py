"""Sources: what is kept, what is known already, what happens when one falls silent."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from advocacy.lib import fetching
from advocacy.lib.errors import RuleViolation
from advocacy.lib.feeds import FeedEntry
from advocacy.lib.fetching import Fetched, NotFetched, Seen, Unchanged
from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Membership, Notification
from advocacy.tenancy import tenant
from content_library.models import ContentItem, Source, SourceEntry
from content_library.selectors.sources import source_rows
from content_library.services import gathering, sorting, sources
from content_library.services.filters import judge
from content_library.states import EntryState, SourceState
from tests.factories.content_library import (
    CampaignFactory,
    ContentItemFactory,
    SourceEntryFactory,
    SourceFactory,
    SourceTopicFactory,
    TopicFactory,
)
from tests.feed_corpus import CORPUS, item, rss

pytestmark = pytest.mark.unit
URL = "https://news.example/0/feed"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is there to fetch: {address: bytes, or what is raised}. What was asked is under "asked"."""
    there: dict[str, Any] = {"asked": []}

    def fetch(url: str, *, accept: Any, max_bytes: int = 0, seen: Seen | None = None) -> Fetched:
        there["asked"].append((url, seen))
        found = there.get(url, NotFetched("status", 404))
        if isinstance(found, Exception):
            raise found
        mime = "text/html" if found.startswith(b"<html") else "application/rss+xml"
        return Fetched(url, mime, "utf-8", found, Seen('"v1"', "Tue, 10 Jun 2025 07:40:00 GMT"))

    monkeypatch.setattr(fetching, "fetch", fetch)
    return there


def made(cara: Membership, **values: Any) -> Source:
    with tenant(cara.organisation_id):
        return SourceFactory(url=URL, **values)


def now_is_its_turn(cara: Membership, source: Source) -> None:
    with tenant(cara.organisation_id):
        Source.objects.filter(pk=source.pk).update(next_at=timezone.now())


def read(cara: Membership, source: Source) -> int:
    now_is_its_turn(cara, source)
    return gathering.gather(cara.organisation_id, source.pk)


def stored(cara: Membership, source: Source) -> Source:
    with tenant(cara.organisation_id):
        return Source.objects.get(pk=source.pk)


def titles(cara: Membership, state: str = EntryState.WAITING) -> list[str]:
    with tenant(cara.organisation_id):
        return list(SourceEntry.objects.filter(state=state).values_list("title", flat=True))


TWO = rss(
    item("<guid>1</guid>", "<title>Two schools of wood</title>", "https://news.example/one")
    + item("<guid>2</guid>", "<title>A job offer</title>", "https://news.example/two")
).encode()


# --- Reading ---------------------------------------------------------------------------------------------------------
def test_a_feed_read_twice_brings_nothing_twice(cara: Membership, web: dict[str, Any]) -> None:
    source = made(cara)
    web[URL] = TWO
    assert read(cara, source) == 2
    assert read(cara, source) == 0
    assert titles(cara) == ["Two schools of wood", "A job offer"]
    assert stored(cara, source).etag == '"v1"'
    assert web["asked"][1] == (URL, Seen('"v1"', "Tue, 10 Jun 2025 07:40:00 GMT"))


def test_an_unchanged_feed_has_answered(cara: Membership, web: dict[str, Any]) -> None:
    source = made(cara, failures=3, failing_since=timezone.now(), problem="broken", etag='"v0"')
    web[URL] = Unchanged()
    assert read(cara, source) == 0
    after = stored(cara, source)
    assert (after.failures, after.failing_since, after.problem, after.etag) == (0, None, "", '"v0"')
    assert after.answered_at is not None


def test_a_source_that_is_being_read_or_sleeps_is_left_alone(cara: Membership, web: dict[str, Any]) -> None:
    web[URL] = TWO
    source = made(cara, reading_until=timezone.now() + timedelta(minutes=1))
    assert read(cara, source) == 0
    with tenant(cara.organisation_id):
        Source.objects.filter(pk=source.pk).update(reading_until=None, state=SourceState.ASLEEP)
    assert read(cara, source) == 0
    assert web["asked"] == []


def test_a_lost_turn_writes_nothing(cara: Membership, web: dict[str, Any]) -> None:
    source = made(cara)
    web[URL] = TWO
    with tenant(cara.organisation_id):
        visit = gathering.begin(source.pk)
    assert visit is not None
    brought = gathering.visited(visit)
    with tenant(cara.organisation_id):
        Source.objects.filter(pk=source.pk).update(reading_until=None)
        assert gathering.record(visit, brought) == 0
    assert titles(cara) == []


def test_a_page_that_names_its_feed_is_enough(cara: Membership, web: dict[str, Any]) -> None:
    source = made(cara)
    web[URL] = b'<html><head><link rel="alternate" type="application/rss+xml" href="/real.xml"></head></html>'
    web["https://news.example/real.xml"] = TWO
    assert read(cara, source) == 2
    assert stored(cara, source).feed_url == "https://news.example/real.xml"


def test_a_wordpress_is_read_at_its_feed(cara: Membership, web: dict[str, Any]) -> None:
    with tenant(cara.organisation_id):
        source = SourceFactory(url="https://blog.example/", kind="wordpress")
    web["https://blog.example/feed/"] = TWO
    assert read(cara, source) == 2


@pytest.mark.parametrize("case", [each for each in CORPUS if isinstance(each.expect, str)], ids=lambda case: case.name)
def test_what_is_no_feed_is_noted_and_the_source_waits_longer(cara: Membership, web: dict[str, Any], case: Any) -> None:
    source = made(cara, every_minutes=60)
    web[URL] = case.body
    assert read(cara, source) == 0
    after = stored(cara, source)
    assert after.problem == case.expect
    assert after.failures == 1
    with tenant(cara.organisation_id):
        assert source_rows([after])[0].problem


def test_it_is_left_alone_longer_each_time_a_day_at_most(cara: Membership) -> None:
    pauses = [gathering._pause(60, failures) for failures in (1, 2, 3, 6, 1000)]
    assert pauses == [timedelta(hours=hours) for hours in (1, 2, 4, 24, 24)]
    assert gathering._pause(10080, 5) == timedelta(days=7)


def test_the_communications_team_is_told_once_of_a_silence(
    cara: Membership, emma: Membership, web: dict[str, Any]
) -> None:
    source = made(cara, failing_since=timezone.now() - timedelta(days=4), failures=9)
    read(cara, source)
    read(cara, source)
    assert stored(cara, source).problem == "status_404"
    with tenant(cara.organisation_id):
        told = list(Notification.objects.filter(kind="source_silent").values_list("membership_id", flat=True))
    assert told.count(cara.pk) == 1
    assert emma.pk not in told


# --- Filters and what is known ---------------------------------------------------------------------------------------
def entry_of(title: str, **more: Any) -> Any:
    plain = {"guid": title, "url": "", "summary": "", "author": "", "language": "", "picture": ""}
    return FeedEntry(**{**plain, "title": title, "published_at": None, "categories": (), **more})


@pytest.mark.parametrize(
    ("filters", "title", "expected"),
    [
        ({}, "Anything", (True, "all")),
        ({"words_in": "école, lycée"}, "Deux Écoles neuves", (True, "word:école")),
        ({"words_in": "école"}, "Un préécole", (False, "no_word")),
        ({"words_in": "école", "words_out": "emploi"}, "École : une offre d’emploi", (False, "without:emploi")),
        ({"words_in": "isolation thermique"}, "L’isolation  thermique gagne", (True, "word:isolation thermique")),
    ],
)
def test_words_decide(filters: dict[str, str], title: str, expected: tuple[bool, str]) -> None:
    assert judge(Source(**filters), entry_of(title)) == expected


def test_category_and_language_decide() -> None:
    source = Source(categories="Bois", only_language="fr")
    assert judge(source, entry_of("A", categories=("bois",), language="fr")) == (True, "all")
    assert judge(source, entry_of("A", categories=("acier",), language="fr")) == (False, "category")
    assert judge(source, entry_of("A", categories=("bois",), language="en")) == (False, "language:en")


def test_a_page_of_the_library_and_of_another_source_is_set_aside(cara: Membership, web: dict[str, Any]) -> None:
    source = made(cara)
    with tenant(cara.organisation_id):
        ContentItemFactory(url="http://www.news.example/one/?utm_source=x#top")
        SourceEntryFactory(url="https://news.example/two")
    web[URL] = TWO
    read(cara, source)
    with tenant(cara.organisation_id):
        reasons = dict(SourceEntry.objects.filter(source=source).values_list("title", "reason"))
    assert reasons == {"Two schools of wood": "known_idea", "A job offer": "known_entry"}


def test_old_news_is_no_news_and_a_flood_is_capped(cara: Membership, web: dict[str, Any]) -> None:
    old = item("<pubDate>Tue, 10 Jun 2003 07:40:00 GMT</pubDate>", link="https://news.example/old")
    many = "".join(item(title=f"<title>T{n}</title>", link=f"https://news.example/{n}") for n in range(120))
    source = made(cara)
    web[URL] = rss(old + many).encode()
    assert read(cara, source) == gathering.MOST_AT_ONCE
    assert "T0" in titles(cara)
    assert "One school" not in titles(cara)


def test_what_nobody_sorts_goes_by(cara: Membership) -> None:
    month = timezone.now() - timedelta(days=31)
    with tenant(cara.organisation_id):
        entry = SourceEntryFactory(created_at=month)
        SourceEntryFactory(state=EntryState.DISMISSED, seen_at=timezone.now() - timedelta(days=200))
        fresh = SourceEntryFactory()
        assert gathering.forget_old() == 2
        assert set(SourceEntry.objects.values_list("pk", "state")) == {(entry.pk, "lapsed"), (fresh.pk, "waiting")}


# --- Sources themselves ----------------------------------------------------------------------------------------------
def test_a_source_is_added_changed_put_to_sleep_woken_and_removed(editor: Membership) -> None:
    topic = TopicFactory()
    source = sources.create_source(actor=editor, name=" Wood  news ", url=URL, topics=[topic])
    assert source.name == "Wood news"
    sources.update_source(actor=editor, source=source, words_in="wood", topics=[])
    sources.put_to_sleep(actor=editor, source=source)
    sources.put_to_sleep(actor=editor, source=source)
    sources.wake(actor=editor, source=source)
    sources.remove_source(actor=editor, source=source)
    verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["source.added", "source.changed", "source.put_to_sleep", "source.woken", "source.removed"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "wood"}, "name_taken"),
        ({"name": "  "}, "no_name"),
        ({"url": ""}, "no_address"),
        ({"url": "ftp://news.example/"}, "not_a_web_address"),
        ({"url": URL}, "address_taken"),
        ({"every_minutes": 1}, "unknown_rhythm"),
    ],
)
def test_a_source_is_refused(editor: Membership, values: dict[str, Any], code: str) -> None:
    SourceFactory(name="Wood", url=URL)
    with pytest.raises(RuleViolation) as refused:
        sources.create_source(actor=editor, **{"name": "Other", "url": "https://other.example/", **values})
    assert refused.value.code == code


def test_there_are_not_more_sources_than_can_be_read(editor: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_SOURCES", 1)
    SourceFactory()
    with pytest.raises(RuleViolation) as refused:
        sources.create_source(actor=editor, name="Other", url="https://other.example/")
    assert refused.value.code == "too_many_sources"


def test_another_address_starts_afresh(editor: Membership) -> None:
    source = SourceFactory(failures=4, problem="broken", etag='"v"', feed_url="https://old.example/feed")
    sources.update_source(actor=editor, source=source, url="https://new.example/feed")
    after = Source.objects.get(pk=source.pk)
    assert (after.failures, after.problem, after.etag, after.feed_url) == (0, "", "", "")


# --- Sorting ---------------------------------------------------------------------------------------------------------
def test_accepting_makes_one_draft_with_what_the_source_proposes(editor: Membership) -> None:
    topic, named, campaign = TopicFactory(), TopicFactory(name="Wood"), CampaignFactory()
    entry = SourceEntryFactory(title="Wood wins", language="fr", source__campaign=campaign, source__family="craft")
    SourceTopicFactory(source=entry.source, topic=topic)
    made = sorting.accept_entry(actor=editor, entry=entry)
    again = sorting.accept_entry(actor=editor, entry=entry)
    assert made == again
    assert ContentItem.objects.count() == 1
    assert (made.state, made.language, made.family, made.campaign) == ("draft", "fr", "craft", campaign)
    assert {link.topic_id for link in made.item_topics.all()} == {topic.pk, named.pk}
    with pytest.raises(RuleViolation) as refused:
        sorting.dismiss_entry(actor=editor, entry=entry)
    assert refused.value.code == "entry_sorted"


def test_a_dismissal_can_be_taken_back(editor: Membership) -> None:
    entry = SourceEntryFactory()
    sorting.dismiss_entry(actor=editor, entry=entry)
    sorting.dismiss_entry(actor=editor, entry=entry)
    with pytest.raises(RuleViolation):
        sorting.accept_entry(actor=editor, entry=entry)
    sorting.reopen_entry(actor=editor, entry=entry)
    sorting.reopen_entry(actor=editor, entry=entry)
    assert SourceEntry.objects.get(pk=entry.pk).state == EntryState.WAITING
