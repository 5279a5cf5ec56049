"""The one way to write to a person: three templates, one language, nothing that acts by being opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

# Nobody answers a machine, and no out-of-office should either.
_HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail, ready to be rendered outside any tenant. `context` holds plain values only."""

    to: str
    template: str
    language: str
    context: Mapping[str, Any]

    def send(self) -> None:
        """Send it now. Raises what the mail server raises; never inside a transaction."""
        send(to=self.to, template=self.template, context=self.context, language=self.language)


def absolute(path: str) -> str:
    """The address of a page of this site, for a mail."""
    return f"{settings.SITE_URL}{path}"


def send(*, to: str, template: str, context: Mapping[str, Any], language: str) -> None:
    """Render `emails/<template>.subject.txt`, `.txt` and `.html` in one language, and send them as one message."""
    values = {"site_url": settings.SITE_URL, **context}
    with translation.override(language):
        values["language"] = language
        subject, text, html = (
            render_to_string(f"emails/{template}.{ending}", values) for ending in ("subject.txt", "txt", "html")
        )
    message = EmailMultiAlternatives(" ".join(subject.split()), text.strip() + "\n", to=[to], headers=dict(_HEADERS))
    message.attach_alternative(html, "text/html")
    message.send()
