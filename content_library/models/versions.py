"""What an item said before."""

from django.db import models
from django.utils import timezone

from advocacy.people.models import Membership
from advocacy.tenancy.models import TenantModel
from content_library.models.items import ContentItem


class ItemVersion(TenantModel):
    """An item as one save left it, whole: its fields, its angles and texts, its topics and its audience."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="versions")
    # The item's `version` after that save.
    number = models.PositiveIntegerField()
    # None: saved before versions were kept, or by somebody who is gone.
    saved_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    # Names of what this save changed; none for the first one.
    changed = models.JSONField(default=list, blank=True)
    # `selectors.versions.content_of`: what it points to stands there with its name, which may change or go.
    content = models.JSONField(default=dict)
    restored_from = models.PositiveIntegerField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="item_version_once")]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.item_id}"
