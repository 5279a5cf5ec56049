"""The file: the numbers of the screen, nothing a network told about one person, nothing a spreadsheet would run."""

import csv
import io
import re
from datetime import timedelta

import pytest

from advocacy.organisations.selectors import semester_at, semester_before
from advocacy.people.models import User
from advocacy.tenancy import tenant
from reporting.states import Source
from tests.factories.content_library import CampaignFactory
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.programme import EnrolmentFactory
from tests.factories.reporting import shared

NAMES = ["=cmd|' /C calc'!A0", "Person B", "Person C", *(f"Person {n}" for n in range(6))]


@pytest.fixture
def told(acme):
    """Nine ambassadors; the first three agreed to be named, the third declared their figures."""
    last = semester_before(acme, semester_at(acme))
    with tenant(acme.pk):
        campaigns = [CampaignFactory(name="+Schools"), CampaignFactory(name="Bridges")]
        for index, name in enumerate(NAMES):
            membership = MembershipFactory(organisation=acme, user=UserFactory(name=name))
            EnrolmentFactory(membership=membership, show_name=index < 3)
            for number, campaign in enumerate(campaigns):
                shared(
                    membership,
                    at=last.starts_at + timedelta(weeks=2 + index + number),
                    campaign=campaign,
                    clicks=index,
                    impressions=1_000 + index,
                    members_reached=500,
                    reactions=20,
                    comments=3,
                    reshares=1,
                    source=Source.DECLARED if index == 2 else Source.NETWORK,
                )
    return last


def download(client, url, semester):
    response = client.get(url, {"semester": semester.key})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv")
    assert response["Content-Disposition"] == f'attachment; filename="acme-{semester.key}.csv"'
    return response.content


def table(content, delimiter=","):
    headers, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def test_the_file_has_the_numbers_of_the_screen(acme, told, marc, client_of, url_of):
    client = client_of(marc)
    rows = table(download(client, url_of(acme, "reporting:report_csv"), told))
    page = client.get(url_of(acme, "reporting:report"), {"semester": told.key}).content.decode()
    shown = set(re.findall(r'<td class="num"[^>]*>([\d,]+)</td>', page)) | set(
        re.findall(r'class="tile__value">([\d,]+)<', page)
    )
    [total] = [row for row in rows if row["Part"] == "Total"]
    assert (total["Shares"], total["Views"], total["Interactions"], total["Clicks to the site"]) == (
        "18", "18072", "432", "72",
    )  # fmt: skip
    assert total["Interaction rate"] == "0.0239"
    assert "2.4" in page
    for row in rows:
        for column in ("Views", "Interactions", "Clicks to the site"):
            if row[column] and row["Part"] != "Week":
                assert f"{int(row[column]):,}" in shown, row
    weeks = [row for row in rows if row["Part"] == "Week"]
    assert sum(int(row["Views"] or 0) for row in weeks) == 18_072


def test_what_a_network_told_about_one_person_is_not_in_the_file(acme, told, marc, client_of, url_of):
    rows = table(download(client_of(marc), url_of(acme, "reporting:report_csv"), told))
    people = [row for row in rows if row["Part"] == "Person"]
    assert [row["Name"] for row in people] == ["'=cmd|' /C calc'!A0", "Person B", "Person C", "6 other people"]
    for row in (people[0], people[1], people[3]):
        assert (row["Views"], row["People reached"], row["Interactions"], row["Interaction rate"]) == ("", "", "", "")
        assert row["Note"] == "what the network told stays in the product"
    assert [row["Clicks to the site"] for row in people] == ["0", "2", "4", "66"]
    # What the person declared is theirs to give.
    assert (people[2]["Views"], people[2]["Who says so"]) == ("2004", "declared")


def test_no_cell_starts_a_formula(acme, told, marc, client_of, url_of):
    content = download(client_of(marc), url_of(acme, "reporting:report_csv"), told)
    for row in table(content):
        for cell in row.values():
            assert not re.match(r"\s*[=+@|%\t\r\n＝＋－＠-]", cell), cell
    assert "'+Schools" in content.decode("utf-8-sig")


def test_the_file_in_french(acme, told, marc, client_of, url_of):
    User.objects.filter(pk=marc.user_id).update(language="fr")
    rows = table(download(client_of(marc), url_of(acme, "reporting:report_csv"), told), ";")
    assert rows[0]["Partie"] == "Total"
    assert (rows[0]["Vues"], rows[0]["Taux d’interaction"]) == ("18072", "0,0239")


def test_a_file_with_nothing_to_show_says_why(acme, marc, client_of, url_of):
    [row] = table(download(client_of(marc), url_of(acme, "reporting:report_csv"), semester_at(acme)))
    assert row["Note"] == "Nothing has been shared in this semester."
    with tenant(acme.pk):
        for _number in range(4):
            shared(MembershipFactory(organisation=acme), at=semester_at(acme).starts_at + timedelta(hours=1))
    [row] = table(download(client_of(marc), url_of(acme, "reporting:report_csv"), semester_at(acme)))
    assert row["Shares"] == ""
    assert row["Note"] == "Fewer than 5 people shared: figures would describe somebody."
