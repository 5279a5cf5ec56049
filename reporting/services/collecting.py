"""Asking the networks what became of published shares: claim, ask outside any transaction, write down.

Each share's row says when it is due. A claim moves that moment a little into the future, so that two workers do not
ask twice and a worker that dies loses nothing. Whatever the answer, the row ends with its next moment or with none.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from advocacy.lib import jobs
from advocacy.lib.crypto import CannotOpen
from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from reporting.models import ShareStat
from reporting.services.keeping import forget_measures, record_measure
from reporting.services.schedule import is_closed, next_measure
from sharing.models import Connection, ConnectionPermission
from sharing.networks import adapter
from sharing.networks.base import (
    Grant,
    Metrics,
    Network,
    NetworkError,
    NetworkUnavailable,
    NotSupported,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from sharing.services import grants, moving
from sharing.states import ConnectionState, ShareState

logger = logging.getLogger(__name__)

# How many shares one job asks about, how many in one call, and how long it goes on before it leaves the rest.
CLAIMED: Final = 200
ASKED_AT_ONCE: Final = 20
GOES_ON_FOR: Final = 120.0
# A claim's length: longer than a job can run.
LEASE: Final = timedelta(minutes=10)
LATER: Final = timedelta(minutes=30)
MUCH_LATER: Final = timedelta(hours=6)


@dataclass(frozen=True)
class Due:
    """One share to ask about."""

    stat_id: int
    external_id: str


@dataclass(frozen=True)
class Batch:
    """The shares of one account that are due."""

    connection: Connection
    shares: list[Due] = field(default_factory=list)


def collect_organisation(organisation: Organisation) -> int:
    """Measure the shares of one organisation that are due; return how many were. Outside any tenant.

    Only accounts whose owner lets this organisation use them and whose granted scopes allow measuring are asked. What
    could not be asked in time is left for the next job, which is rung at once.
    """
    until = time.monotonic() + GOES_ON_FOR
    measured = 0
    with tenant(organisation.pk):
        batches, more = _claim(organisation)
    for batch in batches:
        measured += _collect(organisation, batch, until)
    if more:
        jobs.enqueue("reporting.collect_organisation", organisation_id=organisation.pk)
    return measured


@transaction.atomic
def _claim(organisation: Organisation) -> tuple[list[Batch], bool]:
    now = timezone.now()
    due = ShareStat.objects.filter(measure_due_at__lte=now).select_related("share__connection")
    # The row's own columns: on PostgreSQL the outer join cannot be locked.
    stats = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("measure_due_at", "pk")[:CLAIMED])
    permitted = _permitted(stats)
    batches: dict[int, Batch] = {}
    for stat in stats:
        connection = stat.share.connection
        allowed = connection is not None and (stat.membership_id, connection.pk) in permitted
        stat.measure_due_at = _next(organisation, stat, now)
        if connection is None or not allowed or not _may_measure(connection):
            continue
        if not is_closed(organisation, stat.published_at, now):
            stat.measure_due_at = now + LEASE
            batch = batches.setdefault(connection.pk, Batch(connection))
            batch.shares.append(Due(stat.pk, stat.share.external_id))
    ShareStat.objects.bulk_update(stats, ["measure_due_at"], batch_size=100)
    return list(batches.values()), len(stats) == CLAIMED


def _permitted(stats: Sequence[ShareStat]) -> set[tuple[int, int]]:
    """The (membership, connection) pairs whose owner lets this organisation use the account."""
    asked = {stat.share.connection_id for stat in stats if stat.share.connection_id is not None}
    rows = ConnectionPermission.objects.filter(connection_id__in=asked, ended_at__isnull=True)
    return set(rows.values_list("membership_id", "connection_id"))


def _may_measure(connection: Connection) -> bool:
    network = adapter(connection.network)
    scope = network.limits.measure_scope
    return (
        connection.state == ConnectionState.CONNECTED
        and network.limits.can_measure
        and (not scope or scope in connection.scopes)
    )


def _next(organisation: Organisation, stat: ShareStat, now: datetime) -> datetime | None:
    return None if is_closed(organisation, stat.published_at, now) else next_measure(stat.published_at, now)


def _collect(organisation: Organisation, batch: Batch, until: float) -> int:
    """Ask about one account's shares, some at a time; return how many were measured."""
    measured = 0
    for start in range(0, len(batch.shares), ASKED_AT_ONCE):
        some = batch.shares[start : start + ASKED_AT_ONCE]
        if time.monotonic() > until:
            _postpone(organisation, batch.shares[start:], timedelta(0))
            break
        try:
            answer = _ask(batch.connection, [due.external_id for due in some])
        except (NetworkError, CannotOpen) as error:
            _give_up(organisation, batch, batch.shares[start:], error)
            break
        measured += _write_down(organisation, some, answer, timezone.now())
    return measured


def _ask(connection: Connection, external_ids: Sequence[str]) -> Mapping[str, Metrics]:
    network: Network = grants.network_of(connection)
    if grants.needs_refresh(connection, timezone.now()) and grants.refresh_grant(connection.pk):
        connection.refresh_from_db()
    grant: Grant = grants.grant_of(connection)
    with grants.network_call():
        return network.measure(grant, external_ids)


def _write_down(organisation: Organisation, some: Sequence[Due], answer: Mapping[str, Metrics], at: datetime) -> int:
    with tenant(organisation.pk), transaction.atomic():
        ids = [due.stat_id for due in some]
        stats = ShareStat.objects.select_for_update(of=("self",)).select_related("share").in_bulk(ids)
        for due in some:
            stat = stats.get(due.stat_id)
            if stat is None:
                continue
            metrics = answer.get(due.external_id)
            stat.measure_due_at = _next(organisation, stat, at)
            if metrics is not None and metrics.gone:
                forget_measures(stat)
                _tell_removed(stat)
            elif metrics is not None:
                record_measure(stat, metrics, at)
            stat.save()
    return len(answer)


def _tell_removed(stat: ShareStat) -> None:
    try:
        moving.move(stat.share_id, ShareState.PUBLISHED, ShareState.REMOVED)
    except moving.AlreadyMoved:
        logger.info("The share of stat %s was removed already.", stat.pk)


def _give_up(organisation: Organisation, batch: Batch, rest: Sequence[Due], error: NetworkError | CannotOpen) -> None:
    """Put off what could not be asked: soon for what passes by itself, else to the share's next age."""
    logger.warning("Figures through access %s were not collected: %s", batch.connection.public_id, error or "sealed")
    if isinstance(error, ReconnectNeeded) and error.code in grants.CURABLE:
        _access_refused(batch.connection)
    if isinstance(error, TryLater):
        _postpone(organisation, rest, max(error.after or LATER, timedelta(minutes=1)))
    elif isinstance(error, OutcomeUnknown):
        # Reading twice harms nobody.
        _postpone(organisation, rest, LATER)
    elif isinstance(error, NetworkUnavailable):
        _postpone(organisation, rest, MUCH_LATER)
    elif isinstance(error, ReconnectNeeded | NotSupported | CannotOpen):
        _postpone(organisation, rest, None)
    else:
        _postpone(organisation, rest, MUCH_LATER)


def _access_refused(connection: Connection) -> None:
    """The network no longer takes this access: renew it, or ask its owner to."""
    if connection.refresh_token:
        grants.call_stale(connection.pk)
    else:
        grants.expire_connection(connection.pk)


def _postpone(organisation: Organisation, some: Sequence[Due], by: timedelta | None) -> None:
    now = timezone.now()
    with tenant(organisation.pk), transaction.atomic():
        stats = list(ShareStat.objects.filter(pk__in=[due.stat_id for due in some]))
        for stat in stats:
            stat.measure_due_at = _next(organisation, stat, now) if by is None else now + by
        ShareStat.objects.bulk_update(stats, ["measure_due_at"], batch_size=100)
