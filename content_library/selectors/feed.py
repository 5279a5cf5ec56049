"""The library as an ambassador meets it: a few ideas, each saying why it is shown."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from advocacy.people import selectors as people
from advocacy.people.models import Membership
from content_library.models import (
    Angle,
    ContentItem,
    FollowedTopic,
    ItemMark,
    ItemTeam,
    ItemTopic,
    SuggestedText,
    Topic,
)
from content_library.selectors.announcements import Announcement, announcement_of
from content_library.selectors.library import angle_counts, suiting, with_relations
from content_library.selectors.registry import NetworkChoice, networks_of
from content_library.selectors.search import find, matching
from content_library.states import SHAREABLE, AnnouncementOrder, Family, Mark

# How many ideas the first screen holds.
FIRST_SCREEN: Final = 3
# How many of each language, offered or waiting for the page, these are chosen from.
LOOKED_AT: Final = 100


class ReasonKind(StrEnum):
    """Why an idea is shown; each has its icon."""

    TEAM_AND_TOPIC = "team_and_topic"
    TOPIC = "topic"
    TEAM = "team"
    PERSON = "person"
    WATCH = "watch"
    NEWS = "news"


REASON_ICONS: Final = {
    ReasonKind.TEAM_AND_TOPIC: "hard-hat",
    ReasonKind.TOPIC: "tag",
    ReasonKind.TEAM: "users-round",
    ReasonKind.PERSON: "user-round-pen",
    ReasonKind.WATCH: "newspaper",
    ReasonKind.NEWS: "megaphone",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an idea is shown, in a few words for the person."""

    kind: ReasonKind
    sentence: str

    @property
    def icon(self) -> str:
        """The drawing beside the sentence."""
        return REASON_ICONS[self.kind]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An idea as its card shows it, complete: rendering it asks the database nothing more."""

    item: ContentItem
    reason: Reason
    announcement: Announcement
    angle_count: int
    networks: Sequence[NetworkChoice]
    mark: str = ""

    @property
    def is_kept(self) -> bool:
        """Say whether this person kept it for later."""
        return self.mark == Mark.KEPT


def items_for(
    membership: Membership, *, limit: int = FIRST_SCREEN, exclude_ids: Collection[int] = (), network: str = ""
) -> list[Suggestion]:
    """Ideas for one person: shareable now, meant for them, in a language of theirs, not set aside.

    Their own language comes first, then the topics they follow, then what is fresh; of two equally fresh ones the one
    that ends sooner. Of each language the newest are looked at: in a library of thousands nobody misses the oldest.
    `exclude_ids` leaves out what they have already shared or are preparing.
    """
    languages = {membership.language, *membership.organisation.languages}
    in_my_teams = ItemTeam.objects.filter(item=OuterRef("pk"), team__in=people.team_ids_of(membership))
    set_aside = ItemMark.objects.filter(item=OuterRef("pk"), membership=membership, mark=Mark.DISMISSED)
    items: QuerySet[ContentItem] = (
        ContentItem.objects.shareable()
        .filter(Q(for_everyone=True) | Exists(in_my_teams))
        .exclude(Exists(set_aside))
        .exclude(pk__in=exclude_ids)
    )
    if network:
        items = suiting(items, network)
    return suggestions(membership, list(_ranked(_newest(items, languages), membership)[:limit]))


def all_items_for(
    membership: Membership, *, search: str = "", topic: Topic | None = None, network: str = ""
) -> QuerySet[ContentItem]:
    """Everything that may be shared now, whatever the audience: nobody is kept from an idea. Newest first.

    A page of it becomes cards with `suggestions(membership, page)`.
    """
    items: QuerySet[ContentItem] = matching(ContentItem.objects.shareable(), find(search))
    if topic is not None:
        items = items.filter(Exists(ItemTopic.objects.filter(item=OuterRef("pk"), topic=topic)))
    if network:
        items = suiting(items, network)
    return with_relations(items).order_by("-state_changed_at", "-id")


def kept_items_for(membership: Membership) -> QuerySet[ContentItem]:
    """What this person kept for later and may still share, the last kept first."""
    kept = Q(marks__membership=membership, marks__mark=Mark.KEPT)
    return with_relations(ContentItem.objects.shareable().filter(kept)).order_by("-marks__marked_at", "-id")


def shareable_item(public_id: str) -> ContentItem | None:
    """An item from which a share may be prepared now, or None."""
    return with_relations(ContentItem.objects.shareable().filter(public_id=public_id)).first()


def _newest(items: QuerySet[ContentItem], languages: Collection[str]) -> QuerySet[ContentItem]:
    """The newest of them in these languages: read from the end of an index, however many there are."""
    found = Q()
    for language in sorted(languages):
        for state in SHAREABLE:
            some = items.filter(language=language, state=state).order_by("-state_changed_at")
            found |= Q(pk__in=some.values("pk")[:LOOKED_AT])
    return ContentItem.objects.filter(found)


def _ranked(items: QuerySet[ContentItem], membership: Membership) -> QuerySet[ContentItem]:
    topic_ids = list(membership.followed_topics.values_list("topic_id", flat=True))
    followed = ItemTopic.objects.filter(item=OuterRef("pk"), topic__in=topic_ids)
    own_language = Case(When(language=membership.language, then=Value(1)), default=0, output_field=IntegerField())
    return (
        with_relations(items)
        .annotate(own_language=own_language, follows=Exists(followed), fresh_on=TruncDate("state_changed_at"))
        .order_by("-own_language", "-follows", "-fresh_on", F("expires_at").asc(nulls_last=True), "-id")
    )


def suggestions(membership: Membership, items: Sequence[ContentItem]) -> list[Suggestion]:
    """These items as cards for one person, with their reasons, in a constant number of queries."""
    angles = angle_counts(items)
    topics = _followed_topic_names(membership, items)
    teams = _own_team_names(membership, items)
    marks = dict(ItemMark.objects.filter(membership=membership, item__in=items).values_list("item_id", "mark"))
    return [
        Suggestion(
            item=item,
            reason=reason_for(membership.organisation.name, item, topics[item.pk], teams[item.pk]),
            announcement=announcement_of(item, viewer=membership),
            angle_count=_shown_angles(item, angles[item.pk], membership.language),
            networks=networks_of(item),
            mark=marks.get(item.pk, ""),
        )
        for item in items
    ]


def _shown_angles(item: ContentItem, counts: Sequence[tuple[str, int]], language: str) -> int:
    """How many angles the composer will offer this person: theirs, else those in the item's language."""
    by_language = dict(counts)
    return by_language.get(language) or by_language.get(item.language, 0)


def _followed_topic_names(membership: Membership, items: Sequence[ContentItem]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    followed = FollowedTopic.objects.filter(membership=membership).values("topic_id")
    rows = ItemTopic.objects.filter(item__in=items, topic__in=followed).select_related("topic")
    for row in rows.order_by("topic__name"):
        names[row.item_id].append(row.topic.name)
    return names


def _own_team_names(membership: Membership, items: Sequence[ContentItem]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    limited = [item.pk for item in items if not item.for_everyone]
    rows = ItemTeam.objects.filter(item__in=limited, team__team_members__membership=membership)
    for row in rows.select_related("team").order_by("team__name"):
        names[row.item_id].append(row.team.name)
    return names


def reason_for(organisation: str, item: ContentItem, topics: Sequence[str], teams: Sequence[str]) -> Reason:
    """Why this person sees this idea: what they chose first, then who it is meant for, then where it comes from."""
    if topics and teams:
        sentence = _("For the team “%(team)s”, and you follow “%(topic)s”")
        return Reason(ReasonKind.TEAM_AND_TOPIC, sentence % {"team": teams[0], "topic": topics[0]})
    if topics:
        return Reason(ReasonKind.TOPIC, _("You follow “%(topic)s”") % {"topic": topics[0]})
    if teams:
        return Reason(ReasonKind.TEAM, _("For the team “%(team)s”") % {"team": teams[0]})
    if item.credit or (item.announcement_order == AnnouncementOrder.AUTHOR_FIRST and item.author):
        who = item.credit or str(item.author.user if item.author else "")
        return Reason(ReasonKind.PERSON, _("From %(person)s") % {"person": who})
    values = {"organisation": organisation}
    if item.family != Family.COMPANY:
        return Reason(ReasonKind.WATCH, _("Watch, not news of %(organisation)s") % values)
    return Reason(ReasonKind.NEWS, _("News of %(organisation)s") % values)


def angles_for(item: ContentItem, language: str) -> list[Angle]:
    """The questions one may start from, in this language; in the item's own when there are none."""
    angles = list(item.angles.all())
    return [angle for angle in angles if angle.language == language] or [
        angle for angle in angles if angle.language == item.language
    ]


def suggested_texts_for(item: ContentItem, language: str, network: str) -> list[SuggestedText]:
    """The wordings offered in this language: those written for this network first, then those for any of them.

    In the item's own language when there are none in this one.
    """
    texts = [text for text in item.suggested_texts.all() if text.network in {"", network}]
    chosen = [text for text in texts if text.language == language] or [
        text for text in texts if text.language == item.language
    ]
    return sorted(chosen, key=lambda text: (text.network != network, text.position, text.pk))
