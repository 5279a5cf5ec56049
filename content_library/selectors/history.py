"""What happened to an item, from the organisation's journal: who, what, when; never a text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.organisations import selectors as organisations
from advocacy.organisations.models import AuditEntry
from advocacy.organisations.states import AUDIT_WORDS
from advocacy.people.models import Membership
from content_library.models import ContentItem
from content_library.states import AnnouncementOrder, ItemState

MOST_LINES: Final = 50
# Names of what hangs on an item, which no column of its own names.
PARTS: Final = {
    "topics": gettext_lazy("topics"),
    "teams": gettext_lazy("teams"),
    "angles": gettext_lazy("angles"),
    "suggested_texts": gettext_lazy("suggested texts"),
    "page_expected_at": gettext_lazy("expected date on the page"),
    "networks": gettext_lazy("networks"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line. `actor` is empty for the system itself; `detail` may be too."""

    at: datetime
    actor: str
    words: str
    detail: str = ""


def history_of(item: ContentItem) -> list[HistoryLine]:
    """The latest acts on an item, newest first, in two queries."""
    about = {"subject_type": item._meta.label_lower, "subject_id": item.public_id}
    entries = list(organisations.audit_entries().filter(**about)[:MOST_LINES])
    ids = {entry.actor_id for entry in entries if entry.actor_id}
    # Of this organisation only, whoever left included: they did what they did.
    actors = Membership.objects.select_related("user").filter(organisation_id=item.organisation_id, pk__in=ids)
    names = {actor.pk: str(actor.user) for actor in actors}
    return [
        HistoryLine(
            at=entry.at,
            actor=names.get(entry.actor_id or 0, ""),
            words=str(AUDIT_WORDS.get(entry.verb, entry.verb)),
            detail=_detail(entry),
        )
        for entry in entries
    ]


def _detail(entry: AuditEntry) -> str:
    changes: dict[str, Any] = entry.changes
    if "state" in changes:
        return _arrow(ItemState, changes["state"])
    if "announcement_order" in changes:
        return _arrow(AnnouncementOrder, changes["announcement_order"])
    if "fields" in changes:
        return ", ".join(field_name(name) for name in changes["fields"])
    return ""


def _arrow(choices: type[ItemState] | type[AnnouncementOrder], values: list[str]) -> str:
    labels = dict(choices.choices)
    before, after = (str(labels.get(value, value)) for value in values)
    return _("%(before)s → %(after)s") % {"before": before, "after": after}


def field_name(name: str) -> str:
    """How the editor calls a field, in the middle of a sentence."""
    if name in PARTS:
        return str(PARTS[name])
    try:
        return str(getattr(ContentItem._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name
