"""What a test may ask of its installation (`tests.stage`). Values in, values out: they travel as JSON."""

import os
import signal
import sqlite3
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from advocacy.celery import embedded_queue
from advocacy.lib import jobs
from advocacy.lib.secret import Secret
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Notification, User
from advocacy.tenancy import tenant
from sharing.models import BudgetWindow, Connection, NetworkPause, Share, ShareAttempt
from sharing.networks.base import Grant
from sharing.services import answers, crisis, grants, pauses, publishing, rotation, settling, shares
from sharing.services import connections as accounts_of_people
from sharing.states import LIVE, ShareState
from tests.factories import cast, crowd
from tests.factories.organisations import OrganisationFactory
from tests.factories.programme import CharterFactory, ProgrammeFactory
from tests.factories.sharing import connect


def prepare() -> bool:
    """Make the tables."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return True


def arrange(grant: dict[str, Any], network: str = "linkedin") -> int:
    """Acme with Amir, an ambassador whose account is connected; the organisation's number."""
    organisation = Organisation.objects.filter(slug="acme").first() or cast.acme()
    membership = cast.acme_member(organisation, "Amir Amrani", enrolled=True)
    with tenant(organisation.pk), transaction.atomic():
        connect(membership, grant, network)
    return int(organisation.pk)


def schedule(text: str, seconds: float = 0, network: str = "linkedin") -> int:
    """Amir's yes to this text; the job is rung for as it is from a page."""
    amir = Membership.objects.select_related("user", "organisation").get(user__email="amir@acme.example")
    due_at = timezone.now() + timedelta(seconds=seconds) if seconds else None
    with tenant(amir.organisation_id):
        share = shares.schedule_share(actor=amir, network=network, text=text, due_at=due_at)
    return int(share.pk)


def all_shares() -> list[dict[str, Any]]:
    """Every share with its attempts."""
    organisation = Organisation.objects.get(slug="acme")
    with tenant(organisation.pk):
        return [
            {
                **{name: getattr(row, name) for name in ("id", "state", "reason", "text", "external_id", "tries")},
                "attempts": list(ShareAttempt.objects.filter(share=row).values_list("outcome", flat=True)),
                "asked": row.asked_at is not None,
                "told": Notification.objects.filter(once_key__contains=row.public_id).count(),
            }
            for row in Share.objects.order_by("pk")
        ]


def hurry() -> bool:
    """Let every lease run out and every waiting time pass."""
    past = timezone.now() - timedelta(seconds=1)
    organisation = Organisation.objects.get(slug="acme")
    Connection.objects.exclude(busy_until=None).update(busy_until=past)
    with tenant(organisation.pk):
        Share.objects.exclude(lease_until=None).update(lease_until=past)
        Share.objects.exclude(next_at=None).update(next_at=past)
    return True


def ring(name: str) -> bool:
    """Put a job into the queue, for the worker."""
    with transaction.atomic():
        jobs.enqueue(name)
    return True


def run(name: str) -> bool:
    """Run a sweep here, and what it enqueues."""
    current_app.conf.task_always_eager = True
    try:
        current_app.tasks[name].run()
    finally:
        current_app.conf.task_always_eager = False
    return True


def publish(organisation_id: int, share_id: int) -> bool:
    """Publish one share here, if it may be; say whether it was taken up."""
    return publishing.publish_one(organisation_id, share_id) is not None


def organisation_id() -> int:
    """Acme's number."""
    return int(Organisation.objects.get(slug="acme").pk)


def lose_the_queue() -> int:
    """Delete every message; return how many there were."""
    queue = sqlite3.connect(embedded_queue(), timeout=10)
    with queue:
        lost = queue.execute("DELETE FROM kombu_message WHERE visible != 0").rowcount
    queue.close()
    return int(lost)


# --- Dying at every point (tests/integration/sharing/test_crash_points.py) -------------------------------------------
def crowd_of(handles: list[str]) -> int:
    """A company of its own for these people, who have joined; its number."""
    organisation = OrganisationFactory(language="en")
    with tenant(organisation.pk):
        ProgrammeFactory()
        CharterFactory(number=1)
    crowd.ambassadors(organisation, handles)
    return int(organisation.pk)


def accounts(given: dict[str, dict[str, Any]], *, stale: bool = False) -> bool:
    """Connect them, by `network:handle`; stale accesses must be renewed before anything goes out."""
    crowd.accounts(given)
    if stale:
        Connection.objects.filter(handle__in=[key.partition(":")[2] for key in given]).update(
            access_expires_at=timezone.now()
        )
    return True


def die(point: str, organisation_id: int, handle: str, network: str, text: str) -> list[int]:
    """This person promises this text, and processes work at it of which one dies at the point. How they ended."""
    member = Membership.objects.select_related("user", "organisation").get(user__email=f"{handle}@crowd.example")
    with tenant(organisation_id):
        share = shares.schedule_share(actor=member, network=network, text=text)
    # What an earlier one's failure stopped is no matter of this one's.
    pauses.resume()
    acts = _acts(point, organisation_id, share, member)
    ended = [_in_child(act, at) for act, at in acts]
    _let_time_pass(organisation_id, share)
    return ended


def _acts(point: str, organisation_id: int, share: Share, member: Membership) -> list[tuple[Callable[[], object], str]]:
    """What is done, in a process each, and at which point that one dies."""

    def publish_it() -> object:
        return publishing.publish_one(organisation_id, share.pk)

    def inside(act: Callable[[], object]) -> Callable[[], object]:
        def run_inside() -> object:
            with tenant(organisation_id):
                return act()

        return run_inside

    def later(act: Callable[[], object]) -> Callable[[], object]:
        def run_later() -> object:
            _let_time_pass(organisation_id, share)
            return act()

        return run_later

    match point:
        case "after_refresh":
            return [(lambda: grants.refresh_grant(share.connection_id), point)]
        case "in_cancel":
            return [(inside(lambda: shares.cancel_share(actor=member, share=share)), point)]
        case "in_edit":
            return [(inside(lambda: shares.edit_share(actor=member, share=share, text=f"{share.text} 2")), point)]
        case "in_settle":
            return [(publish_it, "after_begin"), (later(inside(settling.settle_stuck_shares)), point)]
        case "in_answer":
            no = inside(lambda: answers.answer_unconfirmed(actor=member, share=share, there=False))
            sweep = inside(settling.settle_stuck_shares)
            return [(publish_it, "before_send"), (later(sweep), ""), (no, point)]
        case _:
            return [(publish_it, point)]


def _in_child(act: Callable[[], object], dies_at: str = "") -> int:
    """Do it in a process of its own; how that ended. No connection is open while the process is divided."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            settings.CRASH_AT = dies_at
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        # No exit handlers: they are the parent's.
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _let_time_pass(organisation_id: int, share: Share) -> None:
    past = timezone.now() - timedelta(seconds=1)
    Connection.objects.filter(pk=share.connection_id).exclude(busy_until=None).update(busy_until=past)
    Connection.objects.filter(pk=share.connection_id).exclude(refreshing_until=None).update(refreshing_until=past)
    # What a network said about "too many" is over.
    BudgetWindow.objects.filter(key=f"a{share.connection_id}.blocked").update(ends_at=past)
    with tenant(organisation_id):
        Share.objects.filter(pk=share.pk).exclude(lease_until=None).update(lease_until=past)
        Share.objects.filter(pk=share.pk).exclude(next_at=None).update(next_at=past)


def recover(organisation_id: int) -> list[dict[str, Any]]:
    """What sweeps and workers make of it as time passes, in a process of its own; every share, and what it came to."""

    def mend() -> None:
        for _round in range(4):
            pauses.resume()
            with tenant(organisation_id):
                waiting = list(
                    Share.objects.filter(state__in=LIVE).exclude(asked_at__isnull=False, state="unconfirmed")
                )
            if not waiting:
                return
            for share in waiting:
                _let_time_pass(organisation_id, share)
            current_app.conf.task_always_eager = True
            current_app.tasks["sharing.settle_shares"].run(organisation_id=organisation_id)
            current_app.conf.task_always_eager = False
            for account in Connection.objects.filter(pk__in=[share.connection_id for share in waiting]):
                if grants.needs_refresh(account, timezone.now()):
                    grants.refresh_grant(account.pk)
            for share in waiting:
                if share.state != ShareState.UNCONFIRMED:
                    publishing.publish_one(organisation_id, share.pk)
                    # Nobody stops a whole network here: each share is a case of its own.
                    pauses.resume()

    if _in_child(mend) != 0:
        raise AssertionError("Mending failed.")
    names = ("id", "public_id", "text", "state", "reason", "evidence", "due_at", "publish_before", "asked_at")
    with tenant(organisation_id):
        return [
            {
                **{name: getattr(row, name) for name in names},
                "attempts": list(ShareAttempt.objects.filter(share=row).values_list("outcome", flat=True)),
                "told": Notification.objects.filter(once_key__startswith=f"share:{row.public_id}:").count(),
                "mailed": 0,
            }
            for row in Share.objects.order_by("pk")
        ]


# --- Many at once (tests/promises) -----------------------------------------------------------------------------------
def promise_many(organisation_id: int, texts: list[list[str]]) -> int:
    """Each person's yes, due now: handle, network, text."""
    rows = Membership.objects.filter(user__email__endswith="@crowd.example").select_related("user", "organisation")
    members = {row.user.email.partition("@")[0]: row for row in rows}
    for start in range(0, len(texts), 50):
        with tenant(organisation_id):
            for handle, network, text in texts[start : start + 50]:
                shares.schedule_share(actor=members[handle], network=network, text=text)
    return len(texts)


def states(organisation_id: int) -> dict[str, Any]:
    """How many shares are in each state, and how many stops are in force."""
    with tenant(organisation_id):
        counted = Counter(Share.objects.values_list("state", flat=True))
    return {"states": dict(counted), "stops": NetworkPause.objects.count()}


def hold_everything(organisation_id: int) -> bool:
    """Put everything of this company on hold, as its communications team does; the job that follows is rung for."""
    with tenant(organisation_id):
        row = Membership.objects.select_related("user", "organisation").filter(organisation_id=organisation_id)
        crisis.start_crisis(actor=row[0], statement="We will speak first.")
    return True


def disconnect_all(organisation_id: int) -> int:
    """Everybody takes their accounts back, and the networks are told."""
    ended = list(Connection.objects.filter(state="connected").select_related("user"))
    for row in ended:
        member = Membership.objects.select_related("user", "organisation").get(user=row.user)
        with tenant(organisation_id):
            accounts_of_people.disconnect(actor=member, connection=row)
        grants.revoke_connection(row.pk)
    return len(ended)


def tables_with(words: list[str]) -> list[str]:
    """The tables in which one of these words stands, in whatever column, of whatever organisation."""
    found = []
    ids = list(Organisation.objects.values_list("pk", flat=True))
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            columns = [each.name for each in connection.introspection.get_table_description(cursor, table)]
        listed = ", ".join(f'"{name}"' for name in columns)
        for organisation_id in ids:
            with tenant(organisation_id), connection.cursor() as cursor:
                cursor.execute(f'SELECT {listed} FROM "{table}"')
                text = str(cursor.fetchall())
            if any(word in text for word in words):
                found.append(table)
                break
    return found


# --- Changing keys ---------------------------------------------------------------------------------------------------
NEW_KEY = "fresh:" + "A" * 43 + "="


def stock_of_tokens(count: int) -> int:
    """So many accounts with a token each, under the present key."""
    users = User.objects.bulk_create(User(email=f"t{number}@crowd.example", password="!") for number in range(count))
    rows = Connection.objects.bulk_create(
        Connection(user=user, network="linkedin", member_id=f"t{number}") for number, user in enumerate(users)
    )
    for row in rows:
        grants.keep(row, Grant(access_token=Secret(f"token of {row.member_id}")))
    Connection.objects.bulk_update(rows, grants.GRANT_FIELDS, batch_size=500)
    return len(rows)


def rotation_killed(after: int) -> int:
    """Rotate in a process that is killed once so many tokens have the new key; how many have it then."""
    old = settings.TOKEN_KEYS
    connections.close_all()
    child = os.fork()
    if child == 0:
        settings.TOKEN_KEYS = f"{NEW_KEY},{old}"
        rotation.rotate(batch=25)
        os._exit(0)
    ends = time.monotonic() + 60
    while _renewed() < after and time.monotonic() < ends:
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return _renewed()


def _renewed() -> int:
    return Connection.objects.filter(access_token__startswith="v1.fresh.").count()


def rotation_finished() -> dict[str, int]:
    """Rotate to the end; how many have the new key, and how many open with it alone."""
    old = settings.TOKEN_KEYS
    settings.TOKEN_KEYS = f"{NEW_KEY},{old}"
    rotation.rotate()
    settings.TOKEN_KEYS = NEW_KEY
    try:
        right = [
            row.pk
            for row in Connection.objects.all()
            if grants.grant_of(row).access_token.reveal() == f"token of {row.member_id}"
        ]
    finally:
        settings.TOKEN_KEYS = old
    return {"renewed": _renewed(), "opened": len(right)}
