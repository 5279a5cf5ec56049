"""Documents: taken in, never opened in a page of ours (`advocacy.lib.documents`)."""

import hashlib
import secrets
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib import documents
from advocacy.lib.images import Upload
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import Document
from content_library.services.quota import check_quota

LONGEST_TITLE = 120


def add_document(
    *, actor: Membership, upload: Upload, title: str = "", name: str = "", owner: Membership | None = None
) -> Document:
    """Keep a PDF as it came. `owner`: a person's own, which nobody else will see.

    Its title is shown above its pages by the network; without one the file's name serves. Refuses what is too heavy
    (`document_too_big`), no PDF (`document_unreadable`), locked (`document_encrypted`), made to exhaust its reader
    (`document_too_heavy_to_open`), and what is over the owner's quota (`quota_used_up`).
    """
    # Outside the transaction: reading takes seconds, and on the embedded database a transaction stops other writers.
    data, pages = documents.read_document(upload, max_bytes=settings.DOCUMENT_MAX_BYTES)
    return _keep(actor, data, pages, _title(title, name), owner)


@transaction.atomic
def _keep(actor: Membership, data: bytes, pages: int, title: str, owner: Membership | None) -> Document:
    check_quota(owner, len(data))
    document = Document(
        file=f"{actor.organisation.code}/{secrets.token_hex(16)}.pdf",
        mime=documents.MIME,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=pages,
        title=title,
        owner=owner,
    )
    if default_storage.save(document.file, ContentFile(data)) != document.file:
        raise FileExistsError(document.file)
    document.save()
    if owner is None:
        # A person's own document is theirs: it goes to no journal that others read.
        record_audit(actor=actor, verb="document.added", subject=document)
    return document


def _title(title: str, name: str) -> str:
    shown = "".join(char for char in title if char.isprintable())
    shown = " ".join(shown.split()) or " ".join(PurePath(name.replace("\\", "/")).stem.replace("_", " ").split())
    return (shown or _("Document"))[:LONGEST_TITLE]
