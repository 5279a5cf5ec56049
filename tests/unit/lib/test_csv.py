"""Files that a spreadsheet opens without running what somebody typed."""

import csv as standard
import io
from decimal import Decimal

import pytest

from advocacy.lib import csv

PREFIXES = ["=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\ufeff="]
HEADERS = ["Part", "Name", "Job", "Source", "Reason", "Note"]


def read(content: bytes, delimiter: str) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(standard.reader(io.StringIO(content[3:].decode()), delimiter=delimiter))


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("column", range(len(HEADERS)))
def test_no_cell_starts_a_formula(prefix, column):
    row = ["plain"] * len(HEADERS)
    row[column] = f"{prefix}cmd|' /C calc'!A0"
    [headers, found] = read(csv.table(HEADERS, [row], language="en"), ",")
    assert headers == HEADERS
    assert found[column][0] not in csv.FORMULA_STARTS
    assert "cmd|' /C calc'!A0" in found[column]
    assert found[:column] + found[column + 1 :] == ["plain"] * (len(HEADERS) - 1)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u200b", "\x00", "\x0b", " \t ", "\u2028"])
def test_what_spreadsheets_skip_hides_no_formula(blank):
    assert csv.safe_text(f"{blank}=1+1") == "'=1+1"


def test_a_second_line_is_no_new_cell():
    assert csv.safe_text("Acme\r\n=1+1") == "Acme =1+1"


def test_ordinary_text_stays_as_it_is():
    assert csv.safe_text("Aïcha Diallo, « chantier » (50 %)") == "Aïcha Diallo, « chantier » (50 %)"
    assert csv.safe_text("") == ""


def test_headers_are_text_too():
    assert read(csv.table(["=1+1"], [], language="en"), ",") == [["'=1+1"]]


def test_numbers_are_numbers_in_each_language():
    row = [318_400, -5, 0.0291, Decimal("2.50"), None, "x;y"]
    assert read(csv.table(HEADERS, [row], language="fr"), ";")[1] == ["318400", "-5", "0,0291", "2,5", "", "x;y"]
    assert read(csv.table(HEADERS, [row], language="en"), ",")[1] == ["318400", "-5", "0.0291", "2.5", "", "x;y"]


def test_a_row_of_the_wrong_width_is_refused():
    with pytest.raises(ValueError, match="a row of 1 cells under 2 headers"):
        csv.table(["a", "b"], [["only"]], language="en")
