"""The one function that moves a share from one state to another."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership, Notification
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from sharing import selectors
from sharing.models import Share
from sharing.states import TRANSITIONS, ShareState

S = ShareState

# Filled by the floor above: told of every move with the share as it now is, in the transaction of the move.
on_arrival: list[Callable[[Share], None]] = []

# What the person is told when a share arrives in a state. Publishing as promised needs no message.
TOLD: dict[ShareState, NotificationKind] = {
    S.FAILED: NotificationKind.SHARE_FAILED,
    S.MISSED: NotificationKind.SHARE_MISSED,
    S.HELD: NotificationKind.SHARE_HELD,
}


class AlreadyMoved(Exception):
    """The share is no longer in the state this move starts from: somebody else was faster, and that is final."""


class UndeclaredMove(Exception):
    """`states.TRANSITIONS` does not have this move: a bug, never something a person can cause."""


def move(
    share_id: int,
    source: ShareState,
    target: ShareState,
    *,
    actor: Membership | None = None,
    lease: uuid.UUID | None = None,
    tell: bool = True,
    **changes: Any,
) -> Share:
    """Move a share by compare-and-swap, journal it, tell the person, and return the row as it is now.

    `lease` must still be the share's own when given. Refuses a move that `states.TRANSITIONS` does not declare with
    `UndeclaredMove`, and one that somebody else forestalled with `AlreadyMoved`; nothing has changed then. Call it in
    the transaction of the act it belongs to.
    """
    if target not in TRANSITIONS[source]:
        raise UndeclaredMove(f"{source} → {target}")
    rows = Share.objects.filter(pk=share_id, state=source)
    if lease is not None:
        rows = rows.filter(lease=lease)
    now = timezone.now()
    changes.setdefault("reason", "")
    if target == S.PUBLISHING:
        changes["lease"] = changes.pop("new_lease")
    elif source == S.PUBLISHING:
        changes |= {"lease": None, "lease_until": None}
    if rows.update(state=target, state_changed_at=now, updated_at=now, **changes) != 1:
        raise AlreadyMoved(share_id)
    share = Share.objects.select_related("membership__user", "membership__organisation", "item").get(pk=share_id)
    # A claim is no act of anybody; the attempt row tells it better.
    if target != S.PUBLISHING:
        said = {"from": source.value, "to": target.value, "reason": share.reason}
        record_audit(actor=actor, verb=f"share.{target.value}", subject=share, changes=said)
    if tell and target in TOLD:
        tell_person(share, TOLD[target])
    for told in on_arrival:
        told(share)
    return share


def take(share_id: int, *, lease: uuid.UUID, until: datetime) -> None:
    """Lease a scheduled share to a worker. No act of anybody's: the attempt row tells it in the journal's place."""
    move(share_id, S.SCHEDULED, S.PUBLISHING, tell=False, new_lease=lease, lease_until=until)


def _once_key(share: Share) -> str:
    """Stands for this share having come into its present state at that moment."""
    return f"share:{share.public_id}:{share.state}:{share.state_changed_at:%Y%m%dT%H%M%S}"


def times_told(share: Share, kind: NotificationKind) -> int:
    """How often the author was told that the share is in the state it is in."""
    return Notification.objects.filter(
        membership_id=share.membership_id, kind=kind, once_key__startswith=_once_key(share)
    ).count()


def tell_person(share: Share, kind: NotificationKind, *, nth: int = 0, reason: str = "") -> None:
    """Tell the author, in the product and by e-mail; `nth` once each for each time it came into its present state."""
    notify(
        membership=share.membership,
        kind=kind,
        details={
            "title": share.title or share.text[:80],
            "network": selectors.network_label(share.network),
            "reason": reason or share.reason,
            "state": share.state,
        },
        path=selectors.share_path(share),
        once_key=f"{_once_key(share)}.{nth}",
    )


def tell_stopped(share: Share) -> None:
    """Tell the author that a share was called off without them."""
    tell_person(share, NotificationKind.SHARE_FAILED)


def published(
    share_id: int,
    source: ShareState,
    *,
    evidence: str,
    published_at: datetime,
    actor: Membership | None = None,
    lease: uuid.UUID | None = None,
    **changes: Any,
) -> Share:
    """Move a share to published with its evidence; told when there had been a doubt or a delay."""
    share = move(
        share_id,
        source,
        S.PUBLISHED,
        actor=actor,
        lease=lease,
        evidence=evidence,
        published_at=published_at,
        next_at=None,
        **changes,
    )
    if actor is None and (source == S.UNCONFIRMED or share.tries > 0):
        tell_person(share, NotificationKind.SHARE_PUBLISHED)
    return share
