"""What a share will cost and what is left, said before it is promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.people.models import Membership
from sharing.models import BudgetWindow, Connection, Share
from sharing.networks import adapter, build
from sharing.selectors.accounts import connection_for
from sharing.selectors.networks import network_label, uses_own_application
from sharing.services.allowances import MICRO, Caps, Keys, caps_of, denial, keys_for
from sharing.services.pauses import Through
from sharing.states import LIVE, ShareState

DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Quote:
    """One share on one network, before its yes. None: no limit is known."""

    cost_usd: Decimal
    left_usd: Decimal | None
    left_posts: int | None
    # Of a budget that is used up now: `blocked`, `account_day`, `app_day`, `fair_hour`, `money`; empty otherwise.
    refused_reason: str
    # For the person, in their language; empty when there is nothing to say.
    sentence: str


def quote(membership: Membership, network: str, text: str) -> Quote:
    """Say what publishing this text costs, what is left of the budgets, and what would stop it now. Inside a tenant."""
    now = timezone.now()
    cost = build(network).cost(text)
    account = connection_for(membership, network)
    each = _through(network, account, membership)
    keys = keys_for(each, membership.organisation_id, account.pk if account is not None else 0, now)
    caps = caps_of([each])[each]
    rows = {row.key: row for row in BudgetWindow.objects.filter(key__in=[*keys.counted, keys.blocked], ends_at__gt=now)}
    found = denial(caps, keys, rows, int(cost * MICRO), now)
    mine = rows.get(keys.account)
    left = _left(caps, keys, rows)
    return Quote(
        cost_usd=cost,
        left_usd=left,
        left_posts=max(0, caps.account_day - (mine.posts if mine is not None else 0)),
        refused_reason=found.code if found is not None else "",
        sentence=_sentence(network, text, cost, left, found.code if found is not None else ""),
    )


def _through(network: str, account: Connection | None, membership: Membership) -> Through:
    if account is not None:
        return Through(network, account.app_of_id)
    return Through(network, membership.organisation_id if uses_own_application(network) else None)


def _left(caps: Caps, keys: Keys, rows: dict[str, BudgetWindow]) -> Decimal | None:
    left = [
        cap - (rows[key].spent if key in rows else 0)
        for key, cap in ((keys.org_month, caps.org_month), (keys.app_month, caps.app_month))
        if cap is not None
    ]
    return Decimal(max(0, min(left))) / MICRO if left else None


def dollars(amount: Decimal) -> str:
    """An amount as it is written: two decimals, three where a price needs them."""
    places = 2 if amount == amount.quantize(Decimal("0.01")) else 3
    return _("US$%(amount)s") % {"amount": number_format(amount, decimal_pos=places)}


def _sentence(network: str, text: str, cost: Decimal, left: Decimal | None, refused: str) -> str:
    limits, label = adapter(network).limits, network_label(network)
    said = []
    if cost:
        cheaper = limits.price if cost > limits.price else None
        words = {"cost": dollars(cost), "without": dollars(cheaper or cost)}
        said.append(
            _("This post costs %(cost)s; without the link %(without)s.") % words
            if cheaper is not None
            else _("This post costs %(cost)s.") % words
        )
    if refused == "money":
        said.append(_("This month’s budget for %(network)s is used up: it would wait.") % {"network": label})
    elif refused:
        said.append(_("%(network)s’s limit is reached for now: it would wait.") % {"network": label})
    elif cost and left is not None and left < cost * 10:
        said.append(_("%(left)s are left this month.") % {"left": dollars(left)})
    return " ".join(said)


def advice(membership: Membership, network: str, due_at: datetime, exclude: Share | None = None) -> str:
    """A word on the rhythm when a time is chosen: what is planned near it. Advice only; "" when there is none to give.

    Counts the person's own shares on that network, nobody else's.
    """
    limits = adapter(network).limits
    if not limits.advised_daily and not limits.advised_minutes:
        return ""
    near = Share.objects.filter(
        membership=membership,
        network=network,
        state__in=[*LIVE, ShareState.PUBLISHED],
        due_at__gt=due_at - DAY,
        due_at__lt=due_at + DAY,
    )
    if exclude is not None:
        near = near.exclude(pk=exclude.pk)
    times = list(near.values_list("due_at", flat=True))
    gap = timedelta(minutes=limits.advised_minutes)
    if any(at is not None and abs(at - due_at) < gap for at in times):
        return _("Another share of yours goes out on %(network)s within the hour.") % {
            "network": network_label(network)
        }
    today = sum(1 for at in times if at is not None and at.date() == due_at.date())
    if limits.advised_daily and today >= limits.advised_daily:
        return ngettext(
            "You already have %(n)s share on %(network)s that day.",
            "You already have %(n)s shares on %(network)s that day.",
            today,
        ) % {"n": today, "network": network_label(network)}
    return ""
