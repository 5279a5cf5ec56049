"""Sharing without any connection, on every network: what is copied, what is opened, what is declared and taken back."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from reporting.models import ShareStat
from sharing import selectors
from sharing.models import NetworkApp, Share
from sharing.networks import REGISTRY, build
from sharing.selectors.library import network_choices
from sharing.services import shares
from sharing.states import Evidence, ShareState
from tests.factories.content_library import AssetFactory, ContentItemFactory

ClientOf = Callable[[Membership], Client]
Url = Callable[..., str]

OPEN = [key for key in REGISTRY if not build(key).limits.retired]


@pytest.fixture
def every_network(amir: Membership) -> None:
    """Also those that are off until the organisation switches them on."""
    with tenant(amir.organisation_id):
        for key in OPEN:
            NetworkApp.objects.create(network=key, is_enabled=True)


@pytest.fixture
def item(amir: Membership) -> ContentItem:
    with tenant(amir.organisation_id):
        return ContentItemFactory(url="https://acme.example/bridge")


def draft(person: Membership, network: str, item: ContentItem | None = None, **values: Any) -> Share:
    with tenant(person.organisation_id):
        return shares.save_draft(actor=person, network=network, text="My own words.", item=item, **values)


def opened(client_of: ClientOf, url_of: Url, person: Membership, share: Share) -> str:
    answer = client_of(person).get(url_of(person.organisation, "sharing:share_by_hand", public_id=share.public_id))
    assert answer.status_code == 200
    return answer.content.decode()


def window(page: str) -> str:
    found = re.search(r'by-hand__open"><a [^>]*href="([^"]+)"', page)
    assert found
    return found.group(1).replace("&amp;", "&")


@pytest.mark.parametrize("key", OPEN)
def test_every_network_is_shared_to_by_hand(
    amir: Membership, item: ContentItem, every_network: None, client_of: ClientOf, url_of: Url, key: str
) -> None:
    with tenant(amir.organisation_id):
        picture = AssetFactory(owner=amir)
    share = draft(amir, key, item, pictures=[(picture, "A bridge at night")])
    page = opened(client_of, url_of, amir, share)
    text = re.search(r'<textarea id="by-hand-text"[^>]*readonly[^>]*>\n(.*?)</textarea>', page, re.S)
    assert text
    assert "My own words." in text.group(1)
    assert re.search(rf'download href="[^"]*{picture.public_id}', page)
    limits, address = build(key).limits, window(page)
    query = parse_qs(urlsplit(address).query)
    if limits.intent == "prefilled":
        assert "My own words." in query["text"][0]
        assert "/l/" in f"{query}"
    elif limits.intent == "link_only":
        assert any("/l/" in values[0] for values in query.values())
        assert "My own words" not in address
    else:
        assert not query
        assert "cannot be followed" in page


def test_relaying_the_page_opens_the_networks_own_window(
    amir: Membership, every_network: None, client_of: ClientOf, url_of: Url
) -> None:
    share = draft(amir, "x", reshare_of="1445880548472328192", with_link=False)
    assert window(opened(client_of, url_of, amir, share)).endswith("/intent/retweet?tweet_id=1445880548472328192")


def test_done_is_believed_counted_and_taken_back(
    amir: Membership, item: ContentItem, client_of: ClientOf, url_of: Url
) -> None:
    share = draft(amir, "linkedin", item)
    client = client_of(amir)
    here = url_of(amir.organisation, "sharing:share_by_hand", public_id=share.public_id)
    refused = client.post(here, {"url": "no address"})
    assert refused.status_code == 422
    assert 'value="no address"' in refused.content.decode()
    assert client.post(here, {"url": "https://network.example/post/1"}).status_code == 302
    with tenant(amir.organisation_id):
        done = Share.objects.get(pk=share.pk)
        assert (done.state, done.evidence) == (ShareState.PUBLISHED, Evidence.DECLARED)
        assert done.external_url == "https://network.example/post/1"
        assert ShareStat.objects.filter(share=done).exists()
    back = url_of(amir.organisation, "sharing:share_take_back", public_id=share.public_id)
    assert client.post(back).url == here
    with tenant(amir.organisation_id):
        again = Share.objects.get(pk=share.pk)
        assert (again.state, again.evidence, again.published_at) == (ShareState.DRAFT, "", None)
        assert not ShareStat.objects.filter(share=again).exists()
    assert client.post(back).status_code == 302


def test_the_same_words_go_elsewhere_with_a_link_of_their_own(
    amir: Membership, item: ContentItem, every_network: None, client_of: ClientOf, url_of: Url
) -> None:
    share = draft(amir, "linkedin", item)
    client = client_of(amir)
    there = url_of(amir.organisation, "sharing:share_elsewhere", public_id=share.public_id)
    for _click in range(2):
        assert client.post(there, {"network": "facebook"}).status_code == 302
    with tenant(amir.organisation_id):
        first, second = Share.objects.filter(membership=amir).select_related("link").order_by("pk")
    assert (second.network, second.text) == ("facebook", first.text)
    assert first.link is not None
    assert second.link is not None
    assert first.link.code != second.link.code
    assert client.post(there, {"network": "viadeo"}).status_code == 302
    assert client.post(there, {"network": "nowhere"}).status_code == 302
    with tenant(amir.organisation_id):
        assert Share.objects.filter(membership=amir).count() == 2


def test_networks_without_publishing_are_off_until_switched_on_and_never_suggested(amir: Membership) -> None:
    with tenant(amir.organisation_id):
        offered = {each.key for each in selectors.networks(amir.organisation)}
        suggested = {choice.key for choice in network_choices()}
    by_hand_only = {key for key in REGISTRY if not build(key).limits.can_publish}
    assert offered.isdisjoint(by_hand_only)
    assert suggested.isdisjoint(by_hand_only)
