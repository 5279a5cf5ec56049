"""One page, whole or in part: what a view returns when htmx may have asked for a fragment of it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

_UNDO = "undo:"


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asked for a part of a page; a boosted link or a restored history entry wants all of it."""
    asked = request.headers
    return asked.get("HX-Request") == "true" and "HX-Boosted" not in asked and "HX-History-Restore-Request" not in asked


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the whole page, or its fragment when htmx asks for one; waiting messages travel with the fragment."""
    partial = fragment is not None and wants_fragment(request)
    response = render(request, f"{template}#{fragment}" if partial else template, dict(context or {}), status=status)
    if partial:
        toasts = render_to_string("components/toasts_swap.html", {}, request)
        response.content += toasts.strip().encode()
    patch_vary_headers(response, ["HX-Request"])
    return response


def go(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Redirect after a change; for htmx, which follows redirects silently, by asking the browser to go there."""
    response: HttpResponse = redirect(to, *args, **kwargs)
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})


def toast(request: HttpRequest, text: str, *, level: int = messages.SUCCESS, undo_url: str = "") -> None:
    """Tell the person briefly what happened; with `undo_url`, a button posts there to undo it."""
    if undo_url and (urlsplit(undo_url).netloc or urlsplit(undo_url).scheme):
        raise ValueError("undo_url must be an address of this site")
    messages.add_message(request, level, text, extra_tags=_UNDO + undo_url if undo_url else "")


def undo_url(message: Any) -> str:
    """Return where a message's undo button posts, or nothing."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
