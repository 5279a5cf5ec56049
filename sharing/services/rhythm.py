"""A person's own pace, and what they want to see of it: theirs alone to set."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.models import Membership
from sharing.models import SharingChoices

MOST_A_WEEK = 14


@transaction.atomic
def change_pace(*, actor: Membership, per_week: int | None) -> SharingChoices:
    """Say how many shares a week the actor wants at most; None: no word about it. It never blocks anything."""
    if per_week is not None and not 1 <= per_week <= MOST_A_WEEK:
        raise RuleViolation(_("Choose a number between 1 and 14, or none."), code="pace_invalid", field="per_week")
    row, _created = SharingChoices.objects.update_or_create(membership=actor, defaults={"per_week": per_week})
    return row


@transaction.atomic
def hide_balance(*, actor: Membership) -> SharingChoices:
    """Put “your balance” aside for thirty days."""
    until = timezone.localdate() + SharingChoices.HIDDEN_FOR
    row, _created = SharingChoices.objects.update_or_create(membership=actor, defaults={"balance_hidden_until": until})
    return row


@transaction.atomic
def show_balance(*, actor: Membership) -> None:
    """Bring it back."""
    SharingChoices.objects.filter(membership=actor).update(balance_hidden_until=None)
