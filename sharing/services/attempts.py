"""Attempts: the rows written ahead of a call. Once they are committed, bytes may be out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from sharing.models import ShareAttempt
from sharing.services import epochs
from sharing.services.orders import WORKER, Order
from sharing.states import MAY_BE_OUT, AttemptStep


@dataclass(frozen=True)
class Past:
    """What was tried before with one share."""

    number: int = 0
    may_be_out: bool = False


def past(share_ids: Iterable[int]) -> dict[int, Past]:
    """The tries made with each of these shares, in one query. Inside a tenant, with the shares locked."""
    found = dict.fromkeys(share_ids, Past())
    rows = ShareAttempt.objects.filter(share__in=list(found)).order_by("number")
    for share_id, number, step, outcome in rows.values_list("share_id", "number", "step", "outcome"):
        out = step == AttemptStep.POST and outcome in MAY_BE_OUT
        found[share_id] = Past(number, out or found[share_id].may_be_out)
    return found


def write_ahead(orders: Sequence[Order], past: Mapping[int, Past]) -> None:
    """Write one attempt for each of these. In the transaction that decided that they go."""
    written = ShareAttempt.objects.bulk_create(
        ShareAttempt(
            share_id=order.share_id,
            number=past[order.share_id].number + 1,
            lease=order.lease,
            content_sha256=order.sha256,
            worker=WORKER[:80],
        )
        for order in orders
    )
    last = max(attempt.pk for attempt in written)
    transaction.on_commit(lambda: epochs.note(last))
