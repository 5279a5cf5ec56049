"""Stopping: the operator's switch, and the breaker that opens when a network is in trouble."""

import logging
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from advocacy.organisations.models import Organisation
from sharing.models import NetworkHealth, NetworkPause
from sharing.states import HoldReason

logger = logging.getLogger(__name__)

BY_THE_OPERATOR: Final = "operator"
# Doubts in a row that open the breaker, and how long it stays open: longer each time, an hour at most.
DOUBTS: Final = 5
OPEN_FOR: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(hours=1)
# How long a network is left alone that refuses our whole application; one share tries again afterwards.
UNAVAILABLE_FOR: Final = timedelta(minutes=15)


@transaction.atomic
def pause(*, network: str = "", organisation: Organisation | None = None) -> NetworkPause:
    """Stop publishing until further notice: everywhere, on one network, in one organisation. Twice is once.

    A worker asks before it claims and again right before it sends, so that it holds from this commit on.
    """
    row, _made = NetworkPause.objects.get_or_create(
        network=network, organisation=organisation, reason=BY_THE_OPERATOR, until=None
    )
    return row


@transaction.atomic
def resume(*, network: str = "", organisation: Organisation | None = None) -> int:
    """End the stops that cover this; for everything, all of them. Breakers end as well: a person has looked."""
    rows = NetworkPause.objects.all()
    if network:
        rows = rows.filter(network=network)
        NetworkHealth.objects.filter(network=network).update(doubts=0, openings=0)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if not network and organisation is None:
        NetworkHealth.objects.update(doubts=0, openings=0)
    ended, _rows = rows.delete()
    return ended


def halt(network: str, reason: HoldReason, code: str, *, organisation_id: int | None) -> None:
    """The network refuses our application: leave it alone for a while and call the operator."""
    logger.error("Publishing to %s stops for %s: the network says %r.", network, UNAVAILABLE_FOR, code)
    rows = NetworkPause.objects.filter(network=network, organisation=organisation_id, reason=reason.value)
    if not rows.filter(Q(until__isnull=True) | Q(until__gt=timezone.now())).exists():
        NetworkPause.objects.create(
            network=network,
            organisation_id=organisation_id,
            reason=reason.value,
            until=timezone.now() + UNAVAILABLE_FOR,
        )


def forget_ended() -> None:
    """Delete the stops whose time is over."""
    NetworkPause.objects.filter(until__lte=timezone.now()).delete()


# --- The breaker -----------------------------------------------------------------------------------------------------
def note_certain(network: str) -> None:
    """A share ended with a certain answer: the network is well."""
    rows = NetworkHealth.objects.filter(network=network)
    rows.filter(Q(doubts__gt=0) | Q(openings__gt=0)).update(doubts=0, openings=0)


def note_doubt(network: str) -> None:
    """A share ended in doubt. Several in a row open the breaker, so that an outage makes few doubts."""
    NetworkHealth.objects.get_or_create(network=network)
    NetworkHealth.objects.filter(network=network).update(doubts=F("doubts") + 1)
    health = NetworkHealth.objects.get(network=network)
    if health.doubts < DOUBTS:
        return
    # The others that were in flight when it opened are the same outage, not another one.
    if NetworkPause.objects.filter(network=network, reason=HoldReason.BREAKER, until__gt=timezone.now()).exists():
        return
    length = min(OPEN_FOR * 2**health.openings, LONGEST)
    logger.error("%s left %s shares in doubt in a row: publishing there stops for %s.", network, health.doubts, length)
    NetworkPause.objects.create(network=network, reason=HoldReason.BREAKER.value, until=timezone.now() + length)
    NetworkHealth.objects.filter(pk=health.pk).update(openings=F("openings") + 1)


def in_flight_limit(network: str, normal: int) -> int:
    """How many calls at once: one while it is not known whether the network is well again."""
    doubtful = NetworkHealth.objects.filter(network=network, doubts__gte=DOUBTS).exists()
    return 1 if doubtful else normal
