"""A site of a benchmark's own: temporary folder and database, free port, gone afterwards."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from advocacy.lib import processes

START_TIMEOUT = 60.0
COMMAND_TIMEOUT = 300.0


@dataclass(frozen=True)
class Site:
    """A running site, and what its database was filled with."""

    port: int
    env: dict[str, str]
    group: int
    facts: dict[str, Any]

    def manage(self, *arguments: str) -> Any:
        """Run a management command in this site; return the JSON of its last line."""
        return manage(self.env, *arguments)

    def cpu_seconds(self) -> float:
        """Return the processor time the web server's processes have used so far."""
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue  # it ended while we looked
            if int(fields[2]) == self.group:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def site(ambassadors: int, *, workers: int, ideas: int = 0) -> Iterator[Site]:
    """Start a site with one organisation of so many ambassadors; stop it and delete its folder at the end.

    `ideas`: how many its library holds; two for each ambassador unless it is said.
    """
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as folder, processes.Family() as family:
        port = processes.free_port()
        env = environment(Path(folder), port)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "createcachetable", "--verbosity", "0")
        manage(env, "collectstatic", "--no-input", "--verbosity", "0", "-i", "redoc*", "-i", "rest_framework")
        facts = manage(env, "bench", "seed", "--ambassadors", str(ambassadors), "--ideas", str(ideas))
        command = processes.web_server("advocacy.wsgi:application", port, workers=workers, threads=2)
        web = family.start(command, env=env, cwd=settings.BASE_DIR)
        _wait_for(web, port)
        yield Site(port, env, web.pid, facts)


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return what a process of a benchmark's own installation is started with."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "advocacy.bench.settings",
        "DEMO": "1",
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "SIMULATOR_PORT": str(processes.free_port()),
        "LOG_LEVEL": "WARNING",
    }


def manage(env: dict[str, str], *arguments: str) -> Any:
    """Run a management command in that installation; return the JSON of its last line."""
    done = subprocess.run(  # noqa: S603 -- our own command, no shell
        processes.interpreter("manage.py", *arguments),
        env=env, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines else None


def _wait_for(web: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not processes.answers(port, "/bench/redirect/"):
        if web.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the benchmark's site did not start")
        time.sleep(0.1)
