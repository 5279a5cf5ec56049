"""What a program may do with a person's shares: prepare drafts, never give the final yes.

The API speaks through a token, without the person looking on. So everything here stays before the promise or takes one
back; what is promised is changed, moved or sent again in the product alone, by the person.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from sharing.models import Share
from sharing.services import answers, shares
from sharing.states import ShareState


@transaction.atomic
def change_draft(*, actor: Membership, share: Share, **changes: Any) -> Share:
    """Change a draft, as `shares.edit_share` does; it stays a draft. Refuses a share that has been promised."""
    row = Share.objects.filter(membership=actor).select_for_update().filter(pk=share.pk).first()
    if row is None or row.state != ShareState.DRAFT:
        raise RuleViolation(
            _("This share is no draft any more: only its author changes it, in the product."), code="already_promised"
        )
    return shares.edit_share(actor=actor, share=row, **changes)


def settle_doubt(*, actor: Membership, share: Share, there: bool) -> Share:
    """End a doubt by the author's word: it is online, or it is to be left. Never sends anything again.

    Refuses a share that is not in doubt.
    """
    if share.state != ShareState.UNCONFIRMED:
        raise RuleViolation(_("There is no doubt about this share."), code="not_in_doubt")
    return answers.answer_unconfirmed(actor=actor, share=share, there=there, publish_again=False)
