"""Reads about a person's shares. Nobody else's are ever read with their texts."""

from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from content_library.models import ContentItem
from sharing.models import Share, SharePicture, TrackedLink
from sharing.selectors.networks import find_network
from sharing.states import HoldReason, ShareState

S = ShareState


def shares_for(membership: Membership) -> QuerySet[Share]:
    """All of one person's shares, newest first, with what a list shows of each."""
    return (
        Share.objects.filter(membership=membership)
        .select_related("item__picture", "link", "connection", "angle", "document", "first_comment")
        .prefetch_related(Prefetch("pictures", SharePicture.objects.select_related("asset")))
    )


def share(membership: Membership, public_id: str) -> Share | None:
    """One of this person's shares, or None: unknown, somebody else's, or of another organisation."""
    return shares_for(membership).filter(public_id=public_id).first()


def drafts(membership: Membership) -> QuerySet[Share]:
    """What this person is still writing."""
    return shares_for(membership).filter(state=S.DRAFT)


def needs_an_answer(membership: Membership) -> QuerySet[Share]:
    """What waits for a gesture of this person: doubts, failures, misses and lapsed access, most recent first."""
    doubts = Q(state=S.UNCONFIRMED)
    ended = Q(state__in=[S.FAILED, S.MISSED], dealt_with_at__isnull=True)
    held = Q(state=S.HELD, reason__in=[HoldReason.RECONNECT, HoldReason.BUDGET])
    return shares_for(membership).filter(doubts | ended | held).order_by("-state_changed_at", "-pk")


def on_the_way(membership: Membership) -> QuerySet[Share]:
    """What will go out, in the order it will."""
    return shares_for(membership).filter(state__in=[S.SCHEDULED, S.HELD, S.PUBLISHING]).order_by("due_at", "pk")


def already_out(membership: Membership) -> QuerySet[Share]:
    """What went out, what the person called off, and what failed and is dealt with, newest first."""
    over = Q(state__in=[S.PUBLISHED, S.CANCELLED, S.REMOVED])
    dealt_with = Q(state__in=[S.FAILED, S.MISSED], dealt_with_at__isnull=False)
    return shares_for(membership).filter(over | dealt_with).order_by("-state_changed_at", "-pk")


def within(shares: QuerySet[Share], since: datetime, until: datetime) -> QuerySet[Share]:
    """Those that went out in this time or, where they did not, were promised for it."""
    out = Q(published_at__gte=since, published_at__lt=until)
    promised = Q(published_at__isnull=True, due_at__gte=since, due_at__lt=until)
    return shares.filter(out | promised)


def within_days(shares: QuerySet[Share], since: date | None, until: date | None) -> QuerySet[Share]:
    """Those of these days, both included, in the time zone of the moment; an open end is open."""
    zone = timezone.get_current_timezone()
    first = since or date(2000, 1, 1)
    last = (until or date(2100, 12, 31)) + timedelta(days=1)
    return within(shares, *(datetime.combine(day, time.min, tzinfo=zone) for day in (first, last)))


def share_path(share: Share) -> str:
    """The page of one share, inside its author's organisation."""
    return reverse(
        "sharing:share_detail", kwargs={"org": share.membership.organisation.slug, "public_id": share.public_id}
    )


def shares_path(organisation: Organisation) -> str:
    """The page of a person's shares."""
    return reverse("sharing:share_list", kwargs={"org": organisation.slug})


def destination_of(item: ContentItem | None, link: TrackedLink | None) -> str:
    """Where a share leads: fixed once its link exists, before that wherever the item points."""
    if link is not None:
        return link.destination
    return item.url if item is not None else ""


def assisted_url(share: Share, address: str) -> str | None:
    """The network's own share dialog, filled with this share as far as the network allows; None when it has none."""
    network = find_network(share.network, share.membership.organisation)
    return network.intent_url(share.text, address) if network else None
