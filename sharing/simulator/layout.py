"""What every page of the simulator has in common: frame, language, portraits, links in texts."""

import colorsys
import hashlib
import html
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from sharing.simulator.html import Child, Markup, el, join
from sharing.simulator.messages import Reply, Request, redirect
from sharing.simulator.store import Doc
from sharing.simulator.texts import LANGUAGES, language_of, say
from sharing.simulator.weigh import links
from sharing.simulator.world import World

LANGUAGE_COOKIE: Final = "relais_sim_language"
LABELS: Final = {"linkedin": "LinkedIn", "x": "X"}
# No form-action: consent pages send the browser back to the application, and browsers check redirects against it.
POLICY: Final = "default-src 'none'; style-src 'self'; img-src 'self' http: https: data:; base-uri 'none'"
_WORD: Final = re.compile(r"(?<![\w&/#@])[#@]\w+")


@dataclass(frozen=True)
class View:
    """One page being made, for one reader."""

    world: World
    request: Request

    @property
    def language(self) -> str:
        cookie = self.request.cookie(LANGUAGE_COOKIE)
        return language_of(self.request.query("lang"), cookie, self.request.headers.get("Accept-Language", ""))

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def page(self, title: str, *body: Child, network: str = "", narrow: bool = False, status: int = 200) -> Reply:
        frame = self._document(title, join(*body), network=network, narrow=narrow)
        reply = Reply(status, frame.encode(), type="text/html; charset=utf-8")
        reply = reply.header("Content-Security-Policy", POLICY).header("Cache-Control", "no-store")
        if self.request.query("lang") in LANGUAGES:
            reply = reply.header(
                "Set-Cookie", f"{LANGUAGE_COOKIE}={self.language}; Path=/; Max-Age=31536000; SameSite=Lax"
            )
        return reply

    def _document(self, title: str, body: Markup, *, network: str, narrow: bool) -> str:
        name = LABELS.get(network, "")
        brand = el("a", _mark(), el("span", name or self.say("home.title")), href="/", cls="brand")
        switch = [
            el(
                "a",
                code.upper(),
                href=self._in(code),
                lang=code,
                aria_current="true" if code == self.language else None,
            )
            for code in LANGUAGES
        ]
        head = join(
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("title", f"{title} · {name or 'LinkedIn, X'} ({self.say('simulation').lower()})"),
            el("link", rel="stylesheet", href="/_static/simulator.css"),
            el("link", rel="icon", href="/_static/simulator.svg", type="image/svg+xml"),
        )
        bar = el(
            "header",
            el("div", brand, el("nav", *switch, aria_label=self.say("language"), cls="languages"), cls="bar-in"),
            cls="bar",
        )
        ribbon = el("p", el("span", self.say("ribbon")), cls="ribbon")
        main = el("main", body, cls="narrow" if narrow else None)
        content = el("body", ribbon, bar, main, cls=network or "home")
        return "<!doctype html>\n" + el("html", el("head", head), content, lang=self.language)

    def _in(self, code: str) -> str:
        pairs = [part for part in self.request.query_string.split("&") if part and not part.startswith("lang=")]
        return "?" + "&".join([*pairs, f"lang={code}"])

    def portrait(self, profile: Doc, size: str = "") -> Markup:
        source = str(profile["picture"]) or f"/_avatar/{profile['network']}/{quote(profile['handle'])}.svg"
        return el("img", src=source, alt="", cls=f"portrait {size}".strip(), width=48, height=48)

    def missing(self, network: str = "") -> Reply:
        lead = el("p", self.say("missing.lead"), cls="lead")
        back = el("p", el("a", self.say("missing.back"), href="/", cls="button"))
        title = self.say("missing.title")
        return self.page(
            title, el("section", el("h1", title), lead, back, cls="card pad"), network=network, narrow=True, status=404
        )

    def refused(self, network: str, words: str) -> Reply:
        """An error of a consent page: shown, never sent back to the application."""
        title = self.say("error.title")
        card = el("section", el("h1", title), el("p", el("code", words), cls="lead"), cls="card pad")
        return self.page(title, card, network=network, narrow=True, status=400)


def _mark() -> Markup:
    return el("img", src="/_static/simulator.svg", alt="", width=28, height=28)


def profile_path(profile: Doc) -> str:
    handle = quote(profile["handle"])
    return f"/linkedin/in/{handle}/" if profile["network"] == "linkedin" else f"/x/{handle}"


def post_path(post: Doc) -> str:
    if post["network"] == "linkedin":
        return f"/linkedin/feed/update/{quote(post['id'], safe=':')}/"
    return f"/x/{quote(post['handle'])}/status/{post['id']}"


def rich(text: str) -> Markup:
    """A text with its links, hashtags and handles marked, as a feed shows them."""
    out: list[Child] = []
    end = 0
    for start, stop, url in links(text):
        out += [_words(text[end:start])]
        address = url if url.startswith("http") else f"https://{url}"
        shown = re.sub(r"^https?://(www\.)?", "", url)
        out.append(el("a", shown, href=address, rel="noopener nofollow"))
        end = stop
    return join(*out, _words(text[end:]))


def _words(text: str) -> Markup:
    out: list[Child] = []
    end = 0
    for match in _WORD.finditer(text):
        out += [text[end : match.start()], el("span", match[0], cls="tag")]
        end = match.end()
    return join(*out, text[end:])


def avatar(network: str, handle: str, name: str) -> Reply:
    """A portrait for who has none: initials on a quiet colour of their own."""
    digest = hashlib.sha256(f"{network} {handle}".encode()).digest()
    red, green, blue = colorsys.hls_to_rgb(digest[0] / 255, 0.36, 0.32)
    colour = f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"
    words = [word for word in re.split(r"[\s._-]+", name or handle) if word]
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
        f'<rect width="96" height="96" fill="{colour}"/>'
        '<text x="48" y="50" fill="#fff" font-family="system-ui, sans-serif" font-size="36" font-weight="600" '
        f'text-anchor="middle" dominant-baseline="central">{html.escape(initials)}</text></svg>'
    )
    return Reply(body=svg.encode(), type="image/svg+xml").header("Cache-Control", "max-age=300")


def with_query(url: str, **query: str) -> str:
    """`url` with more in its query; what it had stays."""
    pairs = urlencode({name: value for name, value in query.items() if value})
    return f"{url}{'&' if '?' in url else '?'}{pairs}" if pairs else url


def to(path: str) -> Reply:
    return redirect(path)
