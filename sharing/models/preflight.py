"""Which shares were looked over before their time."""

from django.db import models
from django.utils import timezone

from advocacy.tenancy.models import TenantModel
from sharing.models.shares import Share


class Preflight(TenantModel):
    """A share was looked over for that time: once, unless it is promised for another one."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="preflight")
    due_at = models.DateTimeField()
    checked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Share {self.share_id} looked over for {self.due_at}"
