"""What a person decides about a share that did not simply go out."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.crashes import crash_point
from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from sharing.models import Share, ShareAttempt
from sharing.selectors.wording import BY_THE_PERSON
from sharing.services import closing, content, moments, moving, parcels, planning, promising, shares
from sharing.states import MAY_BE_OUT, AttemptOutcome, Evidence, ShareState

S = ShareState

# A text that ended in doubt this often is looked at by people, not sent once more.
MOST_ATTEMPTS = 3


@transaction.atomic
def answer_unconfirmed(*, actor: Membership, share: Share, there: bool, publish_again: bool = True) -> Share:
    """End a doubt by the author's word: they looked at their profile.

    There: published, on their word. Not there: the attempt is closed, and the share goes out now, or is called off
    when `publish_again` is false. Answering what has been settled meanwhile changes nothing. Refuses to publish again
    what cannot be published (access ended, idea withdrawn, a third doubt): the question stays open.
    """
    row = Share.objects.filter(membership=actor).select_for_update().filter(pk=share.pk).first()
    if row is None:
        raise RuleViolation(_("This share is not yours."), code="not_yours")
    if row.state != S.UNCONFIRMED:
        return row
    attempts = ShareAttempt.objects.filter(share=row, outcome__in=MAY_BE_OUT)
    attempt = attempts.last()
    began = attempt.started_at if attempt is not None else row.state_changed_at
    if there:
        attempts.update(outcome=AttemptOutcome.PUBLISHED)
        return moving.published(row.pk, S.UNCONFIRMED, evidence=Evidence.PERSON, published_at=began, actor=actor)
    if publish_again:
        _check_again(actor, row)
    attempts.update(outcome=AttemptOutcome.NOT_PUBLISHED, finished_at=timezone.now())
    if not publish_again:
        return moving.move(row.pk, S.UNCONFIRMED, S.CANCELLED, actor=actor, reason=BY_THE_PERSON, next_at=None)
    moved = _now(row)
    again = moving.move(row.pk, S.UNCONFIRMED, S.SCHEDULED, actor=actor, asked_at=None, tries=0, **moved)
    crash_point("in_answer")
    planning.ring_when_due(again)
    return again


@transaction.atomic
def retry(*, actor: Membership, share: Share) -> Share:
    """Send what failed or was missed once more, now: a new share with all it carried, its link included.

    Nothing of the old one may be online. One that is held, or waits for its next try, is promised for now instead.
    Twice is once. Refuses what `schedule_share` refuses, and a share that may be online.
    """
    row = content.whole(Share.objects.filter(membership=actor)).filter(pk=share.pk).first()
    if row is None:
        raise RuleViolation(_("This share is not yours."), code="not_yours")
    if row.state in {S.HELD, S.SCHEDULED}:
        return shares.move_share(actor=actor, share=row)
    key = f"retry-{row.public_id}"
    made = Share.objects.filter(membership=actor).filter(request_key=key).first()
    if made is not None and made.state != S.DRAFT:
        return made
    if row.state not in {S.FAILED, S.MISSED} or row.attempts.filter(outcome__in=MAY_BE_OUT).exists():
        raise RuleViolation(_("This share cannot be sent again."), code="cannot_change")
    link = row.link
    if made is None:
        # The link moves along: nobody has seen it, and the text that carries it stays what was approved.
        Share.objects.filter(pk=row.pk).update(link=None)
        made = Share(
            membership=actor,
            network=row.network,
            item=row.item,
            angle_id=row.angle_id,
            suggested_text_id=row.suggested_text_id,
            title=row.title,
            text=row.text,
            document=row.document,
            reshare_of=row.reshare_of,
            card_title=row.card_title,
            card_description=row.card_description,
            link=link,
            zone=row.zone,
            request_key=key,
        )
        try:
            with transaction.atomic():
                made.save()
                parcels.copy_rows(row, made)
        except IntegrityError:
            return Share.objects.filter(membership=actor).get(request_key=key)
    closing.deal_with(row)
    return shares.promise_draft(actor=actor, share=made)


def _check_again(actor: Membership, row: Share) -> None:
    if ShareAttempt.objects.filter(share=row).count() >= MOST_ATTEMPTS:
        raise RuleViolation(
            _("It was tried three times. Copy the text and post it yourself, or leave it."), code="too_many_tries"
        )
    planning.check_author(actor)
    planning.check_item(row.item)
    planning.connection_to_use(actor, row.network, row.connection)


def _now(row: Share) -> dict[str, Any]:
    now = timezone.now()
    late = planning.grace(promising.grace_of(row))
    return {
        "due_at": now,
        "due_local": moments.at(now, row.zone).due_local,
        "publish_before": now + late,
        "next_at": now,
    }
