"""The simulator keeps its word: what it logged is true, survives its death, and its pages say what they are."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from sharing.networks.base import OutcomeUnknown, Post
from tests.integration.sharing.networks.conftest import PNG, REDIRECT, Subject, make
from tests.simulator_process import ROOT, SimulatorProcess


def get(url: str, language: str = "fr", **options: Any) -> requests.Response:
    return requests.get(url, headers={"Accept-Language": language}, timeout=5, **options)


# --- Starting --------------------------------------------------------------------------------------------------------
def test_it_does_not_start_by_accident(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "RELAIS_SIMULATOR"}
    command = [sys.executable, "-m", "sharing.simulator", "--port", "0", "--data", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert result.returncode == 2
    assert "--demo" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_needs_no_django() -> None:
    modules = "sharing.simulator.__main__, sharing.networks.linkedin, sharing.networks.x"
    code = f"import sys, {modules}; print('django' in sys.modules)"
    output = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    )
    assert output.stdout.strip() == "False"


def test_its_state_and_its_log_survive_a_power_failure(tmp_path: Path) -> None:
    first = SimulatorProcess(tmp_path).start()
    first.profile("x", "nadia")
    subject = make("x", first)
    grant = subject.grant()
    made = subject.network.publish(grant, Post(text="Avant la coupure"))
    with pytest.raises(OutcomeUnknown):
        subject.network.publish(grant, Post(text="Pendant [[fault:reset_after]]"))
    first.kill()
    # What was written while the power failed is no line.
    with (tmp_path / "log.jsonl").open("a") as log:
        log.write('{"event": "create", "te')
    with SimulatorProcess(tmp_path) as second:
        again = make("x", second)
        assert [entry["text"] for entry in second.published()] == ["Avant la coupure", "Pendant [[fault:reset_after]]"]
        assert again.network.profile(grant).name == "Nadia"
        assert set(again.network.measure(grant, [str(made.external_id)])) == {made.external_id}
        assert get(f"{second.x}/nadia").text.count("<article") == 2
        again.network.publish(grant, Post(text="Après"))
        assert len(second.published()) == 3
    assert second.log_on_disk()[-1]["text"] == "Après"


def test_the_log_is_on_the_disk_before_the_answer_leaves(subject: Subject) -> None:
    text = "Ligne 1\nligne 2 « é » 👋 \\ (x)"
    subject.network.publish(subject.grant(), Post(text=text))
    last = subject.simulator.log_on_disk()[-1]
    assert (last["event"], last["accepted"], last["text"]) == ("create", True, text)
    assert {"n", "at", "t", "member", "handle", "wire", "text_sha256", "id", "status", "fault"} <= set(last)


def test_a_reset_forgets_and_keeps_the_old_log_beside(subject: Subject) -> None:
    subject.network.publish(subject.grant(), Post(text="Bonjour"))
    subject.simulator.control("reset", keep=["profile"])
    assert subject.simulator.log() == []
    assert subject.simulator.control("posts")["posts"] == []
    assert len(subject.simulator.control("profiles")["profiles"]) == 4
    assert sorted(subject.simulator.folder.glob("log.*.jsonl"))


# --- Control ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("faults", {"faults": [{"kind": "nonsense"}]}),
        ("faults", {"faults": [{"kind": "429", "colour": "red"}]}),
        ("latency", {"nonsense": 1}),
        ("limits", {"nonsense": 1}),
        ("profiles", {"profiles": [{"network": "myspace", "handle": "a"}]}),
        ("posts", {"posts": [{"network": "x", "handle": "nobody", "text": "a"}]}),
        ("grants", {"network": "x", "handle": "nobody"}),
    ],
)
def test_a_wrong_order_is_refused_with_a_sentence(simulator: SimulatorProcess, name: str, body: dict[str, Any]) -> None:
    answer = requests.post(f"{simulator.url}/_control/{name}", json=body, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_faults_by_probability_fall_the_same_again(x: Subject) -> None:
    def round_of_ten() -> list[bool]:
        x.simulator.control("faults", faults=[{"kind": "500_before", "p": 0.4, "network": "x"}], seed=7)
        outcomes = []
        for number in range(10):
            before = len(x.published())
            try:
                x.network.publish(x.grant(), Post(text=f"Essai {number} {before}"))
            except OutcomeUnknown:
                outcomes.append(False)
            else:
                outcomes.append(True)
        return outcomes

    first = round_of_ten()
    assert first == round_of_ten()
    assert 0 < sum(first) < 10


def test_latency_slows_the_interfaces_and_not_the_control(x: Subject) -> None:
    x.simulator.control("latency", api=0.3)
    grant = x.grant()
    assert get(f"{x.simulator.url}/_control/health").elapsed.total_seconds() < 0.2
    headers = {"Authorization": f"Bearer {grant.access_token.reveal()}"}
    answer = requests.get(f"{x.simulator.x}/2/users/me", headers=headers, timeout=5)
    assert answer.elapsed.total_seconds() >= 0.3


def test_seeded_posts_show_their_figures_and_pictures(simulator: SimulatorProcess, tmp_path: Path) -> None:
    picture = tmp_path / "lycee.png"
    picture.write_bytes(PNG)
    simulator.control(
        "posts",
        posts=[
            {
                "network": "linkedin",
                "handle": "nadia",
                "text": "Un an après",
                "hours_ago": 200,
                "images": [{"path": str(picture), "alt": "Le lycée"}],
                "card": None,
                "figures": {"impressions": 12840, "members_reached": 8100},
            }
        ],
    )
    page = get(f"{simulator.linkedin}/in/nadia/").text
    assert "12\u202f840" in page
    assert 'alt="Le lycée"' in page
    source = re.search(r'src="(/_media/[0-9a-f]+)"', page)
    assert source
    assert get(simulator.url + source[1]).content == PNG
    assert "12,840" in get(f"{simulator.linkedin}/in/nadia/", "en").text


# --- Pages -----------------------------------------------------------------------------------------------------------
def consent_address(simulator: SimulatorProcess, **changes: str) -> str:
    query = {
        "response_type": "code",
        "client_id": "a",
        "redirect_uri": REDIRECT,
        "state": "s",
        "scope": "openid profile",
    }
    given = {name: value for name, value in {**query, **changes}.items() if value}
    return requests.Request("GET", f"{simulator.linkedin}/oauth/v2/authorization", params=given).prepare().url or ""


def test_every_page_says_what_it_is_in_both_languages_and_needs_no_script(simulator: SimulatorProcess) -> None:
    paths = [
        "/",
        "/linkedin/in/nadia/",
        "/x/nadia",
        "/x/nobody",
        "/linkedin/sharing/share-offsite/?url=https://a.example",
    ]
    for address in [*(simulator.url + path for path in paths), consent_address(simulator)]:
        for language, words in (("fr", "Réseaux simulés."), ("en", "Simulated networks.")):
            page = get(address, language)
            assert words in page.text
            assert f'lang="{language}"' in page.text
            assert "<script" not in page.text
            assert "style=" not in page.text
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_the_language_can_be_chosen_and_is_remembered(simulator: SimulatorProcess) -> None:
    browser = requests.Session()
    assert 'lang="en"' in browser.get(f"{simulator.url}/?lang=en", headers={"Accept-Language": "fr"}, timeout=5).text
    assert "Latest posts" in browser.get(f"{simulator.url}/", headers={"Accept-Language": "fr"}, timeout=5).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"redirect_uri": "/relative"}, "Redirect_uri doesn&#x27;t match"),
        ({"client_id": "unknown-app"}, "Client_id doesn&#x27;t match"),
        ({"scope": "openid r_everything"}, "Invalid scope"),
        ({"state": ""}, "&quot;state&quot; is missing"),
    ],
)
def test_a_wrong_request_for_consent_is_shown_and_not_sent_back(
    simulator: SimulatorProcess, changes: dict[str, str], words: str
) -> None:
    answer = get(consent_address(simulator, **changes), allow_redirects=False)
    assert answer.status_code == 400
    assert words in answer.text


def test_a_registered_application_is_sent_back_to_its_own_address_only(simulator: SimulatorProcess) -> None:
    simulator.control("apps", network="linkedin", client_id="a", secret="s", redirect_uris=["https://a.example/cb"])
    assert get(consent_address(simulator)).status_code == 400
    assert get(consent_address(simulator, redirect_uri="https://a.example/cb?x=1")).status_code == 200


def test_a_new_person_can_be_invented_on_the_consent_page(simulator: SimulatorProcess) -> None:
    browser = requests.Session()
    ask = urlsplit(consent_address(simulator)).query
    join = f"{simulator.linkedin}/join"
    wrong = browser.post(join, data={"ask": ask, "name": "Zoé <b>", "handle": "nadia"}, timeout=5)
    assert wrong.status_code == 422
    assert 'value="Zoé &lt;b&gt;"' in wrong.text
    right = browser.post(join, data={"ask": ask, "name": "Zoé Kerien", "handle": "zoe"}, timeout=5)
    assert "Zoé Kerien" in right.text
    back = browser.post(
        f"{simulator.linkedin}/consent", data={"ask": ask, "answer": "allow"}, allow_redirects=False, timeout=5
    )
    assert parse_qs(urlsplit(back.headers["Location"]).query)["state"] == ["s"]


def test_what_people_write_is_text_and_nothing_else(subject: Subject) -> None:
    receipt = subject.network.publish(subject.grant(), Post(text="<script>alert(1)</script> & \"x\" 'y'"))
    page = get(receipt.url).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/linkedin/sharing/share-offsite/?url=https://r.example/a1&text=ignored", ""),
        ("/x/intent/tweet?text=Bonjour&url=https://r.example/a1&hashtags=bois", "Bonjour #bois\nhttps://r.example/a1"),
    ],
)
def test_the_share_dialogs_post_without_any_connection(simulator: SimulatorProcess, path: str, text: str) -> None:
    page = get(simulator.url + path).text
    assert "https://r.example/a1" in page
    assert ">ignored<" not in page
    data = {"handle": "thomas", "text": text, "url": "https://r.example/a1"}
    posted = requests.post(simulator.url + path, data=data, timeout=5)
    assert posted.status_code == 200
    assert "r.example/a1" in posted.text
    assert simulator.published() == []
    assert len(simulator.log(event="dialog")) == 1


# --- Signing in with LinkedIn ----------------------------------------------------------------------------------------
def test_openid_connect_as_a_login_library_uses_it(simulator: SimulatorProcess) -> None:
    known = get(f"{simulator.linkedin}/oauth/.well-known/openid-configuration").json()
    assert "token_endpoint_auth_methods_supported" not in known
    browser = requests.Session()
    ask = urlsplit(consent_address(simulator, scope="openid profile email", client_id="login")).query
    browser.post(f"{simulator.linkedin}/login", data={"ask": ask, "handle": "nadia"}, timeout=5)
    back = browser.post(
        f"{simulator.linkedin}/consent", data={"ask": ask, "answer": "allow"}, allow_redirects=False, timeout=5
    )
    code = parse_qs(urlsplit(back.headers["Location"]).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT}
    keys = {"client_id": "login", "client_secret": "s"}
    answer = requests.post(known["token_endpoint"], data={**form, **keys}, timeout=5).json()
    assert "," in answer["scope"]
    key = jwt.PyJWKSet.from_dict(get(known["jwks_uri"]).json()).keys[0]
    claims = jwt.decode(answer["id_token"], key, algorithms=["RS256"], audience="login", issuer=known["issuer"])
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    info = requests.get(known["userinfo_endpoint"], headers=headers, timeout=5).json()
    assert info["sub"] == claims["sub"]
    assert info["email"] == "nadia@acme.example"
    assert isinstance(info["locale"], dict)
    assert get(info["picture"]).headers["Content-Type"] == "image/svg+xml"
    # The same member is somebody else for another application.
    assert simulator.grant("linkedin", "nadia", client_id="other")["member_id"] != info["sub"]


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({}, 400, '"grant_type" is missing'),
        ({"grant_type": "authorization_code"}, 400, '"code" is missing'),
        ({"grant_type": "authorization_code", "code": "x", "redirect_uri": REDIRECT}, 400, '"client_id" is missing'),
        (
            {
                "grant_type": "authorization_code",
                "code": "x",
                "redirect_uri": "r",
                "client_id": "a",
                "client_secret": "s",
            },
            400,
            "authorization code not found",
        ),
    ],
)
def test_the_token_endpoint_words_its_refusals_as_linkedin(
    simulator: SimulatorProcess, form: dict[str, str], status: int, words: str
) -> None:
    answer = requests.post(f"{simulator.linkedin}/oauth/v2/accessToken", data=form, timeout=5)
    assert answer.status_code == status
    assert words in answer.json()["error_description"]


def test_what_the_ordinary_scopes_do_not_allow_is_forbidden(linkedin: Subject) -> None:
    made = linkedin.simulator.grant("linkedin", "nadia", client_id="test", scopes=["openid", "w_member_social"])
    headers = {"Authorization": f"Bearer {made['access_token']}", "LinkedIn-Version": "202609"}
    base = f"{linkedin.simulator.linkedin}/rest"
    for path in ("images/urn%3Ali%3Aimage%3Ax", "posts/urn%3Ali%3Ashare%3A1", "memberFollowersCount?q=me"):
        assert requests.get(f"{base}/{path}", headers=headers, timeout=5).status_code == 403
    assert requests.post(f"{base}/reactions", json={}, headers=headers, timeout=5).status_code == 403
    without = requests.get(
        f"{base}/memberFollowersCount?q=me", headers={"Authorization": headers["Authorization"]}, timeout=5
    )
    assert (without.status_code, without.json()["code"]) == (400, "VERSION_MISSING")
