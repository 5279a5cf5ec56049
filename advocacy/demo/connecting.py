"""People's accounts on the simulated networks, and the accesses they gave: real ones, which the simulator knows."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from advocacy.demo.cast import Person
from advocacy.demo.settling import left_at
from advocacy.demo.stage import Stage
from advocacy.lib.secret import Secret
from sharing import selectors
from sharing.models import Connection, ConnectionPermission, NetworkApp
from sharing.networks import REGISTRY, adapter
from sharing.networks.base import Grant
from sharing.services import grants
from sharing.simulator.tokens import ACCESS_LIFE, REFRESH_LIFE
from sharing.simulator.world import member_number
from sharing.states import ConnectionState

# How many of those who are not met by name have connected nothing: they share by hand.
BY_HAND: Final = 3
# The person one signs in as must renew an access soon; somebody else forgot to.
SOON: Final = timedelta(days=9, hours=5)
OVER: Final = timedelta(days=-6)


@dataclass(frozen=True, slots=True)
class Access:
    """One access as the simulator must know it."""

    connection: Connection
    token: str
    kind: str
    issued_at: datetime
    expires_at: datetime
    client_id: str


def connect_accounts(stage: Stage) -> list[Access]:
    """Create the organisation's network settings, and each person's connections with their permission."""
    _network_apps(stage)
    rows = list(_planned(stage))
    connections = Connection.objects.bulk_create([row.connection for row in rows])
    accesses = [access for row in rows for access in _grant(stage, row)]
    fields = [*grants.GRANT_FIELDS, "state", "ended_at"]
    Connection.objects.bulk_update(connections, fields, batch_size=200)
    ConnectionPermission.objects.bulk_create(
        [
            ConnectionPermission(
                membership=stage.members[row.person.name],
                connection=row.connection,
                granted_at=row.connection.connected_at,
                ended_at=left_at(stage) if row.person.left else None,
            )
            for row in rows
        ]
    )
    stage.connections = {(row.person.name, row.connection.network): row.connection for row in rows}
    return accesses


def _network_apps(stage: Stage) -> None:
    """Through the site's own applications; the first network has vetted one of the organisations for member figures."""
    for place, network in enumerate(stage.seed.networks):
        scopes = list(stage.seed.vetted_scopes) if place == 0 else []
        NetworkApp.objects.create(network=network, granted_scopes=scopes)
    for key in REGISTRY:
        if key not in stage.seed.networks and not adapter(key).limits.retired:
            # Networks where one shares by hand are off until an organisation asks for them.
            NetworkApp.objects.create(network=key, is_enabled=False)
    for key in stage.seed.networks:
        stage.networks[key] = selectors.network(key, stage.organisation)
        stage.applications[key] = selectors.credentials(key, stage.organisation)


def handle_on(person: Person, place: int) -> str:
    """A person's handle on the first network, and on the others, where handles are short and have no hyphens."""
    return person.handle if place == 0 else person.handle.replace("-", "_")[:15]


@dataclass(frozen=True, slots=True)
class _Row:
    person: Person
    place: int
    connection: Connection
    lasts: timedelta | None = None


def _planned(stage: Stage) -> Iterator[_Row]:
    seed, chance = stage.seed, stage.chance
    people = [person for person in seed.people if person.enrolled]
    others = [person for person in people if not person.named and not person.left and not person.door]
    chance.shuffle(others)
    # Of the organisation with forty people, three share by hand; of the small one, one does.
    by_hand = set(others[: BY_HAND if len(people) > 20 else 1])
    forgetful = others[BY_HAND + 1]
    connected = [person for person in others if person not in by_hand]
    on_second = set(connected[: round(len(connected) * seed.on_second)])
    on_second |= {person for person in people if person.named and chance.random() < seed.on_second}
    for person in people:
        if person in by_hand:
            continue
        lasts = SOON if person.door == "ambassador" and seed.vetted_scopes else None
        lasts = OVER if person == forgetful else lasts
        yield _Row(person, 0, _connection(stage, person, 0), lasts)
        if person in on_second or person.door == "ambassador":
            yield _Row(person, 1, _connection(stage, person, 1))


def _connection(stage: Stage, person: Person, place: int) -> Connection:
    network = stage.networks[stage.seed.networks[place]]
    application = stage.applications[network.key]
    member, handle = stage.members[person.name], handle_on(person, place)
    return Connection(
        user_id=member.user_id,
        network=network.key,
        member_id=member_number(network.key, handle, application.client_id),
        handle=handle,
        name=member.user.name,
        headline=_headline(stage, person),
        profile_url=network.profile_url(handle),
        scopes=sorted(application.scopes),
        connected_at=stage.enrolled[person.name] + timedelta(minutes=6 + 3 * place),
        used_by=[] if person.left else [stage.organisation.pk],
    )


def _headline(stage: Stage, person: Person) -> str:
    joint = "chez" if stage.seed.language == "fr" else "at"
    return f"{stage.members[person.name].job_title} {joint} {stage.seed.name}"


def _grant(stage: Stage, row: _Row) -> Iterator[Access]:
    """Seal the tokens into a saved connection, and say what the simulator must know of them."""
    connection, network = row.connection, row.connection.network
    if row.person.left:
        connection.state, connection.ended_at = ConnectionState.REVOKED, left_at(stage)
        return
    life = timedelta(seconds=ACCESS_LIFE[network])
    expires = stage.now + (row.lasts or life - timedelta(days=stage.chance.uniform(1, 30)))
    renewed = life < timedelta(days=1)
    if renewed:
        expires = stage.now + life
    issued = expires - life
    if expires < stage.now:
        connection.state = ConnectionState.EXPIRED
    client_id = stage.applications[network].client_id
    access, refresh = secrets.token_urlsafe(48), secrets.token_urlsafe(48) if renewed else ""
    refresh_ends = issued + timedelta(seconds=REFRESH_LIFE[network])
    grants.keep(
        connection,
        Grant(
            access_token=Secret(access),
            refresh_token=Secret(refresh) if refresh else None,
            expires_at=expires,
            refresh_expires_at=refresh_ends if refresh else None,
            scopes=frozenset(connection.scopes),
            issued_at=issued,
        ),
    )
    yield Access(connection, access, "access", issued, expires, client_id)
    if refresh:
        yield Access(connection, refresh, "refresh", issued, refresh_ends, client_id)


def access_document(access: Access) -> dict[str, Any]:
    """An access in the simulator's own words."""
    return {
        "token": access.token,
        "network": access.connection.network,
        "client_id": access.client_id,
        "handle": access.connection.handle,
        "scopes": list(access.connection.scopes),
        "family": access.connection.public_id,
        "kind": access.kind,
        "at": access.issued_at.timestamp(),
        "expires": access.expires_at.timestamp(),
    }
