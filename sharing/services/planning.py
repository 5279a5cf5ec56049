"""Whether a share can go: the rules asked when it is promised, when it is claimed, and right before it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from content_library.models import ContentItem
from content_library.states import SHAREABLE, ItemState
from sharing import selectors
from sharing.models import Connection, ConnectionPermission, NetworkPause, Share
from sharing.selectors.wording import DISCONNECTED, ITEM_WITHDRAWN, LEFT
from sharing.services import moments, moving
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


def obstacle(share: Share) -> Obstacle | None:
    """Say what stands in the way of this share at this moment, None when nothing does. Reads everything afresh."""
    enrolment = Enrolment.objects.filter(membership_id=share.membership_id).values_list("state", flat=True).first()
    if share.membership.left_at is not None or enrolment in {None, EnrolmentState.LEFT}:
        return Obstacle(S.CANCELLED, LEFT)
    if enrolment == EnrolmentState.PAUSED:
        return Obstacle(S.HELD, HoldReason.PAUSED)
    return _of_item(share) or _of_connection(share)


def _of_item(share: Share) -> Obstacle | None:
    if share.item_id is None:
        return None
    item = ContentItem.objects.filter(pk=share.item_id).values("state", "expires_at").first()
    if item is None or item["state"] not in SHAREABLE or (item["expires_at"] and item["expires_at"] <= timezone.now()):
        return Obstacle(S.CANCELLED, ITEM_WITHDRAWN)
    return Obstacle(S.HELD, HoldReason.EMBARGO) if item["state"] == ItemState.WAITING else None


def _of_connection(share: Share) -> Obstacle | None:
    if share.connection_id is None:
        return Obstacle(S.CANCELLED, DISCONNECTED)
    permitted = ConnectionPermission.objects.filter(
        membership_id=share.membership_id, connection_id=share.connection_id, ended_at__isnull=True
    )
    connection = Connection.objects.filter(pk=share.connection_id).first()
    if connection is None or not permitted.exists():
        return Obstacle(S.CANCELLED, DISCONNECTED)
    return Obstacle(S.HELD, HoldReason.RECONNECT) if connection.state != ConnectionState.CONNECTED else None


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
    if item is None or item.state != ItemState.WAITING:
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
    """Say whether publishing there is stopped at this moment, by the operator or by a breaker."""
    return any(
        pause.network in {"", network} and pause.organisation_id in {None, organisation_id} for pause in live_pauses()
    )


def live_pauses() -> list[NetworkPause]:
    """The stops in force."""
    now = timezone.now()
    return [pause for pause in NetworkPause.objects.all() if pause.until is None or pause.until > now]


# What ends by itself. A crisis, a quarantine and a suspension are ended by people.
RELEASED = frozenset(
    {HoldReason.RECONNECT, HoldReason.PAUSED, HoldReason.EMBARGO, HoldReason.BREAKER, HoldReason.BUDGET}
)


def release(share: Share) -> bool:
    """Put a held share back in the queue when nothing holds it any more; say whether it was.

    One that waited for the company page goes out after the page, however late that was, as late as its author allowed.
    Any other keeps its latest time: past it, the sweep for missed shares tells the author.
    """
    held_by = share.hold_reason
    if held_by not in RELEASED or obstacle(share) is not None or is_paused(share.network, share.organisation_id):
        return False
    now = timezone.now()
    if share.due_at is None or share.publish_before is None:
        return False
    changes: dict[str, Any] = {"next_at": max(share.due_at, now)}
    if held_by == HoldReason.EMBARGO and share.due_at < now:
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
