"""The last act on several items that can still be undone."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from advocacy.people.models import Membership
from content_library.models import BulkAct

# Long enough to notice a mistake; afterwards the list no longer offers it.
OFFERED_FOR: Final = timedelta(hours=1)


def undoable_act(membership: Membership) -> BulkAct | None:
    """This person's latest act on several items, while it is fresh and not undone."""
    latest = BulkAct.objects.filter(actor=membership, done_at__gt=timezone.now() - OFFERED_FOR).first()
    return latest if latest is not None and latest.undone_at is None else None


def own_act(membership: Membership, public_id: str) -> BulkAct | None:
    """One act of this person's, or None."""
    return BulkAct.objects.filter(actor=membership, public_id=public_id).first()
