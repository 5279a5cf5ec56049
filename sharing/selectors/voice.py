"""“Your voice”: how much of a text is the person's own. For them alone, never stored, never blocking."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

RUN = 4
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Voice:
    """`percent` of the words that are not part of a run of four or more taken from the material.

    `unchanged`: the text is a suggested one, as it was offered; then there is no figure to show.
    """

    percent: int
    unchanged: bool = False


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case, apostrophes made alike."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def voice(text: str, *, material: Iterable[str], suggested: Iterable[str] = ()) -> Voice:
    """Measure a text against what was given to start from: title, facts, starter, page post, suggested texts."""
    offered = [words_of(body) for body in suggested]
    words = words_of(text)
    if not words:
        return Voice(100)
    if words in offered:
        return Voice(0, unchanged=True)
    runs = {
        tuple(source[at : at + RUN]) for source in (*map(words_of, material), *offered) for at in range(len(source))
    }
    taken = set[int]()
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            taken.update(range(at, at + RUN))
    return Voice(round(100 * (len(words) - len(taken)) / len(words)))
