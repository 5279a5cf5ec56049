"""Taking the demo down: every organisation, every person, everything they wrote and uploaded."""

from typing import Final

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from advocacy.demo.company import COMPANIES
from advocacy.organisations.models import Organisation
from advocacy.people.models import User
from advocacy.tenancy import tenant
from advocacy.tenancy.models import TenantModel
from content_library.models import Asset
from content_library.selectors.assets import SIZES, asset_file
from sharing.models import NetworkHealth, NetworkPause, OAuthRequest

DEMO_SLUGS: Final = frozenset(company.slug for company in COMPANIES)


def clear() -> list[str]:
    """Remove every organisation and every person. Returns the names of organisations that visitors had created.

    Each organisation's rows go inside its own tenant, behind its own walls, then what stands outside them.
    """
    visitors = []
    for organisation in Organisation.objects.order_by("pk"):
        if organisation.slug not in DEMO_SLUGS:
            visitors.append(organisation.name)
        files = _clear_one(organisation)
        for name in files:
            default_storage.delete(name)
    portraits = list(User.objects.exclude(portrait="").values_list("portrait", flat=True))
    with transaction.atomic():
        for model in (OAuthRequest, NetworkPause, NetworkHealth, Session):
            model.objects.all().delete()
        User.objects.all().delete()
    for name in portraits:
        default_storage.delete(name)
    return visitors


def _clear_one(organisation: Organisation) -> list[str]:
    with tenant(organisation.pk), transaction.atomic():
        files = [asset_file(asset, size) for asset in Asset.objects.all() for size in SIZES]
        for model in _tenant_models():
            model.objects.all()._raw_delete(using=connection.alias)  # type: ignore[attr-defined]
        if organisation.logo:
            files.append(organisation.logo)
        organisation.delete()
    return files


def _tenant_models() -> list[type[TenantModel]]:
    """Every tenant table, those that point to others before those they point to."""
    waiting = [model for model in apps.get_models() if issubclass(model, TenantModel)]
    ordered: list[type[TenantModel]] = []
    while waiting:
        free = [model for model in waiting if not any(_points_to(other, model) for other in waiting if other != model)]
        if not free:
            raise RuntimeError(f"These tables point to each other: {waiting}")
        ordered += free
        waiting = [model for model in waiting if model not in free]
    return ordered


def _points_to(model: type[models.Model], target: type[models.Model]) -> bool:
    return any(field.related_model is target for field in model._meta.concrete_fields if field.is_relation)
