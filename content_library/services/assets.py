"""Pictures: taken in, described, removed. The file that came is never kept (`advocacy.lib.images`)."""

import hashlib
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib import images
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import Asset
from content_library.selectors.assets import SIZES, asset_bytes, asset_file
from content_library.services.quota import check_quota

MOST_ALTERNATIVE_TEXT = 400


def add_asset(
    *, actor: Membership, upload: images.Upload, alternative_text: str = "", owner: Membership | None = None
) -> Asset:
    """Keep a picture, re-encoded, in two widths. `owner`: a person's own, which nobody else sees until they offer it.

    Refuses what is too heavy (`image_too_big`), not a picture (`image_unreadable`), or far larger inside than it looks
    (`image_too_large`, `image_too_heavy_to_open`), and what is over the owner's quota (`quota_used_up`).
    `asset.was_animated` says that only the first frame was kept.
    """
    # Outside the transaction: decoding takes seconds, and on the embedded database a transaction stops other writers.
    picture = images.picture_from(upload, max_bytes=settings.UPLOAD_MAX_BYTES)
    return _keep(actor, picture, alternative_text, owner)


@transaction.atomic
def _keep(actor: Membership, picture: images.Picture, alternative_text: str, owner: Membership | None) -> Asset:
    check_quota(owner, len(picture.large.data))
    asset = Asset(
        file=f"{actor.organisation.code}/{secrets.token_hex(16)}.{picture.extension}",
        mime=picture.mime,
        width=picture.large.width,
        height=picture.large.height,
        size=len(picture.large.data),
        sha256=hashlib.sha256(picture.large.data).hexdigest(),
        alternative_text=_checked(alternative_text),
        owner=owner,
        was_animated=picture.was_animated,
    )
    for size, rendition in (("large", picture.large), ("thumb", picture.thumb)):
        name = asset_file(asset, size)  # type: ignore[arg-type]
        if default_storage.save(name, ContentFile(rendition.data)) != name:
            raise FileExistsError(name)
    asset.save()
    if owner is None:
        # A person's own picture is theirs: it goes to no journal that others read.
        record_audit(actor=actor, verb="asset.added", subject=asset)
    return asset


def lighten_asset(*, actor: Membership, asset: Asset, max_bytes: int) -> Asset:
    """Make a copy of a picture that a network takes: re-encoded, in at most so many bytes (0: no limit but our own).

    The copy is the actor's own. Refuses a picture whose file is gone, and one that cannot be made light enough.
    """
    try:
        data = asset_bytes(asset)
    except FileNotFoundError:
        raise RuleViolation(_("The file of this picture is gone. Choose another one."), code="picture_gone") from None
    picture = images.picture_of(data, lighter_than=max_bytes)
    return _keep(actor, picture, asset.alternative_text, actor)


@transaction.atomic
def adopt_asset(*, actor: Membership, asset: Asset) -> Asset:
    """Copy a person's own picture, which they proposed, into the library. Theirs stays theirs.

    Refuses a picture whose file is gone.
    """
    fields = ("mime", "width", "height", "size", "sha256", "alternative_text", "was_animated")
    copy = Asset(**{name: getattr(asset, name) for name in fields}, owner=None)
    copy.file = f"{actor.organisation.code}/{secrets.token_hex(16)}.{asset.file.rpartition('.')[2]}"
    for size in SIZES:
        try:
            data = asset_bytes(asset, size)
        except FileNotFoundError:
            raise RuleViolation(
                _("The file of this picture is gone. Choose another one."), code="picture_gone"
            ) from None
        if default_storage.save(asset_file(copy, size), ContentFile(data)) != asset_file(copy, size):
            raise FileExistsError(copy.file)
    copy.save()
    record_audit(actor=actor, verb="asset.added", subject=copy)
    return copy


@transaction.atomic
def describe_asset(*, actor: Membership, asset: Asset, alternative_text: str) -> Asset:
    """Change what is read aloud in place of the picture."""
    text = _checked(alternative_text)
    if text != asset.alternative_text:
        asset.alternative_text = text
        asset.save(update_fields=["alternative_text"])
        if asset.owner_id is None:
            record_audit(actor=actor, verb="asset.described", subject=asset)
    return asset


def _checked(alternative_text: str) -> str:
    text = " ".join(alternative_text.split())
    if len(text) > MOST_ALTERNATIVE_TEXT:
        raise RuleViolation(
            _("The description is too long: %(most)s characters at most.") % {"most": MOST_ALTERNATIVE_TEXT},
            code="alternative_text_too_long",
            field="alternative_text",
        )
    return text
