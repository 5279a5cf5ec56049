"""The library as the communications team sees it: filters, counts, rows."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.paging import MOST
from advocacy.organisations.models import Organisation
from advocacy.people import selectors as people
from advocacy.people.models import Team, TeamMember
from content_library.models import Angle, Campaign, ContentItem, ItemTeam, ItemTopic, Topic
from content_library.selectors.announcements import Announcement, announcement_of
from content_library.selectors.registry import NetworkChoice, Taken, networks_of, taken_by_item
from content_library.selectors.search import Found, best_first, find, matching
from content_library.states import SHAREABLE, ItemKind, ItemState

# An item that ends within this time stands out.
ENDS_SOON: Final = timedelta(days=7)

# Pages of a search for a word that too many ideas hold to be ranked.
MOST_OF_A_WORD: Final = 300

KIND_ICONS: Final = {
    ItemKind.ARTICLE: "newspaper",
    ItemKind.PICTURE: "image",
    ItemKind.VIDEO: "clapperboard",
    ItemKind.EVENT: "calendar-days",
    ItemKind.JOB: "briefcase",
    ItemKind.QUESTION: "message-circle-question-mark",
    ItemKind.OWN_VIEW: "pen-line",
}

# As the search ranks them; without a search, the newest first.
BEST, NEWEST = "best", "newest"
SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    BEST: (),
    NEWEST: ("-created_at", "-id"),
    "ending": ("expires_at", "-id"),
    "title": ("title", "id"),
}


@dataclass(frozen=True)
class LibraryFilters:
    """What the list is narrowed to; everything is optional."""

    state: str = ""
    search: str = ""
    campaign: Campaign | None = None
    topic: Topic | None = None
    family: str = ""
    kind: str = ""
    language: str = ""
    network: str = ""
    team: Team | None = None
    ends_soon: bool = False

    @property
    def most_counted(self) -> int:
        """How far it is worth counting: a word that hundreds of ideas hold asks for another word."""
        return MOST_OF_A_WORD if self.found is not None else MOST

    @property
    def is_plain(self) -> bool:
        """Say whether nothing but the state narrows it."""
        return replace(self, state="") == LibraryFilters()

    @cached_property
    def found(self) -> Found | None:
        """What the search comes to, worked out once."""
        return find(self.search)


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many items are in each state."""

    counts: Mapping[str, int]
    # False: there are more, each number is the least it can be.
    is_complete: bool = True

    def __getitem__(self, state: str) -> int:
        return self.counts[state]


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One line of the list, complete: rendering it asks the database nothing more."""

    item: ContentItem
    announcement: Announcement
    angle_counts: Sequence[tuple[str, int]]
    networks: Sequence[NetworkChoice]
    topics: Sequence[str]
    teams: Sequence[str]
    # None when nobody counts it.
    taken: Taken | None

    @property
    def title(self) -> str:
        """Its title, or what stands for it in a draft that has none yet."""
        return self.item.title.strip() or _("Untitled")

    @property
    def more_label(self) -> str:
        """What the menu of gestures is called."""
        return _("More about “%(title)s”") % {"title": self.title}

    @property
    def source(self) -> str:
        """Where it comes from and who wrote it: “acme.example, by Claire”."""
        host = (urlsplit(self.item.url).hostname or "").removeprefix("www.")
        kind = str(self.item.get_kind_display())
        if self.item.credit:
            return _("%(source)s, by %(name)s") % {"source": host or kind, "name": self.item.credit}
        return host or kind

    @property
    def dot(self) -> str:
        """The colour of its campaign."""
        return f"c{self.item.campaign.colour}" if self.item.campaign else ""

    @property
    def icon(self) -> str:
        """What stands for the picture it does not have."""
        return KIND_ICONS[ItemKind(self.item.kind)]

    @property
    def not_before(self) -> bool:
        """Say whether it is offered, but from a later moment only."""
        starts = self.item.available_from
        return self.item.state in SHAREABLE and starts is not None and starts > timezone.now()

    @property
    def angle_count(self) -> int:
        """Angles in every language."""
        return sum(count for _language, count in self.angle_counts)

    @property
    def days_left(self) -> int | None:
        """Whole days until an idea that is offered ends, when that is soon."""
        left = self.item.expires_at - timezone.now() if self.item.expires_at else None
        if left is None or self.item.state not in SHAREABLE or not timedelta() < left <= ENDS_SOON:
            return None
        return left.days


def with_relations(items: QuerySet[ContentItem]) -> QuerySet[ContentItem]:
    """Select with the items what a list or a page says about each."""
    return items.select_related("campaign", "picture", "author__user", "created_by__user", "page_post")


def item(public_id: str) -> ContentItem | None:
    """One item with what a page about it needs, or None: unknown, or of another organisation."""
    return with_relations(ContentItem.objects.filter(public_id=public_id)).first()


def suiting(items: QuerySet[ContentItem], network: str) -> QuerySet[ContentItem]:
    """Items for one network: those that name it, and those that name none."""
    # The list is compared as text: SQLite cannot look inside a JSON column.
    return items.annotate(networks_text=Cast("networks", TextField())).filter(
        Q(networks_text="[]") | Q(networks_text__contains=f'"{network}"')
    )


def narrowed(filters: LibraryFilters) -> QuerySet[ContentItem]:
    """The items that match, whatever their state."""
    items = matching(ContentItem.objects.all(), filters.found)
    if filters.campaign is not None:
        items = items.filter(campaign=filters.campaign)
    if filters.topic is not None:
        items = items.filter(Exists(ItemTopic.objects.filter(item=OuterRef("pk"), topic=filters.topic)))
    for name in ("family", "kind", "language"):
        if value := getattr(filters, name):
            items = items.filter(**{name: value})
    if filters.network:
        items = suiting(items, filters.network)
    if filters.team is not None:
        in_team = ItemTeam.objects.filter(item=OuterRef("pk"), team=filters.team)
        items = items.filter(Q(for_everyone=True) | Exists(in_team))
    if filters.ends_soon:
        now = timezone.now()
        items = items.filter(state__in=SHAREABLE, expires_at__gt=now, expires_at__lte=now + ENDS_SOON)
    return items


def in_state(items: QuerySet[ContentItem], state: str) -> QuerySet[ContentItem]:
    """Those in one state; the archived ones only when their state is asked for."""
    return items.filter(state=state) if state else items.exclude(state=ItemState.ARCHIVED)


def library(filters: LibraryFilters, sort: str = BEST) -> QuerySet[ContentItem]:
    """The items that match, ordered. The archived ones only when their state is asked for."""
    items = in_state(narrowed(filters), filters.state)
    if sort == BEST:
        return best_first(with_relations(items), filters.found)
    if sort == "ending":
        return with_relations(items).order_by(F("expires_at").asc(nulls_last=True), "-id")
    return with_relations(items).order_by(*SORTS.get(sort, SORTS[NEWEST]))


def state_counts(filters: LibraryFilters) -> StateCounts:
    """How many items match in each state, whatever the state filter; "" is all of them but the archived ones.

    Exact for the plain library and for a search of a few ideas, which an index answers; else `most_counted` of them.
    """
    items = narrowed(filters).order_by()
    counts = {state.value: 0 for state in ItemState}
    if filters.is_plain or (filters.found is not None and filters.found.item_ids is not None):
        counts.update(dict(items.values_list("state").annotate(count=Count("pk"))))
        is_complete = True
    else:
        states = list(items.order_by("-created_at").values_list("state", flat=True)[: filters.most_counted + 1])
        counts.update(Counter(states[: filters.most_counted]))
        is_complete = len(states) <= filters.most_counted
    return StateCounts({"": sum(counts.values()) - counts[ItemState.ARCHIVED], **counts}, is_complete)


def library_rows(items: Sequence[ContentItem]) -> list[LibraryRow]:
    """The lines of one page of the list, in a constant number of queries."""
    angles = angle_counts(items)
    topics, teams = topic_names(items), team_names(items)
    taken = taken_by_item(items)
    return [
        LibraryRow(
            item=item,
            announcement=announcement_of(item),
            angle_counts=angles[item.pk],
            networks=networks_of(item),
            topics=topics[item.pk],
            teams=teams[item.pk],
            taken=taken[item.pk] if taken is not None else None,
        )
        for item in items
    ]


def angle_counts(items: Sequence[ContentItem]) -> dict[int, list[tuple[str, int]]]:
    """Angles of each item by language, the item's own language first."""
    rows = (
        Angle.objects.filter(item__in=items).order_by().values_list("item_id", "language").annotate(count=Count("pk"))
    )
    found = {(item_id, language): count for item_id, language, count in rows}
    codes = [code for code, _label in settings.LANGUAGES]
    return {
        item.pk: [
            (code, found[item.pk, code])
            for code in sorted(codes, key=lambda code: code != item.language)
            if (item.pk, code) in found
        ]
        for item in items
    }


def topic_names(items: Sequence[ContentItem]) -> dict[int, list[str]]:
    """Names of each item's topics."""
    names: dict[int, list[str]] = defaultdict(list)
    for row in ItemTopic.objects.filter(item__in=items).select_related("topic").order_by("topic__name"):
        names[row.item_id].append(row.topic.name)
    return names


def team_names(items: Sequence[ContentItem]) -> dict[int, list[str]]:
    """Names of the teams each item is meant for; none for an item for everyone."""
    names: dict[int, list[str]] = defaultdict(list)
    limited = [item for item in items if not item.for_everyone]
    for row in ItemTeam.objects.filter(item__in=limited).select_related("team").order_by("team__name"):
        names[row.item_id].append(row.team.name)
    return names


def audience_size(organisation: Organisation, *, for_everyone: bool, teams: Sequence[Team]) -> int:
    """How many ambassadors would find an idea on their first screen: a number, never a list."""
    ambassadors = people.members(organisation).filter(is_ambassador=True)
    if not for_everyone:
        in_teams = TeamMember.objects.filter(team__in=teams).values("membership_id")
        ambassadors = ambassadors.filter(pk__in=in_teams)
    return ambassadors.count()
