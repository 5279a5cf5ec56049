"""What members do, through the real services: promise shares, then answer, call off and change while everything dies.

`python -m tests.chaos.people seed` takes its task as JSON on the input and answers one line. `… live FILE` acts until
its input closes, noting in FILE what was committed and when.
"""

import json
import random
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- Django first
from django.db import DatabaseError, InterfaceError, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from advocacy.lib.errors import RuleViolation  # noqa: E402
from advocacy.organisations.models import Organisation  # noqa: E402
from advocacy.people.models import Membership  # noqa: E402
from advocacy.tenancy import tenant  # noqa: E402
from sharing.models import Connection, Share  # noqa: E402
from sharing.services import answers, pauses, shares  # noqa: E402
from sharing.states import ShareState  # noqa: E402
from tests.chaos.words import number_in, words_of  # noqa: E402
from tests.factories import crowd  # noqa: E402

NETWORKS = ("linkedin", "x")
PER_ACCOUNT = 3
# Of a hundred shares so many are called off, and changed, by their authors around the time they are due.
CALLED_OFF, CHANGED = 3, 3
# The part of doubts that is answered, and of those that are not online the part that is sent again.
ANSWERED, SENT_AGAIN = 0.7, 0.7
# Seconds between two looks of the operator: a storm of a minute must not pass in one stop of a minute and a half.
OPERATOR_LOOKS = 6.0
AWAY = (DatabaseError, InterfaceError)


# --- Before ----------------------------------------------------------------------------------------------------------
def prepare() -> None:
    """Make the tables."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def enrol(count: int, people: int) -> list[dict[str, str]]:
    """Companies and their ambassadors; the accounts they will have."""
    made = crowd.companies(count)
    for place, organisation in enumerate(made):
        crowd.ambassadors(organisation, [f"p{number}" for number in range(people) if number % count == place])
    return [{"network": network, "handle": f"p{number}"} for number in range(people) for network in NETWORKS]


def promise(count: int, first: float, last: float, seed: int) -> int:
    """Each person's own yes to their shares, due between two moments; how many were made."""
    dice = random.Random(seed)
    accounts = list(Connection.objects.order_by("pk").values_list("user_id", "network"))
    members = {row.user_id: row for row in Membership.objects.select_related("user", "organisation")}
    places = [accounts[n % len(accounts)] for n in range(count)]
    by_organisation: dict[int, list[tuple[int, int, str]]] = {}
    for number, (user_id, network) in enumerate(places):
        by_organisation.setdefault(members[user_id].organisation_id, []).append((number, user_id, network))
    for organisation_id, rows in by_organisation.items():
        for start in range(0, len(rows), 50):
            with tenant(organisation_id):
                for number, user_id, network in rows[start : start + 50]:
                    due = datetime.fromtimestamp(dice.uniform(first, last), UTC)
                    text = words_of(number, seed)
                    shares.schedule_share(actor=members[user_id], network=network, text=text, due_at=due)
    return count


# --- Meanwhile -------------------------------------------------------------------------------------------------------
class Truth:
    """What is really online, read from the simulator's log as somebody who opens their own profile."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._read = 0
        self._online: set[int] = set()

    def online(self, number: int) -> bool:
        """Say whether the share of this number is."""
        with self._log.open("rb") as file:
            file.seek(self._read)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            entry = json.loads(line)
            if entry.get("event") == "create" and entry.get("accepted"):
                self._online.add(number_in(entry["text"]))
        return number in self._online


class Everybody:
    """All members, one act after another."""

    def __init__(self, diary: Path, truth: Truth, seed: int) -> None:
        self._diary = diary.open("a", encoding="utf-8")
        self._truth = truth
        self._seed = seed

    def look_around(self) -> None:
        """Everything anybody wants to do at this moment."""
        for organisation_id in list(Organisation.objects.values_list("pk", flat=True)):
            for share, act in self._wanted(organisation_id):
                try:
                    with tenant(organisation_id):
                        did = act(share)
                except RuleViolation as refused:
                    did = f"refused:{refused.code}"
                self._note(share, did)

    def _wanted(self, organisation_id: int) -> Iterator[tuple[Share, Callable[[Share], str]]]:
        with tenant(organisation_id):
            soon = timezone.now() + timedelta(seconds=1)
            rows = Share.objects.select_related("membership__user", "membership__organisation")
            asked = list(rows.filter(state=ShareState.UNCONFIRMED, asked_at__isnull=False))
            due = list(rows.filter(state__in=[ShareState.SCHEDULED, ShareState.HELD], due_at__lt=soon))
        for share in asked:
            if self._dice(share, "answer") < ANSWERED:
                yield share, self._answer
        for share in due:
            number = number_in(share.text)
            if number % 100 < CALLED_OFF:
                yield share, self._call_off
            elif number % 100 < CALLED_OFF + CHANGED and "changed" not in share.text:
                yield share, self._change

    def _dice(self, share: Share, about: str) -> float:
        """The same throw for the same share in every run of a seed."""
        return zlib.crc32(f"{self._seed}:{about}:{number_in(share.text)}".encode()) / 2**32

    def _answer(self, share: Share) -> str:
        there = self._truth.online(number_in(share.text))
        again = self._dice(share, "again") < SENT_AGAIN
        answers.answer_unconfirmed(actor=share.membership, share=share, there=there, publish_again=again)
        return "there" if there else "again" if again else "left"

    def _call_off(self, share: Share) -> str:
        shares.cancel_share(actor=share.membership, share=share)
        return "called_off"

    def _change(self, share: Share) -> str:
        shares.edit_share(actor=share.membership, share=share, text=f"{share.text} changed")
        return "changed"

    def _note(self, share: Share, did: str) -> None:
        """After the commit: what the product has taken on."""
        line = {"number": number_in(share.text), "did": did, "t": time.time()}
        self._diary.write(json.dumps(line) + "\n")
        self._diary.flush()


def live(diary: Path, log: Path, seed: int) -> None:
    """Act until the input closes. The operator looks now and then, and ends what stopped a whole network."""
    over = threading.Event()
    looked = time.monotonic()

    def listen() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=listen, daemon=True).start()
    everybody = Everybody(diary, Truth(log), seed)
    while not over.wait(0.7):
        try:
            if time.monotonic() - looked > OPERATOR_LOOKS:
                pauses.resume()
                looked = time.monotonic()
            everybody.look_around()
        except AWAY:
            connections.close_all()


def seed(task: dict[str, Any]) -> dict[str, Any]:
    """One step of arranging; values in, values out."""
    step = task.pop("step")
    if step == "prepare":
        prepare()
        return {"handles": enrol(task["organisations"], task["people"])}
    if step == "connect":
        # Some accesses end during the run and must be renewed in the midst of it.
        crowd.accounts(task["grants"], soon=0.3, seed=task["seed"])
        return {}
    return {"made": promise(task["count"], task["first"], task["last"], task["seed"])}


def main() -> None:
    """Seed or live."""
    if sys.argv[1] == "seed":
        for line in sys.stdin:
            sys.stdout.write(json.dumps(seed(json.loads(line))) + "\n")
            sys.stdout.flush()
    else:
        with suppress(KeyboardInterrupt):
            live(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))


if __name__ == "__main__":
    main()
