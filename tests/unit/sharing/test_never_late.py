"""Nothing leaves after its latest time, however many wait (promise R6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Notification
from advocacy.tenancy import tenant
from sharing.models import Connection, Share, ShareAttempt
from sharing.services import claiming
from sharing.states import ShareState
from tests.factories.sharing import ShareFactory

S = ShareState


@pytest.mark.promise("R6")
def test_after_an_hour_of_standstill_a_batch_sends_nothing_and_tells_everybody(
    acme: Organisation, amir: Membership, account: Connection
) -> None:
    now = timezone.now()
    with tenant(acme.pk):
        late = [
            ShareFactory(
                membership=amir,
                connection=account,
                scheduled=True,
                text=f"Late {number}",
                due_at=now - timedelta(minutes=61),
                publish_before=now - timedelta(minutes=1),
            )
            for number in range(25)
        ]
    taken = []
    for _turn in range(6):
        with tenant(acme.pk):
            taken += claiming.claim_batch(16).orders
    with tenant(acme.pk):
        assert taken == []
        assert Share.objects.filter(pk__in=[share.pk for share in late], state=S.MISSED).count() == 25
        assert not ShareAttempt.objects.exists()
        assert Notification.objects.filter(membership=amir, kind="share_missed").count() == 25
