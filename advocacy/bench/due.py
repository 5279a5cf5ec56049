"""Fills a benchmark's database with people of several organisations whose shares are due."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from advocacy.lib.secret import Secret
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, User
from advocacy.programme.models import Charter, Enrolment, Programme
from advocacy.tenancy import tenant
from sharing.models import Connection, ConnectionPermission, Share, ShareAttempt
from sharing.networks.base import Grant
from sharing.services import grants
from sharing.services.content import Content
from sharing.states import ShareState

BATCH = 1000


def handles(organisations: int, people: int) -> list[str]:
    """Return the names of so many people in each of so many organisations."""
    return [f"p{organisation}n{number}" for organisation in range(organisations) for number in range(people)]


def fill(*, organisations: int, people: int, tokens: Path) -> list[int]:
    """Make the organisations and their people, each with an account on both networks; return their numbers."""
    known = json.loads(tokens.read_text(encoding="utf-8"))
    return [_organisation(number, people, known) for number in range(organisations)]


def _organisation(number: int, people: int, known: dict[str, Any]) -> int:
    organisation = Organisation.objects.create(name=f"Bench {number}", slug=f"bench-{number}", language="en")
    names = [f"p{number}n{each}" for each in range(people)]
    now = timezone.now()
    with transaction.atomic():
        users = User.objects.bulk_create(
            [User(email=f"{name}@bench.example", name=name, password="!", language="en") for name in names]
        )
        members = Membership.objects.bulk_create(
            [Membership(organisation=organisation, user=user, is_ambassador=True) for user in users]
        )
    with tenant(organisation.pk), transaction.atomic():
        Programme.objects.create()
        charter = Charter.objects.create(number=1, texts={"en": "Freely."})
        Enrolment.objects.bulk_create(
            [Enrolment(membership=each, charter=charter, enrolled_at=now) for each in members]
        )
        for network in ("linkedin", "x"):
            accounts = Connection.objects.bulk_create(
                [_account(each, network, known[f"{network}:{name}"]) for each, name in zip(members, names, strict=True)]
            )
            for account, name in zip(accounts, names, strict=True):
                grants.keep(account, _grant(known[f"{network}:{name}"], now))
            Connection.objects.bulk_update(accounts, grants.GRANT_FIELDS, batch_size=100)
            ConnectionPermission.objects.bulk_create(
                [
                    ConnectionPermission(membership=each, connection=account)
                    for each, account in zip(members, accounts, strict=True)
                ]
            )
    return int(organisation.pk)


def _account(person: Membership, network: str, token: dict[str, Any]) -> Connection:
    return Connection(
        user=person.user,
        network=network,
        member_id=token["member_id"],
        handle=token["handle"],
        used_by=[person.organisation_id],
    )


def _grant(token: dict[str, Any], now: datetime) -> Grant:
    return Grant(
        access_token=Secret(token["access_token"]),
        # Renewing is not what is measured.
        expires_at=now + timedelta(days=30),
        scopes=frozenset(token["scope"]),
        issued_at=now - timedelta(hours=1),
    )


def schedule(organisation_ids: Iterable[int], count: int, *, due: datetime, spread: float, label: str) -> int:
    """Promise so many shares, each organisation and account in turn, due within `spread` seconds; return how many."""
    ids = list(organisation_ids)
    for place, organisation_id in enumerate(ids):
        with tenant(organisation_id), transaction.atomic():
            permitted = ConnectionPermission.objects.select_related("connection", "membership").order_by("pk")
            rows = sorted(permitted, key=lambda row: (row.membership_id, row.connection_id))
            numbers = range(place, count, len(ids))
            shares = [
                _share(rows[turn % len(rows)], f"{label} {number}", due + timedelta(seconds=spread * number / count))
                for turn, number in enumerate(numbers)
            ]
            Share.objects.bulk_create(shares, batch_size=BATCH)
    # As a database that has been in use for a minute: its planner knows how many rows there are.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return count


def _share(row: ConnectionPermission, text: str, due: datetime) -> Share:
    return Share(
        membership=row.membership,
        connection=row.connection,
        network=row.connection.network,
        text=text,
        content_sha256=Content(text=text).sha256(),
        state=ShareState.SCHEDULED,
        due_at=due,
        next_at=due,
        publish_before=due + timedelta(hours=6),
        zone="UTC",
    )


def minute(count: int, head_start: float, spread: float) -> int:
    """Promise so many shares of all organisations for the same minute, beginning in `head_start` seconds."""
    ids = _ids()
    return schedule(ids, count, due=timezone.now() + timedelta(seconds=head_start), spread=spread, label="Minute")


def campaign(count: int, head_start: float, singles: int) -> int:
    """One organisation's campaign due at once, and single shares of another, one every three seconds meanwhile."""
    first, second = _ids()[:2]
    due = timezone.now() + timedelta(seconds=head_start)
    schedule([first], count, due=due, spread=0, label="Campaign")
    schedule([second], singles, due=due + timedelta(seconds=3), spread=singles * 3.0, label="Single")
    return count


def _ids() -> list[int]:
    return list(Organisation.objects.filter(slug__startswith="bench-").order_by("pk").values_list("pk", flat=True))


def outcome() -> dict[str, Any]:
    """How every share ended: states, attempts, and how late each was, in seconds, by what it was promised as."""
    states: dict[str, int] = {}
    late: dict[str, list[float]] = {}
    attempts = 0
    for organisation_id in _ids():
        with tenant(organisation_id):
            attempts += ShareAttempt.objects.count()
            rows = Share.objects.values_list("state", "text", "due_at", "attempts__started_at")
            for state, text, due, began in rows:
                states[state] = states.get(state, 0) + 1
                if state == ShareState.PUBLISHED and began is not None and due is not None:
                    late.setdefault(text.split()[0], []).append(round((began - due).total_seconds(), 3))
    return {"states": states, "attempts": attempts, "late": late}
