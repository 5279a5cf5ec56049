"""The one function that moves a share from one state to another."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Value, When
from django.utils import timezone

from advocacy.organisations.services import record_audit, record_audits
from advocacy.people.models import Membership, Notification
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from sharing import selectors
from sharing.models import Share
from sharing.states import TRANSITIONS, ShareState

S = ShareState

# Filled by the floor above: told of every move with the shares as they now are, in the transaction of the move.
on_arrival: list[Callable[[Sequence[Share]], None]] = []

# What the person is told when a share arrives in a state. Publishing as promised needs no message.
TOLD: dict[ShareState, NotificationKind] = {
    S.FAILED: NotificationKind.SHARE_FAILED,
    S.MISSED: NotificationKind.SHARE_MISSED,
    S.HELD: NotificationKind.SHARE_HELD,
}


# What telling the person and whoever listens needs of a share.
READ_ALONG = ("membership__user", "membership__organisation", "item")


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
    row: Share | None = None,
    **changes: Any,
) -> Share:
    """Move a share by compare-and-swap, journal it, tell the person, and return the row as it is now.

    `row` is the share when the caller has locked it and read it with its author and its idea: it is brought up to date
    instead of being read again. `lease` must still be the share's own when given. Refuses a move that
    `states.TRANSITIONS` does not declare with `UndeclaredMove`, and one that somebody else forestalled with
    `AlreadyMoved`; nothing has changed then. Call it in the transaction of the act it belongs to.
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
    if row is None:
        share = Share.objects.select_related(*READ_ALONG).get(pk=share_id)
    else:
        share = row
        for name, value in {"state": target, "state_changed_at": now, "updated_at": now, **changes}.items():
            setattr(share, name, value)
    # A claim is no act of anybody; the attempt row tells it better.
    if target != S.PUBLISHING:
        said = {"from": source.value, "to": target.value, "reason": share.reason}
        record_audit(actor=actor, verb=f"share.{target.value}", subject=share, changes=said)
    if tell and target in TOLD:
        tell_person(share, TOLD[target])
    for told in on_arrival:
        told([share])
    return share


def take(share_id: int, *, lease: uuid.UUID, until: datetime) -> None:
    """Lease a scheduled share to a worker. No act of anybody's: the attempt row tells it in the journal's place."""
    move(share_id, S.SCHEDULED, S.PUBLISHING, tell=False, new_lease=lease, lease_until=until)


def take_all(shares: Sequence[Share], *, lease: uuid.UUID, until: datetime) -> None:
    """`take`, for many shares that the caller has locked: one statement.

    Raises `AlreadyMoved` when one of them was not scheduled any more; roll back then.
    """
    now = timezone.now()
    values: dict[str, Any] = {"state": S.PUBLISHING, "lease": lease, "lease_until": until, "reason": ""}
    values |= {"state_changed_at": now, "updated_at": now}
    rows = Share.objects.filter(pk__in=[share.pk for share in shares], state=S.SCHEDULED)
    if rows.update(**values) != len(shares):
        raise AlreadyMoved([share.pk for share in shares])
    for share in shares:
        for name, value in values.items():
            setattr(share, name, value)
    for told in on_arrival:
        told(shares)


def hold_all(shares: Sequence[Share], *, reason: str) -> None:
    """Hold scheduled shares that the caller has locked, for one reason: few statements, however many. Tells nobody.

    Raises `AlreadyMoved` when one of them was not scheduled any more; roll back then.
    """
    now = timezone.now()
    values: dict[str, Any] = {"state": S.HELD, "reason": str(reason), "next_at": None}
    values |= {"state_changed_at": now, "updated_at": now}
    rows = Share.objects.filter(pk__in=[share.pk for share in shares], state=S.SCHEDULED)
    if rows.update(**values) != len(shares):
        raise AlreadyMoved([share.pk for share in shares])
    for share in shares:
        for name, value in values.items():
            setattr(share, name, value)
    said = {"from": S.SCHEDULED.value, "to": S.HELD.value, "reason": str(reason)}
    record_audits(actor=None, verb=f"share.{S.HELD.value}", subjects=shares, changes=said)
    for told in on_arrival:
        told(shares)


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


def published_all(shares: Sequence[Share], told: Sequence[dict[str, Any]]) -> None:
    """`published`, for many shares that the caller has locked under its lease: few statements.

    `told` says of each what else is known: evidence, published_at, external_id, external_url. Raises `AlreadyMoved`
    when one of them was not being published any more; roll back then.
    """
    now = timezone.now()
    same: dict[str, Any] = {"state": S.PUBLISHED, "state_changed_at": now, "updated_at": now, "reason": ""}
    same |= {"lease": None, "lease_until": None, "next_at": None}
    own = {
        name: Case(
            *(When(pk=share.pk, then=Value(each[name])) for share, each in zip(shares, told, strict=True)),
            output_field=Share._meta.get_field(name),  # type: ignore[arg-type]
        )
        for name in told[0]
    }
    rows = Share.objects.filter(pk__in=[share.pk for share in shares], state=S.PUBLISHING)
    if rows.update(**same, **own) != len(shares):
        raise AlreadyMoved([share.pk for share in shares])
    for share, each in zip(shares, told, strict=True):
        for name, value in {**same, **each}.items():
            setattr(share, name, value)
    said = {"from": S.PUBLISHING.value, "to": S.PUBLISHED.value, "reason": ""}
    record_audits(actor=None, verb=f"share.{S.PUBLISHED.value}", subjects=shares, changes=said)
    for arrived in on_arrival:
        arrived(shares)
    for share in shares:
        if share.tries > 0:
            tell_person(share, NotificationKind.SHARE_PUBLISHED)
