"""Taking the demo down: every organisation, every person, everything they wrote and uploaded."""

from collections.abc import Iterable
from typing import Final

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from advocacy.demo.company import COMPANIES
from advocacy.organisations.models import Organisation
from advocacy.people.models import User
from advocacy.tenancy import tenant
from advocacy.tenancy.models import TenantModel
from content_library.models import Asset
from content_library.selectors.assets import SIZES, asset_file

Model = type[models.Model]
DEMO_SLUGS: Final = frozenset(company.slug for company in COMPANIES)
# Django's own tables, which belong to the installation.
KEPT: Final = frozenset({"contenttypes", "auth"})


def clear() -> list[str]:
    """Remove every organisation and every person. Returns the names of organisations that visitors had created.

    Each organisation's rows go inside its own tenant, behind its own walls; then what stands outside them.
    """
    organisations = list(Organisation.objects.order_by("pk"))
    files = [name for organisation in organisations for name in _clear_one(organisation)]
    files += User.objects.exclude(portrait="").values_list("portrait", flat=True)
    with transaction.atomic():
        _empty(model for model in apps.get_models() if not _is_walled(model) and model._meta.app_label not in KEPT)
    for name in files:
        default_storage.delete(name)
    return [organisation.name for organisation in organisations if organisation.slug not in DEMO_SLUGS]


def _clear_one(organisation: Organisation) -> list[str]:
    """Delete what stands behind one organisation's walls; return the files that belonged to it."""
    with tenant(organisation.pk), transaction.atomic():
        files = [asset_file(asset, size) for asset in Asset.objects.all() for size in SIZES]
        _empty(model for model in apps.get_models() if _is_walled(model))
    return [*files, organisation.logo] if organisation.logo else files


def _is_walled(model: Model) -> bool:
    return issubclass(model, TenantModel)


def _empty(tables: Iterable[Model]) -> None:
    """Delete all rows that may be seen, one statement a table: those that point to others before the others."""
    waiting = [model for model in tables if model._meta.managed and not model._meta.proxy]
    while waiting:
        free = [model for model in waiting if not any(_points_to(each, model) for each in waiting if each != model)]
        if not free:
            raise RuntimeError(f"These tables point to each other: {waiting}")
        for model in free:
            rows = model._default_manager.all()
            rows._raw_delete(using=connection.alias)
        waiting = [model for model in waiting if model not in free]


def _points_to(model: Model, target: Model) -> bool:
    return any(field.related_model is target for field in model._meta.concrete_fields if field.is_relation)
