"""Publishing one share: claim, upload, begin, deliver, record. Three short transactions, and no retry in between.

What has nothing to upload may begin in the transaction that claims it (`claiming.claim_batch`).

Nothing else in the product publishes. Whatever dies at whatever moment, the rows say what may have happened: without a
started attempt nothing left; with one, the share is in doubt and is never sent again without its author's word.
"""

import hashlib
import logging
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, InterfaceError, connections
from django.db.models.functions import Now
from django.utils import timezone

from advocacy.lib import deadline, http, pace
from advocacy.lib.crashes import crash_point
from advocacy.lib.crypto import CannotOpen
from advocacy.lib.planner import joins_as_written
from advocacy.tenancy import all_or_nothing, tenant
from sharing import selectors
from sharing.models import Connection, Share, SharePicture
from sharing.networks.base import (
    Attachment,
    Card,
    Document,
    Grant,
    Image,
    Media,
    Network,
    NetworkError,
    Post,
    Rejected,
    TryLater,
)
from sharing.selectors.wording import CONTENT_CHANGED
from sharing.services import attempts, budgets, claiming, content, grants, moving, places, planning, recording, spool
from sharing.services.orders import Order, Paper, Picture
from sharing.services.outcomes import Ending, Outcome
from sharing.services.spool import Line
from sharing.states import ConnectionState, ShareState

logger = logging.getLogger(__name__)
S = ShareState

# How long after `begin` the request may still start. A worker that was frozen longer sends nothing.
MUST_START_WITHIN: Final = pace.seconds(5)
# A claimed share that has not begun by then goes back to the queue.
GIVE_BACK_AFTER: Final = pace.seconds(20)
DATABASE_AWAY: Final = (DatabaseError, InterfaceError)
RECORD_FOR: Final = pace.seconds(30)
PAUSE_WAIT: Final = pace.span(seconds=30)


# --- The steps -------------------------------------------------------------------------------------------------------
def upload(order: Order) -> Order:
    """Send the pictures or the document, and return the order with their numbers at the network. May be repeated.

    Each number is kept as soon as it is there: a second try sends only what is missing. It is kept only where the row
    still holds the file that was sent. Raises the network's errors, and `Rejected` when a file is no longer what was
    approved.
    """
    pictures = []
    for picture, approved in zip(order.pictures, order.content.pictures, strict=True):
        if picture.media_id:
            pictures.append(picture)
            continue
        image = Image(content=_bytes_of(picture), mime=picture.mime, alt=approved.alternative_text)
        with grants.network_call():
            media_id = order.network.upload(order.grant, image)
        with tenant(order.organisation_id):
            SharePicture.objects.filter(pk=picture.row, asset__sha256=picture.sha256).update(media_id=media_id)
        pictures.append(replace(picture, media_id=media_id))
    paper = order.paper
    if paper is not None and not paper.media_id:
        document = Document(content=_bytes_of(paper), mime=paper.mime, title=order.content.document_title)
        with grants.network_call():
            media_id = order.network.upload_document(order.grant, document)
        with tenant(order.organisation_id):
            # An upload ahead holds no lease: its author may have put another document there meanwhile.
            same = Share.objects.filter(pk=order.share_id, document__sha256=paper.sha256)
            same.update(document_media_id=media_id)
        paper = replace(paper, media_id=media_id)
    return replace(order, pictures=tuple(pictures), paper=paper)


def _bytes_of(part: Picture | Paper) -> bytes:
    try:
        with default_storage.open(part.file) as file:
            data = bytes(file.read())
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != part.sha256:
        raise Rejected(CONTENT_CHANGED, "media")
    return data


def begin(order: Order) -> bool:
    """`begin_all`, for one."""
    return bool(begin_all([order]))


def begin_all(orders: Sequence[Order]) -> list[Order]:
    """The last look, and the attempt rows: once this is committed, bytes may be out. Returns what goes.

    Everything that can stop a share is read again: called off, left, paused, withdrawn, disconnected, the operator's
    switch, its latest time, and whether it is byte for byte what was approved. All of one claim; inside a tenant, and
    all that is done in it.
    """
    try:
        with all_or_nothing():
            joins_as_written()
            return _begin(orders)
    except IntegrityError:
        # An earlier attempt may be out, and was not seen above. The sweep settles them; this worker touches nothing.
        logger.exception("Shares %s could not begin.", [order.share_id for order in orders])
        return []


def _begin(orders: Sequence[Order]) -> list[Order]:
    by_share = {order.share_id: order for order in orders}
    # A disconnection or a leave that is being committed now is waited for, and then seen: what is read below is read
    # after all these rows are ours. Accounts first, as a disconnection takes them.
    accounts = Connection.objects.select_for_update().filter(pk__in=[order.connection_id for order in orders])
    list(accounts.order_by("pk").values_list("pk"))
    mine = Share.objects.filter(pk__in=by_share, state=S.PUBLISHING, lease=orders[0].lease, lease_until__gt=Now())
    ids = list(mine.select_for_update().order_by("pk").values_list("pk", flat=True))
    rows = planning.standing(content.whole(Share.objects.filter(pk__in=ids)))
    past = attempts.past(ids) if ids else {}
    going = []
    for share in rows.select_related("membership__organisation").order_by("pk") if ids else ():
        if past[share.pk].may_be_out:
            # The sweep settles it; this worker touches nothing.
            logger.error("Share %s has an open attempt already.", share.public_id)
        elif _stopped(share, by_share[share.pk]):
            places.let_go([by_share[share.pk].connection_id])
            budgets.give_back(share.pk)
        else:
            going.append(by_share[share.pk])
    if going:
        until = Now() + claiming.LEASE
        Share.objects.filter(pk__in=[order.share_id for order in going]).update(lease_until=until)
        Connection.objects.filter(pk__in=[order.connection_id for order in going]).update(busy_until=until)
        attempts.write_ahead(going, past)
    crash_point("before_begin_commit")
    return going


def _stopped(share: Share, order: Order) -> bool:
    now = timezone.now()
    if share.publish_before is not None and share.publish_before <= now:
        moving.move(share.pk, S.PUBLISHING, S.SCHEDULED, lease=order.lease, tell=False)
        moving.move(share.pk, S.SCHEDULED, S.MISSED, next_at=None)
        return True
    found = planning.obstacle_of(share)
    if found is not None:
        claiming.step_aside(share, S.PUBLISHING, found, lease=order.lease)
        return True
    if share.is_stopped:  # type: ignore[attr-defined]
        moving.move(share.pk, S.PUBLISHING, S.SCHEDULED, lease=order.lease, next_at=now + PAUSE_WAIT)
        return True
    same = order.content.sha256() == content.content_of(share, order.network).sha256() == share.content_sha256
    if not same or order.sha256 != share.content_sha256:
        moving.move(share.pk, S.PUBLISHING, S.FAILED, lease=order.lease, reason=CONTENT_CHANGED, next_at=None)
        return True
    return False


def deliver(order: Order, began: float) -> Outcome:
    """Call the network, once, without the database: any query in here raises. `began` is when it was decided.

    A worker that was stopped in between sends nothing: not when it wakes up here (`MUST_START_WITHIN`), and not when it
    wakes up behind this line (`deadline.guarded`: it dies).
    """
    try:
        with grants.network_call(), deadline.guarded(http.DEADLINE):
            if deadline.now() - began > MUST_START_WITHIN:
                return Outcome.of_error(TryLater(None, "not_sent"))
            crash_point("before_send")
            receipt = order.network.publish(order.grant, post_of(order))
            crash_point("after_send")
            return Outcome.of_receipt(receipt)
    except NetworkError as error:
        logger.info("Share %s of organisation %s: %s", order.share_id, order.organisation_id, error)
        return Outcome.of_error(error)
    except Exception as error:
        # Ours to mend, and nobody knows how far it came: a doubt, never a retry. Its text could hold a token.
        logger.error("Publishing share %s broke: %s", order.share_id, type(error).__name__)  # noqa: TRY400
        return Outcome(Ending.UNKNOWN, code="broken")


def post_of(order: Order) -> Post:
    """What leaves: exactly what was approved."""
    approved = order.content
    if approved.reshare_of:
        return Post(text=approved.text, reshare_of=approved.reshare_of)
    media = tuple(
        Media(id=picture.media_id, alt=shown.alternative_text)
        for picture, shown in zip(order.pictures, approved.pictures, strict=True)
    )
    if approved.card_title:
        thumbnail = media[0] if media else None
        card = Card(title=approved.card_title, description=approved.card_description, thumbnail=thumbnail)
        return Post(text=approved.text, link=approved.link, card=card)
    paper = Attachment(id=order.paper.media_id, title=approved.document_title) if order.paper is not None else None
    return Post(text=approved.text, link=approved.link, media=media, document=paper)


def search_of(share: Share) -> tuple[Network, Grant, Post] | None:
    """What it takes to look for a share at its network; None where we may not read. Inside a tenant."""
    account = share.connection
    if account is None or account.state != ConnectionState.CONNECTED:
        return None
    own = share.membership.organisation if account.app_of_id else None
    network = selectors.network_through(share.network, own)
    if not network.limits.can_find:
        return None
    try:
        grant = grants.grant_of(account)
    except CannotOpen:
        return None
    approved = content.content_of(share, network)
    return network, grant, Post(text=approved.text, link=approved.link)


def record(order: Order, outcome: Outcome) -> None:
    """`record_all`, for one."""
    record_all([(order, outcome)])


def record_all(ended: Sequence[tuple[Order, Outcome]]) -> None:
    """Write outcomes of one organisation down; for half a minute when the database is away, then into the spool.

    What went out is written down together, anything else by itself: it touches sums and a network's health, which
    claims lock for several shares at once and in an order of their own.
    """
    lines = [
        Line(order.organisation_id, order.share_id, order.connection_id, order.lease, outcome)
        for order, outcome in ended
    ]
    crash_point("before_record")
    out = [line for line in lines if line.outcome.ending == Ending.PUBLISHED]
    ends = time.monotonic() + RECORD_FOR
    groups = deque(([out] if out else []) + [[line] for line in lines if line not in out])
    broken: Exception | None = None
    while groups:
        together = groups.popleft()
        try:
            _record_together(together, ends)
        except Exception as error:
            # What is wrong with one of them must not cost the others their certain answers.
            logger.exception("The outcomes of shares %s were not written down.", [line.share_id for line in together])
            groups.extend([line] for line in together if len(together) > 1)
            broken = error if len(together) == 1 else broken
    if broken is not None:
        raise broken
    crash_point("after_record")


def _record_together(lines: Sequence[Line], ends: float) -> None:
    pause = 0.2
    while True:
        try:
            with tenant(lines[0].organisation_id):
                recording.record_all(lines)
        except DATABASE_AWAY:
            connections.close_all()
            if time.monotonic() > ends:
                logger.exception("The outcomes of shares %s go to the spool.", [line.share_id for line in lines])
                for line in lines:
                    spool.write(line)
                return
            time.sleep(pause)
            pause = min(pause * 2, 3.0)
        else:
            return


# --- From claim to record --------------------------------------------------------------------------------------------
def prepare(order: Order) -> Order | None:
    """What comes before the last look: the uploads. None when one was refused, which is written down then.

    Outside any tenant. Calls networks when the order has uploads, and nobody else.
    """
    crash_point("after_claim")
    if order.uploads:
        try:
            order = upload(order)
        except NetworkError as error:
            record(order, Outcome.of_error(error))
            return None
    crash_point("after_upload")
    return order


def start(orders: Sequence[Order], claimed: float) -> tuple[list[Order], float]:
    """Begin these, claimed together and ready since `claimed`; return those that go, and when that was decided.

    What waited too long goes back to the queue instead: the machine is overloaded, or was asleep. Outside any tenant.
    """
    with tenant(orders[0].organisation_id):
        if deadline.now() - claimed > GIVE_BACK_AFTER:
            for order in orders:
                claiming.give_back(order)
            return [], deadline.now()
        # Before the commit: a process that is stopped right behind it must see how late it is when it wakes up.
        began = deadline.now()
        going = begin_all(orders)
    if going:
        crash_point("after_begin")
    return going, began


def publish_one(organisation_id: int, share_id: int | None = None) -> UUID | None:
    """Publish one share that is due (that one, when given), here and now; return its lease, or None without one.

    Outside any tenant. `draining` takes the same steps, with many shares and on many threads.
    """
    with tenant(organisation_id):
        order = claiming.claim(share_id)
    if order is None:
        return None
    ready = prepare(order)
    if ready is not None:
        going, began = start([ready], deadline.now())
        for each in going:
            record(each, deliver(each, began))
    return order.lease


def drain_spool() -> int:
    """Write down what the database could not take before. Outside any tenant; returns how many lines there were."""
    count = 0
    for path, line in spool.waiting():
        with tenant(line.organisation_id):
            recording.record(
                share_id=line.share_id, connection_id=line.connection_id, lease=line.lease, outcome=line.outcome
            )
        spool.done(path)
        count += 1
    return count
