"""When a failure or a miss asks for nothing any more."""

from django.utils import timezone

from sharing.models import Share
from sharing.states import ShareState

ENDED_BADLY = (ShareState.FAILED, ShareState.MISSED)


def deal_with(share: Share) -> None:
    """Note that the author has dealt with a share that failed or was missed; nothing for any other, and only once."""
    rows = Share.objects.filter(pk=share.pk, state__in=ENDED_BADLY, dealt_with_at=None)
    rows.update(dealt_with_at=timezone.now())
