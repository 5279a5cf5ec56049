"""From a pasted link to a draft: its page is read by a job, and what was typed meanwhile waits with it."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import fetching, jobs
from advocacy.lib.errors import RuleViolation
from advocacy.lib.fetching import NotFetched
from advocacy.lib.page_cards import PageCard, card_of_page
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from advocacy.tenancy.calls import network_call
from content_library.models import Asset, LinkLookup
from content_library.services import assets, rules
from content_library.states import LookupState

logger = logging.getLogger(__name__)
L = LookupState

# A job that has not answered by then will not.
PATIENCE: Final = timedelta(seconds=45)
MOST_AN_HOUR: Final = 120
KEPT: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Page:
    """What was found behind a link: its words, and its picture as it came."""

    card: PageCard
    url: str
    picture: bytes = field(default=b"", repr=False)


@transaction.atomic
def look_up_link(*, actor: Membership, url: str, typed: Mapping[str, Sequence[str]] | None = None) -> LinkLookup:
    """Have the page behind a link read; `typed` is what its author had written in the editor, and comes back with it.

    Refuses what is no web address, and more than so many an hour. Where look-ups are switched off the row says so.
    """
    url = url.strip()
    if not url:
        raise RuleViolation(_("Paste a link first."), code="no_address", field="url")
    rules.check_web_address(url, field="url")
    recent = LinkLookup.objects.filter(membership=actor, created_at__gt=timezone.now() - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        raise RuleViolation(
            _("You have looked up many pages in a short time. Write this one yourself, or come back in an hour."),
            code="too_many_lookups",
            field="url",
        )
    on = settings.LINK_PREVIEWS
    lookup = LinkLookup.objects.create(
        membership=actor,
        url=url,
        typed={name: list(values) for name, values in (typed or {}).items()},
        state=L.WAITING if on else L.FAILED,
        problem="" if on else "switched_off",
    )
    if on:
        jobs.enqueue("content_library.read_link", organisation_id=actor.organisation_id, lookup_id=lookup.pk)
    return lookup


def own_lookup(actor: Membership, public_id: str) -> LinkLookup | None:
    """One of this person's look-ups as it stands; one that nobody answers any more has failed."""
    found = LinkLookup.objects.select_related("picture").filter(membership=actor, public_id=public_id).first()
    if found is not None and _is_lost(found):
        found.state, found.problem = L.FAILED, "too_slow"
    return found


def _is_lost(lookup: LinkLookup) -> bool:
    return lookup.state == L.WAITING and lookup.created_at < timezone.now() - PATIENCE


def look_up(organisation_id: int, lookup_id: int) -> bool:
    """Read what one row waits for; say whether anything was found. Twice is once. Outside any tenant."""
    with tenant(organisation_id):
        waiting = LinkLookup.objects.filter(pk=lookup_id, state=L.WAITING).first()
    if waiting is None or _is_lost(waiting):
        return False
    page, problem = _read(waiting.url)
    with tenant(organisation_id):
        return _keep(lookup_id, page, problem)


def _read(url: str) -> tuple[Page | None, str]:
    try:
        with network_call():
            answer = fetching.fetch(url, accept=fetching.PAGES)
    except NotFetched as error:
        logger.info("A link was not read: %s", error.code)
        return None, f"status_{error.status}" if error.status else error.code
    card = card_of_page(answer.body, charset=answer.charset, url=answer.url)
    if not card.title and not card.description:
        return None, "nothing_said"
    return Page(card, answer.url, _picture(card.picture)), ""


def _picture(address: str) -> bytes:
    if not address:
        return b""
    try:
        with network_call():
            return fetching.fetch(address, accept=fetching.PICTURES).body
    except NotFetched as error:
        logger.info("No picture of a link: %s", error.code)
        return b""


def _keep(lookup_id: int, page: Page | None, problem: str) -> bool:
    waiting = LinkLookup.objects.select_related("membership__organisation").filter(pk=lookup_id, state=L.WAITING)
    row = waiting.first()
    if row is None:
        return False
    if page is None:
        waiting.update(state=L.FAILED, problem=problem[:40])
        return False
    # Outside the transaction: decoding takes seconds.
    picture = _kept_picture(row.membership, page.picture)
    known = dict(settings.LANGUAGES)
    card = page.card
    own = card.canonical or page.url
    return bool(
        waiting.update(
            state=L.FOUND,
            own_url=own if len(own) <= 1000 else row.url,
            title=card.title,
            description=card.description,
            language=card.language if card.language in known else "",
            site=card.site,
            published_at=_moment(card.published),
            picture=picture,
        )
    )


def _kept_picture(actor: Membership, data: bytes) -> Asset | None:
    if not data:
        return None
    try:
        return assets.add_asset(actor=actor, upload=ContentFile(data))
    except RuleViolation as refusal:
        logger.info("No picture of a link: %s", refusal.code)
        return None


def _moment(said: str) -> datetime | None:
    """The day a page says it was published; None for what cannot be read or cannot be."""
    day = re.match(r"\d{4}-\d{2}-\d{2}", said)
    try:
        moment = datetime.fromisoformat(said) if day else None
    except ValueError:
        try:
            moment = datetime.fromisoformat(day[0]) if day else None
        except ValueError:
            return None
    if moment is None:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if moment.year >= 1990 and moment < timezone.now() + timedelta(days=1) else None


def forget_old() -> int:
    """Inside a tenant: forget look-ups past their time. A picture that was read is the library's, and stays."""
    deleted, _by_model = LinkLookup.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return deleted
