"""What is particular to LinkedIn."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests

from advocacy.lib.secret import Secret
from sharing.networks.base import (
    Card,
    Image,
    Media,
    NetworkUnavailable,
    NotSupported,
    Post,
    ReconnectNeeded,
    Rejected,
    TryLater,
)
from sharing.networks.calls import trusted
from sharing.networks.linkedin import LinkedIn
from tests.integration.sharing.networks.conftest import PNG, REDIRECT, Subject, make
from tests.simulator_process import SimulatorProcess

PLAIN = ["openid", "profile", "email", "w_member_social"]


def test_a_text_sent_raw_would_be_cut_and_ours_is_not(linkedin: Subject) -> None:
    text = "up from 4% today (EPRI, 2024) [voir] *ici* ~tout~ jo_doe@acme.example C# #énergie_bois"
    linkedin.network.publish(linkedin.grant(), Post(text=text))
    made = linkedin.simulator.grant("linkedin", "thomas", client_id="test")
    body = {
        "author": f"urn:li:person:{made['member_id']}",
        "commentary": text,
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED"},
        "lifecycleState": "PUBLISHED",
    }
    headers = {"Authorization": f"Bearer {made['access_token']}", "LinkedIn-Version": "202609"}
    raw = requests.post(f"{linkedin.simulator.linkedin}/rest/posts", json=body, headers=headers, timeout=5)
    assert raw.status_code == 201
    ours, cut = linkedin.published()
    assert ours["text"] == text
    assert ours["cut_at"] is None
    assert cut["text"] == "up from 4% today "


def test_a_card_carries_title_description_and_thumbnail(linkedin: Subject) -> None:
    grant = linkedin.grant()
    thumbnail = Media(linkedin.network.upload(grant, Image(PNG, "image/png")))
    card = Card("Lycée (Simone-Veil) : 62 %", "Le bilan_complet", thumbnail)
    receipt = linkedin.network.publish(grant, Post(text="Lire", link="https://r.example/a1", card=card))
    page = requests.get(receipt.url, timeout=5).text
    assert "Lycée (Simone-Veil) : 62 %" in page
    assert "Le bilan_complet" in page
    assert 'href="https://r.example/a1"' in page
    assert page.count("/_media/") == 1


def test_a_card_needs_its_link(linkedin: Subject) -> None:
    with pytest.raises(Rejected) as error:
        linkedin.network.publish(linkedin.grant(), Post(text="Lire", card=Card("Titre")))
    assert error.value.field == "link"


@pytest.mark.parametrize(("count", "accepted"), [(2, True), (20, True), (21, False)])
def test_up_to_twenty_images(linkedin: Subject, count: int, accepted: bool) -> None:
    grant = linkedin.grant()
    media = (Media(linkedin.network.upload(grant, Image(PNG, "image/png", "Cour")), "Cour"),) * count
    if accepted:
        assert linkedin.network.publish(grant, Post(text="Images", media=media)).external_id
    else:
        with pytest.raises(Rejected):
            linkedin.network.publish(grant, Post(text="Images", media=media))


def test_another_persons_image_is_gone_media(linkedin: Subject) -> None:
    media = Media(linkedin.network.upload(linkedin.grant("thomas"), Image(PNG, "image/png")))
    with pytest.raises(Rejected) as error:
        linkedin.network.publish(linkedin.grant(), Post(text="Image", media=(media,)))
    assert (error.value.code, error.value.field) == ("media_gone", "media")


def test_an_image_still_being_processed_is_for_later(linkedin: Subject) -> None:
    linkedin.simulator.control("latency", media=30)
    grant = linkedin.grant()
    post = Post(text="Image", media=(Media(linkedin.network.upload(grant, Image(PNG, "image/png"))),))
    with pytest.raises(TryLater) as error:
        linkedin.network.publish(grant, post)
    assert error.value.code == "media_not_ready"
    assert error.value.after is not None
    linkedin.simulator.control("clock", advance=31)
    assert linkedin.network.publish(grant, post).external_id


def test_a_version_that_ended_is_the_operators_business(simulator: SimulatorProcess) -> None:
    old = make("linkedin", simulator, api_version="202511")
    with pytest.raises(NetworkUnavailable) as error:
        old.network.publish(old.grant(), Post(text="Bonjour"))
    assert error.value.kind == "version_sunset"
    assert old.published() == []
    # Who the member is can be asked all the same, which proves nothing about posting.
    assert old.network.profile(old.grant()).name == "Nadia"


def test_a_body_cut_after_the_id_in_the_headers_is_a_receipt(linkedin: Subject) -> None:
    receipt = linkedin.network.publish(linkedin.grant(), Post(text="Essai [[fault:cut_body]]"))
    assert [entry["id"] for entry in linkedin.published()] == [receipt.external_id]


def test_a_duplicate_names_the_post_it_repeats(linkedin: Subject) -> None:
    grant = linkedin.grant()
    first = linkedin.network.publish(grant, Post(text="Une fois"))
    with pytest.raises(Rejected) as error:
        linkedin.network.publish(grant, Post(text="Une fois"))
    assert error.value.existing == first.external_id
    linkedin.simulator.control("clock", advance=601)
    assert linkedin.network.publish(grant, Post(text="Une fois")).external_id


def test_the_daily_limit_ends_at_midnight(linkedin: Subject) -> None:
    linkedin.simulator.control("limits", linkedin_member_day=1)
    grant = linkedin.grant()
    linkedin.network.publish(grant, Post(text="Un"))
    with pytest.raises(TryLater) as error:
        linkedin.network.publish(grant, Post(text="Deux"))
    assert error.value.code == "daily_limit"
    assert error.value.after is not None
    linkedin.simulator.control("clock", advance=error.value.after.total_seconds() + 1)
    assert linkedin.network.publish(linkedin.grant(), Post(text="Deux")).external_id


def test_nobody_posts_for_somebody_else(linkedin: Subject) -> None:
    other = replace(linkedin.grant(), external_id=linkedin.grant("thomas").external_id)
    with pytest.raises(ReconnectNeeded) as error:
        linkedin.network.publish(other, Post(text="Bonjour"))
    assert error.value.code == "scope_missing"


def test_figures_only_with_their_scope(linkedin: Subject) -> None:
    plain = linkedin.grant(scopes=PLAIN)
    urn = str(linkedin.network.publish(plain, Post(text="Bonjour")).external_id)
    with pytest.raises(NotSupported) as error:
        linkedin.network.measure(plain, [urn])
    assert error.value.code == "scope_not_granted"
    assert linkedin.simulator.log(event="read") == []
    full = linkedin.grant()
    assert set(linkedin.network.measure(full, [urn, "urn:li:share:1"])) == {urn}
    assert len(linkedin.simulator.log(event="read")) == 6


def test_another_set_of_scopes_kills_the_older_tokens(linkedin: Subject) -> None:
    old = linkedin.grant(scopes=PLAIN)
    same = linkedin.grant(scopes=PLAIN)
    assert linkedin.network.profile(old).name == linkedin.network.profile(same).name
    linkedin.grant()
    with pytest.raises(ReconnectNeeded) as error:
        linkedin.network.profile(old)
    assert error.value.code == "token_revoked"


def test_a_token_seconds_old_is_tried_again_before_it_is_called_dead(linkedin: Subject) -> None:
    linkedin.simulator.control("latency", token_grace=0.4)
    fresh = replace(linkedin.grant(), issued_at=datetime.now(UTC))
    patient = LinkedIn(linkedin.network.credentials, pauses=(0.2, 0.2, 0.2))
    assert patient.profile(fresh).name == "Nadia"
    linkedin.simulator.control("latency", token_grace=30)
    started = time.monotonic()
    with pytest.raises(ReconnectNeeded):
        patient.profile(replace(fresh, issued_at=None))
    assert time.monotonic() - started < 0.2


def test_no_refresh_without_the_partner_feature_and_a_fixed_life_with_it(linkedin: Subject) -> None:
    with pytest.raises(NotSupported):
        linkedin.network.refresh(linkedin.grant())
    linkedin.simulator.control("apps", network="linkedin", client_id="test", secret="a-secret", refresh=True)
    first = linkedin.network.refresh(linkedin.grant())
    linkedin.simulator.control("clock", advance=59 * 86_400)
    second = linkedin.network.refresh(first)
    assert second.refresh_token == first.refresh_token
    assert first.refresh_expires_at is not None
    assert second.refresh_expires_at is not None
    assert 304 < (second.refresh_expires_at - datetime.now(UTC)).days < 307
    assert linkedin.network.profile(second).name == "Nadia"
    with pytest.raises(ReconnectNeeded):
        linkedin.network.refresh(replace(first, refresh_token=Secret("unknown")))


def test_consent_is_skipped_while_a_token_of_the_same_scopes_lives(linkedin: Subject) -> None:
    url = linkedin.network.authorise_url(state="s", redirect_uri=REDIRECT, challenge="")
    code = linkedin.consent(url)["code"]
    linkedin.network.exchange(code=code, redirect_uri=REDIRECT, verifier="")
    browser = requests.Session()
    browser.post(f"{linkedin.simulator.linkedin}/login", data={"handle": "nadia", "ask": ""}, timeout=5)
    straight = browser.get(url, allow_redirects=False, timeout=5)
    assert straight.status_code == 302
    assert "code=" in straight.headers["Location"]
    browser.cookies.clear()
    browser.post(f"{linkedin.simulator.linkedin}/login", data={"handle": "thomas", "ask": ""}, timeout=5)
    assert browser.get(url, allow_redirects=False, timeout=5).status_code == 200


def test_the_token_goes_to_no_other_host() -> None:
    api = "https://api.linkedin.com"
    good = "https://www.linkedin.com/dms-uploads/a"
    assert trusted(good, api, ".linkedin.com") == good
    for bad in ("https://linkedin.com.evil.example/a", "http://www.linkedin.com/a", "https://evil-linkedin.com/a", ""):
        with pytest.raises(NetworkUnavailable):
            trusted(bad, api, ".linkedin.com")
