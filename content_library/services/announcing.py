"""A person announces an idea first: the moment the others may follow."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import ContentItem
from content_library.services.moves import settle_announcement
from content_library.states import AnnouncementOrder


@transaction.atomic
def record_announcement(
    *, actor: Membership | None, item: ContentItem, announced_at: datetime | None = None
) -> ContentItem:
    """Say that the person who announces it has: it opens for everybody, and what waited leaves. Twice is once.

    `actor=None` says that their own share went out. Refuses an idea that nobody announces first.
    """
    if item.announcement_order != AnnouncementOrder.AUTHOR_FIRST:
        raise RuleViolation(_("Nobody has to announce this idea first. Nothing has changed."), code="no_announcer")
    moment = announced_at or timezone.now()
    if ContentItem.objects.filter(pk=item.pk, announced_at__isnull=True).update(announced_at=moment):
        item.announced_at = moment
        record_audit(actor=actor, verb="item.announced", subject=item, changes={"announced_at": moment.isoformat()})
        settle_announcement(actor=actor, item=item)
    return item
