"""The queue an installation has (a file; Redis in the run with Redis), with real workers and real deaths."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from advocacy.lib.processes import Family, free_port, interpreter

ROOT = Path(settings.BASE_DIR)
PATIENCE = 60.0

Environment = dict[str, str]
pytestmark = pytest.mark.xdist_group("queue")


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An installation with this run's queue, of this test alone."""
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SECRET_KEY", "TOKEN_KEYS"}}
    queue = os.environ.get("REDIS_URL", "")
    return kept | {
        "DJANGO_SETTINGS_MODULE": "advocacy.settings",
        "DEMO": "1",
        "VAR_DIR": str(tmp_path),
        "REDIS_URL": queue.rpartition("/")[0] + "/9" if queue else "",
    }


@pytest.fixture
def family() -> Iterator[Family]:
    with Family() as family:
        yield family


def worker(family: Family, environment: Environment, name: str) -> "subprocess.Popen[bytes]":
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
    return family.start(command, env=environment, cwd=ROOT)


def ring(environment: Environment, name: str, numbers: range, path: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.bells", name, str(numbers.start), str(numbers.stop), str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=environment)


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
    family: Family, environment: Environment, tmp_path: Path
) -> None:
    path = tmp_path / "noted"
    for name in ("one", "two"):
        worker(family, environment, name)
    ringing = [
        ring(environment, "tests.note", range(40), path),
        ring(environment, "tests.pass_on", range(40, 80), path),
        ring(environment, "tests.publish", range(80, 100), path),
    ]
    assert [process.wait() for process in ringing] == [0, 0, 0]
    assert wait_until(lambda: len(noted(path)) >= 100), noted(path)
    time.sleep(1)
    assert noted(path) == list(range(100))


def test_a_worker_that_dies_repeats_no_publishing_and_the_next_one_goes_on(
    family: Family, environment: Environment, tmp_path: Path
) -> None:
    path, after = tmp_path / "noted", tmp_path / "after"
    first = worker(family, environment, "first")
    assert ring(environment, "tests.publish", range(12), path).wait() == 0
    assert wait_until(lambda: noted(path))
    first.kill()
    first.wait()
    family.forget(first)
    begun = noted(path)
    worker(family, environment, "second")
    assert ring(environment, "tests.note", range(3), after).wait() == 0
    assert wait_until(lambda: noted(after) == [0, 1, 2]), "the queue's file survived its worker"
    time.sleep(2)
    finished = noted(path)
    assert len(finished) == len(set(finished)), "nothing that publishes may come back by itself"
    assert set(begun) <= set(finished)


def test_a_queue_that_is_down_costs_a_page_little(environment: Environment, tmp_path: Path) -> None:
    down = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    started = time.monotonic()
    assert ring(environment | down, "tests.note", range(5), tmp_path / "noted").wait() == 0
    assert time.monotonic() - started < 20
