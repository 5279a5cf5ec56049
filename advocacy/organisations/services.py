"""Every write about the organisation itself."""

import secrets
from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any, Final, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.images import Upload, picture_from
from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.organisations.states import SMALLEST_GROUP_FLOOR

LOGO_MAX_BYTES: Final = 2 * 1024 * 1024
AUDIT_DAYS: Final = 365
WORKING_DAY: Final = (time(8), time(18))


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
    line = _line(actor, verb, subject, changes)
    line.save()
    return line


def record_audits(
    *, actor: Actor | None, verb: str, subjects: Sequence[models.Model], changes: dict[str, Any] | None = None
) -> None:
    """`record_audit` for many things of which the same is to be said: one statement."""
    AuditEntry.objects.bulk_create([_line(actor, verb, subject, changes) for subject in subjects])


def _line(actor: Actor | None, verb: str, subject: models.Model, changes: dict[str, Any] | None) -> AuditEntry:
    public_id = getattr(subject, "public_id", None) or getattr(subject, "slug", None) or ""
    return AuditEntry(
        actor_id=actor.pk if actor is not None else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(public_id),
        changes=changes or {},
    )


@transaction.atomic
def update_organisation(*, actor: Actor, organisation: Organisation, **values: Any) -> Organisation:
    """Change the organisation's settings and journal what changed, by field name.

    `smallest_group` never goes below five, whatever the door. Refuses a usual hour that is an evening or a night, and
    unknown fields with `TypeError`.
    """
    allowed = {
        "name", "tagline", "logo", "language", "also_language", "time_zone", "semester_starts", "smallest_group",
        "usual_hour", "answer_days",
    }  # fmt: skip
    unknown = set(values) - allowed
    if unknown:
        raise TypeError(f"not a setting of an organisation: {sorted(unknown)}")
    if "smallest_group" in values:
        values["smallest_group"] = max(SMALLEST_GROUP_FLOOR, int(values["smallest_group"]))
    if "usual_hour" in values and not WORKING_DAY[0] <= values["usual_hour"] < WORKING_DAY[1]:
        message = _("Choose an hour between 8:00 and 18:00: nothing is proposed for an evening or a night.")
        raise RuleViolation(message, code="hour_invalid", field="usual_hour")
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


def set_logo(*, actor: Actor, organisation: Organisation, upload: Upload) -> Organisation:
    """Replace the logo. Refuses what is not a picture, with a sentence; nothing changes then.

    The picture is decoded before the transaction: that takes its time in a process of its own.
    """
    return _replace_logo(actor, organisation, keep_logo(upload, folder=f"o/{organisation.code}/logo"))


def keep_logo(upload: Upload, *, folder: str) -> str:
    """Store a logo under a random name and return where. Refuses what is not a picture, with a sentence."""
    try:
        picture = picture_from(upload, max_bytes=LOGO_MAX_BYTES)
    except RuleViolation as violation:
        raise RuleViolation(violation.message, code=violation.code, field="logo") from violation
    name = f"{folder}/{secrets.token_hex(16)}.{picture.extension}"
    return default_storage.save(name, ContentFile(picture.thumb.data))


def remove_logo(*, actor: Actor, organisation: Organisation) -> Organisation:
    """Back to the initial."""
    return _replace_logo(actor, organisation, "")


@transaction.atomic
def _replace_logo(actor: Actor, organisation: Organisation, path: str) -> Organisation:
    before = organisation.logo
    update_organisation(actor=actor, organisation=organisation, logo=path)
    if before and before != path:
        transaction.on_commit(lambda: default_storage.delete(before))
    return organisation


def purge_audit() -> int:
    """Delete the current organisation's journal older than a year. Says how many lines."""
    return AuditEntry.objects.filter(at__lt=timezone.now() - timedelta(days=AUDIT_DAYS)).delete()[0]
