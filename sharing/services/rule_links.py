"""Addresses that e-mails about rules carry: pages with a button. None of them does anything by being opened."""

from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.urls import reverse

from advocacy.people.models import Membership
from sharing.models import Share

_SALT: Final = "sharing.rules-off"


@dataclass(frozen=True, slots=True)
class OffLink:
    """What the link lets its holder do, and nothing else: stop one person's rules in one organisation."""

    organisation_id: int
    membership_id: int


def off_path(membership: Membership) -> str:
    """The page behind “stop preparing”, signed in or not."""
    token = signing.dumps([membership.organisation_id, membership.pk], salt=_SALT)
    return reverse("sharing:rules_off", kwargs={"token": token})


def read_off_link(token: str) -> OffLink | None:
    """What this link allows; None when it is not one of ours."""
    try:
        organisation_id, membership_id = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return OffLink(organisation_id, membership_id)


def one_path(membership: Membership, share: Share) -> str:
    """The page that shows one prepared draft alone. Only its author, signed in, opens it."""
    return reverse("sharing:my_week_one", kwargs={"org": membership.organisation.slug, "public_id": share.public_id})
