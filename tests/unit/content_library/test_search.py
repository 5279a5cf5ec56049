"""Finding ideas: accents, endings, unfinished words, wrong letters; the same rule on both databases."""

import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advocacy.lib import statistics, stems
from advocacy.lib.folding import tokens
from advocacy.lib.paging import Pages
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library import selectors, tasks
from content_library.models import ContentItem, ItemWord, SearchWord
from content_library.selectors import LibraryFilters, search
from content_library.services import items
from content_library.services.search import index_items
from content_library.states import Family, ItemState
from tests.factories.content_library import CampaignFactory, ContentItemFactory, ItemTopicFactory, TopicFactory

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="stems are PostgreSQL's")
Without = pytest.MonkeyPatch


def titles(text: str, **more: str) -> list[str]:
    return [item.title for item in selectors.library(LibraryFilters(search=text, **more))]  # type: ignore[arg-type]


def test_words_without_what_separates_them() -> None:
    assert tokens("L’été, c’est : 2 toits-terrasses (photovoltaïques) !") == [
        *("ete", "est", "2", "toits", "terrasses", "photovoltaiques"),
    ]


@pytest.mark.parametrize("typed", ["ete", "ÉTÉ", "l’été", "pompe a chaleur", "POMPES chaleur", "chal", "de la chaleur"])
def test_accents_case_little_words_and_unfinished_words(editor: Membership, typed: str) -> None:
    ContentItemFactory(title="Les pompes à chaleur en été", language="fr")
    ContentItemFactory(title="Autre chose", language="fr")
    assert titles(typed) == ["Les pompes à chaleur en été"]


@on_postgres
@pytest.mark.parametrize(
    ("title", "language", "typed"),
    [
        ("Nos chantiers photovoltaïques", "fr", "photovoltaïque"),
        ("Nous recrutons des apprenties", "fr", "recruter"),
        ("We insulated three schools", "en", "insulating school"),
        ("Sharing what we learnt", "en", "shared"),
    ],
)
def test_endings_of_french_and_of_english(editor: Membership, title: str, language: str, typed: str) -> None:
    ContentItemFactory(title=title, language=language)
    assert titles(typed) == [title]


@pytest.mark.parametrize("typed", ["photovoltaqiue", "photovoltaque", "fotovoltaique", "voltaique"])
def test_a_wrong_letter_is_forgiven_and_said(editor: Membership, typed: str) -> None:
    ContentItemFactory(title="Un toit photovoltaïque", language="fr")
    assert titles(typed) == ["Un toit photovoltaïque"]
    found = search.find(typed)
    assert found is not None
    assert found.corrected == [(typed, "photovoltaique")]


def test_without_trigrams_in_the_database_our_own_comparison_serves(editor: Membership, monkeypatch: Without) -> None:
    monkeypatch.setattr(stems, "knows_trigrams", lambda: False)
    ContentItemFactory(title="Un toit photovoltaïque", language="fr")
    assert titles("fotovoltaique") == ["Un toit photovoltaïque"]
    assert titles("zzzzzzz") == []


def test_every_word_must_be_found(editor: Membership) -> None:
    ContentItemFactory(title="A school in winter")
    ContentItemFactory(title="A school in summer")
    assert titles("school winter") == ["A school in winter"]
    assert titles("school autumn") == []
    assert titles("x")  == titles("")  # fmt: skip


def test_a_word_in_the_title_comes_before_a_word_in_a_fact(editor: Membership) -> None:
    ContentItemFactory(title="Heat pumps")
    ContentItemFactory(title="Last", facts="Two heat pumps")
    ContentItemFactory(title="Between", summary="About heat pumps.")
    assert titles("heat pumps") == ["Heat pumps", "Between", "Last"]
    newest = selectors.library(LibraryFilters(search="heat pumps"), "newest")
    assert [item.title for item in newest] == ["Between", "Last", "Heat pumps"]


def test_a_word_of_too_many_ideas_still_finds_them_all(editor: Membership, monkeypatch: Without) -> None:
    monkeypatch.setattr(search, "TELLING", 2)
    for number in range(4):
        ContentItemFactory(title=f"Common {'rare' if number == 1 else 'word'} {number}")
    assert titles("common") == ["Common word 3", "Common word 2", "Common rare 1", "Common word 0"]
    assert titles("common word") == ["Common word 3", "Common word 2", "Common word 0"]
    assert titles("common rare") == ["Common rare 1"]


def test_words_follow_what_is_written(editor: Membership) -> None:
    item = items.create_item(actor=editor, title="Une école", language="fr")
    assert titles("ecole") == ["Une école"]
    items.update_item(actor=editor, item=item, version=1, title="Un gymnase")
    assert titles("ecole") == []
    assert titles("gymnase") == ["Un gymnase"]
    item.delete()
    assert not ItemWord.objects.exists()


def test_what_did_not_change_is_not_indexed_again(editor: Membership) -> None:
    item = ContentItemFactory()
    with CaptureQueriesContext(connection) as queries:
        item.save()
    assert not [query for query in queries if "itemword" in query["sql"]]


def test_what_was_written_in_bulk_is_found_after_the_sweep(acme: Organisation) -> None:
    with tenant(acme.pk):
        ContentItem.objects.bulk_create([ContentItem(title="In bulk", language="en")])
        assert titles("bulk") == []
    tasks.index_items(organisation_id=acme.pk)
    with tenant(acme.pk):
        assert titles("bulk") == ["In bulk"]
        assert index_items() == 0


def test_no_word_of_another_organisation(acme: Organisation, globex: Organisation) -> None:
    with tenant(globex.pk):
        ContentItemFactory(title="Zeppelins")
    with tenant(acme.pk):
        assert titles("zeppelins") == []
        assert not SearchWord.objects.filter(word="zeppelins").exists()


@pytest.mark.parametrize("typed", ["'; --", "%", "_", "\\", "(((", "\u0000", "a" * 5000, "🌱🌱", "<b>", "& | ! :*"])
def test_nothing_that_is_typed_breaks_it(editor: Membership, typed: str) -> None:
    ContentItemFactory()
    titles(typed)


# --- Facets ----------------------------------------------------------------------------------------------------------
def test_each_value_says_how_many_it_would_leave(editor: Membership) -> None:
    campaign, topic = CampaignFactory(), TopicFactory()
    first = ContentItemFactory(title="Solar roof", family=Family.CRAFT, campaign=campaign)
    ContentItemFactory(title="Solar farm", language="fr")
    ContentItemFactory(title="Other")
    ContentItemFactory(title="Solar, put away", state=ItemState.ARCHIVED)
    ItemTopicFactory(item=first, topic=topic)
    facets = selectors.facet_counts(LibraryFilters(search="solar"))
    assert facets["family"].counts == {Family.CRAFT: 1, Family.COMPANY: 1}
    assert facets["language"].counts == {"en": 1, "fr": 1}
    assert facets["campaign"].counts == {campaign.public_id: 1}
    assert facets["topic"].counts == {topic.public_id: 1}
    assert facets["kind"].count("job") == "0"
    # What is chosen in a filter does not empty that filter's own numbers.
    chosen = selectors.facet_counts(LibraryFilters(search="solar", language="fr"))
    assert chosen["language"].counts == {"en": 1, "fr": 1}
    assert chosen["family"].counts == {Family.COMPANY: 1}


def test_beyond_what_is_counted_numbers_are_the_least_they_can_be(editor: Membership, monkeypatch: Without) -> None:
    monkeypatch.setattr("content_library.selectors.facets.MOST_COUNTED", 2)
    ContentItemFactory.create_batch(3)
    family = selectors.facet_counts(LibraryFilters())["family"]
    assert family.count(Family.COMPANY) == "2+"
    assert family.count(Family.CRAFT) == ""


def test_a_broad_search_counts_so_far_and_says_so(editor: Membership, monkeypatch: Without) -> None:
    monkeypatch.setattr(search, "TELLING", 1)
    monkeypatch.setattr(sys.modules["content_library.selectors.library"], "MOST_OF_A_WORD", 2)
    ContentItemFactory.create_batch(3, title="Solar")
    counted = selectors.state_counts(LibraryFilters(search="solar"))
    assert (counted[""], counted["live"], counted.is_complete) == (2, 2, False)
    assert selectors.state_counts(LibraryFilters()).is_complete
    rows = selectors.library(LibraryFilters(search="solar"))
    pages = Pages(rows, 2, most=2)
    assert (pages.count, pages.num_pages, pages.is_cut) == (2, 1, True)
    assert not Pages(rows, 2).is_cut
    assert Pages(rows, 2, known=9).count == 9


def test_statistics_are_refreshed_wherever_it_is_needed(editor: Membership) -> None:
    statistics.refresh()
    assert titles("nothing") == []
