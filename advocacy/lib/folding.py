"""Text made comparable: what a search looks for and what it looks in, without case or accents."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, no accents, ligatures apart, single spaces: "Œuvre  d’ÉTÉ" becomes "oeuvre d'ete"."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    apart = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def words(text: str, *, most: int = 8) -> list[str]:
    """The folded words of what somebody typed in a search, the first few of them."""
    return fold(text).split()[:most]


def tokens(text: str) -> list[str]:
    """The folded words of a text: "L’été, c'est…" gives ete, est. A lone letter says nothing and is left out."""
    return [word for word in _TOKEN.findall(fold(text)) if len(word) > 1 or word.isdigit()]


def trigrams(word: str) -> frozenset[str]:
    """The runs of three letters of a word, its edges included."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def fold_all(texts: Iterable[str]) -> str:
    """Several texts as one, for a column that is searched."""
    return fold("\n".join(texts))
