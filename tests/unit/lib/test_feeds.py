"""Feeds as they come: each is read, or says why it cannot be."""

import pytest

from advocacy.lib.feeds import LONGEST_SUMMARY, LONGEST_TITLE, Feed, NotAFeed, feed_of
from advocacy.lib.fetching import Fetched
from tests.feed_corpus import CORPUS, HERE, XML, Awkward

pytestmark = pytest.mark.unit


def read(body: bytes, mime: str = "application/rss+xml", charset: str = "") -> Feed:
    return feed_of(Fetched(HERE, mime, charset, body))


def test_there_are_enough_of_them() -> None:
    assert len({each.name for each in CORPUS}) == len(CORPUS) >= 60


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_an_awkward_feed_is_read_or_explains_itself(case: Awkward) -> None:
    if isinstance(case.expect, str):
        with pytest.raises(NotAFeed) as refused:
            read(case.body, case.mime, case.charset)
        assert refused.value.code == case.expect
        return
    entries = read(case.body, case.mime, case.charset).entries
    assert len(entries) == case.expect
    said = "\n".join(
        "\n".join((each.guid, each.url, each.title, each.summary, each.author, each.language, each.picture,
                   each.published_at.isoformat() if each.published_at else "None", *each.categories))
        for each in entries
    )  # fmt: skip
    for words in case.holds:
        assert words in said
    for words in case.never:
        assert words not in said
    for each in entries:
        assert each.guid
        assert each.title or each.url
        assert len(each.title) <= LONGEST_TITLE
        assert len(each.summary) <= LONGEST_SUMMARY
        assert not each.url or each.url.startswith(("https://", "http://"))


def test_an_index_of_sitemaps_names_its_newest_map() -> None:
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/old.xml</loc>'
        "<lastmod>2024-01-01</lastmod></sitemap><sitemap><loc>https://news.example/new.xml</loc><lastmod>2025-01-01"
        "</lastmod></sitemap></sitemapindex>"
    )
    feed = read(index.encode(), XML)
    assert feed.entries == ()
    assert feed.more == ("https://news.example/new.xml",)
