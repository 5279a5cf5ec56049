"""Icons as inline SVG: Lucide's for everything, our own for the networks."""

from functools import lru_cache

import lucide
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Filled shapes on a 16 by 16 ground, drawn for legibility at 16 px; they are cut out of the badge.
_GLYPHS = {
    "linkedin": '<circle cx="4.7" cy="4.6" r="1.15"/><path d="M3.7 6.7h2v5.6h-2zM7 6.7h1.9v.8c.4-.6 1-.95 1.8-.95 1.5'
    ' 0 2.1 1 2.1 2.6v3.15h-2V9.5c0-.8-.2-1.3-.85-1.3-.7 0-.95.5-.95 1.3v2.8H7z"/>',
    "x": '<path d="M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6" fill="none" stroke="currentColor" stroke-width="1.7"'
    ' stroke-linecap="round"/>',
    "facebook": '<path d="M8.6 13V8.7h1.5l.25-1.75H8.6V5.9c0-.5.2-.85.9-.85h.9V3.5c-.2 0-.7-.1-1.3-.1-1.4 0-2.3.8-2.3'
    ' 2.3v1.25H5.4V8.7h1.4V13z"/>',
    "instagram": '<g fill="none" stroke="currentColor" stroke-width="1.3"><rect x="3.6" y="3.6"'
    ' width="8.8" height="8.8" rx="2.6"/><circle cx="8" cy="8" r="2"/></g><circle cx="10.6" cy="5.4" r=".75"/>',
    "viadeo": '<path d="M4.4 4.6l3.6 7 3.6-7" fill="none" stroke="currentColor" stroke-width="1.8"'
    ' stroke-linecap="round" stroke-linejoin="round"/>',
    "globe": '<g fill="none" stroke="currentColor" stroke-width="1.2"><circle cx="8" cy="8" r="4.6"/>'
    '<path d="M3.4 8h9.2M8 3.4c3 2.6 3 6.6 0 9.2-3-2.6-3-6.6 0-9.2z"/></g>',
}


@lru_cache(maxsize=512)
def icon(name: str, size: int = 18, label: str = "", css: str = "") -> SafeString:
    """Return Lucide's `name` at `size` px: silent next to a word, or named when `label` is given."""
    classes = f"icon icon--{name} {css}".strip()
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    svg = lucide._render_icon(name, size, stroke_width="1.75", focusable="false", **{"class": classes}, **spoken)
    return mark_safe(svg)  # noqa: S308 - the package's own file, with escaped attributes


def network_glyph(key: str, label: str, size: int = 16, *, decorative: bool = False, dark: bool = False) -> SafeString:
    """Return a network's badge: a rounded square with its sign, or its initial for a network without a drawing."""
    initial = format_html(
        '<text x="8" y="11.6" text-anchor="middle" font-size="10" font-weight="700">{}</text>', label[:1].upper()
    )
    glyph = mark_safe(_GLYPHS[key]) if key in _GLYPHS else initial  # noqa: S308 - our own constants
    spoken = mark_safe('aria-hidden="true"') if decorative else format_html('role="img" aria-label="{}"', label)
    return format_html(
        '<svg class="network-badge{}" viewBox="0 0 16 16" width="{}" height="{}" focusable="false" {}>'
        '<rect class="network-badge__ground" width="16" height="16" rx="4"/>'
        '<g class="network-badge__glyph" fill="currentColor">{}</g></svg>',
        mark_safe(" network-badge--dark") if dark else "",
        size,
        size,
        spoken,
        glyph,
    )
