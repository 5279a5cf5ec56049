"""Changing the key that encrypts tokens, batch by batch, while everything runs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from advocacy.lib.crypto import Binding, CannotOpen, first_key, key_of, renew
from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing.models import Connection, NetworkApp
from sharing.selectors.networks import app_secret_binding
from sharing.services import grants


@dataclass
class Report:
    """How it went."""

    renewed: int = 0
    left: int = 0
    unreadable: int = 0


def rotate(*, batch: int = 500) -> Report:
    """Encrypt every token and application secret with the first key. Outside any tenant; may be repeated at any time.

    Each row is renewed under its own lock, so that a token refreshed at the same moment is not overwritten.
    """
    report = Report()
    after = 0
    while ids := list(Connection.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:batch]):
        _rotate_connections(ids, report)
        after = ids[-1]
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id), transaction.atomic():
            for row in NetworkApp.objects.select_for_update():
                if _renew(row, ["client_secret"], [app_secret_binding(organisation_id, row.network)], report):
                    row.save(update_fields=["client_secret"])
    return report


@transaction.atomic
def _rotate_connections(ids: Iterable[int], report: Report) -> None:
    for row in Connection.objects.select_for_update().filter(pk__in=list(ids)):
        bindings = [grants.binding(row, "access"), grants.binding(row, "refresh")]
        if _renew(row, ["access_token", "refresh_token"], bindings, report):
            row.save(update_fields=["access_token", "refresh_token"])


def _renew(row: Connection | NetworkApp, names: list[str], bindings: list[Binding], report: Report) -> bool:
    changed = False
    for name, bound in zip(names, bindings, strict=True):
        record = getattr(row, name)
        if not record or key_of(record) == first_key():
            continue
        try:
            setattr(row, name, renew(record, bound))
        except CannotOpen:
            report.unreadable += 1
            report.left += 1
            continue
        changed = True
        report.renewed += 1
    return changed
