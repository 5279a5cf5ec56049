"""“Approve my week”: every exact text and hour a person was shown, one tap. What changed since is not approved."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from sharing import selectors
from sharing.models import Share
from sharing.services import content, moments, prepared, refusals, shares
from sharing.states import ShareState

S = ShareState


@dataclass(frozen=True, slots=True)
class Seen:
    """One share as its author was shown it: which, and the version of all it holds."""

    public_id: str
    version: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One that was not approved, and why, in words. It stays as it is."""

    public_id: str
    message: str
    code: str
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a week's approval."""

    approved: Sequence[Share]
    refused: Sequence[Refused]


@transaction.atomic
def approve_week(*, actor: Membership, seen: Sequence[Seen]) -> Outcome:
    """Promise each of these prepared drafts for its own hour, exactly as its author was shown it.

    Those that can are approved; one that cannot says why and stays, unchanged. Not approved: what changed since it was
    shown, what still waits for words, whatever `schedule_share` refuses. Twice is once.
    """
    approved: list[Share] = []
    refused: list[Refused] = []
    for each in seen:
        share = Share.objects.filter(membership=actor, public_id=each.public_id).first()
        try:
            with transaction.atomic():
                approved.append(_approve(actor, share, each.version))
        except RuleViolation as violation:
            refused.append(Refused(each.public_id, violation.message, violation.code, share))
    return Outcome(approved, refused)


@transaction.atomic
def move_prepared(*, actor: Membership, share: Share, due_local: str) -> Share:
    """Propose another hour for a prepared draft; nothing is promised. Refuses an hour that is past or is none."""
    row = _locked(actor, share)
    promise = moments.promise(due_at=None, due_local=due_local, zone=actor.time_zone)
    row.due_local, row.zone = promise.due_local, promise.zone
    row.save(update_fields=["due_local", "zone", "updated_at"])
    return row


@transaction.atomic
def remove_prepared(*, actor: Membership, share: Share) -> None:
    """Take a prepared draft out of the week, for good: the idea is not prepared again."""
    prepared.delete(_locked(actor, share))


# --- Inside ----------------------------------------------------------------------------------------------------------
def _approve(actor: Membership, share: Share | None, version: str) -> Share:
    if share is None:
        raise RuleViolation(_("This draft is gone: nothing was scheduled."), code="draft_gone")
    rows = content.whole(Share.objects.filter(membership=actor, pk=share.pk)).select_for_update(of=("self",))
    row = rows.get()
    if row.state in {S.SCHEDULED, S.HELD}:
        return row
    if row.state != S.DRAFT:
        raise refusals.too_late(row)
    network = selectors.network(row.network, actor.organisation)
    account = selectors.connection_for(actor, row.network)
    if prepared.version_of(row, network, account) != version:
        raise RuleViolation(
            _("It has changed since you looked at it. Here it is as it stands now."), code="changed_meanwhile"
        )
    if prepared.waits_for_words(row):
        raise RuleViolation(_("It still waits for your words."), code="text_empty", field="text")
    return shares.promise_draft(actor=actor, share=row, due_local=row.due_local)


def _locked(actor: Membership, share: Share) -> Share:
    row = Share.objects.select_for_update(of=("self",)).filter(membership=actor, pk=share.pk).first()
    if row is None or row.state != S.DRAFT:
        raise RuleViolation(_("This draft is gone: nothing was scheduled."), code="draft_gone")
    return row
