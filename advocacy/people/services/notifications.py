"""Telling a person something, in the product and by e-mail."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from advocacy.lib import jobs
from advocacy.lib.emails import Letter, absolute
from advocacy.people import selectors
from advocacy.people.models import Membership, Notification
from advocacy.people.states import NotificationKind


@transaction.atomic
def notify(
    *, membership: Membership, kind: NotificationKind, details: dict[str, Any], path: str, once_key: str
) -> Notification | None:
    """Tell a person something, in the product and by e-mail in their language; the same `once_key` only once.

    Returns None when they were already told. The e-mail leaves after commit, by its own job.
    """
    row, created = Notification.objects.get_or_create(
        membership=membership, once_key=once_key, defaults={"kind": kind, "details": details, "path": path}
    )
    if not created:
        return None
    jobs.enqueue("people.send_notification", organisation_id=membership.organisation_id, notification_id=row.pk)
    return row


def notification_letter(notification_id: int) -> Letter | None:
    """The e-mail of one notification; None when it was sent, or when its person read it or left meanwhile."""
    row = (
        Notification.objects.select_related("membership__user", "membership__organisation")
        .filter(pk=notification_id, emailed_at__isnull=True, read_at__isnull=True, membership__left_at__isnull=True)
        .first()
    )
    if row is None:
        return None
    membership = row.membership
    with translation.override(membership.language):
        said = selectors.said(row)
    link = absolute(row.path) if row.path else ""
    return Letter(
        to=membership.user.email,
        template="notification",
        language=membership.language,
        context={
            "first_name": membership.user.first_name,
            "organisation": {"name": membership.organisation.name},
            "title": said.title,
            "text": said.text,
            "button_label": said.button,
            "button_url": link,
        },
    )


def notification_sent(notification_id: int) -> None:
    """Note that its e-mail left."""
    Notification.objects.filter(pk=notification_id).update(emailed_at=timezone.now())


@transaction.atomic
def mark_read(*, actor: Membership, notification: Notification) -> None:
    """The person has seen one; anybody else's is left alone."""
    selectors.unread_notifications(actor).filter(pk=notification.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, actor: Membership) -> int:
    """The person has seen them all; returns how many were new."""
    return selectors.unread_notifications(actor).update(read_at=timezone.now())
