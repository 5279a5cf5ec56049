"""Reading a table of the page's posts, whatever program wrote it: line by line, each taken or refused with its reason.

Pure: text in, lines out. No line is guessed: a day that could be two days, or a figure that is no number, is refused.
"""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.folding import fold

MOST_ROWS: Final = 10_000
MOST_BYTES: Final = 5 * 1024 * 1024
FIGURES: Final = ("impressions", "reactions", "comments", "reshares", "clicks")
# The headings we know, without accents and capitals, in the order of a table that we write ourselves.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "posted_at": ("date", "day", "posted on", "posted at", "published", "created date", "date de publication", "jour"),
    "url": ("address", "url", "link", "post link", "permalink", "adresse", "lien", "lien du post"),
    "text": ("text", "post", "title", "post title", "texte", "titre", "publication"),
    "impressions": ("views", "impressions", "vues", "affichages"),
    "reactions": ("reactions", "likes", "j'aime", "mentions j'aime"),
    "comments": ("comments", "commentaires"),
    "reshares": ("reshares", "reposts", "shares", "partages", "republications"),
    "clicks": ("clicks", "clics"),
}
_KNOWN: Final = {heading: name for name, headings in HEADINGS.items() for heading in headings}
_DAY_FIRST: Final = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?$")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f']")


@dataclass(slots=True)
class PostLine:
    """One line of the table. `problem` says why it cannot be taken; empty when it can."""

    number: int
    url: str = ""
    posted_at: datetime | None = None
    text: str = ""
    figures: dict[str, int] = field(default_factory=dict)
    problem: str = ""


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 with its mark, UTF-8 without, else as Windows writes it."""
    if len(data) > MOST_BYTES:
        raise RuleViolation(_("This file is larger than 5 MB. Split it, please."), code="file_too_large", field="file")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        message = _("This is not a table. Save it as CSV in your spreadsheet, then bring that file.")
        raise RuleViolation(message, code="not_a_table", field="file")
    return text


def read_table(text: str, zone: str) -> list[PostLine]:
    """Return the lines of the table, empty ones left out; moments without an hour are noon in that zone.

    Refuses a text without a line of headings that names the day and the address, and more than 10,000 lines.
    """
    head, _newline, _rest = text.partition("\n")
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _columns(next(rows, []))
        found = [
            _line(number, dict(zip(columns, row, strict=False)), ZoneInfo(zone))
            for number, row in islice(enumerate(rows, start=2), MOST_ROWS + 1)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        message = _("This table is broken: a cell never ends. Save it as CSV again.")
        raise RuleViolation(message, code="broken_table", field="file") from error
    if len(found) > MOST_ROWS:
        message = _("More than 10,000 lines. Split the file, please: nothing was taken in.")
        raise RuleViolation(message, code="too_many_lines", field="file")
    _refuse_repeats(found)
    return found


def _columns(headings: list[str]) -> list[str]:
    columns = [_KNOWN.get(fold(heading.strip().strip("\ufeff")).replace("’", "'"), "") for heading in headings]
    for name, said in (("posted_at", _("Date")), ("url", _("Address"))):
        if columns.count(name) != 1:
            raise RuleViolation(
                _(
                    "The first line must name the columns, with one “%(column)s”. "
                    "Found: %(found)s. Nothing was taken in."
                )
                % {"column": said, "found": ", ".join(heading.strip()[:30] for heading in headings[:12]) or "–"},
                code="wrong_columns",
                field="file",
            )
    return columns


def _line(number: int, cells: dict[str, str], zone: ZoneInfo) -> PostLine:
    line = PostLine(number, url=cells.get("url", "").strip(), text=" ".join(cells.get("text", "").split())[:300])
    if not line.url.startswith(("https://", "http://")) or len(line.url) > 1000 or " " in line.url:
        line.problem = _("the address does not start with https://")
        return line
    line.posted_at = _moment(cells.get("posted_at", "").strip(), zone)
    if line.posted_at is None:
        line.problem = _("the day cannot be read: write 2026-03-25 or 25/03/2026")
        return line
    if line.posted_at > datetime.now(tz=zone):
        line.problem = _("this day is still to come")
        return line
    for name in FIGURES:
        written = _SPACES.sub("", cells.get(name, ""))
        if not written or written in "-–—":
            continue
        if not written.isascii() or not written.isdecimal() or len(written) > 10 or int(written) > 2_000_000_000:
            line.problem = _("“%(written)s” is not a whole number") % {"written": written[:20]}
            return line
        line.figures[name] = int(written)
    return line


def _moment(written: str, zone: ZoneInfo) -> datetime | None:
    day_first = _DAY_FIRST.match(written)
    try:
        if day_first:
            day, month, year, hour, minute = (int(part) if part else None for part in day_first.groups())
            moment = datetime(year or 0, month or 0, day or 0, 12 if hour is None else hour, minute or 0, tzinfo=zone)
        else:
            moment = datetime.fromisoformat(written)
            if len(written) == 10:
                moment = datetime.combine(moment.date(), time(12), tzinfo=zone)
            elif moment.tzinfo is None:
                moment = moment.replace(tzinfo=zone)
    except ValueError:
        return None
    return moment if 2000 <= moment.year <= 2100 else None


def _refuse_repeats(lines: list[PostLine]) -> None:
    first: dict[str, int] = {}
    for line in lines:
        if not line.problem and first.setdefault(line.url, line.number) != line.number:
            line.problem = _("the same address as line %(number)s") % {"number": first[line.url]}
