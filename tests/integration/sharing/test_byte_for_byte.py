"""What a person approved is what the network was given, byte for byte, whatever they wrote."""

import hashlib
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from sharing.models import BudgetWindow, Share
from sharing.services import links, publishing, shares
from sharing.states import ShareState
from tests.factories.content_library import ContentItemFactory
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

# Everything people type, and everything LinkedIn reads as markup.
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("|{}@[]()<>#\\*_~ \n\tabcéàœ’«» 👋🏽👩‍🔬🇫🇷ﷺ漢字عربيעברית\u200d\u00ad\ufeff$€&;'\"%+"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    min_size=1,
    max_size=120,
)


@pytest.fixture
def item(amir: Membership) -> ContentItem:
    with tenant(amir.organisation_id):
        made: ContentItem = ContentItemFactory()
    return made


@pytest.mark.promise("R10")
@pytest.mark.parametrize("network", ["linkedin", "x"])
def test_bytes(simulator: SimulatorProcess, amir: Membership, item: ContentItem, network: str) -> None:
    connected(simulator, amir, network)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(text=WORDS, with_link=st.booleans())
    @example(
        text="62 % (measured) #energy @[Acme](urn:li:organization:1) {hashtag|\\#|x} _so_ *so* ~so~", with_link=True
    )
    @example(text="\\\\ \\# <b>bold</b> | [x] 👩‍🔬", with_link=False)
    def publish(text: str, with_link: bool) -> None:
        key = hashlib.sha256(f"{network}{text}{with_link}".encode()).hexdigest()[:30]
        if with_link:
            text = f"{text}\n{links.address_for(actor=amir, network=network, request_key=key)}"
        # A network refuses the same text twice; a person would have been told.
        before = {post["text"] for post in simulator.published(network=network)}
        # Nobody posts this often: every text has a day of its own.
        BudgetWindow.objects.all().delete()
        values: dict[str, Any] = {"destination": item.url} if with_link else {}
        with tenant(amir.organisation_id):
            try:
                share = shares.schedule_share(
                    actor=amir, network=network, text=text, request_key=key, with_link=with_link, **values
                )
            except RuleViolation:
                return
            approved = share.text
        publishing.publish_one(amir.organisation_id, share.pk)
        with tenant(amir.organisation_id):
            row = Share.objects.get(pk=share.pk)
        if approved in before or row.reason == "cashtags":
            return
        assert row.state == ShareState.PUBLISHED, row.reason
        sent = [post for post in simulator.published(network=network) if post["id"] == row.external_id]
        assert [post["text"] for post in sent] == [approved]
        assert sent[0]["text_sha256"] == hashlib.sha256(approved.encode()).hexdigest()
        assert sent[0].get("cut_at") is None

    publish()
