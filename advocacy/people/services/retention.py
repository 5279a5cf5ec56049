"""What is not kept for ever, and the letters a lost message forgot."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from advocacy.lib import jobs
from advocacy.organisations.services import purge_audit
from advocacy.people.models import Delivery, Invitation, Notification
from advocacy.people.services.deliveries import ring_waiting_deliveries
from advocacy.people.states import InvitationState

# Days. Shown in the privacy page; a test compares.
INVITATION_DAYS: Final = 30
READ_NOTIFICATION_DAYS: Final = 90
UNREAD_NOTIFICATION_DAYS: Final = 365
# When an e-mail left, or why it did not; the notification itself stays longer.
DELIVERY_DAYS: Final = 30

# A message rings at once; after this it is taken for lost.
_LOST_AFTER = timedelta(minutes=2)


@transaction.atomic
def purge() -> dict[str, int]:
    """Delete what has served its time in the current organisation. Says how many rows of each."""
    now = timezone.now()
    invitations = Invitation.objects.filter(created_at__lt=now - timedelta(days=INVITATION_DAYS)).exclude(
        state=InvitationState.SENT, expires_at__gt=now
    )
    notifications = Notification.objects.filter(
        Q(read_at__lt=now - timedelta(days=READ_NOTIFICATION_DAYS))
        | Q(created_at__lt=now - timedelta(days=UNREAD_NOTIFICATION_DAYS))
    )
    # By its last change, so that the row of an e-mail that still waits is never among them.
    deliveries = Delivery.objects.filter(next_at__lt=now - timedelta(days=DELIVERY_DAYS))
    return {
        "deliveries": deliveries.delete()[0],
        "invitations": invitations.delete()[0],
        "notifications": notifications.delete()[0],
        "audit": purge_audit(),
    }


@transaction.atomic
def ring_forgotten_letters(organisation_id: int) -> int:
    """Ring again for each e-mail that should have left. Says how many."""
    now = timezone.now()
    invitations = Invitation.objects.filter(
        state=InvitationState.SENT, emailed_at__isnull=True, expires_at__gt=now, created_at__lt=now - _LOST_AFTER
    ).values_list("pk", flat=True)
    for invitation_id in invitations:
        jobs.enqueue("people.send_invitation", organisation_id=organisation_id, invitation_id=invitation_id)
    return len(invitations) + ring_waiting_deliveries(organisation_id)
