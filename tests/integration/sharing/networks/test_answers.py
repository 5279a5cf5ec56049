"""Every answer the networks are known to give becomes the one error that says what to do.

Each row really asks the simulated network and hands what it answered, byte for byte, to the adapter. The rows follow
the catalogues of refusals of both networks; those of the last table follow what is to be done about each class.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import requests

from advocacy.lib import http
from advocacy.lib.secret import Secret
from sharing.networks import linkedin_errors, x_errors
from sharing.networks.base import Card, Grant, Image, Media, NetworkError, Post, Rejected, TryLater
from tests.integration.sharing.networks.conftest import PNG, REDIRECT, Subject, make


def named(error: NetworkError) -> str:
    return f"{type(error).__name__}.{error.code}"


def outcome(act: Callable[[], object]) -> str:
    """What came of a call: the error's name, or "ok"."""
    try:
        act()
    except NetworkError as error:
        return named(error)
    return "ok"


def raw(subject: Subject, method: str, path: str, **options: Any) -> http.Answer:
    """An answer to a call that the adapter would not make."""
    headers = {"LinkedIn-Version": "202609", **options.pop("headers", {})}
    got = requests.request(
        method, f"{subject.simulator.url}/{subject.key}/{path}", headers=headers, timeout=5, **options
    )
    return http.Answer(got.status_code, got.headers, got.content)


def bearer(grant: Grant) -> dict[str, str]:
    return {"Authorization": f"Bearer {grant.access_token.reveal()}"}


@dataclass(frozen=True)
class Row:
    """One case: what is arranged and done, and what must come of it when a post is made."""

    case: str
    expected: str
    act: Callable[[Subject], object]


def marked(kind: str) -> Callable[[Subject], object]:
    """A post that the network answers as its mark asks."""
    return lambda subject: subject.network.publish(subject.grant(), Post(f"Essai [[fault:{kind}]]"))


def drawn(kind: str, on: str, act: Callable[[Subject, Grant], object]) -> Callable[[Subject], object]:
    """Another call that the network answers so."""

    def run(subject: Subject) -> object:
        grant = subject.grant()
        subject.simulator.control("faults", faults=[{"kind": kind, "on": on, "times": 1}])
        return act(subject, grant)

    return run


def limited(post_first: int, **limits: Any) -> Callable[[Subject], object]:
    def run(subject: Subject) -> object:
        subject.simulator.control("limits", **limits)
        grant = subject.grant()
        for number in range(post_first):
            subject.network.publish(grant, Post(f"n° {number}"))
        return subject.network.publish(grant, Post("Un de trop"))

    return run


def advanced(seconds: float) -> Callable[[Subject], object]:
    def run(subject: Subject) -> object:
        grant = subject.grant()
        subject.simulator.control("clock", advance=seconds)
        return subject.network.publish(grant, Post("Bonjour"))

    return run


def revoked(subject: Subject) -> object:
    grant = subject.grant()
    subject.simulator.control("revoke", network=subject.key, handle="nadia")
    return subject.network.publish(grant, Post("Bonjour"))


def twice(subject: Subject) -> object:
    grant = subject.grant()
    subject.network.publish(grant, Post("Une fois"))
    return subject.network.publish(grant, Post("Une fois"))


def somebody_else(subject: Subject) -> object:
    other = subject.grant("thomas").external_id
    return subject.network.publish(replace(subject.grant(), external_id=other), Post("Bonjour"))


def without(scope: str) -> Callable[[Subject], object]:
    """A grant whose scopes we do not know, and which lacks one."""

    def run(subject: Subject) -> object:
        known = {"linkedin": ["openid", "profile"], "x": ["tweet.read", "users.read", "tweet.write"]}[subject.key]
        grant = replace(subject.grant(scopes=[item for item in known if item != scope]), scopes=frozenset())
        if scope == "media.write":
            return subject.network.upload(grant, Image(PNG, "image/png"))
        return subject.network.publish(grant, Post("Bonjour"))

    return run


def foreign_image(subject: Subject) -> object:
    media = Media(subject.network.upload(subject.grant("thomas"), Image(PNG, "image/png")))
    return subject.network.publish(subject.grant(), Post("Image", media=(media,)))


def read_raw(method: str, path: str, **options: Any) -> Callable[[Subject], object]:
    """An answer the adapter never asks for by itself, explained as it would."""

    def run(subject: Subject) -> object:
        explain = linkedin_errors.explain if subject.key == "linkedin" else x_errors.explain
        given = {**options, "headers": {**bearer(subject.grant()), **options.get("headers", {})}}
        raise explain(raw(subject, method, path, **given), creating=True)

    return run


def bad_link(subject: Subject) -> object:
    return subject.network.publish(subject.grant(), Post("Lire", link="ftp://a", card=Card("Titre")))


def refresh_unknown(subject: Subject) -> object:
    subject.simulator.control("apps", network=subject.key, client_id="test", secret="a-secret", refresh=True)
    return subject.network.refresh(replace(subject.grant(), refresh_token=Secret("unknown")))


def code_unknown(subject: Subject) -> object:
    return subject.network.exchange(code="unknown", redirect_uri=REDIRECT, verifier="v" * 43)


def wrong_keys(subject: Subject) -> object:
    subject.simulator.control("apps", network=subject.key, client_id="test", secret="another")
    return code_unknown(subject)


def old_version(subject: Subject) -> object:
    return make("linkedin", subject.simulator, api_version="202511").network.publish(subject.grant(), Post("Bonjour"))


def image(subject: Subject, grant: Grant) -> object:
    return subject.network.upload(grant, Image(PNG, "image/png", "Cour"))


LINKEDIN = [
    Row("no token", "ReconnectNeeded.token_invalid", read_raw("POST", "rest/posts", headers={"Authorization": ""})),
    Row(
        "unknown token",
        "ReconnectNeeded.token_invalid",
        lambda subject: subject.network.publish(replace(subject.grant(), access_token=Secret("AQx")), Post("a")),
    ),
    Row("revoked token", "ReconnectNeeded.token_revoked", revoked),
    Row("expired token", "ReconnectNeeded.token_expired", advanced(61 * 86_400)),
    Row("scope missing", "ReconnectNeeded.scope_missing", without("w_member_social")),
    Row("not your author", "ReconnectNeeded.scope_missing", somebody_else),
    Row("schema error", "Rejected.invalid", read_raw("POST", "rest/posts", json={"commentary": "a"})),
    Row("not JSON", "Rejected.invalid", read_raw("POST", "rest/posts", data=b"{")),
    Row("duplicate", "Rejected.duplicate", twice),
    Row(
        "version missing",
        "NetworkUnavailable.version_sunset",
        read_raw("POST", "rest/posts", headers={"LinkedIn-Version": ""}),
    ),
    Row("version ended", "NetworkUnavailable.version_sunset", old_version),
    Row("throttled, member", "TryLater.daily_limit", limited(1, linkedin_member_day=1)),
    Row("throttled, application", "TryLater.app_daily_limit", limited(1, linkedin_app_day=1)),
    Row("throttled, without a window", "TryLater.rate_limited", marked("429")),
    Row("throttled, unverified member", "TryLater.daily_limit", marked("429_unverified")),
    Row("server error", "OutcomeUnknown.server_error", marked("500_before")),
    Row("bad gateway", "OutcomeUnknown.server_error", marked("502_after")),
    Row("unavailable", "OutcomeUnknown.server_error", marked("503_before")),
    Row("gateway timeout", "OutcomeUnknown.server_error", marked("504_after")),
    Row("request timeout", "OutcomeUnknown.server_error", marked("408_before")),
    Row("redirect", "OutcomeUnknown.redirected", marked("redirect")),
    Row("image of somebody else", "Rejected.media_gone", foreign_image),
    Row("image asset lost", "Rejected.media_gone", marked("404_media")),
    Row("conflict", "Rejected.media_gone", marked("409")),
    Row("not found", "Rejected.media_gone", marked("404")),
    Row("asset waiting", "TryLater.media_not_ready", marked("media_not_ready")),
    Row("asset failed", "Rejected.image_failed", marked("media_failed")),
    Row("too large", "Rejected.image_size", marked("413")),
    Row("upload address expired", "Rejected.media_gone", read_raw("PUT", "dms-uploads/none/0", data=b"x")),
    Row(
        "text too long",
        "Rejected.too_long",
        lambda subject: read_raw("POST", "rest/posts", json=long_body(subject))(subject),
    ),
    Row("link refused", "Rejected.link", bad_link),
    Row("text refused", "Rejected.invalid", marked("422")),
    Row(
        "activity relayed",
        "Rejected.reshare_gone",
        lambda s: s.network.publish(s.grant(), Post("", reshare_of="urn:li:share:1")),
    ),
    Row("code unknown", "ReconnectNeeded.code_refused", code_unknown),
    Row("refresh refused", "ReconnectNeeded.refresh_refused", refresh_unknown),
    Row("wrong keys", "NetworkUnavailable.app_credentials", wrong_keys),
    Row("upload, server error", "TryLater.server_error", drawn("503_before", "upload", image)),
    Row("upload, second step lost", "TryLater.connection_lost", drawn("reset_after", "put", image)),
    Row(
        "delete, server error",
        "TryLater.server_error",
        drawn("500_after", "delete", lambda s, g: s.network.delete(g, "urn:li:share:1")),
    ),
    Row(
        "followers, garbage",
        "NetworkUnavailable.unexpected_answer",
        drawn("garbage", "followers", lambda s, g: s.network.followers(g)),
    ),
]


def long_body(subject: Subject) -> dict[str, Any]:
    return {
        "author": f"urn:li:person:{subject.grant().external_id}",
        "commentary": "é" * 3001,
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED"},
        "lifecycleState": "PUBLISHED",
    }


X = [
    Row("no token", "ReconnectNeeded.token_invalid", read_raw("POST", "2/tweets", headers={"Authorization": ""})),
    Row(
        "unknown token",
        "ReconnectNeeded.token_invalid",
        lambda subject: subject.network.publish(replace(subject.grant(), access_token=Secret("x")), Post("a")),
    ),
    Row("revoked token", "ReconnectNeeded.token_invalid", revoked),
    Row("expired token", "ReconnectNeeded.token_invalid", advanced(7201)),
    Row("application's token", "ReconnectNeeded.scope_missing", marked("403_app_only")),
    Row("scope missing", "ReconnectNeeded.scope_missing", without("tweet.write")),
    Row("media scope missing", "ReconnectNeeded.scope_missing", without("media.write")),
    Row("duplicate", "Rejected.duplicate", twice),
    Row("not permitted", "Rejected.refused", marked("403")),
    Row(
        "not summoned",
        "Rejected.refused",
        read_raw("POST", "2/tweets", json={"text": "a", "reply": {"in_reply_to_tweet_id": "1"}}),
    ),
    Row("suspended", "ReconnectNeeded.account_suspended", marked("suspended")),
    Row("application not enrolled", "NetworkUnavailable.app_forbidden", marked("403_client")),
    Row("invalid body", "Rejected.invalid", read_raw("POST", "2/tweets", json={"text": "a", "colour": "red"})),
    Row("not JSON", "Rejected.invalid", read_raw("POST", "2/tweets", data=b"{")),
    Row("no credits", "NetworkUnavailable.credits_spent", limited(0, x_credits=0.0)),
    Row("no credits, newer words", "NetworkUnavailable.credits_spent", marked("402_new")),
    Row("rate limit", "TryLater.rate_limited", limited(1, x_create_window=1)),
    Row("daily limit, application", "TryLater.app_daily_limit", limited(1, x_app_day=1)),
    Row("daily limit, member", "TryLater.rate_limited", limited(1, x_member_day=1)),
    Row("rate limit without headers", "TryLater.rate_limited", marked("429_bare")),
    Row("usage cap", "NetworkUnavailable.usage_capped", marked("429_day")),
    Row("server error", "OutcomeUnknown.server_error", marked("500_before")),
    Row("bad gateway", "OutcomeUnknown.server_error", marked("502_after")),
    Row("unavailable", "OutcomeUnknown.server_error", marked("503_before")),
    Row("gateway timeout", "OutcomeUnknown.server_error", marked("504_after")),
    Row("redirect", "OutcomeUnknown.redirected", marked("redirect")),
    Row("media of somebody else", "Rejected.media_gone", foreign_image),
    Row("media expired", "Rejected.media_gone", marked("404_media")),
    Row("too large", "Rejected.image_size", marked("413")),
    Row("text refused", "Rejected.invalid", marked("422")),
    Row(
        "relayed post gone",
        "Rejected.reshare_gone",
        lambda s: s.network.publish(s.grant(), Post("", reshare_of="12345")),
    ),
    Row("code unknown", "ReconnectNeeded.code_refused", code_unknown),
    Row("refresh refused", "ReconnectNeeded.refresh_refused", refresh_unknown),
    Row("wrong keys", "NetworkUnavailable.app_credentials", wrong_keys),
    Row("upload, server error", "TryLater.server_error", drawn("503_before", "upload", image)),
    Row("upload, description lost", "TryLater.connection_lost", drawn("reset_after", "describe", image)),
    Row(
        "read, server error",
        "TryLater.server_error",
        drawn("500_after", "read", lambda s, g: s.network.find(g, Post("a"))),
    ),
    Row(
        "delete, rate limit", "TryLater.rate_limited", drawn("429", "delete", lambda s, g: s.network.delete(g, "12345"))
    ),
    Row(
        "revoke, server error", "TryLater.server_error", drawn("503_before", "revoke", lambda s, g: s.network.revoke(g))
    ),
]


def ids(rows: list[Row]) -> list[str]:
    return [row.case for row in rows]


@pytest.mark.parametrize("row", LINKEDIN, ids=ids(LINKEDIN))
def test_linkedin(row: Row, linkedin: Subject) -> None:
    assert outcome(lambda: row.act(linkedin)) == row.expected


@pytest.mark.parametrize("row", X, ids=ids(X))
def test_x(row: Row, x: Subject) -> None:
    assert outcome(lambda: row.act(x)) == row.expected


# --- What is to be done about each class -----------------------------------------------------------------------------
# Whether the post was made, and what the caller is told, for every class of failure of the one call that is unsafe.
@pytest.mark.parametrize(
    ("kind", "made", "linkedin_says", "x_says"),
    [
        ("ok", 1, "ok", "ok"),
        ("cut_body", 1, "ok", "OutcomeUnknown"),
        ("no_id", 1, "ok", "ok"),
        ("garbage", 1, "ok", "OutcomeUnknown"),
        ("400", 0, "Rejected", "Rejected"),
        ("413", 0, "Rejected", "Rejected"),
        ("422", 0, "Rejected", "Rejected"),
        ("401", 0, "ReconnectNeeded", "ReconnectNeeded"),
        ("403_scope", 0, "ReconnectNeeded", "ReconnectNeeded"),
        ("duplicate", 0, "Rejected", "Rejected"),
        ("404_media", 0, "Rejected", "Rejected"),
        ("409", 0, "Rejected", "Rejected"),
        ("429", 0, "TryLater", "TryLater"),
        ("500_before", 0, "OutcomeUnknown", "OutcomeUnknown"),
        ("500_after", 1, "OutcomeUnknown", "OutcomeUnknown"),
        ("502_after", 1, "OutcomeUnknown", "OutcomeUnknown"),
        ("503_before", 0, "OutcomeUnknown", "OutcomeUnknown"),
        ("504_after", 1, "OutcomeUnknown", "OutcomeUnknown"),
        ("reset_before", 0, "OutcomeUnknown", "OutcomeUnknown"),
        ("reset_after", 1, "OutcomeUnknown", "OutcomeUnknown"),
        ("close_before", 0, "OutcomeUnknown", "OutcomeUnknown"),
        ("close_after", 1, "OutcomeUnknown", "OutcomeUnknown"),
        ("cut_head", 1, "OutcomeUnknown", "OutcomeUnknown"),
        ("redirect", 0, "OutcomeUnknown", "OutcomeUnknown"),
        ("redirect_after", 1, "OutcomeUnknown", "OutcomeUnknown"),
    ],
)
@pytest.mark.parametrize("content", ["text", "image", "card", "reshare"])
def test_what_the_unsafe_call_says(
    subject: Subject, content: str, kind: str, made: int, linkedin_says: str, x_says: str
) -> None:
    grant = subject.grant()
    post = Post("Essai")
    if content == "image":
        post = Post("Essai", media=(Media(subject.network.upload(grant, Image(PNG, "image/png"))),))
    elif content == "card" and subject.key == "linkedin":
        post = Post("Essai", link="https://r.example.com/a1", card=Card("Titre", "Description"))
    elif content == "reshare":
        seeds = [{"network": subject.key, "handle": "thomas", "text": "Le lycée ouvre"}]
        post = Post("", reshare_of=subject.simulator.control("posts", posts=seeds)["posts"][0]["id"])
    subject.simulator.control("faults", faults=[{"kind": kind, "times": 1}])
    says = linkedin_says if subject.key == "linkedin" else x_says
    if subject.key == "x" and content == "reshare" and kind == "no_id":
        says = "OutcomeUnknown"  # what X confirms of a repost is not its id but that it happened
    assert outcome(lambda: subject.network.publish(grant, post)).partition(".")[0] == says
    assert len(subject.published()) == made


def test_waits_are_the_networks_own(linkedin: Subject, x: Subject) -> None:
    def after(subject: Subject, kind: str) -> timedelta:
        with pytest.raises(TryLater) as error:
            subject.network.publish(subject.grant(), Post(f"Essai [[fault:{kind}]]"))
        return error.value.after or timedelta()

    quarter, day = timedelta(minutes=15), timedelta(days=1)
    # LinkedIn names no moment: a quarter of an hour, or the end of its day.
    assert after(linkedin, "429") == quarter
    assert timedelta() < after(linkedin, "429_day") <= day
    # X names the end of the window that is exhausted, and the later one when two are.
    assert timedelta() < after(x, "429") <= quarter
    assert after(x, "429_bare") == quarter
    midnight = after(x, "429_app")
    assert midnight > quarter or midnight > after(x, "429")


def test_a_repetition_names_the_earlier_post_as_a_hint(linkedin: Subject) -> None:
    grant = linkedin.grant()
    first = linkedin.network.publish(grant, Post("Une fois")).external_id
    with pytest.raises(Rejected) as error:
        linkedin.network.publish(grant, Post("Une fois"))
    assert error.value.existing == first
