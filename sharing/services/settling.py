"""What the sweeps mend: dead workers' shares, doubts nobody was asked about, promises whose time has passed."""

import logging
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from advocacy.lib.crashes import crash_point
from advocacy.people.models import Notification
from advocacy.people.states import NotificationKind
from advocacy.tenancy import tenant
from sharing.models import Connection, Share, ShareAttempt
from sharing.networks.base import Grant, Network, NetworkError, Post, Receipt
from sharing.services import budgets, content, grants, moments, moving, pauses, planning, publishing, recording
from sharing.services.allowances import through
from sharing.services.moving import AlreadyMoved
from sharing.states import AttemptOutcome, Evidence, HoldReason, ShareState

logger = logging.getLogger(__name__)
S = ShareState
A = AttemptOutcome

# After the first question, its author is asked again this much later each; then it stays in their list.
ASK_AGAIN: Final = (timedelta(hours=1), timedelta(hours=24))
AT_ONCE: Final = 500


def settle_stuck_shares() -> int:
    """Take over what dead workers left. Inside a tenant; returns how many shares were moved.

    A share whose lease ran out and whose attempt had started is in doubt: bytes may be out. Without a started attempt
    nothing left, and it goes back to the queue.
    """
    stuck = Share.objects.filter(state=S.PUBLISHING, lease_until__lt=Now()).values_list("pk", flat=True)
    return sum(_settle(pk) for pk in list(stuck[:AT_ONCE]))


@transaction.atomic
def _settle(share_id: int) -> bool:
    share = (
        Share.objects.select_for_update(of=("self",))
        .filter(pk=share_id, state=S.PUBLISHING, lease_until__lt=Now())
        .first()
    )
    if share is None:
        return False
    now = timezone.now()
    started = ShareAttempt.objects.filter(share=share, outcome=A.STARTED)
    if share.connection_id is not None:
        Connection.objects.filter(pk=share.connection_id, busy_until__lte=share.lease_until).update(busy_until=None)
    if started.exists():
        started.update(outcome=A.UNCONFIRMED, finished_at=now, error_code="worker_lost")
        pauses.note_doubt(share.network, through(share).app_of)
        recording.doubt(share)
    else:
        budgets.give_back(share.pk)
        moving.move(share.pk, S.PUBLISHING, S.SCHEDULED, lease=share.lease, next_at=now, tries=share.tries + 1)
    crash_point("in_settle")
    return True


def end_missed_shares() -> int:
    """End what can no longer go out in time, and tell its authors. Inside a tenant.

    What waits for the company page is not late: the page is. Nor is what waits for a colleague's opinion or for the end
    of a crisis. While a restored installation does not know what it had sent, nothing is said to be missed.
    """
    if pauses.in_force().quarantine:
        return 0
    late = Share.objects.filter(publish_before__lte=Now()).filter(
        Q(state=S.SCHEDULED) | (Q(state=S.HELD) & ~Q(reason__in=planning.MOVES_ALONG | planning.CHOSEN))
    )
    now = timezone.now()
    waited = Share.objects.filter(state=S.HELD, reason=HoldReason.READER, reader_until__lt=now)
    ended = 0
    for share in [*late[:AT_ONCE], *(row for row in waited[:AT_ONCE] if planning.waited_too_long(row, now))]:
        try:
            with transaction.atomic():
                moving.move(share.pk, S(share.state), S.MISSED, next_at=None)
        except AlreadyMoved:
            continue
        ended += 1
    return ended


def release_held_shares() -> int:
    """Put back in the queue what nothing holds any more, also when nobody rang. Inside a tenant."""
    held = Share.objects.select_related("membership").filter(state=S.HELD, reason__in=planning.RELEASED)
    released = 0
    for share in held[:AT_ONCE]:
        with transaction.atomic():
            released += planning.release(share)
    return released


def realign_due_times() -> int:
    """Keep promised wall times where a country changed its clocks' rules meanwhile. Inside a tenant."""
    moved = 0
    for share in Share.objects.filter(state__in=[S.SCHEDULED, S.HELD], due_at__gt=timezone.now()):
        if share.due_at is None or share.publish_before is None:
            continue
        instant = moments.realigned(share.due_at, share.due_local, share.zone)
        if instant is None:
            continue
        shift = instant - share.due_at
        moved += Share.objects.filter(pk=share.pk, state=share.state, due_at=share.due_at).update(
            due_at=instant,
            publish_before=share.publish_before + shift,
            next_at=share.next_at + shift if share.next_at is not None else None,
        )
    return moved


# --- Doubts ----------------------------------------------------------------------------------------------------------
def doubts_to_ask() -> list[int]:
    """Doubts that have settled and whose author is to be asked, or asked again. Inside a tenant."""
    rows = Share.objects.filter(state=S.UNCONFIRMED, next_at__lte=Now())
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:AT_ONCE])


def look_and_ask(organisation_id: int, share_id: int) -> None:
    """Look for a doubtful post where the network lets us read, then ask its author. Outside any tenant.

    Looking happens once, before the first question. Not finding it proves nothing.
    """
    with tenant(organisation_id):
        search = _search(share_id)
    found = _find(*search) if search is not None else None
    with tenant(organisation_id):
        if found is not None:
            _found(share_id, found)
        else:
            ask(share_id)


def _search(share_id: int) -> tuple[Network, Grant, Post] | None:
    share = (
        content.whole(Share.objects.select_related("membership__organisation", "connection"))
        .filter(pk=share_id, state=S.UNCONFIRMED, asked_at__isnull=True)
        .first()
    )
    return publishing.search_of(share) if share is not None else None


def _find(network: Network, grant: Grant, post: Post) -> Receipt | None:
    try:
        with grants.network_call():
            return network.find(grant, post)
    except NetworkError as error:
        logger.info("A doubtful share could not be looked up: %s", error)
        return None


@transaction.atomic
def _found(share_id: int, receipt: Receipt) -> None:
    attempts = ShareAttempt.objects.filter(share_id=share_id, outcome=A.UNCONFIRMED)
    attempt = attempts.last()
    try:
        moving.published(
            share_id,
            S.UNCONFIRMED,
            evidence=Evidence.FOUND,
            published_at=attempt.started_at if attempt is not None else timezone.now(),
            external_id=receipt.external_id or "",
            external_url=receipt.url,
        )
    except AlreadyMoved:
        return
    attempts.update(outcome=A.PUBLISHED)


@transaction.atomic
def ask(share_id: int) -> None:
    """Ask the author whether it is online: now, again after an hour and after a day. Silence ends nothing."""
    now = timezone.now()
    share = (
        Share.objects.select_for_update(of=("self",))
        .select_related("membership__user", "membership__organisation")
        .filter(pk=share_id, state=S.UNCONFIRMED, next_at__lte=now)
        .first()
    )
    if share is None or share.next_at is None:
        return
    asked = moving.times_told(share, NotificationKind.SHARE_UNCONFIRMED)
    first = share.asked_at or now
    share.asked_at = first
    share.next_at = first + ASK_AGAIN[asked] if asked < len(ASK_AGAIN) else None
    share.save(update_fields=["asked_at", "next_at", "updated_at"])
    moving.tell_person(share, NotificationKind.SHARE_UNCONFIRMED, nth=asked)


# --- The promises, checked -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Broken:
    """How many promises are broken at this moment, by kind. All of them should be 0."""

    late: int
    leases: int
    unasked: int
    untold: int

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def broken_promises() -> Broken:
    """Look for what no sweep should have left. Inside a tenant."""
    now = timezone.now()
    asked = Share.objects.filter(state=S.UNCONFIRMED, asked_at__isnull=False)
    told = set(
        Notification.objects.filter(kind=NotificationKind.SHARE_UNCONFIRMED).values_list("membership_id", flat=True)
    )
    return Broken(
        late=Share.objects.filter(state=S.SCHEDULED, publish_before__lt=now - timedelta(minutes=2)).count(),
        leases=Share.objects.filter(state=S.PUBLISHING, lease_until__lt=now - timedelta(minutes=2)).count(),
        unasked=Share.objects.filter(
            state=S.UNCONFIRMED, asked_at__isnull=True, state_changed_at__lt=now - timedelta(minutes=30)
        ).count(),
        untold=sum(1 for membership_id in asked.values_list("membership_id", flat=True) if membership_id not in told),
    )


def check_promises(organisation_id: int) -> Broken:
    """Report broken promises to the operator. Outside any tenant."""
    with tenant(organisation_id):
        broken = broken_promises()
    if broken:
        logger.error("Organisation %s has broken promises: %s", organisation_id, asdict(broken))
    return broken
