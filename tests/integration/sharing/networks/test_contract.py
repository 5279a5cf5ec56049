"""What every adapter must do, tried against the simulated networks over real HTTP."""

import base64
import hashlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from advocacy.lib import http
from advocacy.lib.secret import Secret
from sharing.networks.base import (
    CODES,
    Grant,
    Image,
    Media,
    NetworkError,
    NetworkUnavailable,
    OutcomeUnknown,
    Post,
    ReconnectNeeded,
    Rejected,
    TryLater,
)
from tests.integration.sharing.networks.conftest import PNG, REDIRECT, Subject, make

LONG_TEXT = "Deux ans après les travaux, le lycée consomme 62 % d’énergie en moins (et c’est mesuré) #énergie 👋"


def pair() -> tuple[str, str]:
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def connect(subject: Subject, handle: str = "nadia") -> Grant:
    verifier, challenge = pair()
    url = subject.network.authorise_url(state="s-1", redirect_uri=REDIRECT, challenge=challenge)
    back = subject.consent(url, handle=handle)
    assert back["state"] == "s-1"
    return subject.network.exchange(code=back["code"], redirect_uri=REDIRECT, verifier=verifier)


# --- Connecting ------------------------------------------------------------------------------------------------------
def test_a_consent_becomes_a_grant_that_can_publish(subject: Subject) -> None:
    grant = connect(subject)
    profile = subject.network.profile(grant)
    assert profile.name == "Nadia"
    assert profile.external_id
    assert grant.external_id in ("", profile.external_id)
    assert grant.expires_at is not None
    receipt = subject.network.publish(replace(grant, external_id=profile.external_id), Post(text="Bonjour"))
    assert [entry["id"] for entry in subject.published()] == [receipt.external_id]


def test_a_refusal_comes_back_with_an_error_and_the_state(subject: Subject) -> None:
    url = subject.network.authorise_url(state="s-2", redirect_uri=REDIRECT, challenge=pair()[1])
    back = subject.consent(url, answer="cancel")
    assert back["state"] == "s-2"
    assert back["error"] in ("access_denied", "user_cancelled_authorize")


def test_a_code_works_once_and_not_for_long(subject: Subject) -> None:
    verifier, challenge = pair()
    url = subject.network.authorise_url(state="s", redirect_uri=REDIRECT, challenge=challenge)
    code = subject.consent(url)["code"]
    subject.network.exchange(code=code, redirect_uri=REDIRECT, verifier=verifier)
    with pytest.raises(ReconnectNeeded) as used:
        subject.network.exchange(code=code, redirect_uri=REDIRECT, verifier=verifier)
    # A fresh person, so that neither network skips the question.
    code = subject.consent(url, handle="thomas")["code"]
    subject.simulator.control("clock", advance=1801)
    with pytest.raises(ReconnectNeeded) as old:
        subject.network.exchange(code=code, redirect_uri=REDIRECT, verifier=verifier)
    assert used.value.code == old.value.code == "code_refused"


def test_wrong_keys_are_the_operators_business(subject: Subject) -> None:
    subject.simulator.control("apps", network=subject.key, client_id="test", secret="another")
    verifier, challenge = pair()
    url = subject.network.authorise_url(state="s", redirect_uri=REDIRECT, challenge=challenge)
    code = subject.consent(url)["code"]
    with pytest.raises(NetworkUnavailable) as error:
        subject.network.exchange(code=code, redirect_uri=REDIRECT, verifier=verifier)
    assert error.value.kind == "app_credentials"


def test_an_expired_or_revoked_token_asks_for_a_new_connection(subject: Subject) -> None:
    grant = subject.grant()
    subject.simulator.control("revoke", network=subject.key, handle="nadia")
    with pytest.raises(ReconnectNeeded):
        subject.network.publish(grant, Post(text="Bonjour"))
    late = subject.grant()
    subject.simulator.control("clock", advance=61 * 86_400)
    with pytest.raises(ReconnectNeeded):
        subject.network.publish(late, Post(text="Bonsoir"))
    with pytest.raises(ReconnectNeeded):
        subject.network.publish(replace(late, access_token=Secret("")), Post(text="Bonsoir"))
    assert subject.published() == []


# --- Publishing ------------------------------------------------------------------------------------------------------
def test_what_was_approved_is_what_goes_out(subject: Subject) -> None:
    receipt = subject.network.publish(subject.grant(), Post(text=LONG_TEXT))
    [entry] = subject.published()
    assert entry["text"] == LONG_TEXT
    assert entry["text_sha256"] == hashlib.sha256(LONG_TEXT.encode()).hexdigest()
    assert receipt.external_id == entry["id"]
    page = requests.get(receipt.url, timeout=5)
    assert page.status_code == 200
    assert "62 % d’énergie" in page.text


def test_images_are_uploaded_then_published_with_their_descriptions(subject: Subject) -> None:
    grant = subject.grant()
    alts = ["Façade en bois", "Toit végétal", "Cour"]
    ids = [subject.network.upload(grant, Image(PNG, "image/png", alt)) for alt in alts]
    media = tuple(Media(media_id, alt) for media_id, alt in zip(ids, alts, strict=True))
    one = subject.network.publish(grant, Post(text="Une image", media=media[:1]))
    three = subject.network.publish(grant, Post(text="Trois images", media=media))
    for receipt, expected in ((one, alts[:1]), (three, alts)):
        page = requests.get(receipt.url, timeout=5).text
        assert [alt for alt in alts if f'alt="{alt}"' in page] == expected


def test_what_is_too_long_or_empty_is_refused_before_any_call(subject: Subject) -> None:
    limits = subject.network.limits
    too_many = tuple(Media(str(number)) for number in range(limits.max_images + 1))
    posts = {
        "too_long": Post(text="é" * (limits.max_length + 1)),
        "empty": Post(text=" \n"),
        "too_many_images": Post(text="a", media=too_many),
        "alt_text_too_long": Post(text="a", media=(Media("1", "a" * (limits.max_alt_length + 1)),)),
    }
    for code, post in posts.items():
        with pytest.raises(Rejected) as error:
            subject.network.publish(subject.grant(), post)
        assert error.value.code == code
    assert subject.simulator.log(event="create") == []


def test_the_longest_text_allowed_is_accepted(subject: Subject) -> None:
    subject.network.publish(subject.grant(), Post(text="é" * subject.network.limits.max_length))
    assert len(subject.published()) == 1


def test_an_image_of_a_wrong_kind_is_refused_before_any_call(subject: Subject) -> None:
    with pytest.raises(Rejected) as error:
        subject.network.upload(subject.grant(), Image(b"<svg/>", "image/svg+xml"))
    assert (error.value.code, error.value.field) == ("image_type", "media")


def test_the_same_text_twice_is_a_duplicate(subject: Subject) -> None:
    grant = subject.grant()
    subject.network.publish(grant, Post(text="Une seule fois"))
    with pytest.raises(Rejected) as error:
        subject.network.publish(grant, Post(text="Une seule fois"))
    assert (error.value.code, error.value.field) == ("duplicate", "text")
    assert len(subject.published()) == 1


# --- Failures --------------------------------------------------------------------------------------------------------
FAILURES: list[tuple[str, type[NetworkError], int]] = [
    ("429", TryLater, 0),
    ("401", ReconnectNeeded, 0),
    ("401_expired", ReconnectNeeded, 0),
    ("403_scope", ReconnectNeeded, 0),
    ("duplicate", Rejected, 0),
    ("400", Rejected, 0),
    ("422", Rejected, 0),
    ("413", Rejected, 0),
    ("404_media", Rejected, 0),
    ("500_before", OutcomeUnknown, 0),
    ("502_before", OutcomeUnknown, 0),
    ("408_before", OutcomeUnknown, 0),
    ("503_after", OutcomeUnknown, 1),
    ("500_after", OutcomeUnknown, 1),
    ("504_after", OutcomeUnknown, 1),
    ("reset_before", OutcomeUnknown, 0),
    ("close_before", OutcomeUnknown, 0),
    ("reset_after", OutcomeUnknown, 1),
    ("close_after", OutcomeUnknown, 1),
    ("cut_head", OutcomeUnknown, 1),
    ("redirect", OutcomeUnknown, 0),
    ("redirect_after", OutcomeUnknown, 1),
]


@pytest.mark.parametrize(("fault", "expected", "made"), FAILURES, ids=[row[0] for row in FAILURES])
def test_each_failure_is_one_error_and_never_two_posts(
    subject: Subject, fault: str, expected: type[NetworkError], made: int
) -> None:
    with pytest.raises(expected) as error:
        subject.network.publish(subject.grant(), Post(text=f"Essai [[fault:{fault}]]"))
    assert type(error.value) is expected
    assert error.value.code in CODES[expected.__name__]
    assert len(subject.published()) == made
    assert len(subject.simulator.log(event="create")) == 1


@pytest.mark.parametrize("fault", ["timeout_before", "timeout_after", "drip"])
def test_a_network_that_never_answers_leaves_the_outcome_unknown(
    subject: Subject, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = http.call
    monkeypatch.setattr(http, "call", lambda *args, **options: real(*args, **{**options, "deadline": 0.6}))
    with pytest.raises(OutcomeUnknown) as error:
        subject.network.publish(subject.grant(), Post(text=f"Essai [[fault:{fault}:3]]"))
    assert error.value.code == "timeout"
    assert len(subject.published()) == (0 if fault == "timeout_before" else 1)


def test_a_network_that_is_not_there_has_got_nothing(subject: Subject) -> None:
    grant = subject.grant()
    away = make(subject.key, subject.simulator, base_url=f"http://127.0.0.1:9/{subject.key}")
    for act in (
        lambda: away.network.publish(grant, Post(text="Bonjour")),
        lambda: away.network.profile(grant),
        lambda: away.network.upload(grant, Image(PNG, "image/png")),
    ):
        with pytest.raises(TryLater) as error:
            act()
        assert error.value.code == "not_sent"


def test_a_success_without_an_id_is_a_success(subject: Subject) -> None:
    receipt = subject.network.publish(subject.grant(), Post(text="Essai [[fault:no_id]]"))
    assert (receipt.external_id, receipt.url) == (None, "")
    assert len(subject.published()) == 1


def test_a_mark_may_fail_a_few_times_only(subject: Subject) -> None:
    grant, post = subject.grant(), Post(text="Essai [[fault:429*2]]")
    for _ in range(2):
        with pytest.raises(TryLater):
            subject.network.publish(grant, post)
    assert subject.network.publish(grant, post).external_id


def test_a_post_can_be_accepted_long_after_the_connection_broke(subject: Subject) -> None:
    with pytest.raises(OutcomeUnknown):
        subject.network.publish(subject.grant(), Post(text="Essai [[fault:late_after:0.3]]"))
    assert subject.published() == []
    subject.simulator.wait_for(1, event="create", accepted="true")


@pytest.mark.parametrize("kind", ["500_before", "reset_before", "429", "401", "cut_body", "garbage"])
def test_failures_of_calls_that_may_be_repeated_are_never_unknown(subject: Subject, kind: str) -> None:
    grant = subject.grant()
    calls: dict[str, Callable[[], object]] = {
        "upload": lambda: subject.network.upload(grant, Image(PNG, "image/png")),
        "userinfo": lambda: subject.network.profile(grant),
        "read": lambda: subject.network.measure(grant, [made]),
    }
    made = str(subject.network.publish(grant, Post(text="Bonjour")).external_id)
    for on, call in calls.items():
        subject.simulator.control("faults", faults=[{"kind": kind, "on": on}])
        with pytest.raises((TryLater, ReconnectNeeded, NetworkUnavailable)):
            call()
    subject.simulator.control("faults", faults=[], seed=1)


# --- Afterwards ------------------------------------------------------------------------------------------------------
def test_a_post_is_deleted_once_or_twice_and_its_page_is_gone(subject: Subject) -> None:
    grant = subject.grant()
    receipt = subject.network.publish(grant, Post(text="À effacer"))
    for _ in range(2):
        subject.network.delete(grant, str(receipt.external_id))
    assert requests.get(receipt.url, timeout=5).status_code == 404
    assert len(subject.simulator.log(event="delete")) == 1


def test_figures_grow_and_unknown_is_not_zero(subject: Subject) -> None:
    grant = subject.grant()
    made = str(subject.network.publish(grant, Post(text="Voir https://r.example/a1")).external_id)
    first = subject.network.measure(grant, [made])[made]
    subject.simulator.control("clock", advance=40 * 3600)
    grant = subject.grant()
    later = subject.network.measure(grant, [made])[made]
    assert (first.impressions, first.reactions) == (0, 0)
    assert later.impressions is not None
    assert later.impressions > 20
    assert later.link_clicks is not None
    assert (later.members_reached is None) is (subject.key == "x")


# --- Secrets ---------------------------------------------------------------------------------------------------------
def test_no_token_is_ever_logged_or_shown(
    subject: Subject, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    grant = connect(subject)
    grant = replace(grant, external_id=subject.network.profile(grant).external_id)
    shown = [repr(grant), repr(subject.network.credentials), f"{grant}"]
    for fault in ("500_after", "401", "reset_after", "400", "429"):
        with pytest.raises(NetworkError) as error:
            subject.network.publish(grant, Post(text=f"Essai [[fault:{fault}]]"))
        shown += [repr(error.value), str(error.value), repr(error.value.__dict__), repr(error.value.__context__)]
    broken = replace(grant, access_token=Secret(grant.access_token.reveal() + "\n"))
    with pytest.raises(NetworkError) as refused:
        subject.network.publish(broken, Post(text="Bonjour"))
    shown += [repr(refused.value), str(refused.value), repr(refused.value.__context__)]
    output = "\n".join([*shown, caplog.text, *capfd.readouterr(), *(str(entry) for entry in subject.simulator.log())])
    for secret in (grant.access_token, grant.refresh_token, subject.network.credentials.client_secret):
        assert not secret or secret.reveal() not in output


def test_the_consent_address_carries_no_secret(subject: Subject) -> None:
    url = subject.network.authorise_url(state="s", redirect_uri=REDIRECT, challenge="c")
    query = parse_qs(urlsplit(url).query)
    assert query["client_id"] == ["test"]
    assert "a-secret" not in url
