"""Our own counts: clicks of people on tracked links, brought into the running totals."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import semester_at, semester_before
from reporting.models import ShareStat
from reporting.services.schedule import cut_off
from sharing.models import TrackedLink


@transaction.atomic
def roll_clicks(organisation: Organisation) -> int:
    """Bring each share's clicks up to its link's counter; say how many changed. One statement, repeatable.

    A semester that had its cut-off keeps the clicks it had then: the report of a past semester stays what it was.
    """
    now = timezone.now()
    oldest = semester_at(organisation, now)
    before = semester_before(organisation, oldest)
    if now < cut_off(before):
        oldest = before
    counted = TrackedLink.objects.filter(share=OuterRef("share_id")).values("clicks")[:1]
    return (
        ShareStat.objects.filter(published_at__gte=oldest.starts_at, share__link__isnull=False)
        .annotate(counted=Subquery(counted))
        .exclude(clicks=F("counted"), clicks__isnull=False)
        .update(clicks=Subquery(counted))
    )
