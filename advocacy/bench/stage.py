"""What the benchmarks of publishing run on: a database of their own, the simulated networks as a process, workers.

The database is a new one beside the one DATABASE_URL names, deleted afterwards, or a file in a temporary folder.
"""

import json
import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from advocacy.bench.site import environment, manage
from advocacy.lib import processes

START_TIMEOUT = 60.0
NETWORKS = ("linkedin", "x")
# The networks' own limits are not what is measured here.
NO_LIMITS = {
    "linkedin_member_day": 10**6,
    "linkedin_app_day": 10**9,
    "x_create_window": 10**6,
    "x_member_day": 10**6,
    "x_app_day": 10**9,
}


@dataclass
class Stage:
    """A prepared installation and its simulated networks."""

    env: dict[str, str]
    folder: Path
    family: processes.Family
    simulator: "subprocess.Popen[bytes]"
    said: IO[bytes]
    children: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def manage(self, *arguments: str) -> Any:
        """Run a management command here; return the JSON of its last line."""
        return manage(self.env, *arguments)

    def control(self, name: str, **body: Any) -> Any:
        """Arrange the simulated networks, or read of them."""
        url = f"{self.env['SIMULATOR_URL']}/_control/{name}"
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})  # noqa: S310 -- ours
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 -- ours
            return json.load(answer)

    def grants(self, handles: list[str]) -> Path:
        """Make a profile on both networks for each of these names; return the file with their tokens."""
        profiles = [{"network": network, "handle": each, "name": each} for network in NETWORKS for each in handles]
        self.control("profiles", profiles=profiles)
        made = {
            f"{network}:{each}": self.control("grants", network=network, handle=each, client_id=f"demo-{network}")
            for network in NETWORKS
            for each in handles
        }
        path = self.folder / "grants.json"
        path.write_text(json.dumps(made), encoding="utf-8")
        return path

    def start(self, argv: list[str], **env: str) -> "subprocess.Popen[bytes]":
        """Start one process of the installation."""
        child = self.family.start(argv, env={**self.env, **env}, cwd=settings.BASE_DIR, output=self.said)
        self.children.append(child)
        return child

    def log(self) -> list[dict[str, Any]]:
        """What the simulated networks were asked, from their disk."""
        lines = (self.folder / "simulator" / "log.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@contextmanager
def stage(**more: str) -> Iterator[Stage]:
    """Prepare it, with these settings besides; end everything and delete it at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="relais-bench-") as name,
        _database(Path(name)) as url,
        processes.Family() as family,
    ):
        folder, port = Path(name), processes.free_port()
        env = environment(folder, processes.free_port()) | {
            "DJANGO_SETTINGS_MODULE": "advocacy.settings",
            "DATABASE_URL": url,
            "SIMULATOR_PORT": str(port),
            "SIMULATOR_URL": f"http://{processes.HOST}:{port}",
            **more,
        }
        with (folder / "said.txt").open("ab") as said:
            argv = ["-m", "sharing.simulator", "--demo", "--port", str(port), "--data", str(folder / "simulator")]
            simulator = family.start(processes.interpreter(*argv), env=env, cwd=settings.BASE_DIR, output=said)
            manage(env, "migrate", "--verbosity", "0")
            manage(env, "createcachetable", "--verbosity", "0")
            _wait_for(simulator, port)
            made = Stage(env, folder, family, simulator, said)
            made.control("limits", **NO_LIMITS)
            try:
                yield made
            except BaseException:
                said.flush()
                print((folder / "said.txt").read_text(encoding="utf-8", errors="replace")[-3000:])  # noqa: T201
                raise


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    if connection.vendor != "postgresql":
        yield f"sqlite:///{folder / 'relais.sqlite3'}"
        return
    name = f"relais_bench_{token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _wait_for(simulator: "subprocess.Popen[bytes]", port: int) -> None:
    ends = time.monotonic() + START_TIMEOUT
    while not processes.answers(port, "/_control/health"):
        if simulator.poll() is not None or time.monotonic() > ends:
            raise RuntimeError("the simulated networks did not start")
        time.sleep(0.1)


def cpu_seconds(*pids: int) -> float:
    """Return the processor time these processes have used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
