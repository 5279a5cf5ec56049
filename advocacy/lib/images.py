"""Pictures that people upload, made safe: checked, decoded in a process of its own, re-encoded, metadata dropped.

What is kept is never the file that came. JPEG, PNG, WebP and GIF are read (no SVG: it is a document that can run
scripts); JPEG or PNG comes out, upright, in two widths.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from advocacy.lib.apart import opened_apart
from advocacy.lib.errors import RuleViolation

# What a file field offers in the browser's dialog; the check is on the content, never on the name or the stated type.
ACCEPT: Final = "image/jpeg,image/png,image/webp,image/gif"
EXTENSIONS: Final = {"image/jpeg": "jpg", "image/png": "png"}
_DECODER: Final = str(Path(__file__).with_name("image_decoder.py"))
_SECONDS: Final = 10
_MEGABYTE: Final = 1024 * 1024


class Upload(Protocol):
    """A file that a form or a serializer received."""

    @property
    def size(self) -> int | None: ...

    def read(self, num_bytes: int | None = None, /) -> bytes: ...

    def seek(self, position: int, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture."""

    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made of pixels only."""

    mime: str
    large: Rendition
    thumb: Rendition
    # It moved; only the first frame is kept.
    was_animated: bool = False

    @property
    def extension(self) -> str:
        """How its files end."""
        return EXTENSIONS[self.mime]


def megabytes(size: int) -> str:
    """A size in megabytes for a sentence, with one decimal where it says something."""
    value = round(size / _MEGABYTE, 1)
    return number_format(value, 0 if value == int(value) else 1)


def read_upload(upload: Upload, *, max_bytes: int) -> bytes:
    """The bytes of an upload; never reads more than `max_bytes`, whatever size was announced."""
    announced = upload.size or 0
    upload.seek(0)
    data = b"" if announced > max_bytes else upload.read(max_bytes + 1)
    if announced > max_bytes or len(data) > max_bytes:
        raise RuleViolation(
            _("This picture is too heavy: %(size)s MB, %(most)s at most. Nothing was saved; choose a lighter one.")
            % {"size": megabytes(max(announced, len(data))), "most": megabytes(max_bytes)},
            code="image_too_big",
        )
    return data


def picture_from(upload: Upload, *, max_bytes: int) -> Picture:
    """Turn an upload into a picture that is safe to keep and to show.

    Refuses, with a sentence for the person: what is too heavy, what is not one of the four kinds of image, what is
    damaged, and what is far larger inside than it looks.
    """
    return picture_of(read_upload(upload, max_bytes=max_bytes))


def picture_of(data: bytes, *, lighter_than: int = 0) -> Picture:
    """Decode and re-encode bytes in a process of its own; the large one in `lighter_than` bytes where that is given.

    Raises `RuleViolation`.
    """
    said = opened_apart(_DECODER, data, str(lighter_than), seconds=_SECONDS)
    head, _newline, body = (said or b"").partition(b"\n")
    if not head:
        raise _refusal({"refused": "heavy"})
    header: dict[str, Any] = json.loads(head)
    if "refused" in header:
        raise _refusal(header)
    return _assemble(header, body)


def _assemble(header: Mapping[str, Any], body: bytes) -> Picture:
    made: dict[str, Rendition] = {}
    start = 0
    for name, width, height, size in header["renditions"]:
        made[name] = Rendition(width, height, body[start : start + size])
        start += size
    return Picture(
        mime="image/png" if header["format"] == "PNG" else "image/jpeg",
        large=made["large"],
        thumb=made["thumb"],
        was_animated=bool(header["animated"]),
    )


def _refusal(header: Mapping[str, Any]) -> RuleViolation:
    if header["refused"] == "bomb":
        return RuleViolation(
            _(
                "This picture is too large once opened: 25 million pixels at most, 6,000 by 4,000 for example. "
                "Nothing was saved; reduce it and try again."
            ),
            code="image_too_large",
        )
    if header["refused"] == "heavy":
        return RuleViolation(
            _(
                "This picture takes too much memory or time to open. Nothing was saved; "
                "save it as JPEG, or make it smaller, and try again."
            ),
            code="image_too_heavy_to_open",
        )
    return RuleViolation(
        _(
            "This file cannot be read as a picture. JPEG, PNG, WebP and GIF are accepted, SVG is not. "
            "Nothing was saved; choose another file."
        ),
        code="image_unreadable",
    )
