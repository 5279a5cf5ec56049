"""Whether a share can go: the rules asked when it is promised, when it is claimed, and right before it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from content_library import selectors as library
from content_library.models import ContentItem
from content_library.states import SHAREABLE, AnnouncementOrder, ItemState
from sharing import selectors
from sharing.models import Application, Connection, ConnectionPermission, NetworkPause, Share
from sharing.selectors.wording import DISCONNECTED, ITEM_WITHDRAWN, LEFT
from sharing.services import budgets, grants, moments, moving, pauses
from sharing.services.moments import Promise
from sharing.states import ConnectionState, HoldReason, ShareState

S = ShareState

GRACE_MINUTES = 60
SHORTEST_GRACE, LONGEST_GRACE = 10, 24 * 60


@dataclass(frozen=True)
class Obstacle:
    """Why a share cannot go, and the state that follows."""

    target: ShareState
    reason: str


def standing(rows: QuerySet[Share]) -> QuerySet[Share]:
    """Shares with everything that can stand in their way read along, in the same query: what `obstacle_of` looks at."""
    enrolled = Enrolment.objects.filter(membership_id=OuterRef("membership_id")).values("state")[:1]
    permitted = ConnectionPermission.objects.filter(
        membership_id=OuterRef("membership_id"), connection_id=OuterRef("connection_id"), ended_at__isnull=True
    )
    through = Case(When(connection__app_of__isnull=False, then=Value(Application.OWN)), default=Value(Application.SITE))
    stops = NetworkPause.objects.filter(
        Q(network="") | Q(network=OuterRef("network")),
        Q(organisation__isnull=True) | Q(organisation_id=OuterRef("organisation_id")),
        Q(application=Application.ANY) | Q(application=OuterRef("through")),
        Q(until__isnull=True) | Q(until__gt=Now()),
    )
    return (
        rows.select_related("membership", "item", "connection")
        .alias(through=through)
        .annotate(enrolment_state=Subquery(enrolled), is_permitted=Exists(permitted), is_stopped=Exists(stops))
    )


def obstacle(share: Share) -> Obstacle | None:
    """Say what stands in the way of this share at this moment, None when nothing does. Reads everything afresh."""
    row = standing(Share.objects.filter(pk=share.pk)).first()
    return obstacle_of(row) if row is not None else Obstacle(S.CANCELLED, LEFT)


def obstacle_of(share: Share) -> Obstacle | None:
    """Say what stood in the way of a share when it was read with `standing`. Asks the database nothing."""
    enrolment = share.enrolment_state  # type: ignore[attr-defined]
    if share.membership.left_at is not None or enrolment in {None, EnrolmentState.LEFT}:
        return Obstacle(S.CANCELLED, LEFT)
    if enrolment == EnrolmentState.PAUSED:
        return Obstacle(S.HELD, HoldReason.PAUSED)
    return _of_item(share) or _of_connection(share) or _of_reader(share)


def _of_reader(share: Share) -> Obstacle | None:
    waits = share.reader_until is not None and share.reader_until > timezone.now()
    return Obstacle(S.HELD, HoldReason.READER) if waits else None


def _of_item(share: Share) -> Obstacle | None:
    item = share.item
    if item is None:
        return None
    if item.state not in SHAREABLE or (item.expires_at is not None and item.expires_at <= timezone.now()):
        return Obstacle(S.CANCELLED, ITEM_WITHDRAWN)
    reason = turn_of(item, share.membership_id)
    return Obstacle(S.HELD, reason) if reason is not None else None


def turn_of(item: ContentItem | None, membership_id: int) -> HoldReason | None:
    """Whose turn it is before this member's: the page's, or that of the person who announces it; None: nobody's."""
    return turn_in(item, membership_id) if item is not None and item.state == ItemState.WAITING else None


def turn_in(item: ContentItem, membership_id: int) -> HoldReason | None:
    """Whose turn it is before this member's while the idea waits."""
    if library.announces(item, membership_id):
        return None
    return HoldReason.AUTHOR if item.announcement_order == AnnouncementOrder.AUTHOR_FIRST else HoldReason.EMBARGO


def _of_connection(share: Share) -> Obstacle | None:
    if share.connection is None or not share.is_permitted:  # type: ignore[attr-defined]
        return Obstacle(S.CANCELLED, DISCONNECTED)
    return Obstacle(S.HELD, HoldReason.RECONNECT) if share.connection.state != ConnectionState.CONNECTED else None


# --- When a person promises ------------------------------------------------------------------------------------------
def check_author(actor: Membership) -> None:
    """Refuse somebody who is no ambassador, or on a break."""
    state = Enrolment.objects.filter(membership=actor).values_list("state", flat=True).first()
    if state == EnrolmentState.PAUSED:
        raise RuleViolation(_("You are on a break. End it to share again."), code="on_a_break")
    if state != EnrolmentState.ACTIVE or actor.left_at is not None:
        raise RuleViolation(_("Join the programme first: sharing is for volunteers."), code="not_enrolled")


def check_item(item: ContentItem | None, due_at: datetime | None = None) -> None:
    """Refuse an idea that is not available, or that will no longer be when the share is due."""
    if item is None:
        return
    now = timezone.now()
    hidden = item.available_from is not None and item.available_from > now
    over = item.expires_at is not None and item.expires_at <= now
    if item.state not in SHAREABLE or hidden or over:
        raise RuleViolation(_("This idea can no longer be shared."), code="item_not_live", field="item")
    if due_at is not None and item.expires_at is not None and item.expires_at <= due_at:
        raise RuleViolation(
            _("This idea will have expired by then. Choose an earlier time."), code="item_ends_before", field="due"
        )


def connection_to_use(actor: Membership, network: str, connection: Connection | None) -> Connection:
    """Return the account to publish with. Refuses none, one of somebody else, and one whose access has ended."""
    found = selectors.connection_for(actor, network)
    if connection is not None:
        found = selectors.connections_of(actor).filter(pk=connection.pk, network=network).first()
    label = selectors.network_label(network)
    if found is None:
        raise RuleViolation(
            _("Connect your %(network)s account first, or share by hand.") % {"network": label},
            code="not_connected",
            field="network",
        )
    if found.state != ConnectionState.CONNECTED:
        raise RuleViolation(
            _("Your access to %(network)s has ended. Reconnect your account.") % {"network": label},
            code="reconnect_needed",
            field="network",
        )
    return found


def grace(minutes: int) -> timedelta:
    """How late a share may go out at most. Refuses less than ten minutes and more than a day."""
    if not SHORTEST_GRACE <= minutes <= LONGEST_GRACE:
        raise RuleViolation(
            _("A share may be between ten minutes and one day late."), code="grace_invalid", field="grace_minutes"
        )
    return timedelta(minutes=minutes)


def after_the_page(item: ContentItem | None, promise: Promise) -> Promise:
    """For an idea whose page has not posted: not before the page is expected to."""
    if item is None or item.state != ItemState.WAITING or item.announcement_order == AnnouncementOrder.AUTHOR_FIRST:
        return promise
    post = getattr(item, "page_post", None)
    expected = post.expected_at if post is not None else None
    return moments.at(expected, promise.zone) if expected and expected > promise.due_at else promise


def ring_when_due(share: Share) -> None:
    """Ring the worker's bell for a share that can go at once; the sweep finds the others when their time comes."""
    if share.state == S.SCHEDULED and share.next_at is not None and share.next_at <= timezone.now():
        jobs.enqueue("sharing.publish_share", organisation_id=share.organisation_id, share_id=share.pk)


# --- Releasing what was held -----------------------------------------------------------------------------------------
def is_paused(network: str, organisation_id: int) -> bool:
    """Say whether publishing there is stopped at this moment, through whichever application."""
    rows = pauses.in_force().rows
    return any(row.network in {"", network} and row.organisation_id in {None, organisation_id} for row in rows)


# What ends by itself. A crisis, a quarantine and a suspension are ended by people.
RELEASED = frozenset({
    HoldReason.RECONNECT, HoldReason.PAUSED, HoldReason.EMBARGO, HoldReason.BREAKER, HoldReason.BUDGET,
    HoldReason.READER, HoldReason.AUTHOR,
})  # fmt: skip
# Ended by a person's choice, never by time: not late, and not missed.
CHOSEN = frozenset({HoldReason.CRISIS, HoldReason.AFTER_CRISIS, HoldReason.QUARANTINE})
# The author accepted that somebody else decides when: due time and latest time move along.
MOVES_ALONG = frozenset({HoldReason.EMBARGO, HoldReason.AUTHOR, HoldReason.READER})


def waited_too_long(share: Share, now: datetime) -> bool:
    """Say whether the hour until which a share waited for an opinion is further back than it may be late.

    Something else kept it then (its author's break, a lapsed access): it is missed like any other.
    """
    if share.reason != HoldReason.READER or share.due_at is None or share.publish_before is None:
        return False
    ends = max(share.due_at, share.reader_until or now)
    return ends + (share.publish_before - share.due_at) <= now


def release(share: Share, *, ended: HoldReason | None = None) -> bool:
    """Put a held share back in the queue when nothing holds it any more; say whether it was.

    One that waited for the company page, or for a colleague's opinion, goes out after it, however late that was, as
    late after it as its author allowed.
    Any other keeps its latest time: past it, the sweep for missed shares tells the author. `ended` is a reason that a
    person has just ended.
    """
    held_by = share.hold_reason
    if held_by not in RELEASED | {ended} or obstacle(share) is not None or pauses.in_force().cover(share):
        return False
    if held_by == HoldReason.BUDGET and not budgets.allows(share):
        return False
    now = timezone.now()
    if share.due_at is None or share.publish_before is None or share.connection is None:
        return False
    if held_by == HoldReason.RECONNECT and not grants.lasts_until(share.connection, max(now, share.due_at)):
        # One that is about to end releases nothing.
        return False
    changes: dict[str, Any] = {"next_at": max(share.due_at, now)}
    if waited_too_long(share, now):
        return False
    if held_by in MOVES_ALONG and share.due_at < now:
        moved = moments.at(now, share.zone)
        changes |= {
            "due_at": now,
            "due_local": moved.due_local,
            "publish_before": now + (share.publish_before - share.due_at),
        }
    elif share.publish_before <= now:
        return False
    try:
        ring_when_due(moving.move(share.pk, S.HELD, S.SCHEDULED, **changes))
    except moving.AlreadyMoved:
        return False
    return True
