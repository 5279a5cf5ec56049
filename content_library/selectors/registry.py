"""What the floors above tell the library, through lists they fill when they load. The library imports none of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from content_library.models import Campaign, ContentItem


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """A network an item may suit."""

    key: str
    label: str
    # The key of its badge.
    icon: str
    # How long a text may be there, as `count` counts it.
    max_length: int
    count: Callable[[str], int] = len
    # What a post's address names there, "" when nothing that could be relayed; None where posts are not relayed.
    relayed: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many people took an idea up, never who: those whose share is out, and those who are preparing one.

    None: fewer than the organisation's smallest group, perhaps nobody. Never shown as a number.
    """

    people: int | None = None
    preparing: int | None = None


# Each returns, for ids of items, how they were taken up; items nobody took may be left out.
taken_counts: list[Callable[[Sequence[int]], Mapping[int, Taken]]] = []
# Each returns, by id of a topic, how many people's rules would take something about it; None below the smallest group.
rule_reach: list[Callable[[], Mapping[int, int | None]]] = []
# Each returns the networks it can publish to, in the order they are shown.
networks: list[Callable[[], Sequence[NetworkChoice]]] = []


def taken_by_item(items: Sequence[ContentItem]) -> dict[int, Taken] | None:
    """How each of these items was taken up, by id; None when nobody counts it."""
    if not taken_counts:
        return None
    ids = [item.pk for item in items]
    total = dict.fromkeys(ids, Taken())
    for counted in taken_counts:
        for item_id, taken in counted(ids).items():
            before = total.get(item_id, Taken())
            total[item_id] = Taken(_sum(before.people, taken.people), _sum(before.preparing, taken.preparing))
    return total


def _sum(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other


def network_choices() -> list[NetworkChoice]:
    """Every network, in order."""
    return [choice for offered in networks for choice in offered()]


def networks_of(item: ContentItem | Campaign) -> list[NetworkChoice]:
    """The networks an item or a campaign suits: those it names, all of them when it names none."""
    return [choice for choice in network_choices() if not item.networks or choice.key in item.networks]
