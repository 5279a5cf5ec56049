"""R4: every failure a network can act out. An answer that proves nothing is a doubt, never a retry."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Connection, NetworkHealth, Share, ShareAttempt
from sharing.services import moving, pauses, publishing, settling, shares
from sharing.simulator.faults import AFTER, BEFORE, KINDS, LOST_BEFORE
from sharing.states import Evidence, ShareState
from tests.chaos.words import number_in
from tests.factories import crowd
from tests.simulator_process import SimulatorProcess

S = ShareState
AMBIGUOUS = BEFORE | LOST_BEFORE | AFTER
BRIEF = {"slow": ":0.1", "late_after": ":0.1"}
MOST = timedelta(minutes=15)


@pytest.mark.promise("R1", "R4")
@pytest.mark.parametrize("network", ["linkedin", "x"])
def test_every_failure_in_every_phase(simulator: SimulatorProcess, acme: Organisation, network: str) -> None:
    kinds = sorted(KINDS)
    handles = [f"{network}-{kind}".replace("_", "-") for kind in kinds]
    simulator.control("latency", hang=0.1)
    simulator.control("profiles", profiles=[{"network": network, "handle": each, "name": each} for each in handles])
    crowd.ambassadors(acme, handles)
    client = f"demo-{network}"
    crowd.accounts({f"{network}:{each}": simulator.grant(network, each, client_id=client) for each in handles})
    wrong = []
    for number, (kind, handle) in enumerate(zip(kinds, handles, strict=True)):
        row = send(acme, network, handle, f"No. {number} said plainly [[fault:{kind}{BRIEF.get(kind, '')}]]")
        if not right(simulator, row, kind):
            wrong.append((kind, row.state, row.reason))
    assert wrong == []


def send(acme: Organisation, network: str, handle: str, text: str) -> Share:
    """One share, sent once; its row afterwards."""
    pauses.resume()
    NetworkHealth.objects.all().delete()
    member = Membership.objects.select_related("user", "organisation").get(user__email=f"{handle}@crowd.example")
    with tenant(acme.pk):
        share = shares.schedule_share(actor=member, network=network, text=text)
    publishing.publish_one(acme.pk, share.pk)
    with tenant(acme.pk):
        return Share.objects.get(pk=share.pk)


def right(simulator: SimulatorProcess, row: Share, kind: str) -> bool:
    """Whether this is what may follow, and whether a doubt is asked about in time and never sent again."""
    online = len(simulator.published(contains=f"No. {number_in(row.text)} said"))
    if row.state == S.PUBLISHED:
        return online == 1 and row.evidence in {Evidence.NETWORK_ID, Evidence.ACCEPTED}
    if row.state == S.UNCONFIRMED:
        return kind in AMBIGUOUS - {"cut_body", "no_id", "slow"} and asked_in_time(row, online)
    # Refused, or certainly not sent: then nothing may be online, and the failure must have been one that says so.
    return online == 0 and kind not in AMBIGUOUS


def asked_in_time(row: Share, online: int) -> bool:
    """A doubt settles, is looked up where that is possible, and its author is asked; it is never sent again."""
    with tenant(row.organisation_id):
        [attempt] = ShareAttempt.objects.filter(share=row)
        in_time = row.next_at is not None and row.next_at - attempt.started_at <= MOST
        Share.objects.filter(pk=row.pk).update(next_at=timezone.now() - timedelta(seconds=1))
        Connection.objects.filter(pk=row.connection_id).update(busy_until=None)
    settling.look_and_ask(row.organisation_id, row.pk)
    publishing.publish_one(row.organisation_id, row.pk)
    with tenant(row.organisation_id):
        later = Share.objects.get(pk=row.pk)
        asked = later.asked_at is not None and moving.times_told(later, "share_unconfirmed") == 1
        found = later.state == S.PUBLISHED and later.evidence == Evidence.FOUND and online == 1
        return in_time and (found or (later.state == S.UNCONFIRMED and asked)) and attempt.outcome == "unconfirmed"
