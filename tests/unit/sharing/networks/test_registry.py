"""Every network of the registry can be shown, counted and shared by hand without a key; old ones degrade quietly."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from advocacy.lib.secret import Secret
from sharing.networks import REGISTRY, adapter, build
from sharing.networks.base import AppCredentials, Document, Grant, Image, NotSupported, Post
from sharing.networks.linkedin_versions import VERSION, sunset

LINK = "https://r.example.com/a1"


@pytest.mark.parametrize("key", [*REGISTRY, "myspace"])
def test_every_network_can_be_shown_without_keys(key: str) -> None:
    network = build(key)
    assert (network.key, network.label) == (key, network.limits.label)
    assert network.limits.icon
    assert network.count("é") >= 1
    assert network.cautions("Bonjour") == ()
    assert network.profile_url("") == ""
    assert network.preview_limits is not None
    with pytest.raises(NotSupported):
        network.authorise_url(state="s", redirect_uri="https://a.example.com", challenge="c")


@pytest.mark.parametrize("key", ["viadeo", "myspace"])
def test_a_network_that_is_no_more_refuses_everything_and_says_why(key: str) -> None:
    network, grant = build(key), Grant(Secret("t"))
    assert network.limits.retired
    assert network.intent_url("a", LINK) is None
    assert network.repost_intent_url("1") is None
    assert network.reshare_id(LINK) == ""
    for act in (
        lambda: network.publish(grant, Post("a")),
        lambda: network.upload(grant, Image(b"", "image/png")),
        lambda: network.upload_document(grant, Document(b"", "application/pdf", "a")),
        lambda: network.comment(grant, "1", "a"),
        lambda: network.react(grant, "1"),
        lambda: network.followers(grant),
        lambda: network.measure(grant, ["1"]),
        lambda: network.refresh(grant),
        lambda: network.profile(grant),
        lambda: network.find(grant, Post("a")),
        lambda: network.delete(grant, "1"),
        lambda: network.revoke(grant),
        lambda: network.exchange(code="c", redirect_uri="r", verifier="v"),
    ):
        with pytest.raises(NotSupported) as error:
            act()
        assert error.value.code == "retired"


def test_an_adapter_is_built_once() -> None:
    assert adapter("x") is adapter("x")
    assert adapter("myspace") is adapter("myspace")


def test_the_dialogs_carry_what_each_network_allows() -> None:
    def query(key: str) -> dict[str, list[str]]:
        return parse_qs(urlsplit(build(key).intent_url(f"Été #un & deux\n{LINK}", LINK) or "").query)

    assert query("linkedin") == {"url": [LINK]}
    assert query("x") == {"text": ["Été #un & deux"], "url": [LINK]}
    assert query("facebook") == {"u": [LINK]}
    assert build("instagram").intent_url("a", LINK) is None
    assert build("linkedin").intent_url("a", "") is None


def test_a_post_is_relayed_by_hand_where_that_can_be_opened() -> None:
    assert build("x").repost_intent_url("123") == "https://x.com/intent/retweet?tweet_id=123"
    urn = "urn:li:share:7"
    assert build("linkedin").repost_intent_url(urn) == f"https://www.linkedin.com/feed/update/{urn}/"
    for key in ("facebook", "instagram"):
        assert build(key).repost_intent_url("1") is None
    assert build("x").repost_intent_url("") is build("linkedin").repost_intent_url("") is None


@pytest.mark.parametrize("key", ["facebook", "instagram"])
def test_where_nothing_can_be_published_everything_is_refused_beforehand(key: str) -> None:
    network = build(key)
    limits = network.limits
    offered = (limits.can_publish, limits.can_reshare, limits.document_types, limits.comment_scope, limits.react_scope)
    assert not any(offered)
    assert not limits.retired
    with pytest.raises(NotSupported) as error:
        network.publish(Grant(Secret("t")), Post("a"))
    assert error.value.code == "not_supported"


@pytest.mark.parametrize(
    ("key", "card", "expected"),
    [
        ("linkedin", True, "Bonjour"),
        ("linkedin", False, f"Bonjour\n\n{LINK}"),
        ("x", False, f"Bonjour\n{LINK}"),
        ("x", True, f"Bonjour\n{LINK}"),
        ("facebook", False, "Bonjour"),
        ("instagram", False, "Bonjour"),
    ],
)
def test_where_the_link_goes(key: str, card: bool, expected: str) -> None:
    network = build(key)
    assert network.text_with_link("Bonjour", LINK, card=card) == expected
    assert network.text_with_link(expected, LINK, card=card) == expected
    assert network.text_with_link("Bonjour", "", card=card) == "Bonjour"


def test_what_a_post_costs() -> None:
    assert build("linkedin").cost(LINK) == 0
    assert (build("x").cost("Bonjour"), build("x").cost(LINK)) == (Decimal("0.015"), Decimal("0.200"))


def test_cautions() -> None:
    assert build("linkedin").cautions("(" * 1600) == ("escaped_too_long",)
    assert build("x").cautions("$AAPL et $TSLA") == ("cashtags",)
    assert build("x").cautions("100$US, $5, ($TSLA) et $AAPL") == ()


def test_addresses_can_be_replaced_one_by_one() -> None:
    credentials = AppCredentials(client_id="a", base_url="http://sim/linkedin/", web_url="http://public/linkedin")
    assert credentials.url("web", "https://real") == "http://public/linkedin"
    assert credentials.url("api", "https://real") == "http://sim/linkedin"
    assert AppCredentials().url("api", "https://real/") == "https://real"
    assert "•••" in repr(AppCredentials(client_secret=Secret("hidden")))


def test_the_version_of_linkedin_has_a_known_end() -> None:
    ends = sunset(VERSION)
    assert ends is not None
    assert (VERSION[:4], ends.year) == ("2026", 2027)
    assert build("linkedin").limits.api_sunset == ends
    # One that the table does not know yet lives for a year at least; what is no version has no end.
    assert sunset("202611") == date(2027, 11, 1)
    assert sunset("latest") is sunset("202613") is sunset("") is None


def test_limits_agree_with_themselves() -> None:
    for key in REGISTRY:
        limits = build(key).limits
        assert bool(limits.image_types) is (limits.max_images > 0)
        assert bool(limits.document_types) is (limits.max_document_bytes > 0)
        assert bool(limits.comment_scope) is (limits.max_comment_length > 0)
        assert limits.counter == "utf16" or limits.link_length
        assert not (limits.retired and limits.can_publish)
