"""What came of it."""

from django.db import models
from django.utils import timezone

from advocacy.people.models import Membership
from advocacy.tenancy.models import TenantModel
from content_library.models import Campaign
from reporting.states import Source
from sharing.models import Share


class MetricSnapshot(TenantModel):
    """A share's numbers as they were at one moment; cumulative, append-only. None means unknown, never zero."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="snapshots")
    captured_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=8, choices=Source.choices)
    impressions = models.PositiveIntegerField(null=True)
    members_reached = models.PositiveIntegerField(null=True)
    reactions = models.PositiveIntegerField(null=True)
    comments = models.PositiveIntegerField(null=True)
    reshares = models.PositiveIntegerField(null=True)
    link_clicks = models.PositiveIntegerField(null=True)

    class Meta(TenantModel.Meta):
        ordering = ["captured_at"]
        constraints = [
            models.UniqueConstraint(fields=["share", "source", "captured_at"], name="snapshot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.share_id} at {self.captured_at:%Y-%m-%d %H:%M}"


class ShareStat(TenantModel):
    """One row per published share: its running total, kept in step with the snapshots. What every report reads."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="stat")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.SET_NULL, related_name="+")
    network = models.CharField(max_length=20)
    family = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=Source.choices, blank=True)
    measured_at = models.DateTimeField(null=True)
    impressions = models.PositiveIntegerField(null=True)
    members_reached = models.PositiveIntegerField(null=True)
    reactions = models.PositiveIntegerField(null=True)
    comments = models.PositiveIntegerField(null=True)
    reshares = models.PositiveIntegerField(null=True)
    # Ours: people who followed the tracked link. None: this share carries no link of ours, so nothing can be counted.
    clicks = models.PositiveIntegerField(null=True, default=0)
    # When the network is to be asked next; None when there is nothing left to ask. The row is the queue.
    measure_due_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "published_at"], name="stat_by_time"),
            models.Index(fields=["organisation", "membership", "published_at"], name="stat_by_person"),
            models.Index(
                fields=["organisation", "measure_due_at"],
                condition=models.Q(measure_due_at__isnull=False),
                name="stat_to_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"Figures of {self.share_id}"
