"""What an organisation wants its library to be like: what the page about its health compares with."""

from django.db import models

from advocacy.tenancy.models import TenantModel


class LibraryTargets(TenantModel):
    """The bands the four families should stay in, in percent of what is on offer, and when an idea is old."""

    # {"company": [20, 50], …}; a family without an entry has the usual band.
    bands = models.JSONField(default=dict, blank=True)
    old_after_days = models.PositiveSmallIntegerField(default=42)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="library_targets_once")]

    def __str__(self) -> str:
        return f"Targets of {self.organisation_id}"
