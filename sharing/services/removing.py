"""Taking one's own post down from the network: asked once, done by a job, told in a sentence when it cannot be."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import jobs, pace
from advocacy.lib.crypto import CannotOpen
from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing import selectors
from sharing.models import Share
from sharing.networks.base import Grant, Network, NetworkError
from sharing.services import content, grants, moving, recording
from sharing.services.outcomes import Ending, Outcome
from sharing.states import ConnectionState, Evidence, ShareState

logger = logging.getLogger(__name__)
S = ShareState

# While one worker is at it no other is; the call ends long before.
LEASE: Final = pace.span(minutes=2)
# How long it is tried before its author is told to do it themselves.
WITHIN: Final = timedelta(hours=24)
AGAIN: Final = pace.span(minutes=10)


@dataclass(frozen=True)
class Order:
    """All it takes to take a post down without asking the database."""

    organisation_id: int
    share_id: int
    external_id: str
    network: Network = field(repr=False)
    grant: Grant = field(repr=False)


def can_remove(share: Share, network: Network) -> bool:
    """Say whether we could take this post down: we know its number, and the network lets us delete."""
    account = share.connection
    return (
        share.state == S.PUBLISHED
        and share.evidence != Evidence.DECLARED
        and bool(share.external_id)
        and network.limits.can_delete
        and account is not None
        and account.state == ConnectionState.CONNECTED
    )


@transaction.atomic
def remove_share(*, actor: Membership, share: Share) -> Share:
    """Ask for a published post to be taken down from the network; the page does not wait for it.

    Twice is once; after a failure it is tried anew. A post that is gone already counts as taken down. Refuses a share
    that is not the actor's or is not online, and one that cannot be taken down from here: the sentence says why.
    """
    rows = content.whole(Share.objects.filter(membership=actor)).select_related("connection")
    row = rows.select_for_update(of=("self",)).filter(pk=share.pk).first()
    if row is None:
        raise RuleViolation(_("This share is not yours."), code="not_yours")
    if row.state == S.REMOVED or (row.removal_next_at is not None and not row.removal_reason):
        return row
    if row.state != S.PUBLISHED:
        raise RuleViolation(_("This share is not online."), code="not_online")
    network = selectors.network_through(row.network, None)
    label = {"network": network.limits.label}
    if not network.limits.can_delete:
        message = _("%(network)s does not let us take a post down. Delete it there yourself.") % label
        raise RuleViolation(message, code="cannot_remove")
    if not row.external_id:
        message = _("We do not know this post’s number on %(network)s. Delete it there yourself.") % label
        raise RuleViolation(message, code="cannot_remove")
    if row.connection is None or row.connection.state != ConnectionState.CONNECTED:
        message = _("Your access to %(network)s has ended. Reconnect your account, or delete the post there.") % label
        raise RuleViolation(message, code="reconnect_needed")
    row.removal_asked_at = row.removal_next_at = timezone.now()
    row.removal_reason = ""
    row.save(update_fields=["removal_asked_at", "removal_next_at", "removal_reason", "updated_at"])
    jobs.enqueue("sharing.remove_share", organisation_id=row.organisation_id, share_id=row.pk)
    return row


def remove_one(organisation_id: int, share_id: int) -> bool:
    """Take one post down when it is asked for; say whether a call was made. May be repeated. Outside any tenant."""
    with tenant(organisation_id):
        order = begin(share_id)
    if order is None:
        return False
    outcome = deliver(order)
    with tenant(organisation_id):
        record(order, outcome)
    return True


@transaction.atomic
def begin(share_id: int) -> Order | None:
    """Take the request for a while. Inside a tenant."""
    now = timezone.now()
    share = (
        Share.objects.select_for_update(of=("self",))
        .select_related("membership__organisation", "connection")
        .filter(pk=share_id, state=S.PUBLISHED, removal_next_at__lte=now)
        .first()
    )
    if share is None:
        return None
    account = share.connection
    if account is None or account.state != ConnectionState.CONNECTED:
        _give_up(share, "reconnect")
        return None
    network = selectors.network_through(share.network, share.membership.organisation if account.app_of_id else None)
    try:
        grant = grants.grant_of(account)
    except CannotOpen:
        _give_up(share, "reconnect")
        return None
    if account.access_expires_at is not None and account.access_expires_at <= now and account.refresh_token:
        jobs.enqueue("sharing.refresh_grant", user_id=account.user_id, connection_id=account.pk)
        _later(share, now + recording.wait_for(1))
        return None
    _later(share, now + LEASE)
    return Order(share.organisation_id, share.pk, share.external_id, network, grant)


def deliver(order: Order) -> Outcome:
    """Call the network without the database. Deleting what is gone is no error there."""
    try:
        with grants.network_call():
            order.network.delete(order.grant, order.external_id)
            return Outcome(Ending.PUBLISHED)
    except NetworkError as error:
        logger.info("Taking down share %s of organisation %s: %s", order.share_id, order.organisation_id, error)
        return Outcome.of_error(error)
    except Exception as error:
        logger.error("Taking down share %s broke: %s", order.share_id, type(error).__name__)  # noqa: TRY400
        return Outcome(Ending.UNKNOWN, code="broken")


@transaction.atomic
def record(order: Order, outcome: Outcome) -> None:
    """Write down how it ended: gone, to be tried again, or given up. Inside a tenant."""
    share = Share.objects.select_for_update(of=("self",)).filter(pk=order.share_id, state=S.PUBLISHED).first()
    if share is None:
        return
    if outcome.ending == Ending.PUBLISHED:
        moving.move(share.pk, S.PUBLISHED, S.REMOVED, tell=False, removal_next_at=None, removal_reason="")
        return
    now = timezone.now()
    asked = share.removal_asked_at or now
    # Deleting may be repeated, also when nobody knows whether it was done.
    again = outcome.ending in {Ending.LATER, Ending.UNAVAILABLE, Ending.UNKNOWN}
    if again and asked + WITHIN > now:
        wait = AGAIN if outcome.after_seconds is None else timedelta(seconds=outcome.after_seconds)
        _later(share, now + max(wait, recording.wait_for(1)))
    else:
        _give_up(share, outcome.code or "refused")


def due_removals() -> list[int]:
    """Posts to be taken down now. Inside a tenant."""
    rows = Share.objects.filter(state=S.PUBLISHED, removal_next_at__lte=timezone.now())
    return list(rows.order_by("removal_next_at").values_list("pk", flat=True)[:100])


def _later(share: Share, at: datetime) -> None:
    Share.objects.filter(pk=share.pk).update(removal_next_at=at)


def _give_up(share: Share, reason: str) -> None:
    """Its author sees why on its page, and can ask again."""
    Share.objects.filter(pk=share.pk).update(removal_next_at=None, removal_reason=reason[:40])
