"""The rhythm of announcements and of shares: what the communications team chose for its organisation."""

from typing import Final, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import Cadence

# What each may be: a gap of a working day at most, so that a day can always hold something.
LIMITS: Final = {
    "page_per_day": (1, 20),
    "page_gap_minutes": (0, 600),
    "share_per_day": (1, 50),
    "share_gap_minutes": (0, 240),
}


class CadenceValues(TypedDict, total=False):
    """What can be set. What is left out stays as it is."""

    page_per_day: int
    page_gap_minutes: int
    share_per_day: int
    share_gap_minutes: int


@transaction.atomic
def set_cadence(*, actor: Membership, **values: Unpack[CadenceValues]) -> Cadence:
    """Choose how many announcements and shares of one idea a day may hold, and how far apart they stand.

    It warns and proposes; it forbids nobody an hour of their own. Refuses numbers that no day could follow.
    """
    row = Cadence.objects.first() or Cadence()
    changes = {}
    for name, value in values.items():
        number = int(str(value))
        least, most = LIMITS[name]
        if not least <= number <= most:
            raise RuleViolation(
                _("Choose a number from %(least)d to %(most)d.") % {"least": least, "most": most},
                code="cadence_invalid",
                field=name,
            )
        if getattr(row, name) != number:
            changes[name] = [getattr(row, name), number]
            setattr(row, name, number)
    if changes or row.pk is None:
        row.save()
        record_audit(actor=actor, verb="cadence.changed", subject=actor.organisation, changes=changes)
    return row
