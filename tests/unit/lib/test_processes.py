"""Children that never outlive whoever started them."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from advocacy.lib import processes

# A child with a grandchild, as a web server with its workers; the grandchild does not listen to SIGTERM.
STUBBORN = """
import os, signal, subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(15, 1); time.sleep(60)"])
print(os.getpid(), grandchild.pid, flush=True)
time.sleep(60)
"""
PARENT = """
import os, sys, time
from pathlib import Path
from advocacy.lib.processes import Family, interpreter
with Family() as family:
    family.start(interpreter("-c", sys.argv[1]), env=os.environ, cwd=Path.cwd())
    time.sleep(60)
"""


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(*pids: int, within: float = 12.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def test_leaving_the_family_stops_children_and_grandchildren(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with processes.Family() as family, log.open("wb") as output:
        family.start(processes.interpreter("-c", STUBBORN), env=os.environ, cwd=tmp_path, output=output.fileno())
        while not log.read_text(encoding="ascii"):
            time.sleep(0.02)
        pids = [int(pid) for pid in log.read_text(encoding="ascii").split()]
        assert all(is_running(pid) for pid in pids)
    assert gone(*pids)


def test_nothing_survives_a_parent_that_is_killed_outright() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, STUBBORN], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert len(pids) == 2
    assert gone(*pids)


def test_a_child_that_ended_leaves_nothing_behind(tmp_path: Path) -> None:
    with processes.Family() as family:
        child = family.start(processes.interpreter("-c", "pass"), env=os.environ, cwd=tmp_path)
        child.wait()
        family.forget(child)
        assert family._running == {}


def test_a_port_somebody_listens_on_is_taken() -> None:
    with socket.socket() as listener:
        listener.bind((processes.HOST, 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert not processes.port_is_free(port)
    assert processes.port_is_free(processes.free_port())


def test_a_port_that_cannot_be_is_not_free() -> None:
    assert not processes.port_is_free(70000)


def test_a_server_that_is_not_there_does_not_answer() -> None:
    assert not processes.answers(processes.free_port(), timeout=1)
