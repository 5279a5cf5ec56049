"""What an item said at each save, and what differs between two of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from advocacy.lib import times
from content_library.models import Angle, ContentItem, ItemTeam, ItemTopic, ItemVersion, SuggestedText
from content_library.selectors.announcements import page_post_of
from content_library.selectors.registry import network_choices
from content_library.states import AnnouncementOrder, Family, ItemKind

TEXTS: Final = ("title", "summary", "url", "facts", "facts_verified_by", "credit")
CHOICES: Final[Mapping[str, Any]] = {"kind": ItemKind, "family": Family, "announcement_order": AnnouncementOrder}
REFERENCES: Final = ("campaign", "author", "picture")
# What a restored version leaves as it is now.
DATES: Final = frozenset({"available_from", "expires_at", "page_expected_at"})

LABELS: Final[Mapping[str, Any]] = {
    "title": gettext_lazy("Title shown to ambassadors"),
    "summary": gettext_lazy("In a sentence or two"),
    "url": gettext_lazy("Link"),
    "facts": gettext_lazy("Facts not to distort"),
    "facts_verified_by": gettext_lazy("Verified by"),
    "credit": gettext_lazy("Author credited"),
    "kind": gettext_lazy("Kind"),
    "family": gettext_lazy("Family"),
    "language": gettext_lazy("Language of the content"),
    "campaign": gettext_lazy("Campaign"),
    "topics": gettext_lazy("Topics"),
    "networks": gettext_lazy("Networks"),
    "angles": gettext_lazy("Angles"),
    "suggested_texts": gettext_lazy("Suggested texts"),
    "picture": gettext_lazy("Picture"),
    "audience": gettext_lazy("For whom"),
    "announcement_order": gettext_lazy("Who announces?"),
    "author": gettext_lazy("Who announces it"),
    "page_expected_at": gettext_lazy("Expected on the page"),
    "available_from": gettext_lazy("Available from"),
    "expires_at": gettext_lazy("Expires on"),
}
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line: in both versions, in the earlier one only, or in the later one only."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, line by line."""

    name: str
    label: str
    lines: Sequence[Sequence[Piece]]


def versions_of(item: ContentItem) -> QuerySet[ItemVersion]:
    """Every version kept of an item, the latest first."""
    # The content of each is long, and the list does not show it.
    return ItemVersion.objects.filter(item=item).select_related("saved_by__user").defer("content").order_by("-number")


def version_of(item: ContentItem, number: int) -> ItemVersion | None:
    """One version, or None."""
    return ItemVersion.objects.select_related("saved_by__user").filter(item=item, number=number).first()


def version_before(version: ItemVersion) -> ItemVersion | None:
    """The version that this one replaced; None for the first that was kept."""
    earlier = ItemVersion.objects.filter(item_id=version.item_id, number__lt=version.number)
    return earlier.order_by("-number").first()


def changed_words(version: ItemVersion) -> str:
    """What a save changed, named as in the editor: “Facts not to distort, Angles”."""
    names = dict.fromkeys("audience" if name in {"for_everyone", "teams"} else name for name in version.changed)
    return ", ".join(str(LABELS.get(name, name)) for name in names)


def content_of(item: ContentItem) -> dict[str, Any]:
    """Everything an editor can set on a stored item, as plain values."""
    post = page_post_of(item)
    angles = Angle.objects.filter(item=item).order_by("position", "id")
    texts = SuggestedText.objects.filter(item=item).order_by("position", "id")
    topics = ItemTopic.objects.filter(item=item).select_related("topic").order_by("topic__name")
    teams = ItemTeam.objects.filter(item=item).select_related("team").order_by("team__name")
    author = item.author
    return {
        **{name: str(getattr(item, name)) for name in (*TEXTS, *CHOICES, "language")},
        "campaign": _named(item.campaign),
        "author": {"id": author.public_id, "name": str(author.user)} if author else None,
        "picture": _named(item.picture),
        "networks": list(item.networks),
        "for_everyone": item.for_everyone,
        "available_from": _instant(item.available_from),
        "expires_at": _instant(item.expires_at),
        "page_expected_at": _instant(post.expected_at if post else None),
        "topics": [_named(row.topic) for row in topics],
        "teams": [_named(row.team) for row in teams],
        "angles": [
            {"id": row.public_id, **{name: getattr(row, name) for name in ("language", "name", "question", "helpers")}}
            for row in angles
        ],
        "suggested_texts": [
            {"id": row.public_id, "language": row.language, "network": row.network, "body": row.body} for row in texts
        ],
    }


def _named(row: Any) -> dict[str, str] | None:
    return {"id": row.public_id, "name": str(row)} if row is not None else None


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def changes_since(version: ItemVersion, item: ContentItem) -> list[Change]:
    """What has changed from this version to what the item says now."""
    return changes_between(version.content, content_of(item))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two contents, in the order of the editor, in words."""
    found = []
    for name, label in LABELS.items():
        lines = _lines(name, before, after)
        if lines:
            found.append(Change(name, str(label), lines))
    return found


def _lines(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[Piece]]:
    if name in {"angles", "suggested_texts"}:
        return _row_lines(before.get(name) or [], after.get(name) or [])
    if _what(name, before) == _what(name, after):
        return []
    one, other = _words(name, before), _words(name, after)
    return [by_word(one, other) if name in TEXTS and name != "url" else _replaced(one, other)]


def _what(name: str, content: Mapping[str, Any]) -> Any:
    """What is compared: things by their id, since a name may change or be another thing's too."""
    value = content.get(name)
    if name in REFERENCES:
        return value["id"] if value else None
    if name == "topics":
        return {topic["id"] for topic in value or ()}
    if name == "audience":
        return content.get("for_everyone", True) or {team["id"] for team in content.get("teams") or ()}
    return value


def _words(name: str, content: Mapping[str, Any]) -> str:
    value = content.get(name)
    if name in CHOICES:
        return str(dict(CHOICES[name].choices).get(value, value or ""))
    if name in REFERENCES:
        return value["name"] if value else ""
    if name in DATES:
        return times.day_and_time(datetime.fromisoformat(value)) if value else ""
    if name == "language":
        return str(get_language_info(value)["name_local"]) if value in dict(settings.LANGUAGES) else str(value or "")
    if name == "topics":
        return ", ".join(topic["name"] for topic in value or ())
    if name == "networks":
        labels = {choice.key: choice.label for choice in network_choices()}
        return ", ".join(labels.get(key, key) for key in value or ())
    if name == "audience":
        everyone = content.get("for_everyone", True)
        return _("Everyone") if everyone else ", ".join(team["name"] for team in content.get("teams") or ())
    return str(value or "")


def _row_lines(before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]) -> list[list[Piece]]:
    """Angles or texts, matched by id: those removed, those added, those reworded; else their order."""
    earlier = {row["id"]: _row_words(row) for row in before}
    later = {row["id"]: _row_words(row) for row in after}
    lines = [[Piece(GONE, words)] for key, words in earlier.items() if key not in later]
    for key, words in later.items():
        if key not in earlier:
            lines.append([Piece(NEW, words)])
        elif earlier[key] != words:
            lines.append(by_word(earlier[key], words))
    if not lines and list(earlier) != list(later):
        return [[Piece(SAME, _("Their order has changed."))]]
    return lines


def _row_words(row: Mapping[str, str]) -> str:
    networks = {choice.key: choice.label for choice in network_choices()}
    if "body" in row:
        where = networks.get(row["network"], row["network"]) or _("Any network")
        return f"{row['language']}, {where}: {row['body']}"
    return f"{row['language']}, {row['name']}: {row['question']} {row['helpers']}".strip()


def _replaced(before: str, after: str) -> list[Piece]:
    return [piece for piece in (Piece(GONE, before), Piece(NEW, after)) if piece.text]


def by_word(before: str, after: str) -> list[Piece]:
    """Both texts in one line, word by word."""
    one, other = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    pieces: list[Piece] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(one[start:end])))
            continue
        pieces += _replaced("".join(one[start:end]), "".join(other[other_start:other_end]))
    return pieces
