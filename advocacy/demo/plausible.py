"""Figures one could believe: views like a log-normal, reactions a few in a hundred, clicks one or two."""

import math
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

# The second network shows a text to fewer people, and tells nobody how many they were.
SHARE_OF_SECOND: Final = 0.42
LOWEST, HIGHEST = 300, 6000


@dataclass(frozen=True, slots=True)
class Figures:
    """What a share brought; None where the network does not say."""

    impressions: int | None
    members_reached: int | None
    reactions: int | None
    comments: int | None
    reshares: int | None
    clicks: int


def growth(age: timedelta) -> float:
    """The part of its final figures a share has reached: a quick start, then two days."""
    hours = max(0.0, age / timedelta(hours=1))
    return 0.12 * (1 - math.exp(-hours / 0.4)) + 0.88 * (1 - math.exp(-hours / 19))


def figures(
    chance: random.Random,
    *,
    audience: float,
    second: bool,
    own_craft: bool,
    has_link: bool,
    age: timedelta,
    impressions: int = 0,
) -> Figures:
    """The figures of one share at an age; `impressions` when they are not left to chance."""
    scale = SHARE_OF_SECOND if second else 1.0
    drawn = chance.lognormvariate(math.log(audience), 0.55) * (1.25 if own_craft else 1.0)
    # Seen by as many in the end; until then, by a part.
    ends = impressions or min(max(drawn, LOWEST), HIGHEST) * scale
    views = ends * (1.0 if impressions else growth(age))
    reactions = views * chance.uniform(0.013, 0.036) * (1.3 if own_craft else 1.0)
    return Figures(
        impressions=int(views),
        members_reached=None if second else int(views * chance.uniform(0.58, 0.71)),
        reactions=int(reactions),
        comments=int(reactions * chance.uniform(0.06, 0.24)),
        reshares=int(reactions * chance.uniform(0.01, 0.09)),
        clicks=int(views * chance.uniform(0.007, 0.022)) if has_link else 0,
    )
