"""Quiet hours: when an e-mail may leave, on the clock of the person it is for."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from advocacy.people.models import MailChoices

_SATURDAY: Final = 5
# A day more than a week: the same hour comes again within it, whatever the clocks do.
_DAYS: Final = 9


def quiet_until(choices: MailChoices, zone: str, now: datetime) -> datetime | None:
    """When the quiet of this moment ends; None when an e-mail may leave now.

    An hour that the change to summer time skips begins at the next one that exists.
    """
    info = ZoneInfo(zone)
    local = now.astimezone(info)
    if _may_leave(choices, local):
        return None
    for days in range(_DAYS):
        start = datetime.combine(local.date() + timedelta(days=days), choices.mail_from, tzinfo=info).astimezone(UTC)
        if start > now and _may_leave(choices, start.astimezone(info)):
            return start
    return now + timedelta(days=_DAYS)


def _may_leave(choices: MailChoices, local: datetime) -> bool:
    if local.weekday() >= _SATURDAY and not choices.at_weekends:
        return False
    clock, first, last = local.time(), choices.mail_from, choices.mail_until
    # Who works at night may have their hours over midnight.
    return first <= clock < last if first < last else clock >= first or clock < last
