"""A second read through its pages and the API: ask, answer, decide."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Proofread, Share
from sharing.services import shares
from tests.factories.people import TeamFactory, TeamMemberFactory
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory
from tests.reads import exactly

Url = Callable[..., str]


@pytest.fixture
def url(url_of: Callable[..., str], acme: Organisation) -> Url:
    """An address of Acme's."""
    return lambda name, **ids: url_of(acme, name, **ids)


@pytest.fixture
def share(acme: Organisation, amir: Membership, carl: Membership) -> Share:
    """A share of Amir's, scheduled for in two hours; Carl is in his team."""
    connection = ConnectionFactory(user=amir.user)
    with tenant(acme.pk):
        ConnectionPermissionFactory(membership=amir, connection=connection)
        team = TeamFactory()
        for person in (amir, carl):
            TeamMemberFactory(team=team, membership=person)
        return shares.schedule_share(
            actor=amir, network="linkedin", text="My own words.", due_at=timezone.now() + timedelta(hours=2)
        )


def asked(client: Client, url: Url, share: Share, carl: Membership, **more: str) -> Proofread:
    answer = client.post(
        url("sharing:proofread_ask", public_id=share.public_id), {"reader": carl.public_id, "note": "Clear?", **more}
    )
    with tenant(share.organisation_id):
        row = Proofread.objects.get()
    assert answer.headers["Location"] == url("sharing:proofread", public_id=row.public_id)
    return row


def test_the_whole_way(client_of, url: Url, share: Share, amir: Membership, carl: Membership):
    author, reader = client_of(amir), client_of(carl)
    page = author.get(url("sharing:proofread_ask", public_id=share.public_id)).text
    assert "My own words." in page
    assert str(carl.user) in page
    row = asked(author, url, share, carl)
    assert row.wait_until is None
    here = url("sharing:proofread", public_id=row.public_id)
    assert "For you to read" in reader.get(url("sharing:proofread_list")).text
    page = reader.get(here).text
    assert "Clear?" in page
    assert "My own words." in page
    reader.post(here, {"act": "answer", "comment": "One word more.", "text_linkedin": "My very own words."})
    page = author.get(here).text
    assert "One word more." in page
    assert "My very own words." in page
    author.post(here, {"act": "take:linkedin"})
    with tenant(share.organisation_id):
        share.refresh_from_db()
    assert (share.text, share.state) == ("My very own words.", "scheduled")


def test_nobody_else_sees_it_whatever_their_role(client_of, url: Url, share, amir, carl, alice, cara):
    row = asked(client_of(amir), url, share, carl)
    for other in (alice, cara):
        client = client_of(other)
        here = url("sharing:proofread", public_id=row.public_id)
        assert client.get(here).status_code == 404
        assert client.post(here, {"act": "answer"}).status_code == 404


def test_what_was_typed_comes_back_with_what_is_wrong(client_of, url: Url, share: Share, amir: Membership):
    client = client_of(amir)
    where = url("sharing:proofread_ask", public_id=share.public_id)
    page = client.post(where, {"address": "nobody@acme.example", "note": "Is it clear?"}).text
    assert "Nobody here has this address." in page
    assert "Is it clear?" in page
    page = client.post(where, {"address": amir.user.email}).text
    assert "Nobody here has this address." in page
    assert "Choose a colleague." in client.post(where, {}).text


def test_waiting_needs_an_hour_and_holds_the_share(client_of, url: Url, share, amir, carl):
    client = client_of(amir)
    where = url("sharing:proofread_ask", public_id=share.public_id)
    assert "Until when?" in client.post(where, {"reader": carl.public_id, "wait": "on"}).text
    until = timezone.localtime(timezone.now() + timedelta(hours=6), timezone.zoneinfo.ZoneInfo(amir.time_zone))
    row = asked(client, url, share, carl, wait="on", wait_date=f"{until:%Y-%m-%d}", wait_time=f"{until:%H:%M}")
    with tenant(share.organisation_id):
        share.refresh_from_db()
    assert (share.state, share.reason) == ("held", "reader")
    assert "waits for the answer" in client.get(url("sharing:proofread", public_id=row.public_id)).text


def test_an_opinion_that_comes_too_late_is_kept_on_the_page(client_of, url: Url, share, amir, carl):
    author, reader = client_of(amir), client_of(carl)
    row = asked(author, url, share, carl)
    here = url("sharing:proofread", public_id=row.public_id)
    author.post(here, {"act": "withdraw"})
    answer = reader.post(here, {"act": "answer", "comment": "Too late?"})
    assert answer.status_code == 409
    assert "This request is over." in answer.text


def test_the_api_asks_and_answers_and_never_takes_over(api_of, url: Url, share, amir, carl):
    author, reader = api_of(amir), api_of(carl)
    made = author.post(
        url("api:sharing:proofread_list"),
        {"shares": [share.public_id], "reader": carl.public_id},
        content_type="application/json",
    )
    assert made.status_code == 201
    here = url("api:sharing:proofread_detail", public_id=made.json()["id"])
    said = reader.post(f"{here}answer/", {"suggested": {"linkedin": "Other."}}, content_type="application/json").json()
    assert (said["state"], said["texts"][0]["suggested_text"]) == ("answered", "Other.")
    with tenant(share.organisation_id):
        share.refresh_from_db()
    assert share.text == "My own words."


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(client_of, url: Url, share, amir, carl, rows: int):
    with tenant(share.organisation_id):
        for _number in range(rows):
            Proofread.objects.create(author=carl, reader=amir, title="A text")
    client = client_of(amir)
    client.get(url("sharing:proofread_list"))
    with exactly(9):
        client.get(url("sharing:proofread_list"))
