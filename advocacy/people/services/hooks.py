"""What a higher floor wants to be told: it appends its function to these lists in its `apps.py`.

The functions are called inside the caller's tenant and transaction: what they refuse undoes the whole act.

    class SharingConfig(AppConfig):
        def ready(self) -> None:
            on_leaving.append(import_string("sharing.services.end_membership"))
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from advocacy.people.models import Membership, Notification

Told = Callable[[Membership], None]


@dataclass(frozen=True, slots=True)
class Written:
    """An e-mail in a higher floor's words: its template, and plain values for it besides the notification's own."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One new thing, and the path of the page about it."""

    title: str
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class DigestPart:
    """What is new of one kind."""

    title: str
    lines: Sequence[DigestLine]


# A person stops being an ambassador here: they left the programme, or the organisation. Called with their membership.
# Everything that was going to happen in their name must be ended before it returns. May be called twice.
on_leaving: Final[list[Told]] = []

# An organisation was created. Called with its first owner, so that every app can lay what it needs.
on_creating: Final[list[Told]] = []

# A kind of notification whose e-mail a higher floor writes, in the language and on the clock of the moment, when it is
# about to leave. None: there is nothing left to write about.
letter_writers: Final[dict[str, Callable[[Notification], Written | None]]] = {}

# What is new for one person since a moment, for their summary. None or no lines: nothing.
digest_parts: Final[list[Callable[[Membership, datetime], DigestPart | None]]] = []


def end_participation(membership: Membership) -> None:
    """End whatever this person does as an ambassador of this organisation."""
    for told in on_leaving:
        told(membership)


def lay_foundations(owner: Membership) -> None:
    """Let each app give a new organisation what it starts with."""
    for told in on_creating:
        told(owner)
