"""How much of one person's own may be kept: pictures and documents together."""

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.images import megabytes
from advocacy.people.models import Membership
from content_library.models import Asset, Document


def check_quota(owner: Membership | None, more: int) -> None:
    """Refuse what would take a person's own files over their quota. The library's have none.

    In the transaction that adds them: one person's uploads are counted and added one after the other.
    """
    if owner is None:
        return
    list(Membership.objects.select_for_update(no_key=True).filter(pk=owner.pk).values_list("pk"))
    kept = sum(
        model.objects.filter(owner=owner).aggregate(total=Sum("size"))["total"] or 0 for model in (Asset, Document)
    )
    if kept + more > settings.OWN_UPLOADS_MAX_BYTES:
        raise RuleViolation(
            _("Your own pictures and documents take %(most)s MB at most, and this one would not fit any more.")
            % {"most": megabytes(settings.OWN_UPLOADS_MAX_BYTES)},
            code="quota_used_up",
        )
