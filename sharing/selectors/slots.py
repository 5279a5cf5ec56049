"""The time a composer proposes first: a quiet working hour, never an evening, never a weekend."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

MORNING = time(8, 40)
SATURDAY = 5
NOTICE = timedelta(hours=1)


def next_slot(zone: str, *, not_before: datetime | None = None) -> datetime:
    """The next weekday at 8:40 in `zone`, at least an hour away and not before `not_before` (the page's turn)."""
    info = ZoneInfo(zone)
    earliest = max(timezone.now() + NOTICE, not_before or timezone.now()).astimezone(info)
    day = earliest.date()
    while True:
        slot = datetime.combine(day, MORNING, tzinfo=info)
        if slot >= earliest and day.weekday() < SATURDAY:
            return slot
        day += timedelta(days=1)
