"""R9: whatever says no and is committed first wins. Two connections, one barrier, many rounds.

RACES=1000 makes it a thousand rounds; the suite takes 100, spread over five ways of saying no.
"""

import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection, connections
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from content_library.states import ItemState
from sharing.models import BudgetWindow, Connection, ConnectionPermission, Share, ShareAttempt
from sharing.services import claiming, publishing, shares
from sharing.services.orders import Order
from tests.factories import cast
from tests.factories.content_library import ContentItemFactory
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

ROUNDS = int(os.environ.get("RACES", "100"))
# The two start up to so many seconds apart, either first.
APART = 0.01

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="NOT PROVEN ON SQLITE: an in-memory database cannot be raced; set DATABASE_URL to a PostgreSQL",
    ),
]


@dataclass
class Scene:
    """One promised share of one person's. `order`: a worker has claimed it and is about to take its last look."""

    member: Membership
    share: Share
    item: ContentItem
    order: Order | None


def cancel(scene: Scene) -> None:
    shares.cancel_share(actor=scene.member, share=scene.share)


def edit(scene: Scene) -> None:
    shares.edit_share(actor=scene.member, share=scene.share, text="Other words")


def pause(scene: Scene) -> None:
    Enrolment.objects.filter(membership=scene.member).update(state=EnrolmentState.PAUSED)


def leave(scene: Scene) -> None:
    Enrolment.objects.filter(membership=scene.member).update(state=EnrolmentState.LEFT, left_at=timezone.now())


def withdraw(scene: Scene) -> None:
    ContentItem.objects.filter(pk=scene.item.pk).update(state=ItemState.ARCHIVED)


NOES: list[Callable[[Scene], None]] = [cancel, edit, pause, leave, withdraw]
# Only before a claim: afterwards they are refused, and the person is told that it is too late.
BEFORE_THE_CLAIM = {cancel, edit}


@pytest.mark.promise("R9")
@pytest.mark.parametrize("say_no", NOES, ids=lambda act: act.__name__)
def test_a_no_against_the_last_look(simulator: SimulatorProcess, say_no: Callable[[Scene], None]) -> None:
    acme = cast.acme()
    amir = cast.acme_member(acme, "Amir Amrani", enrolled=True)
    connected(simulator, amir)
    dice = random.Random(say_no.__name__)
    refused = went = 0
    for number in range(ROUNDS // len(NOES)):
        scene = arrange(acme, amir, f"Round {number}", claimed=say_no not in BEFORE_THE_CLAIM)
        said, looked, began = race(scene, say_no, dice.uniform(-APART, APART))
        with tenant(acme.pk):
            row = Share.objects.get(pk=scene.share.pk)
            attempts = list(ShareAttempt.objects.filter(share=row))
        if isinstance(looked, Exception):
            raise looked
        assert len(attempts) == int(looked)
        went += int(looked)
        if said is None:
            # Refused: the share was leaving already.
            refused += 1
        elif say_no is edit:
            # What goes out is what was changed to, whole.
            assert row.text == "Other words"
            assert [attempt.content_sha256 for attempt in attempts] == [row.content_sha256] * len(attempts)
        elif said < began:
            assert not looked, f"round {number}: {began - said:.4f} s after the no was committed, the call was begun"
        assert not (looked and say_no is cancel and said is not None), "one of the two must lose"
    print(f"{say_no.__name__}: {went} went out, {refused} noes came too late")


def arrange(acme: Organisation, amir: Membership, text: str, *, claimed: bool) -> Scene:
    """A fresh share."""
    Connection.objects.update(busy_until=None)
    BudgetWindow.objects.all().delete()
    with tenant(acme.pk):
        Share.objects.exclude(state__in=["published", "cancelled", "draft"]).delete()
        Enrolment.objects.filter(membership=amir).update(state=EnrolmentState.ACTIVE, left_at=None)
        assert ConnectionPermission.objects.filter(membership=amir, ended_at__isnull=True).exists()
        item = ContentItemFactory()
        share = shares.schedule_share(actor=amir, network="linkedin", text=text, item=item, with_link=False)
    if not claimed:
        return Scene(amir, share, item, None)
    with tenant(acme.pk):
        order = claiming.claim(share.pk)
    assert order is not None
    return Scene(amir, share, item, order)


def last_look(scene: Scene) -> bool:
    """As a worker: claim, when that is still to be done, and look. Whether the call may be made."""
    order = scene.order
    if order is None:
        with tenant(scene.share.organisation_id):
            order = claiming.claim(scene.share.pk)
    if order is None:
        return False
    with tenant(order.organisation_id):
        return publishing.begin(order)


def race(scene: Scene, say_no: Callable[[Scene], None], apart: float) -> tuple[float | None, bool | Exception, float]:
    """When the no was committed (None: refused), whether the call may be made, and when the last look began."""
    barrier = threading.Barrier(2)
    said: list[float | None] = [None]
    looked: list[bool | Exception] = [False]
    began = [0.0]

    def no() -> None:
        barrier.wait(10)
        time.sleep(max(0.0, apart))
        try:
            with tenant(scene.share.organisation_id):
                say_no(scene)
            said[0] = time.monotonic()
        except RuleViolation:
            said[0] = None
        finally:
            connections.close_all()

    def look() -> None:
        barrier.wait(10)
        time.sleep(max(0.0, -apart))
        began[0] = time.monotonic()
        try:
            looked[0] = last_look(scene)
        except Exception as error:
            looked[0] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=no), threading.Thread(target=look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said[0], looked[0], began[0]
