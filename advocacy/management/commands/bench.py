"""`manage.py bench NAME`: one benchmark, ending in one line of JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from advocacy.bench import pages, redirect, seed
from advocacy.bench.report import Result

BENCHMARKS = {"pages": pages.run, "redirect": redirect.run}


class Command(BaseCommand):
    """Start a site of its own, measure, stop it, print the figures and one line of JSON."""

    help = "Run one benchmark on loopback, with a database of its own; the last line is JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the benchmark's name, and how long it may measure."""
        parser.add_argument("name", choices=[*BENCHMARKS, "seed", "clicks"])
        parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure, without preparation")
        parser.add_argument("--ambassadors", type=int, default=20, help="for `seed`, which fills the current database")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run it. `seed` and `clicks` are what a benchmark calls in its own site."""
        name = options["name"]
        if name == "seed":
            self.stdout.write(json.dumps(seed.fill(options["ambassadors"])))
        elif name == "clicks":
            self.stdout.write(json.dumps(seed.recorded_clicks()))
        else:
            self.show(BENCHMARKS[name](options["seconds"], self.stderr.write))

    def show(self, result: Result) -> None:
        """Print the table for people, then the line for programs."""
        for line in result.table:
            self.stdout.write(line)
        self.stdout.write(json.dumps(result.figures))
        if not result.figures["complete"]:
            raise CommandError("The benchmark could not measure everything; see above.")
