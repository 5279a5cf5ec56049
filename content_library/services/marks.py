"""What an ambassador does with an idea, for themselves alone: it goes to no journal that others read."""

from django.db import transaction

from advocacy.people.models import Membership
from content_library.models import ContentItem, ItemMark
from content_library.states import Mark


@transaction.atomic
def keep_item(*, actor: Membership, item: ContentItem) -> None:
    """Keep it for later."""
    _mark(actor, item, Mark.KEPT)


@transaction.atomic
def dismiss_item(*, actor: Membership, item: ContentItem) -> None:
    """ "Not for me": it leaves this person's first screen, without a question."""
    _mark(actor, item, Mark.DISMISSED)


@transaction.atomic
def unmark_item(*, actor: Membership, item: ContentItem) -> None:
    """Undo either."""
    ItemMark.objects.filter(membership=actor, item=item).delete()


def _mark(actor: Membership, item: ContentItem, mark: Mark) -> None:
    ItemMark.objects.update_or_create(membership=actor, item=item, defaults={"mark": mark})
