"""Signing in: by code, by password, from the demo; what is not offered; nobody learns who has an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from advocacy.people.models import Membership
from tests.factories.people import PASSWORD, UserFactory

CODE_PAGE = "/accounts/login/code/"
PASSWORD_PAGE = "/accounts/login/"


@pytest.fixture
def visitor(db):
    return Client(headers={"accept-language": "en"})


def code_of(message):
    return re.search(r"\b\d{6}\b", message.body).group()


def test_with_a_code(visitor, emma):
    asked = visitor.post(CODE_PAGE, {"email": emma.user.email.upper(), "next": "/o/acme/team/"})
    assert asked.status_code == 302
    page = visitor.get(asked["Location"])
    assert emma.user.email in page.content.decode()
    entered = visitor.post(asked["Location"], {"code": code_of(mail.outbox[0]), "action": "verify"})
    assert entered.status_code == 302
    assert entered["Location"] == "/o/acme/team/"
    assert visitor.get("/o/acme/team/").status_code == 200


def test_a_wrong_code_is_said_and_three_end_it(visitor, emma):
    where = visitor.post(CODE_PAGE, {"email": emma.user.email})["Location"]
    for _ in range(2):
        page = visitor.post(where, {"code": "000000x"})
        assert "not the code of the last e-mail" in page.content.decode()
    visitor.post(where, {"code": "000000x"})
    visitor.post(where, {"code": code_of(mail.outbox[0])})
    assert visitor.get("/o/acme/team/").status_code == 302


def test_another_code_replaces_the_first(visitor, emma):
    where = visitor.post(CODE_PAGE, {"email": emma.user.email})["Location"]
    visitor.post(where, {"action": "resend"})
    first, second = (code_of(message) for message in mail.outbox)
    assert first != second
    assert visitor.post(where, {"code": second}).status_code == 302
    assert visitor.get("/o/acme/team/").status_code == 200


def test_a_code_waiting_somewhere_keeps_nobody_off_the_other_ways(visitor, emma):
    visitor.post(CODE_PAGE, {"email": emma.user.email})
    assert visitor.get(PASSWORD_PAGE).status_code == 200
    assert visitor.get(CODE_PAGE).status_code == 200


def test_with_a_password(visitor, emma):
    answer = visitor.post(PASSWORD_PAGE, {"login": emma.user.email, "password": PASSWORD})
    assert answer["Location"] == "/"
    assert visitor.get("/")["Location"] == "/o/acme/"


def test_a_wrong_password_says_no_more_than_an_unknown_address(visitor, emma):
    pages = [
        visitor.post(PASSWORD_PAGE, {"login": email, "password": "wrong"}).content.decode()
        for email in (emma.user.email, "nobody@acme.example")
    ]
    for page in pages:
        assert "do not go together" in page
    scrubbed = [re.sub(r'(value|nonce|X-CSRFToken)="[^"]*"|"X-CSRFToken": "[^"]*"', "", page) for page in pages]
    assert scrubbed[0] == scrubbed[1]


@pytest.mark.parametrize("address", [CODE_PAGE, "/accounts/password/reset/"])
def test_nobody_learns_who_has_an_account(visitor, emma, address):
    answers = [visitor.post(address, {"email": email}) for email in (emma.user.email, "nobody@acme.example")]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    # Both addresses get a mail, so that neither the page nor its duration tells them apart.
    assert [message.to for message in mail.outbox] == [[emma.user.email], ["nobody@acme.example"]]


def test_too_many_tries_meet_a_page_that_says_so(visitor, emma):
    for _ in range(6):
        page = visitor.post(PASSWORD_PAGE, {"login": emma.user.email, "password": "wrong"})
    assert "Too many attempts" in page.content.decode()
    for _ in range(25):
        page = visitor.post("/accounts/password/reset/", {"email": emma.user.email})
    assert page.status_code == 429
    assert "A little too fast" in page.content.decode()


def test_a_reset_link_leads_to_the_site_whatever_address_was_asked(visitor, emma, settings):
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    visitor.post("/accounts/password/reset/", {"email": emma.user.email}, headers={"host": "elsewhere.example"})
    assert f"{settings.SITE_URL}/accounts/password/reset/key/" in mail.outbox[0].body
    assert "elsewhere" not in mail.outbox[0].body


def test_a_new_password_by_a_link_that_works_once(visitor, emma):
    visitor.post("/accounts/password/reset/", {"email": emma.user.email})
    link = re.search(r"https?://[^\s]+/accounts/password/reset/key/\S+", mail.outbox[0].body).group()
    path = link.split("8000")[-1]
    where = visitor.get(path)["Location"]
    form = visitor.get(where)
    assert "A new password" in form.content.decode()
    saved = visitor.post(where, {"password1": "quite-a-long-one", "password2": "quite-a-long-one"})
    assert saved["Location"] == "/accounts/password/reset/key/done/"
    again = Client().get(path)
    assert "no longer works" in again.content.decode()
    emma.user.refresh_from_db()
    assert emma.user.check_password("quite-a-long-one")


def test_a_new_password_ends_the_other_sessions(emma, client_of):
    elsewhere = client_of(emma)
    emma.user.set_password("another-long-password")
    emma.user.save()
    assert elsewhere.get("/o/acme/team/").status_code == 302


def test_a_closed_account(visitor, emma):
    emma.user.is_active = False
    emma.user.save()
    answer = visitor.post(PASSWORD_PAGE, {"login": emma.user.email, "password": PASSWORD}, follow=True)
    assert "This account is closed" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/", "/accounts/password/reset/done/",
     "/accounts/password/reset/key/done/", "/accounts/password/reset/key/1-x-y/", "/accounts/inactive/",
     "/about/", "/privacy/", "/accessibility/", "/help/", "/mailbox/", "/organisations/new/"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_public_page_opens_in_both_languages(db, path, language):
    page = Client(headers={"accept-language": language}).get(path)
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.parametrize("path", ["/accounts/password/change/", "/accounts/password/set/", "/accounts/logout/"])
def test_pages_of_somebody_signed_in(path, emma, client_of):
    assert client_of(emma).get(path).status_code in {200, 302}


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_reauthenticate", "account_confirm_email", "account_email_verification_sent",
     "socialaccount_signup", "socialaccount_connections", "socialaccount_login_error"],
)  # fmt: skip
def test_what_is_not_offered_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up_uninvited(visitor):
    assert visitor.get("/accounts/signup/")["Location"] == "/about/"
    assert visitor.post("/accounts/signup/", {"email": "x@y.example", "password1": PASSWORD}).status_code == 405


def test_signing_out_needs_a_button(emma, client_of):
    client = client_of(emma)
    client.get("/accounts/logout/")
    assert client.get("/o/acme/team/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/o/acme/team/").status_code == 302


def test_next_never_leads_away(visitor, emma):
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = Client().post(f"{PASSWORD_PAGE}?next={target}", {"login": emma.user.email, "password": PASSWORD})
        assert answer["Location"] in {"/", "/\\evil.example"[:1]}


# --- LinkedIn --------------------------------------------------------------------------------------------------------
CALLBACK = "/accounts/oidc/linkedin/login/callback/"


@pytest.mark.parametrize("error", ["user_cancelled_login", "user_cancelled_authorize", "access_denied"])
def test_a_no_on_linkedin_comes_back_with_a_sentence(visitor, error):
    answer = visitor.get(CALLBACK, {"error": error, "state": "x"}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[0][0] == PASSWORD_PAGE
    assert "You said no on LinkedIn" in answer.content.decode()


@pytest.mark.parametrize("query", [{}, {"code": "x", "state": "never-given"}, {"error": "server_error"}])
def test_anything_else_that_goes_wrong_is_a_sentence_too(visitor, query):
    answer = visitor.get(CALLBACK, query, follow=True)
    assert answer.status_code == 200
    assert "LinkedIn did not answer as expected" in answer.content.decode()


def test_only_our_provider_exists(visitor):
    assert visitor.post("/accounts/oidc/other/login/").status_code == 404
    assert visitor.get("/accounts/oidc/other/login/callback/").status_code == 404


def test_a_linkedin_that_is_down_is_a_sentence(visitor, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    unreachable = {**app, "settings": {**app["settings"], "server_url": "http://127.0.0.1:9/oauth"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [unreachable]}}
    answer = visitor.post("/accounts/oidc/linkedin/login/?scope=w_member_social", follow=True)
    assert "LinkedIn cannot be reached now" in answer.content.decode()


def test_a_link_does_not_leave_for_linkedin(visitor):
    assert visitor.get("/accounts/oidc/linkedin/login/")["Location"] == PASSWORD_PAGE


# --- The demo's people -----------------------------------------------------------------------------------------------
def test_one_click_in(visitor, amir):
    Membership.objects.filter(pk=amir.pk).update(demo_place=1)
    assert amir.user.name in visitor.get(CODE_PAGE).content.decode()
    answer = visitor.post("/demo/sign-in/", {"person": amir.public_id})
    assert answer["Location"] == "/o/acme/"


@pytest.mark.parametrize("person", ["", "zzzzzzzzzzzzzz", "emma"])
def test_only_the_people_offered(visitor, emma, person):
    asked = emma.public_id if person == "emma" else person
    assert visitor.post("/demo/sign-in/", {"person": asked}).status_code == 404


def test_there_is_no_demo_in_production(visitor, amir, settings):
    Membership.objects.filter(pk=amir.pk).update(demo_place=1)
    settings.DEMO = False
    page = visitor.get(CODE_PAGE).content.decode()
    assert amir.user.name not in page
    assert "Demonstration" not in page
    assert visitor.post("/demo/sign-in/", {"person": amir.public_id}).status_code == 404
    assert visitor.get("/mailbox/").status_code == 404
    assert visitor.get("/organisations/new/").status_code == 404
    assert visitor.get("/demo/sign-in/").status_code == 405


def test_the_one_click_needs_its_form(amir):
    strict = Client(enforce_csrf_checks=True)
    Membership.objects.filter(pk=amir.pk).update(demo_place=1)
    assert strict.post("/demo/sign-in/", {"person": amir.public_id}).status_code == 403


# --- Language and theme ----------------------------------------------------------------------------------------------
def test_a_visitor_chooses_a_language(visitor):
    visitor.post("/preferences/", {"language": "fr", "next": "/about/"})
    assert '<html lang="fr"' in visitor.get("/about/").content.decode()


def test_a_person_keeps_it(emma, client_of):
    client = client_of(emma)
    client.post("/preferences/", {"language": "fr"})
    client.post("/preferences/", {"theme": "dark"})
    client.post("/preferences/", {"language": "xx", "theme": "pink"})
    emma.user.refresh_from_db()
    assert (emma.user.language, emma.user.theme) == ("fr", "dark")
    page = client.get("/o/acme/me/").content.decode()
    assert '<html lang="fr" data-theme="dark"' in page


# --- The first page --------------------------------------------------------------------------------------------------
def test_home_leads_where_one_belongs(visitor, globex, emma, client_of):
    assert visitor.get("/")["Location"] == CODE_PAGE
    assert client_of(UserFactory()).get("/", follow=True).content.decode().count("No organisation yet") == 1
    assert client_of(emma).get("/")["Location"] == "/o/acme/"
    Membership.objects.create(user=emma.user, organisation=globex)
    assert client_of(emma).get("/")["Location"] == "/organisations/"
    page = client_of(emma).get("/organisations/").content.decode()
    assert "/o/acme/" in page
    assert "/o/globex/" in page


@pytest.mark.parametrize(
    ("who", "where"),
    [("amir", "to-share/"), ("emma", "join/"), ("marc", "results/"), ("adam", "settings/"), ("carl", "library/"),
     ("cara", "start/"), ("alice", "start/")],
)  # fmt: skip
def test_each_lands_on_what_they_come_for(request, client_of, who, where):
    assert client_of(request.getfixturevalue(who)).get("/o/acme/")["Location"] == f"/o/acme/{where}"


def test_the_mailbox_shows_what_was_written(visitor, settings, tmp_path, emma):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    visitor.post(CODE_PAGE, {"email": emma.user.email})
    listed = visitor.get("/mailbox/").content.decode()
    name = next(tmp_path.glob("*.log")).name
    assert emma.user.email in listed
    opened = visitor.get(f"/mailbox/{name}/").content.decode()
    assert "Your code to sign in" in opened
    for bad in ("none.log", "..%2Fsettings.py", "a.txt"):
        assert visitor.get(f"/mailbox/{bad}/").status_code == 404
