"""How many things wait for a gesture from a person, per place of the navigation.

The navigation stands on the top floor and the apps below it: each app registers how to count its own.
"""

from collections.abc import Callable
from typing import Any

# Takes the membership; returns what waits for this person, 0 for nothing.
Badge = Callable[[Any], int]
_BADGES: dict[str, Badge] = {}


def register_badge(place: str, badge: Badge) -> None:
    """Count with `badge` at this place: "shares", "feed", "accounts", "library", "notifications"…"""
    _BADGES[place] = badge


def badge_of(place: str, membership: Any) -> int:
    """Return what waits there for this person; 0 where nobody counts."""
    badge = _BADGES.get(place)
    return badge(membership) if badge else 0
