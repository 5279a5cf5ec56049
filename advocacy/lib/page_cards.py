"""What a web page says of itself for those who link to it: Open Graph first, then Twitter's marks, then its title.

Read in a process of its own (`page_reader.py`): only the head counts, a page made to exhaust its reader has none.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from advocacy.lib.apart import opened_apart

# What matters stands at the beginning; the rest is not read.
_READ: Final = 512 * 1024
_READER: Final = str(Path(__file__).with_name("page_reader.py"))
_SECONDS: Final = 10
LONGEST_TITLE: Final = 200
LONGEST_DESCRIPTION: Final = 300
LONGEST_SITE: Final = 80


@dataclass(frozen=True, slots=True)
class PageCard:
    """A page's own words, and the address of its picture; "" for what it does not say."""

    title: str
    description: str
    picture: str
    # The address it calls its own, and that of the feed it names.
    canonical: str = ""
    feed: str = ""
    # "fr", "en"…
    language: str = ""
    site: str = ""
    # When it was published, as it writes it.
    published: str = ""


def card_of_page(body: bytes, *, charset: str, url: str) -> PageCard:
    """Read the marks of a page's head. What is missing is empty; a broken page yields what could be read.

    A page that takes too much time or memory to read yields nothing.
    """
    marks = _read(charset.encode("ascii", "replace") + b"\n" + body[:_READ])
    picture = marks.get("picture", "")
    return PageCard(
        title=_plain(marks.get("title", ""), LONGEST_TITLE),
        description=_plain(marks.get("description", ""), LONGEST_DESCRIPTION),
        picture=_joined(url, picture) if picture else "",
        canonical=_own_address(url, marks.get("canonical", "")),
        feed=_joined(url, marks["feed"]) if marks.get("feed") else "",
        language=_language(marks.get("language", "")),
        site=_plain(marks.get("site", ""), LONGEST_SITE),
        published=_plain(marks.get("published", ""), LONGEST_SITE),
    )


def _own_address(url: str, canonical: str) -> str:
    """The address a page calls its own: on its own site only, or it could pass for somebody else's."""
    joined = _joined(url, canonical) if canonical else ""
    try:
        same = urlsplit(joined).hostname == urlsplit(url).hostname
    except ValueError:
        return ""
    return joined if same and joined.startswith(("https://", "http://")) else ""


def _language(said: str) -> str:
    found = re.match(r"[a-zA-Z]{2}(?=$|[-_])", said.strip())
    return found[0].lower() if found else ""


def _read(page: bytes) -> dict[str, str]:
    said = opened_apart(_READER, page, seconds=_SECONDS)
    if said is None:
        return {}
    marks: dict[str, str] = json.loads(said)
    return marks


def _joined(url: str, picture: str) -> str:
    try:
        return urljoin(url, picture)
    except ValueError:
        return ""


def _plain(text: str, longest: int) -> str:
    """One line that only shows: no control characters, nothing that turns the direction of what follows."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(shown.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
