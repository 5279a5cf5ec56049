"""The library's pages, seen by Acme's communications team."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from tests.factories.content_library import AngleFactory


@pytest.fixture
def photo() -> bytes:
    """A small photograph."""
    out = BytesIO()
    Image.effect_noise((640, 360), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def idea(acme: Organisation) -> ContentItem:
    """A live item with one angle."""
    with tenant(acme.pk):
        return AngleFactory(item__title="A school, two winters later").item


@pytest.fixture
def typed() -> Callable[..., dict[str, Any]]:
    """What the editor sends: a complete, valid new item, with changes."""

    def fields(**changes: Any) -> dict[str, Any]:
        sent: dict[str, Any] = {
            "title": "A school, two winters later",
            "url": "https://acme.example/school",
            "kind": "article",
            "family": "company",
            "language": "en",
            "audience": "everyone",
            "announcement_order": "profiles_only",
            "angles-TOTAL_FORMS": "1",
            "angles-INITIAL_FORMS": "0",
            "angles-0-language": "en",
            "angles-0-name": "The moment",
            "angles-0-question": "What do you remember of it?",
            "texts-TOTAL_FORMS": "0",
            "texts-INITIAL_FORMS": "0",
            "do": "save",
        }
        return {**sent, **{name.replace("__", "-"): value for name, value in changes.items()}}

    return fields
