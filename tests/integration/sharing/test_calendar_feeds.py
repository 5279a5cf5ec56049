"""Calendars for other programs, through their private addresses."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership
from advocacy.programme.services import leave_programme
from advocacy.tenancy import tenant
from content_library.states import AnnouncementOrder, ItemState
from sharing.models import CalendarFeed
from sharing.services import feeds
from tests.factories.content_library import ContentItemFactory, PagePostFactory
from tests.factories.sharing import CalendarFeedFactory, ShareFactory

Url = Callable[..., str]
Door = Callable[[Membership], Client]


@pytest.fixture
def addresses(acme: Organisation, url_of: Url) -> str:
    return url_of(acme, "sharing:calendar_feeds")


def made(client: Client, addresses: str, kind: str) -> str:
    """The path of a new address, as the page shows it once."""
    answer = client.post(addresses, {"kind": kind})
    assert answer.status_code == 200
    return urlsplit(answer.context["value"]).path


def events(path: str) -> dict[str, str]:
    """What a program without any session reads there: summaries with their states."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]): str(event["STATUS"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_an_ambassador_reads_their_own_shares_and_nobody_elses(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, addresses: str
) -> None:
    soon = timezone.now() + timedelta(days=2)
    with tenant(acme.pk):
        item = ContentItemFactory(title="Three schools, and a comma; too")
        ShareFactory(membership=amir, item=item, scheduled=True, due_at=soon, text="My very own words")
        ShareFactory(membership=cara, item=ContentItemFactory(title="Hers"), scheduled=True, due_at=soon)
        ShareFactory(membership=amir, title="A draft")
    path = made(client_of(amir), addresses, "own")
    found = events(path)
    assert list(found.values()) == ["CONFIRMED"]
    assert next(iter(found)).endswith("Three schools, and a comma; too")
    assert b"very own words" not in Client().get(path).content
    assert "no-store" in Client().get(path).headers["Cache-Control"]


def test_the_page_s_calendar_shows_what_each_may_see(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, addresses: str
) -> None:
    soon = timezone.now() + timedelta(days=2)
    with tenant(acme.pk):
        waiting = {"announcement_order": AnnouncementOrder.PAGE_FIRST, "state": ItemState.WAITING}
        PagePostFactory(item=ContentItemFactory(title="Offered", **waiting), expected_at=soon)
        PagePostFactory(item=ContentItemFactory(title="Drafted", state=ItemState.DRAFT), expected_at=soon)
        PagePostFactory(item=ContentItemFactory(title="Out"), posted_at=timezone.now())
    assert events(made(client_of(amir), addresses, "page")) == {"Page: Offered": "TENTATIVE", "Page: Out": "CONFIRMED"}
    assert "Page: Drafted" in events(made(client_of(cara), addresses, "page"))


def test_the_secret_is_kept_as_a_hash_and_shown_once(
    acme: Organisation, amir: Membership, client_of: Door, addresses: str
) -> None:
    path = made(client_of(amir), addresses, "own")
    secret = path.rpartition("/")[2].removesuffix(".ics")
    with tenant(acme.pk):
        row = CalendarFeed.objects.get()
        assert secret not in (row.token_hash, str(AuditEntry.objects.values_list("changes", flat=True)))
        assert AuditEntry.objects.filter(verb="calendar_feed.made").count() == 1
    assert secret not in client_of(amir).get(addresses).content.decode()


def test_another_address_ends_the_one_before_and_revoking_ends_both(
    acme: Organisation, amir: Membership, client_of: Door, addresses: str
) -> None:
    client = client_of(amir)
    first, second = made(client, addresses, "own"), made(client, addresses, "own")
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert client.post(addresses, {"kind": "own", "revoke": "on"}).status_code == 302
    assert Client().get(second).status_code == 404


def test_it_ends_with_the_programme_and_with_the_organisation(
    acme: Organisation, amir: Membership, client_of: Door, addresses: str
) -> None:
    path = made(client_of(amir), addresses, "own")
    assert Client().get(path).status_code == 200
    with tenant(acme.pk):
        leave_programme(actor=amir)
    assert Client().get(path).status_code == 404


def test_a_suspended_organisation_answers_nothing(
    acme: Organisation, amir: Membership, client_of: Door, addresses: str
) -> None:
    path = made(client_of(amir), addresses, "page")
    Organisation.objects.filter(pk=acme.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_a_secret_opens_nothing_under_another_organisation_s_code(
    acme: Organisation, globex: Organisation, amir: Membership, client_of: Door, addresses: str
) -> None:
    path = made(client_of(amir), addresses, "page")
    assert Client().get(path.replace(acme.code, globex.code)).status_code == 404
    assert Client().get(path.replace(acme.code, "zzzzz")).status_code == 404


def test_the_team_without_shares_of_its_own_makes_no_address_for_them(
    acme: Organisation, cara: Membership, emma: Membership, client_of: Door, addresses: str
) -> None:
    assert client_of(cara).post(addresses, {"kind": "own"}).status_code == 200
    with tenant(acme.pk):
        assert not CalendarFeed.objects.exists()
    assert client_of(emma).get(addresses).status_code == 403


def test_a_calendar_costs_the_same_with_one_and_with_three(
    acme: Organisation, amir: Membership, client_of: Door, addresses: str
) -> None:
    paths = [made(client_of(amir), addresses, kind) for kind in ("own", "page")]
    costs = []
    for more in (1, 2):
        with tenant(acme.pk):
            for _number in range(more):
                item = PagePostFactory(item=ContentItemFactory(), posted_at=timezone.now()).item
                ShareFactory(membership=amir, item=item, scheduled=True)
        for path in paths:
            Client().get(path)
            with CaptureQueriesContext(connection) as queries:
                Client().get(path)
            costs.append(len(queries))
    assert costs[:2] == costs[2:]


def test_whoever_leaves_the_organisation_keeps_no_address(acme: Organisation, amir: Membership) -> None:
    with tenant(acme.pk):
        CalendarFeedFactory(membership=amir)
        feeds.on_leaving(amir)
        assert not CalendarFeed.objects.exists()
