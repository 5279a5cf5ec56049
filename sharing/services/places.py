"""Who may call: one call at a time per account, and so many at once per application at a network.

An account is taken from the claim until its outcome is written down. A place at the network is free again as soon as
the answer is there (`note_answers`), so that the next calls need not wait for the books.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from sharing.models import Connection
from sharing.services.pauses import Through


def free() -> Q:
    """Accounts nobody is calling with."""
    return Q(busy_until__isnull=True) | Q(busy_until__lte=Now())


def occupy(accounts: "QuerySet[Connection]", until: datetime) -> int:
    """Take these accounts, and a place at their network each; return how many there were."""
    return accounts.update(busy_until=until, has_answered=False)


def let_go(connection_ids: Collection[int]) -> None:
    """The calls of the shares that held these accounts are over and written down: the next ones may begin."""
    Connection.objects.filter(pk__in=connection_ids).update(busy_until=None)


def note_answers(connection_ids: Collection[int]) -> None:
    """The networks have answered with certainty: these calls take no place any more. Outside any transaction."""
    Connection.objects.filter(pk__in=connection_ids, busy_until__gt=Now()).update(has_answered=True)


def taken(networks: Iterable[str]) -> dict[Through, int]:
    """How many calls are under way at these networks, by application."""
    calls = Connection.objects.filter(network__in=networks, busy_until__gt=Now(), has_answered=False)
    counts = calls.values_list("network", "app_of_id").annotate(count=Count("pk")).order_by()
    return {Through(network, app): count for network, app, count in counts}


def full(networks: Iterable[str]) -> frozenset[str]:
    """The networks at which the installation's application has no place left, at a glance."""
    wanted = list(networks)
    calls = taken(wanted)
    limit = settings.NETWORK_IN_FLIGHT
    return frozenset(each for each in wanted if calls.get(Through(each, None), 0) >= limit)
