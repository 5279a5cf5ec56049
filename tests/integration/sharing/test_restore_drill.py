"""The drill: a backup is restored under a running installation's history, and nothing goes out twice (promise O1)."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.services import connect
from tests.simulator_process import SimulatorProcess
from tests.stage import ROOT, Installation, database_for, end


def back_up(folder: Path, database: str) -> Callable[[], None]:
    """Copy the database as it is; return what puts the copy in its place. Nobody is connected meanwhile."""
    if not database:
        file, copy = folder / "relais.sqlite3", folder.parent / "backup.sqlite3"
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)

        def restore() -> None:
            for path in folder.glob("relais.sqlite3*"):
                path.unlink()
            shutil.copy(copy, file)

        return restore
    # Both ways by PostgreSQL's own copying: a dump needs a role that sees behind the tenants' walls.
    server, _slash, name = database.partition("?")[0].rpartition("/")
    copy_name = f"{name}_backup"

    def copy_database(source: str, target: str) -> None:
        with closing(connect(f"{server}/postgres")) as administration, administration.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    copy_database(name, copy_name)

    def put_back() -> None:
        copy_database(copy_name, name)
        with closing(connect(f"{server}/postgres")) as administration, administration.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy_name}"')

    return put_back


def command(installation: Installation, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=installation.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.promise("O1")
def test_a_restored_backup_publishes_nothing_and_asks(simulator_process: SimulatorProcess, tmp_path: Path) -> None:
    networks = simulator_process
    networks.reset()
    networks.profile("linkedin", "nadia")
    url = os.environ.get("DATABASE_URL", "")
    folder = tmp_path / "var"
    with database_for(url) as database:
        with Installation(folder, networks.url, database) as before:
            before.ask("arrange", grant=networks.grant("linkedin", "nadia", client_id="demo-linkedin"))
            # A first life, so that the history has a beginning.
            worker = before.worker()
            before.ask("schedule", text="Before the backup")
            before.wait_for(lambda rows: [row["state"] for row in rows] == ["published"], within=90)
            end(worker)
            before.ask("schedule", text="Promised before, published after", seconds=1)
        restore = back_up(folder, database)
        with Installation(folder, networks.url, database) as lost:
            worker = lost.worker()
            lost.ask("ring", name="sharing.release_due_shares")
            lost.wait_for(lambda rows: [row["state"] for row in rows] == ["published"] * 2, within=90)
            end(worker)
        assert len(networks.published()) == 2
        restore()
        with Installation(folder, networks.url, database) as restored:
            worker = restored.worker()
            restored.ask("ring", name="sharing.release_due_shares")
            ends = time.monotonic() + 60
            while "behind_its_history" not in command(restored, "confirm_restore", "--status"):
                assert time.monotonic() < ends, (folder / "worker.txt").read_text()[-2000:]
            time.sleep(5)
            rows = restored.ask("all_shares")
            assert [row["state"] for row in rows] == ["published", "scheduled"]
            assert len(networks.published()) == 2, "nothing goes out before a person has looked"
            assert "asked whether their share is online: 1" in command(restored, "confirm_restore")
            restored.ask("ring", name="sharing.settle_stuck_shares")
            rows = restored.wait_for(lambda rows: rows[1]["asked"], within=90)
            assert [row["state"] for row in rows] == ["published", "unconfirmed"]
            restored.ask("schedule", text="Promised after the restore")
            rows = restored.wait_for(lambda rows: rows[-1]["state"] == "published", within=90)
            assert [row["state"] for row in rows] == ["published", "unconfirmed", "published"]
            end(worker)
        assert len(networks.published()) == 3
