"""The demo's own pictures, put where uploads are kept. They are ours, so they need no cleaning."""

import hashlib
import io
import json
import secrets
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from content_library.models import Asset
from content_library.selectors.assets import asset_file

DRAWN: Final = Path(__file__).with_name("pictures")
THUMB: Final = (480, 960)


def portrait_path(name: str) -> Path:
    """Where a portrait is drawn."""
    return DRAWN / "portraits" / f"{name}.png"


def scene_path(slug: str) -> Path:
    """Where a scene is drawn."""
    return DRAWN / "scenes" / f"{slug}.png"


def keep_portrait(name: str) -> str:
    """Copy a portrait to where people's portraits are; return its name in the storage."""
    return default_storage.save(f"portraits/{secrets.token_hex(16)}.png", ContentFile(portrait_path(name).read_bytes()))


def keep_logo(organisation: Organisation, name: str) -> str:
    """Copy a logo to where an organisation's is; return its name in the storage."""
    content = (DRAWN / "logos" / f"{name}.png").read_bytes()
    return default_storage.save(f"o/{organisation.code}/logo/{secrets.token_hex(16)}.png", ContentFile(content))


@cache
def _manifest() -> dict[str, Any]:
    scenes = json.loads((DRAWN / "manifest.json").read_text(encoding="utf-8"))["scenes"]
    return {scene["slug"]: scene for scene in scenes}


@cache
def _drawn(slug: str) -> tuple[bytes, bytes, int, int]:
    content = scene_path(slug).read_bytes()
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
        small = picture.convert("RGB")
        small.thumbnail(THUMB)
        thumb = io.BytesIO()
        small.save(thumb, "PNG", compress_level=6)
    return content, thumb.getvalue(), width, height


def scene_asset(organisation: Organisation, slug: str, language: str, owner: Membership | None = None) -> Asset:
    """Keep a scene in both widths and return its row, not saved yet, described in the language."""
    content, thumb, width, height = _drawn(slug)
    asset = Asset(
        file=f"{organisation.code}/{secrets.token_hex(16)}.png",
        mime="image/png",
        width=width,
        height=height,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        alternative_text=_manifest()[slug]["alt"][language],
        owner=owner,
    )
    default_storage.save(asset_file(asset, "large"), ContentFile(content))
    default_storage.save(asset_file(asset, "thumb"), ContentFile(thumb))
    return asset
