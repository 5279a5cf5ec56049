"""Every write about the organisation itself."""

from typing import Any, Protocol

from django.db import models, transaction

from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.organisations.states import SMALLEST_GROUP_FLOOR


class Actor(Protocol):
    """Whoever acts: a membership, known here only by its number."""

    @property
    def pk(self) -> Any: ...


def record_audit(
    *, actor: Actor | None, verb: str, subject: models.Model, changes: dict[str, Any] | None = None
) -> AuditEntry:
    """Write one line of the journal, in the transaction of the act. `actor=None` is the system itself.

    `changes` holds plain values about the thing, never a person's text, a token or an address.
    """
    public_id = getattr(subject, "public_id", None) or getattr(subject, "slug", None) or ""
    return AuditEntry.objects.create(
        actor_id=actor.pk if actor is not None else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(public_id),
        changes=changes or {},
    )


@transaction.atomic
def update_organisation(*, actor: Actor, organisation: Organisation, **values: Any) -> Organisation:
    """Change the organisation's settings and journal what changed, by field name.

    `smallest_group` never goes below five, whatever the door. Refuses unknown fields with `TypeError`.
    """
    allowed = {
        "name", "tagline", "logo", "language", "also_language", "time_zone", "semester_starts", "smallest_group",
    }  # fmt: skip
    unknown = set(values) - allowed
    if unknown:
        raise TypeError(f"not a setting of an organisation: {sorted(unknown)}")
    if "smallest_group" in values:
        values["smallest_group"] = max(SMALLEST_GROUP_FLOOR, int(values["smallest_group"]))
    changes = {}
    for name, value in values.items():
        before = getattr(organisation, name)
        if before != value:
            changes[name] = [str(before), str(value)]
            setattr(organisation, name, value)
    if changes:
        organisation.full_clean(exclude=["logo"])
        organisation.save(update_fields=list(changes))
        record_audit(actor=actor, verb="organisation.updated", subject=organisation, changes=changes)
    return organisation
