"""Figures."""

import factory
from factory.django import DjangoModelFactory

from reporting.models import MetricSnapshot, ShareStat
from reporting.states import Source


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
