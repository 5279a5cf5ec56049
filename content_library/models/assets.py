"""Pictures and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel


class Asset(Addressable, TenantModel):
    """A picture, re-encoded by us, without its original metadata. Served by a signed-in view only."""

    file = models.CharField(max_length=200, editable=False)
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    alternative_text = models.CharField(_("alternative text"), max_length=400, blank=True)
    # It moved; only its first frame was kept, and the person is told.
    was_animated = models.BooleanField(default=False, editable=False)
    # None: brought by the comms team for the library. Otherwise a person's own picture, seen by that person alone until
    # they propose it.
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.alternative_text or self.public_id


class Document(Addressable, TenantModel):
    """A PDF as it came: kept and handed on, never opened by us beyond counting its pages, never shown in a page."""

    file = models.CharField(max_length=200, editable=False)
    mime = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    # None: the library's. Otherwise a person's own document, seen by that person alone.
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title
