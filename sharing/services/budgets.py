"""Budgets: what one try at a share uses up, counted before it leaves and given back when nothing was sent.

Three things are counted in windows of UTC days, hours and months: calls to a network by account, application and
organisation; posts by account; money by organisation and application. The counting happens in the transaction that
claims the share, over whole batches, with the windows' rows locked: two workers never spend the same rest. What a call
of unknown outcome has used up stays counted.

A person's rhythm is their own: the stop by account is the network's rule with a margin, far above what is advised.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from advocacy.lib import jobs
from advocacy.organisations.models import Organisation
from advocacy.people.selectors import members
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from advocacy.tenancy import current_organisation_id
from sharing.models import BudgetWindow, NetworkHealth, Reservation, Share
from sharing.selectors.networks import network_label
from sharing.services import alarms, moving, pauses
from sharing.services.allowances import (
    MICRO,
    Caps,
    Denial,
    Keys,
    caps_of,
    cost_of,
    denial,
    ends_of,
    keys_for,
    still_believed,
    through,
)
from sharing.services.outcomes import Ending, Outcome
from sharing.services.pauses import Through
from sharing.services.quotes import Quote, quote
from sharing.states import HoldReason, ShareState

__all__ = ["Denial", "Quote", "allows", "give_back", "note_limited", "quote", "reserve", "settle", "step_back"]

S = ShareState

# Of what an application may do in a day: the operator is told.
TELL_AT: Final = 0.7
# Of a monthly budget: the organisation's administrators are told.
LOW_AT: Final = 0.8
# What opens again this soon is waited for quietly; for anything longer the share is held and its author told.
QUIETLY: Final = timedelta(hours=1)
# Codes of tries that never reached the network.
NOT_SENT: Final = frozenset({"not_sent"})
OF_THE_APPLICATION: Final = frozenset({"app_daily_limit"})


@dataclass
class Sums:
    """The windows of a batch, locked, and which of them have changed."""

    rows: dict[str, BudgetWindow]
    # What was added to each: tries and money.
    added: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, key: str, *, cost: int) -> None:
        row = self.rows[key]
        row.posts, row.calls, row.spent = row.posts + 1, row.calls + 1, row.spent + cost
        tries, money = self.added.get(key, (0, 0))
        self.added[key] = (tries + 1, money + cost)


def _lock(ends: dict[str, datetime], also: Iterable[str]) -> dict[str, BudgetWindow]:
    """Read these windows for writing, made when missing, always in the same order."""
    wanted = sorted({*ends, *also})
    rows = BudgetWindow.objects.select_for_update().filter(key__in=wanted).order_by("key")
    found = {row.key: row for row in rows}
    missing = sorted(set(ends) - set(found))
    if missing:
        made = [BudgetWindow(key=key, ends_at=ends[key]) for key in missing]
        BudgetWindow.objects.bulk_create(made, ignore_conflicts=True)
        found = {row.key: row for row in rows.all()}
    return found


# --- Reserving, and giving back --------------------------------------------------------------------------------------
def reserve(shares: Sequence[Share], health: pauses.Healths | None = None) -> dict[int, Denial]:
    """Count a batch of shares that are about to be leased; return those that may not leave now, by their number.

    In the transaction of the claim and inside the tenant: what is not committed was never counted. As many queries for
    fifty as for one. A share that is denied has not been counted: `step_back` it. Their accounts are loaded; `health`
    is that of their networks, when the caller has read it.
    """
    wished = [share for share in shares if share.connection_id is not None]
    if not wished:
        return {}
    now = timezone.now()
    caps = caps_of((through(share) for share in wished), health)
    keys = {share.pk: _keys_of(share, now) for share in wished}
    ends = {key: end for each in keys.values() for key, end in ends_of(each, now).items()}
    sums = Sums(_lock(ends, [each.blocked for each in keys.values()]))
    before = {key: (row.calls, row.spent) for key, row in sums.rows.items()}
    denied: dict[int, Denial] = {}
    counted: list[Reservation] = []
    for share in wished:
        cost = cost_of(share)
        found = denial(caps[through(share)], keys[share.pk], sums.rows, cost, now)
        if found is not None:
            denied[share.pk] = found
            continue
        for key in keys[share.pk].counted:
            sums.add(key, cost=cost)
        counted.append(Reservation(share=share, windows=list(keys[share.pk].counted), cost=cost, created_at=now))
    if counted:
        _write(sums, counted, now)
        pauses.note_tries(Counter(through(row.share) for row in counted))
    for each, cap in caps.items():
        _warn(each, cap, sums.rows, before, now)
    return denied


def _write(sums: Sums, counted: Sequence[Reservation], now: datetime) -> None:
    # Locked by us, so that these sums are the last word; most windows of a batch grow alike.
    alike: dict[tuple[int, int], list[int]] = {}
    for key, added in sums.added.items():
        alike.setdefault(added, []).append(sums.rows[key].pk)
    tries = Case(*(When(pk__in=ids, then=Value(more)) for (more, _money), ids in alike.items()))
    money = Case(*(When(pk__in=ids, then=Value(more)) for (_tries, more), ids in alike.items()))
    windows = BudgetWindow.objects.filter(pk__in=[sums.rows[key].pk for key in sums.added])
    windows.update(posts=F("posts") + tries, calls=F("calls") + tries, spent=F("spent") + money)
    # What an earlier try of the same share used up stays counted.
    earlier = Reservation.objects.filter(share__in=[row.share_id for row in counted], settled_at__isnull=True)
    earlier.update(settled_at=now)
    Reservation.objects.bulk_create(counted)


def _keys_of(share: Share, now: datetime) -> Keys:
    return keys_for(through(share), share.organisation_id, share.connection_id or 0, now)


def _warn(
    each: Through, caps: Caps, rows: dict[str, BudgetWindow], before: dict[str, tuple[int, int]], now: datetime
) -> None:
    """Tell whoever can do something about it, at the moment a mark is passed."""
    for key, row in rows.items():
        calls, spent = before.get(key, (0, 0))
        if key == f"{each.name}.{now:%Y%m%d}" and caps.app_day is not None:
            mark = caps.app_day * TELL_AT
            if calls < mark <= row.calls:
                text = f"{network_label(each.network)}: {row.calls} of {caps.app_day} calls a day are used."
                alarms.raise_alarm(f"calls:{key}", text)
        if key == f"{each.name}.{now:%Y%m}" and caps.app_month:
            mark = caps.app_month * LOW_AT
            if spent < mark <= row.spent:
                text = f"{network_label(each.network)}: US${row.spent / MICRO:.2f} of this month’s budget are spent."
                alarms.raise_alarm(f"money:{key}", text)
        if key.startswith(f"{each.network}.o") and caps.org_month:
            mark = caps.org_month * LOW_AT
            if spent < mark <= row.spent:
                organisation_id = int(key.split(".")[1][1:])
                jobs.enqueue("sharing.tell_budget_low", organisation_id=organisation_id, network=each.network)


@transaction.atomic
def tell_low(network: str) -> None:
    """Tell those who manage the networks that this month's budget is nearly used up. Inside a tenant; once a month."""
    organisation = Organisation.objects.get(pk=current_organisation_id())
    for member in members(organisation).filter(Q(is_owner=True) | Q(is_administrator=True)):
        notify(
            membership=member,
            kind=NotificationKind.BUDGET_LOW,
            details={"network": network_label(network)},
            path=reverse("sharing:network_settings", kwargs={"org": organisation.slug}),
            once_key=f"budget:{network}:{timezone.now():%Y%m}",
        )


def step_back(share: Share, found: Denial) -> None:
    """Put a share that may not leave now where it belongs: a little later, or held with a word to its author."""
    now = timezone.now()
    at = found.until + timedelta(seconds=random.uniform(0, 30))  # noqa: S311 -- jitter, not a secret
    in_time = share.publish_before is None or at < share.publish_before
    if in_time and found.until <= now + QUIETLY:
        Share.objects.filter(pk=share.pk, state=S.SCHEDULED).update(next_at=at)
        return
    moving.move(share.pk, S.SCHEDULED, S.HELD, reason=HoldReason.BUDGET, next_at=None)


def foresee(shares: Sequence[Share]) -> set[int]:
    """Of shares that are due soon, those no budget will be left for when their time comes. Counts nothing for good.

    In their order, as if all of them left: three queries for any number. Inside a tenant.
    """
    if not shares:
        return set()
    now = timezone.now()
    caps = caps_of(through(share) for share in shares)
    keys = {share.pk: _keys_of(share, now) for share in shares}
    wanted = {key for each in keys.values() for key in (*each.counted, each.blocked)}
    rows = {row.key: row for row in BudgetWindow.objects.filter(key__in=wanted)}
    ends = {key: end for each in keys.values() for key, end in ends_of(each, now).items()}
    sums = Sums({**{key: BudgetWindow(key=key, ends_at=ends[key]) for key in ends}, **rows})
    short = set()
    for share in shares:
        cost = cost_of(share)
        found = denial(caps[through(share)], keys[share.pk], sums.rows, cost, now)
        if found is None:
            for key in keys[share.pk].counted:
                sums.add(key, cost=cost)
        elif found.until > max(share.due_at or now, now) + QUIETLY:
            short.add(share.pk)
    return short


def allows(share: Share) -> bool:
    """Say whether the budgets would let this share leave now. Counts nothing; inside a tenant."""
    now = timezone.now()
    each = through(share)
    keys = _keys_of(share, now)
    rows = {row.key: row for row in BudgetWindow.objects.filter(key__in=[*keys.counted, keys.blocked])}
    return denial(caps_of([each])[each], keys, rows, cost_of(share), now) is None


@transaction.atomic
def give_back(share_id: int, *, calls: bool = True) -> None:
    """Undo the counting of a share's try from which no post can be; `calls` when it never reached the network either.

    Once for each try. Inside the tenant.
    """
    row = Reservation.objects.select_for_update().filter(share_id=share_id, settled_at__isnull=True).first()
    if row is None:
        return
    Reservation.objects.filter(pk=row.pk).update(settled_at=timezone.now())
    windows = list(BudgetWindow.objects.select_for_update().filter(key__in=row.windows).order_by("key"))
    ids = [window.pk for window in windows]
    changes: dict[str, Any] = {"posts": Greatest(F("posts") - 1, 0), "spent": Greatest(F("spent") - row.cost, 0)}
    if calls:
        changes["calls"] = Greatest(F("calls") - 1, 0)
    BudgetWindow.objects.filter(pk__in=ids).update(**changes)


def settle(share_id: int, outcome: Outcome, *, begun: bool) -> None:
    """Close the counting of one try with how it ended: kept when a post is out or may be, else given back.

    `begun` is whether its attempt had begun. Costs no query where everything stays counted.
    """
    if begun and outcome.ending in {Ending.PUBLISHED, Ending.UNKNOWN}:
        return
    give_back(share_id, calls=outcome.code in NOT_SENT)


# --- What a network tells us -----------------------------------------------------------------------------------------
@transaction.atomic
def note_limited(share: Share, code: str, until: datetime) -> None:
    """The network said "too many": nobody calls it before `until`, for this account or for the whole application."""
    each = through(share)
    if code not in OF_THE_APPLICATION:
        row, made = BudgetWindow.objects.get_or_create(
            key=f"a{share.connection_id}.blocked", defaults={"ends_at": until}
        )
        if not made:
            BudgetWindow.objects.filter(pk=row.pk, ends_at__lt=until).update(ends_at=until)
        return
    now = timezone.now()
    key = f"{each.name}.{now:%Y%m%d}"
    used = BudgetWindow.objects.filter(key=key).values_list("calls", flat=True).first() or 0
    pauses.note_tries({each: 0})
    health = NetworkHealth.objects.select_for_update().get(network=each.network, app_of_id=each.app_of)
    health.blocked_until = max(until, health.blocked_until or until)
    if used:
        believed = health.learnt_daily if still_believed(health, now) else None
        health.learnt_daily = min(used, believed) if believed is not None else used
        health.learnt_at = now
    health.save(update_fields=["blocked_until", "learnt_daily", "learnt_at"])
    alarms.raise_alarm(f"limit:{key}", f"{network_label(each.network)} allows no more than {used} calls a day.")


def forget() -> None:
    """Delete windows that ended weeks ago. Outside tenants."""
    BudgetWindow.objects.filter(ends_at__lt=timezone.now() - timedelta(days=40)).delete()


def forget_reservations() -> None:
    """Delete what was counted days ago and can no longer be given back. Inside a tenant."""
    Reservation.objects.filter(created_at__lt=timezone.now() - timedelta(days=7)).delete()
