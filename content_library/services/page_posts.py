"""What the company page posted about an item: the moment the baton passes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import ContentItem, PagePost
from content_library.selectors.announcements import page_post_of
from content_library.selectors.registry import network_choices
from content_library.services.moves import settle_announcement
from content_library.services.rules import check_web_address

LONGEST = 1000


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
