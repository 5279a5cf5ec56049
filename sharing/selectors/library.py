"""What the library wants to know of sharing, through its registry."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from content_library.selectors.registry import NetworkChoice, Taken
from sharing.models import Share
from sharing.networks import REGISTRY, build
from sharing.states import ShareState

OUT = Q(state=ShareState.PUBLISHED)
# Not drafts: those are nobody's business but their author's, not even as a number.
PREPARING = Q(state__in=[ShareState.SCHEDULED, ShareState.HELD, ShareState.PUBLISHING])


def network_choices() -> list[NetworkChoice]:
    """The networks an organisation may suggest, with how each counts.

    Where there is only the network's own dialog, a person may share by hand; the organisation never suggests it.
    """
    found = (build(key) for key in REGISTRY)
    return [
        NetworkChoice(
            key=each.key, label=each.label, icon=each.limits.icon, max_length=each.limits.max_length, count=each.count
        )
        for each in found
        if each.limits.can_publish and not each.limits.retired
    ]


def taken_counts(item_ids: Sequence[int]) -> Mapping[int, Taken]:
    """How many people shared each idea, and how many are preparing to; never who."""
    rows = (
        Share.objects.filter(item_id__in=item_ids)
        .values("item_id")
        .annotate(
            people=Count("membership", filter=OUT, distinct=True),
            preparing=Count("membership", filter=PREPARING, distinct=True),
        )
        .order_by()
    )
    return {row["item_id"]: Taken(people=row["people"], preparing=row["preparing"]) for row in rows}
