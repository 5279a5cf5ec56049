"""Words of ideas that were written without being indexed: before there was an index, or in bulk."""

from typing import Final

from django.db import transaction

from content_library.models import ContentItem

BATCH: Final = 200


@transaction.atomic
def index_items() -> int:
    """Index the next ideas that are not; return how many. May run twice."""
    items = list(ContentItem.objects.filter(search_digest="").order_by("pk")[:BATCH])
    for item in items:
        item.index_words()
    return len(items)
