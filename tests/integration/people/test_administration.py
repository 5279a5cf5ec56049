"""The administrator's pages, through the browser's door."""

from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from advocacy.people import selectors
from advocacy.people.models import Invitation, Membership, Team
from tests.factories.people import InvitationFactory, MembershipFactory, TeamFactory, TeamMemberFactory
from tests.reads import exactly

SETTINGS = {
    "name": "Acme SA", "tagline": "Bridges", "language": "en", "both_languages": "on", "time_zone": "Europe/Lisbon",
    "semester_starts": "9", "smallest_group": "8",
}  # fmt: skip


def logo():
    data = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(data, "PNG")
    return SimpleUploadedFile("logo.png", data.getvalue(), content_type="image/png")


def test_settings_are_saved(acme, adam, client_of):
    client = client_of(adam)
    assert client.post("/o/acme/settings/", {**SETTINGS, "logo": logo()}).status_code == 302
    acme.refresh_from_db()
    assert (acme.name, acme.language, acme.also_language, acme.time_zone) == ("Acme SA", "en", "fr", "Europe/Lisbon")
    assert (acme.semester_starts, acme.smallest_group) == (9, 8)
    picture = client.get("/o/acme/logo/")
    assert picture["Content-Type"] == "image/png"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert picture.content[:4] == b"\x89PNG"
    client.post("/o/acme/settings/", {**SETTINGS, "remove_logo": "on"})
    assert client.get("/o/acme/logo/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("smallest_group", "4", "5 is the floor"), ("smallest_group", "x", "Write a whole number"),
     ("time_zone", "Mars/Olympus", "Mars/Olympus"), ("name", "", "required")],
)  # fmt: skip
def test_bad_settings_are_said_and_what_was_typed_stays(acme, adam, client_of, field, value, said):
    page = client_of(adam).post("/o/acme/settings/", {**SETTINGS, "tagline": "Typed by hand", field: value})
    acme.refresh_from_db()
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "Typed by hand" in page.content.decode()
    assert acme.tagline == "Bridges that last"


def test_a_logo_that_is_no_picture_changes_nothing(acme, adam, client_of):
    svg = SimpleUploadedFile("logo.svg", b"<svg/>", content_type="image/svg+xml")
    page = client_of(adam).post("/o/acme/settings/", {**SETTINGS, "logo": svg})
    acme.refresh_from_db()
    assert "cannot be read as a picture" in page.content.decode()
    assert acme.name == "Acme"


def test_roles_are_changed_on_a_page(adam, emma, client_of):
    client = client_of(adam)
    path = f"/o/acme/settings/members/{emma.public_id}/"
    assert "Emma Evrard" in client.get(path).content.decode()
    client.post(path, {"roles": ["manager"]})
    assert Membership.objects.get(pk=emma.pk).is_manager
    refused = client.post(path, {"roles": ["owner"]})
    assert "Only an owner" in refused.content.decode()
    assert not Membership.objects.get(pk=emma.pk).is_owner


def test_a_removed_member_is_out_at_once(adam, emma, client_of):
    theirs, client = client_of(emma), client_of(adam)
    path = f"/o/acme/settings/members/{emma.public_id}/remove/"
    assert client.get(path).status_code == 200
    assert theirs.get("/o/acme/team/").status_code == 200
    assert client.post(path).status_code == 302
    assert theirs.get("/o/acme/team/").status_code == 302
    assert client.get(path).status_code == 404


def test_the_last_owner_stays(adam, alice, client_of):
    answer = client_of(alice).post(f"/o/acme/settings/members/{alice.public_id}/remove/", follow=True)
    assert "last owner" in answer.content.decode()


def test_members_are_found(adam, emma, client_of):
    client = client_of(adam)
    assert "Emma" in client.get("/o/acme/settings/members/?q=evra").content.decode()
    page = client.get("/o/acme/settings/members/?q=zzz").content.decode()
    assert "Emma" not in page
    assert "Nobody found" in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_of_members_asks_a_fixed_number_of_questions(acme, adam, client_of, items):
    for _ in range(items):
        MembershipFactory(organisation=acme)
    client = client_of(adam)
    with exactly(9):
        client.get("/o/acme/settings/members/")


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_of_teams_asks_a_fixed_number_of_questions(acme, adam, client_of, inside, items):
    with inside(acme):
        for _ in range(items):
            TeamMemberFactory(team=TeamFactory(), membership=MembershipFactory(organisation=acme))
    client = client_of(adam)
    with exactly(8):
        client.get("/o/acme/settings/teams/")


def test_teams_through_their_pages(acme, cara, emma, amir, client_of, inside):
    client = client_of(cara)
    client.post("/o/acme/settings/teams/new/", {"name": "North", "members": [emma.public_id]})
    with inside(acme):
        team = Team.objects.get()
    path = f"/o/acme/settings/teams/{team.public_id}/"
    assert "checked" in client.get(path).content.decode()
    client.post(path, {"name": "South", "members": [amir.public_id]})
    refused = client.post("/o/acme/settings/teams/new/", {"name": "south", "members": []})
    assert "already a team" in refused.content.decode()
    assert 'value="south"' in refused.content.decode()
    with inside(acme):
        assert [row.membership for row in Team.objects.get().team_members.all()] == [amir]
    client.post(f"{path}delete/")
    assert client.get(path).status_code == 404


def test_another_organisations_people_fit_in_no_team(cara, gil, client_of):
    page = client_of(cara).post("/o/acme/settings/teams/new/", {"name": "North", "members": [gil.public_id]})
    assert "no longer here" in page.content.decode()


def test_invitations_leave_and_bad_lines_stay(acme, cara, client_of, inside, jobs_done):
    client = client_of(cara)
    lines = "nina@acme.example\nnot an address\nOtto <otto@acme.example>"
    with jobs_done():
        page = client.post(
            "/o/acme/settings/invitations/", {"lines": lines, "roles": ["contributor"], "language": "fr"}
        )
    text = page.content.decode()
    assert "not an address" in text
    assert ">\nnot an address</textarea>" in text
    assert "not an e-mail address" in text
    assert sorted(message.to[0] for message in mail.outbox) == ["nina@acme.example", "otto@acme.example"]
    assert "vous invite" in mail.outbox[0].body
    with inside(acme):
        assert {tuple(row.roles) for row in Invitation.objects.all()} == {("contributor",)}


def test_nobody_invites_above_themselves(acme, cara, client_of, inside):
    answer = client_of(cara).post(
        "/o/acme/settings/invitations/", {"lines": "n@acme.example", "roles": ["owner"], "language": "en"}
    )
    assert answer.status_code == 200
    with inside(acme):
        assert not Invitation.objects.exists()


def test_one_reminder_then_withdrawn(acme, alice, client_of, inside):
    with inside(acme):
        row = InvitationFactory(invited_by=alice)
    client, path = client_of(alice), f"/o/acme/settings/invitations/{row.public_id}"
    assert client.get(f"{path}/remind/").status_code == 405
    client.post(f"{path}/remind/")
    again = client.post(f"{path}/remind/", follow=True)
    assert "Silence is an answer" in again.content.decode()
    client.post(f"{path}/withdraw/")
    with inside(acme):
        assert not selectors.invitations().exists()


def test_the_journal_names_who_did_what(adam, client_of):
    client = client_of(adam)
    client.post("/o/acme/settings/", SETTINGS)
    page = client.get("/o/acme/settings/journal/").content.decode()
    assert "Adam Adler" in page
    assert "changed the settings" in page
    assert "smallest group: 5 → 8" in page


@pytest.mark.parametrize("who", ["emma", "amir", "marc", "carl"])
@pytest.mark.parametrize("page", ["", "members/", "teams/", "invitations/", "journal/"])
def test_the_settings_are_not_for_everybody(request, client_of, who, page):
    assert client_of(request.getfixturevalue(who)).get(f"/o/acme/settings/{page}").status_code == 403


def test_outsiders_find_nothing(acme, greta, client_of):
    for page in ("", "settings/", "settings/members/", "me/", "team/", "join/", "charter/", "logo/"):
        assert client_of(greta).get(f"/o/acme/{page}").status_code == 404
