"""What beat's sweeps look for: rows that need work. They ring for the work and do none of it themselves."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from advocacy.lib import jobs
from sharing import selectors
from sharing.models import Connection, OAuthRequest, Preflight, Share
from sharing.networks import REGISTRY
from sharing.services import alarms, budgets, claiming, clicks, grants
from sharing.states import ConnectionState, ShareState

JOURNEYS_KEPT: Final = timedelta(hours=1)
COUNTS_KEPT: Final = timedelta(days=7)
# How long before a version of a network's API ends the operator is told.
SUNSET_WARNING: Final = timedelta(days=60)


def ring_for_due_shares(organisation_id: int) -> bool:
    """Inside a tenant: ring for an organisation's turn when something of it is due; say whether it is."""
    due = claiming.due_shares().exists()
    if due:
        jobs.enqueue("sharing.publish_due", organisation_id=organisation_id)
    return due


def ring_for_stale_accesses() -> int:
    """Inside a tenant: have accesses renewed that shares due within minutes need. Returns how many."""
    soon = timezone.now() + grants.JUST_IN_TIME
    rows = Share.objects.filter(state=ShareState.SCHEDULED, next_at__lte=soon).exclude(connection__refresh_token="")
    stale = {
        share.connection.pk: share.connection
        for share in rows.select_related("connection")
        if share.connection is not None and grants.needs_refresh(share.connection, share.next_at or soon)
    }
    for connection in stale.values():
        _ring("sharing.refresh_grant", connection)
    return len(stale)


def ring_for_connections() -> None:
    """Outside tenants: have aging accesses renewed, and ended ones revoked."""
    for connection in grants.aging_connections():
        _ring("sharing.refresh_grant", connection)
    for connection in Connection.objects.filter(state=ConnectionState.REVOKING):
        _ring("sharing.revoke_connection", connection)


def _ring(name: str, connection: Connection) -> None:
    jobs.enqueue(name, user_id=connection.user_id, connection_id=connection.pk)


def watch_sunsets() -> None:
    """Outside tenants: tell the operator in time that the version of an API in use will end."""
    today = timezone.now().date()
    for key in REGISTRY:
        limits = selectors.site_network(key).limits
        if limits.api_sunset is None or not limits.can_publish:
            continue
        alarm = f"sunset:{key}:{limits.api_sunset:%Y%m%d}"
        if limits.api_sunset - SUNSET_WARNING <= today:
            ends = f"{limits.api_sunset:%Y-%m-%d}"
            alarms.raise_alarm(alarm, f"{limits.label} ends the version of its interface in use on {ends}: update it.")


@transaction.atomic
def purge_installation() -> None:
    """Outside tenants: forget yesterday's visitor salt and journeys to consent pages that never came back."""
    clicks.forget_salts()
    budgets.forget()
    alarms.forget_alarms()
    OAuthRequest.objects.filter(created_at__lt=timezone.now() - JOURNEYS_KEPT).delete()


def purge_counts() -> None:
    """Inside a tenant: forget what was counted, and looked over, a week ago."""
    budgets.forget_reservations()
    Preflight.objects.filter(due_at__lt=timezone.now() - COUNTS_KEPT).delete()
