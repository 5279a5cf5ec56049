"""What the company page posted about an item: the moment the baton passes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import ContentItem, PagePost
from content_library.services.moves import settle_announcement
from content_library.services.rules import check_web_address


@transaction.atomic
def record_page_post(
    *, actor: Membership, item: ContentItem, url: str, posted_at: datetime | None = None
) -> ContentItem:
    """Say that the page has posted (now, unless told when). An idea that waited becomes available; its shares leave.

    A second record corrects the first. Refuses an address that is not http(s) and a moment still to come.
    """
    url = url.strip()
    if not url:
        raise RuleViolation(_("Paste the address of the page’s post."), code="no_address", field="url")
    check_web_address(url, field="url")
    moment = posted_at or timezone.now()
    if moment > timezone.now():
        raise RuleViolation(
            _("This moment is still to come. Give it as the expected date; come back when the page has posted."),
            code="posted_in_the_future",
            field="posted_at",
        )
    post, _created = PagePost.objects.update_or_create(item=item, defaults={"url": url, "posted_at": moment})
    item.page_post = post
    record_audit(actor=actor, verb="item.page_posted", subject=item, changes={"posted_at": moment.isoformat()})
    settle_announcement(actor=actor, item=item)
    return item
