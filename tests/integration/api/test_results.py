"""Results: the page's figures, with the page's rule and the page's journal."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Membership
from tests.factories.people import MembershipFactory
from tests.factories.programme import EnrolmentFactory
from tests.factories.reporting import ShareStatFactory
from tests.factories.sharing import ShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def semester(inside: Any, amir: Membership) -> Membership:
    """Seven people shared; Amir agreed to be named."""
    now = timezone.now() - timedelta(minutes=5)
    with inside(amir.organisation):
        amir.enrolment.show_name = True
        amir.enrolment.save()
        people = [amir, *(MembershipFactory(organisation=amir.organisation) for _number in range(6))]
        for person in people:
            if person.pk != amir.pk:
                EnrolmentFactory(membership=person)
            share = ShareFactory(membership=person, published=True, due_at=now)
            ShareStatFactory(share=share, published_at=now, impressions=100, clicks=3, source="network")
    return amir


def test_everybody_reads_the_totals_and_managers_the_names(
    ask: Any, inside: Any, semester: Membership, emma: Membership, marc: Membership
) -> None:
    plain = ask(emma, "get", "results/")
    assert plain.status_code == 200, plain.content
    report = plain.json()
    assert (report["total"]["shares"], report["total"]["impressions"]["value"], report["people"]) == (7, 700, None)
    assert report["total"]["impressions"]["known"] == 7
    assert report["total"]["source"] == "network"
    named = ask(marc, "get", "results/").json()["people"]
    assert [line["member"]["id"] for line in named["named"]] == [semester.public_id]
    assert named["named"][0]["clicks"]["value"] == 3
    # What the network told about one person's posts stays in the product.
    assert named["named"][0]["line"] is None
    assert named["others_count"] == 6
    with inside(semester.organisation):
        entry = AuditEntry.objects.get(verb="results.viewed_named")
        assert (entry.actor_id, entry.changes["door"]) == (marc.pk, "api")
    mine = ask(semester, "get", "my-results/").json()
    assert (mine["viewing_count"], mine["viewings"][0]["viewer"]["id"]) == (1, marc.public_id)
    assert mine["posts"][0]["impressions"] == 100


def test_nobody_among_too_few(ask: Any, inside: Any, amir: Membership, marc: Membership) -> None:
    with inside(amir.organisation):
        share = ShareFactory(membership=amir, published=True)
        ShareStatFactory(share=share, published_at=timezone.now(), impressions=987)
    report = ask(marc, "get", "results/")
    assert (report.json()["too_few"], report.json()["total"]) == (True, None)
    assert b"987" not in report.content


def test_semesters_and_nonsense(ask: Any, semester: Membership) -> None:
    keys = [row["key"] for row in ask(semester, "get", "semesters/").json()["results"]]
    assert ask(semester, "get", "results/", {"semester": keys[0]}).status_code == 200
    assert ask(semester, "get", "results/", {"semester": "2999-1"}).status_code == 404
    assert ask(semester, "get", "results/", {"semester": "soon"}).status_code == 404
    assert ask(semester, "get", "my-results/", {"period": "never"}).status_code == 400
