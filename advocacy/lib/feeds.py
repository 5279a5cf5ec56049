"""What a feed holds: RSS, Atom, JSON Feed, a WordPress's posts, a sitemap.

Read in a process of its own (`feed_reader.py`). Everything that comes out is plain text of a bounded length;
addresses are http or https.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from advocacy.lib.apart import opened_apart
from advocacy.lib.fetching import LONGEST_ADDRESS, Fetched

_READER: Final = str(Path(__file__).with_name("feed_reader.py"))
_SECONDS: Final = 20
_LONGEST_URL: Final = 1000
LONGEST_TITLE: Final = 160
LONGEST_SUMMARY: Final = 600


class NotAFeed(Exception):
    """Nothing could be read from it. `code`: not_a_feed, malformed, too_heavy."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing a feed tells of; "" for what it does not say. It has a title or an address."""

    guid: str
    url: str
    title: str
    summary: str
    author: str
    language: str
    picture: str
    published_at: datetime | None
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's name, language and entries, as it orders them. `more`: maps that hold the entries in its place."""

    title: str
    language: str
    entries: tuple[FeedEntry, ...]
    more: tuple[str, ...] = ()


def feed_of(fetched: Fetched) -> Feed:
    """Read a feed. Raises `NotAFeed` for a page, for what is broken beyond reading, for what exhausts its reader."""
    about = {"mime": fetched.mime, "charset": fetched.charset, "url": fetched.url[:LONGEST_ADDRESS]}
    said = opened_apart(_READER, json.dumps(about).encode() + b"\n" + fetched.body, seconds=_SECONDS)
    if said is None:
        raise NotAFeed("too_heavy")
    found: dict[str, Any] = json.loads(said)
    if "problem" in found:
        raise NotAFeed(found["problem"])
    entries = [_entry(each) for each in found["entries"]]
    return Feed(
        title=_plain(found["title"], 120),
        language=_language(found["language"]),
        entries=tuple(each for each in entries if each.title or each.url),
        more=tuple(address for address in map(_address, found.get("more", [])) if address),
    )


def _entry(each: dict[str, Any]) -> FeedEntry:
    url = _address(each["url"])
    title = _plain(each["title"], LONGEST_TITLE)
    summary = _plain(each["summary"], LONGEST_SUMMARY)
    return FeedEntry(
        guid=_plain(each["guid"], 1000) or url or f"{title} {each['published']}",
        url=url,
        # Short messages have no title of their own: their beginning is one.
        title=title or _plain(each["summary"], 80),
        summary=summary,
        author=_plain(each["author"], 120),
        language=_language(each["language"]),
        picture=_address(each["picture"]),
        published_at=_moment(each["published"]),
        categories=tuple(_plain(name, 80) for name in each["categories"]),
    )


def _address(url: str) -> str:
    sound = (
        url.startswith(("https://", "http://")) and len(url) <= _LONGEST_URL and url.isprintable() and " " not in url
    )
    return url if sound else ""


def _language(said: str) -> str:
    code = said.strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _moment(said: str) -> datetime | None:
    """A date that can be true: neither before the web nor in a future that has not come."""
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found.year >= 1990 and found < datetime.now(UTC) + timedelta(days=1) else None


def _plain(text: str, longest: int) -> str:
    """One line that only shows: no control characters, nothing that turns the direction of what follows."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(shown.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
