"""A quarter of an hour before its time, each share is looked over: what would stop it is said while there is time.

Nothing here publishes. What only takes reading is done for many at once; what needs the network (renewing an access,
uploading files ahead) is a job for each share. Whatever is found, the claim asks everything again.
"""

import logging
from collections.abc import Iterable
from typing import Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from advocacy.lib import jobs, pace
from advocacy.lib.crypto import CannotOpen
from advocacy.tenancy import tenant
from sharing.models import Connection, Preflight, Share
from sharing.networks import adapter, build
from sharing.networks.base import NetworkError, ReconnectNeeded
from sharing.services import budgets, claiming, content, grants, places, planning, publishing, similarity
from sharing.services.moving import AlreadyMoved
from sharing.services.orders import Order, order_of
from sharing.services.planning import Obstacle
from sharing.states import ConnectionState, HoldReason, ShareState

logger = logging.getLogger(__name__)
S = ShareState

AHEAD: Final = pace.span(minutes=15)
AT_ONCE: Final = 300
# An upload must still be there when the share leaves as late as it may, and a little longer.
KEPT_LONGER: Final = pace.span(minutes=10)


def waiting() -> QuerySet[Share]:
    """Shares that are due within a quarter of an hour and were not looked over for that time. Inside a tenant."""
    now = timezone.now()
    done = Preflight.objects.filter(share=OuterRef("pk"), due_at=OuterRef("due_at"))
    return Share.objects.filter(state=S.SCHEDULED, next_at__gt=now, next_at__lte=now + AHEAD).exclude(Exists(done))


def look_ahead() -> int:
    """Look some of them over, once each: hold what is in trouble, ring for what needs the network; return how many.

    Inside a tenant. Rings for the rest when there are more.
    """
    rows = list(planning.standing(content.whole(waiting())).order_by("next_at", "pk")[:AT_ONCE])
    if not rows:
        return 0
    marks = [Preflight(share=row, due_at=row.due_at) for row in rows if row.due_at is not None]
    Preflight.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["share"], update_fields=["due_at", "checked_at"]
    )
    clear = []
    for row in rows:
        found = planning.obstacle_of(row) or _of_access(row) or _of_content(row)
        if found is None:
            clear.append(row)
        else:
            _hold(row, found)
    short = budgets.foresee(clear)
    for row in clear:
        if row.pk in short:
            _hold(row, Obstacle(S.HELD, HoldReason.BUDGET))
        else:
            _ring(row)
    if len(rows) == AT_ONCE:
        jobs.enqueue("sharing.look_ahead_in", organisation_id=rows[0].organisation_id)
    return len(rows)


def _hold(row: Share, found: Obstacle) -> None:
    try:
        with transaction.atomic():
            claiming.step_aside(row, S.SCHEDULED, found)
    except AlreadyMoved:
        logger.info("Share %s moved while it was looked over.", row.public_id)


def _of_access(row: Share) -> Obstacle | None:
    """An access that its owner must renew, because nobody else can before the share is due."""
    account = row.connection
    needed = adapter(row.network).limits.publish_scope
    if account is None or row.due_at is None:
        return None
    lacks = bool(needed and account.scopes and needed not in account.scopes)
    if lacks or not account.access_token or not grants.lasts_until(account, row.due_at):
        return Obstacle(S.HELD, HoldReason.RECONNECT)
    return None


def _of_content(row: Share) -> Obstacle | None:
    """What the network would refuse: a file that is gone, a text that is too long by now or too close to another."""
    network = build(row.network)
    missing = any(not default_storage.exists(name) for name in _files_to_upload(row))
    if missing:
        return Obstacle(S.HELD, HoldReason.PICTURE)
    if network.count(row.text) > network.limits.max_length:
        return Obstacle(S.HELD, HoldReason.TEXT)
    if not network.limits.identical_texts_allowed and similarity.is_too_similar(network, row.text, besides=row):
        return Obstacle(S.HELD, HoldReason.SIMILAR)
    return None


def _files_to_upload(row: Share) -> Iterable[str]:
    yield from (each.asset.file for each in row.pictures.all() if not each.media_id)
    if row.document is not None and not row.document_media_id:
        yield row.document.file


def _ring(row: Share) -> None:
    account = row.connection
    if account is None:
        return
    if grants.needs_refresh(account, row.due_at or timezone.now()):
        jobs.enqueue("sharing.refresh_grant", user_id=account.user_id, connection_id=account.pk)
    if any(True for _file in _files_to_upload(row)) and _keeps(row):
        jobs.enqueue("sharing.upload_ahead", organisation_id=row.organisation_id, share_id=row.pk)


def _keeps(row: Share) -> bool:
    """Say whether what is uploaded now can still be used at the share's latest time."""
    minutes = adapter(row.network).limits.media_minutes
    latest = row.publish_before or timezone.now()
    return not minutes or latest + KEPT_LONGER < timezone.now() + pace.span(minutes=minutes)


# --- Uploading ahead -------------------------------------------------------------------------------------------------
def upload_ahead(organisation_id: int, share_id: int) -> bool:
    """Send a share's files before its time; say whether they are there. Publishes nothing, may be repeated.

    Outside any tenant. The account is busy meanwhile, as with every call: nothing else is sent through it. What the
    network does not take now is tried again with the share.
    """
    with tenant(organisation_id):
        order = _order(share_id)
    if order is None:
        return False
    try:
        publishing.upload(order)
    except ReconnectNeeded as error:
        with tenant(organisation_id):
            _access_refused(order.connection_id, error.code)
        return False
    except NetworkError as error:
        logger.info("The files of share %s were not uploaded ahead: %s", share_id, error)
        return False
    finally:
        with tenant(organisation_id):
            places.let_go([order.connection_id])
    return True


@transaction.atomic
def _order(share_id: int) -> Order | None:
    row = content.whole(Share.objects.filter(pk=share_id, state=S.SCHEDULED)).first()
    if row is None or row.connection_id is None:
        return None
    now = timezone.now()
    account = Connection.objects.filter(places.free(), pk=row.connection_id, state=ConnectionState.CONNECTED)
    if not places.occupy(account, now + claiming.LEASE_WITH_PICTURE):
        return None
    try:
        return order_of(row, Connection.objects.get(pk=row.connection_id))
    except CannotOpen:
        return None


def _access_refused(connection_id: int, code: str) -> None:
    account = Connection.objects.get(pk=connection_id)
    if code in grants.CURABLE and account.refresh_token:
        grants.call_stale(account.pk)
        jobs.enqueue("sharing.refresh_grant", user_id=account.user_id, connection_id=account.pk)
    else:
        jobs.enqueue("sharing.expire_connection", user_id=account.user_id, connection_id=account.pk)
