"""What every tenant table inherits."""

from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import SuspiciousOperation
from django.db import models

from advocacy.lib.public_ids import new_public_id
from advocacy.tenancy import NoTenant, current_organisation_id

M = TypeVar("M", bound="TenantModel", covariant=True)


class TenantQuerySet(models.QuerySet[M]):
    """A queryset of one organisation's rows."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Refuse rows of another organisation before they reach the database."""
        rows = list(objs)
        for row in rows:
            row.stamp_organisation()
        return super().bulk_create(rows, *args, **kwargs)


class TenantManager(models.Manager[M]):
    """The first wall: raises `NoTenant` outside a tenant, sees one organisation's rows inside.

    It is also the base manager, so that related look-ups and `refresh_from_db` pass through it.
    """

    _queryset_class: type[models.QuerySet[Any]] = TenantQuerySet

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(organisation_id=current_organisation_id())


class TenantModel(models.Model):
    """A row that belongs to one organisation. Its migration must raise `Wall("Name")` beside its `CreateModel`."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, editable=False, related_name="+"
    )
    organisation_id: int

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, inside its own organisation only."""
        self.stamp_organisation()
        super().save(*args, **kwargs)

    def stamp_organisation(self) -> None:
        """Give a new row the current organisation; refuse a row of another one, and references that leave it.

        Django would accept both; PostgreSQL's wall refuses the first and its composite keys the second. SQLite has
        neither, so the check stands here as well.
        """
        current = current_organisation_id()
        given: int | None = self.organisation_id
        if given is None:
            self.organisation_id = current
        if self.organisation_id != current:
            raise SuspiciousOperation(f"{type(self).__name__} of another organisation")
        for field in self._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or not field.is_cached(self):
                continue
            other = field.get_cached_value(self)
            if other is not None and getattr(other, "organisation_id", current) != current:
                raise SuspiciousOperation(f"{type(self).__name__}.{field.name} points to another organisation")


class Addressable(models.Model):
    """A row with a random public id: the only identifier a URL, an e-mail or the API may show."""

    public_id = models.CharField(max_length=16, default=new_public_id, unique=True, editable=False)

    class Meta:
        abstract = True


__all__ = ["Addressable", "NoTenant", "TenantManager", "TenantModel", "TenantQuerySet"]
