"""Documents that people upload: a PDF, told by its first bytes, its pages counted in a process of its own.

The file is kept as it came and only ever handed on: to the network, and to who may see it as an attachment. It is never
shown inside a page of ours.
"""

import json
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from advocacy.lib.apart import opened_apart
from advocacy.lib.errors import RuleViolation
from advocacy.lib.images import Upload, megabytes

ACCEPT: Final = "application/pdf"
MIME: Final = "application/pdf"
MAGIC: Final = b"%PDF-"
_READER: Final = str(Path(__file__).with_name("pdf_reader.py"))
_SECONDS: Final = 15


def read_document(upload: Upload, *, max_bytes: int) -> tuple[bytes, int]:
    """The bytes of an upload and how many pages they hold; never reads more than `max_bytes`.

    Refuses, with a sentence for the person: what is too heavy, what is no PDF, what is damaged or encrypted.
    """
    announced = upload.size or 0
    upload.seek(0)
    data = b"" if announced > max_bytes else upload.read(max_bytes + 1)
    if announced > max_bytes or len(data) > max_bytes:
        raise RuleViolation(
            _("This document is too heavy: %(size)s MB, %(most)s at most. Nothing was saved; choose a lighter one.")
            % {"size": megabytes(max(announced, len(data))), "most": megabytes(max_bytes)},
            code="document_too_big",
            field="document",
        )
    # The name and the stated type say nothing; a PDF begins with these bytes.
    if not data.startswith(MAGIC):
        raise _refusal("unreadable")
    return data, _pages(data)


def _pages(data: bytes) -> int:
    said = opened_apart(_READER, data, seconds=_SECONDS)
    if said is None:
        raise _refusal("heavy")
    answer: dict[str, Any] = json.loads(said)
    if "refused" in answer:
        raise _refusal(answer["refused"])
    return int(answer["pages"])


def _refusal(reason: str) -> RuleViolation:
    if reason == "encrypted":
        message = _("This document is locked by a password. Nothing was saved; save it without one and try again.")
        return RuleViolation(message, code="document_encrypted", field="document")
    if reason == "heavy":
        message = _("This document takes too much memory or time to open. Nothing was saved; make it lighter.")
        return RuleViolation(message, code="document_too_heavy_to_open", field="document")
    message = _("This file cannot be read as a PDF. Nothing was saved; choose another file.")
    return RuleViolation(message, code="document_unreadable", field="document")
