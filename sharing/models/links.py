"""Our short addresses, and who opened them."""

from django.db import models
from django.utils import timezone

from advocacy.lib.public_ids import new_link_code
from advocacy.tenancy.models import TenantModel
from sharing.states import ClickKind


class TrackedLink(TenantModel):
    """Our short address of one destination, made before the person approves the text that carries it."""

    code = models.CharField(max_length=16, default=new_link_code, editable=False)
    destination = models.URLField(max_length=1500)
    # Counters kept in step with the clicks by one UPDATE each; they outlive the click rows.
    clicks = models.PositiveIntegerField(default=0)
    automatic_clicks = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="tracked_link_code_once")]

    def __str__(self) -> str:
        return self.code


class Click(TenantModel):
    """One opening of a tracked link. No address, no cookie: a hash salted with a value that is thrown away daily."""

    link = models.ForeignKey(TrackedLink, on_delete=models.CASCADE, related_name="click_rows")
    kind = models.CharField(max_length=8, choices=ClickKind.choices)
    visitor = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "at"], name="click_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} click on {self.link_id}"


class VisitorSalt(models.Model):
    """The random value that makes visitor hashes, one a day, deleted the day after: then nobody can link two days."""

    on = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.on)
