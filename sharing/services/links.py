"""Tracked links: our short address of one destination. Who opens it is counted in `clicks`."""

import hmac
import re
import secrets
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.public_ids import ALPHABET
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from content_library.models import Campaign
from sharing.models import Share, TrackedLink

CODE_LENGTH: Final = 10
LONGEST_DESTINATION: Final = 1500
MEDIUM: Final = "employee_advocacy"


def address_for(*, actor: Membership, network: str, request_key: str) -> str:
    """The short address that the composition `request_key` will carry on `network`. Nothing is written.

    Known before the row exists, so that a person approves a text that already holds it.
    """
    return _address(actor.organisation, _code_for(actor, network, request_key))


def address_of(share: Share) -> str:
    """The short address of a share, also before its link is made; "" when it leads nowhere."""
    if share.link is not None:
        return _address(share.membership.organisation, share.link.code)
    if share.item is None or not share.item.url:
        return ""
    return address_for(actor=share.membership, network=share.network, request_key=share.request_key)


def aim(*, share: Share, destination: str, campaign: Campaign | None) -> TrackedLink:
    """Give a share that nobody has approved yet its link, or point that link elsewhere."""
    if share.link is None:
        return make_link(
            actor=share.membership,
            network=share.network,
            destination=destination,
            campaign=campaign,
            request_key=share.request_key,
        )
    target = with_campaign(check_destination(destination), network=share.network, campaign=campaign)
    if share.link.destination != target:
        share.link.destination = target
        share.link.save(update_fields=["destination"])
    return share.link


def make_link(
    *, actor: Membership, network: str, destination: str, campaign: Campaign | None = None, request_key: str = ""
) -> TrackedLink:
    """Make the tracked link of one share; its destination never changes.

    The campaign and the network are named to the destination's statistics, the person never. Refuses a destination
    that is not a whole http or https address, or one of ours (it would count twice and could run in circles).
    """
    target = with_campaign(check_destination(destination), network=network, campaign=campaign)
    code = _code_for(actor, network, request_key) if request_key else _random_code()
    link, _made = TrackedLink.objects.get_or_create(code=code, defaults={"destination": target})
    return link


def check_destination(destination: str) -> str:
    """Return the address, trimmed. Refuses one that a browser must not be sent to."""
    destination = destination.strip()
    try:
        parts = urlsplit(destination)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        _port = parts.port
    except ValueError:
        valid = False
    if not valid or re.search(r"[\s\x00-\x1f\\]", destination):
        raise RuleViolation(
            _("Enter a web address that starts with https:// or http://."), code="destination_invalid", field="url"
        )
    if destination.startswith(f"{settings.SITE_URL}/l/"):
        raise RuleViolation(
            _("This is already a short link of ours. Enter the page itself."), code="destination_invalid", field="url"
        )
    return destination


def with_campaign(destination: str, *, network: str, campaign: Campaign | None) -> str:
    """Add the usual utm parameters, unless the address brings its own or would become too long."""
    parts = urlsplit(destination)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if any(name.startswith("utm_") for name, _value in query):
        return destination
    marks = {"utm_source": network, "utm_medium": MEDIUM}
    if campaign is not None:
        marks["utm_campaign"] = slugify(campaign.name) or campaign.public_id
    joined = "&".join(filter(None, (parts.query, urlencode(marks))))
    marked = urlunsplit((parts.scheme, parts.netloc, parts.path, joined, parts.fragment))
    return marked if len(marked) <= LONGEST_DESTINATION else destination


def _address(organisation: Organisation, code: str) -> str:
    return f"{settings.SITE_URL}/l/{organisation.code}/{code}/"


def _code_for(actor: Membership, network: str, request_key: str) -> str:
    # Keyed, so that nobody can choose the code their own form leads to.
    message = f"{actor.organisation_id}|{actor.pk}|{network}|{request_key}".encode()
    digest = hmac.digest(f"tracked-link|{settings.SECRET_KEY}".encode(), message, "sha256")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])


def _random_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _index in range(CODE_LENGTH))
