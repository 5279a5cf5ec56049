"""What the organisation wants its library to be like."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import LibraryTargets
from content_library.states import Family


@transaction.atomic
def set_library_targets(
    *, actor: Membership, bands: Mapping[str, tuple[int, int]], old_after_days: int
) -> LibraryTargets:
    """Choose the bands of the families, in percent, and when an idea is old.

    Refuses a band upside down or outside 0 to 100, and bands that no mix can satisfy together.
    """
    for family in Family:
        low, high = bands[family]
        if not 0 <= low <= high <= 100:
            message = _("From 0 to 100, the smaller number first.")
            raise RuleViolation(message, code="band_upside_down", field=f"{family.value}_high")
    if sum(low for low, _high in bands.values()) > 100 or sum(high for _low, high in bands.values()) < 100:
        message = _("No mix can be within all four bands: the parts together are 100 percent.")
        raise RuleViolation(message, code="bands_impossible")
    if not 14 <= old_after_days <= 730:
        raise RuleViolation(_("Choose from 14 to 730 days."), code="days_invalid", field="old_after_days")
    values = {"bands": {key: list(band) for key, band in bands.items()}, "old_after_days": old_after_days}
    targets = LibraryTargets.objects.select_for_update().first() or LibraryTargets()
    for name, value in values.items():
        setattr(targets, name, value)
    targets.save()
    record_audit(actor=actor, verb="library.targets_changed", subject=targets)
    return targets
