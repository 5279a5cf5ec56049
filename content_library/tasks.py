"""Jobs of the library."""

from celery import shared_task

from advocacy.lib import jobs
from advocacy.organisations import selectors as organisations
from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from content_library.services import company, expiry, gathering, lookups, proposals, search


@shared_task(name="content_library.sweep")
def sweep() -> None:
    """Ask each organisation's items whether they are over, and whether they can be found."""
    for organisation_id in organisations.active_ids():
        jobs.enqueue("content_library.expire_items", organisation_id=organisation_id)
        jobs.enqueue("content_library.index_items", organisation_id=organisation_id)


@shared_task(name="content_library.expire_items")
def expire_items(*, organisation_id: int) -> None:
    """End what has an end, in one organisation."""
    with tenant(organisation_id):
        expiry.expire_items()


@shared_task(name="content_library.index_items")
def index_items(*, organisation_id: int) -> None:
    """Make findable what was not indexed as it was written, in one organisation."""
    with tenant(organisation_id):
        if search.index_items():
            jobs.enqueue("content_library.index_items", organisation_id=organisation_id)


@shared_task(name="content_library.purge")
def purge() -> None:
    """Forget what people took back a while ago, in each organisation."""
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            proposals.purge()


@shared_task(name="content_library.read_sources")
def read_sources() -> None:
    """Ring for each source whose turn it is, and let go by what nobody sorted."""
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            gathering.ring_for_due_sources(organisation_id)
            gathering.forget_old()
            lookups.forget_old()


@shared_task(name="content_library.read_source", **jobs.MEASURING)
def read_source(*, organisation_id: int, source_id: int) -> None:
    """Visit one source."""
    gathering.gather(organisation_id, source_id)


@shared_task(name="content_library.read_link")
def read_link(*, organisation_id: int, lookup_id: int) -> None:
    """Read the page behind a pasted link."""
    lookups.look_up(organisation_id, lookup_id)


@shared_task(name="content_library.watch_pages")
def watch_pages() -> None:
    """Ask each organisation's pages whether they have fallen silent."""
    for organisation_id in organisations.active_ids():
        jobs.enqueue("content_library.watch_pages_of", organisation_id=organisation_id)


@shared_task(name="content_library.watch_pages_of")
def watch_pages_of(*, organisation_id: int) -> None:
    """Tell one organisation's communications team of its silent pages."""
    with tenant(organisation_id):
        company.tell_of_idle_pages(Organisation.objects.get(pk=organisation_id))
