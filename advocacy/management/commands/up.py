"""`manage.py up`: the whole site under one parent that stops everything it started."""

import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from advocacy.lib import processes, statistics

# Visitors of the demo see the networks' figures come back within minutes rather than after an hour.
DEMO_PACE = {"MEASURE_FIRST_MINUTES": "1"}
FRENCH = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "").startswith(
    "fr"
)
START_TIMEOUT = 60.0
# A child that keeps dying is started again after 1, 2, 4 … 30 seconds; one that lived a minute starts afresh.
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0


def bilingual(english: str, french: str) -> str:
    """Return a sentence in the terminal's language: these are said before any catalogue is compiled."""
    return french if FRENCH else english


@dataclass
class Role:
    """One kind of child, and how often it had to be started again."""

    name: str
    argv: list[str]
    child: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    again_at: float = field(default=0.0)

    def died(self, now: float) -> float:
        """Take note of a death; return the pause before the next start."""
        self.deaths = 1 if now - self.started_at > STEADY_AFTER else self.deaths + 1
        pause = float(min(LONGEST_PAUSE, 2 ** (self.deaths - 1)))
        self.child, self.again_at = None, now + pause
        return pause


class Command(BaseCommand):
    """Prepare the installation, then run web, worker, scheduler and, in the demo, the simulated networks."""

    help = "Run the whole site: web, worker, scheduler and, with --demo, the simulated networks. Ctrl-C stops it all."
    requires_system_checks: list[str] = []
    stopping = False
    running = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --demo and --prepare."""
        parser.add_argument("--demo", action="store_true", help="with fictional people and simulated networks")
        parser.add_argument("--prepare", action="store_true", help="bring everything up to date, start nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check what would stop us, prepare, run until told to stop."""
        if options["demo"] and not settings.DEMO:
            # Settings are read once: begin again, as the same process, in demo mode.
            os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "DEMO": "1"})  # noqa: S606 -- ourselves
        if "MAKELEVEL" in os.environ:
            processes.die_with_parent()
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        if options["prepare"]:
            self.prepare(demo=options["demo"])
            return
        self.refuse_taken_ports()
        with self.only_one():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, self.stop)
            self.prepare(demo=options["demo"])
            with processes.Family() as family:
                self.run(family)
            self.say("Everything has stopped.", "Tout est arrêté.")

    def stop(self, *_args: Any) -> None:
        """Note that we were asked to stop; asked while preparing, stop at once, and asked twice, without tidying up."""
        asked_before, self.stopping = self.stopping, True
        if self.running:
            return
        if asked_before:
            os._exit(130)
        sys.exit(130)

    # --- Before ------------------------------------------------------------------------------------------------------
    def refuse_taken_ports(self) -> None:
        """Say which port is taken and by which name another one is chosen, before anything is written or started."""
        wanted = {"PORT": settings.PORT, **({"SIMULATOR_PORT": settings.SIMULATOR_PORT} if settings.DEMO else {})}
        if len(set(wanted.values())) < len(wanted):
            self.give_up("PORT and SIMULATOR_PORT must differ.", "PORT et SIMULATOR_PORT doivent différer.")
        for name, port in wanted.items():
            if not processes.port_is_free(port):
                self.give_up(
                    f"Port {port} on 127.0.0.1 is taken. Free it, or choose another: {name}={port + 10} make run",
                    f"Le port {port} de 127.0.0.1 est pris. Libérez-le ou changez-le : {name}={port + 10} make run",
                )

    def only_one(self) -> IO[str]:
        """Hold the folder: two schedulers and two preparations of one folder would be in each other's way."""
        lock = (settings.VAR_DIR / "up.lock").open("w", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.give_up(
                f"Relais already runs from {settings.VAR_DIR}. Another VAR_DIR gives a second, separate one.",
                f"Relais tourne déjà depuis {settings.VAR_DIR}. Un autre VAR_DIR en donne un second, séparé.",
            )
        return lock

    def prepare(self, *, demo: bool) -> None:
        """Bring database, translations, typeface, static files and, in the demo, its people up to date."""
        self.say("Preparing the database …", "Préparation de la base …")
        errors = [issue for issue in checks.run_checks(databases=["default"]) if issue.is_serious()]
        if errors:
            self.give_up(*["\n".join(f"{issue.id}: {issue.msg} {issue.hint or ''}" for issue in errors)] * 2)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("messages", compile=True, verbosity=0)
        call_command("build_fonts", verbosity=0)
        if not settings.DEBUG:
            collect_static()
        if demo:
            self.say("Loading the demo …", "Chargement de la démonstration …")
            call_command("demo", if_empty=True, verbosity=0)
        statistics.refresh()
        connections.close_all()

    # --- During ------------------------------------------------------------------------------------------------------
    def run(self, family: processes.Family) -> None:
        """Start the children, say where the site is, start again what dies, until told to stop."""
        self.running = True
        roles = self.roles()
        web = roles[0]
        for role in roles:
            self.start(family, role)
        announced = False
        while not self.stopping:
            now = time.monotonic()
            for role in roles:
                self.look_after(family, role, now)
            if not announced:
                announced = self.announce(web)
                if not announced and (web.deaths or now - web.started_at > START_TIMEOUT):
                    self.give_up("The web server did not start.", "Le serveur web n’a pas démarré.")
            time.sleep(0.2)
        self.say("Stopping …", "Arrêt …")

    def roles(self) -> list[Role]:
        """Return the children, the web first."""
        roles = [
            Role("web", processes.web_server("advocacy.wsgi:application", settings.PORT)),
            *self.workers(),
            Role("beat", processes.beat(settings.VAR_DIR / "beat-schedule")),
        ]
        if settings.DEMO:
            port, data = str(settings.SIMULATOR_PORT), str(settings.VAR_DIR / "simulator")
            argv = processes.interpreter("-m", "sharing.simulator", "--demo", "--port", port, "--data", data)
            roles.append(Role("simulator", argv))
        return roles

    def workers(self) -> list[Role]:
        """Return the worker processes."""
        if settings.WORKER_PROCESSES < 2:
            return [Role("worker", processes.worker())]
        names = [f"worker{number}" for number in range(1, settings.WORKER_PROCESSES + 1)]
        return [Role(name, processes.worker(name=name)) for name in names]

    def start(self, family: processes.Family, role: Role) -> None:
        """Start one child, in this process's environment."""
        role.started_at = time.monotonic()
        role.child = family.start(
            role.argv,
            env={**(DEMO_PACE if settings.DEMO else {}), **os.environ, "PYTHONUNBUFFERED": "1"},
            cwd=settings.BASE_DIR,
        )

    def look_after(self, family: processes.Family, role: Role, now: float) -> None:
        """Start a dead child again when its pause is over."""
        if role.child is None:
            if now >= role.again_at:
                self.start(family, role)
            return
        code = role.child.poll()
        if code is None:
            return
        family.forget(role.child)
        pause = role.died(now)
        self.say(
            f"{role.name} ended ({code}); it starts again in {pause:.0f} s.",
            f"{role.name} s’est arrêté ({code}) ; il redémarre dans {pause:.0f} s.",
        )

    def announce(self, web: Role) -> bool:
        """Say where the site is, once it answers."""
        url = f"http://{processes.HOST}:{settings.PORT}/"
        if web.child is None or not processes.answers(settings.PORT, "/health/", timeout=2.0):
            return False
        self.say(
            f"Relais is ready: {self.style.SUCCESS(url)}  (Ctrl-C stops everything)",
            f"Relais est prêt : {self.style.SUCCESS(url)}  (Ctrl-C arrête tout)",
        )
        return True

    # --- Words -------------------------------------------------------------------------------------------------------
    def say(self, english: str, french: str) -> None:
        """Print one line, at once."""
        self.stdout.write(bilingual(english, french))
        self.stdout.flush()

    def give_up(self, english: str, french: str) -> NoReturn:
        """Print one line of regret and end with 1."""
        self.stderr.write(bilingual(english, french))
        sys.exit(1)


def collect_static() -> None:
    """Collect and compress the static files, unless nothing changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _static_fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    # Packages bring pages we do not show: Redoc, the browsable API.
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["redoc*", "rest_framework"])
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")


def _static_fingerprint() -> str:
    found = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            found.append((path, status.st_size, status.st_mtime_ns))
    return hashlib.sha256(repr(sorted(found)).encode()).hexdigest()
