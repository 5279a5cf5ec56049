"""The library of Acme, seen from its services: everything here runs inside Acme."""

from collections.abc import Iterator

import pytest

from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.selectors import NetworkChoice, registry


@pytest.fixture
def editor(cara: Membership) -> Iterator[Membership]:
    """Cara, with the walls of Acme up around the test."""
    with tenant(cara.organisation_id):
        yield cara


@pytest.fixture
def two_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two invented networks, one that counts wide letters twice."""

    def wide(text: str) -> int:
        return sum(2 if ord(letter) > 0x2000 else 1 for letter in text)

    choices = [NetworkChoice("long", "Longnet", "globe", 3000), NetworkChoice("short", "Shortnet", "globe", 40, wide)]
    monkeypatch.setattr(registry, "networks", [lambda: choices])
