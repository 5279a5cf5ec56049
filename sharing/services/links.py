"""Tracked links: our short address of one destination, and who opened it."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.public_ids import ALPHABET
from advocacy.organisations import selectors as organisations
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import Campaign
from sharing.models import Click, Share, ShareAttempt, TrackedLink, VisitorSalt
from sharing.services import moving
from sharing.states import AttemptOutcome, ClickKind, Evidence, ShareState

CODE_LENGTH: Final = 10
LONGEST_DESTINATION: Final = 1500
MEDIUM: Final = "employee_advocacy"
# Visitor hashes are forgotten after this many days, whole rows much later; the counters stay.
FORGET_VISITORS_DAYS: Final = 30
FORGET_CLICKS_DAYS: Final = 396

_PREVIEW: Final = re.compile(
    r"linkedinbot|twitterbot|facebookexternalhit|facebot|slackbot|slack-imgproxy|whatsapp|telegrambot|discordbot"
    r"|skypeuripreview|microsoftpreview|embedly|iframely|pinterestbot|redditbot|mastodon|bluesky|cardyb|vkshare"
    r"|google-inspectiontool|googlebot-image|bitlybot|viber|line-poker|kakaotalk-scrap|preview",
    re.IGNORECASE,
)
_BOT: Final = re.compile(
    # Cubot makes telephones.
    r"(?<!cu)bot\b|crawl|spider|slurp|curl|wget|python|java/|go-http|okhttp|axios|node-fetch|libwww|httpclient|scrapy"
    r"|headless|phantom|lighthouse|monitor|uptime|pingdom|scan|probe|fetch|archive|ahrefs|semrush|barracuda|mimecast"
    r"|proofpoint|safelinks|urldefense|zgrab|nmap|apache-http|feed|rss|validator",
    re.IGNORECASE,
)


# --- Making ----------------------------------------------------------------------------------------------------------
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


# --- Opening ---------------------------------------------------------------------------------------------------------
def kind_of(user_agent: str, method: str = "GET", *, prefetched: bool = False) -> ClickKind:
    """Tell people from programs by what they say of themselves."""
    if method == "HEAD":
        return ClickKind.HEAD
    if prefetched or _PREVIEW.search(user_agent):
        return ClickKind.PREVIEW
    if not user_agent.strip() or _BOT.search(user_agent):
        return ClickKind.BOT
    return ClickKind.PERSON


def record_click(
    *,
    org_code: str,
    code: str,
    user_agent: str,
    ip: str,
    method: str = "GET",
    prefetched: bool = False,
    from_our_pages: bool = False,
) -> str | None:
    """Count one opening and return where it leads; None for a code that is not a link of that organisation.

    Outside any tenant. The row and the counter are committed before this returns. A person's opening proves that a
    share in doubt is online, since nothing else carries its link; an opening from our own pages proves nothing and
    is not counted. The address of the visitor is hashed with a value thrown away each day, and kept nowhere else.
    """
    organisation = organisations.by_code(org_code)
    if organisation is None or not organisation.is_active:
        return None
    kind = kind_of(user_agent, method, prefetched=prefetched)
    salt = salt_of(timezone.now().date())
    with tenant(organisation.pk), transaction.atomic():
        row = (
            TrackedLink.objects.filter(code=code).values_list("pk", "destination", "share__pk", "share__state").first()
        )
        if row is None:
            return None
        link_id, destination, share_id, state = row
        if not from_our_pages:
            visitor = hashlib.sha256(f"{salt}|{organisation.pk}|{ip}|{user_agent}".encode()).hexdigest()[:32]
            Click.objects.create(link_id=link_id, kind=kind, visitor=visitor)
            counter = "clicks" if kind == ClickKind.PERSON else "automatic_clicks"
            TrackedLink.objects.filter(pk=link_id).update(**{counter: F(counter) + 1})
            if kind == ClickKind.PERSON and state == ShareState.UNCONFIRMED:
                _prove(share_id)
    return str(destination)


def _prove(share_id: int) -> None:
    """End a doubt: only the post could have carried this link."""
    attempt = ShareAttempt.objects.filter(share_id=share_id, outcome=AttemptOutcome.UNCONFIRMED).last()
    if attempt is None:
        return
    try:
        moving.published(share_id, ShareState.UNCONFIRMED, evidence=Evidence.CLICK, published_at=attempt.started_at)
    except moving.AlreadyMoved:
        return
    ShareAttempt.objects.filter(pk=attempt.pk).update(outcome=AttemptOutcome.PUBLISHED)


@lru_cache(maxsize=2)
def salt_of(day: date) -> str:
    """The random value of one day; the same in every process, gone the day after."""
    row, _made = VisitorSalt.objects.get_or_create(on=day, defaults={"salt": secrets.token_hex(32)})
    return row.salt


def forget_salts() -> None:
    """Delete the values of past days: from then on nobody can tell whose a hash was, or join two days."""
    VisitorSalt.objects.filter(on__lt=timezone.now().date()).delete()


def forget_clicks() -> Mapping[str, int]:
    """Inside a tenant: blank old visitor hashes and delete rows past their time. The counters stay."""
    now = timezone.now()
    old = Click.objects.filter(at__lt=now - timedelta(days=FORGET_VISITORS_DAYS)).exclude(visitor="")
    deleted, _rows = Click.objects.filter(at__lt=now - timedelta(days=FORGET_CLICKS_DAYS)).delete()
    return {"blanked": old.update(visitor=""), "deleted": deleted}
