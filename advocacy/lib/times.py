"""Times in words, as each language writes them, in the time zone of the moment.

French: 8 h 40, 9 h, mercredi 10 juin, le 1er. English: 8:40, 9:00, Wednesday 10 June.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, gettext, ngettext


def is_french() -> bool:
    """Say whether the language of the moment is French."""
    return (get_language() or "").startswith("fr")


def clock(moment: datetime) -> str:
    """The hour: “8 h 40” or “8:40”."""
    local = _local(moment)
    if not is_french():
        return f"{local.hour}:{local.minute:02}"
    return f"{local.hour}\u00a0h\u00a0{local.minute:02}" if local.minute else f"{local.hour}\u00a0h"


def day(when: date | datetime) -> str:
    """The day in full: “mercredi 10 juin” or “Wednesday 10 June”; with its year when that is not this one."""
    local = _day(when)
    return date_format(local, "l ") + short_date(local)


def short_date(when: date | datetime) -> str:
    """The date: “10 juin”, “1er juin” or “10 June”; with its year when that is not this one."""
    local = _day(when)
    number = "1er" if is_french() and local.day == 1 else str(local.day)
    year = "" if local.year == timezone.localdate().year else f" {local.year}"
    return f"{number}\u00a0{date_format(local, 'F')}{year}"


def day_and_time(moment: datetime) -> str:
    """The promise of an hour: “mercredi 10 juin à 8 h 40” or “Wednesday 10 June at 8:40”."""
    return gettext("%(day)s at %(time)s") % {"day": day(moment), "time": clock(moment)}


def near(moment: datetime) -> str:
    """A moment close to now: “aujourd’hui à 9 h”, “demain à 9 h”, “hier à 9 h”, “jeudi à 9 h”, “le 10 juin à 9 h”."""
    local, today = _local(moment), timezone.localdate()
    days = (local.date() - today).days
    values = {"time": clock(moment), "day": date_format(local, "l"), "date": short_date(local)}
    if days == 0:
        return gettext("today at %(time)s") % values
    if days == 1:
        return gettext("tomorrow at %(time)s") % values
    if days == -1:
        return gettext("yesterday at %(time)s") % values
    if 1 < days < 7:
        return gettext("%(day)s at %(time)s") % values
    return gettext("on %(date)s at %(time)s") % values


def ago(moment: datetime) -> str:
    """How long since: “à l’instant”, “il y a 20 min”, “il y a 2 h”, then the moment itself."""
    elapsed = timezone.now() - moment
    if elapsed < timedelta(minutes=1):
        return gettext("just now")
    if elapsed < timedelta(hours=1):
        count = int(elapsed.total_seconds() // 60)
        return ngettext("%(count)d min ago", "%(count)d min ago", count) % {"count": count}
    if elapsed < timedelta(hours=12):
        count = int(elapsed.total_seconds() // 3600)
        return ngettext("%(count)d h ago", "%(count)d h ago", count) % {"count": count}
    return near(moment)


def weekday_code(when: date | datetime) -> str:
    """The weekday in three letters, as a date block shows it: “MER.” or “WED”; today says so."""
    local = _day(when)
    if local == timezone.localdate():
        return gettext("TODAY")
    letters = date_format(local, "D").rstrip(".").upper()[:3]
    return f"{letters}." if is_french() else letters


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _day(when: date | datetime) -> date:
    return _local(when).date() if isinstance(when, datetime) else when
