"""The day on which an organisation wants nothing to go out: one act holds everything, and a person ends it.

The stop is in force from the commit on, because every worker asks for it right before it sends; what is being sent at
that moment finishes. Moving the rows and telling their authors is the work of a job, which may take its time.
"""

from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from sharing import selectors
from sharing.models import Application, CrisisHold, NetworkPause, Share
from sharing.selectors.crises import live_crisis
from sharing.services import moving, planning
from sharing.states import HoldReason, ShareState

S = ShareState
LONGEST_STATEMENT: Final = 600
AT_ONCE: Final = 200


@transaction.atomic
def start_crisis(*, actor: Membership, statement: str = "") -> CrisisHold:
    """Put everything of the organisation on hold, from this commit on. Twice is once: the first one stands.

    `statement` is what ambassadors read on their pages. Refuses one that is too long to be read.
    """
    statement = statement.strip()
    if len(statement) > LONGEST_STATEMENT:
        raise RuleViolation(
            _("Keep it below %(n)s characters.") % {"n": LONGEST_STATEMENT}, code="too_long", field="statement"
        )
    standing = live_crisis()
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            hold = CrisisHold.objects.create(started_by=actor, statement=statement)
    except IntegrityError:
        # Two people at the same moment; the other one's words stand.
        return CrisisHold.objects.get(ended_at__isnull=True)
    NetworkPause.objects.create(
        organisation_id=actor.organisation_id, application=Application.ANY, reason=HoldReason.CRISIS.value
    )
    record_audit(actor=actor, verb="crisis.started", subject=actor.organisation)
    jobs.enqueue("sharing.hold_for_crisis", organisation_id=actor.organisation_id)
    return hold


@transaction.atomic
def end_crisis(*, actor: Membership) -> bool:
    """End the hold; say whether there was one. What is still in time goes back to the queue by a job."""
    now = timezone.now()
    ended = CrisisHold.objects.filter(ended_at__isnull=True).update(ended_at=now, ended_by=actor)
    if not ended:
        return False
    NetworkPause.objects.filter(organisation_id=actor.organisation_id, reason=HoldReason.CRISIS.value).delete()
    record_audit(actor=actor, verb="crisis.ended", subject=actor.organisation)
    jobs.enqueue("sharing.hold_for_crisis", organisation_id=actor.organisation_id)
    return True


def bring_in_line() -> int:
    """Inside a tenant: hold what is scheduled while a crisis stands, release what it held once it is over.

    Returns how many shares were moved. Called by the job and by every sweep, so that what is promised meanwhile is held
    as well, and nothing is left held when a message was lost.
    """
    hold = live_crisis()
    return _hold(hold) if hold is not None else _release()


def _hold(hold: CrisisHold) -> int:
    """Hold what is scheduled: rows that a worker has locked at this moment are left to the next look."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        rows = Share.objects.filter(state=S.SCHEDULED).select_for_update(of=("self",), skip_locked=skip)
        held = _some(rows.select_related("membership__user", "membership__organisation", "item"))
        if held:
            moving.hold_all(held, reason=HoldReason.CRISIS)
            for membership in {share.membership_id: share.membership for share in held}.values():
                _tell(membership, NotificationKind.CRISIS_HELD, hold)
    return len(held)


def _release() -> int:
    """Put back what is in time; what is past its latest time stays held, and its author chooses."""
    moved, told = 0, set()
    over = CrisisHold.objects.order_by("-ended_at").first()
    rows = Share.objects.filter(state=S.HELD, reason=HoldReason.CRISIS)
    for share in _some(rows.select_related("membership__user", "membership__organisation")):
        with transaction.atomic():
            if planning.release(share, ended=HoldReason.CRISIS):
                moved += 1
            elif share.publish_before is None or share.publish_before > timezone.now():
                # Something else stands in its way now (a break, an access that ended): that reason releases it.
                moved += _hand_over(share)
                continue
            else:
                moved += Share.objects.filter(pk=share.pk, state=S.HELD, reason=HoldReason.CRISIS).update(
                    reason=HoldReason.AFTER_CRISIS
                )
        if over is not None and share.membership_id not in told:
            told.add(share.membership_id)
            _tell(share.membership, NotificationKind.CRISIS_OVER, over)
    return moved


def _hand_over(share: Share) -> int:
    found = planning.obstacle(share)
    if found is not None and found.target == S.CANCELLED:
        moving.tell_stopped(moving.move(share.pk, S.HELD, S.CANCELLED, reason=found.reason, next_at=None))
        return 1
    reason = found.reason if found is not None else HoldReason.BREAKER
    return Share.objects.filter(pk=share.pk, state=S.HELD, reason=HoldReason.CRISIS).update(reason=reason)


def _some(rows: QuerySet[Share]) -> list[Share]:
    return list(rows.order_by("next_at", "pk")[:AT_ONCE])


def work(organisation_id: int) -> None:
    """Inside a tenant: bring some in line, and ring for the rest."""
    if bring_in_line() == AT_ONCE:
        jobs.enqueue("sharing.hold_for_crisis", organisation_id=organisation_id)


def _tell(membership: Membership, kind: NotificationKind, hold: CrisisHold) -> None:
    notify(
        membership=membership,
        kind=kind,
        details={"reason": HoldReason.CRISIS.value},
        path=selectors.shares_path(membership.organisation),
        once_key=f"crisis:{hold.pk}:{kind.value}",
    )
