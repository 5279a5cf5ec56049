"""How many ideas each further filter would leave: counted whatever the value chosen in that same filter."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from content_library.models import ItemTopic, Topic
from content_library.selectors.library import LibraryFilters, in_state, narrowed

# Beyond so many ideas the numbers are those of the newest ones, and say so.
MOST_COUNTED: Final = 200
PLAIN: Final = {"campaign": "campaign__public_id", "family": "family", "kind": "kind", "language": "language"}
FACETS: Final = (*PLAIN, "topic")


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter, each with its number of ideas."""

    counts: Mapping[str, int]
    # False: there are more ideas than were counted, each number is the least it can be.
    is_complete: bool

    def count(self, value: str) -> str:
        """The number beside a value: “12”, “12+”, or nothing when it is not known to be there."""
        number = self.counts.get(value, 0)
        if self.is_complete:
            return str(number)
        return f"{number}+" if number else ""


def facet_counts(filters: LibraryFilters) -> dict[str, Facet]:
    """The numbers beside each filter's values. Costs a query more for each filter in use, never more by the items."""
    plain = _Counted(filters)
    found = {}
    for name in FACETS:
        counted = _Counted(without(filters, name)) if getattr(filters, name) else plain
        found[name] = Facet(counted.counts(name), counted.is_complete)
    return found


def without(filters: LibraryFilters, name: str) -> LibraryFilters:
    """The same filters with one of them open; what the search found is not looked for again."""
    anything: dict[str, Any] = {name: None if name in {"campaign", "topic"} else ""}
    opened = replace(filters, **anything)
    opened.__dict__["found"] = filters.found
    return opened


class _Counted:
    """The ideas that are counted, read once."""

    def __init__(self, filters: LibraryFilters) -> None:
        items = in_state(narrowed(filters), filters.state).order_by("-created_at", "-id")
        rows = list(items.values_list("pk", *PLAIN.values())[: MOST_COUNTED + 1])
        self.is_complete = len(rows) <= MOST_COUNTED
        self._rows = rows[:MOST_COUNTED]

    def counts(self, name: str) -> dict[str, int]:
        """How many of them hold each value of one filter."""
        if name == "topic":
            of_these = ItemTopic.objects.filter(item__in=[row[0] for row in self._rows])
            counted = Counter(of_these.order_by().values_list("topic_id", flat=True))
            named = Topic.objects.filter(pk__in=counted).values_list("pk", "public_id")
            return {public_id: counted[pk] for pk, public_id in named}
        column = list(PLAIN).index(name) + 1
        return Counter(str(row[column]) for row in self._rows if row[column])
