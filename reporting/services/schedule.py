"""When a share is measured, and until when its figures may change. Pure."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import Semester, semester_at

# How old a share is each time its network is asked: often while it lives, then less. The last time is a few hours
# early, because some networks tell an author's private figures for thirty days and not a minute longer.
AGES: Final = (
    # An hour; the demo does not make its visitors wait that long.
    timedelta(minutes=settings.MEASURE_FIRST_MINUTES),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=14),
    timedelta(days=30) - timedelta(hours=6),
)
# A semester's figures stand still this long after its last day.
CUT_OFF: Final = timedelta(days=30)


def next_measure(published_at: datetime, now: datetime) -> datetime | None:
    """Return when a share is to be measured next, later than `now`; None after its last time."""
    return next((published_at + age for age in AGES if published_at + age > now), None)


def cut_off(semester: Semester) -> datetime:
    """Return the moment from which a semester's figures no longer change."""
    return semester.ends_at + CUT_OFF


def is_closed(organisation: Organisation, published_at: datetime, now: datetime) -> bool:
    """Say whether the semester a share belongs to has had its cut-off."""
    return now >= cut_off(semester_at(organisation, published_at))
