"""The networks page of the settings: what is in service, what waits for keys, what is by hand, what has closed."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from advocacy.organisations.models import Organisation
from sharing.models import BudgetWindow, NetworkApp
from sharing.networks import REGISTRY, adapter
from sharing.selectors.networks import credentials


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """One network as administrators see it. The secret is never here."""

    key: str
    label: str
    icon: str
    is_retired: bool
    can_publish: bool
    is_configured: bool
    is_own: bool
    is_enabled: bool
    client_id: str
    granted_scopes: tuple[str, ...]
    measures: bool
    costs: bool
    daily_calls: int
    monthly_cap: Decimal | None
    spent: Decimal
    allotted: Decimal | None

    @property
    def state(self) -> str:
        """The state its chip shows."""
        if self.is_retired:
            return "retired"
        if not self.is_enabled:
            return "disabled"
        return "in_service" if self.is_configured or not self.can_publish else "waiting"

    @property
    def client_id_shown(self) -> str:
        """Enough of the identifier to recognise it."""
        return self.client_id if len(self.client_id) < 10 else f"{self.client_id[:4]}…{self.client_id[-3:]}"


def network_lines(organisation: Organisation) -> list[NetworkLine]:
    """Every network of the registry, the retired ones last."""
    own = {row.network: row for row in NetworkApp.objects.all()}
    spent = _spent(organisation)
    lines = []
    for key in REGISTRY:
        limits, app = adapter(key).limits, own.get(key)
        keys = credentials(key, organisation) if limits.can_publish else None
        lines.append(
            NetworkLine(
                key=key,
                label=limits.label,
                icon=limits.icon,
                is_retired=limits.retired,
                can_publish=limits.can_publish,
                is_configured=keys is not None and keys.configured,
                is_own=app is not None and bool(app.client_id),
                is_enabled=app.is_enabled if app is not None else not _off_by_default(key),
                client_id=app.client_id if app is not None else "",
                granted_scopes=tuple(app.granted_scopes) if app is not None else (),
                costs=bool(limits.price or limits.price_with_link),
                daily_calls=app.daily_calls if app is not None else 0,
                monthly_cap=app.monthly_cap if app is not None else None,
                spent=spent.get(key, Decimal(0)),
                allotted=getattr(settings, f"{key.upper()}_MONTHLY_USD_PER_ORGANISATION", None),
                measures=limits.can_measure
                and (not limits.measure_scope or (app is not None and limits.measure_scope in app.granted_scopes)),
            )
        )
    return sorted(lines, key=lambda line: line.is_retired)


def _spent(organisation: Organisation) -> dict[str, Decimal]:
    """What this organisation has spent this month (UTC), by network, in US dollars."""
    keys = {f"{key}.o{organisation.pk}.{timezone.now():%Y%m}": key for key in REGISTRY}
    rows = BudgetWindow.objects.filter(key__in=keys, spent__gt=0).values_list("key", "spent")
    return {keys[key]: Decimal(spent) / 1_000_000 for key, spent in rows}


def _off_by_default(key: str) -> bool:
    return not adapter(key).limits.can_publish
