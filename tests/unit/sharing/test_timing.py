"""The time a composer proposes first: from one's own results, else the organisation's hour; colleagues spread out."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import Cadence, ContentItem
from sharing.selectors import timing
from tests.factories.content_library import CadenceFactory, ContentItemFactory
from tests.factories.reporting import MEASURED, shared
from tests.factories.sharing import ShareFactory

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 6, 9, 6, 0, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def inside(amir: Membership) -> Iterator[None]:
    amir.user.time_zone = "Europe/Paris"
    with time_machine.travel(TUESDAY, tick=False), tenant(amir.organisation_id):
        yield


@pytest.fixture
def item() -> ContentItem:
    return ContentItemFactory()


def published(person: Membership, weeks_ago: int, hour: int, minute: int = 0, **figures: int | None) -> None:
    at = datetime(2026, 6, 2, hour, minute, tzinfo=PARIS) - timedelta(weeks=weeks_ago)
    shared(person, at=at.astimezone(UTC), **figures)


def liked(reactions: int) -> dict[str, int]:
    return {**MEASURED, "reactions": reactions}


def test_before_there_are_results_the_organisations_hour(amir: Membership):
    amir.organisation.usual_hour = time(11, 15)
    slot = timing.best_slot(amir, None)
    assert (slot.moment.astimezone(PARIS), slot.basis) == (datetime(2026, 6, 9, 11, 15, tzinfo=PARIS), "organisation")


def test_ones_own_results_say_when(amir: Membership):
    for week in range(4):
        published(amir, week, 9, 10, **liked(2))
        published(amir, week, 12, 42, **liked(30))
    slot = timing.best_slot(amir, None)
    assert (slot.basis, slot.sample) == ("own", 8)
    assert slot.moment.astimezone(PARIS) == datetime(2026, 6, 9, 12, 40, tzinfo=PARIS)


def test_one_lucky_post_decides_nothing(amir: Membership):
    for week in range(4):
        published(amir, week, 9, **liked(10))
        published(amir, week, 15, **liked(900 if week == 0 else 1))
    assert timing.own_hour(amir) == (time(9), 8)


@pytest.mark.parametrize("hours", [[9] * 12, [9, 9, 9, 9, 9, 9, 15], [20] * 12])
def test_too_few_or_only_one_part_of_the_day_says_nothing(amir: Membership, hours: list[int]):
    for week, hour in enumerate(hours):
        published(amir, week, hour, **liked(5))
    assert timing.own_hour(amir) == (None, 0)


def test_clicks_answer_where_the_network_says_nothing(amir: Membership):
    for week in range(4):
        published(amir, week, 9, clicks=1)
        published(amir, week, 14, 30, clicks=9)
    assert timing.own_hour(amir) == (time(14, 30), 8)


def test_colleagues_results_are_theirs(amir: Membership, carl: Membership):
    for week in range(4):
        published(carl, week, 9, **liked(1))
        published(carl, week, 14, **liked(9))
    assert timing.own_hour(amir) == (None, 0)


def test_the_same_idea_is_spread_over_the_day(amir: Membership, carl: Membership, item: ContentItem):
    first = datetime(2026, 6, 9, 8, 40, tzinfo=PARIS)
    ShareFactory(membership=carl, item=item, scheduled=True, due_at=first)
    ShareFactory(membership=carl, item=item, published=True, due_at=first + timedelta(minutes=40))
    slot = timing.best_slot(amir, item, "linkedin")
    assert slot.moved
    assert slot.moment.astimezone(PARIS) == datetime(2026, 6, 9, 9, 50, tzinfo=PARIS)
    assert timing.colleagues_around(amir, item, "linkedin", first) == 1


def test_a_full_day_moves_it_to_the_next_working_day(amir: Membership, carl: Membership, item: ContentItem):
    for hour in range(8, 8 + Cadence().share_per_day):
        ShareFactory(membership=carl, item=item, scheduled=True, due_at=datetime(2026, 6, 9, hour, 40, tzinfo=PARIS))
    assert timing.best_slot(amir, item, "linkedin").moment == datetime(2026, 6, 10, 8, 40, tzinfo=PARIS)


def test_ones_own_other_networks_and_called_off_shares_push_nobody(
    amir: Membership, carl: Membership, item: ContentItem
):
    first = datetime(2026, 6, 9, 8, 40, tzinfo=PARIS)
    ShareFactory(membership=amir, item=item, scheduled=True, due_at=first)
    ShareFactory(membership=carl, item=item, network="x", scheduled=True, due_at=first)
    ShareFactory(membership=carl, item=item, promised=True, state="cancelled", due_at=first, next_at=None)
    assert not timing.best_slot(amir, item, "linkedin").moved


def test_not_on_a_weekend(amir: Membership):
    with time_machine.travel(datetime(2026, 6, 12, 18, tzinfo=PARIS), tick=False):
        assert timing.best_slot(amir, None).moment == datetime(2026, 6, 15, 8, 40, tzinfo=PARIS)


def test_the_organisations_own_rhythm_spreads_them(amir: Membership, cara: Membership, item: ContentItem):
    CadenceFactory(share_gap_minutes=90, share_per_day=2)
    first = datetime(2026, 6, 10, 9, 0, tzinfo=PARIS)
    ShareFactory(membership=cara, item=item, scheduled=True, due_at=first)
    assert timing.spread(amir, item, "linkedin", first) == first + timedelta(minutes=90)
    ShareFactory(membership=cara, item=item, scheduled=True, due_at=first + timedelta(hours=5))
    assert timing.spread(amir, item, "linkedin", first).date() == first.date() + timedelta(days=1)
