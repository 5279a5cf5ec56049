"""What is deleted when, as a table; a job enforces it and a query proves it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reporting.models import MetricSnapshot
from reporting.states import Source

# What a network answered about one person's post may be kept 48 hours (the strictest of the networks' terms, applied to
# all of them). The running total of the share is our own aggregate and stays. What a person imported or declared is
# theirs and stays with them.
RAW_ANSWERS: Final = timedelta(hours=48)
# The job runs every hour: an hour before the end, so that no row is ever older than promised.
MARGIN: Final = timedelta(hours=1)


def overdue(now: datetime | None = None) -> QuerySet[MetricSnapshot]:
    """The raw answers that should no longer exist: always empty while the job runs."""
    return MetricSnapshot.objects.filter(source=Source.NETWORK, captured_at__lt=(now or timezone.now()) - RAW_ANSWERS)


@transaction.atomic
def purge_snapshots() -> int:
    """Delete the raw answers whose time is up; say how many."""
    limit = timezone.now() - RAW_ANSWERS + MARGIN
    deleted, _by_model = MetricSnapshot.objects.filter(source=Source.NETWORK, captured_at__lt=limit).delete()
    return deleted
