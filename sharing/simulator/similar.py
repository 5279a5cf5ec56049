"""How alike two texts are: by the runs of three words they share."""

import re
from typing import Final

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 3


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    if len(words) < _RUN:
        return frozenset({tuple(words)})
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The part of all runs that both have, from 0 to 1."""
    together = one | other
    return len(one & other) / len(together) if together else 1.0
