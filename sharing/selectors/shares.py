"""Reads about a person's shares. Nobody else's are ever read with their texts."""

from django.db.models import QuerySet
from django.urls import reverse

from advocacy.people.models import Membership
from content_library.models import ContentItem
from sharing.models import Share, TrackedLink
from sharing.selectors.networks import find_network
from sharing.states import ShareState

S = ShareState


def shares_for(membership: Membership) -> QuerySet[Share]:
    """All of one person's shares, newest first, with what a list shows of each."""
    return Share.objects.filter(membership=membership).select_related(
        "item__picture", "picture", "link", "connection", "angle"
    )


def share(membership: Membership, public_id: str) -> Share | None:
    """One of this person's shares, or None: unknown, somebody else's, or of another organisation."""
    return shares_for(membership).filter(public_id=public_id).first()


def drafts(membership: Membership) -> QuerySet[Share]:
    """What this person is still writing."""
    return shares_for(membership).filter(state=S.DRAFT)


def needs_an_answer(membership: Membership) -> QuerySet[Share]:
    """What waits for a gesture of this person: doubts, failures, misses and lapsed access, most recent first."""
    waiting = shares_for(membership).filter(state__in=[S.UNCONFIRMED, S.FAILED, S.MISSED])
    held = shares_for(membership).filter(state=S.HELD, reason__in=["reconnect", "budget"])
    return (waiting | held).order_by("-state_changed_at")


def on_the_way(membership: Membership) -> QuerySet[Share]:
    """What will go out, in the order it will."""
    return shares_for(membership).filter(state__in=[S.SCHEDULED, S.HELD, S.PUBLISHING]).order_by("due_at", "pk")


def already_out(membership: Membership) -> QuerySet[Share]:
    """What went out, and what the person called off, newest first."""
    return (
        shares_for(membership)
        .filter(state__in=[S.PUBLISHED, S.CANCELLED, S.REMOVED])
        .order_by("-state_changed_at", "-pk")
    )


def share_path(share: Share) -> str:
    """The page of one share, inside its author's organisation."""
    return reverse(
        "sharing:share_detail", kwargs={"org": share.membership.organisation.slug, "public_id": share.public_id}
    )


def destination_of(item: ContentItem | None, link: TrackedLink | None) -> str:
    """Where a share leads: fixed once its link exists, before that wherever the item points."""
    if link is not None:
        return link.destination
    return item.url if item is not None else ""


def assisted_url(share: Share, address: str) -> str | None:
    """The network's own share dialog, filled with this share as far as the network allows; None when it has none."""
    network = find_network(share.network, share.membership.organisation)
    return network.intent_url(share.text, address) if network else None
