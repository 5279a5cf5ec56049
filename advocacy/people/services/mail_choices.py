"""What a person is written about, and when: their own choice, and theirs alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time
from typing import Final

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.emails import absolute
from advocacy.lib.errors import RuleViolation
from advocacy.people import selectors
from advocacy.people.models import MailChoices, Membership
from advocacy.people.states import ALWAYS_MAILED, Digest, NotificationKind

DIGEST: Final = "digest"
_SALT: Final = "people.stop"


@dataclass(frozen=True, slots=True)
class StopLink:
    """What a stop link lets its holder do, and nothing else: stop e-mails of one kind to one person."""

    organisation_id: int
    membership_id: int
    # A `NotificationKind`, or "digest".
    kind: str


@transaction.atomic
def change_mail_choices(
    *,
    actor: Membership,
    unwanted: Collection[NotificationKind] | None = None,
    mail_from: time | None = None,
    mail_until: time | None = None,
    at_weekends: bool | None = None,
    digest: Digest | None = None,
) -> MailChoices:
    """Change how the actor is written to here; what is not given stays. Nobody chooses for somebody else.

    Refuses to switch off what asks for a gesture only the person can make, and hours that leave no time at all.
    """
    row, _created = MailChoices.objects.select_for_update().get_or_create(membership=actor)
    if unwanted is not None:
        if ALWAYS_MAILED & set(unwanted):
            raise RuleViolation(
                _("E-mails about a share that failed or needs your word always come: only you can settle it."),
                code="always_mailed",
                field="unwanted",
            )
        row.unwanted = sorted(unwanted)
    row.mail_from = row.mail_from if mail_from is None else mail_from
    row.mail_until = row.mail_until if mail_until is None else mail_until
    if row.mail_from == row.mail_until:
        raise RuleViolation(_("Choose two different hours."), code="hours_empty", field="mail_until")
    row.at_weekends = row.at_weekends if at_weekends is None else at_weekends
    if digest is not None and digest != row.digest:
        if row.digest == Digest.NEVER:
            # What came out while no summary was wanted is no news.
            row.digest_done_at = timezone.now()
        row.digest = digest
    row.save()
    return row


def stop_url(membership: Membership, kind: str) -> str:
    """Where its holder may stop e-mails of this kind; empty for those that cannot be stopped."""
    if kind in ALWAYS_MAILED:
        return ""
    token = signing.dumps([membership.organisation_id, membership.pk, str(kind)], salt=_SALT)
    return absolute(reverse("people:mail_stop", kwargs={"token": token}))


def read_stop_link(token: str) -> StopLink | None:
    """What this link allows; None when it is not one of ours. It works as long as its person is here."""
    try:
        organisation_id, membership_id, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    if kind != DIGEST and kind not in NotificationKind:
        return None
    return StopLink(organisation_id, membership_id, kind)


def stop(*, actor: Membership, kind: str) -> MailChoices:
    """Stop e-mails of one kind, the summary included. Twice changes nothing."""
    if kind == DIGEST:
        return change_mail_choices(actor=actor, digest=Digest.NEVER)
    already = selectors.mail_choices(actor).unwanted
    return change_mail_choices(actor=actor, unwanted={*map(NotificationKind, already), NotificationKind(kind)})
