"""Moving a written draft into the queue: from here on it goes out as it stands, or not at all."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from sharing import selectors
from sharing.models import Connection, Share
from sharing.networks.base import Network
from sharing.services import content, moments, moving, planning, refusals, similarity
from sharing.states import LIVE, CommentState, ShareState

S = ShareState


def promise(
    actor: Membership,
    row: Share,
    moment: moments.Promise,
    *,
    grace_minutes: int,
    connection: Connection | None,
) -> Share:
    """Move a written draft into the queue, its content fixed by a fingerprint."""
    network = selectors.network(row.network, actor.organisation)
    moment = planning.after_the_page(row.item, moment)
    planning.check_item(row.item, moment.due_at)
    account = planning.connection_to_use(actor, row.network, connection)
    approved = content.content_of(row, network)
    content.check(network, text=row.text, parcel=content.parcel_of(row), as_card=bool(approved.card_title))
    similarity.check(network, row.text, besides=row)
    _check_relayed(row, network)
    _allow_comment(row, network, account)
    taken = Q(connection=account, item__isnull=False, item=row.item, state__in=LIVE)
    if Share.objects.filter(taken).exclude(pk=row.pk).exists():
        raise refusals.already_planned(row)
    waits = planning.turn_of(row.item, actor.pk)
    changes: dict[str, Any] = {
        "connection": account,
        "content_sha256": approved.sha256(),
        "due_at": moment.due_at,
        "due_local": moment.due_local,
        "zone": moment.zone,
        "publish_before": moment.due_at + planning.grace(grace_minutes),
        "next_at": None if waits else moment.due_at,
        "tries": 0,
        "asked_at": None,
        "reason": waits or "",
    }
    try:
        with transaction.atomic():
            target = S.HELD if waits else S.SCHEDULED
            share = moving.move(row.pk, S.DRAFT, target, actor=actor, tell=False, **changes)
    except IntegrityError:
        raise refusals.already_planned(row) from None
    planning.ring_when_due(share)
    return share


def _check_relayed(row: Share, network: Network) -> None:
    """Refuse to relay anything but the page's post of this idea, as it is known now."""
    known = {target.external_id for target in selectors.reshare_targets(row.item, network)}
    if row.reshare_of and row.reshare_of not in known:
        raise RuleViolation(
            _("The page’s post is no longer there to relay. Reload the page, or write a post."),
            code="reshare_unknown",
            field="reshare_of",
        )


def _allow_comment(row: Share, network: Network, account: Connection) -> None:
    """Whether the first comment goes by itself, or is added by hand: the access decides."""
    comment = row.comment
    if comment is None:
        return
    scope = network.limits.comment_scope
    allowed = bool(scope) and scope in account.scopes
    comment.state = CommentState.WAITING if allowed else CommentState.BY_HAND
    comment.save(update_fields=["state"])


def grace_of(row: Share) -> int:
    """How many minutes late this share may be."""
    if row.due_at is None or row.publish_before is None:
        return planning.GRACE_MINUTES
    minutes = int((row.publish_before - row.due_at).total_seconds() // 60)
    return max(planning.SHORTEST_GRACE, min(minutes, planning.LONGEST_GRACE))
