"""A process that outlives a guarded deadline dies, asleep or awake; any other is left alone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from advocacy.lib import deadline

ROOT = Path(__file__).parents[3]
START = "import os, signal, sys, time; from advocacy.lib import deadline; deadline.GRACE = 0.2; "


def run(script: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", START + script], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def ended(child: "subprocess.Popen[str]") -> tuple[int, str]:
    said, _errors = child.communicate(timeout=30)
    return child.returncode, said


@pytest.mark.promise("R11")
def test_stopped_before_its_first_byte_it_dies_when_it_is_woken_too_late() -> None:
    script = (
        "deadline.arm()\nwith deadline.guarded(0.5):\n os.kill(os.getpid(), signal.SIGSTOP)\n print('sent', flush=True)"
    )
    child = run(script)
    os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WNOWAIT)
    time.sleep(1.0)
    os.kill(child.pid, signal.SIGCONT)
    assert ended(child) == (-signal.SIGALRM, "")


def test_woken_in_time_it_goes_on() -> None:
    script = (
        "deadline.arm()\nwith deadline.guarded(20):\n os.kill(os.getpid(), signal.SIGSTOP)\n print('sent', flush=True)"
    )
    child = run(script)
    os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WNOWAIT)
    os.kill(child.pid, signal.SIGCONT)
    assert ended(child) == (0, "sent\n")


def test_the_timer_is_set_for_the_earliest_and_for_nothing_when_none_is_open() -> None:
    script = """
left = lambda: round(signal.getitimer(signal.ITIMER_REAL)[0])
deadline.arm()
seen = [left()]
with deadline.guarded(100):
    seen.append(left())
    with deadline.guarded(30):
        seen.append(left())
    with deadline.guarded(300):
        seen.append(left())
seen.append(left())
deadline.disarm()
with deadline.guarded(30):
    seen.append(left())
print(seen)
"""
    assert ended(run(script)) == (0, "[0, 100, 30, 100, 0, 0]\n")


def test_threads_may_set_it_and_an_overdue_one_ends_them_all() -> None:
    script = """
import threading
deadline.arm()
def late():
    with deadline.guarded(0.2):
        time.sleep(20)
threading.Thread(target=late).start()
time.sleep(20)
"""
    assert ended(run(script)) == (-signal.SIGALRM, "")


def test_a_process_that_was_not_armed_is_never_killed() -> None:
    with deadline.guarded(0.001):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
