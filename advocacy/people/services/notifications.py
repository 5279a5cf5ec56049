"""Telling a person something, in the product and by e-mail."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from advocacy.lib import jobs
from advocacy.people import selectors
from advocacy.people.models import Delivery, Membership, Notification
from advocacy.people.states import NotificationKind


@transaction.atomic
def notify(
    *, membership: Membership, kind: NotificationKind, details: dict[str, Any], path: str, once_key: str
) -> Notification | None:
    """Tell a person something, in the product and by e-mail in their language; the same `once_key` only once.

    Returns None when they were already told. The e-mail leaves after commit, by its own job, when its person wants it
    (`deliveries`).
    """
    row, created = Notification.objects.get_or_create(
        membership=membership, once_key=once_key, defaults={"kind": kind, "details": details, "path": path}
    )
    if not created:
        return None
    delivery = Delivery.objects.create(membership=membership, notification=row, once_key=f"told:{row.public_id}")
    jobs.enqueue("people.send_delivery", organisation_id=membership.organisation_id, delivery_id=delivery.pk)
    return row


@transaction.atomic
def mark_read(*, actor: Membership, notification: Notification) -> None:
    """The person has seen one; anybody else's is left alone."""
    selectors.unread_notifications(actor).filter(pk=notification.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, actor: Membership) -> int:
    """The person has seen them all; returns how many were new."""
    return selectors.unread_notifications(actor).update(read_at=timezone.now())
