"""A person's own account: what they are called, how they want the product, their portrait, their sessions."""

import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from advocacy.lib.errors import RuleViolation
from advocacy.lib.images import Upload, picture_from
from advocacy.people.models import Membership, User

PORTRAIT_MAX_BYTES = 5 * 1024 * 1024


@transaction.atomic
def change_profile(*, actor: Membership, name: str, job_title: str, language: str, theme: str, time_zone: str) -> User:
    """What a person says about themselves: the name everywhere, the job in this organisation."""
    user = actor.user
    user.name, user.language, user.theme, user.time_zone = name, language, theme, time_zone
    user.save(update_fields=["name", "language", "theme", "time_zone"])
    actor.job_title = job_title
    actor.save(update_fields=["job_title"])
    return user


@transaction.atomic
def change_preferences(*, user: User, language: str | None = None, theme: str | None = None) -> User:
    """Switch the language or the theme; what is not given stays."""
    values: dict[str, Any] = {}
    if language is not None:
        values["language"] = language
    if theme is not None:
        values["theme"] = theme
    for name, value in values.items():
        setattr(user, name, value)
    if values:
        user.save(update_fields=list(values))
    return user


def set_portrait(*, user: User, upload: Upload) -> User:
    """Replace the portrait. Refuses what is not a picture, with a sentence; nothing changes then.

    The picture is decoded before the transaction: that takes its time in a process of its own.
    """
    try:
        picture = picture_from(upload, max_bytes=PORTRAIT_MAX_BYTES)
    except RuleViolation as violation:
        raise RuleViolation(violation.message, code=violation.code, field="portrait") from violation
    path = default_storage.save(
        f"portraits/{secrets.token_hex(16)}.{picture.extension}", ContentFile(picture.thumb.data)
    )
    return _replace_portrait(user, path)


def remove_portrait(*, user: User) -> User:
    """Back to initials."""
    return _replace_portrait(user, "")


@transaction.atomic
def _replace_portrait(user: User, path: str) -> User:
    before, user.portrait = user.portrait, path
    user.save(update_fields=["portrait"])
    if before:
        transaction.on_commit(lambda: default_storage.delete(before))
    return user


@transaction.atomic
def sign_out_everywhere(*, user: User) -> None:
    """End every session of this person, this one included."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
