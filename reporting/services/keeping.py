"""The running total of each published share: made once, told by the networks, never counted twice."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reporting.models import MetricSnapshot, ShareStat
from reporting.services.schedule import next_measure
from reporting.states import Source
from sharing.models import Share
from sharing.networks.base import Metrics
from sharing.states import ShareState

# What a network may take back and what it may not. A view that happened has happened: a lower number of views or of
# people is a partial or a lagging answer, and the larger one stands. A reaction, a comment or a reshare can be undone
# by whoever made it: those follow the network down.
ONLY_GROW = ("impressions", "members_reached")
MAY_SHRINK = ("reactions", "comments", "reshares")
MEASURED = (*ONLY_GROW, *MAY_SHRINK)


def on_shares_moved(shares: Sequence[Share]) -> None:
    """Make the running totals of shares that have just been published, in the same transaction.

    One that its author declared and takes back was never out: its total goes. One that was taken down from the network
    is asked about no more, and what the network said of it is forgotten.
    """
    published = [share for share in shares if share.state == ShareState.PUBLISHED]
    if published:
        keep_stats(published)
    for share in shares:
        if share.state == ShareState.REMOVED:
            for stat in ShareStat.objects.select_for_update().filter(share=share):
                forget_measures(stat)
                stat.save()
        elif share.state == ShareState.DRAFT:
            ShareStat.objects.filter(share=share).delete()


@transaction.atomic
def keep_missing_stats() -> int:
    """Make the running totals that were never made, whatever got lost. Returns how many."""
    shares = Share.objects.filter(state=ShareState.PUBLISHED, published_at__isnull=False, stat__isnull=True)
    return keep_stats(list(shares.select_related("item")[:1000]))


def keep_stats(shares: Iterable[Share]) -> int:
    """Make the running total of each of these shares; one that exists already stays as it is."""
    now = timezone.now()
    rows = [_new_stat(share, now) for share in shares if share.published_at is not None]
    ShareStat.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _new_stat(share: Share, now: datetime) -> ShareStat:
    published_at = share.published_at or now
    asks = bool(share.external_id and share.connection_id)
    return ShareStat(
        share=share,
        membership_id=share.membership_id,
        campaign_id=share.item.campaign_id if share.item else None,
        network=share.network,
        family=share.item.family if share.item else "",
        published_at=published_at,
        clicks=0 if share.link_id else None,
        measure_due_at=next_measure(published_at, now) if asks else None,
    )


def record_measure(stat: ShareStat, metrics: Metrics, at: datetime) -> None:
    """Write down what the network said of one share at one moment, and bring the running total up to it.

    Inside a tenant and a transaction, with the row locked. A figure that is unknown or negative changes nothing: None
    never becomes 0, and what was known stays known. The network is believed before what a person declared or imported.
    """
    said = {name: _plausible(getattr(metrics, name)) for name in MEASURED}
    if all(value is None for value in said.values()):
        return
    snapshot = MetricSnapshot(
        share_id=stat.share_id,
        captured_at=at,
        source=Source.NETWORK,
        link_clicks=_plausible(metrics.link_clicks),
        **said,
    )
    MetricSnapshot.objects.bulk_create([snapshot], ignore_conflicts=True)
    known_from_network = stat.source == Source.NETWORK
    for name, value in said.items():
        before = getattr(stat, name) if known_from_network else None
        if value is not None and before is not None and name in ONLY_GROW:
            value = max(value, before)
        setattr(stat, name, before if value is None else value)
    stat.source = Source.NETWORK
    stat.measured_at = max(at, stat.measured_at) if known_from_network and stat.measured_at else at


def forget_measures(stat: ShareStat) -> None:
    """Drop what a network said of a post that is no longer there; our own clicks stay. The caller saves the row."""
    MetricSnapshot.objects.filter(share_id=stat.share_id, source=Source.NETWORK).delete()
    stat.measure_due_at = None
    if stat.source == Source.NETWORK:
        for name in MEASURED:
            setattr(stat, name, None)
        stat.source = ""
        stat.measured_at = None


def _plausible(value: int | None) -> int | None:
    return None if value is None or value < 0 else value
