"""The texts of the shares: each unlike every other, and each carrying its number."""

import random
import re
from typing import Final

_MARK: Final = re.compile(r"No\. (\d+)")
_ENDS: Final = (
    "👋 (measured) #energy",
    "– a first, “quietly” said.",
    "50 % less; *not* bold_",
    "été @home [really] ~ok~",
    "",
)
_SOUNDS: Final = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "xo",
    "zu",
    "qua",
    "tri",
)


def words_of(number: int, seed: int) -> str:
    """The text of one share."""
    dice = random.Random(f"{seed}:{number}")
    words = ["".join(dice.choices(_SOUNDS, k=dice.randint(2, 4))) for _word in range(dice.randint(10, 18))]
    return f"No. {number} {' '.join(words)} {dice.choice(_ENDS)}".strip()


def number_in(text: str) -> int:
    """The number a text carries; -1 for one that is not of ours."""
    found = _MARK.search(text)
    return int(found[1]) if found else -1
