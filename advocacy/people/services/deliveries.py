"""Each e-mail is a row: it waits, one worker takes it before anything is said to the mail server, it leaves once."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from advocacy.lib import jobs
from advocacy.lib.emails import Attempt, Letter, absolute
from advocacy.people import selectors
from advocacy.people.models import Delivery, MailChoices, Notification
from advocacy.people.services import digests, hooks
from advocacy.people.services.mail_choices import DIGEST, stop_url
from advocacy.people.services.quiet import quiet_until
from advocacy.people.states import ALWAYS_MAILED, DeliveryState, Digest

S = DeliveryState

# How long until the next try, after each refusal; then it is given up, and stands in the product all the same.
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 240))
# A worker that has not answered by then is dead.
_LEASE: Final = timedelta(minutes=10)
# A message rings at once; after this it is taken for lost.
_LOST_AFTER: Final = timedelta(minutes=1)
# Older than this it would tell stale news: longer than a weekend of quiet, and a Monday.
_STALE_AFTER: Final = timedelta(days=5)


def take_delivery(delivery_id: int) -> Letter | None:
    """Take one e-mail that is to leave now, for this caller alone; None when there is nothing to send.

    What is not wanted, no longer needed, or falls into its person's quiet hours is noted as such.
    """
    with transaction.atomic():
        row = _waiting(delivery_id)
        if row is None:
            return None
        letter, changes = _decide(row, timezone.now())
        moved = Delivery.objects.filter(pk=row.pk, state=S.WAITING, next_at=row.next_at).update(**changes)
        return letter if moved == 1 else None


def note_delivery(delivery_id: int, attempt: Attempt) -> None:
    """Note how sending ended: gone, in doubt, or to be tried again, five times at most."""
    with transaction.atomic():
        row = Delivery.objects.select_for_update().filter(pk=delivery_id, state=S.LEAVING).first()
        if row is None:
            return
        now = timezone.now()
        row.error, row.next_at, row.tries = attempt.error, now, row.tries + 1
        if attempt.sent:
            row.state = S.SENT
            Notification.objects.filter(delivery=row).update(emailed_at=now)
        elif attempt.sent is None:
            row.state = S.UNKNOWN
        elif row.tries > len(PAUSES):
            row.state = S.FAILED
        else:
            row.state, row.next_at = S.WAITING, now + PAUSES[row.tries - 1]
        row.save()


@transaction.atomic
def ring_waiting_deliveries(organisation_id: int) -> int:
    """Ring for each e-mail whose time has come and that no message brought. Says how many.

    One whose worker died while it was leaving may be out: it is not sent again.
    """
    now = timezone.now()
    Delivery.objects.filter(state=S.LEAVING, next_at__lt=now).update(state=S.UNKNOWN, next_at=now, error="WorkerLost")
    waiting = Delivery.objects.filter(state=S.WAITING, next_at__lt=now - _LOST_AFTER).values_list("pk", flat=True)
    for pk in waiting:
        jobs.enqueue("people.send_delivery", organisation_id=organisation_id, delivery_id=pk)
    return len(waiting)


# --- Inside ----------------------------------------------------------------------------------------------------------
def _waiting(delivery_id: int) -> Delivery | None:
    return (
        Delivery.objects.select_related("notification", "membership__user", "membership__organisation")
        .filter(pk=delivery_id, state=S.WAITING, next_at__lte=timezone.now())
        .first()
    )


def _decide(row: Delivery, now: datetime) -> tuple[Letter | None, dict[str, Any]]:
    """The letter, if it leaves now; and what the row becomes."""
    ended = {"next_at": now}
    if not _still_needed(row, now):
        return None, {**ended, "state": S.NOT_NEEDED}
    choices = selectors.mail_choices(row.membership)
    if not _wanted(row, choices):
        return None, {**ended, "state": S.NOT_WANTED}
    always = row.notification is not None and row.notification.kind in ALWAYS_MAILED
    opens = None if always else quiet_until(choices, row.membership.time_zone, now)
    if opens is not None:
        return None, {"in_quiet_hours": True, "next_at": opens}
    letter = _write(row)
    if letter is None:
        return None, {**ended, "state": S.NOT_NEEDED}
    return letter, {"state": S.LEAVING, "next_at": now + _LEASE}


def _still_needed(row: Delivery, now: datetime) -> bool:
    read = row.notification is not None and row.notification.read_at is not None
    here = row.membership.left_at is None and row.membership.user.is_active and row.membership.organisation.is_active
    return here and not read and row.created_at > now - _STALE_AFTER


def _wanted(row: Delivery, choices: MailChoices) -> bool:
    if row.notification is None:
        return choices.digest != Digest.NEVER
    return row.notification.kind in ALWAYS_MAILED or row.notification.kind not in choices.unwanted


def _write(row: Delivery) -> Letter | None:
    """Put it into words, in its person's language and on their clock."""
    membership = row.membership
    with translation.override(membership.language), timezone.override(ZoneInfo(membership.time_zone)):
        written = _of_notification(row.notification) if row.notification is not None else _of_digest(row)
    if written is None:
        return None
    template, context = written
    return Letter(
        to=membership.user.email,
        template=template,
        language=membership.language,
        context={
            "first_name": membership.user.first_name,
            "organisation": {"name": membership.organisation.name},
            "choices_url": absolute(reverse("people:mail_choices", kwargs={"org": membership.organisation.slug})),
            **context,
        },
        stop_url=stop_url(membership, row.notification.kind if row.notification is not None else DIGEST),
    )


def _of_notification(row: Notification) -> tuple[str, dict[str, Any]] | None:
    said = selectors.said(row)
    context: dict[str, Any] = {
        "title": said.title,
        "text": said.text,
        "button_label": said.button,
        "button_url": absolute(row.path) if row.path else "",
    }
    writer = hooks.letter_writers.get(row.kind)
    if writer is None:
        return "notification", context
    written = writer(row)
    return (written.template, {**context, **written.context}) if written is not None else None


def _of_digest(row: Delivery) -> tuple[str, dict[str, Any]] | None:
    parts = digests.parts_for(row.membership, row.since or row.created_at)
    if not parts:
        return None
    home = reverse("people:org_home", kwargs={"org": row.membership.organisation.slug})
    return "digest", {"parts": parts, "button_label": digests.button(), "button_url": absolute(home)}
