"""From a pasted link: what its page says, what is proposed, what the library has already."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from advocacy.lib import fetching
from advocacy.lib.errors import RuleViolation
from advocacy.lib.fetching import Fetched, NotFetched
from advocacy.lib.web_addresses import page_key
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library import selectors
from content_library.models import LinkLookup
from content_library.services import lookups
from tests.factories.content_library import (
    CampaignFactory,
    ContentItemFactory,
    ItemTopicFactory,
    LinkLookupFactory,
    TopicFactory,
)

pytestmark = pytest.mark.unit
URL = "https://news.example/wood?utm_source=mail"
PAGE = b"""<html lang="fr-FR"><head><title>Le bois</title><meta property="og:title" content="Le bois en ville">
<meta name="description" content="Soixante pages."><meta property="og:site_name" content="La Revue">
<meta property="article:published_time" content="2025-06-10T07:40:00+02:00"><link rel="canonical" href="/wood">
<meta property="og:image" content="/cover.png"></head></html>"""


def png() -> bytes:
    out = BytesIO()
    Image.effect_noise((700, 400), 60).convert("RGB").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is there to fetch: {address: bytes}. Everything else cannot be reached."""
    there: dict[str, Any] = {}

    def fetch(url: str, *, accept: Any, **_how: Any) -> Fetched:
        if url not in there:
            raise NotFetched("closed_address")
        return Fetched(url, accept[0], "utf-8", there[url])

    monkeypatch.setattr(fetching, "fetch", fetch)
    return there


def looked_up(cara: Membership, url: str = URL) -> LinkLookup:
    with tenant(cara.organisation_id):
        row = lookups.look_up_link(actor=cara, url=url)
    lookups.look_up(cara.organisation_id, row.pk)
    with tenant(cara.organisation_id):
        found = lookups.own_lookup(cara, row.public_id)
    assert found is not None
    return found


def test_a_page_is_read_whole(cara: Membership, web: dict[str, Any]) -> None:
    web[URL], web["https://news.example/cover.png"] = PAGE, png()
    found = looked_up(cara)
    assert (found.state, found.title, found.description) == ("found", "Le bois en ville", "Soixante pages.")
    assert (found.language, found.site, found.own_url) == ("fr", "La Revue", "https://news.example/wood")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2025-06-10T05:40:00+00:00"
    assert found.picture is not None


def test_a_page_that_cannot_be_read_says_why(cara: Membership, web: dict[str, Any]) -> None:
    assert looked_up(cara).problem == "closed_address"
    web[URL] = b"<html><head></head></html>"
    silent = looked_up(cara)
    assert silent.problem == "nothing_said"
    assert selectors.problem_sentence(silent.problem)


def test_a_job_that_never_comes_is_a_failure_and_a_strangers_lookup_is_none(cara: Membership, amir: Membership) -> None:
    with tenant(cara.organisation_id):
        row = LinkLookupFactory(membership=cara, created_at=timezone.now() - timedelta(minutes=2))
        found = lookups.own_lookup(cara, row.public_id)
        assert lookups.own_lookup(amir, row.public_id) is None
    assert found is not None
    assert (found.state, found.problem) == ("failed", "too_slow")
    assert lookups.look_up(cara.organisation_id, row.pk) is False


def test_nothing_is_read_where_it_is_switched_off(editor: Membership, settings: Any) -> None:
    settings.LINK_PREVIEWS = False
    assert lookups.look_up_link(actor=editor, url=URL).problem == "switched_off"


@pytest.mark.parametrize("url", ["", "   ", "javascript:alert(1)", "https://me@news.example/", "nothing"])
def test_what_is_no_address_is_refused(editor: Membership, url: str) -> None:
    with pytest.raises(RuleViolation):
        lookups.look_up_link(actor=editor, url=url)


def test_there_is_an_end_to_looking_up(editor: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "MOST_AN_HOUR", 1)
    lookups.look_up_link(actor=editor, url=URL)
    with pytest.raises(RuleViolation) as refused:
        lookups.look_up_link(actor=editor, url=URL)
    assert refused.value.code == "too_many_lookups"


def test_old_lookups_are_forgotten(editor: Membership) -> None:
    LinkLookupFactory(membership=editor, created_at=timezone.now() - timedelta(days=3))
    LinkLookupFactory(membership=editor)
    assert lookups.forget_old() == 1


# --- The same page ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/wood",
        "https://WWW.News.Example/wood/",
        "https://news.example:443/wood?utm_campaign=x&fbclid=1#part",
        "https://news.example/%77ood",
    ],
)
def test_one_page_has_one_key(other: str) -> None:
    assert page_key(other) == page_key("https://news.example/wood") != ""


@pytest.mark.parametrize("other", ["https://news.example/steel", "https://news.example/wood?p=2", "mailto:a@b.c", ""])
def test_another_page_has_another(other: str) -> None:
    assert page_key(other) != page_key("https://news.example/wood")


def test_the_library_finds_its_page_again(editor: Membership) -> None:
    item = ContentItemFactory(url="https://www.news.example/wood/")
    assert selectors.item_of_page("https://news.example/wood?utm_source=mail") == item
    assert selectors.item_of_page("https://news.example/steel", "") is None


# --- What is proposed ------------------------------------------------------------------------------------------------
def test_names_in_the_words_and_what_the_site_had_are_proposed(editor: Membership) -> None:
    campaign = CampaignFactory(name="Écoles d’après")
    wood, craft = TopicFactory(name="Bois"), TopicFactory(name="Métiers")
    TopicFactory(name="Finance")
    for _n in range(3):
        ItemTopicFactory(item=ContentItemFactory(url=f"https://news.example/{_n}"), topic=craft)
    guess = selectors.guess(title="Le bois dans l’école", description="et après", url=URL)
    assert guess.campaign == campaign
    assert guess.campaign_by == "words"
    assert guess.topics_by == {wood.pk: "words", craft.pk: "site"}


def test_nothing_is_proposed_without_a_reason(editor: Membership) -> None:
    CampaignFactory(name="Ended", ends_on=timezone.localdate() - timedelta(days=1))
    TopicFactory(name="Wood and steel")
    guess = selectors.guess(title="Ended: wood", description="", url=URL)
    assert (guess.campaign, list(guess.topics)) == (None, [])
