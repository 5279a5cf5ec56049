"""How close together an organisation lets its announcements stand."""

from django.db import models

from advocacy.tenancy.models import TenantModel


class Cadence(TenantModel):
    """The rhythm an organisation chose: what the calendar warns about and what the composer proposes by."""

    page_per_day = models.PositiveSmallIntegerField(default=2)
    page_gap_minutes = models.PositiveSmallIntegerField(default=180)
    share_per_day = models.PositiveSmallIntegerField(default=5)
    share_gap_minutes = models.PositiveSmallIntegerField(default=30)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="cadence_once")]

    def __str__(self) -> str:
        return f"Cadence of {self.organisation_id}"
