"""The organisation's calendar, through its real doors."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import Cadence, ContentItem, PagePost
from content_library.states import AnnouncementOrder, ItemState
from tests.factories.content_library import CadenceFactory, CampaignFactory, ContentItemFactory, PagePostFactory
from tests.factories.sharing import ShareFactory

Url = Callable[..., str]
Door = Callable[[Membership], Client]
PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 6, 9, 10, 0, tzinfo=PARIS)
PAGE_FIRST: dict[str, Any] = {"announcement_order": AnnouncementOrder.PAGE_FIRST, "state": ItemState.WAITING}


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def week(acme: Organisation, url_of: Url) -> str:
    return url_of(acme, "content_library:calendar")


def planned(acme: Organisation, title: str, day: int, hour: int, minute: int = 0, **fields: Any) -> ContentItem:
    with tenant(acme.pk):
        item = ContentItemFactory(title=title, **PAGE_FIRST | fields)
        PagePostFactory(item=item, expected_at=datetime(2026, 6, day, hour, minute, tzinfo=PARIS))
    return item


def expected(acme: Organisation, item: ContentItem) -> datetime | None:
    with tenant(acme.pk):
        return PagePost.objects.get(item=item).expected_at


# --- What it shows ---------------------------------------------------------------------------------------------------
def test_the_week_and_the_month_say_who_announces_what(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, week: str
) -> None:
    planned(acme, "Three schools", 11, 9)
    with tenant(acme.pk):
        posted = ContentItemFactory(title="A lycée", campaign=CampaignFactory(name="Schools"))
        PagePostFactory(item=posted, posted_at=TUESDAY - timedelta(hours=1))
        ContentItemFactory(
            title="At the fair", announcement_order=AnnouncementOrder.AUTHOR_FIRST, author=cara, state=ItemState.LIVE
        )
        ContentItemFactory(title="Put away", state=ItemState.ARCHIVED)
    for path in (week, url_of(acme, "content_library:calendar_month")):
        html = client_of(cara).get(path).content.decode()
        for said in ("Three schools", "A lycée", "At the fair", "Cara Costa", "Schools"):
            assert said in html, said
        assert "Put away" not in html
    assert "Three schools" not in client_of(cara).get(week + "?on=2026-05-25").content.decode()
    assert client_of(cara).get(week + "?on=nonsense").status_code == 200


def test_nobody_is_called_late(
    acme: Organisation, amir: Membership, cara: Membership, client_of: Door, week: str
) -> None:
    with tenant(acme.pk):
        item = ContentItemFactory(
            title="At the fair", announcement_order=AnnouncementOrder.AUTHOR_FIRST, author=cara, state=ItemState.WAITING
        )
        # The page, which relays, is late; she is not.
        PagePostFactory(item=item, expected_at=TUESDAY - timedelta(hours=1))
    html = client_of(amir).get(week).content.decode()
    rows = [row for row in html.split("<tr>") if "At the fair" in row]
    hers = [row for row in rows if "Cara Costa" in row]
    assert hers
    assert not any("Late" in row or "Agreed" in row for row in hers)


def test_an_ambassador_reads_it_and_moves_nothing(
    acme: Organisation, amir: Membership, client_of: Door, url_of: Url, week: str
) -> None:
    item = planned(acme, "Three schools", 11, 9)
    planned(acme, "Still a draft", 11, 15, state=ItemState.DRAFT)
    planned(acme, "Hidden until later", 11, 16, available_from=TUESDAY + timedelta(days=1))
    html = client_of(amir).get(week).content.decode()
    assert "Three schools" in html
    for hidden in ("Still a draft", "Hidden until later", "data-move", "library/", "Decide"):
        assert hidden not in html, hidden
    move = url_of(acme, "content_library:page_move", public_id=item.public_id)
    assert client_of(amir).get(move).status_code == 403
    assert client_of(amir).post(move, {"expected_at": "2026-06-12T09:00"}).status_code == 403


def test_an_employee_who_has_not_joined_does_not_see_it(emma: Membership, client_of: Door, week: str) -> None:
    assert client_of(emma).get(week).status_code == 403


def test_takes_are_counted_from_the_smallest_group_on_and_never_named(
    acme: Organisation, cara: Membership, amir: Membership, client_of: Door, week: str
) -> None:
    item = planned(acme, "Three schools", 11, 9)
    with tenant(acme.pk):
        ShareFactory(membership=amir, item=item, text="My very own words")
    html = client_of(cara).get(week).content.decode()
    assert "prepared" not in html.split('aria-labelledby="lane-open"')[1].split("</section>")[0]
    assert "My very own words" not in html
    assert "Amir" not in html


def test_the_calendar_costs_the_same_with_one_and_with_three(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, week: str
) -> None:
    client, costs = client_of(cara), []
    for more in (1, 2):
        for number in range(more):
            planned(acme, f"Idea {more} {number}", 11, 9 + number)
        for path in (week, url_of(acme, "content_library:calendar_month")):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            costs.append(len(queries))
    assert costs[0] == costs[2]
    assert costs[1] == costs[3]


# --- Too close together ----------------------------------------------------------------------------------------------
def test_two_announcements_close_together_are_said_with_a_better_day(
    acme: Organisation, cara: Membership, client_of: Door, week: str
) -> None:
    planned(acme, "Barometer", 11, 9)
    late = planned(acme, "Three schools", 11, 10)
    planned(acme, "On Friday already", 12, 10)
    html = client_of(cara).get(week).content.decode()
    assert "two subjects close together" in html
    assert "Move it to 15\u00a0June" in html
    assert 'value="2026-06-15T10:00"' in html
    assert expected(acme, late) == datetime(2026, 6, 11, 10, tzinfo=PARIS)


def test_the_organisation_s_own_rhythm_decides_what_is_crowded(
    acme: Organisation, cara: Membership, client_of: Door, week: str
) -> None:
    for hour in (8, 12, 17):
        planned(acme, f"At {hour}", 11, hour)
    assert "holds 3 announcements" in client_of(cara).get(week).content.decode()
    with tenant(acme.pk):
        CadenceFactory(page_per_day=3)
    assert "announcements." not in client_of(cara).get(week).content.decode()


def test_the_rhythm_is_chosen_and_kept_in_the_journal(
    acme: Organisation, cara: Membership, carl: Membership, client_of: Door, url_of: Url
) -> None:
    path = url_of(acme, "content_library:cadence")
    typed = {"page_per_day": "1", "page_gap_minutes": "60", "share_per_day": "3", "share_gap_minutes": "45"}
    assert client_of(carl).get(path).status_code == 403
    assert client_of(cara).post(path, typed).status_code == 302
    refused = client_of(cara).post(path, typed | {"page_per_day": "900"})
    assert 'value="900"' in refused.content.decode()
    with tenant(acme.pk):
        assert Cadence.objects.values_list("page_per_day", "share_gap_minutes").get() == (1, 45)
        assert AuditEntry.objects.filter(verb="cadence.changed").count() == 1


# --- Moving the page -------------------------------------------------------------------------------------------------
def test_the_page_moves_and_comes_back_to_the_calendar(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, week: str
) -> None:
    item = planned(acme, "Three schools", 11, 9)
    move = url_of(acme, "content_library:page_move", public_id=item.public_id)
    assert 'value="2026-06-11T09:00"' in client_of(cara).get(move).content.decode()
    answer = client_of(cara).post(move, {"expected_at": "2026-06-16T14:30", "next": f"{week}#post-x"})
    assert answer.headers["Location"] == f"{week}#post-x"
    assert expected(acme, item) == datetime(2026, 6, 16, 14, 30, tzinfo=PARIS)
    with tenant(acme.pk):
        entry = AuditEntry.objects.get(verb="item.page_planned")
        assert len(entry.changes["expected_at"]) == 2
        assert ContentItem.objects.get(pk=item.pk).version == item.version + 1


def test_a_page_that_has_no_hour_yet_gets_one(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, week: str
) -> None:
    with tenant(acme.pk):
        item = ContentItemFactory(title="Lille opens", **PAGE_FIRST)
    assert "Decide" in client_of(cara).get(week).content.decode()
    move = url_of(acme, "content_library:page_move", public_id=item.public_id)
    assert client_of(cara).post(move, {"expected_at": "2026-06-12T09:00"}).status_code == 302
    assert expected(acme, item) == datetime(2026, 6, 12, 9, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-06-08T09:00", "This moment has passed"),
        ("", "This field is required"),
        ("soon", "Give a day and an hour"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url, typed: str, said: str
) -> None:
    item = planned(acme, "Three schools", 11, 9)
    move = url_of(acme, "content_library:page_move", public_id=item.public_id)
    html = client_of(cara).post(move, {"expected_at": typed}).content.decode()
    assert said in html
    assert not typed or f'value="{typed}"' in html
    assert expected(acme, item) == datetime(2026, 6, 11, 9, tzinfo=PARIS)


def test_a_page_that_has_posted_is_not_planned_any_more(
    acme: Organisation, cara: Membership, client_of: Door, url_of: Url
) -> None:
    with tenant(acme.pk):
        item = PagePostFactory(item=ContentItemFactory(), posted_at=TUESDAY - timedelta(hours=2)).item
    move = url_of(acme, "content_library:page_move", public_id=item.public_id)
    assert (
        "The page posted about it" in client_of(cara).post(move, {"expected_at": "2026-06-12T09:00"}).content.decode()
    )


def test_nobody_moves_another_organisation_s_page(
    acme: Organisation, greta: Membership, client_of: Door, url_of: Url, week: str
) -> None:
    item = planned(acme, "Three schools", 11, 9)
    move = url_of(acme, "content_library:page_move", public_id=item.public_id)
    for path in (week, move):
        assert client_of(greta).get(path).status_code == 404
    assert client_of(greta).post(move, {"expected_at": "2026-06-12T09:00"}).status_code == 404
