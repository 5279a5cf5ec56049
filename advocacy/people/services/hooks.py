"""What a higher floor wants to be told: it appends its function to these lists in its `apps.py`.

The functions are called inside the caller's tenant and transaction: what they refuse undoes the whole act.

    class SharingConfig(AppConfig):
        def ready(self) -> None:
            on_leaving.append(import_string("sharing.services.end_membership"))
"""

from collections.abc import Callable
from typing import Final

from advocacy.people.models import Membership

Told = Callable[[Membership], None]

# A person stops being an ambassador here: they left the programme, or the organisation. Called with their membership.
# Everything that was going to happen in their name must be ended before it returns. May be called twice.
on_leaving: Final[list[Told]] = []

# An organisation was created. Called with its first owner, so that every app can lay what it needs.
on_creating: Final[list[Told]] = []


def end_participation(membership: Membership) -> None:
    """End whatever this person does as an ambassador of this organisation."""
    for told in on_leaving:
        told(membership)


def lay_foundations(owner: Membership) -> None:
    """Let each app give a new organisation what it starts with."""
    for told in on_creating:
        told(owner)
