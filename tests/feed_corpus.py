# ruff: noqa: E501 -- a feed reads best in one piece
"""Awkward feeds, made by us after what is met on the web: each with what must come of it.

`expect` is the number of entries, or the code of the refusal. `holds`: words that must be among titles, addresses,
summaries, dates, authors, pictures, categories and languages. `never`: words that must not.
"""

from dataclasses import dataclass

HERE = "https://news.example/feed/"
RSS = "application/rss+xml"
ATOM = "application/atom+xml"
JSON = "application/feed+json"
XML = "application/xml"


@dataclass(frozen=True)
class Awkward:
    """One feed as its server sends it."""

    name: str
    body: bytes
    expect: int | str
    mime: str = RSS
    charset: str = ""
    holds: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def rss(items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', more: str = "") -> str:
    return f'{head}<rss version="2.0" {more}><channel><title>News</title><link>https://news.example/</link>{items}</channel></rss>'


def item(inside: str = "", title: str = "<title>One school</title>", link: str = "https://news.example/one") -> str:
    return f"<item>{title}<link>{link}</link>{inside}</item>"


def atom(entries: str, more: str = "") -> str:
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {more}><title>Air</title>{entries}</feed>'


def entry(inside: str = "", title: str = "<title>One wind</title>") -> str:
    return f'<entry>{title}<id>urn:1</id><link href="https://news.example/wind"/>{inside}</entry>'


def sitemap(rows: str) -> str:
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
STOLEN = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ACCENTS = rss(item(title="<title>École d’été à Nîmes</title>"))
JSON_HEAD = '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":'

CORPUS: list[Awkward] = [
    # Encodings
    Awkward("utf8", ACCENTS.encode(), 1, holds=("École d’été à Nîmes",)),
    Awkward("utf8_bom", b"\xef\xbb\xbf" + ACCENTS.encode(), 1, holds=("École d’été",)),
    Awkward("utf16_bom", ACCENTS.replace("UTF-8", "UTF-16").encode("utf-16"), 1, holds=("École d’été",)),
    Awkward("latin1_declared", ACCENTS.replace("UTF-8", "ISO-8859-1").replace("’", "'").encode("latin-1"), 1,
            holds=("École d'été",)),
    Awkward("windows_1252_declared", ACCENTS.replace("UTF-8", "windows-1252").encode("cp1252"), 1, holds=("École d’été",)),
    Awkward("latin1_undeclared", rss(item(title="<title>École</title>"), head="").encode("latin-1"), 1, holds=("cole",)),
    Awkward("utf8_called_latin1_by_server", ACCENTS.encode(), 1, XML, "utf-8", holds=("École d’été",)),
    Awkward("server_says_charset_nobody_knows", ACCENTS.encode(), 1, RSS, "x-klingon", holds=("Nîmes",)),
    Awkward("ascii_over_text_xml", ACCENTS.encode(), 1, "text/xml", holds=("Nîmes",)),
    Awkward("utf8_with_a_broken_byte", ACCENTS.encode().replace(b"Ni", b"N\xff"), 1, holds=("cole",)),
    Awkward("control_characters", rss(item(title="<title>A\x08B\x0bC</title>")).encode(), 1),
    Awkward("right_to_left_trick", rss(item(title="<title>abc\u202egnp.exe</title>")).encode(), 1, never=("\u202e",)),
    Awkward("emoji", rss(item(title="<title>Bois 🌲 2028</title>")).encode(), 1, holds=("Bois 🌲 2028",)),
    # Malformed XML
    Awkward("space_before_declaration", ("\n \n" + ACCENTS).encode(), 1, holds=("Nîmes",)),
    Awkward("bare_ampersand", rss(item(title="<title>R&D today</title>")).encode(), 1, holds=("R&D",)),
    Awkward("html_entities", rss(item(title="<title>&eacute;cole&nbsp;&hellip;</title>")).encode(), 1, holds=("école",)),
    Awkward("double_escaped", rss(item(title="<title>AT&amp;amp;T</title>")).encode(), 1, holds=("AT&T",)),
    Awkward("cut_in_the_middle", rss(item() + item(link="https://news.example/two"))[:-60].encode(), 2,
            holds=("https://news.example/one",)),
    Awkward("unclosed_tag", rss(item("<description><p>Hello")).replace("</item>", "").encode(), 1, holds=("One school",)),
    Awkward("two_roots", (rss(item()) + "<p>an advertisement</p>").encode(), 1, holds=("One school",)),
    Awkward("php_warning_first", ("<b>Warning</b>: include() failed<br/>" + rss(item())).encode(), 1, holds=("One school",)),
    Awkward("attributes_without_quotes", rss(item("<guid isPermaLink=false>7</guid>")).encode(), 1),
    Awkward("unknown_namespace_prefix", rss(item("<acme:thing>x</acme:thing>")).encode(), 1, holds=("One school",)),
    Awkward("upper_case_tags", rss(item()).upper().replace("HTTPS://NEWS.EXAMPLE", "https://news.example").encode(), 1),
    # CDATA and HTML
    Awkward("cdata_title", rss(item(title="<title><![CDATA[A <b>bold</b> start]]></title>")).encode(), 1,
            holds=("A bold start",), never=("<b>",)),
    Awkward("escaped_html_title", rss(item(title="<title>A &lt;em&gt;fine&lt;/em&gt; day</title>")).encode(), 1,
            holds=("fine",), never=("<em>",)),
    Awkward("script_in_title", rss(item(title="<title><![CDATA[Hi<script>alert(1)</script>]]></title>")).encode(), 1,
            holds=("Hi",), never=("alert", "<script")),
    Awkward("script_in_body", rss(item("<description><![CDATA[Hello<script>steal()</script><iframe src=x></iframe>]]>"
            "</description>")).encode(), 1, holds=("Hello",), never=("steal", "iframe")),
    Awkward("handlers_in_body", rss(item("<description>&lt;img src=x onerror=alert(1)&gt;Seen</description>")).encode(), 1,
            holds=("Seen",), never=("onerror",)),
    Awkward("style_in_body", rss(item("<description>&lt;style&gt;p{color:red}&lt;/style&gt;Words</description>")).encode(), 1,
            holds=("Words",), never=("color",)),
    Awkward("nested_cdata", rss(item("<description><![CDATA[a ]]]]><![CDATA[> b]]></description>")).encode(), 1),
    Awkward("xhtml_title", atom(entry(title='<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <i>b</i></div>'
            "</title>")).encode(), 1, ATOM, holds=("A b",), never=("<i>",)),
    Awkward("less_than_in_title", rss(item(title="<title>3 &lt; 4 always</title>")).encode(), 1, holds=("3",)),
    Awkward("only_spaces_in_title", rss(item("<description>Words of it</description>", title="<title>  </title>")).encode(), 1,
            holds=("Words of it",)),
    # Addresses
    Awkward("relative_link", rss(item(link="/two")).encode(), 1, holds=("https://news.example/two",)),
    Awkward("protocol_relative_link", rss(item(link="//news.example/three")).encode(), 1, holds=("news.example/three",)),
    Awkward("xml_base", atom('<entry><title>B</title><id>b</id><link href="four"/></entry>',
            'xml:base="https://news.example/dir/"').encode(), 1, ATOM, holds=("https://news.example/dir/four",)),
    Awkward("javascript_link", rss(item(link="javascript:alert(1)")).encode(), 1, never=("javascript:",)),
    Awkward("file_link", rss(item(link="file:///etc/passwd")).encode(), 1, never=("file:",)),
    Awkward("link_with_spaces", rss(item(link=" https://news.example/a ")).encode(), 1, holds=("https://news.example/a",)),
    Awkward("link_too_long", rss(item(link="https://news.example/" + "a" * 3000)).encode(), 1, never=("aaaaaaaaa",)),
    Awkward("link_only_in_guid", rss("<item><title>G</title><guid>https://news.example/g</guid></item>").encode(), 1,
            holds=("https://news.example/g",)),
    Awkward("several_links", atom('<entry><title>L</title><id>l</id><link rel="self" href="https://news.example/self"/>'
            '<link rel="alternate" href="https://news.example/page"/></entry>').encode(), 1, ATOM,
            holds=("https://news.example/page",)),
    Awkward("no_link", rss("<item><title>Only words</title></item>").encode(), 1, holds=("Only words",)),
    # What is missing
    Awkward("no_id", rss(item()).encode(), 1, holds=("https://news.example/one",)),
    Awkward("no_title", rss("<item><link>https://news.example/n</link><description>A short message</description></item>")
            .encode(), 1, holds=("A short message",)),
    Awkward("nothing_in_the_item", rss("<item></item>" + item()).encode(), 1, holds=("One school",)),
    Awkward("no_item", rss("").encode(), 0),
    Awkward("same_guid_twice", rss(item("<guid>1</guid>") + item("<guid>1</guid>", link="https://news.example/b")).encode(), 2),
    Awkward("enormous_title", rss(item(title=f"<title>{'word ' * 5000}</title>")).encode(), 1, holds=("…",)),
    Awkward("three_hundred_items", rss("".join(item(link=f"https://news.example/{n}") for n in range(300))).encode(), 200),
    # Dates
    Awkward("rfc822", rss(item("<pubDate>Tue, 10 Jun 2025 07:40:00 +0200</pubDate>")).encode(), 1,
            holds=("2025-06-10T05:40:00",)),
    Awkward("iso_date_in_rss", rss(item("<pubDate>2025-06-10T07:40:00Z</pubDate>")).encode(), 1, holds=("2025-06-10T07:40",)),
    Awkward("french_date", rss(item("<pubDate>mardi 10 juin 2025</pubDate>")).encode(), 1, holds=("None",)),
    Awkward("two_digit_year", rss(item("<pubDate>10 Jun 25 07:40 GMT</pubDate>")).encode(), 1, holds=("2025-06-10",)),
    Awkward("date_in_the_future", rss(item("<pubDate>Tue, 10 Jun 2098 07:40:00 GMT</pubDate>")).encode(), 1, holds=("None",)),
    Awkward("date_of_the_year_nought", rss(item("<pubDate>0000-00-00 00:00:00</pubDate>")).encode(), 1, holds=("None",)),
    Awkward("dublin_core_date", rss(item("<dc:date>2025-06-10</dc:date>"),
            more='xmlns:dc="http://purl.org/dc/elements/1.1/"').encode(), 1, holds=("2025-06-10",)),
    Awkward("only_updated", atom(entry("<updated>2025-06-10T07:40:00+02:00</updated>")).encode(), 1, ATOM,
            holds=("2025-06-10T05:40",)),
    # Other ages and dialects
    Awkward("rss_0_91", b'<rss version="0.91"><channel><title>Old</title><item><title>O</title><link>https://news.example/o'
            b"</link></item></channel></rss>", 1, XML, holds=("https://news.example/o",)),
    Awkward("rss_1_0", b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            b'<channel><title>R</title></channel><item rdf:about="https://news.example/r"><title>RDF</title><link>'
            b"https://news.example/r</link></item></rdf:RDF>", 1, "application/rdf+xml", holds=("RDF",)),
    Awkward("atom_0_3", b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>A</title><entry><title>Old atom</title>'
            b'<link rel="alternate" href="https://news.example/a3"/></entry></feed>', 1, ATOM, holds=("Old atom",)),
    Awkward("media_picture", rss(item('<media:content url="https://news.example/p.jpg" medium="image"/>'),
            more='xmlns:media="http://search.yahoo.com/mrss/"').encode(), 1, holds=("https://news.example/p.jpg",)),
    Awkward("enclosure_picture", rss(item('<enclosure url="https://news.example/e.png" type="image/png" length="1"/>')).encode(),
            1, holds=("https://news.example/e.png",)),
    Awkward("podcast", rss(item('<enclosure url="https://news.example/e.mp3" type="audio/mpeg" length="1"/>')).encode(), 1,
            never=("e.mp3",)),
    Awkward("picture_in_body", rss(item("<description>&lt;img src='/in.png'&gt;Text</description>")).encode(), 1,
            holds=("https://news.example/in.png",)),
    Awkward("tracking_pixel_by_data", rss(item("<description>&lt;img src='data:image/gif;base64,R0'&gt;T</description>"))
            .encode(), 1, never=("data:image",)),
    Awkward("categories_and_author", rss(item("<category>Wood</category><category>Climate</category><author>Nadia</author>"))
            .encode(), 1, holds=("Wood", "Climate", "Nadia")),
    Awkward("sent_as_plain_text", rss(item()).encode(), 1, "text/plain", holds=("One school",)),
    Awkward("sent_as_html", rss(item()).encode(), 1, "text/html", holds=("One school",)),
    Awkward("language_of_the_entry", atom(entry(), 'xml:lang="en-GB"').encode(), 1, ATOM, holds=("en",)),
    # JSON Feed, and a WordPress's posts
    Awkward("json_feed", (JSON_HEAD + '[{"id":"1","url":"https://news.example/j","title":"Wood","content_html":"<p>A '
            '<b>b</b></p>","date_published":"2025-06-10T07:40:00Z","authors":[{"name":"Paul"}],"tags":["x"]}]}').encode(), 1,
            JSON, holds=("Wood", "A b", "Paul", "2025-06-10T07:40")),
    Awkward("json_feed_bom", b"\xef\xbb\xbf" + (JSON_HEAD + '[{"id":"1","title":"W"}]}').encode(), 1, JSON, holds=("W",)),
    Awkward("json_feed_numbers_for_ids", (JSON_HEAD + '[{"id":12,"title":"N","content_text":"t"}]}').encode(), 1, JSON,
            holds=("12",)),
    Awkward("json_feed_wrong_types", (JSON_HEAD + '[3,null,{"id":"1","title":["a"],"tags":"no","authors":"me"},{"id":"2",'
            '"title":"Good"}]}').encode(), 2, JSON, holds=("Good",)),
    Awkward("json_feed_relative", (JSON_HEAD + '[{"id":"1","title":"R","url":"../r"}]}').encode(), 1, JSON,
            holds=("https://news.example/r",)),
    Awkward("json_cut", (JSON_HEAD + '[{"id":"1"').encode(), "malformed", JSON),
    Awkward("json_too_deep", b"[" * 200_000, "malformed", JSON),
    Awkward("json_of_something_else", b'{"error":"not allowed"}', "not_a_feed", "application/json"),
    Awkward("wordpress_posts", b'[{"id":3,"link":"https://news.example/w","title":{"rendered":"A &amp; B"},"date_gmt":'
            b'"2025-06-10T07:40:00","excerpt":{"rendered":"<p>Short</p>"},"guid":{"rendered":"g3"}}]', 1, "application/json",
            holds=("A & B", "Short", "2025-06-10T07:40")),
    # Sitemaps
    Awkward("sitemap", sitemap("<url><loc>https://news.example/une-ecole-neuve</loc><lastmod>2025-06-10</lastmod></url>"
            "<url><loc>https://news.example/plus-recent.html</loc><lastmod>2025-07-10</lastmod></url>").encode(), 2, XML,
            holds=("Une ecole neuve", "Plus recent")),
    Awkward("sitemap_with_a_document_type", ('<!DOCTYPE urlset [<!ENTITY a "b">]>' + sitemap("")[21:]).encode(), "malformed", XML),
    Awkward("sitemap_cut", sitemap("<url><loc>https://news.example/a</loc></url>")[:-12].encode(), "malformed", XML),
    # What is no feed, and what is made to harm
    Awkward("a_page", b"<!doctype html><html><head><title>Not a feed</title></head><body><p>Hello</p></body></html>",
            "not_a_feed", "text/html"),
    Awkward("an_empty_answer", b"", "not_a_feed"),
    Awkward("binary", bytes(range(256)) * 40, "not_a_feed"),
    Awkward("entity_bomb", (BOMB + rss(item(title="<title>&i;</title>"), head="")).encode(), 1, never=("aaaaaaaaaaaaaaaaaaaaa",)),
    Awkward("entity_from_a_file", (STOLEN + rss(item(title="<title>T &x;</title>"), head="")).encode(), 1, never=("root:",)),
    Awkward("four_hundred_thousand_tags", rss("<item><title>" + "<b>" * 400_000 + "</title></item>").encode(), "too_heavy"),
]  # fmt: skip
