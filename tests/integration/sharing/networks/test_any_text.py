"""Any text a person can approve is the text that arrives, character by character.

Ten thousand texts take the way of a post, from the adapter to what the simulated network shows, without the wire
between the two; two hundred take it over HTTP.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advocacy.lib import http
from advocacy.lib.secret import Secret
from sharing.networks.base import AppCredentials, Grant, Post, Rejected
from sharing.networks.linkedin import LinkedIn
from sharing.networks.little_text import RESERVED, hashtags
from sharing.networks.x import X
from sharing.simulator import tokens
from sharing.simulator.consent import SCOPES
from sharing.simulator.messages import Headers, Request
from sharing.simulator.routes import answer
from sharing.simulator.world import World
from tests.integration.sharing.networks.conftest import Subject

FREE = dict.fromkeys(("linkedin_member_day", "linkedin_app_day", "x_create_window", "x_member_day", "x_app_day"), 10**9)
# What LinkedIn reads as markup, what shells, HTML and X read as something, what changes how others are shown.
TRICKY = RESERVED + "# @é’«»…–&;\"'%$+/=?!.:\n\r\t\x00\u00a0\u202f\u200d\u200b\ufeff\u00ad\u202e\ufe0f\u0301aZ0"
PIECES = st.sampled_from(
    [
        "",
        "#énergie",
        "#a_b",
        "{hashtag|\\#|x}",
        "@[Acme](urn:li:organization:1)",
        "👩‍🔬🇫🇷1️⃣",
        "https://ex.com/a_b?x=(1)#y",
    ]
)
TEXTS = st.tuples(
    st.text(TRICKY, max_size=40), PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
).map("".join)


class Wireless:
    """The simulated networks in this process, called where the adapters call HTTP."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder, "http://sim.example")
        self.world.change(self.world.limits, {**FREE, "duplicate_window": -1})

    def call(self, method: str, url: str, *, json_body: object = None, headers: Any = None, **_: Any) -> http.Answer:
        parts = urlsplit(url)
        body = json.dumps(json_body, ensure_ascii=False).encode()
        request = Request(method, parts.path, parts.query, Headers((headers or {}).items()), body)
        reply = answer(self.world, request)
        return http.Answer(reply.status, dict(reply.headers), reply.body)

    def grant(self, network: str) -> Grant:
        profile = self.world.save_profile(network, "nadia", name="Nadia")
        made = tokens.issue(self.world, network, "test", "nadia", sorted(SCOPES[network]), refresh=False)
        member = self.world.member_id(profile, "test")
        return Grant(Secret(made["access_token"]), external_id=member, scopes=frozenset(made["scope"]))


@pytest.fixture
def wireless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wireless]:
    made = Wireless(tmp_path)
    monkeypatch.setattr(http, "call", made.call)
    yield made
    made.world.store.close()
    made.world.log.close()


def credentials(network: str) -> AppCredentials:
    return AppCredentials(client_id="test", base_url=f"http://sim.example/{network}")


def sent(network: LinkedIn | X, grant: Grant, text: str) -> str | None:
    """The id of the post that was made; None for a text nobody could approve, which is empty or too long.

    X counts emoji that are built by no rule in a way of its own and then refuses without publishing.
    """
    try:
        return network.publish(grant, Post(text=text)).external_id
    except Rejected as refused:
        if refused.code not in {"empty", "too_long", "cashtags", "refused"}:
            raise
        return None


EXAMPLES: list[Callable[[Any], Any]] = [
    example("62 % (measured) #energy @[Acme](urn:li:organization:1) {hashtag|\\#|x} _so_ *so* ~so~"),
    example("\\\\ \\# <b>gras</b> | [x] 👩‍🔬"),
    example("\u202e#\u0301é\r\n\t\x00\x7f\ufeff"),
]


def with_examples(test: Callable[[str], None]) -> Callable[[str], None]:
    for add in EXAMPLES:
        test = add(test)
    return test


def test_ten_thousand_texts_on_both_networks(wireless: Wireless) -> None:
    linkedin, x = LinkedIn(credentials("linkedin")), X(credentials("x"))
    for_linkedin, for_x = wireless.grant("linkedin"), wireless.grant("x")

    arrived = 0

    @settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
    @with_examples
    @given(TEXTS)
    def arrives(text: str) -> None:
        nonlocal arrived
        if urn := sent(linkedin, for_linkedin, text):
            post = wireless.world.store.get("post", urn) or {}
            assert (post["text"], post["hashtags"]) == (text, hashtags(text))
            arrived += 1
        if post_id := sent(x, for_x, text):
            assert (wireless.world.store.get("post", post_id) or {})["text"] == text
            arrived += 1

    arrives()
    assert arrived > 10_000
    assert wireless.world.meter.report(())["violations"]["truncated"] == 0


def test_a_comment_arrives_as_it_was_written(wireless: Wireless) -> None:
    network, grant = LinkedIn(credentials("linkedin")), wireless.grant("linkedin")
    urn = str(network.publish(grant, Post(text="Bonjour")).external_id)

    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @with_examples
    @given(TEXTS)
    def arrives(text: str) -> None:
        if not text.strip() or len(text) > network.limits.max_comment_length:
            return
        made = network.comment(grant, urn, text).external_id
        assert (wireless.world.store.get("comment", str(made)) or {})["text"] == text

    arrives()


def test_half_a_character_is_refused_before_any_call(wireless: Wireless) -> None:
    for network in (LinkedIn(credentials("linkedin")), X(credentials("x"))):
        with pytest.raises(Rejected) as error:
            network.publish(wireless.grant(network.key), Post(text="a\ud800"))
        assert (error.value.code, error.value.field) == ("invalid", "text")
    assert list(wireless.world.log.entries()) == []


def test_a_hundred_texts_over_http(subject: Subject) -> None:
    subject.simulator.control("limits", duplicate_window=-1, **FREE)
    grant = subject.grant()
    texts: list[str] = []

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @with_examples
    @given(TEXTS)
    def arrives(text: str) -> None:
        if sent(subject.network, grant, text):
            texts.append(text)

    arrives()
    assert [entry["text"] for entry in subject.published()] == texts
    assert len(texts) > 50
