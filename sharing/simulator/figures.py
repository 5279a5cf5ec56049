"""Figures of simulated posts: they grow with the post's age and are always the same for the same post and moment."""

import hashlib
import math
import random
from typing import Any, Final

NAMES: Final = ("impressions", "members_reached", "reactions", "comments", "reshares", "link_clicks")
_HOUR: Final = 3600.0


def _dice(*seed: str) -> random.Random:
    return random.Random(hashlib.sha256(" ".join(seed).encode()).digest())  # noqa: S311 -- figures, not secrets


def followers(network: str, handle: str) -> int:
    """How many follow a profile that was created without saying so."""
    return int(_dice(network, handle).lognormvariate(math.log(620 if network == "linkedin" else 340), 0.5))


def growth(age: float) -> float:
    """The part of its final figures a post has reached at an age in seconds: a quick start, then two days."""
    if age <= 0:
        return 0.0
    return 0.12 * (1 - math.exp(-age / (0.4 * _HOUR))) + 0.88 * (1 - math.exp(-age / (19 * _HOUR)))


def final(post: dict[str, Any], audience: int) -> dict[str, int]:
    """Where a post will end; what was seeded with it wins."""
    dice = _dice(str(post["id"]))
    impressions = max(12, audience * dice.lognormvariate(math.log(1.15), 0.55))
    if post.get("media"):
        impressions *= 1.25
    reactions = impressions * dice.uniform(0.012, 0.034)
    return {
        "impressions": int(impressions),
        "members_reached": int(impressions * dice.uniform(0.58, 0.71)),
        "reactions": int(reactions),
        "comments": int(reactions * dice.uniform(0.05, 0.24)),
        "reshares": int(reactions * dice.uniform(0.01, 0.09)),
        "link_clicks": int(impressions * dice.uniform(0.006, 0.021)) if post.get("links") else 0,
    }


def at(post: dict[str, Any], audience: int, now: float) -> dict[str, int]:
    """The figures of a post at a moment. Seeded figures are taken as they are."""
    part = growth(now - float(post["at"]))
    grown = {name: int(value * part) for name, value in final(post, audience).items()}
    return {**grown, **{name: int(value) for name, value in (post.get("figures") or {}).items() if name in NAMES}}
