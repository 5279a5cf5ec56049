"""Promised hours: the two edges of summer time, in several zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from advocacy.lib.errors import RuleViolation
from sharing.services import moments

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)

# Zone, an hour that the clocks skip, one just before and one just after it, with their instants.
GAPS = [
    ("Europe/Paris", "2026-03-29T02:30", ("2026-03-29T01:59", "00:59"), ("2026-03-29T03:00", "01:00")),
    ("America/New_York", "2026-03-08T02:15", ("2026-03-08T01:59", "06:59"), ("2026-03-08T03:00", "07:00")),
    ("Europe/London", "2026-03-29T01:00", ("2026-03-29T00:59", "00:59"), ("2026-03-29T02:00", "01:00")),
    ("Australia/Sydney", "2026-10-04T02:59", ("2026-10-04T01:59", "15:59"), ("2026-10-04T03:00", "16:00")),
    ("America/Santiago", "2026-09-06T00:30", ("2026-09-05T23:59", "03:59"), ("2026-09-06T01:00", "04:00")),
]
# Zone, an hour that comes twice, and the instant of the first time.
FOLDS = [
    ("Europe/Paris", "2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ("America/New_York", "2026-11-01T01:30", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
    ("Europe/London", "2026-10-25T01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ("Australia/Sydney", "2026-04-05T02:30", datetime(2026, 4, 4, 15, 30, tzinfo=UTC)),
    ("Australia/Lord_Howe", "2026-04-05T01:45", datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
]


@pytest.fixture(autouse=True)
def _february():
    with time_machine.travel(NOW, tick=False):
        yield


def promise(local: str, zone: str) -> moments.Promise:
    return moments.promise(due_at=None, due_local=local, zone=zone)


@pytest.mark.promise("R16")
@pytest.mark.parametrize(("zone", "skipped", "before", "after"), GAPS, ids=lambda value: str(value)[:16])
def test_an_hour_that_does_not_exist_is_refused_and_its_neighbours_are_exact(
    zone: str, skipped: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        promise(skipped, zone)
    assert (refused.value.code, refused.value.field) == ("time_gap", "due")
    assert skipped[-5:] in refused.value.message
    for local, utc in (before, after):
        made = promise(local, zone)
        assert f"{made.due_at:%H:%M}" == utc
        assert made.due_local == local


@pytest.mark.promise("R16")
@pytest.mark.parametrize(("zone", "twice", "first"), FOLDS, ids=lambda value: str(value)[:16])
def test_an_hour_that_comes_twice_is_the_first(zone: str, twice: str, first: datetime) -> None:
    made = promise(twice, zone)
    assert made.due_at == first
    assert made.due_local == twice
    assert f"{made.due_at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}" == twice


@pytest.mark.parametrize(
    ("local", "code"),
    [
        ("2026-02-01T12:30", "time_past"),
        ("2020-01-01T00:00", "time_past"),
        ("2027-12-01T00:00", "time_invalid"),
        ("tomorrow", "time_invalid"),
        ("2026-02-30T10:00", "time_invalid"),
        ("2026-13-01T10:00", "time_invalid"),
    ],
)
def test_what_cannot_be_promised(local: str, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        promise(local, "Europe/Paris")
    assert refused.value.code == code
    assert refused.value.field == "due"


def test_a_form_that_stayed_open_a_little_means_now() -> None:
    assert promise("2026-02-01T12:55", "Europe/Paris").due_at == NOW


def test_nothing_said_is_now() -> None:
    made = moments.promise(due_at=None, due_local="", zone="Asia/Tokyo")
    assert (made.due_at, made.due_local, made.zone) == (NOW, "2026-02-01T21:00", "Asia/Tokyo")


def test_an_instant_keeps_its_wall_time() -> None:
    made = moments.promise(due_at=NOW + timedelta(days=30), due_local="", zone="America/New_York")
    assert made.due_local == "2026-03-03T07:00"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe/"])
def test_a_zone_that_is_none(zone: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        promise("2026-06-01T10:00", zone)
    assert refused.value.code == "time_invalid"


@pytest.mark.promise("R16")
def test_when_a_country_changes_its_rules_the_hour_stays() -> None:
    # Promised under rules that had 09:00 at 08:00 UTC; by today's it is 07:00.
    old = datetime(2026, 6, 10, 8, tzinfo=UTC)
    assert moments.realigned(old, "2026-06-10T09:00", "Europe/Paris") == old - timedelta(hours=1)
    assert moments.realigned(old - timedelta(hours=1), "2026-06-10T09:00", "Europe/Paris") is None
    assert moments.realigned(old, "", "Europe/Paris") is None
