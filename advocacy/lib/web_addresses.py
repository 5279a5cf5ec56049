"""When two addresses are the same page: what is told apart by who sent the reader, or by habit, is not."""

import hashlib
import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# What is added on the way to say where a visit came from.
_TRACKING: Final = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|at_\w+|hsa_\w+|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|_hs(enc|mi)|xtor|trk|ref_src",
    re.IGNORECASE,
)


def page_key(url: str) -> str:
    """A short key that every spelling of one page's address shares: its host, a slash, and a hash of the rest.

    Scheme, "www.", case of the host, fragment, tracking, order of the parameters and a last slash do not count.
    "" for what is no web address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    host = host.removeprefix("www.")
    if port not in {None, 80, 443}:
        host = f"{host}:{port}"
    path = quote(unquote(parts.path)).rstrip("/")
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    rest = f"{path}?{urlencode(query)}"
    return f"{host[:250]}/{hashlib.sha256(rest.encode()).hexdigest()[:40]}"


def host_of(url: str) -> str:
    """The site of an address, as `page_key` begins; "" for what is no web address."""
    return page_key(url).partition("/")[0]
