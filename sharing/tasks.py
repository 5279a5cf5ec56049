"""Jobs of sharing. What publishes is claimed from the rows; a message only says that somebody should look."""

from celery import shared_task

from advocacy.lib import jobs
from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing.services import grants, links, pauses, publishing, settling, sweeping


# --- Publishing ------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.publish_share", **jobs.PUBLISHING)
def publish_share(*, organisation_id: int, share_id: int) -> None:
    """Publish one share if it is due and nobody else has taken it."""
    publishing.publish_one(organisation_id, share_id)


@shared_task(name="sharing.publish_due", **jobs.PUBLISHING)
def publish_due(*, organisation_id: int) -> None:
    """Publish what is due in one organisation, for one turn."""
    publishing.publish_due(organisation_id)


@shared_task(name="sharing.release_due_shares")
def release_due_shares() -> None:
    """The sweep that finds due shares, whether or not a message told of them."""
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            sweeping.ring_for_due_shares(organisation_id)


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
    with tenant(organisation_id):
        settling.settle_stuck_shares()
        settling.end_missed_shares()
        settling.release_held_shares()
        doubts = settling.doubts_to_ask()
    for share_id in doubts:
        settling.look_and_ask(organisation_id, share_id)


@shared_task(name="sharing.check_promises")
def check_promises() -> None:
    """Tell the operator of every promise that no sweep kept."""
    for organisation_id in organisations.active_ids():
        settling.check_promises(organisation_id)


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


# --- Forgetting ------------------------------------------------------------------------------------------------------
@shared_task(name="sharing.purge")
def purge() -> None:
    """Forget visitors' hashes, old clicks and abandoned journeys; keep promised hours where clocks changed."""
    sweeping.purge_installation()
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            links.forget_clicks()
            settling.realign_due_times()
