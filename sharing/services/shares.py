"""What a person does with a share: write, promise, change, call off, answer."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.crashes import crash_point
from advocacy.lib.errors import RuleViolation
from advocacy.lib.public_ids import new_public_id
from advocacy.people.models import Membership
from content_library.models import Angle, ContentItem, Document, SuggestedText
from sharing import selectors
from sharing.models import Connection, Share
from sharing.selectors.wording import BY_THE_PERSON
from sharing.services import (
    closing,
    content,
    links,
    moments,
    moving,
    parcels,
    planning,
    promising,
    refusals,
    removing,
)
from sharing.services.content import Parcel, Pictures
from sharing.states import CHANGEABLE, Evidence, ShareState

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
    pictures: Pictures = (),
    document: Document | None = None,
    reshare_of: str = "",
    first_comment: str = "",
    card_title: str = "",
    card_description: str = "",
    title: str = "",
    with_link: bool = True,
    request_key: str = "",
    share: Share | None = None,
) -> Share:
    """Keep what a person is writing, visible to them alone; a second call with the same draft or key changes it.

    Gives it its tracked link, for the idea's page or for `destination`, unless `with_link` is false or the share relays
    a post. Returns the share as it is when it has left the drafts meanwhile. Refuses a text beyond any use, an address
    that is none, and pictures or a document of somebody else.
    """
    row = _writable(actor, network, share, request_key)
    if row.state != S.DRAFT:
        return row
    content.check_draft(text)
    row.item = item
    row.angle = angle
    row.suggested_text = suggested_text
    row.title = (title or (item.title if item else "") or row.title)[:160]
    parcels.write(
        row,
        text=text,
        parcel=Parcel(pictures, document, reshare_of, first_comment, card_title, card_description),
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
    pictures: Pictures = (),
    document: Document | None = None,
    reshare_of: str = "",
    first_comment: str = "",
    card_title: str = "",
    card_description: str = "",
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
    Refuses an idea that is not available, an account that is missing, expired or not the actor's, anything the network
    would not take, an hour that does not exist or is past, a second share of one idea on one account, and anybody who
    is not an ambassador or is on a break.
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
        pictures=pictures,
        document=document,
        reshare_of=reshare_of,
        first_comment=first_comment,
        card_title=card_title,
        card_description=card_description,
        title=title,
        with_link=with_link,
        request_key=request_key,
        share=share,
    )
    if row.state != S.DRAFT:
        return row
    promise = moments.promise(due_at=due_at, due_local=due_local, zone=zone or actor.time_zone)
    return promising.promise(actor, row, promise, grace_minutes=grace_minutes, connection=connection)


@transaction.atomic
def edit_share(
    *,
    actor: Membership,
    share: Share,
    text: str | None = None,
    pictures: Pictures | Keep = KEEP,
    document: Document | Keep | None = KEEP,
    reshare_of: str | None = None,
    first_comment: str | None = None,
    card_title: str | None = None,
    card_description: str | None = None,
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
        crash_point("in_edit")
    kept = row.link.destination if row.link is not None else ""
    was_in_it = content.parcel_of(row)
    parcels.write(
        row,
        text=row.text if text is None else text,
        parcel=Parcel(
            pictures=was_in_it.pictures if isinstance(pictures, Keep) else pictures,
            document=was_in_it.document if isinstance(document, Keep) else document,
            reshare_of=was_in_it.reshare_of if reshare_of is None else reshare_of,
            first_comment=was_in_it.first_comment if first_comment is None else first_comment,
            card_title=was_in_it.card_title if card_title is None else card_title,
            card_description=was_in_it.card_description if card_description is None else card_description,
        ),
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
    return promising.promise(
        actor,
        row,
        promise,
        grace_minutes=grace_minutes or promising.grace_of(row),
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
        cancelled = moving.move(
            row.pk, S(row.state), S.CANCELLED, actor=actor, tell=False, reason=BY_THE_PERSON, next_at=None
        )
    except moving.AlreadyMoved:
        raise refusals.too_late(row) from None
    crash_point("in_cancel")
    return cancelled


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
    """Start again from an earlier share: a new draft with all it carried and a link of its own.

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
    parcels.write(
        copy,
        text=text,
        parcel=content.parcel_of(row),
        destination=row.link.destination if row.link is not None else "",
        with_link=bool(old),
    )
    closing.deal_with(row)
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


def promise_draft(*, actor: Membership, share: Share, due_local: str = "") -> Share:
    """Promise a draft as it stands, for that hour in its own zone, else for now. Refuses what `schedule_share` does."""
    planning.check_author(actor)
    planning.check_item(share.item)
    promise = moments.promise(due_at=None, due_local=due_local, zone=share.zone or actor.time_zone)
    return promising.promise(actor, share, promise, grace_minutes=planning.GRACE_MINUTES, connection=None)


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
    own = Share.objects.filter(membership=actor).select_related("connection")
    return content.whole(own).select_for_update(of=("self",))


# Named with the others: what one does with a share.
remove_share = removing.remove_share
