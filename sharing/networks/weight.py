"""X's weighted length, by the reference algorithm, which takes minutes on texts made to hurt it and is guarded here."""

import re
import warnings
from typing import Final

with warnings.catch_warnings():
    # twitter_text reads its emoji table with pkg_resources, which warns at import about its own end. Only here.
    warnings.filterwarnings("ignore", message=".*pkg_resources.*")
    from twitter_text import extract_urls, parse_tweet

LINK_LENGTH: Final = 23
_ENDLESS: Final = 5_000
_MOST_DOTS: Final = 10
_RUN: Final = re.compile(r"[^\s/?#]{40,}")


def _tame(text: str) -> str:
    """The text with the dots of runs too dotted to be a domain replaced by a character of the same weight.

    The reference pattern for domains backtracks in the cube of the number of dots: 3,000 characters of "a.a.a." keep
    a processor busy for 20 seconds.
    """

    def replace(match: re.Match[str]) -> str:
        run = match[0]
        return run.replace(".", ",") if run.count(".") > _MOST_DOTS else run

    return _RUN.sub(replace, text)


def weighted_length(text: str) -> int:
    """How much of the 280 a text takes: links 23 each, emoji and wide characters 2, most others 1."""
    if not text:
        return 0
    if len(text) > _ENDLESS:
        return len(text)
    # Lone surrogates, which a browser can send, have no NFC form; they are refused elsewhere and only counted here.
    sound = text.encode("utf-8", "replace").decode()
    return int(parse_tweet(_tame(sound)).weightedLength)


def contains_link(text: str) -> bool:
    """Whether the network would see a link in the text, with or without its protocol."""
    return bool(extract_urls(_tame(text[:_ENDLESS])))
