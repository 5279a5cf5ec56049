"""Who looked at named results: one line of the journal per viewing, shown to each person it names."""

from typing import Final

from django.db import transaction

from advocacy.organisations.models import Organisation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from reporting.selectors import NAMED_VIEW, PeopleTable

DOORS: Final = frozenset({"page", "file", "api"})


@transaction.atomic
def record_named_view(
    *, actor: Membership, organisation: Organisation, semester: str, people: PeopleTable | None, door: str
) -> None:
    """Journal that `actor` was shown these people's results by name; nothing when nobody was named but themself."""
    if door not in DOORS:
        raise ValueError(f"not a door: {door}")
    named = [line.membership.public_id for line in people.named if line.membership.pk != actor.pk] if people else []
    if named:
        record_audit(
            actor=actor,
            verb=NAMED_VIEW,
            subject=organisation,
            changes={"semester": semester, "door": door, "people": named},
        )


@transaction.atomic
def record_export(*, actor: Membership, organisation: Organisation, semester: str) -> None:
    """Journal that `actor` took a semester's figures out of the product as a file."""
    record_audit(actor=actor, verb="results.exported", subject=organisation, changes={"semester": semester})
