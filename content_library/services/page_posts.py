"""What the company page posted about an item: the moment the baton passes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import ContentItem, PagePost
from content_library.selectors.announcements import page_post_of
from content_library.selectors.registry import network_choices
from content_library.services import versions
from content_library.services.moves import settle_announcement
from content_library.services.parts import expect_page
from content_library.services.rules import check_expected, check_web_address
from content_library.states import ItemState

LONGEST = 1000
OVER = frozenset({ItemState.EXPIRED, ItemState.ARCHIVED})


@transaction.atomic
def expect_page_post(*, actor: Membership, item: ContentItem, expected_at: datetime) -> ContentItem:
    """Plan the page's post for another time; shares that wait for it follow, in the same transaction.

    Refuses a moment that has passed, an idea the page has posted about, and one that is over. Nothing leaves before the
    page for all that: only its post, or another order, opens the idea.
    """
    post = page_post_of(item)
    if post is not None and post.posted_at is not None:
        raise RuleViolation(
            _("The page has already posted about it. Nothing has changed."), code="page_has_posted", field="expected_at"
        )
    if item.state in OVER:
        raise RuleViolation(_("This idea is over: there is nothing to plan."), code="item_over", field="expected_at")
    check_expected(item, {"page_expected_at": expected_at}, field="expected_at")
    before = post.expected_at if post is not None else None
    if before != expected_at:
        versions.keep_first(item, number=item.version)
        expect_page(item, expected_at)
        # An editor that was opened before must not put the old time back without noticing.
        ContentItem.objects.filter(pk=item.pk).update(version=F("version") + 1)
        item.refresh_from_db()
        versions.record_version(actor=actor, item=item, changed=["page_expected_at"])
        moments = [before.isoformat() if before else None, expected_at.isoformat()]
        record_audit(actor=actor, verb="item.page_planned", subject=item, changes={"expected_at": moments})
        settle_announcement(actor=actor, item=item)
    return item


@transaction.atomic
def record_page_post(
    *,
    actor: Membership,
    item: ContentItem,
    url: str,
    posted_at: datetime | None = None,
    more_urls: Mapping[str, str] | None = None,
) -> ContentItem:
    """Say that the page has posted (now, unless told when). An idea that waited becomes available; its shares leave.

    `more_urls` holds the same announcement on each network, by network key, for people to relay; None leaves what is
    there. A second record corrects the first, its moment only when one is given. Refuses an address that is not
    http(s), one that names no post that a network lets people relay, and a moment still to come.
    """
    url = url.strip()
    if not url:
        raise RuleViolation(_("Paste the address of the page’s post."), code="no_address", field="url")
    check_web_address(url, field="url")
    earlier = page_post_of(item)
    moment = posted_at or (earlier.posted_at if earlier is not None else None) or timezone.now()
    if moment > timezone.now():
        raise RuleViolation(
            _("This moment is still to come. Give it as the expected date; come back when the page has posted."),
            code="posted_in_the_future",
            field="posted_at",
        )
    values: dict[str, Any] = {"url": url, "posted_at": moment}
    if more_urls is not None:
        values["more_urls"] = _relayable(more_urls)
    post, _created = PagePost.objects.update_or_create(item=item, defaults=values)
    item.page_post = post
    record_audit(actor=actor, verb="item.page_posted", subject=item, changes={"posted_at": moment.isoformat()})
    settle_announcement(actor=actor, item=item)
    return item


def _relayable(more_urls: Mapping[str, str]) -> dict[str, str]:
    """The addresses by network, without the empty ones. An embed code is kept as the id it names."""
    known = {choice.key: choice for choice in network_choices() if choice.relayed is not None}
    kept = {}
    for key, address in more_urls.items():
        address = address.strip()
        choice = known.get(key)
        if not address or choice is None or choice.relayed is None:
            continue
        named = choice.relayed(address)
        if not named:
            raise RuleViolation(
                _(
                    "This address does not name a post of %(network)s that people can relay. Open the post’s own menu "
                    "there and copy its link, or the code it offers to embed it."
                )
                % {"network": choice.label},
                code="not_relayable",
                field=f"url_{key}",
            )
        kept[key] = address if address.startswith(("https://", "http://")) and len(address) <= LONGEST else named
    return kept
