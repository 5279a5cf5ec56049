"""An organisation's own application at a network."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.crypto import seal
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from sharing.models import NetworkApp
from sharing.networks import REGISTRY, adapter
from sharing.selectors.networks import app_secret_binding


@transaction.atomic
def set_network_app(
    *,
    actor: Membership,
    network: str,
    client_id: str,
    client_secret: str = "",
    granted_scopes: Sequence[str] = (),
    is_enabled: bool = True,
    daily_calls: int = 0,
    monthly_cap: Decimal | None = None,
) -> NetworkApp:
    """Set how this organisation uses a network: its own application or the installation's, and whether at all.

    The secret is encrypted and never shown again; an empty one keeps the one that is there. Without a `client_id` the
    installation's application is used. `granted_scopes` are those the network granted beyond the ordinary ones.
    `daily_calls` is what the network allows the own application, 0 when unknown; `monthly_cap` the most that is spent
    in a calendar month, None for what the operator set. Refuses an application without a secret, a negative cap and a
    network that is not known.
    """
    if network not in REGISTRY or adapter(network).limits.retired:
        raise RuleViolation(_("This network is not known."), code="network_unknown", field="network")
    client_id, client_secret = client_id.strip(), client_secret.strip()
    row = NetworkApp.objects.select_for_update().filter(network=network).first() or NetworkApp(network=network)
    if client_id and not client_secret and (not row.client_secret or client_id != row.client_id):
        raise RuleViolation(_("Enter the application's secret as well."), code="secret_missing", field="client_secret")
    if monthly_cap is not None and monthly_cap < 0:
        raise RuleViolation(_("A cap cannot be negative."), code="cap_invalid", field="monthly_cap")
    changed = [
        name
        for name, before, after in (
            ("client_id", row.client_id, client_id),
            ("granted_scopes", sorted(row.granted_scopes), sorted(set(granted_scopes))),
            ("is_enabled", row.is_enabled, is_enabled),
            ("daily_calls", row.daily_calls, daily_calls),
            ("monthly_cap", row.monthly_cap, monthly_cap),
        )
        if before != after
    ]
    row.client_id, row.is_enabled = client_id, is_enabled
    row.daily_calls, row.monthly_cap = daily_calls, monthly_cap
    row.granted_scopes = sorted({scope.strip() for scope in granted_scopes if scope.strip()})
    if client_secret:
        row.client_secret = seal(client_secret, app_secret_binding(actor.organisation_id, network))
        changed.append("client_secret")
    elif not client_id:
        row.client_secret = ""
    row.save()
    record_audit(actor=actor, verb="network_app.updated", subject=row, changes={"network": network, "fields": changed})
    return row
