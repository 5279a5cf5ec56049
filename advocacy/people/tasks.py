"""Jobs about people. Each may run twice; none opens a connection to the mail server inside a transaction."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from advocacy.lib import jobs
from advocacy.organisations import selectors as organisations
from advocacy.people import services
from advocacy.tenancy import tenant


@shared_task(name="people.send_notification", **jobs.MAILING)
def send_notification(*, organisation_id: int, notification_id: int) -> None:
    """Mail one notification to its person, once."""
    with tenant(organisation_id):
        letter = services.notification_letter(notification_id)
    if letter is not None:
        letter.send()
        with tenant(organisation_id):
            services.notification_sent(notification_id)


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
