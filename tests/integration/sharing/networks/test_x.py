"""What is particular to X."""

import base64
import threading
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from advocacy.lib import http
from advocacy.lib.secret import Secret
from sharing.networks.base import (
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
from sharing.networks.x_reading import posted_at
from tests.integration.sharing.networks.conftest import PNG, REDIRECT, Subject

LINK = "https://r.example.com/l/a1/b2"


def test_the_consent_is_asked_with_pkce_and_the_full_set_of_scopes(x: Subject) -> None:
    query = parse_qs(urlsplit(x.network.authorise_url(state="s", redirect_uri=REDIRECT, challenge="c")).query)
    assert query["code_challenge_method"] == ["S256"]
    assert set(query["scope"][0].split()) >= {"tweet.write", "offline.access", "media.write"}


def test_another_verifier_gets_nothing(x: Subject) -> None:
    code = x.consent(x.network.authorise_url(state="s", redirect_uri=REDIRECT, challenge="c" * 43))["code"]
    with pytest.raises(ReconnectNeeded) as error:
        x.network.exchange(code=code, redirect_uri=REDIRECT, verifier="v" * 43)
    assert error.value.code == "code_refused"


def test_a_code_lives_thirty_seconds(x: Subject) -> None:
    code = x.consent(x.network.authorise_url(state="s", redirect_uri=REDIRECT, challenge="c" * 43))["code"]
    x.simulator.control("clock", advance=31)
    with pytest.raises(ReconnectNeeded):
        x.network.exchange(code=code, redirect_uri=REDIRECT, verifier="v" * 43)


def keyed(x: Subject) -> Grant:
    x.simulator.control("apps", network="x", client_id="test", secret="a-secret")
    return x.grant()


def test_a_refresh_token_works_once(x: Subject) -> None:
    old = keyed(x)
    new = x.network.refresh(old)
    assert (new.refresh_token, new.access_token) != (old.refresh_token, old.access_token)
    assert (new.scopes, new.external_id, new.handle) == (old.scopes, old.external_id, old.handle)
    assert x.network.profile(new).handle == "nadia"
    with pytest.raises(ReconnectNeeded) as error:
        x.network.refresh(old)
    assert error.value.code == "refresh_refused"


def test_of_two_refreshes_at_the_same_moment_one_wins(x: Subject) -> None:
    old = keyed(x)
    outcomes: list[object] = []
    barrier = threading.Barrier(2)

    def run() -> None:
        barrier.wait()
        try:
            outcomes.append(x.network.refresh(old))
        except NetworkError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Grant", "ReconnectNeeded"]


@pytest.mark.parametrize("kind", ["500_after", "reset_after", "garbage", "cut_body"])
def test_a_refresh_whose_answer_is_lost_may_have_spent_the_token(x: Subject, kind: str) -> None:
    old = keyed(x)
    x.simulator.control("faults", faults=[{"kind": kind, "on": "token", "times": 1}])
    with pytest.raises(OutcomeUnknown):
        x.network.refresh(old)
    with pytest.raises(ReconnectNeeded):
        x.network.refresh(old)


def test_a_refresh_that_was_not_taken_can_be_tried_again(x: Subject) -> None:
    old = keyed(x)
    x.simulator.control("faults", faults=[{"kind": "500_before", "on": "token", "times": 1}])
    with pytest.raises(OutcomeUnknown):
        x.network.refresh(old)
    assert x.network.refresh(old).access_token


def test_an_access_token_lives_two_hours(x: Subject) -> None:
    grant = keyed(x)
    x.simulator.control("clock", advance=7201)
    with pytest.raises(ReconnectNeeded):
        x.network.publish(grant, Post(text="Bonjour"))
    assert x.network.publish(x.network.refresh(grant), Post(text="Bonjour")).external_id


def test_revoking_is_for_good_and_can_be_repeated(x: Subject) -> None:
    grant = keyed(x)
    x.network.revoke(grant)
    x.network.revoke(grant)
    with pytest.raises(ReconnectNeeded):
        x.network.profile(grant)
    with pytest.raises(ReconnectNeeded):
        x.network.refresh(grant)


def test_a_token_from_before_media_needs_a_new_consent(x: Subject) -> None:
    old = x.grant(scopes=["tweet.read", "tweet.write", "users.read", "offline.access"])
    with pytest.raises(ReconnectNeeded) as error:
        x.network.upload(old, Image(PNG, "image/png"))
    assert error.value.code == "scope_missing"


def test_no_credits_is_the_operators_business_and_links_cost_more(x: Subject) -> None:
    x.simulator.control("limits", x_credits=0.1)
    grant = x.grant()
    with pytest.raises(NetworkUnavailable) as error:
        x.network.publish(grant, Post(text=f"Lire {LINK}"))
    assert error.value.kind == "credits_spent"
    x.network.publish(grant, Post(text="Sans lien"))
    assert [entry["cost"] for entry in x.published()] == [0.015]
    assert float(x.network.cost("Sans lien")) == 0.015


def test_a_limit_opens_again_when_x_says_so(x: Subject) -> None:
    x.simulator.control("limits", x_create_window=1)
    grant = x.grant()
    x.network.publish(grant, Post(text="Un"))
    with pytest.raises(TryLater) as error:
        x.network.publish(grant, Post(text="Deux"))
    after = error.value.after
    assert after is not None
    assert 0 < after.total_seconds() <= 900
    x.simulator.control("clock", advance=after.total_seconds() + 1)
    assert x.network.publish(grant, Post(text="Deux")).external_id


def test_a_body_cut_before_its_end_leaves_the_outcome_unknown(x: Subject) -> None:
    with pytest.raises(OutcomeUnknown):
        x.network.publish(x.grant(), Post(text="Essai [[fault:cut_body]]"))
    assert len(x.published()) == 1


def test_two_cashtags_are_refused_before_any_call(x: Subject) -> None:
    with pytest.raises(Rejected) as error:
        x.network.publish(x.grant(), Post(text="Acheter $AAPL et $TSLA"))
    assert error.value.code == "cashtags"
    assert x.simulator.log(event="create") == []


def test_a_text_full_of_links_is_counted_as_x_counts(x: Subject) -> None:
    text = " ".join(f"https://www.example.com/{'a' * 60}/{number}" for number in range(11))
    assert x.network.count(text) == 263
    assert x.network.publish(x.grant(), Post(text=text)).external_id


def test_a_post_of_unknown_outcome_is_found_by_its_link(x: Subject) -> None:
    grant = x.grant()
    post = Post(text=f"Essai [[fault:500_after]]\n{LINK}", link=LINK)
    assert x.network.find(grant, post) is None
    with pytest.raises(OutcomeUnknown):
        x.network.publish(grant, post)
    x.network.publish(grant, Post(text="Une autre publication"))
    receipt = x.network.find(grant, post)
    assert receipt is not None
    assert x.published()[0]["id"] == receipt.external_id
    assert requests.get(receipt.url, timeout=5).status_code == 200


def test_a_post_without_its_own_link_is_found_by_its_text(x: Subject) -> None:
    grant, post = x.grant(), Post(text="Essai [[fault:reset_after]] voir https://example.com/a et  après")
    with pytest.raises(OutcomeUnknown):
        x.network.publish(grant, post)
    assert x.network.find(grant, post)
    assert x.network.find(grant, replace(post, text="Un autre texte")) is None
    assert x.network.find(grant, replace(post, link="https://r.example.com/other")) is None


def test_a_list_that_lags_finds_nothing_yet(x: Subject) -> None:
    x.simulator.control("latency", read_lag=60)
    grant, post = x.grant(), Post(text="Bonjour")
    x.network.publish(grant, post)
    assert x.network.find(grant, post) is None
    x.simulator.control("clock", advance=61)
    assert x.network.find(grant, post)


@pytest.mark.parametrize("kind", ["garbage", "500_before", "cut_body", "401", "429"])
def test_a_list_that_cannot_be_read_is_never_no(x: Subject, kind: str) -> None:
    x.simulator.control("faults", faults=[{"kind": kind, "on": "read"}])
    with pytest.raises(NetworkError):
        x.network.find(x.grant(), Post(text="Bonjour"))


def test_the_alternative_text_is_sent_with_the_image(x: Subject) -> None:
    grant = x.grant()
    media = Media(x.network.upload(grant, Image(PNG, "image/png", "Façade en bois")), "Façade en bois")
    receipt = x.network.publish(grant, Post(text="Image", media=(media,)))
    assert 'alt="Façade en bois"' in requests.get(receipt.url, timeout=5).text


def test_the_other_form_of_upload_works_as_well(x: Subject) -> None:
    grant = x.grant()
    headers = {"Authorization": f"Bearer {grant.access_token.reveal()}"}
    files = {"media": ("a.png", PNG, "image/png"), "media_category": (None, b"tweet_image")}
    answer = requests.post(f"{x.simulator.x}/2/media/upload", files=files, headers=headers, timeout=5)
    assert answer.json()["data"]["size"] == len(PNG)


def test_media_that_expired_is_gone(x: Subject) -> None:
    grant = keyed(x)
    media = Media(x.network.upload(grant, Image(PNG, "image/png")))
    x.simulator.control("clock", advance=25 * 3600)
    with pytest.raises(Rejected) as error:
        x.network.publish(x.network.refresh(grant), Post(text="Image", media=(media,)))
    assert (error.value.code, error.value.field) == ("media_gone", "media")


def test_a_hundred_posts_are_measured_by_one_call_and_the_deleted_are_gone(x: Subject) -> None:
    grant = x.grant()
    seeds = [{"network": "x", "handle": "nadia", "text": f"n° {number}", "hours_ago": 50} for number in range(120)]
    ids = [post["id"] for post in x.simulator.control("posts", posts=seeds)["posts"]]
    x.network.delete(grant, ids[7])
    found = x.network.measure(grant, [*ids, ids[0], "not-an-id"])
    assert len(x.simulator.log(event="read")) == 2
    assert set(found) == set(ids)
    assert [post_id for post_id in ids if found[post_id].gone] == [ids[7]]
    assert found[ids[0]].link_clicks == 0


def test_private_figures_end_after_thirty_days(x: Subject) -> None:
    seeds = [
        {"network": "x", "handle": "nadia", "text": "vieux", "hours_ago": 24 * 40, "figures": {"reactions": 12}},
        {"network": "x", "handle": "nadia", "text": "récent", "hours_ago": 24, "figures": {"link_clicks": 3}},
    ]
    old, new = (post["id"] for post in x.simulator.control("posts", posts=seeds)["posts"])
    found = x.network.measure(x.grant(), [old, new])
    assert (found[old].reactions, found[old].link_clicks) == (12, None)
    assert found[new].link_clicks == 3
    moments = posted_at(old), posted_at(new)
    assert moments[0] is not None
    assert moments[1] is not None
    assert (moments[1] - moments[0]).days == 39


@pytest.mark.parametrize("known", ["tweet.fields", "post.fields"])
def test_either_name_of_the_parameter_will_do(x: Subject, known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grant = x.grant()
    made = str(x.network.publish(grant, Post(text="Bonjour")).external_id)
    real = http.call
    asked: list[str] = []

    def strict(method: str, url: str, **options: object) -> http.Answer:
        """X after the renaming, or before: a parameter that it does not know is refused."""
        params = options.get("params") or {}
        assert isinstance(params, dict)
        names = [name for name in params if name.endswith(".fields")]
        asked.extend(names)
        if names != [known]:
            body = f'{{"errors":[{{"message":"The query parameter [{names[0]}] is not one of [ids]"}}]}}'
            return http.Answer(400, {}, body.encode())
        return real(method, url, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(http, "call", strict)
    assert x.network.measure(grant, [made])[made].impressions is not None
    assert asked[-1] == known


def test_the_keys_travel_in_a_header_and_not_in_the_body(x: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    grant, seen = keyed(x), []
    real = http.call

    def look(method: str, url: str, **options: object) -> http.Answer:
        seen.append(options)
        return real(method, url, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(http, "call", look)
    x.network.refresh(grant)
    [options] = seen
    assert "a-secret" not in str(options["form"])
    kind, value = str(options["headers"]["Authorization"]).split()  # type: ignore[index]
    assert (kind, base64.b64decode(value)) == ("Basic", b"test:a-secret")


def test_a_grant_without_a_member_cannot_look_for_posts(x: Subject) -> None:
    with pytest.raises(ReconnectNeeded):
        x.network.find(Grant(Secret("t")), Post(text="Bonjour"))
