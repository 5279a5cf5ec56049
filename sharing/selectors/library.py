"""What the library wants to know of sharing, through its registry."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from advocacy.organisations.models import Organisation
from advocacy.tenancy import current_organisation_id
from content_library.models import Topic
from content_library.selectors.registry import NetworkChoice, Taken
from sharing.models import Share, SharingRule
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
            key=each.key,
            label=each.label,
            icon=each.limits.icon,
            max_length=each.limits.max_length,
            count=each.count,
            relayed=each.reshare_id if each.limits.can_reshare else None,
        )
        for each in found
        if each.limits.can_publish and not each.limits.retired
    ]


def taken_counts(item_ids: Sequence[int]) -> Mapping[int, Taken]:
    """How many people shared each idea, and how many are preparing to; never who.

    A number below the organisation's smallest group is not told, nor whether it is zero: of an idea for one person it
    would say what that person did.
    """
    smallest = Organisation.objects.values_list("smallest_group", flat=True).get(pk=current_organisation_id())
    rows = (
        Share.objects.filter(item_id__in=item_ids)
        .values("item_id")
        .annotate(
            people=Count("membership", filter=OUT, distinct=True),
            preparing=Count("membership", filter=PREPARING, distinct=True),
        )
        .order_by()
    )

    def told(number: int) -> int | None:
        return number if number >= smallest else None

    return {row["item_id"]: Taken(people=told(row["people"]), preparing=told(row["preparing"])) for row in rows}


def rule_reach() -> Mapping[int, int | None]:
    """By topic: the smallest group when at least so many people have a rule that would prepare something about it.

    None below. Never the number itself: a rule without topics takes any, so that two topics' numbers would tell by
    their difference how few chose one of them.
    """
    smallest = Organisation.objects.values_list("smallest_group", flat=True).get(pk=current_organisation_id())
    people: dict[int | None, set[int]] = {}
    on = SharingRule.objects.filter(is_on=True)
    for topic_id, membership_id in on.values_list("rule_topics__topic_id", "membership_id").order_by():
        people.setdefault(topic_id, set()).add(membership_id)
    any_topic = people.pop(None, set())
    counts = {topic_id: len(any_topic | people.get(topic_id, set())) for topic_id in _topic_ids()}
    return {topic_id: smallest if count >= smallest else None for topic_id, count in counts.items()}


def _topic_ids() -> list[int]:
    return list(Topic.objects.values_list("pk", flat=True))
