"""`manage.py bench NAME`: one benchmark, ending in one line of JSON."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from advocacy.bench import burst, claims, drain, due, lane, pages, redirect, seed
from advocacy.bench.report import Result

BENCHMARKS: dict[str, Callable[..., Result]] = {
    "pages": pages.run,
    "redirect": redirect.run,
    "drain": drain.run,
    "claim": claims.run,
    "burst": burst.run,
}
# What takes a number of shares.
OF_SHARES = frozenset({"drain", "claim", "burst"})


class Command(BaseCommand):
    """Start a site of its own, measure, stop it, print the figures and one line of JSON."""

    help = "Run one benchmark on loopback, with a database of its own; the last line is JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the benchmark's name, and how long it may measure."""
        parser.add_argument(
            "name",
            choices=[*BENCHMARKS, "seed", "clicks", "due", "outcome", "lane", "claims", "people", "minute", "campaign"],
        )
        parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure, without preparation")
        parser.add_argument("--ambassadors", type=int, default=20, help="for `seed`, which fills the current database")
        parser.add_argument(
            "--ideas", type=int, default=0, help="for `seed`: two for each ambassador unless it is said"
        )
        parser.add_argument("--shares", type=int, default=0, help="how many shares are due, where that matters")
        parser.add_argument("--at-once", type=int, default=0, help="for `drain`: how many calls are under way at once")
        parser.add_argument("--tokens", type=Path, help="for `due`, which fills the current database")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run it. The others are what a benchmark calls in its own site."""
        name = options["name"]
        if name in BENCHMARKS:
            chosen = {key: options[key] for key in ("shares", "at_once") if options[key]}
            if chosen and name not in OF_SHARES:
                raise CommandError(f"{name} is not about shares: it takes --seconds only.")
            self.show(partial(BENCHMARKS[name], **chosen)(options["seconds"], self.stderr.write))
        elif name == "lane":
            lane.serve(sys.stdin, sys.stdout)
        else:
            self.stdout.write(json.dumps(self.inside(name, options)))

    def inside(self, name: str, options: dict[str, Any]) -> Any:
        """Do one thing in the benchmark's own database."""
        if name == "seed":
            return seed.fill(options["ambassadors"], options["ideas"])
        if name == "clicks":
            return seed.recorded_clicks()
        if name == "outcome":
            return due.outcome()
        if name == "people":
            return due.fill(organisations=burst.ORGANISATIONS, people=burst.PEOPLE, tokens=options["tokens"])
        if name == "minute":
            return due.minute(options["shares"], options["seconds"], burst.SPREAD)
        if name == "campaign":
            return due.campaign(options["shares"], options["seconds"], burst.SINGLES)
        if name == "claims":
            ids = due.fill(organisations=claims.ORGANISATIONS, people=claims.PEOPLE, tokens=options["tokens"])
            return claims.measure(ids, options["shares"])
        ids = due.fill(organisations=drain.ORGANISATIONS, people=drain.PEOPLE, tokens=options["tokens"])
        return due.schedule(ids, options["shares"], due=timezone.now(), spread=0, label="Due")

    def show(self, result: Result) -> None:
        """Print the table for people, then the line for programs."""
        for line in result.table:
            self.stdout.write(line)
        self.stdout.write(json.dumps(result.figures))
        if not result.figures["complete"]:
            raise CommandError("The benchmark could not measure everything; see above.")
