r"""LinkedIn's "little text" format, in which the commentary of a post is written.

Fifteen characters are markup. One that is not escaped makes the network accept the post and cut it there without a
word, hence everything is escaped except the hashtags a person meant, which become templates: `{hashtag|\#|Word}`.
Only the commentary is little text; titles, descriptions, alternative texts and comments are plain.
"""

import re
from typing import Final

RESERVED: Final = r"|{}@[]()<>#\*_~"
_ESCAPES: Final = {ord(character): "\\" + character for character in RESERVED}

# A hashtag is one word with at least one letter, and its sign follows no letter, digit, "&", "/" or another sign:
# "C#", "#1" and the fragment of an address stay plain.
_HASHTAG: Final = re.compile(r"(?<![\w#&/])#(?=\d*[^\W\d])(\w+)")


def hashtags(text: str) -> list[str]:
    """The words a person meant as hashtags, in order, without the sign."""
    return _HASHTAG.findall(text)


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)


def escape(text: str) -> str:
    """The wire form of a plain text: what LinkedIn renders from it is `text` again, with its hashtags clickable."""
    parts: list[str] = []
    end = 0
    for match in _HASHTAG.finditer(text):
        parts += [_escape(text[end : match.start()]), r"{hashtag|\#|", _escape(match[1]), "}"]
        end = match.end()
    parts.append(_escape(text[end:]))
    return "".join(parts)
