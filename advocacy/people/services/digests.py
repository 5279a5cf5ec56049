"""The summary of what is new, as often as each person chose; nothing is sent when nothing is new."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.emails import absolute
from advocacy.people import selectors
from advocacy.people.models import Delivery, MailChoices, Membership
from advocacy.people.services import hooks
from advocacy.people.states import Digest

_WEEK: Final = timedelta(days=7)
# A summary never goes back further, however long its person did without.
_FURTHEST_BACK: Final = timedelta(days=35)


def period_start(choices: MailChoices, zone: str, now: datetime) -> datetime:
    """When the present period began: a Monday, at the first hour its person wants e-mails.

    Each Monday, every other one, or the first one of a month.
    """
    info = ZoneInfo(zone)
    today = now.astimezone(info).date()
    monday = today - timedelta(days=today.weekday())
    while not (_begins(choices.digest, monday) and _at(monday, choices, info) <= now):
        monday -= _WEEK
    return _at(monday, choices, info)


@transaction.atomic
def prepare_digests(organisation_id: int, now: datetime | None = None) -> int:
    """Make an e-mail of each summary whose period has begun; it is written when it leaves. Says how many.

    May run twice: a period is begun once. Somebody new gets their first one with the next period.
    """
    now = now or timezone.now()
    chosen = {row.membership_id: row for row in MailChoices.objects.all()}
    return sum(
        _prepare(membership, chosen.get(membership.pk) or MailChoices(membership=membership), now)
        for membership in selectors.digest_readers(organisation_id)
    )


def parts_for(membership: Membership, since: datetime) -> list[dict[str, Any]]:
    """What is new for this person, as plain values; empty when nothing is."""
    found = (part for told in hooks.digest_parts if (part := told(membership, since)) is not None and part.lines)
    return [
        {
            "title": part.title,
            "lines": [{"title": line.title, "text": line.text, "url": absolute(line.path)} for line in part.lines],
        }
        for part in found
    ]


def button() -> str:
    """What the summary's button says."""
    return _("Open my space")


def _begins(digest: str, monday: date) -> bool:
    if digest == Digest.FORTNIGHTLY:
        return monday.toordinal() // 7 % 2 == 0
    return digest != Digest.MONTHLY or monday.day <= 7


def _at(day: date, choices: MailChoices, info: ZoneInfo) -> datetime:
    return datetime.combine(day, choices.mail_from, tzinfo=info).astimezone(UTC)


def _prepare(membership: Membership, choices: MailChoices, now: datetime) -> int:
    if choices.digest == Digest.NEVER:
        return 0
    start = period_start(choices, membership.time_zone, now)
    before = choices.digest_done_at
    if before is None:
        MailChoices.objects.get_or_create(membership=membership, defaults={"digest_done_at": now})
        MailChoices.objects.filter(membership=membership, digest_done_at=None).update(digest_done_at=now)
        return 0
    mine = MailChoices.objects.filter(membership=membership, digest_done_at=before)
    if before >= start or mine.update(digest_done_at=now) != 1:
        return 0
    delivery = Delivery.objects.create(
        membership=membership,
        once_key=f"digest:{start:%Y-%m-%dT%H:%M}",
        since=max(before, now - _FURTHEST_BACK),
    )
    jobs.enqueue("people.send_delivery", organisation_id=membership.organisation_id, delivery_id=delivery.pk)
    return 1
