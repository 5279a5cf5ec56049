"""The time a composer proposes first."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from sharing.selectors.slots import next_slot

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-06-09T06:00", "2026-06-09T08:40"),
        ("2026-06-09T07:39", "2026-06-09T08:40"),
        ("2026-06-09T07:41", "2026-06-10T08:40"),  # less than an hour's notice
        ("2026-06-12T18:00", "2026-06-15T08:40"),  # Friday evening: Monday
        ("2026-06-13T10:00", "2026-06-15T08:40"),  # Saturday
        ("2026-06-14T23:59", "2026-06-15T08:40"),  # Sunday
    ],
)
def test_a_working_morning(now: str, expected: str) -> None:
    with time_machine.travel(datetime.fromisoformat(now).replace(tzinfo=PARIS), tick=False):
        assert next_slot("Europe/Paris") == datetime.fromisoformat(expected).replace(tzinfo=PARIS)


def test_not_before_the_page() -> None:
    with time_machine.travel(datetime(2026, 6, 9, 6, tzinfo=PARIS), tick=False):
        page = datetime(2026, 6, 11, 9, 0, tzinfo=PARIS)
        assert next_slot("Europe/Paris", not_before=page) == datetime(2026, 6, 12, 8, 40, tzinfo=PARIS)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"])
def test_the_hour_is_the_persons_own_whatever_the_season(zone: str) -> None:
    for week in range(53):
        moment = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(weeks=week)
        with time_machine.travel(moment, tick=False):
            slot = next_slot(zone).astimezone(ZoneInfo(zone))
            assert (slot.hour, slot.minute) == (8, 40)
            assert slot.weekday() < 5
            assert slot >= moment + timedelta(hours=1)
