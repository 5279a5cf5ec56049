"""Figures."""

from datetime import datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from advocacy.people.models import Membership
from content_library.models import Campaign
from reporting.models import MetricSnapshot, ShareStat
from reporting.states import Source
from tests.factories.content_library import ContentItemFactory
from tests.factories.sharing import ShareFactory, TrackedLinkFactory


class ShareStatFactory(DjangoModelFactory):
    """The running total of one published share; every figure unknown unless given."""

    class Meta:
        model = ShareStat

    membership = factory.SelfAttribute("share.membership")
    network = factory.SelfAttribute("share.network")
    campaign = factory.LazyAttribute(lambda row: row.share.item.campaign if row.share.item else None)
    published_at = factory.SelfAttribute("share.published_at")


class MetricSnapshotFactory(DjangoModelFactory):
    """What a network said of one share at one moment."""

    class Meta:
        model = MetricSnapshot

    source = Source.NETWORK


MEASURED = {"impressions": 100, "members_reached": 60, "reactions": 3, "comments": 1, "reshares": 0}


def shared(
    membership: Membership, *, at: datetime, campaign: Campaign | None = None, linked: bool = True, **figures: Any
) -> ShareStat:
    """A share this person published at that moment, with its running total; measured when figures are given.

    `shared(amir, at=…, **MEASURED)`, `shared(amir, at=…, impressions=12, source=Source.DECLARED)`; `linked=False` is a
    share that carries no link of ours.
    """
    item = ContentItemFactory(campaign=campaign)
    clicks = figures.pop("clicks", 0) if linked else None
    link = TrackedLinkFactory(clicks=clicks) if linked else None
    share = ShareFactory(membership=membership, item=item, link=link, published=True, due_at=at, published_at=at)
    if figures:
        figures = {"source": Source.NETWORK, "measured_at": at + timedelta(days=30), **figures}
    return ShareStatFactory(share=share, clicks=clicks, **figures)
