"""The components pages are made of. The list below is the contract: name, required props, optional ones, slots."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.contrib import messages
from django.forms import BoundField
from django.forms.renderers import get_default_renderer
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advocacy.lib import icons, numbers
from advocacy.lib.components import Component, register_component, register_slot
from advocacy.lib.htmx import undo_url
from advocacy.lib.status import look_of

register = template.Library()
register_slot(register)

TONES = ("neutral", "brand", "sun", "outline", "ok", "warn", "bad", "info")
SOURCES = {
    "measured": ("radio", _("Measured")),
    "counted": ("hash", _("Counted")),
    "declared": ("pencil-line", _("Declared")),
}
NOTICE_ICONS = {
    "neutral": "lock",
    "info": "info",
    "ok": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "sun": "signpost",
    "brand": "shield-check",
}


def address_of(name: str, *args: str) -> str:
    """Return the address of that name, or nothing where it does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


# --- What some components work out for their templates ---------------------------------------------------------------
def _button(props: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"icon_size": 16 if props["size"] == "small" else 18}


def _status(props: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"look": look_of(props["kind"], str(props["state"]), str(props["reason"] or ""))}


def _avatar(props: Mapping[str, Any]) -> Mapping[str, Any]:
    words = str(props["name"]).replace("-", " ").split() or ["?"]
    initials = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return {"initials": initials.upper(), "tint": sum(map(ord, str(props["name"]))) % 6 + 1}


def _balance(props: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"company_blocks": range(int(props["company"])), "own_blocks": range(int(props["own"]))}


def _counter(props: Mapping[str, Any]) -> Mapping[str, Any]:
    used, limit = int(props["used"]), int(props["limit"])
    left = limit - used
    tone = "bad" if left < 0 else "warn" if left <= 20 else ""
    # A circle of radius 15.9155 has a circumference of 100: the dash is the percentage.
    return {"left": left, "over": -left, "tone": tone, "share": min(100, round(100 * used / limit)) if limit else 0}


def _tile(props: Mapping[str, Any]) -> Mapping[str, Any]:
    icon, word = SOURCES[props["source"]]
    return {"source_icon": icon, "source_word": word}


def _notice(props: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"icon": props["icon"] or NOTICE_ICONS[props["tone"]]}


def _voice(props: Mapping[str, Any]) -> Mapping[str, Any]:
    percent = int(props["percent"] or 0)
    if props["unchanged"]:
        sentence = _("The marker moves as soon as you change a word. It is for you only, and you may share as it is.")
    elif percent >= 70:
        sentence = _("You come through clearly. This marker is for you only and never blocks anything.")
    elif percent >= 40:
        sentence = _("A little more of you? This marker is for you only and never blocks anything.")
    else:
        sentence = _("This text resembles the page’s. One sentence of yours would change everything.")
    return {"sentence": sentence, "shown": numbers.percent(percent / 100)}


def _pagination(props: Mapping[str, Any]) -> Mapping[str, Any]:
    def address(number: int) -> str:
        query = props["request"].GET.copy() if props.get("request") else None
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    page = props["page"]
    return {
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


def _segmented(props: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"items": list(props["items"])}


# --- The components ---------------------------------------------------------------------------------------------------
COMPONENTS = [
    Component(
        "button",
        required=("label",),
        optional={
            "kind": "primary",
            "icon": "",
            "icon_after": "",
            "href": "",
            "type": "submit",
            "name": "",
            "value": "",
            "form": "",
            "hint": "",
            "size": "",
            "full": False,
            "loading": "",
            "disabled": False,
            "icon_only": False,
        },
        choices={
            "kind": ("primary", "outline", "quiet", "link", "danger", "danger-outline"),
            "size": ("", "compact", "small"),
            "type": ("submit", "button", "reset"),
        },
        attrs=True,
        prepare=_button,
    ),
    Component("network_badge", ("icon", "label"), {"size": 16, "decorative": False, "dark": False}),
    Component("avatar", ("name",), {"src": "", "size": 36}, prepare=_avatar),
    Component(
        "card",
        optional={"title": "", "level": 2, "icon": "", "meta": "", "tone": "", "flush": False},
        choices={"tone": ("", "sun", "bad", "warn", "brand", "sunken")},
        slots=("media", "action", "footer"),
        block=True,
        attrs=True,
    ),
    Component(
        "chip",
        ("label",),
        {"tone": "neutral", "dot": "", "icon": "", "href": "", "remove_href": "", "remove_label": _("Remove")},
        choices={"tone": TONES, "dot": ("", "c1", "c2", "c3", "c4", "c5", "c6")},
    ),
    Component(
        "status_chip",
        ("state",),
        {"kind": "share", "reason": "", "label": ""},
        choices={"kind": ("share", "content", "proposal", "connection", "network", "invitation", "member", "campaign")},
        prepare=_status,
    ),
    Component("tabs", ("items", "label"), attrs=True),
    Component("segmented", ("items", "label"), {"name": "", "full": False}, attrs=True, prepare=_segmented),
    Component("filter_bar", ("label",), {"action": ""}, slots=("end",), block=True, attrs=True),
    Component("search_field", ("label",), {"name": "q", "value": "", "placeholder": ""}, attrs=True),
    Component("filter_button", ("label", "items"), {"value": "", "clear_href": ""}),
    Component(
        "switch",
        ("name", "label"),
        {"checked": False, "hint": "", "value": "on", "icon": "", "disabled": False},
        attrs=True,
    ),
    Component(
        "checkbox", ("name", "label"), {"value": "on", "checked": False, "hint": "", "disabled": False}, attrs=True
    ),
    Component(
        "radio_card",
        ("name", "value", "label"),
        {"text": "", "meta": "", "icon": "", "checked": False, "disabled": False},
        attrs=True,
    ),
    Component("empty_state", ("title", "text"), {"drawing": "", "level": 2}, block=True),
    Component("dialog", ("id", "title"), {"text": "", "page": False}, slots=("actions",), block=True, attrs=True),
    Component(
        "notice",
        optional={"tone": "neutral", "icon": "", "title": "", "role": ""},
        choices={"tone": tuple(NOTICE_ICONS), "role": ("", "status", "alert")},
        block=True,
        attrs=True,
        prepare=_notice,
    ),
    Component(
        "figure_tile",
        ("label", "value", "source"),
        {"coverage": "", "change": "", "change_tone": "", "comparison": ""},
        choices={"source": tuple(SOURCES), "change_tone": ("", "up", "down")},
        prepare=_tile,
    ),
    Component(
        "progress",
        ("value", "label"),
        {"max": 100, "shown": "", "tone": "", "hint": "", "compact": False},
        choices={"tone": ("", "c2")},
    ),
    Component("balance", ("company", "own", "company_label", "own_label"), prepare=_balance),
    Component(
        "thread",
        ("state",),
        {"page": "", "when": "", "you": "", "you_when": "", "vertical": False, "compact": False},
        choices={"state": ("page_posted", "page_planned", "both", "no_page")},
    ),
    Component("pagination", ("page",), {"label": _("Pages")}, attrs=True, prepare=_pagination),
    Component("table", ("caption",), {"cards": True}, slots=("foot",), block=True, attrs=True),
    Component("bulk_bar", ("text",), {"clear_label": _("Clear the selection"), "clear_href": ""}, block=True),
    Component("steps", ("items",), {"label": _("Steps")}),
    Component("counter", ("used", "limit"), {"id": "", "ring": False, "note": ""}, attrs=True, prepare=_counter),
    Component("voice_meter", optional={"percent": 0, "unchanged": False}, attrs=True, prepare=_voice),
    Component(
        "row",
        ("title",),
        {"text": "", "icon": "", "href": "", "level": 0},
        slots=("lead", "trail"),
        block=True,
        attrs=True,
    ),
    Component("lock_note", optional={"label": _("for you only")}),
    Component(
        "page_header",
        ("title",),
        {"lead": "", "eyebrow": "", "size": "page", "back_href": "", "back_label": ""},
        choices={"size": ("page", "greeting", "report")},
        block=True,
    ),
    Component("section_header", ("title",), {"text": "", "level": 2, "id": ""}, block=True),
    Component(
        "menu",
        optional={"label": pgettext_lazy("menu", "More"), "icon": "ellipsis", "align": "end"},
        choices={"align": ("start", "end")},
        block=True,
    ),
    Component("menu_item", ("label",), {"icon": "", "href": "", "danger": False, "name": "", "value": ""}, attrs=True),
    Component("day", ("weekday", "number")),
    Component("setting", ("title",), {"text": "", "id": ""}, block=True),
    Component("quote", optional={"name": "", "role": "", "src": ""}, block=True),
    Component("toasts"),
    Component("phone_bar", ("title",), {"back_href": "", "sub": ""}),
]
for _component in COMPONENTS:
    register_component(register, _component)


# --- Small tags whose first argument needs no name --------------------------------------------------------------------
@register.simple_tag
def icon(name: str, size: int = 18, label: str = "") -> SafeString:
    """Draw a Lucide icon, silent unless it has a label."""
    return icons.icon(name, size, str(label))


@register.simple_tag
def network_glyph(icon: str, label: str, size: int = 16, decorative: bool = False, dark: bool = False) -> SafeString:
    """Draw a network's badge."""
    return icons.network_glyph(icon, str(label), size, decorative=decorative, dark=dark)


@register.simple_tag
def count(n: int, tone: str = "") -> SafeString:
    """Write a count in its small rounded ground."""
    return format_html('<span class="count{}">{}</span>', f" count--{tone}" if tone else "", numbers.whole(int(n)))


@register.simple_tag(takes_context=True)
def field(context: Context, bound: BoundField, icon: str = "", hide_label: bool = False) -> SafeString:
    """Render one field of a form: label above, hint and error below."""
    renderer = bound.form.renderer or get_default_renderer()
    values = {"field": bound, "icon": icon, "hide_label": hide_label}
    return mark_safe(renderer.render(renderer.field_template_name, values))  # noqa: S308 - rendered by our template


@register.inclusion_tag("components/forms/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """List a form's errors on top of it, each with a link to its field."""
    return {"form": form, "errors": [bound for bound in form if bound.errors]}


@register.simple_tag
def portrait_url(user: Any) -> str:
    """Return where a person's portrait is, or nothing when they have none."""
    return address_of("people:portrait", user.public_id) if user and user.portrait else ""


@register.simple_tag
def logo_url(organisation: Any) -> str:
    """Return where an organisation's logo is, or nothing when it has none."""
    return address_of("people:logo", organisation.slug) if organisation and organisation.logo else ""


@register.simple_tag
def web_font() -> SafeString:
    """Link the font that `build_fonts` made; without it, pages use the system's."""
    if not (settings.GENERATED_ASSETS / "fonts" / "inter.css").exists():
        return mark_safe("")
    try:
        sheet, font = static("fonts/inter.css"), static("fonts/inter.woff2")
    except ValueError:  # made after the static files were collected
        return mark_safe("")
    return format_html(
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin><link rel="stylesheet" href="{}">',
        font,
        sheet,
    )


@register.filter(name="whole")
def whole(value: int) -> str:
    """Write a count as the page's language does: 318 400."""
    return numbers.whole(int(value))


@register.filter(name="percent")
def percent(ratio: float) -> str:
    """Write a ratio as a percentage: 62 %."""
    return numbers.percent(ratio)


@register.filter(name="unlocalise")
def unlocalise(value: float) -> str:
    """Write a number for a machine: with a point, without spaces."""
    return f"{float(value):g}"


@register.filter(name="waiting_messages")
def waiting_messages(request: HttpRequest) -> Iterable[Any]:
    """Return what the person has not been told yet, and count it as told."""
    return messages.get_messages(request)


@register.filter(name="undo_url")
def message_undo_url(message: Any) -> str:
    """Return where a message's undo button posts."""
    return undo_url(message)


def component_names() -> Sequence[str]:
    """Name every component, for the gallery's own test."""
    return [component.name for component in COMPONENTS]
