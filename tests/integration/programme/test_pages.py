"""Reading, saying yes or no, a break, leaving; and running the programme."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.people.models import Membership
from advocacy.programme import selectors, services
from advocacy.programme.models import Charter, Enrolment, Programme
from tests.factories.people import MembershipFactory, TeamFactory, TeamMemberFactory
from tests.factories.programme import EnrolmentFactory
from tests.reads import exactly


@pytest.fixture
def charter_id(acme, inside):
    with inside(acme):
        return selectors.current_charter().public_id


def test_the_page_asks_with_nothing_ticked(acme, emma, cara, client_of, inside):
    with inside(acme):
        Programme.objects.update(contact=cara, words={"en": "Say no if you like."})
    page = client_of(emma).get("/o/acme/join/").content.decode()
    assert "checked" not in page
    assert "Say no if you like." in page
    assert "/o/acme/charter/" in page


def test_the_no_is_a_link_and_stores_nothing(acme, emma, client_of, inside):
    page = client_of(emma).get("/o/acme/join/").content.decode()
    no = page.split("No thanks, no strings")[0].rsplit("<a ", 1)[1]
    assert 'href="/o/acme/team/"' in no
    assert "button--full" in no
    with inside(acme):
        assert not Enrolment.objects.filter(membership=emma).exists()


def test_the_yes_leads_to_ones_accounts(acme, emma, client_of, charter_id, inside):
    client = client_of(emma)
    answer = client.post("/o/acme/join/", {"charter": charter_id, "volunteers": "on"})
    assert answer["Location"] == "/o/acme/accounts/"
    with inside(acme):
        assert not Enrolment.objects.get(membership=emma).show_name
    assert client.get("/o/acme/join/")["Location"] == "/o/acme/choices/"
    assert client.get("/o/acme/")["Location"] == "/o/acme/to-share/"


def test_without_the_yes_the_other_choice_stays_ticked(acme, emma, client_of, charter_id, inside):
    page = client_of(emma).post("/o/acme/join/", {"charter": charter_id, "show_name": "on"}).content.decode()
    assert "Tick this box" in page
    assert "checked" in page
    with inside(acme):
        assert not Enrolment.objects.filter(membership=emma).exists()


def test_a_charter_that_changed_meanwhile_is_read_first(acme, alice, emma, client_of, charter_id, inside):
    with inside(acme):
        services.publish_charter(actor=alice, texts={"fr": "Autre"}, based_on=1)
    page = client_of(emma).post("/o/acme/join/", {"charter": charter_id, "volunteers": "on"}).content.decode()
    assert "came out meanwhile" in page
    assert "checked" not in page
    with inside(acme):
        assert selectors.current_charter().public_id in page


@pytest.mark.parametrize("charter", ["", "zzzzzzzzzzzzzz"])
def test_a_charter_that_is_none(emma, client_of, charter):
    answer = client_of(emma).post("/o/acme/join/", {"charter": charter, "volunteers": "on"})
    assert answer.status_code in {200, 404}
    assert not Membership.objects.get(pk=emma.pk).is_ambassador


def test_a_break_and_back(acme, amir, client_of, inside):
    client = client_of(amir)
    assert client.get("/o/acme/pause/").status_code == 200
    bad = client.post("/o/acme/pause/", {"until": "2020-01-01"})
    assert "after today" in bad.content.decode()
    until = timezone.localdate() + timedelta(days=9)
    client.post("/o/acme/pause/", {"until": until.isoformat()})
    with inside(acme):
        assert not selectors.is_active(amir)
    assert "on a break until" in client.get("/o/acme/choices/").content.decode()
    client.post("/o/acme/resume/")
    with inside(acme):
        assert selectors.is_active(amir)


def test_leaving_takes_one_button(acme, amir, client_of, inside):
    client = client_of(amir)
    page = client.get("/o/acme/leave/").content.decode()
    assert "<textarea" not in page
    assert client.get("/o/acme/to-share/").status_code == 200
    client.post("/o/acme/leave/")
    assert client.get("/o/acme/to-share/").status_code == 403
    with inside(acme):
        assert selectors.enrolment_of(amir) is None


def test_the_name_is_a_switch(acme, amir, client_of, inside):
    client = client_of(amir)
    for value, expected in (({"show_name": "on"}, True), ({}, False)):
        client.post("/o/acme/choices/", value)
        with inside(acme):
            assert Enrolment.objects.get(membership=amir).show_name is expected


@pytest.mark.parametrize("page", ["choices/", "pause/", "leave/"])
def test_somebody_who_never_joined_is_led_to_the_explanation(emma, client_of, page):
    assert client_of(emma).get(f"/o/acme/{page}").status_code == 302


@pytest.mark.parametrize("page", ["choices/", "pause/", "resume/", "leave/"])
def test_and_nothing_happens_by_post_either(acme, emma, client_of, inside, page):
    assert client_of(emma).post(f"/o/acme/{page}").status_code in {200, 302}
    with inside(acme):
        assert not Enrolment.objects.filter(membership=emma).exists()


@pytest.mark.parametrize("who", ["emma", "amir", "marc", "alice"])
def test_the_charter_is_for_every_member(request, client_of, who):
    page = client_of(request.getfixturevalue(who)).get("/o/acme/charter/").content.decode()
    assert "Freely." in page


def test_a_charter_is_text_and_nothing_else(acme, alice, emma, client_of):
    client = client_of(alice)
    client.post(
        "/o/acme/charter/new-version/",
        {"based_on": "1", "text_fr": "# Libre\n\n<script>alert(1)</script>", "text_en": "<b>Free</b>"},
    )
    page = client_of(emma).get("/o/acme/charter/").content.decode()
    assert "&lt;b&gt;Free&lt;/b&gt;" in page
    assert "<b>Free" not in page


def test_two_authors_at_once_lose_nothing(acme, alice, adam, client_of, inside):
    mine = {"based_on": "1", "text_fr": "Le mien", "text_en": "Mine"}
    client_of(alice).post("/o/acme/charter/new-version/", {"based_on": "1", "text_fr": "Le leur"})
    page = client_of(adam).post("/o/acme/charter/new-version/", mine).content.decode()
    assert "published version 2 meanwhile" in page
    assert "Le mien" in page
    assert 'name="based_on" value="2"' in page
    assert client_of(adam).post("/o/acme/charter/new-version/", {**mine, "based_on": "2"}).status_code == 302
    with inside(acme):
        assert [row.number for row in Charter.objects.order_by("number")] == [1, 2, 3]


def test_an_earlier_version_says_that_it_is_one(acme, alice, emma, client_of, charter_id, inside):
    with inside(acme):
        services.publish_charter(actor=alice, texts={"fr": "Autre"}, based_on=1)
    page = client_of(emma).get(f"/o/acme/charter/versions/{charter_id}/").content.decode()
    assert "earlier version" in page


def test_the_number_of_volunteers_is_said_from_five_on(acme, emma, amir, client_of, inside):
    client = client_of(emma)
    assert "The first volunteers" in client.get("/o/acme/team/").content.decode()
    with inside(acme):
        for _ in range(4):
            EnrolmentFactory(membership=MembershipFactory(organisation=acme))
    assert "5 people volunteer" in client.get("/o/acme/team/").content.decode()


def test_the_objective_is_written_by_communications(acme, cara, emma, client_of, inside):
    values = {"objective": "employer_brand", "aim_fr": "Recruter", "aim_en": "Recruit", "contact": emma.public_id}
    client_of(cara).post("/o/acme/programme/", values)
    with inside(acme):
        programme = selectors.programme()
    assert (programme.objective, programme.contact, programme.aims) == (
        "employer_brand", emma, {"fr": "Recruter", "en": "Recruit"},
    )  # fmt: skip
    assert "Recruit" in client_of(emma).get("/o/acme/team/").content.decode()
    refused = client_of(cara).post("/o/acme/programme/", {**values, "objective": "win", "aim_en": "Typed"})
    assert "Typed" in refused.content.decode()


def test_first_steps_go_away_when_they_are_done(acme, alice, client_of):
    client = client_of(alice)
    assert "Five steps" in client.get("/o/acme/start/").content.decode()
    acme.created_at = timezone.now() - timedelta(days=90)
    acme.save()
    assert client.get("/o/acme/start/")["Location"] == "/o/acme/library/"


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_of_ambassadors_asks_a_fixed_number_of_questions(acme, cara, client_of, inside, items):
    with inside(acme):
        for _ in range(items):
            member = MembershipFactory(organisation=acme)
            EnrolmentFactory(membership=member)
            TeamMemberFactory(team=TeamFactory(), membership=member)
    client = client_of(cara)
    with exactly(10):
        page = client.get("/o/acme/ambassadors/").content.decode()
    assert page.count("table__name") == items


def test_the_list_holds_nobody_who_said_nothing(amir, emma, cara, client_of):
    page = client_of(cara).get("/o/acme/ambassadors/").content.decode()
    assert "Amir" in page
    assert "Emma" not in page
    assert "Nobody found" in client_of(cara).get("/o/acme/ambassadors/?q=zzz").content.decode()


@pytest.mark.parametrize("who", ["emma", "amir", "marc", "carl", "adam"])
def test_the_list_is_for_those_who_help(request, client_of, who):
    assert client_of(request.getfixturevalue(who)).get("/o/acme/ambassadors/").status_code == 403
