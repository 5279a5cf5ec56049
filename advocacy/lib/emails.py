"""The one way to write to a person: three templates, one language, nothing that acts by being opened."""

import logging
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)

# Nobody answers a machine, and no out-of-office should either.
_HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}

# The server said no, to the letter or to us: it did not take it. After anything else it may have.
_REFUSALS: Final = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


class NotSent(Exception):
    """The mail server has certainly not taken the letter: it may be tried again."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one try ended. `sent` None: nobody can know, so it is not tried again. `error`: a class, never words."""

    sent: bool | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail, ready to be rendered outside any tenant. `context` holds plain values only.

    `stop_url`: where a mail program may let its reader stop letters of this kind, by one POST.
    """

    to: str
    template: str
    language: str
    context: Mapping[str, Any]
    stop_url: str = ""

    def send(self) -> None:
        """Send it now. Raises what the mail server raises; never inside a transaction."""
        send(to=self.to, template=self.template, context=self.context, language=self.language, stop_url=self.stop_url)

    def attempt(self) -> Attempt:
        """Send it now and say how that ended, whatever the mail server does."""
        try:
            self.send()
        except NotSent as refused:
            return Attempt(sent=False, error=type(refused.__cause__).__name__)
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("It is not known whether a letter left: %s.", type(error).__name__)
            return Attempt(sent=None, error=type(error).__name__)
        return Attempt(sent=True)


def absolute(path: str) -> str:
    """The address of a page of this site, for a mail."""
    return f"{settings.SITE_URL}{path}"


def send(*, to: str, template: str, context: Mapping[str, Any], language: str, stop_url: str = "") -> None:
    """Render `emails/<template>.subject.txt`, `.txt` and `.html` in one language, and send them as one message.

    Raises `NotSent` when the server cannot be reached or refuses; anything else it raises leaves a doubt.
    """
    values = {"site_url": settings.SITE_URL, "stop_url": stop_url, **context}
    with translation.override(language):
        values["language"] = language
        subject, text, html = (
            render_to_string(f"emails/{template}.{ending}", values) for ending in ("subject.txt", "txt", "html")
        )
    headers = dict(_HEADERS)
    if stop_url:
        # RFC 8058: the mail program posts there, with nothing but the address.
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(" ".join(subject.split()), text.strip() + "\n", to=[to], headers=headers)
    message.attach_alternative(html, "text/html")
    _hand_over(message)


def _hand_over(message: EmailMultiAlternatives) -> None:
    """Open the line first: what goes wrong until then is no doubt."""
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent from error
    message.connection = connection
    try:
        message.send()
    except _REFUSALS as error:
        raise NotSent from error
    finally:
        connection.close()
