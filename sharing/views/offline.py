"""The application on a phone: its manifest, its service worker, and the page that stands in when there is no network.

All three are public and hold nothing of a person: what somebody typed stays in their own browser.
"""

import hashlib
import json
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from advocacy.people.access import PUBLIC, StatedView

SCRIPTS: Final = Path(settings.BASE_DIR) / "static" / "js"
WORKER: Final = Path(settings.BASE_DIR) / "static" / "worker" / "service-worker.js"
PAGE: Final = Path(settings.BASE_DIR) / "templates" / "sharing" / "offline.html"
GENERATED: Final = ("fonts/inter.css", "fonts/inter.woff2")
SHELL: Final = ("css/main.css", "img/favicon.svg", "img/relais.svg")


class InOneLanguage(StatedView):
    """Speaks the language in its address: what is kept on a device must not depend on who is signed in."""

    permission = PUBLIC

    @staticmethod
    def language(request: HttpRequest) -> str:
        """The language asked for, else the one of the moment."""
        wanted = request.GET.get("lang", "")
        return wanted if wanted in dict(settings.LANGUAGES) else (translation.get_language() or "en")[:2]


class Manifest(InOneLanguage):
    """What a phone needs to know to install the site."""

    def get(self, request: HttpRequest) -> HttpResponse:
        with translation.override(self.language(request)):
            answer = {
                "id": "/",
                "name": "Relais",
                "short_name": "Relais",
                "description": _("Talk about your work, in your own words"),
                "lang": translation.get_language(),
                "start_url": "/",
                "scope": "/",
                "display": "standalone",
                "background_color": "#F6F5F1",
                "theme_color": "#0C5A66",
                "share_target": {
                    "action": reverse("content_library:share_target"),
                    "method": "POST",
                    "enctype": "multipart/form-data",
                    "params": {
                        "title": "title",
                        "text": "text",
                        "url": "url",
                        "files": [{"name": "upload", "accept": ["image/jpeg", "image/png", "image/webp", "image/gif"]}],
                    },
                },
                "icons": [
                    _icon("img/icon-192.png", "192x192"),
                    _icon("img/icon-512.png", "512x512"),
                    {**_icon("img/icon-mask.png", "512x512"), "purpose": "maskable"},
                ],
            }
        return JsonResponse(answer, content_type="application/manifest+json", headers=_public())


class ServiceWorker(InOneLanguage):
    """The script that answers when the network does not. It keeps the shell and the page below, nothing else."""

    def get(self, request: HttpRequest) -> HttpResponse:
        language = self.language(request)
        shell = shell_files()
        mark = hashlib.sha256("\n".join([*shell, language]).encode() + _everything()).hexdigest()[:12]
        kept = {
            "name": f"relais-{mark}",
            "offline": f"{reverse('sharing:offline')}?lang={language}",
            "home": settings.STATIC_URL,
            "shell": shell,
        }
        script = f"const kept = {json.dumps(kept)};\n{WORKER.read_text(encoding='utf-8')}"
        # no-cache: a browser asks each time, so that a new version reaches a phone the next time it is opened.
        headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
        return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


class Offline(InOneLanguage):
    """What a person sees without a network: the drafts this device keeps, to read and to write on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        language = self.language(request)
        with translation.override(language):
            response = render(request, "sharing/offline.html", {"LANGUAGE_CODE": language})
        for name, value in _public().items():
            response.headers[name] = value
        return response


def shell_files() -> list[str]:
    """The addresses of what every page is drawn with."""
    modules = [f"js/{path.name}" for path in sorted(SCRIPTS.glob("*.js"))]
    fonts = [name for name in GENERATED if (settings.GENERATED_ASSETS / name).exists()]
    # Modules import one another by their plain names; the page names the first one by its content.
    plain = [f"{settings.STATIC_URL}{name}" for name in modules]
    return list(dict.fromkeys([*map(_address, (*SHELL, *fonts, "js/main.js", "js/offline.js")), *plain]))


def _icon(name: str, sizes: str) -> dict[str, str]:
    return {"src": static(name), "sizes": sizes, "type": "image/png"}


def _address(name: str) -> str:
    try:
        return static(name)
    except ValueError:  # made after the static files were collected
        return f"{settings.STATIC_URL}{name}"


def _everything() -> bytes:
    """What a device must fetch anew when it changes."""
    return b"".join(path.read_bytes() for path in [*sorted(SCRIPTS.glob("*.js")), WORKER, PAGE])


def _public() -> dict[str, str]:
    return {"Cache-Control": "public, max-age=3600"}
