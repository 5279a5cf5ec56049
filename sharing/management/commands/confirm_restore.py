"""`manage.py confirm_restore`: publish again after a backup was restored, without publishing anything twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sharing.services import quarantine


class Command(BaseCommand):
    """Ends the quarantine that begins when a database comes up that is older than what was published."""

    help = (
        "How to restore a backup: 1. stop every worker. 2. restore the database; leave the history file "
        "(HISTORY_FILE) as it is: it is no part of a backup. 3. start the workers: they notice, and publish nothing. "
        "Where the history file is lost as well, they notice that too; where an old one came back with the rest, say "
        "--begin before you start them. 4. look at --status, check that this is the database you want, and that the "
        "old one is switched off for good. 5. run this command: each share that was due meanwhile is looked up where "
        "the network allows it, and otherwise its author is asked whether it is online. Shares due later go out as "
        "promised."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what else it does."""
        parser.add_argument("--status", action="store_true", help="only say whether publishing is in quarantine")
        parser.add_argument("--begin", action="store_true", help="begin a quarantine by hand")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say, begin or end."""
        if options["begin"]:
            quarantine.begin()
        elif not options["status"]:
            self.stdout.write(f"Authors asked whether their share is online: {quarantine.confirm()}")
        row = quarantine.standing()
        if row is None:
            self.stdout.write("Publishing is not in quarantine.")
        else:
            since = f"{row.quarantined_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"In quarantine since {since} ({row.quarantine_reason}): nothing is published.")
