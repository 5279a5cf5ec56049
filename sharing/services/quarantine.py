"""A restored backup is a time machine: it has forgotten what it sent. It publishes nothing until a person has looked.

How far the history goes is written in two places: in the database, and in a file outside it (`HISTORY_FILE`), after
every attempt at publishing. A database that comes up behind its file, or that has a history and finds no file, is a
restored one: publishing stops everywhere. What was due by then may be out already, so the operator's confirmation makes
a question to its author of it (`confirm_restore`), never a second post.
"""

import uuid
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from sharing.models import FirstComment, Installation, NetworkPause, Share, ShareAttempt
from sharing.selectors.wording import RESTORED
from sharing.services import alarms, epochs, moving, settling
from sharing.services.moving import AlreadyMoved
from sharing.states import AttemptOutcome, CommentState, HoldReason, ShareState

S = ShareState
ALARM: Final = "quarantine"
NO_FILE: Final = "no_history_file"
BEHIND: Final = "behind_its_history"
BY_HAND: Final = "begun_by_hand"


# --- Looking ---------------------------------------------------------------------------------------------------------
def check() -> bool:
    """Say whether this installation may publish; begin a quarantine where its database is behind its history.

    Before a worker takes its first job, and again now and then. Outside any tenant.
    """
    row, made = Installation.objects.get_or_create(pk=1)
    key = str(row.key)
    # The file before the database: another worker may be publishing.
    entry = epochs.read().get(key)
    attempts = epochs.attempts()
    epochs.know(key, row.epoch)
    if row.quarantined_at is not None:
        return False
    if entry is None and not made and attempts:
        begin(NO_FILE)
        return False
    if entry is not None and (row.epoch, attempts) < (entry.get("epoch", 0), entry.get("attempts", 0)):
        begin(BEHIND)
        return False
    epochs.write(key, row.epoch, attempts)
    return True


@transaction.atomic
def begin(reason: str = BY_HAND) -> None:
    """Stop publishing everywhere until `confirm`. Twice is once."""
    Installation.objects.get_or_create(pk=1)
    begun = Installation.objects.filter(pk=1, quarantined_at__isnull=True)
    if begun.update(quarantined_at=timezone.now(), quarantine_reason=reason):
        NetworkPause.objects.create(reason=HoldReason.QUARANTINE.value)
        alarms.raise_alarm(
            ALARM, "This database is older than what was published: nothing goes out until `manage.py confirm_restore`."
        )


def standing() -> Installation | None:
    """The installation while it is in quarantine, else None."""
    return Installation.objects.filter(quarantined_at__isnull=False).first()


# --- Confirming ------------------------------------------------------------------------------------------------------
def confirm() -> int:
    """End the quarantine; return of how many shares the authors are asked whether they are out. Outside any tenant.

    Everything that was due before the quarantine began may have been published by the database that is gone: it becomes
    a doubt, looked up where the network can be read and asked of its author otherwise. What is due later is as it was.
    Interrupted, it is begun again: publishing starts with its last line.
    """
    row = standing()
    if row is None or row.quarantined_at is None:
        return 0
    asked = 0
    for organisation_id in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        with tenant(organisation_id):
            # What a worker of the old database held is given up first, by the ordinary rules.
            Share.objects.filter(state=S.PUBLISHING).update(lease_until=timezone.now())
            settling.settle_stuck_shares()
            asked += _doubt_all(row.quarantined_at)
    with transaction.atomic():
        NetworkPause.objects.filter(reason=HoldReason.QUARANTINE.value).delete()
        Installation.objects.filter(pk=row.pk).update(
            epoch=row.epoch + 1, quarantined_at=None, quarantine_reason="", confirmed_at=timezone.now()
        )
        alarms.end_alarm(ALARM)
    epochs.know(str(row.key), row.epoch + 1)
    epochs.write(str(row.key), row.epoch + 1, epochs.attempts(), anew=True)
    return asked


def _doubt_all(since: datetime) -> int:
    # A comment whose turn had come may stand under its post; its author sees the post and knows.
    waiting = FirstComment.objects.filter(state=CommentState.WAITING, share__due_at__lte=since)
    waiting.update(state=CommentState.UNCONFIRMED, reason=RESTORED, next_at=None)
    rows = Share.objects.filter(state__in=[S.SCHEDULED, S.HELD], due_at__lte=since)
    return sum(_doubt(share) for share in list(rows))


@transaction.atomic
def _doubt(share: Share) -> bool:
    """From the queue to a doubt, by the moves of every other doubt, with an attempt that stands for the unknown."""
    lease, now = uuid.uuid4(), timezone.now()
    try:
        if share.state == S.HELD:
            moving.move(share.pk, S.HELD, S.SCHEDULED, tell=False)
        moving.take(share.pk, lease=lease, until=now)
        ShareAttempt.objects.create(
            share=share,
            number=share.attempts.count() + 1,
            lease=lease,
            content_sha256=share.content_sha256,
            started_at=share.due_at or now,
            finished_at=now,
            outcome=AttemptOutcome.UNCONFIRMED,
            error_code=RESTORED,
        )
        moving.move(share.pk, S.PUBLISHING, S.UNCONFIRMED, lease=lease, reason=RESTORED, next_at=now)
    except AlreadyMoved:
        return False
    return True
