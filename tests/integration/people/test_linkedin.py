"""Signing in with LinkedIn, through allauth and the simulated network: it recognises people, and does nothing else."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from advocacy.people.models import User
from sharing.models import Connection
from tests.simulator_process import SimulatorProcess

SIGN_IN = "/accounts/oidc/linkedin/login/"


@pytest.fixture(scope="module")
def simulator_process(tmp_path_factory):
    with SimulatorProcess(tmp_path_factory.mktemp("simulator")) as process:
        yield process


@pytest.fixture
def simulator(simulator_process, settings):
    """The simulated LinkedIn with Emma and a stranger, and our sign-in pointed at it."""
    simulator_process.reset()
    simulator_process.profile("linkedin", "emma", name="Emma E. Evrard", email="emma@acme.example")
    simulator_process.profile("linkedin", "stranger", email="stranger@elsewhere.example")
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    there = {**app, "settings": {**app["settings"], "server_url": f"{simulator_process.url}/linkedin/oauth"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [there]}}
    return simulator_process


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "en"})


def consent_page(visitor, query=""):
    answer = visitor.post(f"{SIGN_IN}?next=/o/acme/team/{query}")
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def answered(url, handle, answer="allow"):
    """What LinkedIn sends the browser back to, as a path of ours."""
    parts = urlsplit(url)
    network, browser = f"{parts.scheme}://{parts.netloc}/linkedin", requests.Session()
    for page, form in (("login", {"handle": handle}), ("consent", {"answer": answer})):
        told = browser.post(f"{network}/{page}", data={"ask": parts.query, **form}, allow_redirects=False, timeout=5)
        back = urlsplit(told.headers.get("Location", ""))
        if back.path.endswith("/callback/"):
            return f"{back.path}?{back.query}"
    raise AssertionError(told.text)


def test_a_person_we_know_comes_in(simulator, emma, visitor):
    answer = visitor.get(answered(consent_page(visitor), "emma"))
    assert answer["Location"] == "/o/acme/team/"
    assert visitor.get("/o/acme/team/").status_code == 200
    emma.user.refresh_from_db()
    assert emma.user.name == "Emma Evrard"
    assert SocialAccount.objects.get().user == emma.user


def test_the_second_time_the_account_is_recognised_whatever_its_address(simulator, emma, visitor):
    visitor.get(answered(consent_page(visitor), "emma"))
    User.objects.filter(pk=emma.user.pk).update(email="emma.new@acme.example")
    again = Client()
    assert again.get(answered(consent_page(again), "emma"))["Location"] == "/o/acme/team/"


def test_signing_in_is_one_consent_and_publishing_another(simulator, emma, visitor):
    asked = parse_qs(urlsplit(consent_page(visitor, "&scope=w_member_social&auth_params=prompt%3Dnone")).query)
    assert "w_member_social" not in asked["scope"][0]
    assert "prompt" not in asked
    visitor.get(answered(consent_page(visitor), "emma"))
    assert not SocialToken.objects.exists()
    assert not Connection.objects.filter(user=emma.user).exists()


def test_a_stranger_is_told_and_nothing_is_made(simulator, emma, visitor):
    answer = visitor.get(answered(consent_page(visitor), "stranger"), follow=True)
    assert "No account here uses that address" in answer.content.decode()
    assert not User.objects.filter(email__contains="stranger").exists()
    assert not SocialAccount.objects.exists()


def test_a_no_comes_back_to_the_sign_in_page(simulator, emma, visitor):
    answer = visitor.get(answered(consent_page(visitor), "emma", answer="deny"), follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/"
    assert "You said no on LinkedIn" in answer.content.decode()


def test_a_closed_account_stays_closed(simulator, emma, visitor):
    User.objects.filter(pk=emma.user.pk).update(is_active=False)
    answer = visitor.get(answered(consent_page(visitor), "emma"), follow=True)
    assert "This account is closed" in answer.content.decode()


def test_a_code_works_once(simulator, emma, visitor):
    back = answered(consent_page(visitor), "emma")
    visitor.get(back)
    again = Client(headers={"accept-language": "en"}).get(back, follow=True)
    assert "did not answer as expected" in again.content.decode()
