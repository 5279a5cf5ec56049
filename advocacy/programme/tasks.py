"""Jobs of the programme."""

from celery import shared_task

from advocacy.organisations import selectors as organisations
from advocacy.programme import services
from advocacy.tenancy import tenant


@shared_task(name="programme.end_breaks")
def end_breaks() -> None:
    """Bring back whoever chose a last day for their break, once it has passed."""
    for organisation in organisations.active():
        with tenant(organisation.pk):
            services.end_breaks(organisation)
