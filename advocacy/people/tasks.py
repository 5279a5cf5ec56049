"""Jobs about people. Each may run twice; none opens a connection to the mail server inside a transaction."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from advocacy.lib import jobs, statistics
from advocacy.organisations import selectors as organisations
from advocacy.people import services
from advocacy.tenancy import tenant


@shared_task(name="people.send_delivery", **jobs.MAILING)
def send_delivery(*, organisation_id: int, delivery_id: int) -> None:
    """Mail one notification or summary to its person, once, when they want it."""
    with tenant(organisation_id):
        letter = services.take_delivery(delivery_id)
    if letter is not None:
        attempt = letter.attempt()
        with tenant(organisation_id):
            services.note_delivery(delivery_id, attempt)


@shared_task(name="people.send_invitation", **jobs.MAILING)
def send_invitation(*, organisation_id: int, invitation_id: int) -> None:
    """Mail one invitation, once."""
    with tenant(organisation_id):
        letter = services.invitation_letter(invitation_id)
    if letter is not None:
        letter.send()
        with tenant(organisation_id):
            services.invitation_sent(invitation_id)


@shared_task(name="people.send_pending_notifications")
def send_pending_notifications() -> None:
    """The sweep that finds the letters a lost message forgot."""
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            services.ring_forgotten_letters(organisation_id)


@shared_task(name="people.purge")
def purge() -> None:
    """Delete what has served its time, organisation by organisation, and expired sessions."""
    SessionStore.clear_expired()
    for organisation_id in organisations.active_ids():
        with tenant(organisation_id):
            services.purge()
    statistics.refresh()


@shared_task(name="people.prepare_digests")
def prepare_digests() -> None:
    """The sweep over summaries: one job per organisation."""
    for organisation_id in organisations.active_ids():
        jobs.enqueue("people.prepare_digests_of", organisation_id=organisation_id)


@shared_task(name="people.prepare_digests_of")
def prepare_digests_of(*, organisation_id: int) -> None:
    """Make an e-mail of each summary that one organisation's people are due."""
    with tenant(organisation_id):
        services.prepare_digests(organisation_id)
