"""What publishing uses up: posts, calls and money, counted by window and reserved before a worker sends anything."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from advocacy.tenancy.models import TenantModel
from sharing.models.shares import Share


class BudgetWindow(models.Model):
    """What was used in one window: of an account's day, an application's day or month, an organisation's hour…

    Outside the walls: an application and a person's account serve several organisations. It holds sums only.
    """

    # What is counted and when the window began; made by `services.budgets`, never shown.
    key = models.CharField(max_length=80, unique=True)
    ends_at = models.DateTimeField(db_index=True)
    # Posts that are out or may be; calls that reached the network, whatever it said; millionths of a US dollar.
    posts = models.PositiveIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    spent = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}: {self.posts} posts, {self.calls} calls"


class Reservation(TenantModel):
    """What one try at a share was counted for, so that it is given back once if nothing was sent. One open at most."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="+")
    # The keys of the windows it was counted in.
    windows = models.JSONField(default=list)
    cost = models.PositiveBigIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["share"], condition=Q(settled_at__isnull=True), name="reservation_open_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "created_at"], name="reservation_by_time")]

    def __str__(self) -> str:
        return f"Reservation of share {self.share_id}"
