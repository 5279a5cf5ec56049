"""Ending what has an end."""

from typing import Final

from django.utils import timezone

from content_library.models import ContentItem
from content_library.services.moves import move_item
from content_library.states import SHAREABLE, ItemState

# As many as one job ends; the next sweep finds the others.
AT_ONCE: Final = 500


def expire_items() -> int:
    """Expire the current organisation's items whose end has passed, each by its own move; return how many.

    `available_from` needs no job: until then `shareable()` does not find the item.
    """
    over = ContentItem.objects.filter(state__in=SHAREABLE, expires_at__lte=timezone.now()).order_by("expires_at")
    ended = list(over[:AT_ONCE])
    for item in ended:
        move_item(actor=None, item=item, target=ItemState.EXPIRED)
    return len(ended)
