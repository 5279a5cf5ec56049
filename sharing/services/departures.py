"""What sharing does when something elsewhere ends or begins: a person leaves or rests, an idea goes, the page posts.

Called in the transaction of that act, so that no worker can publish in between; what the calls do not reach is
refused by a worker's last look.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from content_library import selectors as library
from content_library.models import ContentItem
from content_library.selectors import page_post_of
from content_library.services import announcing
from sharing import selectors
from sharing.models import Share
from sharing.selectors.wording import ITEM_WITHDRAWN, LEFT
from sharing.services import connections, moments, moving, planning, proofreading
from sharing.services.moving import AlreadyMoved
from sharing.states import HoldReason, ShareState

logger = logging.getLogger(__name__)
S = ShareState
# What waits for somebody else to speak first.
TURNS = frozenset({HoldReason.EMBARGO, HoldReason.AUTHOR})


@transaction.atomic
def on_leaving(membership: Membership) -> None:
    """Call off everything this person had promised here and end this organisation's use of their accounts.

    A doubt ends as well: nobody is asked who has left. Drafts stay theirs; what is leaving at this moment is stopped
    by the worker's last look, or has left.
    """
    for share in Share.objects.filter(membership=membership).filter(state__in=[S.SCHEDULED, S.HELD, S.UNCONFIRMED]):
        try:
            moving.move(share.pk, S(share.state), S.CANCELLED, actor=membership, reason=LEFT, next_at=None)
        except AlreadyMoved:
            continue
    for connection in selectors.connections_of(membership):
        connections.disconnect(actor=membership, connection=connection)
    proofreading.end_for(membership)


@transaction.atomic
def on_pausing(membership: Membership) -> None:
    """Hold what this person had scheduled. They asked for it: no message."""
    for share in Share.objects.filter(membership=membership).filter(state=S.SCHEDULED):
        try:
            moving.move(share.pk, S.SCHEDULED, S.HELD, tell=False, reason=HoldReason.PAUSED, next_at=None)
        except AlreadyMoved:
            continue


@transaction.atomic
def on_resuming(membership: Membership) -> None:
    """Put back in the queue what waited for the end of the break and is not past its latest time."""
    for share in Share.objects.filter(membership=membership).select_related("membership").filter(state=S.HELD):
        if share.reason == HoldReason.PAUSED:
            planning.release(share)


@transaction.atomic
def on_page_posted(item: ContentItem) -> None:
    """The page has posted, or the person who announces it has: what waited follows, not before its own time."""
    waiting = Share.objects.select_related("membership").filter(item=item, state=S.HELD, reason__in=TURNS)
    for share in waiting:
        planning.release(share)


@transaction.atomic
def on_page_expected(item: ContentItem, before: datetime | None) -> None:
    """The page is expected at another time: what waits for it moves along, its due time and its latest time together.

    A share its author had promised for later than the page keeps its hour.
    """
    post = page_post_of(item)
    now = post.expected_at if post is not None else None
    if now is None:
        return
    for share in Share.objects.filter(item=item, state=S.HELD, reason=HoldReason.EMBARGO):
        if share.due_at is None or share.publish_before is None:
            continue
        if share.due_at >= now and share.due_at != before:
            continue
        # Compared once more: a release at this moment wins.
        Share.objects.filter(pk=share.pk, state=S.HELD, reason=HoldReason.EMBARGO, due_at=share.due_at).update(
            due_at=now,
            due_local=moments.at(now, share.zone).due_local,
            publish_before=share.publish_before + (now - share.due_at),
        )


@transaction.atomic
def on_item_withdrawn(item: ContentItem) -> None:
    """An idea was archived or expired: nothing of it goes out any more, and its authors are told."""
    for share in Share.objects.select_related("membership").filter(item=item, state__in=[S.SCHEDULED, S.HELD]):
        withdraw(share)


def withdraw(share: Share) -> None:
    """Call off one share because its idea is gone, and tell its author."""
    try:
        moved = moving.move(share.pk, S(share.state), S.CANCELLED, reason=ITEM_WITHDRAWN, next_at=None)
    except AlreadyMoved:
        return
    moving.tell_stopped(moved)


@transaction.atomic
def on_item_closed(item: ContentItem) -> None:
    """The idea must wait for the page again: what is scheduled from it waits with it."""
    for share in Share.objects.filter(item=item, state=S.SCHEDULED):
        try:
            reason = planning.turn_in(item, share.membership_id)
            if reason is not None:
                moving.move(share.pk, S.SCHEDULED, S.HELD, reason=reason, next_at=None)
        except AlreadyMoved:
            continue


def on_arrival(shares: Sequence[Share]) -> None:
    """The person who announces an idea has published their share: it opens for everybody else."""
    for share in shares:
        item = share.item if share.state == S.PUBLISHED else None
        if item is not None and item.announced_at is None and library.announces(item, share.membership_id):
            try:
                with transaction.atomic():
                    announcing.record_announcement(actor=None, item=item, announced_at=share.published_at)
            except RuleViolation:
                # Withdrawn at this moment: nobody waits for it any more.
                logger.info("Item %s was announced while it moved.", item.public_id)
