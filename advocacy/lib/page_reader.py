"""Reads what one web page says of itself, alone in a process of its own. Run by `page_cards.py`, never imported by it.

The page is anyone's: a few kilobytes of unclosed tags keep a parser busy for minutes. So it is read here, without the
site's memory, secrets or connections, and what comes out is a few strings. Nothing of it is run or loaded.

In: on standard input a line with the charset its server stated, then the page. Out: one line of JSON.
"""

import contextlib
import json
import re
import resource
import sys
from html.parser import HTMLParser

MAX_MEMORY = 256 * 1024 * 1024
# An ordinary page takes a tenth of a second.
MAX_SECONDS = 2
# Far more than is ever shown.
LONGEST = 4_000
TITLES = ("og:title", "twitter:title", "title")
DESCRIPTIONS = ("og:description", "twitter:description", "description")
SITES = ("og:site_name", "application-name")
DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.created",
    "pubdate",
)
LANGUAGES = ("<html>", "og:locale", "language", "content-language")
CANONICALS = ("<canonical>", "og:url")
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
PICTURES = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")


class HeadIsOver(Exception):
    """What comes now is the page itself: no mark of it counts."""


class Marks(HTMLParser):
    """Collects the first of each mark in the head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self._title: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a mark, or begin the title."""
        if tag == "body":
            raise HeadIsOver
        if tag == "meta":
            given = {name: value or "" for name, value in attrs}
            names = (given.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
            name = next((each for each in names if each), "").strip().lower()
            if name and given.get("content", "").strip():
                self.found.setdefault(name, given["content"])
        elif tag == "html":
            self._keep("<html>", dict(attrs).get("lang"))
        elif tag == "link":
            self._take_link({name: value or "" for name, value in attrs})
        elif tag == "title" and "title" not in self.found:
            self._title = []

    def _take_link(self, given: dict[str, str]) -> None:
        kinds = given.get("rel", "").lower().split()
        if "canonical" in kinds:
            self._keep("<canonical>", given.get("href"))
        if "alternate" in kinds and given.get("type", "").strip().lower() in FEED_TYPES:
            self._keep("<feed>", given.get("href"))

    def _keep(self, name: str, value: str | None) -> None:
        if value and value.strip():
            self.found.setdefault(name, value)

    def handle_endtag(self, tag: str) -> None:
        """End the title, or the head."""
        if tag == "head":
            raise HeadIsOver
        if tag == "title" and self._title is not None:
            self.found.setdefault("title", "".join(self._title))
            self._title = None

    def handle_data(self, data: str) -> None:
        """Keep the title's words."""
        if self._title is not None:
            self._title.append(data)


def limit() -> None:
    """Bound what this process may take, before it has read a byte of the page."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def decoded(body: bytes, charset: str) -> str:
    """The page's text: as its server says, else as it says itself, else as most are."""
    said = re.search(rb"<meta[^>]{0,200}charset=[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", body[:4096])
    for name in (charset, said[1].decode("ascii") if said else "", "utf-8"):
        try:
            return body.decode(name, "replace") if name else body.decode("utf-8")
        except (LookupError, ValueError):
            continue
    return body.decode("utf-8", "replace")


def answer(body: bytes, charset: str) -> dict[str, str]:
    """The page's own words and its picture's address; what is missing is empty."""
    marks = Marks()
    # A broken page yields what could be read of it.
    with contextlib.suppress(Exception):
        marks.feed(decoded(body, charset))
        marks.close()
    names = {
        "title": TITLES,
        "description": DESCRIPTIONS,
        "picture": PICTURES,
        "canonical": CANONICALS,
        "feed": ("<feed>",),
        "language": LANGUAGES,
        "site": SITES,
        "published": DATES,
    }
    return {key: first(marks.found, each).strip()[:LONGEST] for key, each in names.items()}


def first(found: dict[str, str], names: tuple[str, ...]) -> str:
    """The first of these marks that the page has."""
    return next((found[name] for name in names if name in found), "")


def main() -> None:
    """Answer with what the page says of itself."""
    limit()
    charset, _newline, body = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.write(json.dumps(answer(body, charset.decode("ascii", "replace"))))


if __name__ == "__main__":
    main()
