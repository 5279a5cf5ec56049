"""Reviews of items: the passages one may reword, what was suggested, and what waits for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.people import selectors as people
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from content_library.models import ContentItem, ItemReview, ReviewSuggestion
from content_library.selectors.versions import LABELS, Piece, by_word
from content_library.states import ReviewState, SuggestionState

# Plain passages, and how long each may be.
PASSAGES: Final[Mapping[str, int]] = {
    "title": 160, "summary": 600, "facts": 2000, "facts_verified_by": 120, "credit": 120,
}  # fmt: skip
ANGLE_PASSAGES: Final[Mapping[str, int]] = {"name": 40, "question": 200, "helpers": 300}
LONGEST_BODY: Final = 3000
ANGLE_LABELS: Final[Mapping[str, Any]] = {
    "name": gettext_lazy("Name"),
    "question": gettext_lazy("The invitation"),
    "helpers": gettext_lazy("Three questions to start"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an item that a reviewer may suggest to change."""

    key: str
    label: str
    text: str
    longest: int
    language: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as it is read: which passage, both wordings in one line, and whether it still fits."""

    row: ReviewSuggestion
    label: str
    pieces: Sequence[Piece]
    fits: bool

    @property
    def is_open(self) -> bool:
        """Say whether it waits for an editor."""
        return self.row.state == SuggestionState.OPEN


def passages_of(content: Mapping[str, Any]) -> dict[str, Passage]:
    """The passages of what an item says (`content_of`), in the editor's order."""
    language = str(content.get("language", ""))
    found = [
        Passage(name, str(LABELS[name]), str(content.get(name, "")), longest, language)
        for name, longest in PASSAGES.items()
    ]
    for angle in content.get("angles", ()):
        for name, longest in ANGLE_PASSAGES.items():
            label = _("Angle “%(name)s”: %(part)s") % {"name": angle["name"], "part": str(ANGLE_LABELS[name]).lower()}
            found.append(Passage(f"angle:{angle['id']}:{name}", label, angle[name], longest, angle["language"]))
    for number, text in enumerate(content.get("suggested_texts", ()), start=1):
        label = _("Suggested text %(number)s") % {"number": number}
        found.append(Passage(f"text:{text['id']}:body", label, text["body"], LONGEST_BODY, text["language"]))
    return {passage.key: passage for passage in found}


def reviewers(actor: Membership) -> list[Membership]:
    """Who may be asked to read an item: everybody else who writes in the library."""
    members = people.members(actor.organisation).exclude(pk=actor.pk)
    return [member for member in members if member.can(Permission.LIBRARY_WRITE)]


def review_of(item: ContentItem) -> ItemReview | None:
    """The latest review of an item, or None."""
    rows = ItemReview.objects.filter(item=item).select_related("asked_by__user", "reviewer__user")
    return rows.order_by("-asked_at", "-id").first()


def suggestions_of(review: ItemReview, content: Mapping[str, Any]) -> list[Suggested]:
    """What was suggested, beside what the item says now."""
    now = passages_of(content)
    found = []
    for row in ReviewSuggestion.objects.filter(review=review).select_related("author__user", "decided_by__user"):
        passage = now.get(row.passage)
        label = passage.label if passage else _("A passage that is no longer there")
        fits = passage is not None and passage.text == row.before
        found.append(Suggested(row, label, by_word(row.before, row.after), fits))
    return found


def reviews_for(membership: Membership) -> QuerySet[ItemReview]:
    """What this person was asked to read and has not yet, the most urgent first."""
    rows = ItemReview.objects.filter(reviewer=membership, state=ReviewState.OPEN)
    return rows.select_related("item", "asked_by__user").order_by("due_on", "asked_at")


def reviews_asked_by(membership: Membership) -> QuerySet[ItemReview]:
    """What this person asked others to read, the latest first."""
    rows = ItemReview.objects.filter(asked_by=membership).exclude(state=ReviewState.OVER)
    return rows.select_related("item", "reviewer__user").order_by("-asked_at")


def is_late(review: ItemReview) -> bool:
    """Say whether an open review's day has passed."""
    return review.state == ReviewState.OPEN and review.due_on is not None and review.due_on < timezone.localdate()
