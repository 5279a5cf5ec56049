"""Stopping: the operator's switch, and the breaker that opens when a network is in trouble.

A breaker belongs to one application at one network: the installation's, or an organisation's own. What goes wrong with
the one says nothing about the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from advocacy.lib import pace
from advocacy.organisations.models import Organisation
from sharing.models import Application, NetworkHealth, NetworkPause, Share
from sharing.selectors.networks import network_label
from sharing.services import alarms
from sharing.states import HoldReason

BY_THE_OPERATOR: Final = "operator"
# Doubts in a row that open the breaker, and how long it stays open: longer each time, an hour at most.
DOUBTS: Final = 5
OPEN_FOR: Final = pace.span(minutes=5)
LONGEST: Final = pace.span(hours=1)
# It also opens when more than this part of at least so many tries within two minutes ended in doubt.
TOO_MANY: Final = 0.2
AT_LEAST: Final = 10
# How long a network is left alone that refuses our whole application; one share tries again afterwards.
UNAVAILABLE_FOR: Final = pace.span(minutes=15)
# Ended by their own services only: `resume` leaves them.
KEPT: Final = (HoldReason.CRISIS, HoldReason.QUARANTINE)


@dataclass(frozen=True)
class Through:
    """One application at one network: the installation's when `app_of` is None."""

    network: str
    app_of: int | None

    @property
    def name(self) -> str:
        return f"{self.network}.{self.app_of or 'site'}"


Healths = Mapping[Through, NetworkHealth]


@dataclass(frozen=True)
class Stops:
    """The stops in force at one moment."""

    rows: tuple[NetworkPause, ...]

    def cover(self, share: Share) -> bool:
        """Say whether this share must wait. Its account is looked at where a stop is about one application."""
        return any(_covers(row, share) for row in self.rows)

    @property
    def quarantine(self) -> bool:
        """Whether it is not known what a restored installation had sent."""
        return any(row.reason == HoldReason.QUARANTINE for row in self.rows)


def _covers(row: NetworkPause, share: Share) -> bool:
    if row.network not in {"", share.network} or row.organisation_id not in {None, share.organisation_id}:
        return False
    if row.application == Application.ANY or share.connection is None:
        return True
    return row.application == (Application.OWN if share.connection.app_of_id else Application.SITE)


def in_force() -> Stops:
    """Every stop in force, in one query: a worker asks before it claims and again right before it sends."""
    return Stops(tuple(_live()))


def _live() -> QuerySet[NetworkPause]:
    return NetworkPause.objects.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))


@transaction.atomic
def pause(*, network: str = "", organisation: Organisation | None = None) -> NetworkPause:
    """Stop publishing until further notice: everywhere, on one network, in one organisation. Twice is once.

    A worker asks before it claims and again right before it sends, so that it holds from this commit on.
    """
    row, _made = NetworkPause.objects.get_or_create(
        network=network, organisation=organisation, application=Application.ANY, reason=BY_THE_OPERATOR, until=None
    )
    return row


@transaction.atomic
def resume(*, network: str = "", organisation: Organisation | None = None) -> int:
    """End the stops that cover this; for everything, all of them. Breakers end as well: a person has looked.

    A crisis is ended by the organisation, a quarantine by `confirm_restore`: both stay.
    """
    rows = NetworkPause.objects.exclude(reason__in=KEPT)
    if network:
        rows = rows.filter(network=network)
        _well(NetworkHealth.objects.filter(network=network))
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if not network and organisation is None:
        _well(NetworkHealth.objects.all())
    ended, _rows = rows.delete()
    return ended


def forget_ended() -> None:
    """Delete the stops whose time is over."""
    NetworkPause.objects.filter(until__lte=timezone.now()).delete()


# --- The breaker -----------------------------------------------------------------------------------------------------
def halt(network: str, reason: HoldReason, code: str, *, organisation_id: int | None) -> None:
    """The network refuses our application: leave it alone for a while and call the operator.

    `organisation_id` is whose own application it is; None is the installation's. One share tries again afterwards; when
    it goes out, the others follow.
    """
    alarms.raise_alarm(
        _alarm(network, organisation_id),
        f"{network_label(network)} refuses {_whose(organisation_id)} ({code}): publishing there waits.",
    )
    NetworkHealth.objects.filter(pk=_health(network, organisation_id).pk).update(on_trial=True)
    if not _open(network, organisation_id).filter(reason=reason.value).exists():
        _stop(network, organisation_id, reason, timezone.now() + UNAVAILABLE_FOR)


def note_certain(network: str, app_of_id: int | None = None) -> None:
    """A share ended with a certain answer: the network is well, unless its breaker has just opened."""
    health = _health_rows(network, app_of_id).first()
    if health is None or not (health.doubts or health.openings or health.on_trial):
        return
    rows = NetworkHealth.objects.filter(pk=health.pk)
    if not health.on_trial:
        rows.update(doubts=0)
    elif not _open(network, app_of_id).exists():
        _well(rows)
        alarms.end_alarm(_alarm(network, app_of_id))


@transaction.atomic
def note_doubt(network: str, app_of_id: int | None = None) -> None:
    """A share ended in doubt. Several in a row, or too many of the last ones, open the breaker."""
    health = _health(network, app_of_id)
    now = timezone.now()
    health.doubts += 1
    tries, doubts = _count(health, now, doubts=1)
    health.save(update_fields=["doubts", "recent"])
    bad = health.on_trial or health.doubts >= DOUBTS or (tries >= AT_LEAST and doubts > TOO_MANY * tries)
    # The others that were in flight when it opened are the same outage, not another one.
    if not bad or _open(network, app_of_id).filter(reason=HoldReason.BREAKER.value).exists():
        return
    length = min(OPEN_FOR * 2**health.openings, LONGEST)
    alarms.raise_alarm(
        _alarm(network, app_of_id),
        f"{network_label(network)} leaves shares in doubt ({_whose(app_of_id)}): publishing there waits.",
    )
    _stop(network, app_of_id, HoldReason.BREAKER, now + length)
    health.openings += 1
    health.on_trial = True
    health.save(update_fields=["openings", "on_trial"])


def note_tries(tries: Mapping[Through, int]) -> None:
    """So many shares are about to be sent through each application: what doubts are measured against."""
    wanted = Q()
    for each in tries:
        wanted |= Q(network=each.network, app_of_id=each.app_of)
    rows = list(NetworkHealth.objects.select_for_update().filter(wanted).order_by("network", "app_of_id"))
    known = {Through(row.network, row.app_of_id) for row in rows}
    rows += [_health(each.network, each.app_of) for each in tries if each not in known]
    now = timezone.now()
    for row in rows:
        _count(row, now, tries=tries[Through(row.network, row.app_of_id)])
    NetworkHealth.objects.bulk_update(rows, ["recent"])


def healths(networks: Iterable[str]) -> Healths:
    """How these networks have answered lately, by application."""
    rows = NetworkHealth.objects.filter(network__in=networks)
    return {Through(row.network, row.app_of_id): row for row in rows}


def in_flight_limit(health: NetworkHealth | None, normal: int) -> int:
    """How many calls at once: each doubt takes a place, and one is left while it is not known whether it is well again.

    So an outage makes no more doubts, before the breaker opens, than calls may be in flight.
    """
    if health is None:
        return normal
    return 1 if health.on_trial else max(1, normal - health.doubts)


def _health_rows(network: str, app_of_id: int | None) -> QuerySet[NetworkHealth]:
    return NetworkHealth.objects.filter(network=network, app_of_id=app_of_id)


def _health(network: str, app_of_id: int | None) -> NetworkHealth:
    """The row, locked. In a transaction."""
    rows = _health_rows(network, app_of_id).select_for_update()
    found = rows.first()
    if found is None:
        try:
            with transaction.atomic():
                found = NetworkHealth.objects.create(network=network, app_of_id=app_of_id)
        except IntegrityError:
            found = rows.get()
    return found


def _count(health: NetworkHealth, now: datetime, *, tries: int = 0, doubts: int = 0) -> tuple[int, int]:
    """Add to this minute, forget the ones before the last; say what the two of them sum up to."""
    minute = int(now.timestamp() // 60)
    kept = {key: value for key, value in health.recent.items() if int(key) >= minute - 1}
    here = kept.get(str(minute), [0, 0])
    kept[str(minute)] = [here[0] + tries, here[1] + doubts]
    health.recent = kept
    return sum(each[0] for each in kept.values()), sum(each[1] for each in kept.values())


def _well(rows: QuerySet[NetworkHealth]) -> None:
    rows.update(doubts=0, openings=0, on_trial=False, recent={})


def _open(network: str, app_of_id: int | None) -> QuerySet[NetworkPause]:
    if app_of_id is None:
        return _live().filter(network=network, application=Application.SITE)
    return _live().filter(network=network, organisation_id=app_of_id, application=Application.OWN)


def _stop(network: str, app_of_id: int | None, reason: HoldReason, until: datetime) -> None:
    NetworkPause.objects.create(
        network=network,
        organisation_id=app_of_id,
        application=Application.OWN if app_of_id else Application.SITE,
        reason=reason.value,
        until=until,
    )


def _alarm(network: str, app_of_id: int | None) -> str:
    return f"breaker:{network}:{app_of_id or 'site'}"


def _whose(app_of_id: int | None) -> str:
    return f"the own application of organisation {app_of_id}" if app_of_id else "the installation's application"
