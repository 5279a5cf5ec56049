"""The plan of a campaign: its ideas by state, who announces them, what waits for a decision. Counts of ideas only."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from content_library.models import Angle, Campaign, ContentItem
from content_library.selectors.library import ENDS_SOON
from content_library.states import SHAREABLE, AnnouncementOrder, ItemState


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What there is to share for a campaign, and how it is announced."""

    # Of every state, none left out; the archived ones too.
    states: Mapping[str, int]
    # Of the ideas that are not archived.
    orders: Mapping[str, int]
    in_review: int
    ending_soon: int
    without_angles: int
    # The page was expected to have posted by now.
    page_late: int

    @property
    def total(self) -> int:
        """The ideas that are not archived."""
        return sum(self.orders.values())

    @property
    def to_decide(self) -> bool:
        """Say whether anything waits for a decision."""
        return bool(self.in_review or self.ending_soon or self.without_angles or self.page_late)


def page_is_late() -> Q:
    """Ideas whose page post was expected before this moment and is not there."""
    return Q(state=ItemState.WAITING, page_post__posted_at=None, page_post__expected_at__lt=timezone.now())


def ends_soon() -> Q:
    """Ideas on offer that end within a week."""
    now = timezone.now()
    return Q(state__in=SHAREABLE, expires_at__gt=now, expires_at__lte=now + ENDS_SOON)


def campaign_plan(campaign: Campaign) -> CampaignPlan:
    """Return the plan of a campaign. Three queries."""
    items = ContentItem.objects.filter(campaign=campaign).order_by()
    states = {state.value: 0 for state in ItemState}
    states |= dict(items.values_list("state").annotate(count=Count("pk")))
    orders = {order.value: 0 for order in AnnouncementOrder}
    kept = items.exclude(state=ItemState.ARCHIVED)
    orders |= dict(kept.values_list("announcement_order").annotate(count=Count("pk")))
    angles = Angle.objects.filter(item=OuterRef("pk"))
    waiting = items.annotate(has_angle=Exists(angles)).aggregate(
        ending_soon=Count("pk", filter=ends_soon()),
        without_angles=Count("pk", filter=Q(state__in=SHAREABLE, has_angle=False)),
        page_late=Count("pk", filter=page_is_late()),
    )
    return CampaignPlan(states, orders, in_review=states[ItemState.IN_REVIEW], **waiting)
