"""What was done to several items at once, so that it can be undone at once."""

from django.db import models
from django.utils import timezone

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.models.items import ContentItem
from content_library.states import ItemState


class BulkAct(Addressable, TenantModel):
    """One act of one person on several items."""

    actor = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=20)
    done_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-done_at", "-id"]
        indexes = [models.Index(fields=["actor", "-done_at"], name="bulk_act_by_actor")]

    def __str__(self) -> str:
        return f"{self.verb} by {self.actor_id}"


class BulkChange(TenantModel):
    """One item of such an act: what it was before, and how the act left it."""

    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="changes")
    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="+")
    # `services.bulk`: state, campaign, end and audience, as plain values.
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ItemState.choices)
    state_changed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["act", "item"], name="bulk_change_once")]

    def __str__(self) -> str:
        return f"{self.act_id} on {self.item_id}"
