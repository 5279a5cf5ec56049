"""What only the operator can mend: said once in the log, kept as a row, and mailed where an address is set."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from sharing.models import OperatorAlarm

logger = logging.getLogger(__name__)

AT_ONCE: Final = 20
# Alarms about a window of time end with it: days by the beginning of their key.
OF_A_WINDOW: Final = {"calls:": 1, "limit:": 1, "money:": 31}


def raise_alarm(key: str, text: str) -> None:
    """Tell the operator; the same key again, while it stands, only notes when. In whatever transaction is open."""
    now = timezone.now()
    if OperatorAlarm.objects.filter(key=key, ended_at__isnull=True).update(last_at=now):
        return
    logger.error(text)
    values = {"text": text[:300], "raised_at": now, "last_at": now, "ended_at": None, "mailed_at": None}
    OperatorAlarm.objects.update_or_create(key=key, defaults=values)


def end_alarm(key: str) -> None:
    """It is over: nobody need do anything more."""
    if OperatorAlarm.objects.filter(key=key, ended_at__isnull=True).update(ended_at=timezone.now()):
        logger.warning("Over: %s", key)


def standing() -> list[OperatorAlarm]:
    """What waits for the operator, the oldest first."""
    return list(OperatorAlarm.objects.filter(ended_at__isnull=True).order_by("raised_at"))


def mail_alarms() -> int:
    """Send what was not sent yet to the operator's address, when there is one; return how many. Outside any tenant.

    Marked before it is sent: an alarm in the log and in the list is better than the same mail every five minutes.
    """
    if not settings.OPERATOR_EMAIL:
        return 0
    waiting = list(OperatorAlarm.objects.filter(mailed_at__isnull=True, ended_at__isnull=True)[:AT_ONCE])
    mine = [
        row
        for row in waiting
        if OperatorAlarm.objects.filter(pk=row.pk, mailed_at__isnull=True).update(mailed_at=timezone.now())
    ]
    if mine:
        lines = "\n".join(f"{row.raised_at:%Y-%m-%d %H:%M} UTC  {row.text}" for row in mine)
        send_mail(f"Relais: {mine[0].text}"[:150], lines, None, [settings.OPERATOR_EMAIL], fail_silently=True)
    return len(mine)


def forget_alarms() -> None:
    """End what was about a day or a month that is over; delete what ended a month ago."""
    now = timezone.now()
    for prefix, lasts in OF_A_WINDOW.items():
        OperatorAlarm.objects.filter(
            key__startswith=prefix, ended_at__isnull=True, raised_at__lt=now - timedelta(days=lasts)
        ).update(ended_at=now)
    OperatorAlarm.objects.filter(ended_at__lt=now - timedelta(days=30)).delete()
