"""The organisation, oneself, members, teams, invitations, the journal."""

from typing import Any

import pytest

from advocacy.people.models import Invitation, Membership, Team
from tests.factories.people import (
    InvitationFactory,
    MembershipFactory,
    NotificationFactory,
    TeamFactory,
    TeamMemberFactory,
)
from tests.reads import exactly

pytestmark = pytest.mark.django_db


def test_organisation_is_read_by_all_and_set_by_administrators(ask: Any, adam: Membership, emma: Membership) -> None:
    assert ask(emma, "get", "organisation/").json()["name"] == "Acme"
    changed = ask(adam, "patch", "organisation/", {"tagline": "Bridges", "smallest_group": 8})
    assert changed.status_code == 200, changed.content
    assert (changed.json()["tagline"], changed.json()["smallest_group"]) == ("Bridges", 8)
    assert ask(emma, "patch", "organisation/", {"tagline": "x"}).status_code == 403
    refused = ask(adam, "patch", "organisation/", {"smallest_group": 3, "time_zone": "Mars/Base"})
    assert refused.status_code == 400
    assert set(refused.json()["error"]["fields"]) == {"smallest_group", "time_zone"}
    assert refused.json()["error"]["field"] in {"smallest_group", "time_zone"}


def test_me_says_who_i_am_and_changes_it(ask: Any, amir: Membership) -> None:
    me = ask(amir, "get", "me/").json()
    assert (me["name"], me["is_ambassador"], me["roles"]) == ("Amir Amrani", True, [])
    assert "share.create" in me["permissions"]
    changed = ask(amir, "patch", "me/", {"job_title": "Engineer", "time_zone": "Europe/Madrid"}).json()
    assert (changed["job_title"], changed["time_zone"], changed["name"]) == ("Engineer", "Europe/Madrid", "Amir Amrani")


def test_notifications_are_listed_and_marked(ask: Any, inside: Any, amir: Membership, emma: Membership) -> None:
    with inside(amir.organisation):
        mine = NotificationFactory(membership=amir)
        NotificationFactory(membership=amir)
        other = NotificationFactory(membership=emma)
    listed = ask(amir, "get", "notifications/", {"unread": "true"}).json()
    assert listed["count"] == 2
    assert "A share" in listed["results"][0]["title"]
    assert ask(amir, "post", f"notifications/{other.public_id}/read/").status_code == 404
    assert ask(amir, "post", f"notifications/{mine.public_id}/read/").json()["read_at"]
    assert ask(amir, "post", "notifications/read/").json() == {"marked": 1}


def test_members_and_their_roles(ask: Any, alice: Membership, adam: Membership, emma: Membership) -> None:
    listed = ask(adam, "get", "members/", {"q": "emma"}).json()["results"]
    assert [row["id"] for row in listed] == [emma.public_id]
    given = ask(adam, "put", f"members/{emma.public_id}/roles/", {"roles": ["manager"]})
    assert given.json()["roles"] == ["manager"]
    above = ask(adam, "put", f"members/{emma.public_id}/roles/", {"roles": ["owner"]})
    assert (above.status_code, above.json()["error"]["code"]) == (409, "role_above_yours")
    assert above.json()["error"]["field"] == "roles"
    last = ask(alice, "put", f"members/{alice.public_id}/roles/", {"roles": []})
    assert last.json()["error"]["code"] == "last_owner"
    assert ask(adam, "delete", f"members/{emma.public_id}/").status_code == 204
    assert ask(adam, "get", f"members/{emma.public_id}/").status_code == 404


def test_colleagues_have_no_addresses(ask: Any, carl: Membership, emma: Membership) -> None:
    rows = ask(carl, "get", "colleagues/", {"q": "acme.example"}).json()["results"]
    assert rows == []
    rows = ask(carl, "get", "colleagues/").json()["results"]
    assert {row["id"] for row in rows} == {carl.public_id, emma.public_id}
    assert all(set(row) == {"id", "name", "job_title"} for row in rows)
    assert ask(emma, "get", "colleagues/").status_code == 403


def test_teams_from_making_to_dissolving(
    ask: Any, inside: Any, cara: Membership, emma: Membership, gil: Membership
) -> None:
    made = ask(cara, "post", "teams/", {"name": "Workshop", "members": [emma.public_id]})
    assert made.status_code == 201, made.content
    team = made.json()
    assert team["members"] == [{"id": emma.public_id, "name": "Emma Evrard"}]
    again = ask(cara, "post", "teams/", {"name": "workshop"})
    assert (again.status_code, again.json()["error"]["field"]) == (409, "name")
    for wrong in (gil.public_id, "zzzzzzzzzzzz", 7):
        refused = ask(cara, "patch", f"teams/{team['id']}/", {"members": [wrong]})
        assert refused.status_code == 400
        assert list(refused.json()["error"]["fields"]) == ["members"]
    changed = ask(cara, "patch", f"teams/{team['id']}/", {"name": "The workshop", "members": []}).json()
    assert (changed["name"], changed["members"]) == ("The workshop", [])
    assert ask(cara, "delete", f"teams/{team['id']}/").status_code == 204
    with inside(cara.organisation):
        assert not Team.objects.exists()


def test_a_refused_team_is_not_half_made(ask: Any, inside: Any, cara: Membership, gil: Membership) -> None:
    assert ask(cara, "post", "teams/", {"name": "Workshop", "members": [gil.public_id]}).status_code == 400
    with inside(cara.organisation):
        assert not Team.objects.exists()


def test_invitations_one_and_many(ask: Any, inside: Any, cara: Membership) -> None:
    one = ask(cara, "post", "invitations/", {"email": "New@acme.example", "name": "New"})
    assert one.status_code == 201, one.content
    assert (one.json()["email"], one.json()["roles"]) == ("new@acme.example", [])
    twice = ask(cara, "post", "invitations/", {"email": "new@acme.example"})
    assert (twice.status_code, twice.json()["error"]["code"]) == (409, "already_invited")
    above = ask(cara, "post", "invitations/", {"email": "boss@acme.example", "roles": ["owner"]})
    assert above.json()["error"]["code"] == "role_above_yours"
    many = ask(cara, "post", "invitations/many/", {"lines": "Ana <ana@acme.example>\nnobody\nnew@acme.example"})
    assert [row["email"] for row in many.json()["invitations"]] == ["ana@acme.example"]
    assert [row["line"] for row in many.json()["problems"]] == ["nobody", "new@acme.example"]
    assert ask(cara, "get", "invitations/").json()["count"] == 2
    assert "token" not in ask(cara, "get", "invitations/").content.decode()
    assert ask(cara, "post", f"invitations/{one.json()['id']}/remind/").json()["letters"] == 2
    assert ask(cara, "post", f"invitations/{one.json()['id']}/remind/").status_code == 409
    assert ask(cara, "post", f"invitations/{one.json()['id']}/withdraw/").status_code == 204
    with inside(cara.organisation):
        assert Invitation.objects.get(email="new@acme.example").state == "revoked"


def test_the_journal_in_words(ask: Any, adam: Membership, cara: Membership) -> None:
    ask(cara, "post", "teams/", {"name": "Workshop"})
    line = ask(adam, "get", "audit/").json()["results"][0]
    assert (line["verb"], line["actor"], line["words"]) == ("team.created", "Cara Costa", "created a team")
    assert ask(cara, "get", "audit/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("teams/", 5), ("invitations/", 4), ("members/", 4), ("audit/", 5), ("notifications/", 4)]
)
def test_lists_ask_as_often_for_three_rows_as_for_one(
    ask: Any, inside: Any, alice: Membership, emma: Membership, rows: int, path: str, queries: int,
) -> None:  # fmt: skip
    with inside(alice.organisation):
        for _number in range(rows):
            TeamMemberFactory(team=TeamFactory(), membership=emma)
            InvitationFactory(invited_by=emma)
            NotificationFactory(membership=alice)
            MembershipFactory(organisation=alice.organisation)
    ask(alice, "get", path)
    if path == "audit/":
        for number in range(rows):
            ask(alice, "post", "teams/", {"name": f"Team of {number}"})
    with exactly(queries):
        assert ask(alice, "get", path).json()["count"] >= rows
