"""Reads of what items are about: campaigns and topics."""

from django.db.models import Count, Q, QuerySet

from advocacy.people.models import Membership
from content_library.models import Campaign, Topic
from content_library.states import SHAREABLE


def campaigns(*, archived: bool = False) -> QuerySet[Campaign]:
    """Campaigns by name with `item_count` and `shareable_count`; the archived ones on request."""
    return (
        Campaign.objects.filter(is_archived=archived)
        .annotate(
            item_count=Count("items"),
            shareable_count=Count("items", filter=Q(items__state__in=SHAREABLE)),
        )
        .order_by("name")
    )


def campaign(public_id: str) -> Campaign | None:
    """One campaign, or None: unknown, or of another organisation."""
    return Campaign.objects.filter(public_id=public_id).first()


def topics() -> QuerySet[Topic]:
    """Topics by name with `item_count` (ideas that may be shared) and `follower_count`."""
    return Topic.objects.annotate(
        item_count=Count("item_topics", filter=Q(item_topics__item__state__in=SHAREABLE), distinct=True),
        follower_count=Count("followers", distinct=True),
    ).order_by("name")


def topic(public_id: str) -> Topic | None:
    """One topic, or None: unknown, or of another organisation."""
    return Topic.objects.filter(public_id=public_id).first()


def followed_topics(membership: Membership) -> QuerySet[Topic]:
    """What this member chose to follow."""
    return Topic.objects.filter(followers__membership=membership).order_by("name")
