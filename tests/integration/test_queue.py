"""The queue an installation has (a file; Redis in the run with Redis), with real workers and real deaths."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from django.conf import settings

from advocacy.lib.processes import Family, free_port, interpreter

ROOT = Path(settings.BASE_DIR)
PATIENCE = 60.0

Environment = dict[str, str]
pytestmark = pytest.mark.xdist_group("queue")


def surroundings() -> Environment:
    """This process's environment, without what names an installation."""
    return {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SECRET_KEY", "TOKEN_KEYS"}}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty, migrated database: a worker takes no job before there is one."""
    folder = tmp_path_factory.mktemp("database")
    env = surroundings() | {"DJANGO_SETTINGS_MODULE": "advocacy.settings", "DEMO": "1", "VAR_DIR": str(folder)}
    subprocess.run(interpreter("manage.py", "migrate", "--verbosity", "0"), cwd=ROOT, env=env, check=True)
    return f"sqlite:///{folder / 'relais.sqlite3'}"


@pytest.fixture
def environment(tmp_path: Path, database: str) -> Environment:
    """An installation with this run's queue, of this test alone."""
    queue = os.environ.get("REDIS_URL", "")
    return surroundings() | {
        "DJANGO_SETTINGS_MODULE": "advocacy.settings",
        "DEMO": "1",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": database,
        "REDIS_URL": queue.rpartition("/")[0] + "/9" if queue else "",
    }


@pytest.fixture
def family() -> Iterator[Family]:
    with Family() as family:
        yield family


@pytest.fixture
def log(tmp_path: Path) -> Iterator[BinaryIO]:
    """Where all of a test's processes speak."""
    with (tmp_path / "log").open("ab") as log:
        yield log


def worker(family: Family, environment: Environment, name: str, log: BinaryIO) -> "subprocess.Popen[bytes]":
    command = interpreter(
        *(
            "-m",
            "celery",
            "--quiet",
            "-A",
            "tests.bells",
            "worker",
            "-n",
            f"{name}@tests",
            "--pool",
            "threads",
            "-c",
            "4",
        ),
        *("-Q", "publish,measure,mail,default", "--without-gossip", "--without-mingle", "--without-heartbeat"),
    )
    return family.start(command, env=environment, cwd=ROOT, output=log.fileno())


def ring(environment: Environment, name: str, numbers: range, path: Path, log: BinaryIO) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.bells", name, str(numbers.start), str(numbers.stop), str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)


def refused(log: BinaryIO) -> int:
    """How often a busy queue did not take a message: it is said, and the sweeps make up for it."""
    return Path(str(log.name)).read_bytes().count(b"The queue did not take tests.")


def noted(path: Path) -> list[int]:
    return sorted(int(line) for line in path.read_text(encoding="ascii").split()) if path.exists() else []


def wait_until(happened: Callable[[], object], within: float = PATIENCE) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.1)
    return False


def test_jobs_of_several_processes_run_once_each_on_several_workers(
    family: Family, environment: Environment, tmp_path: Path, log: BinaryIO
) -> None:
    path = tmp_path / "noted"
    for name in ("one", "two"):
        worker(family, environment, name, log)
    ringing = [
        ring(environment, "tests.note", range(40), path, log),
        ring(environment, "tests.pass_on", range(40, 80), path, log),
        ring(environment, "tests.publish", range(80, 100), path, log),
    ]
    assert [process.wait() for process in ringing] == [0, 0, 0]
    assert wait_until(lambda: len(noted(path)) + refused(log) >= 100), noted(path)
    time.sleep(1)
    ran = noted(path)
    assert len(ran) == len(set(ran)) == 100 - refused(log), "once each, and none is lost without a word"
    assert refused(log) < 10


def test_a_worker_that_dies_repeats_no_publishing_and_the_next_one_goes_on(
    family: Family, environment: Environment, tmp_path: Path, log: BinaryIO
) -> None:
    path, after = tmp_path / "noted", tmp_path / "after"
    first = worker(family, environment, "first", log)
    assert ring(environment, "tests.publish", range(12), path, log).wait() == 0
    assert wait_until(lambda: noted(path))
    first.kill()
    first.wait()
    family.forget(first)
    begun = noted(path)
    worker(family, environment, "second", log)
    assert ring(environment, "tests.note", range(3), after, log).wait() == 0
    assert wait_until(lambda: noted(after) == [0, 1, 2]), "the queue's file survived its worker"
    time.sleep(2)
    finished = noted(path)
    assert len(finished) == len(set(finished)), "nothing that publishes may come back by itself"
    assert set(begun) <= set(finished)


def test_a_queue_that_is_down_costs_a_page_little(environment: Environment, tmp_path: Path, log: BinaryIO) -> None:
    down = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    started = time.monotonic()
    assert ring(environment | down, "tests.note", range(5), tmp_path / "noted", log).wait() == 0
    assert refused(log) == 5
    assert time.monotonic() - started < 20
