"""The day on which an organisation wants nothing of its own to go out."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from advocacy.people.models import Membership
from advocacy.tenancy.models import TenantModel


class CrisisHold(TenantModel):
    """Everything of one organisation on hold, from one person's act to another's. Nothing ends it by itself."""

    started_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    # What ambassadors read on their pages, in the organisation's words.
    statement = models.TextField(max_length=600, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(ended_at__isnull=True), name="crisis_once")
        ]

    def __str__(self) -> str:
        return f"Hold of {self.organisation_id} since {self.started_at}"
