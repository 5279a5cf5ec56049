"""The jobs about figures. Sweeps ring one job per organisation; each job may run twice."""

from celery import shared_task

from advocacy.lib import jobs
from advocacy.organisations import selectors as organisations
from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from reporting.services import clicks, collecting, keeping, retention


@shared_task(name="reporting.collect_figures", **jobs.MEASURING)
def collect_figures() -> None:
    """Ring one collection per organisation."""
    for organisation_id in organisations.active_ids():
        jobs.enqueue("reporting.collect_organisation", organisation_id=organisation_id)


@shared_task(name="reporting.collect_organisation", **jobs.MEASURING)
def collect_organisation(*, organisation_id: int) -> None:
    """Make the running totals that are missing, then measure what is due."""
    with tenant(organisation_id):
        keeping.keep_missing_stats()
    collecting.collect_organisation(Organisation.objects.get(pk=organisation_id))


@shared_task(name="reporting.roll_clicks", **jobs.MEASURING)
def roll_clicks() -> None:
    """Ring one count of clicks per organisation."""
    for organisation_id in organisations.active_ids():
        jobs.enqueue("reporting.roll_clicks_of_organisation", organisation_id=organisation_id)


@shared_task(name="reporting.roll_clicks_of_organisation", **jobs.MEASURING)
def roll_clicks_of_organisation(*, organisation_id: int) -> None:
    """Bring the clicks of one organisation's shares into their running totals."""
    with tenant(organisation_id):
        clicks.roll_clicks(Organisation.objects.get(pk=organisation_id))


@shared_task(name="reporting.purge", **jobs.MEASURING)
def purge() -> None:
    """Ring one clearing per organisation."""
    for organisation_id in organisations.active_ids():
        jobs.enqueue("reporting.purge_organisation", organisation_id=organisation_id)


@shared_task(name="reporting.purge_organisation", **jobs.MEASURING)
def purge_organisation(*, organisation_id: int) -> None:
    """Delete one organisation's raw answers whose time is up."""
    with tenant(organisation_id):
        retention.purge_snapshots()
