"""Jobs for the tests of the queue: the project's application with three more tasks, for workers of the tests' own."""

import os
import sys
import time
from pathlib import Path

import django

django.setup()

from celery import shared_task  # noqa: E402 -- Django must be set up before tasks are declared

from advocacy.celery import app  # noqa: E402 -- as above
from advocacy.lib import jobs  # noqa: E402 -- as above

__all__ = ["app"]


def note(path: str, line: str) -> None:
    """Add one line, in one write: several processes do."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


@shared_task(name="tests.note")
def note_it(*, organisation_id: int, path: str) -> None:
    """Note that it ran."""
    note(path, str(organisation_id))


@shared_task(name="tests.publish", **jobs.PUBLISHING)
def publish(*, organisation_id: int, path: str) -> None:
    """Note that it ran, and take a while."""
    note(path, str(organisation_id))
    time.sleep(0.5)


@shared_task(name="tests.pass_on")
def pass_on(*, organisation_id: int, path: str) -> None:
    """Ring for another job, from a worker's thread."""
    jobs.enqueue("tests.note", organisation_id=organisation_id, path=path)


if __name__ == "__main__":
    _script, name, first, last, where = sys.argv
    for number in range(int(first), int(last)):
        jobs.enqueue(name, organisation_id=number, path=str(Path(where)))
