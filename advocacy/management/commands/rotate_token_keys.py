"""`manage.py rotate_token_keys`: encrypt every stored secret anew with the first of TOKEN_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from advocacy.lib import crypto

# What holds ciphertexts is a floor above this one: it is named, and fetched when the command runs.
ROTATE = "sharing.services.rotation.rotate"


class Command(BaseCommand):
    """Change the encryption key without a break: add the new key in front, run this, take the old key away."""

    help = (
        "Encrypt tokens and secrets anew with the first key of TOKEN_KEYS. To change the key: put the new one in front "
        "(k2:…,k1:…), restart, run this, and once it says that nothing is left take the old one away. Interrupted, it "
        "goes on where it stopped when run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the batch size."""
        parser.add_argument("--batch", type=int, default=500, help="rows per transaction (500)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rotate batch by batch; fail loudly when something cannot be opened."""
        report = import_string(ROTATE)(batch=max(1, options["batch"]))
        self.stdout.write(f"With key {crypto.first_key()!r} now: {report.renewed} renewed, {report.left} left.")
        if report.unreadable:
            raise CommandError(
                f"{report.unreadable} cannot be opened with any key: their owners must connect again "
                "(or the key they were made with was taken away too early)."
            )
