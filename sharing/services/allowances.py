"""What may be used of a network: windows, caps, and the one rule that says which of them is used up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from sharing.models import BudgetWindow, NetworkApp, NetworkHealth, Share
from sharing.networks import adapter, build
from sharing.services.pauses import Healths, Through, healths

MICRO: Final = 1_000_000
# Of what an application may do in a day: publishing stops there; the rest is kept for second tries and for reading.
STOP_AT: Final = 0.9
# Of an application's hour, for one organisation while others use it too.
FAIR_SHARE: Final = 0.25
# A limit the network showed us is believed for so long.
LEARNT_FOR: Final = timedelta(days=7)


@dataclass(frozen=True)
class Denial:
    """Why a share may not leave now, and when that ends."""

    code: str
    until: datetime


@dataclass(frozen=True)
class Caps:
    """What one organisation may use of one application. None: no limit is known."""

    account_day: int
    account_calls: int
    app_day: int | None
    fair_hour: int | None
    app_month: int | None
    org_month: int | None
    blocked_until: datetime | None

    @property
    def calls(self) -> int | None:
        """How many calls of the application's day are used."""
        return int(self.app_day * STOP_AT) if self.app_day is not None else None


# --- Windows ---------------------------------------------------------------------------------------------------------
def _day(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def next_day(now: datetime) -> datetime:
    """When the networks' day ends: midnight UTC."""
    return _day(now) + timedelta(days=1)


def next_month(now: datetime) -> datetime:
    """When a monthly budget begins anew."""
    return (_day(now).replace(day=1) + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True)
class Keys:
    """The names of the windows one try falls into."""

    account: str
    app: str
    org_day: str
    org_hour: str
    app_month: str
    org_month: str
    blocked: str

    @property
    def counted(self) -> tuple[str, ...]:
        return (self.account, self.app, self.org_day, self.org_hour, self.app_month, self.org_month)


def keys_for(through: Through, organisation_id: int, connection_id: int, now: datetime) -> Keys:
    org = f"{through.name}.o{organisation_id}"
    return Keys(
        account=f"a{connection_id}.{now:%Y%m%d}",
        app=f"{through.name}.{now:%Y%m%d}",
        org_day=f"{org}.{now:%Y%m%d}",
        org_hour=f"{org}.{now:%Y%m%d%H}",
        app_month=f"{through.name}.{now:%Y%m}",
        org_month=f"{through.network}.o{organisation_id}.{now:%Y%m}",
        blocked=f"a{connection_id}.blocked",
    )


def ends_of(keys: Keys, now: datetime) -> dict[str, datetime]:
    day, month = next_day(now), next_month(now)
    hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return {
        keys.account: day, keys.app: day, keys.org_day: day, keys.org_hour: hour,
        keys.app_month: month, keys.org_month: month,
    }  # fmt: skip


# --- Caps ------------------------------------------------------------------------------------------------------------
def _micro(amount: Decimal | None) -> int | None:
    return int(amount * MICRO) if amount else None


def _setting(network: str, name: str) -> Any:
    return getattr(settings, f"{network.upper()}_{name}", None)


def through(share: Share) -> Through:
    """The application this share leaves through."""
    return Through(share.network, share.connection.app_of_id if share.connection is not None else None)


def caps_of(wanted: Iterable[Through], health: Healths | None = None) -> dict[Through, Caps]:
    """What the organisation of the open tenant may use, in two queries for all; `health` when it is known already."""
    asked = set(wanted)
    networks = {each.network for each in asked}
    apps = {row.network: row for row in NetworkApp.objects.filter(network__in=networks)}
    if health is None:
        health = healths(networks)
    return {each: _cap(each, apps.get(each.network), health.get(each)) for each in asked}


def _cap(each: Through, app: NetworkApp | None, health: NetworkHealth | None) -> Caps:
    now = timezone.now()
    own = each.app_of is not None
    chosen = _micro(app.monthly_cap) if app is not None else None
    if app is not None and app.monthly_cap is not None and chosen is None:
        chosen = 0
    allotted = None if own else _micro(_setting(each.network, "MONTHLY_USD_PER_ORGANISATION"))
    month = min((cap for cap in (chosen, allotted) if cap is not None), default=None)
    daily = (app.daily_calls if own and app is not None else _setting(each.network, "DAILY_CALLS")) or None
    learnt = health.learnt_daily if health is not None and still_believed(health, now) else None
    believed = min((limit for limit in (daily, learnt) if limit is not None), default=None)
    known = adapter(each.network).limits.daily_posts
    return Caps(
        account_day=settings.ACCOUNT_POSTS_PER_DAY,
        account_calls=int(known * STOP_AT) if known else settings.ACCOUNT_POSTS_PER_DAY * 5,
        app_day=believed,
        fair_hour=max(1, int(believed * STOP_AT / 24 * FAIR_SHARE)) if believed is not None else None,
        app_month=None if own else _micro(_setting(each.network, "MONTHLY_USD")),
        org_month=month,
        blocked_until=health.blocked_until if health is not None else None,
    )


def still_believed(health: NetworkHealth, now: datetime) -> bool:
    return health.learnt_daily is not None and health.learnt_at is not None and health.learnt_at > now - LEARNT_FOR


def cost_of(share: Share) -> int:
    """What publishing this share costs the application's owner, in millionths of a dollar."""
    return int(build(share.network).cost(share.text) * MICRO)


def denial(caps: Caps, keys: Keys, sums: Mapping[str, BudgetWindow], cost: int, now: datetime) -> Denial | None:
    """Say which budget is used up, None when none is. The rule itself: asks the database nothing."""

    def used(key: str, what: str) -> int:
        row = sums.get(key)
        return getattr(row, what) if row is not None and row.ends_at > now else 0

    blocked = sums.get(keys.blocked)
    if blocked is not None and blocked.ends_at > now:
        return Denial("blocked", blocked.ends_at)
    if caps.blocked_until is not None and caps.blocked_until > now:
        return Denial("blocked", caps.blocked_until)
    if used(keys.account, "posts") >= caps.account_day or used(keys.account, "calls") >= caps.account_calls:
        return Denial("account_day", next_day(now))
    calls = used(keys.app, "calls")
    if caps.calls is not None and calls >= caps.calls:
        return Denial("app_day", next_day(now))
    alone = calls <= used(keys.org_day, "calls")
    if caps.fair_hour is not None and not alone and used(keys.org_hour, "calls") >= caps.fair_hour:
        return Denial("fair_hour", now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
    for key, cap in ((keys.org_month, caps.org_month), (keys.app_month, caps.app_month)):
        if cost and cap is not None and used(key, "spent") + cost > cap:
            return Denial("money", next_month(now))
    return None
