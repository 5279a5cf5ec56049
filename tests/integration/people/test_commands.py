"""The operator's commands."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from advocacy.organisations.models import Organisation
from advocacy.people.models import Invitation, Membership, User
from tests.factories.people import InvitationFactory


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_a_new_organisation_writes_to_its_owner(globex):
    said = run("create_organisation", "Été & Co", "--owner-email", "Nour@n.example", "--owner-name", "Nour Noor")
    assert "/o/ete-co/" in said
    membership = Membership.objects.get(organisation__slug="ete-co")
    assert membership.is_owner
    assert (membership.user.email, membership.user.has_usable_password()) == ("nour@n.example", False)
    assert [message.to for message in mail.outbox] == [["nour@n.example"]]
    assert "/o/ete-co/" in mail.outbox[0].body
    assert "Bonjour Nour" in mail.outbox[0].body
    Client().post("/accounts/login/code/", {"email": "nour@n.example"})
    assert len(mail.outbox) == 2


def test_somebody_with_an_account_owns_one_more(emma):
    said = run("create_organisation", "Nova", "--owner-email", emma.user.email, "--no-mail", "--language", "en")
    assert f"Tell {emma.user.email}" in said
    assert Membership.objects.get(organisation__slug="nova").user == emma.user
    assert mail.outbox == []


def test_a_mail_server_that_is_down_undoes_nothing(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    said = run("create_organisation", "Nova", "--owner-email", "n@n.example")
    assert "could not be sent" in said
    assert "Tell n@n.example" in said
    assert Organisation.objects.filter(slug="nova", is_active=True).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Acme", "--owner-email", "n@n.example"], "taken"),
        (["日本", "--owner-email", "n@n.example"], "--address"),
        (["Nova", "--owner-email", "n@n.example", "--address", "No Va"], "--address"),
        (["Nova", "--owner-email", "nobody"], "not an e-mail address"),
    ],
)
def test_what_cannot_be_created(acme, arguments, said):
    with pytest.raises(CommandError, match=said):
        run("create_organisation", *arguments)
    assert not Organisation.objects.filter(slug="nova").exists()


def test_an_invitation_by_the_operator(acme, inside, jobs_done):
    with jobs_done():
        said = run("invite", "acme", "Nina@acme.example", "--role", "owner", "--language", "en")
    link = said.split()[-1]
    assert link in mail.outbox[0].body
    assert "You are invited" in mail.outbox[0].body
    path = "/invitations/" + link.split("/invitations/")[1]
    assert Client().post(path, {"name": "Nina"})["Location"] == "/o/acme/"
    assert Membership.objects.get(user__email="nina@acme.example").is_owner


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nowhere", "n@n.example"], "no organisation"), (["acme", "nobody"], "not an e-mail"),
     (["acme", "emma@acme.example"], "already a member")],
)  # fmt: skip
def test_who_cannot_be_invited(acme, emma, inside, arguments, said):
    with pytest.raises(CommandError, match=said):
        run("invite", *arguments)
    with inside(acme):
        assert not Invitation.objects.exists()


def test_purge_says_what_went(acme, inside):
    with inside(acme):
        row = InvitationFactory(state="revoked")
        Invitation.objects.filter(pk=row.pk).update(created_at="2020-01-01T00:00:00Z")
    assert "acme: 0 deliveries, 1 invitations, 0 notifications, 0 audit" in run("purge")
    assert not User.objects.filter(email=row.email).exists()
