"""When a breaker opens, for whom, and what closes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Connection, NetworkHealth, NetworkPause, OperatorAlarm, Share
from sharing.services import alarms, pauses, planning, sweeping
from sharing.services.pauses import Through
from sharing.states import HoldReason
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory, ShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def through(acme: Organisation, amir: Membership) -> Callable[..., Share]:
    """A share through the installation's application, or through Acme's own."""

    def make(*, own: bool) -> Share:
        with tenant(acme.pk):
            account: Connection = ConnectionFactory(user=amir.user, app_of=acme if own else None)
            ConnectionPermissionFactory(membership=amir, connection=account)
            share: Share = ShareFactory(membership=amir, connection=account, scheduled=True)
        return share

    return make


def places(app_of: int | None = None) -> int:
    """How many calls LinkedIn takes at once, of eight."""
    return pauses.in_flight_limit(pauses.healths(["linkedin"]).get(Through("linkedin", app_of)), 8)


def pass_time() -> None:
    NetworkPause.objects.update(until=timezone.now() - timedelta(seconds=1))


def test_one_applications_trouble_is_nobody_elses(acme: Organisation, through: Callable[..., Share]) -> None:
    site, own = through(own=False), through(own=True)
    for _doubt in range(pauses.DOUBTS):
        pauses.note_doubt("linkedin", acme.pk)
    stops = pauses.in_force()
    assert (stops.cover(own), stops.cover(site)) == (True, False)
    assert places(acme.pk) == 1
    assert places() == 8
    with tenant(acme.pk):
        standing = planning.standing(Share.objects.filter(pk__in=[site.pk, own.pk])).order_by("pk")
        assert [row.is_stopped for row in standing] == [False, True]  # type: ignore[attr-defined]
    pauses.halt("linkedin", HoldReason.BUDGET, "credits_spent", organisation_id=None)
    assert pauses.in_force().cover(site)


def test_each_doubt_takes_a_place_so_that_an_outage_makes_no_more_than_may_be_in_flight() -> None:
    left = []
    for _doubt in range(pauses.DOUBTS - 1):
        pauses.note_doubt("linkedin")
        left.append(places())
    assert left == [7, 6, 5, 4]
    pauses.note_certain("linkedin")
    assert places() == 8


def test_more_than_a_fifth_of_the_last_two_minutes_opens_it_as_well() -> None:
    pauses.note_tries({Through("linkedin", None): 14})
    for _doubt in range(2):
        pauses.note_doubt("linkedin")
        pauses.note_certain("linkedin")
    assert not NetworkPause.objects.exists()
    pauses.note_doubt("linkedin")
    assert NetworkPause.objects.get().reason == HoldReason.BREAKER


def test_old_doubts_and_few_tries_open_nothing() -> None:
    health = NetworkHealth.objects.create(network="linkedin", recent={"1": [20, 19]})
    pauses.note_tries({Through("linkedin", None): 5})
    for _doubt in range(2):
        pauses.note_doubt("linkedin")
        pauses.note_certain("linkedin")
    assert not NetworkPause.objects.exists()
    health.refresh_from_db()
    assert "1" not in health.recent


def test_one_share_tries_and_its_answer_decides() -> None:
    for _doubt in range(pauses.DOUBTS):
        pauses.note_doubt("linkedin")
    pauses.note_certain("linkedin")
    assert places() == 1, "one that was in flight when it opened proves nothing"
    pass_time()
    pauses.note_doubt("linkedin")
    until = NetworkPause.objects.filter(until__gt=timezone.now()).get().until
    assert until is not None
    assert timedelta(minutes=9) < until - timezone.now() <= timedelta(minutes=10), "longer the second time"
    pass_time()
    pauses.note_certain("linkedin")
    assert places() == 8
    assert not OperatorAlarm.objects.filter(ended_at__isnull=True).exists(), "over by itself"


def test_the_operator_is_told_once_in_the_log_the_list_and_by_mail(settings: Any) -> None:
    settings.OPERATOR_EMAIL = "operator@relais.example"
    for _again in range(3):
        pauses.halt("linkedin", HoldReason.BREAKER, "version_sunset", organisation_id=None)
    assert [row.key for row in alarms.standing()] == ["breaker:linkedin:site"]
    assert alarms.mail_alarms() == 1
    assert alarms.mail_alarms() == 0
    assert [message.to for message in mail.outbox] == [["operator@relais.example"]]
    assert "version_sunset" in mail.outbox[0].subject
    pass_time()
    pauses.note_certain("linkedin")
    assert not alarms.standing()
    pauses.halt("linkedin", HoldReason.BREAKER, "version_sunset", organisation_id=None)
    assert alarms.mail_alarms() == 1, "again is new"


def test_the_end_of_an_interface_is_said_sixty_days_before(monkeypatch: pytest.MonkeyPatch) -> None:
    sweeping.watch_sunsets()
    far = {row.key for row in alarms.standing()}
    monkeypatch.setattr(sweeping, "SUNSET_WARNING", timedelta(days=5000))
    sweeping.watch_sunsets()
    sweeping.watch_sunsets()
    near = {row.key for row in alarms.standing()} - far
    assert len(near) == 1
    assert near.pop().startswith("sunset:")
