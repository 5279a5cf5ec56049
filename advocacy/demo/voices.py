"""What a person wrote about an item: their own words around a thought of the item's, never the same twice."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from advocacy.demo import words_english, words_french
from advocacy.demo.typography import typeset

# Room on the shortest network, with a link that counts 23.
SHORT_ROOM = 250
TRIES = 200
_WORDS = {"fr": words_french, "en": words_english}


@dataclass
class Voices:
    """Writes the texts of one organisation; remembers what it has written."""

    language: str
    chance: random.Random
    written: set[str] = field(default_factory=set)

    def text(self, about: Sequence[str], *, short: bool) -> str:
        """Return a text nobody in the organisation has used, around one of the item's own wordings in `about`."""
        for _try in range(TRIES):
            made = typeset(self._short(about) if short else self._long(about), self.language)
            if made not in self.written and not (short and len(made) > SHORT_ROOM):
                self.written.add(made)
                return made
        raise RuntimeError("The demo's words are used up: write some more.")

    def _long(self, about: Sequence[str]) -> str:
        words, pick = _WORDS[self.language], self.chance.choice
        said = pick(about)
        shapes = (
            (pick(words.OPENINGS), said),
            (said, pick(words.THOUGHTS)),
            (said, pick(words.THOUGHTS), pick(words.ENDINGS)),
            (pick(words.OPENINGS), said, pick(words.ENDINGS)),
            (pick(words.OPENINGS), f"{said} {pick(words.THOUGHTS)}"),
            (pick(words.THOUGHTS), said, pick(words.ENDINGS)),
        )
        return "\n\n".join(pick(shapes))

    def _short(self, about: Sequence[str]) -> str:
        words, pick = _WORDS[self.language], self.chance.choice
        fitting = [each for each in about if len(each) <= SHORT_ROOM - 60] or [about[-1].split("\n")[0]]
        said = pick(fitting).replace("\n\n", " ")
        return pick((f"{said} {pick(words.SHORT)}", f"{pick(words.SHORT)} {said}"))
