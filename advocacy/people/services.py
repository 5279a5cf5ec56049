"""Every write about people."""

from typing import Any

from django.db import transaction

from advocacy.lib import jobs
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
