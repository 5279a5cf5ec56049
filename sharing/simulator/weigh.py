"""How X counts: an independent, simple reading of its published rules, so that two counts can be compared."""

import re
import unicodedata
from typing import Final

LINK: Final = 23
_LIGHT: Final = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_TLD: Final = r"(?:com|org|net|io|fr|eu|dev|app|co|bzh|info|be|ch|uk|de|it|es)"
_DOMAIN: Final = r"(?:[A-Za-z0-9-]+\.)+" + _TLD + r"\b(?!\.\w)(?::\d+)?"
_REST: Final = r"(?:[/?#][^\s<>\"'«»]*)?"
# What X takes for a link: a domain that exists, with or without its protocol.
_COUNTED: Final = re.compile(rf"(?<![\w@$#./-])(?:https?://)?{_DOMAIN}{_REST}", re.IGNORECASE)
# What a page may show as one: anything with a protocol as well, such as an address on this machine.
_SHOWN: Final = re.compile(rf"(?<![\w@$#./-])(?:https?://[^\s<>\"'«»]+|{_DOMAIN}{_REST})", re.IGNORECASE)
_PICTURE: Final = (
    r"(?:[\U0001F1E6-\U0001F1FF]{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|(?:[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u2300-\u23FF\u2190-\u21FF\u3030\u303D\u3297\u3299\u00A9\u00AE]"
    r"[\uFE0F]?[\U0001F3FB-\U0001F3FF]?))"
)
_EMOJI: Final = re.compile(rf"{_PICTURE}(?:\u200D{_PICTURE})*")


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int, str]]:
    found = []
    for match in pattern.finditer(text):
        # The sentence's last point is no part of a link.
        url = match[0].rstrip(".,;:!?…)’'\"")
        found.append((match.start(), match.start() + len(url), url))
    return found


def links(text: str) -> list[tuple[int, int, str]]:
    """Start, end and address of each link that a page shows."""
    return _found(_SHOWN, text)


def counted_links(text: str) -> list[tuple[int, int, str]]:
    """The links that X sees, shortens, counts and bills."""
    return _found(_COUNTED, text)


def weight(text: str) -> int:
    """The weighted length of a text."""
    text = unicodedata.normalize("NFC", text)
    total, end = 0, 0
    for start, stop, _url in counted_links(text):
        total += _plain(text[end:start]) + LINK
        end = stop
    return total + _plain(text[end:])


def _plain(text: str) -> int:
    emoji = 0

    def count(match: re.Match[str]) -> str:
        nonlocal emoji
        # Old signs such as the arrow or © are pictures only when asked to be.
        if len(match[0]) == 1 and ord(match[0]) <= 0x10FF:
            return match[0]
        emoji += 1
        return ""

    rest = _EMOJI.sub(count, text)
    return emoji * 2 + sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in rest)
