"""What stands in a calendar that other programs read: the least that is of use there, never a text of a share."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from content_library.models import ContentItem
from content_library.selectors import calendar as library_calendar
from sharing.models import CalendarFeed
from sharing.selectors.calendar import SHOWN, moment_of
from sharing.selectors.networks import network_label
from sharing.selectors.shares import shares_for, within
from sharing.states import FeedKind, ShareState

BACK: Final = timedelta(days=60)
AHEAD: Final = timedelta(days=180)
LENGTH: Final = timedelta(minutes=15)
MOST: Final = 500
# How often programs are asked to look again.
AGAIN: Final = timedelta(hours=1)


def feeds_of(membership: Membership) -> dict[str, CalendarFeed]:
    """The person's own addresses, by kind."""
    return {feed.kind: feed for feed in CalendarFeed.objects.filter(membership=membership)}


def calendar_of(feed: CalendarFeed) -> bytes:
    """The calendar as its person may see it now, in the language of the moment. One query."""
    membership = feed.membership
    organisation = membership.organisation.name
    own = feed.kind == FeedKind.OWN
    name = _("%(organisation)s: my shares") if own else _("%(organisation)s: what the page announces")
    calendar = Calendar()
    calendar.add("prodid", "-//Relais//Relais//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name % {"organisation": organisation})
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    for event in _own(membership) if own else _page(membership):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _span() -> tuple[datetime, datetime]:
    now = timezone.now()
    return now - BACK, now + AHEAD


def _own(membership: Membership) -> Iterator[Event]:
    slug = membership.organisation.slug
    for share in within(shares_for(membership).filter(state__in=SHOWN), *_span())[:MOST]:
        moment = moment_of(share)
        if moment is None:
            continue
        subject = share.item.title if share.item else share.title or _("A post of my own")
        summary = _("%(network)s: %(title)s") % {"network": network_label(share.network), "title": subject}
        path = reverse("sharing:share_detail", kwargs={"org": slug, "public_id": share.public_id})
        waits = share.state == ShareState.HELD
        yield _event(f"share-{share.public_id}", summary, moment, share.updated_at, path, sure=not waits)


def _page(membership: Membership) -> Iterator[Event]:
    prepares = membership.can(Permission.LIBRARY_READ)
    path = reverse("content_library:calendar", kwargs={"org": membership.organisation.slug})
    for item in library_calendar.page_plan(*_span(), prepares=prepares):
        moment = library_calendar.page_moment(item)
        if moment is None:
            continue
        summary = _("Page: %(title)s") % {"title": item.title or _("Untitled")}
        day = f"?on={timezone.localtime(moment):%Y-%m-%d}"
        yield _event(f"page-{item.public_id}", summary, moment, item.updated_at, path + day, sure=_posted(item))


def _posted(item: ContentItem) -> bool:
    return item.page_post.posted_at is not None


def _event(uid: str, summary: str, moment: datetime, changed: datetime, path: str, *, sure: bool) -> Event:
    event = Event()
    event.add("uid", f"{uid}@relais")
    event.add("summary", summary)
    event.add("dtstart", moment.astimezone(tz=UTC))
    event.add("dtend", (moment + LENGTH).astimezone(tz=UTC))
    event.add("dtstamp", changed.astimezone(tz=UTC))
    event.add("status", "CONFIRMED" if sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{settings.SITE_URL}{path}")
    return event
