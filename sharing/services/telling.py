"""What sharing writes in e-mails of its own: the prepared week with its texts, and its part of the summary."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.lib.emails import absolute
from advocacy.lib.times import day_and_time
from advocacy.people.models import Membership, Notification
from advocacy.people.services import DigestLine, DigestPart, Written
from content_library import selectors as library
from sharing import selectors
from sharing.models import Share
from sharing.services import rule_links
from sharing.services.week_lines import WeekLine, week_lines
from sharing.states import ShareState

# A summary names as many of each; the rest stands in the product.
MOST_IDEAS: Final = 5
MOST_OUT: Final = 5


def write_week(notification: Notification) -> Written | None:
    """The week as it stands when its e-mail leaves, every text whole; None when nothing of it is left."""
    membership = notification.membership
    membership = type(membership).objects.select_related("user", "organisation").get(pk=membership.pk)
    lines = [line for line in week_lines(membership) if line.moment is not None and line.moment > timezone.now()]
    if not lines:
        return None
    count = len(lines)
    title = ngettext("%(count)d draft is prepared for you", "%(count)d drafts are prepared for you", count)
    context = {
        "title": title % {"count": count},
        "lines": [_in_mail(membership, line) for line in lines],
        "button_label": _("Read and approve my week"),
        "off_url": absolute(rule_links.off_path(membership)),
    }
    return Written("week_ready", context)


def new_ideas(membership: Membership, since: datetime) -> DigestPart | None:
    """Ideas for this person that came since, for somebody who shares at the moment."""
    if not selectors.is_enrolled(membership):
        return None
    mine = Share.objects.filter(membership=membership, item__isnull=False).values_list("item_id", flat=True)
    ideas = library.items_for(membership, limit=30, exclude_ids=list(mine))
    fresh = [idea for idea in ideas if idea.item.state_changed_at >= since][:MOST_IDEAS]
    feed = reverse("sharing:feed", kwargs={"org": membership.organisation.slug})
    return DigestPart(
        _("New ideas for you"), [DigestLine(idea.item.title, idea.reason.sentence, feed) for idea in fresh]
    )


def gone_out(membership: Membership, since: datetime) -> DigestPart | None:
    """What this person published since: theirs, without figures, which are theirs to go and see."""
    rows = Share.objects.filter(membership=membership, state=ShareState.PUBLISHED, published_at__gte=since)
    rows = rows.select_related("membership__organisation").order_by("-published_at")[:MOST_OUT]
    lines = [
        DigestLine(
            row.title or row.text[:80],
            _("%(network)s, %(when)s")
            % {"network": selectors.network_label(row.network), "when": day_and_time(row.published_at or since)},
            selectors.share_path(row),
        )
        for row in rows
    ]
    return DigestPart(_("What you shared"), lines)


def _in_mail(membership: Membership, line: WeekLine) -> dict[str, object]:
    account, share = line.account, line.share
    pictures = [each.alternative_text or _("without a description") for each in share.pictures.all()]
    return {
        "when": day_and_time(line.moment) if line.moment is not None else "",
        "network": line.network.label,
        "account": (account.name or account.handle) if account is not None else "",
        "title": share.title,
        "text": _without_our_link(share.text, line),
        "pictures": pictures,
        "document": share.document.title if share.document is not None else "",
        "comment": _without_our_link(share.comment.text, line) if share.comment is not None else "",
        "link": share.link.destination if share.link is not None and line.shows_card else "",
        "problem": line.problem,
        "note": line.note,
        "url": absolute(rule_links.one_path(membership, share)),
    }


def _without_our_link(text: str, line: WeekLine) -> str:
    """The text with the page itself in the place of its short link.

    Nothing but the post may carry that link: following it proves that the post is online. The page that the e-mail
    opens shows the text to the letter.
    """
    link = line.share.link
    return text.replace(line.address, link.destination) if link is not None and line.address else text
