"""`manage.py pause_publishing`: the switch that stops all publishing within seconds, and starts it again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from advocacy.organisations import selectors as organisations
from sharing.models import Application, NetworkPause
from sharing.networks import REGISTRY
from sharing.services import alarms, pauses

THROUGH = {Application.SITE.value: "installation's", Application.OWN.value: "own"}


class Command(BaseCommand):
    """Stop publishing everywhere, on one network or in one organisation; a call already under way ends by itself."""

    help = (
        "Stop publishing: everywhere, or with --network and --organisation only there. In force at once: workers ask "
        "before they claim and again before they send. --resume starts it again; what is due meanwhile goes out then, "
        "unless it is past its latest time. --list shows what is stopped, by whatever, and what waits for you. "
        "A hold of an organisation is lifted on its own pages, a restored backup confirmed by confirm_restore."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what to stop, or to start again."""
        parser.add_argument("--network", default="", help="one network, by its key")
        parser.add_argument("--organisation", default="", help="one organisation, by its address")
        parser.add_argument("--resume", action="store_true", help="start again")
        parser.add_argument("--list", action="store_true", help="show what is stopped")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Stop or start, and say what is stopped now."""
        network = options["network"]
        if network and network not in REGISTRY:
            raise CommandError(f"No network is called {network!r}. There are: {', '.join(REGISTRY)}.")
        organisation = organisations.by_slug(options["organisation"]) if options["organisation"] else None
        if options["organisation"] and organisation is None:
            raise CommandError(f"No organisation lives at {options['organisation']!r}.")
        if options["resume"]:
            self.stdout.write(f"Ended: {pauses.resume(network=network, organisation=organisation)}")
        elif not options["list"]:
            pauses.pause(network=network, organisation=organisation)
        for row in NetworkPause.objects.select_related("organisation"):
            where = row.organisation.name if row.organisation else "every organisation"
            until = f"until {row.until:%Y-%m-%d %H:%M} UTC" if row.until else "until somebody resumes"
            through = f", through the {THROUGH[row.application]} application" if row.application else ""
            self.stdout.write(f"Stopped: {row.network or 'every network'}, {where}{through}, {until} ({row.reason})")
        for alarm in alarms.standing():
            self.stdout.write(f"Waits for you since {alarm.raised_at:%Y-%m-%d %H:%M} UTC: {alarm.text}")
