"""Jobs of sharing. What publishes is claimed from the rows; a message only says that somebody should look."""

import logging
import time
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.db import DatabaseError, connections

from advocacy.lib import jobs
from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing.services import (
    alarms,
    budgets,
    clicks,
    commenting,
    crisis,
    draining,
    grants,
    mending,
    pauses,
    preflight,
    preparing_weeks,
    previews,
    proofreading,
    publishing,
    quarantine,
    removing,
    settling,
    sweeping,
)

logger = logging.getLogger(__name__)


@worker_init.connect
def look_before_working(**_kwargs: Any) -> None:
    """Before a worker takes its first job: is this database as old as what was published?"""
    while True:
        try:
            quarantine.check()
        except DatabaseError:
            logger.warning("The database is not there yet; no job is taken before it is.")
            time.sleep(2)
        else:
            return
        finally:
            connections.close_all()


# --- Publishing ------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.publish_share", **jobs.PUBLISHING)
def publish_share(*, organisation_id: int, share_id: int) -> None:
    """Publish one share if it is due and nobody else has taken it."""
    draining.publish_soon(organisation_id, share_id)


@shared_task(name="sharing.publish_due", **jobs.PUBLISHING)
def publish_due(*, organisation_id: int) -> None:
    """Publish what is due in one organisation, in turn with the others."""
    draining.publish_due(organisation_id)


@shared_task(name="sharing.release_due_shares")
def release_due_shares() -> None:
    """The sweep that finds due shares, whether or not a message told of them."""
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            sweeping.ring_for_due_shares(organisation_id)


@shared_task(name="sharing.comment_share", **jobs.PUBLISHING)
def comment_share(*, organisation_id: int, share_id: int) -> None:
    """Add the first comment under a post that is out, when its time has come."""
    commenting.comment_one(organisation_id, share_id)


@shared_task(name="sharing.remove_share")
def remove_share(*, organisation_id: int, share_id: int) -> None:
    """Take a post down from its network, as its author asked."""
    removing.remove_one(organisation_id, share_id)


# --- Settling --------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.settle_stuck_shares")
def settle_stuck_shares() -> None:
    """The sweep over dead workers' shares, doubts, holds and missed times: one job per organisation."""
    publishing.drain_spool()
    pauses.forget_ended()
    for organisation_id in organisations.active_ids():
        jobs.enqueue("sharing.settle_shares", organisation_id=organisation_id)


@shared_task(name="sharing.settle_shares")
def settle_shares(*, organisation_id: int) -> None:
    """Mend one organisation's shares and ask about its doubts."""
    mending.mend(organisation_id)


@shared_task(name="sharing.check_promises")
def check_promises() -> None:
    """Tell the operator of every promise that no sweep kept."""
    for organisation_id in organisations.active_ids():
        settling.check_promises(organisation_id)
    quarantine.check()
    sweeping.watch_sunsets()
    alarms.mail_alarms()


@shared_task(name="sharing.look_ahead")
def look_ahead() -> None:
    """The sweep over shares that are due in a quarter of an hour: a job for each organisation that has some."""
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            if preflight.waiting().exists():
                jobs.enqueue("sharing.look_ahead_in", organisation_id=organisation_id)


@shared_task(name="sharing.look_ahead_in")
def look_ahead_in(*, organisation_id: int) -> None:
    """Look an organisation's next shares over, once each."""
    with tenant(organisation_id):
        preflight.look_ahead()


@shared_task(name="sharing.upload_ahead")
def upload_ahead(*, organisation_id: int, share_id: int) -> None:
    """Send a share's files before its time."""
    preflight.upload_ahead(organisation_id, share_id)


@shared_task(name="sharing.hold_for_crisis")
def hold_for_crisis(*, organisation_id: int) -> None:
    """Hold what is scheduled while the organisation's hold stands; release it once it is lifted."""
    with tenant(organisation_id):
        crisis.work(organisation_id)


@shared_task(name="sharing.tell_budget_low")
def tell_budget_low(*, organisation_id: int, network: str) -> None:
    """Tell an organisation's administrators that a month's budget is nearly used up."""
    with tenant(organisation_id):
        budgets.tell_low(network)


# --- Accesses --------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.refresh_grants")
def refresh_grants() -> None:
    """The sweep over accesses: those that age, those whose end a network has not confirmed, and what needs them."""
    sweeping.ring_for_connections()
    for organisation_id in organisations.active_ids():
        jobs.enqueue("sharing.watch_accesses", organisation_id=organisation_id)


@shared_task(name="sharing.watch_accesses")
def watch_accesses(*, organisation_id: int) -> None:
    """Warn people whose access ends soon; renew in time what due shares need."""
    with tenant(organisation_id):
        grants.tell_expiring_soon()
        sweeping.ring_for_stale_accesses()


@shared_task(name="sharing.refresh_grant")
def refresh_grant(*, user_id: int, connection_id: int) -> None:
    """Renew one person's access to one account."""
    grants.refresh_grant(connection_id)


@shared_task(name="sharing.expire_connection")
def expire_connection(*, user_id: int, connection_id: int) -> None:
    """Note that an access has ended and tell its owner wherever they use it."""
    grants.expire_connection(connection_id)


@shared_task(name="sharing.revoke_connection")
def revoke_connection(*, user_id: int, connection_id: int) -> None:
    """Tell the network that an access is over, then destroy our copy."""
    grants.revoke_connection(connection_id)


# --- Looking up ------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.look_up_card")
def look_up_card(*, organisation_id: int, preview_id: int) -> None:
    """Look up a page that somebody is about to link to."""
    previews.look_up(organisation_id, preview_id)


# --- Forgetting ------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.purge")
def purge() -> None:
    """Forget visitors' hashes, old clicks and abandoned journeys; keep promised hours where clocks changed."""
    sweeping.purge_installation()
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            clicks.forget_clicks()
            proofreading.purge()
            previews.forget_old()
            sweeping.purge_counts()
            settling.realign_due_times()


# --- Preparing -------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.prepare_weeks")
def prepare_weeks() -> None:
    """The sweep over people's rules: one job per organisation."""
    for organisation_id in organisations.active_ids():
        jobs.enqueue("sharing.prepare_week", organisation_id=organisation_id)


@shared_task(name="sharing.prepare_week")
def prepare_week(*, organisation_id: int) -> None:
    """Prepare what one organisation's people asked for; drafts only."""
    with tenant(organisation_id):
        preparing_weeks.prepare_weeks()
