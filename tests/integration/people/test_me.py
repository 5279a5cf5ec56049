"""A person's own pages, and the answer to an invitation."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from advocacy.organisations.models import Organisation
from advocacy.people import services
from advocacy.people.models import ApiToken, Invitation, Membership, Notification, User
from advocacy.people.services.invitations import _secret
from advocacy.tenancy import tenant
from tests.factories.people import PASSWORD, NotificationFactory, UserFactory
from tests.reads import exactly

PROFILE = {"name": "Emma E.", "job_title": "Welder", "language": "en", "theme": "dark", "time_zone": "Asia/Tokyo"}


def face():
    data = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(data, "PNG")
    return SimpleUploadedFile("face.png", data.getvalue(), content_type="image/png")


def test_the_profile_and_its_portrait(emma, greta, amir, client_of):
    client = client_of(emma)
    client.post("/o/acme/me/profile/", {**PROFILE, "portrait": face()})
    emma.user.refresh_from_db()
    path = f"/portraits/{emma.user.public_id}/"
    assert emma.user.name == "Emma E."
    assert path in client.get("/o/acme/me/").content.decode()
    assert client_of(amir).get(path).status_code == 200
    assert client_of(greta).get(path).status_code == 404
    assert Client().get(path).status_code == 404


def test_a_bad_profile_keeps_what_was_typed(emma, client_of):
    not_a_picture = SimpleUploadedFile("face.png", b"hello", content_type="image/png")
    page = client_of(emma).post("/o/acme/me/profile/", {**PROFILE, "portrait": not_a_picture}).content.decode()
    assert "cannot be read as a picture" in page
    assert "Welder" in page
    assert User.objects.get(pk=emma.user.pk).name == "Emma Evrard"


def test_a_token_is_shown_once(emma, amir, client_of):
    client = client_of(emma)
    page = client.post("/o/acme/me/tokens/", {"name": "Intranet"}).content.decode()
    token = ApiToken.objects.get(name="Intranet")
    assert token.prefix in page
    value = page.split('id="token-value">')[1].split("<")[0]
    assert Client(headers={"authorization": f"Bearer {value}"}).get("/api/v1/o/acme/").status_code != 401
    assert value not in client.get("/o/acme/me/tokens/").content.decode()
    assert client_of(amir).post(f"/o/acme/me/tokens/{token.public_id}/revoke/").status_code == 404
    client.post(f"/o/acme/me/tokens/{token.public_id}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_signing_out_everywhere(emma, client_of):
    here, there = client_of(emma), client_of(emma)
    assert here.get("/o/acme/me/sign-out-everywhere/").status_code == 200
    assert there.get("/o/acme/me/").status_code == 200
    here.post("/o/acme/me/sign-out-everywhere/")
    assert here.get("/o/acme/me/").status_code == 302
    assert there.get("/o/acme/me/").status_code == 302


def test_notifications_are_read_by_a_gesture(acme, amir, emma, client_of, inside):
    with inside(acme):
        row = NotificationFactory(membership=amir, path="/o/acme/shares/")
        NotificationFactory(membership=amir)
    client, path = client_of(amir), f"/o/acme/notifications/{row.public_id}/"
    assert "A share" in client.get("/o/acme/notifications/").content.decode()
    assert client_of(emma).post(path).status_code == 404
    with inside(acme):
        assert Notification.objects.filter(read_at__isnull=True).count() == 2
    assert client.post(path)["Location"] == "/o/acme/shares/"
    client.post("/o/acme/notifications/")
    with inside(acme):
        assert not Notification.objects.filter(read_at__isnull=True).exists()


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_of_notifications_asks_a_fixed_number_of_questions(acme, amir, client_of, inside, items):
    with inside(acme):
        for _ in range(items):
            NotificationFactory(membership=amir)
    client = client_of(amir)
    with exactly(9):
        client.get("/o/acme/notifications/")


# --- Invitations -----------------------------------------------------------------------------------------------------
@pytest.fixture
def invitation(acme, alice, inside):
    with inside(acme):
        return services.invite(actor=alice, email="nina@acme.example", name="Nina", roles=frozenset(), language="en")


def path_of(invitation):
    return f"/invitations/{invitation.organisation.code}.{_secret(invitation)}/"


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "en"})


def test_opening_it_changes_nothing(acme, invitation, inside, visitor):
    page = visitor.get(path_of(invitation)).content.decode()
    assert "Alice Aubert" in page
    assert "Acme" in page
    assert "nina@acme.example" in page
    with inside(acme):
        assert Invitation.objects.get().state == "sent"
    assert not User.objects.filter(email="nina@acme.example").exists()


def test_nobody_joins_a_suspended_organisation(acme, invitation, visitor):
    path = path_of(invitation)
    Organisation.objects.filter(pk=acme.pk).update(is_active=False)
    assert visitor.get(path).status_code == 404
    assert visitor.post(path, {"name": "Nina"}).status_code == 404
    assert not User.objects.filter(email="nina@acme.example").exists()


def test_what_is_for_one_person_is_kept_by_no_browser(invitation, emma, visitor, client_of):
    assert "no-store" in visitor.get(path_of(invitation)).headers["Cache-Control"]
    assert client_of(emma).get("/organisations/").headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in visitor.get("/about/").headers


def test_a_new_person_comes_in(acme, invitation, visitor):
    answer = visitor.post(path_of(invitation), {"name": "Nina Noir", "password": PASSWORD})
    assert answer["Location"] == "/o/acme/"
    assert visitor.get("/o/acme/")["Location"] == "/o/acme/join/"
    membership = Membership.objects.get(user__email="nina@acme.example")
    assert not membership.is_ambassador
    again = Client(headers={"accept-language": "en"}).get(path_of(invitation))
    assert again.status_code == 410
    assert "used already" in again.content.decode()


def test_a_weak_password_is_said_and_the_name_stays(invitation, visitor):
    page = visitor.post(path_of(invitation), {"name": "Nina Noir", "password": "12345"}).content.decode()
    assert "Nina Noir" in page
    assert "too short" in page
    assert not User.objects.filter(email="nina@acme.example").exists()


def test_somebody_with_an_account_signs_in_first(invitation, visitor, client_of):
    user = UserFactory(email="nina@acme.example")
    page = visitor.get(path_of(invitation)).content.decode()
    assert f"/accounts/login/code/?next={path_of(invitation)}" in page
    client = client_of(user)
    assert "Join the space" in client.get(path_of(invitation)).content.decode()
    client.post(path_of(invitation))
    assert Membership.objects.filter(user=user).exists()


def test_somebody_elses_session_changes_nothing(acme, invitation, emma, client_of, inside):
    page = client_of(emma).post(path_of(invitation), {"name": "Emma"})
    assert page.status_code == 403
    assert "nina@acme.example" not in page.content.decode()
    with inside(acme):
        assert Invitation.objects.get().state == "sent"


def test_a_member_who_opens_it_again_is_led_inside(invitation, visitor):
    visitor.post(path_of(invitation), {"name": "Nina"})
    with tenant(invitation.organisation_id):
        Invitation.objects.update(state="sent")
    assert visitor.get(path_of(invitation))["Location"] == "/o/acme/"


@pytest.mark.parametrize("token", ["nonsense", "abcde.nonsense", ".", "{code}.", "{code}.wrong"])
def test_a_wrong_link_says_so_and_names_nobody(invitation, visitor, token):
    page = visitor.get(f"/invitations/{token.format(code=invitation.organisation.code)}/")
    assert page.status_code == 404
    assert "not an invitation" in page.content.decode()
    assert "Acme" not in page.content.decode()


@pytest.mark.parametrize(
    ("change", "said"), [({"state": "revoked"}, "withdrawn"), ({"expires_at": timezone.now()}, "has expired")]
)
def test_a_closed_one_says_why(invitation, visitor, change, said):
    with tenant(invitation.organisation_id):
        Invitation.objects.update(**change)
    page = visitor.post(path_of(invitation), {"name": "Nina"})
    assert page.status_code == 410
    assert said in page.content.decode()
    assert not User.objects.filter(email="nina@acme.example").exists()


# --- A new organisation ----------------------------------------------------------------------------------------------
STEP_ONE = {
    "name": "Nova",
    "slug": "Nova-Company",
    "tagline": "Suns",
    "owner_name": "Nour",
    "owner_email": "nour@n.example",
}
STEP_TWO = {"language": "en", "both_languages": "on", "time_zone": "Europe/Paris", "semester_starts": "1"}


def test_four_steps_make_an_organisation_that_sees_nothing_of_the_others(globex, acme, visitor):
    assert visitor.get("/organisations/new/2/")["Location"] == "/organisations/new/"
    assert visitor.post("/organisations/new/", {**STEP_ONE, "logo": face()})["Location"] == "/organisations/new/2/"
    assert 'value="Nova"' in visitor.get("/organisations/new/").content.decode()
    assert visitor.post("/organisations/new/2/", STEP_TWO)["Location"] == "/organisations/new/3/"
    assert visitor.get("/organisations/new/3/").status_code == 200
    created = visitor.post("/organisations/new/3/")
    assert created["Location"] == "/o/nova-company/start/setup/"
    organisation = Organisation.objects.get(slug="nova-company")
    assert (organisation.language, organisation.also_language, organisation.tagline) == ("en", "fr", "Suns")
    page = visitor.get("/o/nova-company/start/setup/").content.decode()
    assert "ZZB" not in page
    answer = visitor.post(
        "/o/nova-company/start/setup/",
        {"objective": "opportunities", "aim_en": "Meet people", "lines": "a@n.example\nbad"},
    )
    assert "bad" in answer.content.decode()
    answer = visitor.post(
        "/o/nova-company/start/setup/", {"objective": "opportunities", "aim_en": "Meet people", "lines": ""}
    )
    assert answer["Location"] == "/o/nova-company/start/"
    assert visitor.get("/o/nova-company/start/").status_code == 200
    assert visitor.get("/o/nova-company/logo/").status_code == 200
    for other in ("acme", "globex"):
        assert visitor.get(f"/o/{other}/team/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("slug", "acme", "address is taken"), ("slug", "not a slug", "valid"), ("name", "", "required"),
     ("owner_email", "emma@acme.example", "has an account")],
)  # fmt: skip
def test_a_bad_first_step_keeps_what_was_typed(emma, visitor, field, value, said):
    page = visitor.post("/organisations/new/", {**STEP_ONE, field: value}).content.decode()
    assert said in page
    assert "Suns" in page
    assert not Organisation.objects.filter(name="Nova").exists()


def test_somebody_signed_in_becomes_the_owner(emma, client_of):
    client = client_of(emma)
    client.post("/organisations/new/", {"name": "Nova", "slug": "nova", "tagline": ""})
    client.post("/organisations/new/2/", STEP_TWO)
    client.post("/organisations/new/3/")
    assert Membership.objects.get(organisation__slug="nova").user == emma.user


def test_an_address_taken_meanwhile_is_said(visitor, db):
    visitor.post("/organisations/new/", STEP_ONE)
    visitor.post("/organisations/new/2/", STEP_TWO)
    Organisation.objects.create(name="Other", slug="nova-company")
    answer = visitor.post("/organisations/new/3/", follow=True)
    assert "address is taken" in answer.content.decode()
    assert not User.objects.filter(email="nour@n.example").exists()


def test_old_sessions_are_shorter_than_the_invitation(settings):
    assert timedelta(days=14).total_seconds() == settings.SESSION_COOKIE_AGE
