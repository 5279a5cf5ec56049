"""R7: what a worker does by itself when queue and scheduler are dead: publish, settle, ask, tell what is missed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from advocacy.lib.polling import LookAtTheRows
from advocacy.organisations.models import Organisation
from advocacy.people.models import Notification
from advocacy.tenancy import tenant
from sharing.models import Connection, Share
from sharing.services import claiming, mending, publishing
from tests.simulator_process import SimulatorProcess

MENDS = "sharing.services.mending.mend_everything"


@pytest.fixture
def look(acme: Organisation, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """One look of a worker's at everything that is no publishing, some minutes after the last one."""

    def at_the_rows() -> None:
        past = timezone.now() - timedelta(seconds=1)
        with tenant(acme.pk):
            Share.objects.exclude(lease_until=None).update(lease_until=past)
            Share.objects.exclude(next_at=None).update(next_at=past)
        Connection.objects.exclude(busy_until=None).update(busy_until=past)
        monkeypatch.setattr(mending, "_next_turn", 0.0)
        import_string(MENDS)()

    return at_the_rows


@pytest.mark.promise("R7", "R2", "R4")
def test_doubts_are_settled_and_asked_about_and_what_is_missed_is_told(
    simulator: SimulatorProcess,
    acme: Organisation,
    promised: Callable[..., Share],
    look: Callable[[], None],
    reread: Any,
) -> None:
    assert MENDS in LookAtTheRows.looks
    doubtful, late = promised("In doubt"), promised("Too late")
    with tenant(acme.pk):
        order = claiming.claim(doubtful.pk)
    assert order is not None
    with tenant(acme.pk):
        assert publishing.begin(order)
        Share.objects.filter(pk=late.pk).update(publish_before=timezone.now() - timedelta(minutes=1))
    look()
    assert (reread(doubtful).state, reread(late).state) == ("unconfirmed", "missed")
    look()
    assert reread(doubtful).asked_at is not None
    with tenant(acme.pk):
        assert set(Notification.objects.values_list("kind", flat=True)) == {"share_missed", "share_unconfirmed"}


def test_not_oftener_than_once_a_minute(monkeypatch: pytest.MonkeyPatch, acme: Organisation) -> None:
    monkeypatch.setattr(mending, "_next_turn", 0.0)
    assert mending.mend_everything() > 0
    assert mending.mend_everything() == 0
