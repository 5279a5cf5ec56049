"""`manage.py up`: one command that starts everything, and leaves nothing behind however it ends."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from advocacy.lib.processes import HOST, answers, free_port
from tests.services import on_database, run_sql

ROOT = Path(settings.BASE_DIR)
PATIENCE = 90.0
# One installation for all of them: preparing one is what takes long.
pytestmark = pytest.mark.xdist_group("up")

Environment = dict[str, str]
Start = Callable[[Environment], "subprocess.Popen[str]"]


def wait_until(happened: Callable[[], object], within: float = PATIENCE) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.1)
    return False


def family_of(folder: Path) -> dict[int, str]:
    """Return the living processes whose environment names this installation's folder, and their commands."""
    mark, found = f"VAR_DIR={folder}".encode(), {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (path / "environ").read_bytes().split(b"\0"):
                found[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return {pid: command for pid, command in found.items() if command}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the installation writes."""
    return tmp_path_factory.mktemp("up") / "var"


@pytest.fixture(scope="module")
def environment(folder: Path) -> Iterator[Environment]:
    """An installation of the tests' own: folder, ports, and (in the run on PostgreSQL) a database."""
    given = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "MAKELEVEL", "SECRET_KEY", "TOKEN_KEYS"}
    }
    given |= {"DEMO": "1", "VAR_DIR": str(folder), "LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}
    given |= {"PORT": str(free_port()), "SIMULATOR_PORT": str(free_port())}
    url = os.environ.get("DATABASE_URL", "")
    if connection.vendor != "postgresql":
        yield given
        return
    name = f"relais_up_{secrets.token_hex(4)}"
    run_sql(on_database(url, "postgres"), f"CREATE DATABASE {name}")
    yield given | {"DATABASE_URL": on_database(url, name)}
    run_sql(on_database(url, "postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def start(tmp_path: Path, folder: Path) -> Iterator[Start]:
    """Start `manage.py up --demo`; whatever is left of it at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def up(environment: Environment) -> "subprocess.Popen[str]":
        log = (tmp_path / "log").open("w", encoding="utf-8")
        command = [sys.executable, "manage.py", "up", "--demo"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, text=True))
        log.close()
        return started[-1]

    yield up
    for process in started:
        process.kill()
        process.wait()
    for pid in family_of(folder):
        os.kill(pid, signal.SIGKILL)


def run_once(environment: Environment, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run `manage.py up` where it must give up."""
    command = [sys.executable, "manage.py", "up", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def squatter_on(port: str) -> Iterator[None]:
    """Somebody else listens there."""
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind((HOST, int(port)))
        squatter.listen()
        yield


def said(tmp_path: Path) -> str:
    return (tmp_path / "log").read_text(encoding="utf-8")


def is_up(environment: Environment) -> bool:
    return answers(int(environment["PORT"]), "/health/")


def test_one_command_brings_everything_up_and_one_signal_down(
    start: Start, environment: Environment, folder: Path, tmp_path: Path
) -> None:
    process = start(environment)
    assert wait_until(lambda: "Relais is ready" in said(tmp_path) or process.poll() is not None), said(tmp_path)
    assert f"Relais is ready: http://127.0.0.1:{environment['PORT']}/" in said(tmp_path), said(tmp_path)
    commands = " ".join(family_of(folder).values())
    assert all(name in commands for name in ("granian", "worker", "beat", "sharing.simulator"))
    assert answers(int(environment["SIMULATOR_PORT"]))

    # A worker that dies is back, and the site did not notice.
    worker = next(pid for pid, command in family_of(folder).items() if "celery" in command and "worker" in command)
    os.kill(worker, signal.SIGKILL)
    assert wait_until(lambda: re.search(r"worker\d? ended \(-9\)", said(tmp_path)), 5)
    assert wait_until(
        lambda: any("worker" in command for pid, command in family_of(folder).items() if pid != worker), 10
    )
    assert is_up(environment)

    # The same folder does not run twice, whatever the ports.
    second = run_once(environment | {"PORT": str(free_port()), "SIMULATOR_PORT": str(free_port())}, "--demo")
    assert second.returncode == 1
    assert "already runs from" in second.stderr

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=15) == 0
    assert wait_until(lambda: not family_of(folder), 2), family_of(folder)
    assert "Everything has stopped." in said(tmp_path)


def test_nothing_survives_when_the_parent_is_killed_outright(
    start: Start, environment: Environment, folder: Path, tmp_path: Path
) -> None:
    process = start(environment)
    assert wait_until(lambda: is_up(environment) or process.poll() is not None), said(tmp_path)
    process.send_signal(signal.SIGKILL)
    assert wait_until(lambda: not family_of(folder), 12), family_of(folder)


@pytest.mark.parametrize("name", ["PORT", "SIMULATOR_PORT"])
def test_a_taken_port_is_one_clear_line_before_anything_is_written(
    start: Start, environment: Environment, tmp_path: Path, name: str
) -> None:
    with squatter_on(environment[name]):
        process = start(environment | {"VAR_DIR": str(tmp_path / "var")})
        assert process.wait(timeout=30) == 1
    (line,) = said(tmp_path).splitlines()
    assert re.fullmatch(rf"Port {environment[name]} on 127\.0\.0\.1 is taken\. .*{name}=\d+ make run", line)
    assert not (tmp_path / "var" / "relais.sqlite3").exists()


def test_it_speaks_the_terminals_language(start: Start, environment: Environment, tmp_path: Path) -> None:
    with squatter_on(environment["PORT"]):
        assert start(environment | {"LANG": "fr_FR.UTF-8"}).wait(timeout=30) == 1
    assert said(tmp_path).startswith(f"Le port {environment['PORT']} de 127.0.0.1 est pris.")


def test_a_missing_secret_is_one_sentence(environment: Environment) -> None:
    done = run_once({key: value for key, value in environment.items() if key != "DEMO"})
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("SECRET_KEY (or SECRET_KEY_FILE) must be set.")


def test_secrets_of_the_demo_are_made_once_for_its_owner_only(environment: Environment, folder: Path) -> None:
    ask = [sys.executable, "-c", "from advocacy import settings; print(settings.SECRET_KEY)"]
    keys = {
        subprocess.run(ask, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
        for _time in range(2)
    }
    assert len(keys) == 1
    for name in ("secret-key", "token-key"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
