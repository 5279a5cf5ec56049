"""What a test may ask of its installation (`tests.stage`). Values in, values out: they travel as JSON."""

import sqlite3
from datetime import timedelta
from typing import Any

from celery import current_app
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from advocacy.celery import embedded_queue
from advocacy.lib import jobs
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Notification
from advocacy.tenancy import tenant
from sharing.models import Connection, Share, ShareAttempt
from sharing.services import publishing, shares
from tests.factories import cast
from tests.factories.sharing import connect


def prepare() -> bool:
    """Make the tables."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return True


def arrange(grant: dict[str, Any], network: str = "linkedin") -> int:
    """Acme with Amir, an ambassador whose account is connected; the organisation's number."""
    organisation = Organisation.objects.filter(slug="acme").first() or cast.acme()
    membership = cast.acme_member(organisation, "Amir Amrani", enrolled=True)
    with tenant(organisation.pk), transaction.atomic():
        connect(membership, grant, network)
    return int(organisation.pk)


def schedule(text: str, seconds: float = 0, network: str = "linkedin") -> int:
    """Amir's yes to this text; the job is rung for as it is from a page."""
    amir = Membership.objects.select_related("user", "organisation").get(user__email="amir@acme.example")
    due_at = timezone.now() + timedelta(seconds=seconds) if seconds else None
    with tenant(amir.organisation_id):
        share = shares.schedule_share(actor=amir, network=network, text=text, due_at=due_at)
    return int(share.pk)


def all_shares() -> list[dict[str, Any]]:
    """Every share with its attempts."""
    organisation = Organisation.objects.get(slug="acme")
    with tenant(organisation.pk):
        return [
            {
                **{name: getattr(row, name) for name in ("id", "state", "reason", "text", "external_id", "tries")},
                "attempts": list(ShareAttempt.objects.filter(share=row).values_list("outcome", flat=True)),
                "asked": row.asked_at is not None,
                "told": Notification.objects.filter(once_key__contains=row.public_id).count(),
            }
            for row in Share.objects.order_by("pk")
        ]


def hurry() -> bool:
    """Let every lease run out and every waiting time pass."""
    past = timezone.now() - timedelta(seconds=1)
    organisation = Organisation.objects.get(slug="acme")
    Connection.objects.exclude(busy_until=None).update(busy_until=past)
    with tenant(organisation.pk):
        Share.objects.exclude(lease_until=None).update(lease_until=past)
        Share.objects.exclude(next_at=None).update(next_at=past)
    return True


def ring(name: str) -> bool:
    """Put a job into the queue, for the worker."""
    with transaction.atomic():
        jobs.enqueue(name)
    return True


def run(name: str) -> bool:
    """Run a sweep here, and what it enqueues."""
    current_app.conf.task_always_eager = True
    try:
        current_app.tasks[name].run()
    finally:
        current_app.conf.task_always_eager = False
    return True


def publish(organisation_id: int, share_id: int) -> bool:
    """Publish one share here, if it may be; say whether it was taken up."""
    return publishing.publish_one(organisation_id, share_id) is not None


def organisation_id() -> int:
    """Acme's number."""
    return int(Organisation.objects.get(slug="acme").pk)


def lose_the_queue() -> int:
    """Delete every message; return how many there were."""
    queue = sqlite3.connect(embedded_queue(), timeout=10)
    with queue:
        lost = queue.execute("DELETE FROM kombu_message WHERE visible != 0").rowcount
    queue.close()
    return int(lost)
