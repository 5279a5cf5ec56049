"""Reads of what items are about: campaigns and topics."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from advocacy.people.models import Membership, Team
from content_library.models import Campaign, CampaignTeam, Topic
from content_library.states import SHAREABLE


@dataclass(frozen=True, slots=True)
class CampaignProgress:
    """A campaign and where it stands in its period."""

    campaign: Campaign
    item_count: int
    shareable_count: int
    # planned, running or over: the words are the status chip's.
    state: str
    # Whole days, when both ends are known.
    length: int | None = None
    elapsed: int = 0

    @property
    def days_left(self) -> int | None:
        """Days until it ends, the last one included; None without an end."""
        return None if self.length is None else self.length - self.elapsed


def campaigns(*, archived: bool = False) -> QuerySet[Campaign]:
    """Campaigns by name with `item_count` and `shareable_count`; the archived ones on request."""
    return (
        Campaign.objects.filter(is_archived=archived)
        .select_related("owner__user")
        .prefetch_related("campaign_teams__team")
        .annotate(
            item_count=Count("items"),
            shareable_count=Count("items", filter=Q(items__state__in=SHAREABLE)),
        )
        .order_by("name")
    )


def campaigns_by_name() -> QuerySet[Campaign]:
    """The campaigns that are not put away, alone, to choose from."""
    return Campaign.objects.filter(is_archived=False).order_by("name")


def campaigns_with_progress(today: date) -> list[CampaignProgress]:
    """The campaigns that are not put away, those that run first, then those to come, then those that are over."""
    order = ("running", "planned", "over")
    found = [_progress(campaign, today) for campaign in campaigns()]
    return sorted(found, key=lambda progress: (order.index(progress.state), progress.campaign.name.casefold()))


def _progress(campaign: Campaign, today: date) -> CampaignProgress:
    starts, ends = campaign.starts_on, campaign.ends_on
    state = "planned" if starts and today < starts else "over" if ends and today > ends else "running"
    length, elapsed = None, 0
    if starts and ends:
        length = (ends - starts).days + 1
        elapsed = min(max((today - starts).days, 0), length)
    counts = vars(campaign)
    return CampaignProgress(campaign, counts["item_count"], counts["shareable_count"], state, length, elapsed)


def campaign(public_id: str) -> Campaign | None:
    """One campaign, or None: unknown, or of another organisation."""
    return Campaign.objects.select_related("owner__user").filter(public_id=public_id).first()


def campaign_progress(campaign: Campaign, today: date) -> CampaignProgress:
    """Where one campaign stands in its period, with its counts."""
    counted = campaigns(archived=campaign.is_archived).get(pk=campaign.pk)
    return _progress(counted, today)


def campaign_teams(campaign: Campaign) -> list[Team]:
    """The teams it is meant for, by name; none for a campaign for everyone."""
    links = CampaignTeam.objects.filter(campaign=campaign).select_related("team").order_by("team__name")
    return [link.team for link in links]


def topics_by_name() -> QuerySet[Topic]:
    """Topics alone, to choose from."""
    return Topic.objects.order_by("name")


def topics() -> QuerySet[Topic]:
    """Topics by name with `item_count` (ideas that may be shared), `use_count` (all of them) and `follower_count`."""
    return Topic.objects.annotate(
        item_count=Count("item_topics", filter=Q(item_topics__item__state__in=SHAREABLE), distinct=True),
        use_count=Count("item_topics", distinct=True),
        follower_count=Count("followers", distinct=True),
    ).order_by("name")


def topic(public_id: str) -> Topic | None:
    """One topic, or None: unknown, or of another organisation."""
    return Topic.objects.filter(public_id=public_id).first()


def followed_topics(membership: Membership) -> QuerySet[Topic]:
    """What this member chose to follow."""
    return Topic.objects.filter(followers__membership=membership).order_by("name")
