"""Keeping what an item said, each time it is saved. Nothing here is ever rewritten or removed by a person."""

from collections.abc import Sequence

from advocacy.people.models import Membership
from content_library.models import ContentItem, ItemVersion
from content_library.selectors.versions import content_of


def record_version(
    *, actor: Membership, item: ContentItem, changed: Sequence[str] = (), restored_from: int | None = None
) -> ItemVersion:
    """Keep the item as it stands at its present version, in the transaction of the save that made it so."""
    return ItemVersion.objects.create(
        item=item,
        number=item.version,
        saved_by=actor,
        changed=list(changed),
        content=content_of(item),
        restored_from=restored_from,
    )


def keep_first(item: ContentItem, *, number: int) -> None:
    """Before the first change of an item that has no version yet: keep what is about to be replaced."""
    if ItemVersion.objects.filter(item=item).exists():
        return
    ItemVersion.objects.create(
        item=item,
        number=number,
        # Who made it wrote the first version; of a later one that nobody kept we do not know.
        saved_by=item.created_by if number == 1 else None,
        saved_at=item.updated_at,
        content=content_of(item),
    )
