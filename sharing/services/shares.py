"""What a person does with a share: write, promise, change, call off, answer."""

from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.public_ids import new_public_id
from advocacy.people.models import Membership
from content_library.models import Angle, Asset, ContentItem, SuggestedText
from content_library.states import ItemState
from sharing import selectors
from sharing.models import Connection, Share
from sharing.selectors.wording import BY_THE_PERSON
from sharing.services import content, links, moments, moving, planning, refusals
from sharing.states import CHANGEABLE, LIVE, Evidence, HoldReason, ShareState

S = ShareState


class Keep:
    """Stands for "as it is" where None has a meaning of its own."""


KEEP: Final = Keep()


@transaction.atomic
def save_draft(
    *,
    actor: Membership,
    network: str,
    text: str = "",
    item: ContentItem | None = None,
    destination: str = "",
    angle: Angle | None = None,
    suggested_text: SuggestedText | None = None,
    picture: Asset | None = None,
    alternative_text: str = "",
    title: str = "",
    with_link: bool = True,
    request_key: str = "",
    share: Share | None = None,
) -> Share:
    """Keep what a person is writing, visible to them alone; a second call with the same draft or key changes it.

    Gives it its tracked link, for the idea's page or for `destination`, unless `with_link` is false. Returns the share
    as it is when it has left the drafts meanwhile. Refuses a text beyond any use and an address that is none.
    """
    row = _writable(actor, network, share, request_key)
    if row.state != S.DRAFT:
        return row
    content.check_draft(text)
    row.item = item
    row.angle = angle
    row.suggested_text = suggested_text
    row.title = (title or (item.title if item else "") or row.title)[:160]
    _write(
        row,
        text=text,
        picture=picture,
        alternative_text=alternative_text,
        destination=destination or (item.url if item else ""),
        with_link=with_link,
    )
    return row


@transaction.atomic
def schedule_share(
    *,
    actor: Membership,
    network: str,
    text: str,
    item: ContentItem | None = None,
    connection: Connection | None = None,
    destination: str = "",
    angle: Angle | None = None,
    suggested_text: SuggestedText | None = None,
    picture: Asset | None = None,
    alternative_text: str = "",
    title: str = "",
    with_link: bool = True,
    due_at: datetime | None = None,
    due_local: str = "",
    zone: str = "",
    grace_minutes: int = planning.GRACE_MINUTES,
    request_key: str = "",
    share: Share | None = None,
) -> Share:
    """Promise a share: exactly this text goes out at that time, at once when no time is given.

    `due_local` is an hour on a clock in `zone` (the person's own when empty). An idea whose company page has not
    posted is accepted and held until it has. The same `request_key` twice is one share, returned as it is.
    Refuses an idea that is not available, an account that is missing, expired or not the actor's, a text or picture
    the network would not take, an hour that does not exist or is past, a second share of one idea on one account, and
    anybody who is not an ambassador or is on a break.
    """
    planning.check_author(actor)
    planning.check_item(item)
    row = save_draft(
        actor=actor,
        network=network,
        text=text,
        item=item,
        destination=destination,
        angle=angle,
        suggested_text=suggested_text,
        picture=picture,
        alternative_text=alternative_text,
        title=title,
        with_link=with_link,
        request_key=request_key,
        share=share,
    )
    if row.state != S.DRAFT:
        return row
    promise = moments.promise(due_at=due_at, due_local=due_local, zone=zone or actor.time_zone)
    return _promise(actor, row, promise, grace_minutes=grace_minutes, connection=connection)


@transaction.atomic
def edit_share(
    *,
    actor: Membership,
    share: Share,
    text: str | None = None,
    picture: Asset | Keep | None = KEEP,
    alternative_text: str | None = None,
    destination: str | None = None,
    with_link: bool | None = None,
    due_at: datetime | None = None,
    due_local: str = "",
    zone: str = "",
    connection: Connection | None = None,
    grace_minutes: int | None = None,
) -> Share:
    """Change a share before it leaves; what is not given stays. A promised one is promised anew, or nothing changes.

    The way leads through the draft and back in one transaction: no worker can see the half of it. Refuses, besides
    what `schedule_share` refuses, a share that is leaving at this moment or has left.
    """
    row = _locked(actor, share)
    if row.state not in CHANGEABLE:
        raise refusals.too_late(row)
    was = ShareState(row.state)
    if was != S.DRAFT:
        moving.move(row.pk, was, S.DRAFT, actor=actor, tell=False, next_at=None)
        row.refresh_from_db()
    kept = row.link.destination if row.link is not None else ""
    _write(
        row,
        text=row.text if text is None else text,
        picture=row.picture if isinstance(picture, Keep) else picture,
        alternative_text=row.alternative_text if alternative_text is None else alternative_text,
        destination=kept or (row.item.url if row.item else "") if destination is None else destination,
        with_link=bool(kept) if with_link is None else with_link,
    )
    if was == S.DRAFT:
        return row
    planning.check_author(actor)
    if due_at is None and not due_local and row.due_at is not None:
        promise = moments.Promise(row.due_at, row.due_local, row.zone)
        if row.due_at < timezone.now():
            promise = moments.at(timezone.now(), row.zone)
    else:
        promise = moments.promise(due_at=due_at, due_local=due_local, zone=zone or row.zone or actor.time_zone)
    return _promise(
        actor,
        row,
        promise,
        grace_minutes=grace_minutes or grace_of(row),
        connection=connection or row.connection,
    )


def move_share(
    *, actor: Membership, share: Share, due_at: datetime | None = None, due_local: str = "", zone: str = ""
) -> Share:
    """Promise the same share for another time; now when none is given. Refuses what `edit_share` refuses."""
    if due_at is None and not due_local:
        due_at = timezone.now()
    return edit_share(actor=actor, share=share, due_at=due_at, due_local=due_local, zone=zone)


@transaction.atomic
def cancel_share(*, actor: Membership, share: Share) -> Share:
    """Call off a share: committed before a worker's last look, no call is made.

    Refuses one that is leaving at this moment, one in doubt (it is answered, not cancelled) and one that has ended.
    """
    row = _locked(actor, share)
    if row.state == S.CANCELLED:
        return row
    if row.state not in {S.SCHEDULED, S.HELD}:
        raise refusals.too_late(row)
    try:
        return moving.move(
            row.pk, S(row.state), S.CANCELLED, actor=actor, tell=False, reason=BY_THE_PERSON, next_at=None
        )
    except moving.AlreadyMoved:
        raise refusals.too_late(row) from None


@transaction.atomic
def discard_draft(*, actor: Membership, share: Share) -> None:
    """Delete a draft and its link. Refuses anything that is no draft."""
    row = _locked(actor, share)
    if row.state != S.DRAFT:
        raise refusals.too_late(row)
    link = row.link
    row.delete()
    if link is not None:
        link.delete()


@transaction.atomic
def copy_to_draft(*, actor: Membership, share: Share) -> Share:
    """Start again from an earlier share: a new draft with its words, its picture and a link of its own.

    Where the text held the earlier short link, it holds the new one.
    """
    row = _locked(actor, share)
    old = links.address_of(row) if row.link is not None else ""
    copy = Share(
        membership=actor,
        network=row.network,
        item=row.item,
        angle=row.angle,
        suggested_text=row.suggested_text,
        title=row.title,
        zone=row.zone,
        request_key=new_public_id(),
    )
    copy.save()
    text = row.text
    if old:
        new = links.address_for(actor=actor, network=row.network, request_key=copy.request_key)
        text = text.replace(old, new)
    _write(
        copy,
        text=text,
        picture=row.picture,
        alternative_text=row.alternative_text,
        destination=row.link.destination if row.link is not None else "",
        with_link=bool(old),
    )
    return copy


@transaction.atomic
def declare_done(*, actor: Membership, share: Share, url: str = "") -> Share:
    """Record that the person posted a draft by hand. It counts as shared, marked as declared by them.

    Refuses anything that is no draft, an address that is none, and anybody who is not an ambassador.
    """
    row = _locked(actor, share)
    if row.state == S.PUBLISHED and row.evidence == Evidence.DECLARED:
        return row
    if row.state != S.DRAFT:
        raise refusals.too_late(row)
    planning.check_author(actor)
    network = selectors.network(row.network, actor.organisation)
    return moving.published(
        row.pk,
        S.DRAFT,
        evidence=Evidence.DECLARED,
        published_at=timezone.now(),
        actor=actor,
        external_url=links.check_destination(url)[:400] if url else "",
        content_sha256=content.content_of(row, network).sha256(),
    )


def promise_draft(*, actor: Membership, share: Share) -> Share:
    """Promise a draft for now, as it stands. Refuses what `schedule_share` refuses."""
    planning.check_author(actor)
    planning.check_item(share.item)
    now = moments.at(timezone.now(), share.zone or actor.time_zone)
    return _promise(actor, share, now, grace_minutes=planning.GRACE_MINUTES, connection=None)


# --- Inside ----------------------------------------------------------------------------------------------------------
def _writable(actor: Membership, network: str, share: Share | None, request_key: str) -> Share:
    """Return the row to write, locked: the given one, the one this key made before, or a new one."""
    if share is not None:
        return _locked(actor, share)
    found = _by_key(actor, request_key)
    if found is not None:
        return found
    selectors.network(network, actor.organisation)
    row = Share(membership=actor, network=network, zone=actor.time_zone, request_key=request_key or new_public_id())
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        # The same form, sent twice at the same moment: the other one was faster.
        other = _by_key(actor, request_key)
        if other is None:
            raise
        return other
    return row


def _by_key(actor: Membership, request_key: str) -> Share | None:
    if not request_key:
        return None
    return _rows(actor).filter(request_key=request_key).first()


def _locked(actor: Membership, share: Share) -> Share:
    row = _rows(actor).filter(pk=share.pk).first()
    if row is None:
        raise RuleViolation(_("This share is not yours."), code="not_yours")
    return row


def _rows(actor: Membership) -> QuerySet[Share]:
    own = Share.objects.filter(membership=actor).select_related("item", "link", "picture", "connection")
    return own.select_for_update(of=("self",))


def _write(
    row: Share, *, text: str, picture: Asset | None, alternative_text: str, destination: str, with_link: bool
) -> None:
    """Fill a draft. The link is made, aimed elsewhere, or given up with it."""
    if picture is not None and picture.owner_id not in {None, row.membership_id}:
        raise RuleViolation(_("This picture is not yours."), code="picture_invalid", field="picture")
    if picture != row.picture:
        row.media_id = ""
    row.text = content.clean_text(text)
    row.picture = picture
    row.alternative_text = (alternative_text or (picture.alternative_text if picture else ""))[:400]
    dropped = None
    if with_link and destination:
        row.link = links.aim(share=row, destination=destination, campaign=row.item.campaign if row.item else None)
    elif row.link is not None:
        dropped, row.link = row.link, None
    row.save()
    if dropped is not None:
        dropped.delete()


def _promise(
    actor: Membership,
    row: Share,
    promise: moments.Promise,
    *,
    grace_minutes: int,
    connection: Connection | None,
) -> Share:
    """Move a written draft into the queue, its content fixed by a fingerprint."""
    network = selectors.network(row.network, actor.organisation)
    promise = planning.after_the_page(row.item, promise)
    planning.check_item(row.item, promise.due_at)
    account = planning.connection_to_use(actor, row.network, connection)
    approved = content.content_of(row, network)
    content.check(
        network,
        text=row.text,
        picture=row.picture,
        alternative_text=row.alternative_text,
        as_card=bool(approved.card_title),
    )
    taken = Q(connection=account, item__isnull=False, item=row.item, state__in=LIVE)
    if Share.objects.filter(taken).exclude(pk=row.pk).exists():
        raise refusals.already_planned(row)
    waits = row.item is not None and row.item.state == ItemState.WAITING
    changes: dict[str, Any] = {
        "connection": account,
        "content_sha256": approved.sha256(),
        "due_at": promise.due_at,
        "due_local": promise.due_local,
        "zone": promise.zone,
        "publish_before": promise.due_at + planning.grace(grace_minutes),
        "next_at": None if waits else promise.due_at,
        "tries": 0,
        "asked_at": None,
        "reason": HoldReason.EMBARGO if waits else "",
    }
    try:
        with transaction.atomic():
            target = S.HELD if waits else S.SCHEDULED
            share = moving.move(row.pk, S.DRAFT, target, actor=actor, tell=False, **changes)
    except IntegrityError:
        raise refusals.already_planned(row) from None
    planning.ring_when_due(share)
    return share


def grace_of(row: Share) -> int:
    """How many minutes late this share may be."""
    if row.due_at is None or row.publish_before is None:
        return planning.GRACE_MINUTES
    minutes = int((row.publish_before - row.due_at).total_seconds() // 60)
    return max(planning.SHORTEST_GRACE, min(minutes, planning.LONGEST_GRACE))
