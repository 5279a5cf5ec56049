"""An installation of its own for tests that kill processes: its database, its queue, a prompter who knows Django.

`python -m tests.stage` is the prompter: it reads one JSON command a line and answers one JSON line, so that the test
itself needs no second Django. `Installation` starts it, and the worker and the scheduler beside it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

ROOT = Path(__file__).parent.parent
QUEUES = "publish,measure,mail,default"


class Installation:
    """A product of its own in `folder`, pointed at simulated networks. A context manager: what it starts ends."""

    def __init__(self, folder: Path, simulator_url: str, database_url: str = "", redis_url: str = "") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
            "DEMO": "1",
            "DEBUG": "0",
            "VAR_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'relais.sqlite3'}",
            "REDIS_URL": redis_url,
            "SIMULATOR_URL": simulator_url,
            "LOG_LEVEL": "WARNING",
        }
        self._children: list[subprocess.Popen[Any]] = []
        self._prompter: subprocess.Popen[str] | None = None

    def __enter__(self) -> "Installation":
        with (self.folder / "prompter.txt").open("a") as errors:
            self._prompter = subprocess.Popen(
                [sys.executable, "-m", "tests.stage"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.ask("prepare")
        return self

    def __exit__(self, *_details: object) -> None:
        for child in self._children:
            end(child)
        if self._prompter is not None:
            end(self._prompter)
            for stream in (self._prompter.stdin, self._prompter.stdout):
                if stream is not None:
                    stream.close()

    def ask(self, name: str, /, **values: Any) -> Any:
        """Have the prompter do one thing."""
        if self._prompter is None or self._prompter.stdin is None or self._prompter.stdout is None:
            raise RuntimeError("The prompter is not there.")
        self._prompter.stdin.write(json.dumps({"name": name, "values": values}) + "\n")
        self._prompter.stdin.flush()
        line = self._prompter.stdout.readline()
        if not line:
            raise AssertionError((self.folder / "prompter.txt").read_text()[-3000:])
        return json.loads(line)

    def worker(self) -> subprocess.Popen[Any]:
        """Start `celery -A advocacy worker` as `make worker` does, in a process group of its own."""
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        return self._celery("worker", "--pool", "threads", "-c", "2", *quiet, "-Q", QUEUES)

    def beat(self) -> subprocess.Popen[Any]:
        """Start `celery -A advocacy beat`."""
        return self._celery("beat", "-s", str(self.folder / "beat"), "--pidfile", str(self.folder / "beat.pid"))

    def _celery(self, *arguments: str) -> subprocess.Popen[Any]:
        with (self.folder / f"{arguments[0]}.txt").open("a") as said:
            child = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "advocacy", *arguments, "-l", "warning"],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self._children.append(child)
        return child

    def crash(self, point: str, organisation_id: int, share_id: int) -> int:
        """Publish one share in a process that dies at a named point; return how it ended."""
        code = (
            "import django; django.setup(); from sharing.services.publishing import publish_one;"
            f"publish_one({organisation_id}, {share_id})"
        )
        environment = {**self.environment, "CRASH_AT": point, "DJANGO_SETTINGS_MODULE": "advocacy.settings"}
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, timeout=90, check=False)
        return done.returncode

    def wait_for(self, wanted: Callable[[list[dict[str, Any]]], bool], *, within: float = 60) -> list[dict[str, Any]]:
        """The shares, once they are as wanted."""
        ends = time.monotonic() + within
        while not wanted(rows := self.ask("all_shares")):
            if time.monotonic() > ends:
                said = (self.folder / "worker.txt").read_text()[-2000:] if (self.folder / "worker.txt").exists() else ""
                raise AssertionError(f"{rows}\n{said}")
            time.sleep(0.2)
        return rows

    def wait_until(
        self, wanted: Callable[[dict[str, Any]], bool], organisation_id: int, *, within: float = 120
    ) -> dict[str, Any]:
        """How many shares are in each state (`prompter.states`), once that is as wanted."""
        ends = time.monotonic() + within
        while not wanted(seen := self.ask("states", organisation_id=organisation_id)):
            if time.monotonic() > ends:
                raise AssertionError(seen)
            time.sleep(0.3)
        return dict(seen)


def kill(child: subprocess.Popen[Any]) -> None:
    """kill -9 the whole group at once: nothing of it can tidy up."""
    os.killpg(child.pid, signal.SIGKILL)
    child.wait(10)


def end(child: subprocess.Popen[Any]) -> None:
    """Ask it to stop, then make it."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(10)


@contextmanager
def database_for(url: str) -> Iterator[str]:
    """A new database beside the one at `url` when that is PostgreSQL's, else none: the installation makes a file."""
    if not url.startswith("postgres"):
        yield ""
        return
    from tests.services import connect  # noqa: PLC0415 -- only where there is a PostgreSQL

    base = url.partition("?")[0].rpartition("/")[0]
    options = f"?{url.partition('?')[2]}" if "?" in url else ""
    # The role may create databases; the one at `url` need not exist.
    administration = f"{base}/postgres{options}"
    name = f"relais_stage_{token_hex(4)}"
    with closing(connect(administration)) as server, server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{base}/{name}{options}"
    finally:
        with closing(connect(administration)) as server, server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


# --- The prompter ----------------------------------------------------------------------------------------------------
def main() -> None:
    """Answer commands until the input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
    import django  # noqa: PLC0415 -- in this process only

    django.setup()
    from tests import prompter  # noqa: PLC0415 -- needs Django

    for line in sys.stdin:
        command = json.loads(line)
        answer = getattr(prompter, command["name"])(**command["values"])
        sys.stdout.write(json.dumps(answer, default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
