"""`manage.py purge`: delete now what has served its time. The worker does the same every night."""

from typing import Any

from django.core.management.base import BaseCommand

from advocacy.organisations import selectors as organisations
from advocacy.people.services import purge
from advocacy.tenancy import tenant


class Command(BaseCommand):
    """Delete answered invitations, read notifications and old journal lines, organisation by organisation."""

    help = "Delete what has served its time: invitations, notifications, journal. The worker does it every night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Purge each organisation and say what went."""
        for organisation in organisations.active():
            with tenant(organisation.pk):
                counts = purge()
            said = ", ".join(f"{count} {name}" for name, count in counts.items())
            self.stdout.write(f"{organisation.slug}: {said}")
