"""Addresses under which a person's calendar programs read, without signing in."""

from django.db import models

from advocacy.people.models import Membership
from advocacy.tenancy.models import TenantModel
from sharing.states import FeedKind


class CalendarFeed(TenantModel):
    """One person's private address of one calendar. The address holds a secret that is kept here as a hash only."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=FeedKind.choices)
    token_hash = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()
    last_read_on = models.DateField(null=True, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["membership", "kind"], name="calendar_feed_once"),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="calendar_feed_token_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} calendar of {self.membership_id}"
