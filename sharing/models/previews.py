"""What the pages say of themselves that people are about to link to."""

from django.db import models

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.models import Asset
from sharing.states import PreviewState


class LinkPreview(Addressable, TenantModel):
    """One page, looked up for one person who writes; seen by them alone and forgotten after some days."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    url = models.URLField(max_length=1500)
    state = models.CharField(max_length=8, choices=PreviewState.choices, default=PreviewState.WAITING)
    title = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=300, blank=True)
    # The page's picture, re-encoded by us: the person's own from then on.
    picture = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organisation", "membership", "-created_at"], name="preview_by_person")]

    def __str__(self) -> str:
        return f"{self.state} preview of {self.url}"
