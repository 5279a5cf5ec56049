"""Taking an earlier version up again: a new version like it. Nothing that was said meanwhile is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people import selectors as people
from advocacy.people.models import Membership
from content_library import selectors
from content_library.models import Angle, ContentItem, ItemVersion, SuggestedText, Topic
from content_library.services.items import StaleItem, update_item
from content_library.services.values import AngleValues, ItemValues, TextValues

_TEXTS: Final = (
    "kind", "family", "language", "title", "summary", "url", "facts", "facts_verified_by", "credit",
    "announcement_order", "networks", "for_everyone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restored:
    """The item, and the names of what the earlier version pointed to and is no longer there."""

    item: ContentItem
    missing: Sequence[str]


@transaction.atomic
def restore_version(*, actor: Membership, item: ContentItem, number: int, version: int) -> Restored:
    """Make a new version that says what version `number` said; its dates stay as they are now.

    `version` is the one the person looked at: refuses when somebody saved since (`item_stale`), a version that is not
    there (`unknown_version`), one that says what is said now (`nothing_to_restore`), and what saving it would refuse.
    """
    kept = ItemVersion.objects.filter(item=item, number=number).first()
    if kept is None:
        raise RuleViolation(_("This version is not there."), code="unknown_version")
    if not [change for change in selectors.changes_since(kept, item) if change.name not in selectors.DATES]:
        raise RuleViolation(
            _("The idea already says this. Nothing has changed."),
            code="nothing_to_restore",
        )
    values, missing = _values(actor, item, kept.content)
    try:
        update_item(actor=actor, item=item, version=version, restored_from=number, **values)
    except StaleItem as stale:
        raise RuleViolation(
            _("Somebody saved this idea since you opened this page. Look at what it says now; nothing has changed."),
            code=stale.code,
        ) from stale
    return Restored(item, missing)


def _values(actor: Membership, item: ContentItem, content: dict[str, Any]) -> tuple[ItemValues, list[str]]:
    missing: list[str] = []
    organisation = actor.organisation
    found: dict[str, Any] = {name: content[name] for name in _TEXTS if name in content}
    found["campaign"] = _one(content.get("campaign"), selectors.campaign, missing)
    found["picture"] = _one(content.get("picture"), selectors.library_asset, missing)
    members = people.members(organisation)
    found["author"] = _one(content.get("author"), lambda one: members.filter(public_id=one).first(), missing)
    found["topics"] = _several(content.get("topics", ()), Topic.objects.all(), missing)
    found["teams"] = _several(content.get("teams", ()), people.teams(), missing)
    found["angles"] = [
        AngleValues(row["name"], row["question"], row["language"], row["helpers"], row["id"])
        for row in _still(Angle, item, content.get("angles", ()))
    ]
    found["suggested_texts"] = [
        TextValues(row["body"], row["language"], row["network"], row["id"])
        for row in _still(SuggestedText, item, content.get("suggested_texts", ()))
    ]
    return cast(ItemValues, found), missing


def _one(reference: dict[str, str] | None, find: Any, missing: list[str]) -> Any:
    if reference is None:
        return None
    row = find(reference["id"])
    if row is None:
        missing.append(reference["name"])
    return row


def _several(references: Sequence[dict[str, str]], rows: Any, missing: list[str]) -> list[Any]:
    found = {row.public_id: row for row in rows.filter(public_id__in=[one["id"] for one in references])}
    missing += [one["name"] for one in references if one["id"] not in found]
    return list(found.values())


def _still(model: type[Angle] | type[SuggestedText], item: ContentItem, rows: Sequence[dict[str, str]]) -> list[Any]:
    """The rows; one that was removed since has no id any more, and comes back as a new one."""
    there = set(model.objects.filter(item=item).values_list("public_id", flat=True))
    return [{**row, "id": row["id"] if row["id"] in there else ""} for row in rows]
