"""The card of a link that a person is about to share: looked up by a job, never by a page that somebody waits for.

No card is no error: the site may be off-line, the page private, the switch off. Then the person's own words stand.
"""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import fetching, jobs
from advocacy.lib.errors import RuleViolation
from advocacy.lib.page_cards import PageCard, card_of_page
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.selectors import asset_file
from content_library.services import assets
from sharing.models import LinkPreview, SharePicture
from sharing.services import grants, links
from sharing.states import PreviewState

logger = logging.getLogger(__name__)
P = PreviewState

# Asked again within this time, the same page is the same card.
SAME_FOR: Final = timedelta(minutes=10)
# A job that has not answered by then will not: no card.
PATIENCE: Final = timedelta(seconds=60)
MOST_AN_HOUR: Final = 60
KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Found:
    """A page's own words, and its picture as it came: not to be shown before it has been re-encoded."""

    title: str
    description: str
    picture: bytes = field(default=b"", repr=False)


def ask_for_card(*, actor: Membership, url: str) -> LinkPreview:
    """Look a page up for the person who is about to link to it; the answer comes into the row that is returned.

    The same page asked for again within minutes is the same row. Where look-ups are switched off, or the card cannot
    be had, the row says so: nothing is refused for it. Refuses an address that is none, and more than so many an hour.
    """
    url = links.check_destination(url)
    now = timezone.now()
    own = LinkPreview.objects.filter(membership=actor)
    found = own.filter(url=url, created_at__gt=now - SAME_FOR).exclude(state=P.NONE).first()
    if found is not None and not is_lost(found):
        return found
    if own.filter(created_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise RuleViolation(
            _("You have looked up many pages in a short time. Write the card yourself, or come back in an hour."),
            code="too_many_previews",
            field="url",
        )
    with transaction.atomic():
        state = P.WAITING if settings.LINK_PREVIEWS else P.NONE
        preview = LinkPreview.objects.create(membership=actor, url=url, state=state)
        if state == P.WAITING:
            jobs.enqueue("sharing.look_up_card", organisation_id=actor.organisation_id, preview_id=preview.pk)
    return preview


def own_preview(actor: Membership, public_id: str) -> LinkPreview | None:
    """One of this person's look-ups as it stands; one that nobody answers any more is none."""
    found = LinkPreview.objects.select_related("picture").filter(membership=actor, public_id=public_id).first()
    if found is not None and is_lost(found):
        found.state = P.NONE
    return found


def is_lost(preview: LinkPreview) -> bool:
    """Say whether its job has had its time."""
    return preview.state == P.WAITING and preview.created_at < timezone.now() - PATIENCE


def look_up(organisation_id: int, preview_id: int) -> bool:
    """Fetch what one row waits for; say whether a card was found. Twice is once. Outside any tenant.

    A job that comes when its time is over fetches nothing: nobody waits for the answer any more.
    """
    with tenant(organisation_id):
        waiting = LinkPreview.objects.filter(pk=preview_id, state=P.WAITING).first()
    if waiting is None or is_lost(waiting):
        return False
    card = card_of(waiting.url)
    with tenant(organisation_id):
        _keep(preview_id, card)
    return card is not None


def card_of(url: str) -> Found | None:
    """What a page says of itself, with its picture; None when there is nothing to show. Outside any tenant.

    Nothing but the public internet is reached (`lib.fetching`), and nothing that fails is an error of the person's.
    """
    if not settings.LINK_PREVIEWS:
        return None
    try:
        with grants.network_call():
            page = fetching.fetch(url, accept=fetching.PAGES)
    except fetching.NotFetched as error:
        logger.info("No card of a link: %s", error.code)
        return None
    card = card_of_page(page.body, charset=page.charset, url=page.url)
    if not card.title and not card.description:
        return None
    return Found(card.title, card.description, _picture(card))


def _picture(card: PageCard) -> bytes:
    if not card.picture:
        return b""
    try:
        with grants.network_call():
            return fetching.fetch(card.picture, accept=fetching.PICTURES).body
    except fetching.NotFetched as error:
        logger.info("No picture of a link: %s", error.code)
        return b""


def _keep(preview_id: int, card: Found | None) -> None:
    preview = LinkPreview.objects.select_related("membership__organisation").filter(pk=preview_id, state=P.WAITING)
    row = preview.first()
    if row is None:
        return
    if card is None:
        preview.update(state=P.NONE)
        return
    if card.picture:
        try:
            row.picture = assets.add_asset(
                actor=row.membership, upload=ContentFile(card.picture), alternative_text="", owner=row.membership
            )
        except RuleViolation as refusal:
            logger.info("No picture of a link: %s", refusal.code)
    row.title, row.description, row.state = card.title, card.description, P.FOUND
    row.save(update_fields=["title", "description", "state", "picture"])


@transaction.atomic
def forget_old() -> int:
    """Inside a tenant: forget look-ups past their time, and pictures that no share took from them."""
    old = LinkPreview.objects.select_related("picture").filter(created_at__lt=timezone.now() - KEPT)
    rows = list(old[:500])
    for row in rows:
        picture = row.picture
        row.delete()
        if picture is None or SharePicture.objects.filter(asset=picture).exists():
            continue
        for size in ("large", "thumb"):
            name = asset_file(picture, size)
            transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
        picture.delete()
    return len(rows)
