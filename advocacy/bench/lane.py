"""One process of a benchmark that publishes, or posts barely, as its input tells it. One JSON line in, one out."""

import json
import resource
import threading
import time
from collections.abc import Iterator
from itertools import count, cycle
from typing import IO

from django.db import connections

from advocacy.lib import deadline
from advocacy.organisations import selectors as organisations
from advocacy.tenancy import tenant
from sharing import selectors
from sharing.models import Connection
from sharing.networks.base import Grant, Network, NetworkError, Post
from sharing.services import claiming, draining, grants

_numbers = count()


def serve(commands: IO[str], answers: IO[str]) -> None:
    """Do what each line says until there are no more."""
    deadline.arm()
    for line in commands:
        command = json.loads(line)
        before = resource.getrusage(resource.RUSAGE_SELF)
        posts = _bare(**command) if command.pop("do") == "bare" else _drain(**command)
        after = resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        answers.write(json.dumps({"posts": posts, "cpu": cpu, "megabytes": after.ru_maxrss / 1024}) + "\n")
        answers.flush()


def _drain(seconds: float) -> int:
    """Publish what is due as a worker does; how many were taken up."""
    ends = time.monotonic() + seconds
    taken = 0
    while time.monotonic() < ends:
        due = []
        for organisation_id in organisations.active_ids():
            with tenant(organisation_id):
                if claiming.due_shares().exists():
                    due.append(organisation_id)
        if not due:
            break
        taken += draining.publish_due(*due, stopping=lambda: time.monotonic() > ends, ring_again=False)
    return taken


def _bare(seconds: float, threads: int) -> int:
    """Post through the bare adapters with so many threads; how many were accepted."""
    accounts = cycle(_accounts())
    connections.close_all()
    ends, done, lock = time.monotonic() + seconds, [], threading.Lock()

    def post() -> None:
        accepted = 0
        while time.monotonic() < ends:
            with lock:
                network, grant = next(accounts)
                number = next(_numbers)
            try:
                network.publish(grant, Post(text=f"Bare {id(_numbers)} {number}"))
                accepted += 1
            except NetworkError as error:
                raise RuntimeError(error.code) from error
        done.append(accepted)

    running = [threading.Thread(target=post) for _number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return sum(done)


_known: list[tuple[Network, Grant]] = []


def _accounts() -> list[tuple[Network, Grant]]:
    if not _known:
        _known.extend(_opened())
    return _known


def _opened() -> Iterator[tuple[Network, Grant]]:
    for account in Connection.objects.order_by("member_id"):
        yield selectors.site_network(account.network), grants.grant_of(account)
