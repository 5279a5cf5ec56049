"""Text made comparable: what a search looks for and what it looks in, without case or accents."""

import unicodedata
from collections.abc import Iterable


def fold(text: str) -> str:
    """Lower case, no accents, ligatures apart, single spaces: "Œuvre  d’ÉTÉ" becomes "oeuvre d'ete"."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    apart = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def words(text: str, *, most: int = 8) -> list[str]:
    """The folded words of what somebody typed in a search, the first few of them."""
    return fold(text).split()[:most]


def fold_all(texts: Iterable[str]) -> str:
    """Several texts as one, for a column that is searched."""
    return fold("\n".join(texts))
