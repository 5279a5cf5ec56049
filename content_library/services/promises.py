"""By when the team promises to answer: working days from the organisation's setting, on its own calendar."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from advocacy.organisations.models import Organisation


def promised_day(organisation: Organisation) -> date:
    """The day an answer is promised by when something is sent at this moment."""
    today = timezone.localdate(timezone=ZoneInfo(organisation.time_zone))
    return after_working_days(today, organisation.answer_days)


def after_working_days(start: date, days: int) -> date:
    """The day that comes this many working days later. Saturdays and Sundays do not count."""
    due = start
    while days > 0:
        due += timedelta(days=1)
        days -= due.weekday() < 5
    return due
