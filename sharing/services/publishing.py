"""Publishing one share: claim, upload, begin, deliver, record. Three short transactions, and no retry in between.

Nothing else in the product publishes. Whatever dies at whatever moment, the rows say what may have happened: without a
started attempt nothing left; with one, the share is in doubt and is never sent again without its author's word.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, InterfaceError, connections, transaction
from django.db.models.functions import Now
from django.utils import timezone

from advocacy.lib import jobs
from advocacy.lib.crypto import CannotOpen
from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing import selectors
from sharing.models import Connection, Share, ShareAttempt
from sharing.networks.base import Card, Grant, Image, Media, Network, NetworkError, Post, Rejected, TryLater
from sharing.selectors.wording import CONTENT_CHANGED
from sharing.services import claiming, content, grants, moving, planning, recording, spool
from sharing.services.claiming import Order
from sharing.services.outcomes import Ending, Outcome
from sharing.services.spool import Line
from sharing.states import ConnectionState, ShareState

logger = logging.getLogger(__name__)
S = ShareState

# How long after `begin` the request may still start. A worker that was frozen longer sends nothing.
MUST_START_WITHIN: Final = 5.0
# How long one job goes on publishing an organisation's due shares before others have their turn.
TURN: Final = 20.0
DATABASE_AWAY: Final = (DatabaseError, InterfaceError)
RECORD_FOR: Final = 30.0
PAUSE_WAIT: Final = timedelta(seconds=30)


def crash_point(name: str) -> None:
    """Die here when a test says so. Settings allow it in demo and debug mode only."""
    if name == settings.CRASH_AT:
        os._exit(70)


# --- The steps -------------------------------------------------------------------------------------------------------
def upload(order: Order) -> Order:
    """Send the picture, when there is one, and return the order with its number at the network. May be repeated.

    Raises the network's errors, and `Rejected` when the file is no longer what was approved.
    """
    if order.picture is None or order.media_id:
        return order
    try:
        with default_storage.open(order.picture.file) as file:
            data = bytes(file.read())
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != order.picture.sha256:
        raise Rejected(CONTENT_CHANGED, "media")
    image = Image(content=data, mime=order.picture.mime, alt=order.content.alternative_text)
    with grants.network_call():
        return replace(order, media_id=order.network.upload(order.grant, image))


@transaction.atomic
def begin(order: Order) -> bool:
    """The last look, and the attempt row: once this is committed, bytes may be out. False: the share does not go.

    Everything that can stop a share is read again: called off, left, paused, withdrawn, disconnected, the operator's
    switch, its latest time, and whether it is byte for byte what was approved. Inside a tenant.
    """
    share = (
        Share.objects.select_for_update(of=("self",))
        .select_related("membership__organisation", "link", "picture", "item")
        .filter(pk=order.share_id, state=S.PUBLISHING, lease=order.lease, lease_until__gt=Now())
        .first()
    )
    if share is None:
        return False
    # A disconnection or a leave that is being committed now is waited for, and then seen.
    Connection.objects.select_for_update().filter(pk=order.connection_id).first()
    if _stopped(share, order):
        claiming.let_go(order.connection_id)
        return False
    until = timezone.now() + claiming.LEASE
    number = share.attempts.count() + 1
    try:
        with transaction.atomic():
            ShareAttempt.objects.create(
                share=share,
                number=number,
                lease=order.lease,
                content_sha256=order.sha256,
                worker=claiming.WORKER[:80],
            )
    except IntegrityError:
        # An earlier attempt may be out. The sweep settles it; this worker touches nothing.
        logger.exception("Share %s has an open attempt already.", share.public_id)
        return False
    Share.objects.filter(pk=share.pk).update(lease_until=until, media_id=order.media_id)
    Connection.objects.filter(pk=order.connection_id).update(busy_until=until)
    return True


def _stopped(share: Share, order: Order) -> bool:
    now = timezone.now()
    if share.publish_before is not None and share.publish_before <= now:
        moving.move(share.pk, S.PUBLISHING, S.SCHEDULED, lease=order.lease, tell=False)
        moving.move(share.pk, S.SCHEDULED, S.MISSED, next_at=None)
        return True
    found = planning.obstacle(share)
    if found is not None:
        claiming.step_aside(share, S.PUBLISHING, found, lease=order.lease)
        return True
    if planning.is_paused(share.network, share.organisation_id):
        moving.move(share.pk, S.PUBLISHING, S.SCHEDULED, lease=order.lease, next_at=now + PAUSE_WAIT)
        return True
    same = order.content.sha256() == content.content_of(share, order.network).sha256() == share.content_sha256
    if not same or order.sha256 != share.content_sha256:
        moving.move(share.pk, S.PUBLISHING, S.FAILED, lease=order.lease, reason=CONTENT_CHANGED, next_at=None)
        return True
    return False


def deliver(order: Order, began: float) -> Outcome:
    """Call the network, once, without the database: any query in here raises. `began` is when `begin` committed."""
    try:
        with grants.network_call():
            if time.monotonic() - began > MUST_START_WITHIN:
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
    media = (Media(id=order.media_id, alt=approved.alternative_text),) if order.media_id else ()
    if approved.card_title:
        card = Card(title=approved.card_title, thumbnail=media[0] if media else None)
        return Post(text=approved.text, link=approved.link, card=card)
    return Post(text=approved.text, link=approved.link, media=media)


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
    """Write the outcome down; for half a minute when the database is away, then into the spool."""
    ends = time.monotonic() + RECORD_FOR
    pause = 0.2
    while True:
        try:
            with tenant(order.organisation_id):
                recording.record(
                    share_id=order.share_id, connection_id=order.connection_id, lease=order.lease, outcome=outcome
                )
        except DATABASE_AWAY:
            connections.close_all()
            if time.monotonic() > ends:
                logger.exception("The outcome of share %s goes to the spool.", order.share_id)
                spool.write(Line(order.organisation_id, order.share_id, order.connection_id, order.lease, outcome))
                return
            time.sleep(pause)
            pause = min(pause * 2, 3.0)
        else:
            return


# --- One share, and one organisation's turn --------------------------------------------------------------------------
def publish_one(organisation_id: int, share_id: int | None = None) -> UUID | None:
    """Publish one share that is due (that one, when given); return its lease, or None when there was none to take.

    Outside any tenant.
    """
    with tenant(organisation_id):
        order = claiming.claim(share_id)
    if order is None:
        return None
    crash_point("after_claim")
    try:
        order = upload(order)
    except NetworkError as error:
        record(order, Outcome.of_error(error))
        return order.lease
    crash_point("after_upload")
    with tenant(organisation_id):
        begun = begin(order)
    began = time.monotonic()
    if not begun:
        return order.lease
    crash_point("after_begin")
    outcome = deliver(order, began)
    crash_point("before_record")
    record(order, outcome)
    crash_point("after_record")
    return order.lease


def publish_due(organisation_id: int) -> int:
    """Publish an organisation's due shares, some at once, for one turn; return how many were taken up.

    Rings for another turn when there are more. Outside any tenant.
    """
    with tenant(organisation_id):
        waiting = claiming.due_shares().count()
    lanes = min(claiming.per_organisation(), waiting)
    ends = time.monotonic() + TURN
    taken: list[UUID] = []

    def lane() -> None:
        while time.monotonic() < ends:
            lease = publish_one(organisation_id)
            if lease is None:
                return
            taken.append(lease)

    def lane_of_its_own() -> None:
        try:
            lane()
        except Exception:
            logger.exception("A lane of organisation %s stopped.", organisation_id)
        finally:
            connections.close_all()

    others = [Thread(target=lane_of_its_own, name=f"publish-{number}") for number in range(1, lanes)]
    for thread in others:
        thread.start()
    try:
        lane()
    finally:
        for thread in others:
            thread.join()
    if time.monotonic() >= ends:
        jobs.enqueue("sharing.publish_due", organisation_id=organisation_id)
    return len(taken)


def publish_everything_due(stopping: Callable[[], bool] = lambda: False) -> int:
    """Publish what is due in every organisation, one after another, without the queue; return how many were taken up.

    Outside any tenant. For a worker whose queue is down; beside a queue that works it finds little to do.
    """
    taken = 0
    for organisation_id in organisations.active_ids():
        if stopping():
            break
        with tenant(organisation_id):
            due = claiming.due_shares().exists()
        if due:
            taken += publish_due(organisation_id)
    return taken


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
