"""The report through its door: who sees what, in which words, and what is written down about it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advocacy.organisations.models import AuditEntry
from advocacy.organisations.selectors import semester_at, semester_before
from advocacy.people.models import User
from advocacy.tenancy import tenant
from tests.canary import CANARY
from tests.factories.content_library import CampaignFactory
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.programme import EnrolmentFactory
from tests.factories.reporting import MEASURED, shared

THIN, HARD = "\u202f", "\u00a0"


@pytest.fixture
def last(acme):
    """The semester before the present one: whole, and in everybody's list."""
    return semester_before(acme, semester_at(acme))


@pytest.fixture
def crew(acme):
    """Eight ambassadors, Person A to Person H, of whom A and B agreed to be named."""
    made = []
    with tenant(acme.pk):
        for index in range(8):
            user = UserFactory(name=f"Person {chr(65 + index)}")
            membership = MembershipFactory(organisation=acme, user=user)
            EnrolmentFactory(membership=membership, show_name=index < 2)
            made.append(membership)
    return made


@pytest.fixture
def told(acme, crew, last):
    """They all shared two campaigns in the last semester: 2 400 views, 1 200 each."""
    with tenant(acme.pk):
        for name in ("Schools", "Bridges"):
            campaign = CampaignFactory(name=name)
            for index, person in enumerate(crew):
                at = last.starts_at + timedelta(weeks=4 + index)
                shared(person, at=at, campaign=campaign, clicks=3, **{**MEASURED, "impressions": 150})
    return last


def words(response) -> str:
    """What a reader reads: no tags, single spaces."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", text).replace("&#x27;", "'"))


def get(client_of, url_of, acme, person, name="reporting:report", **query):
    return client_of(person).get(url_of(acme, name), query)


# --- Who sees what ---------------------------------------------------------------------------------------------------
def test_management_reads_the_totals_the_campaigns_and_who_agreed(acme, told, marc, client_of, url_of):
    text = words(get(client_of, url_of, acme, marc, semester=told.key))
    assert "2,400" in text
    assert "Person A" in text
    assert "Person B" in text
    assert "Person C" not in text
    assert "6 other people" in text
    assert "Only the 2 people who wished it are named." in text
    assert "In alphabetical order: this is no ranking" in text
    assert text.index("Schools") > 0


def test_every_employee_reads_totals_and_nobodys_name(acme, told, emma, client_of, url_of):
    response = get(client_of, url_of, acme, emma, semester=told.key)
    text = words(response)
    assert response.status_code == 200
    assert "2,400" in text
    assert "Person" not in text.replace("By person", "")
    assert "Download the table" not in text


def test_an_ambassador_sees_their_own_line(acme, told, crew, client_of, url_of):
    text = words(get(client_of, url_of, acme, crew[5], semester=told.key))
    assert "Your own line, which you alone see." in text
    assert "Person A" not in text


@pytest.mark.parametrize("who", ["alice", "adam", "cara", "carl", "marc", "emma", "amir"])
def test_every_role_may_open_it_and_only_three_may_export(who, request, acme, told, client_of, url_of):
    person = request.getfixturevalue(who)
    assert get(client_of, url_of, acme, person).status_code == 200
    status = get(client_of, url_of, acme, person, "reporting:report_csv").status_code
    assert status == (200 if who in {"alice", "cara", "marc"} else 403)


@pytest.mark.parametrize("name", ["report", "report_csv", "my_results", "definitions"])
def test_greta_finds_nothing(acme, greta, client_of, url_of, name):
    assert get(client_of, url_of, acme, greta, f"reporting:{name}").status_code == 404
    assert Client().get(url_of(acme, f"reporting:{name}")).status_code == 302


def test_nothing_of_globex_is_in_acmes_report(acme, globex, told, marc, alice, client_of, url_of):
    """Globex has shares, figures and a person who agreed to be named, all with the canary; 777,777 views."""
    for person in (marc, alice):
        for key in (told.key, semester_at(acme).key):
            for name in ("reporting:report", "reporting:report_csv", "reporting:my_results"):
                body = get(client_of, url_of, acme, person, name, semester=key).content.decode()
                assert CANARY not in body
                assert "777" not in re.sub(r'(value|content|nonce|href|id)="[^"]*"', "", body)


# --- Addresses -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ["2099-1", "nonsense", "2026-3", "1"])
def test_an_address_of_no_semester_is_not_found(acme, marc, client_of, url_of, key):
    assert get(client_of, url_of, acme, marc, semester=key).status_code == 404
    assert get(client_of, url_of, acme, marc, "reporting:report_csv", semester=key).status_code == 404


def test_the_present_semester_comes_first_and_the_others_are_listed(acme, told, marc, client_of, url_of):
    response = get(client_of, url_of, acme, marc)
    assert f"?semester={told.key}" in response.content.decode()
    assert "Nothing has been shared in this semester yet" in words(response)


# --- What is written down --------------------------------------------------------------------------------------------
def viewings(acme):
    with tenant(acme.pk):
        return list(AuditEntry.objects.filter(verb="results.viewed_named").order_by("id"))


def test_each_display_of_names_writes_one_row(acme, told, crew, marc, client_of, url_of):
    for _time in range(2):
        get(client_of, url_of, acme, marc, semester=told.key)
    get(client_of, url_of, acme, marc, "reporting:report_csv", semester=told.key)
    rows = viewings(acme)
    assert [row.actor_id for row in rows] == [marc.pk] * 3
    assert [row.changes["door"] for row in rows] == ["page", "page", "file"]
    assert rows[0].changes["people"] == [crew[0].public_id, crew[1].public_id]
    with tenant(acme.pk):
        assert AuditEntry.objects.filter(verb="results.exported").count() == 1


def test_a_page_without_names_writes_nothing(acme, told, crew, emma, amir, marc, client_of, url_of):
    for person in (emma, amir, crew[3]):
        get(client_of, url_of, acme, person, semester=told.key)
    get(client_of, url_of, acme, marc)
    assert viewings(acme) == []


def test_the_person_sees_who_looked(acme, told, crew, marc, client_of, url_of):
    before = words(get(client_of, url_of, acme, crew[0], "reporting:my_results"))
    assert "Nobody has opened your results by name." in before
    get(client_of, url_of, acme, marc, semester=told.key)
    after = words(get(client_of, url_of, acme, crew[0], "reporting:my_results"))
    assert "Marc Morel" in after
    assert "Marc Morel" not in words(get(client_of, url_of, acme, crew[4], "reporting:my_results"))


# --- Honest figures --------------------------------------------------------------------------------------------------
def test_each_figure_says_its_source_and_its_coverage(acme, told, crew, marc, client_of, url_of):
    with tenant(acme.pk):
        for person in crew:
            shared(person, at=told.starts_at + timedelta(weeks=10))
    text = words(get(client_of, url_of, acme, marc, semester=told.key))
    assert f"Measured , 16{HARD}of{HARD}24" in text
    assert f"Counted , 24{HARD}of{HARD}24" in text
    assert "8 shares have no figure from their network and are not in the views." in text


def test_not_measured_is_said_and_is_not_zero(acme, crew, last, marc, client_of, url_of):
    with tenant(acme.pk):
        for person in crew:
            shared(person, at=last.starts_at + timedelta(weeks=3), clicks=2)
    text = words(get(client_of, url_of, acme, marc, semester=last.key))
    assert "No network has given views, reactions or comments for these shares." in text
    assert "not measured" in text
    assert "Clicks by week" in text


def test_too_few_people_are_told_why(acme, crew, last, marc, client_of, url_of):
    with tenant(acme.pk):
        for person in crew[1:4]:
            shared(person, at=last.starts_at + timedelta(weeks=3), **MEASURED)
    text = words(get(client_of, url_of, acme, marc, semester=last.key))
    assert "Too few people to show figures" in text
    assert "Fewer than 5 people have shared in this semester." in text
    assert "Person B" not in text
    own = words(get(client_of, url_of, acme, crew[2], semester=last.key))
    assert "Your own line" in own


def test_pooled_campaigns_say_so(acme, told, crew, marc, client_of, url_of):
    with tenant(acme.pk):
        shared(crew[6], at=told.starts_at + timedelta(weeks=5), campaign=CampaignFactory(name="Secret"), **MEASURED)
    text = words(get(client_of, url_of, acme, marc, semester=told.key))
    assert "Other campaigns" in text
    assert "Secret" not in text
    assert "would describe fewer than 5 people on their own or by subtraction" in text


def test_a_new_organisation_reads_why_there_is_nothing(acme, emma, client_of, url_of):
    text = words(get(client_of, url_of, acme, emma))
    assert "Nothing has been shared in this semester yet" in text
    assert "How we count" in text


# --- Languages -------------------------------------------------------------------------------------------------------
def test_the_report_in_french(acme, told, marc, client_of, url_of):
    User.objects.filter(pk=marc.user_id).update(language="fr")
    text = words(get(client_of, url_of, acme, marc, semester=told.key))
    half = {"1": "premier", "2": "second"}[told.key[-1]]
    assert f"Nos voix, {half} semestre {told.year}" in text
    assert f"2{THIN}400" in text
    assert "6 autres personnes" in text
    assert f"Une vue n’est pas une personne{HARD}: la même" in text
    assert "Ordre alphabétique, ce n’est pas un classement" in text


def test_a_calendar_that_starts_in_september_names_both_years(acme, marc, crew, client_of, url_of):
    acme.semester_starts = 9
    acme.save()
    with tenant(acme.pk):
        for person in crew:
            shared(person, at=datetime(2025, 10, 1, tzinfo=UTC), **MEASURED)
    text = words(get(client_of, url_of, acme, marc, semester="2025-1"))
    assert "Our voices, first semester of 2025-2026" in text
    assert "800" in text


# --- Cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("campaigns", [1, 3])
def test_the_number_of_queries_does_not_grow(acme, crew, last, marc, client_of, url_of, campaigns):
    with tenant(acme.pk):
        for _number in range(campaigns):
            campaign = CampaignFactory()
            for person in crew[: 5 + campaigns]:
                shared(person, at=last.starts_at + timedelta(weeks=4), campaign=campaign, **MEASURED)
    client = client_of(marc)
    client.get(url_of(acme, "reporting:report"))
    with CaptureQueriesContext(connection) as frame:
        client.get(url_of(acme, "reporting:definitions"))
    with CaptureQueriesContext(connection) as page:
        client.get(url_of(acme, "reporting:report"), {"semester": last.key})
    # Figures, the year before, enrolments, the programme, campaigns, semesters; one line of the journal in a savepoint.
    assert len(page) - len(frame) == 9
