"""`manage.py demo`: the demo's two organisations, made anew from one seed."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from advocacy.demo import clearing, loading


class Command(BaseCommand):
    """Load the demo: fictional people, a year of shares, simulated networks. Only in demo mode."""

    help = "Load the demo's two organisations. Refuses unless DEMO is on."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --if-empty and --reset."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is any organisation")
        parser.add_argument(
            "--reset", action="store_true", help="first remove EVERY organisation and person, visitors' ones included"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, after clearing when asked to."""
        if not settings.DEMO:
            raise CommandError("This installation is not in demo mode (DEMO=1): nothing was changed.")
        began = time.monotonic()
        if options["reset"]:
            visitors = clearing.clear()
            if visitors:
                self.say(options, f"Also removed, created by visitors: {', '.join(visitors)}.")
        elif loading.is_loaded():
            if options["if_empty"]:
                return
            raise CommandError("There are organisations already. Use --reset to remove all of them and begin anew.")
        counts = loading.load(timezone.now())
        made = ", ".join(f"{name} ({count} shares)" for name, count in counts.items())
        self.say(options, f"The demo is ready in {time.monotonic() - began:.1f} s: {made}.")

    def say(self, options: dict[str, Any], sentence: str) -> None:
        """Print one line, unless asked to be quiet."""
        if options["verbosity"] > 0:
            self.stdout.write(sentence)
