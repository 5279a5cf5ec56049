r"""How LinkedIn renders "little text": the reader's side of the format, written from its grammar.

A reserved character that is neither escaped nor part of an element ends the text there; the post is created anyway.
"""

import re
from dataclasses import dataclass
from typing import Final

RESERVED: Final = frozenset(r"|{}@[]()<>#\*_~")
_HASHTAG: Final = re.compile(r"#(\w+)")
_TEMPLATE: Final = re.compile(r"\{hashtag\|\\?[#＃]\|((?:\\.|[^\\|{}@\[\]()<>#*_~])+)\}")
_MENTION: Final = re.compile(
    r"@(?:\[((?:\\.|[^\\|{}@\[\]()<>#*_~])*)\])?\((urn:li:(?:person|organization):[\w-]+)\)",
)


@dataclass(frozen=True)
class Rendered:
    """What readers see, and what of it is clickable."""

    text: str
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    cut_at: int | None = None


def _plain(escaped: str) -> str:
    return re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL)


def render(wire: str) -> Rendered:
    """The text readers see for a commentary as sent."""
    out: list[str] = []
    hashtags: list[str] = []
    mentions: list[str] = []
    at = 0
    while at < len(wire):
        character = wire[at]
        if character not in RESERVED:
            out.append(character)
            at += 1
        elif character == "\\" and at + 1 < len(wire) and wire[at + 1] in RESERVED:
            out.append(wire[at + 1])
            at += 2
        elif found := _TEMPLATE.match(wire, at):
            word = _plain(found[1])
            hashtags.append(word)
            out.append(f"#{word}")
            at = found.end()
        elif found := _MENTION.match(wire, at):
            mentions.append(found[2])
            out.append(_plain(found[1] or ""))
            at = found.end()
        elif (found := _HASHTAG.match(wire, at)) and "_" not in found[1]:
            hashtags.append(found[1])
            out.append(found[0])
            at = found.end()
        elif found:
            # The underscore is reserved inside a bare hashtag as well: the text ends in the middle of the word.
            word = found[1].split("_", 1)[0]
            out.append(f"#{word}" if word else "")
            return Rendered("".join(out), (*hashtags, *([word] if word else [])), tuple(mentions), at)
        else:
            return Rendered("".join(out), tuple(hashtags), tuple(mentions), at)
    return Rendered("".join(out), tuple(hashtags), tuple(mentions))
