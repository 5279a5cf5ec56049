"""What happened to an item, from the organisation's journal: who, what, when; never a text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from advocacy.organisations import selectors as organisations
from advocacy.people.models import Membership
from content_library.models import ContentItem

MOST_LINES: Final = 50


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line. `actor` is empty for the system itself, `verb` is the journal's."""

    at: datetime
    actor: str
    verb: str
    changes: dict[str, Any]


def history_of(item: ContentItem) -> list[HistoryLine]:
    """The latest acts on an item, newest first, in two queries."""
    entries = list(
        organisations.audit_entries().filter(subject_type=item._meta.label_lower, subject_id=item.public_id)[
            :MOST_LINES
        ]
    )
    ids = {entry.actor_id for entry in entries if entry.actor_id}
    # Of this organisation only, whoever left included: they did what they did.
    actors = Membership.objects.select_related("user").filter(organisation_id=item.organisation_id, pk__in=ids)
    names = {actor.pk: str(actor.user) for actor in actors}
    return [HistoryLine(entry.at, names.get(entry.actor_id or 0, ""), entry.verb, entry.changes) for entry in entries]
