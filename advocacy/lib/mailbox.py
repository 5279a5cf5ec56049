"""The demo's mails, read back from the folder they were written to."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from django.conf import settings

_NAME: Final = re.compile(r"[\w-]{1,80}\.log")
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, as its reader would see it: the text part only, since that says the same as the other."""

    name: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str


def newest() -> list[Mail]:
    """The latest mails, newest first. Each file holds what one connection sent."""
    files = sorted(_folder().glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:MOST]
    return [mail for path in files if (mail := _parse(path)) is not None]


def read(name: str) -> Mail | None:
    """One mail by its file's name, or None. Nothing but a name of this folder is looked for."""
    path = _folder() / name
    return _parse(path) if _NAME.fullmatch(name) and path.is_file() else None


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _parse(path: Path) -> Mail | None:
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    if not isinstance(message, EmailMessage) or not message["To"]:
        return None
    body = message.get_body(preferencelist=("plain",))
    date = message["Date"]
    return Mail(
        name=path.name,
        to=str(message["To"]),
        subject=str(message["Subject"] or ""),
        sent_at=_moment(str(date)) if date else None,
        text=body.get_content().split("\n" + "-" * 79)[0].strip() if body is not None else "",
    )


def _moment(date: str) -> datetime:
    """A mail's date; Django writes "-0000", which Python reads as a time without a zone."""
    moment = parsedate_to_datetime(date)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
