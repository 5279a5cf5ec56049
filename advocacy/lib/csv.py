"""Tables as files that a spreadsheet opens without ever running what somebody typed.

A cell that starts like a formula is one for Excel, LibreOffice and Google Sheets, whatever the quotes around it. So a
text loses its leading spaces and control characters, which those programs skip, and an apostrophe stands before what
would start a formula. Numbers are ours and stay numbers.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

Cell = str | int | float | Decimal | None

# What starts a formula or an instruction somewhere, with the full-width twins that some spreadsheets read the same way.
FORMULA_STARTS = frozenset("=+-@|%\t\r\n＝＋－＠")
# Spaces, separators, controls and invisible marks (a byte order mark is one): skipped before a formula is looked for.
_SKIPPED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def safe_text(text: str) -> str:
    """Return the text on one line, unable to start a formula."""
    line = " ".join(text.splitlines())
    start = 0
    while start < len(line) and unicodedata.category(line[start]) in _SKIPPED:
        start += 1
    line = line[start:]
    return f"'{line}" if line[:1] in FORMULA_STARTS else line


def cell(value: Cell, language: str) -> str:
    """Return what stands in the file for one value: nothing for None, digits alone for a number, safe text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(str(value)).normalize(), "f")
    return text.replace(".", ",") if language.startswith("fr") else text


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, language: str) -> bytes:
    """Return a table as a file: UTF-8 with its mark, semicolons where the comma is the decimal sign.

    Raises `ValueError` for a row that has not as many cells as there are headers.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language.startswith("fr") else ",", lineterminator="\r\n")
    writer.writerow([safe_text(header) for header in headers])
    for row in rows:
        if len(row) != len(headers):
            raise ValueError(f"a row of {len(row)} cells under {len(headers)} headers")
        writer.writerow([cell(value, language) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
