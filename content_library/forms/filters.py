"""What the address of the library says: filters, order, view. A wrong value counts as none, never as an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.conf import settings

from advocacy.people.models import Team
from content_library import selectors
from content_library.models import Campaign, Topic
from content_library.selectors.library import BEST, NEWEST, SORTS, LibraryFilters
from content_library.states import Family, ItemKind, ItemState

TABLE, GRID = "table", "grid"
KNOWN: Final = (
    "state", "q", "campaign", "topic", "family", "kind", "language", "network", "team", "soon", "sort", "view",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LibraryAddress:
    """The address of one view of the library; `given` holds only what differs from the plain list."""

    given: Mapping[str, str]
    filters: LibraryFilters
    sort: str = NEWEST
    view: str = TABLE

    def query(self, **changes: str) -> str:
        """The query string with some values changed (an empty one is left out); always back to the first page."""
        values = {**self.given, **changes}
        kept = {name: values[name] for name in KNOWN if values.get(name)}
        return f"?{urlencode(kept)}" if kept else "?"

    def has(self, name: str) -> bool:
        """Say whether the list is narrowed by this."""
        return name in self.given

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the order and the view differs from the plain list."""
        return any(name not in {"sort", "view"} for name in self.given)


def read_address(query: Mapping[str, str]) -> LibraryAddress:
    """Read a query string; a campaign or a team that is not there is left out, another organisation's too."""
    given = {name: query[name].strip() for name in KNOWN if query.get(name, "").strip()}
    networks = {choice.key for choice in selectors.network_choices()}
    usual = BEST if "q" in given else NEWEST
    allowed: Mapping[str, set[str]] = {
        "state": set(ItemState.values),
        "family": set(Family.values),
        "kind": set(ItemKind.values),
        "language": {code for code, _label in settings.LANGUAGES},
        "network": networks,
        "sort": set(SORTS) - {usual, BEST},
        "view": {GRID},
        "soon": {"1"},
    }
    given = {name: value for name, value in given.items() if name not in allowed or value in allowed[name]}
    campaign = Campaign.objects.filter(public_id=given["campaign"]).first() if "campaign" in given else None
    topic = Topic.objects.filter(public_id=given["topic"]).first() if "topic" in given else None
    team = Team.objects.filter(public_id=given["team"]).first() if "team" in given else None
    missing = {name for name, row in (("campaign", campaign), ("topic", topic), ("team", team)) if row is None}
    given = {name: value for name, value in given.items() if name not in missing}
    filters = LibraryFilters(
        state=given.get("state", ""),
        search=given.get("q", "")[:200],
        campaign=campaign,
        topic=topic,
        family=given.get("family", ""),
        kind=given.get("kind", ""),
        language=given.get("language", ""),
        network=given.get("network", ""),
        team=team,
        ends_soon="soon" in given,
    )
    return LibraryAddress(given, filters, given.get("sort", usual), given.get("view", TABLE))
