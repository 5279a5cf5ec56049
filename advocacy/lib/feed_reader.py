"""Reads what a feed holds, alone in a process of its own. Run by `feeds.py`, never imported by it.

Whoever publishes a feed may write anything into it. So it is read here, without the site's memory, secrets or
connections; what comes out is plain text. Nothing of it is run, and nothing it names is loaded.

In: on standard input a line of JSON (type, charset, address), then the feed. Out: one line of JSON.
"""

import contextlib
import io
import json
import resource
import sys
import time
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
from defusedxml import DefusedXmlException, ElementTree

MAX_MEMORY = 400 * 1024 * 1024
# An ordinary feed takes half a second.
MAX_SECONDS = 8
MOST_ENTRIES = 200
# What is read of one entry's text, before it is cut to what is shown.
LONGEST = 20_000
SILENT = {"script", "style", "template", "noscript", "iframe", "svg"}


class Words(HTMLParser):
    """The text of a piece of HTML, and the first picture it shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.picture = ""
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what is not read aloud; note a picture; keep words of two blocks apart."""
        if not self._silent and tag in SILENT:
            self._silent = tag
        if tag == "img" and not self.picture:
            self.picture = dict(attrs).get("src") or ""
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End what is not read aloud."""
        if tag == self._silent:
            self._silent = ""
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self._silent:
            self.words.append(data)


def words_of(html: Any) -> tuple[str, str]:
    """The plain words of a piece of HTML, and its first picture."""
    reader = Words()
    with contextlib.suppress(Exception):
        reader.feed(str(html or "")[:LONGEST])
        reader.close()
    return " ".join("".join(reader.words).split()), reader.picture


def text_of(html: Any) -> str:
    """The plain words of a piece of HTML."""
    return words_of(html)[0]


def entry(**values: Any) -> dict[str, Any]:
    """One entry as it leaves this process."""
    names = ("guid", "url", "title", "summary", "author", "language", "picture", "published")
    return {name: str(values.get(name) or "") for name in names} | {
        "categories": [text_of(each)[:80] for each in values.get("categories") or [] if each][:20]
    }


def moment(value: Any) -> str:
    """A date in ISO form, "" when it cannot be read."""
    if isinstance(value, time.struct_time):
        with contextlib.suppress(ValueError, OverflowError):
            return datetime(*value[:6], tzinfo=UTC).isoformat()
        return ""
    try:
        found = datetime.fromisoformat(str(value or "").strip())
    except ValueError:
        return ""
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


# --- RSS and Atom ----------------------------------------------------------------------------------------------------
def read_xml_feed(body: bytes, mime: str, charset: str, url: str) -> dict[str, Any]:
    """RSS of any age and Atom, however they are written."""
    headers = {"content-type": f"{mime}; charset={charset}" if charset else mime, "content-location": url}
    found = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not found.get("version") and not found.entries:
        return {"problem": "not_a_feed"}
    if found.get("bozo") and not found.entries and not found.feed.get("title"):
        return {"problem": "malformed"}
    entries = [_xml_entry(each) for each in found.entries[:MOST_ENTRIES]]
    title = text_of(found.feed.get("title"))
    return {"title": title, "language": str(found.feed.get("language") or ""), "entries": entries}


def _xml_entry(each: Any) -> dict[str, Any]:
    bodies = [each.get("summary"), *(part.get("value") for part in each.get("content") or [])]
    read = [words_of(body) for body in bodies if body]
    media = [part for name in ("media_thumbnail", "media_content") for part in each.get(name) or []]
    pictures = [part.get("url") for part in media if _shows(part, "image/") and part.get("medium", "image") == "image"]
    pictures += [part.get("href") for part in each.get("enclosures") or [] if _shows(part, "")]
    pictures += [picture for _words, picture in read]
    return entry(
        guid=each.get("id"),
        url=each.get("feedburner_origlink") or each.get("link"),
        title=text_of(each.get("title")),
        summary=next((words for words, _picture in read if words), ""),
        author=text_of(each.get("author")),
        language=(each.get("title_detail") or {}).get("language"),
        picture=next((picture for picture in pictures if picture), ""),
        published=moment(each.get("published_parsed") or each.get("updated_parsed")),
        categories=[tag.get("term") or tag.get("label") for tag in each.get("tags") or []],
    )


def _shows(part: Any, untyped: str) -> bool:
    return str(part.get("type") or untyped).startswith("image/")


# --- JSON ------------------------------------------------------------------------------------------------------------
def read_json(body: bytes) -> dict[str, Any]:
    """A JSON Feed, or the list of posts that a WordPress answers."""
    said = json.loads(body.decode("utf-8-sig", "replace"))
    if isinstance(said, list):
        posts = [each for each in said[:MOST_ENTRIES] if isinstance(each, dict) and "link" in each and "title" in each]
        return {"title": "", "language": "", "entries": [_post(each) for each in posts]} if posts else {
            "problem": "not_a_feed"
        }  # fmt: skip
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        return {"problem": "not_a_feed"}
    entries = [_json_entry(each) for each in said["items"][:MOST_ENTRIES] if isinstance(each, dict)]
    return {"title": text_of(said.get("title")), "language": str(said.get("language") or ""), "entries": entries}


def _json_entry(each: dict[str, Any]) -> dict[str, Any]:
    html, picture = words_of(each.get("content_html"))
    authors = each.get("authors") if isinstance(each.get("authors"), list) else [each.get("author")]
    names = [author["name"] for author in authors or [] if isinstance(author, dict) and author.get("name")]
    return entry(
        guid=each.get("id"),
        url=each.get("external_url") or each.get("url"),
        title=text_of(each.get("title")),
        summary=text_of(each.get("summary")) or text_of(each.get("content_text")) or html,
        author=text_of(names[0]) if names else "",
        language=each.get("language"),
        picture=each.get("image") or each.get("banner_image") or picture,
        published=moment(each.get("date_published") or each.get("date_modified")),
        categories=each.get("tags") if isinstance(each.get("tags"), list) else [],
    )


def _post(each: dict[str, Any]) -> dict[str, Any]:
    def rendered(name: str) -> Any:
        value = each.get(name)
        return value.get("rendered") if isinstance(value, dict) else value

    guid, date = rendered("guid"), each.get("date_gmt") or each.get("date")
    return entry(
        guid=guid or each.get("id"),
        url=each.get("link"),
        title=text_of(rendered("title")),
        summary=text_of(rendered("excerpt")) or text_of(rendered("content")),
        picture=words_of(rendered("content"))[1],
        published=moment(date),
    )


# --- Sitemaps --------------------------------------------------------------------------------------------------------
def read_sitemap(body: bytes) -> dict[str, Any]:
    """The newest pages of a sitemap; of an index, the addresses of its newest maps."""
    root = ElementTree.fromstring(body, forbid_dtd=True)
    rows = [{_local(part.tag): part for part in each.iter()} for each in root]
    rows = [row for row in rows if "loc" in row and (row["loc"].text or "").strip()]
    rows.sort(key=lambda row: _said(row, "lastmod") or _said(row, "publication_date"), reverse=True)
    if _local(root.tag) == "sitemapindex":
        return {"title": "", "language": "", "entries": [], "more": [_said(row, "loc") for row in rows[:1]]}
    return {"title": "", "language": "", "entries": [_page(row) for row in rows[:MOST_ENTRIES]]}


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _said(row: dict[str, Any], name: str) -> str:
    return (row[name].text or "").strip() if name in row else ""


def _page(row: dict[str, Any]) -> dict[str, Any]:
    url = _said(row, "loc")
    slug = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].rpartition(".")[0] or unquote(
        urlsplit(url).path
    ).rstrip("/").rpartition("/")[2]  # fmt: skip
    words = " ".join(slug.replace("-", " ").replace("_", " ").split())
    return entry(
        guid=url,
        url=url,
        title=text_of(_said(row, "title")) or words[:1].upper() + words[1:],
        published=moment(_said(row, "publication_date") or _said(row, "lastmod")),
    )


# --- All of them -----------------------------------------------------------------------------------------------------
def answer(body: bytes, mime: str, charset: str, url: str) -> dict[str, Any]:
    """What a feed holds, or why it cannot be read."""
    try:
        start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:4000]
        if start[:1] in {b"{", b"["}:
            found = read_json(body)
        elif b"<urlset" in start or b"<sitemapindex" in start:
            found = read_sitemap(body)
        else:
            found = read_xml_feed(body, mime, charset, url)
    except (ValueError, RecursionError, DefusedXmlException, ElementTree.ParseError):
        return {"problem": "malformed"}
    for each in found.get("entries", []):
        for name in ("url", "picture"):
            with contextlib.suppress(ValueError):
                each[name] = urljoin(url, each[name].strip()) if each[name].strip() else ""
    return found


def limit() -> None:
    """Bound what this process may take, before it has read a byte of the feed."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer with what the feed holds."""
    limit()
    head, _newline, body = sys.stdin.buffer.read().partition(b"\n")
    about = json.loads(head)
    sys.stdout.write(json.dumps(answer(body, about["mime"], about["charset"], about["url"])))


if __name__ == "__main__":
    main()
