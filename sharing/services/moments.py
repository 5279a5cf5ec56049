"""Times people name: the hour on their clock, in their zone, and the instant it means."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation

# A form that stayed open a little too long means "now"; a date further back is a slip of the finger.
LATE_FORM = timedelta(minutes=10)
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Promise:
    """An instant, and the wall time that was promised for it."""

    due_at: datetime
    due_local: str
    zone: str


def zone_info(name: str) -> ZoneInfo:
    """Return the time zone. Refuses a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise RuleViolation(_("This time zone is not known."), code="time_invalid", field="due") from None


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the instant a clock in `zone` shows `wall`; the first when it shows it twice, None when it never does."""
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    back = instant.astimezone(zone).replace(tzinfo=None)
    return instant if back == wall else None


def promise(*, due_at: datetime | None, due_local: str, zone: str) -> Promise:
    """Turn what a form said into a promise: an instant, a wall time in `zone`, or (neither) now.

    Refuses an hour that the change to summer time skips, one that is past, one over a year away and one that is none.
    An hour that the change to winter time repeats is the first of the two.
    """
    info = zone_info(zone)
    now = timezone.now()
    if due_at is None and not due_local:
        return at(now, zone)
    if due_at is None:
        due_at = _instant(due_local, info)
    if due_at < now - LATE_FORM:
        raise RuleViolation(_("This time is past. Choose a later one, or publish now."), code="time_past", field="due")
    if due_at > now + FURTHEST:
        raise RuleViolation(_("Choose a date within a year."), code="time_invalid", field="due")
    return at(max(due_at, now), zone)


def at(moment: datetime, zone: str) -> Promise:
    """Return the promise of an instant: what a clock in `zone` shows then."""
    wall = moment.astimezone(zone_info(zone))
    return Promise(due_at=moment, due_local=f"{wall:%Y-%m-%dT%H:%M}", zone=zone)


def realigned(due_at: datetime, due_local: str, zone: str) -> datetime | None:
    """Return the instant the promised wall time means by today's rules, or None when it is still the same minute.

    Countries change their clocks' rules at short notice: the promise was the hour, not the instant.
    """
    if not (due_local and zone):
        return None
    info = zone_info(zone)
    if f"{due_at.astimezone(info):%Y-%m-%dT%H:%M}" == due_local:
        return None
    return instant_of(datetime.fromisoformat(due_local), info)


def _instant(due_local: str, zone: ZoneInfo) -> datetime:
    try:
        wall = datetime.fromisoformat(due_local)
    except ValueError:
        raise RuleViolation(_("This date or time is not one."), code="time_invalid", field="due") from None
    if wall.tzinfo is not None:
        return wall.astimezone(UTC)
    instant = instant_of(wall.replace(second=0, microsecond=0), zone)
    if instant is None:
        raise RuleViolation(
            _("The clocks go forward that night: %(time)s does not exist. Choose another time.")
            % {"time": f"{wall:%H:%M}"},
            code="time_gap",
            field="due",
        )
    return instant
