"""What a page says of itself, read from pages as they are."""

import time

import pytest

from advocacy.lib import page_cards
from advocacy.lib.page_cards import PageCard, card_of_page

URL = "https://a.example/news/1"


def card(html: str, charset: str = "utf-8", encoding: str = "utf-8") -> PageCard:
    return card_of_page(html.encode(encoding), charset=charset, url=URL)


def test_open_graph_goes_first() -> None:
    page = """<html><head><title>Plain</title><meta name=description content="Plain words">
    <meta property="og:title" content=" The &amp; title\n in two lines "><meta property="og:title" content="Second">
    <meta name="twitter:description" content="Short words"><meta property="og:image" content="../img/a.png"></head>"""
    assert card(page) == PageCard("The & title in two lines", "Short words", "https://a.example/img/a.png")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", PageCard("", "", "")),
        ("<title>Only <b>this</b></title>", PageCard("Only this", "", "")),
        ("<TITLE>Loud</TITLE><META NAME='Description' CONTENT='Words'>", PageCard("Loud", "Words", "")),
        ("<title>Never closed", PageCard("", "", "")),
        ("<meta property='og:title' content=''><title>T</title>", PageCard("T", "", "")),
        ("<meta property='og:title'><title>T</title>", PageCard("T", "", "")),
        ("<!-- <title>No</title> --><title>Yes</title>", PageCard("Yes", "", "")),
        ("<script><title>No</title></script><title>Yes</title>", PageCard("Yes", "", "")),
        ("<meta property='og:title' content='a\u202eb\x07c'>", PageCard("a b c", "", "")),
        ("<meta property='og:image' content='//[bad'><title>T</title>", PageCard("T", "", "")),
        ("<head></head><title>Of the page</title>", PageCard("", "", "")),
        ("<title>T</title><body><meta name=description content=No>", PageCard("T", "", "")),
        ("<title>T</title><![nothing[", PageCard("T", "", "")),
        ("<svg><title>Icon</title></svg>", PageCard("Icon", "", "")),
    ],
)
def test_pages_as_they_are(html: str, expected: PageCard) -> None:
    assert card(html) == expected


def test_what_is_long_is_shortened() -> None:
    found = card(f"<title>{'word ' * 100}</title><meta name=description content='{'word ' * 100}'>")
    assert (len(found.title), len(found.description)) == (200, 300) or found.title.endswith("…")
    assert len(found.title) <= 200
    assert found.description.endswith("…")


def test_letters_of_other_times() -> None:
    assert card("<title>Été</title>", charset="iso-8859-1", encoding="iso-8859-1").title == "Été"
    declared = '<meta charset="windows-1252"><title>Été “là”</title>'
    assert card(declared, charset="", encoding="windows-1252").title == "Été “là”"
    assert card("<title>Été</title>", charset="no-such-charset").title == "Été"
    for odd in ("undefined", "rot13", "a\nb", "é"):
        assert card("<title>Été</title>", charset=odd).title == "Été"


def test_language_site_date_feed_and_own_address() -> None:
    found = card(
        "<html lang=fr-CA><meta property='og:site_name' content=' La Revue '><link rel=canonical href='/own'>"
        "<meta property='article:published_time' content='2025-06-10'>"
        "<link rel='alternate' type='application/atom+xml' href='/feed'>"
    )
    assert (found.language, found.site, found.published) == ("fr", "La Revue", "2025-06-10")
    assert found.canonical.endswith("/own")
    assert found.feed.endswith("/feed")
    assert card("<html lang=x><link rel=canonical href='https://other.example/'>") == PageCard("", "", "")


def test_a_page_made_to_exhaust_its_reader_has_no_card() -> None:
    began = time.monotonic()
    assert card("<title>T</title>" + "<a " * 20_000) == PageCard("", "", "")
    assert time.monotonic() - began < page_cards._SECONDS + 5
    assert card("<title>T</title></head>" + "<a " * 20_000).title == "T", "behind the head nothing is read"


@pytest.mark.parametrize("body", ["import time; time.sleep(5)", "import os; os.kill(os.getpid(), 9)"])
def test_a_reader_that_hangs_or_dies_is_no_card(body: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    script = f"{tmp_path}/reader.py"
    with open(script, "w") as file:
        file.write(body)
    monkeypatch.setattr(page_cards, "_READER", script)
    monkeypatch.setattr(page_cards, "_SECONDS", 0.3)
    assert card("<title>T</title>") == PageCard("", "", "")
