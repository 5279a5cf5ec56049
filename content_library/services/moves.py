"""The one function that moves an item from one state to another."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import ContentItem, ItemReview
from content_library.selectors.announcements import page_post_of, waits_for_person
from content_library.services import listeners
from content_library.states import SHAREABLE, TRANSITIONS, AnnouncementOrder, ItemState, ReviewState

_REFUSAL: Final = "item_cannot_move"


@transaction.atomic
def move_item(*, actor: Membership | None, item: ContentItem, target: ItemState) -> ContentItem:
    """Move an item along `states.TRANSITIONS`, once, whoever else tries at the same moment; tell who listens.

    `actor=None` is the sweep. Refuses a move the table does not declare (`item_cannot_move`), and one that somebody
    else made first (`item_already_moved`).
    """
    source = ItemState(item.state)
    if target not in TRANSITIONS[source]:
        raise RuleViolation(
            _("This idea is “%(state)s”: it cannot become “%(target)s”. Nothing has changed.")
            % {"state": source.label, "target": target.label},
            code=_REFUSAL,
        )
    return _move(actor, item, source, target)


@transaction.atomic
def move_back(*, actor: Membership, item: ContentItem, target: ItemState) -> ContentItem:
    """Undo a move: the item stands again where it stood before, which no move of the table leads to; tell who listens.

    Refuses when somebody else moved it at the same moment (`item_already_moved`).
    """
    return _move(actor, item, ItemState(item.state), target)


def _move(actor: Membership | None, item: ContentItem, source: ItemState, target: ItemState) -> ContentItem:
    now = timezone.now()
    moved = ContentItem.objects.filter(pk=item.pk, state=source).update(state=target, state_changed_at=now)
    if moved != 1:
        raise RuleViolation(
            _("Somebody else changed this idea at the same moment. Look at where it stands now."),
            code="item_already_moved",
        )
    item.state, item.state_changed_at = target, now
    if source == ItemState.IN_REVIEW:
        ItemReview.objects.filter(item=item, state=ReviewState.OPEN).update(state=ReviewState.OVER)
    record_audit(actor=actor, verb="item.moved", subject=item, changes={"state": [source.value, target.value]})
    _tell(item, source, target)
    return item


def _tell(item: ContentItem, source: ItemState, target: ItemState) -> None:
    heard: list[listeners.Listener] = []
    if target == ItemState.LIVE and source != ItemState.LIVE:
        heard = listeners.opened
    elif target == ItemState.WAITING and source == ItemState.LIVE:
        heard = listeners.closed
    elif source in SHAREABLE and target not in SHAREABLE:
        heard = listeners.withdrawn
    for listener in heard:
        listener(item)


def offered_state(item: ContentItem) -> ItemState:
    """Where an item that is offered stands: available, or waiting for the page, or for a person, to speak first."""
    post = page_post_of(item)
    if item.announcement_order == AnnouncementOrder.PAGE_FIRST and not (post and post.posted_at):
        return ItemState.WAITING
    return ItemState.WAITING if waits_for_person(item) else ItemState.LIVE


def settle_announcement(*, actor: Membership | None, item: ContentItem) -> None:
    """After who announces it or the page's post has changed: open an idea that no longer waits, close one that must."""
    if item.state in SHAREABLE and item.state != offered_state(item):
        move_item(actor=actor, item=item, target=offered_state(item))
