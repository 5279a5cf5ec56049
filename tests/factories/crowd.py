"""Many people at once: companies full of ambassadors with connected accounts, made in bulk."""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from advocacy.lib.secret import Secret
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, User
from advocacy.programme.models import Charter, Enrolment
from advocacy.tenancy import tenant
from sharing.models import Connection, ConnectionPermission
from sharing.networks.base import Grant
from sharing.services import grants
from tests.factories.organisations import OrganisationFactory
from tests.factories.programme import CharterFactory, ProgrammeFactory


def companies(count: int) -> list[Organisation]:
    """So many companies, each with its programme and its charter."""
    made = []
    for number in range(count):
        organisation = OrganisationFactory(name=f"Company {number}", slug=f"company-{number}", language="en")
        with tenant(organisation.pk):
            ProgrammeFactory()
            CharterFactory(number=1)
        made.append(organisation)
    return made


def ambassadors(organisation: Organisation, handles: list[str]) -> None:
    """People of one company who have joined; each one's address begins with the handle."""
    users = User.objects.bulk_create(
        User(name=f"Person {handle}", email=f"{handle}@crowd.example", language="en", password="!")
        for handle in handles
    )
    members = Membership.objects.bulk_create(
        Membership(organisation=organisation, user=user, is_ambassador=True) for user in users
    )
    with tenant(organisation.pk):
        charter = Charter.objects.order_by("-number").first()
        now = timezone.now()
        Enrolment.objects.bulk_create(Enrolment(membership=row, charter=charter, enrolled_at=now) for row in members)


def accounts(given: Mapping[str, Mapping[str, Any]], *, soon: float = 0, seed: int = 1) -> None:
    """Connect people with the tokens that the simulated networks gave, by `network:handle`.

    `soon` is the part of renewable accesses that end within a minute or so.
    """
    dice = random.Random(seed)
    now = timezone.now()
    rows = Membership.objects.filter(user__email__endswith="@crowd.example").select_related("user")
    members = {row.user.email.partition("@")[0]: row for row in rows}
    made: list[tuple[Membership, Connection, Mapping[str, Any]]] = []
    for key, grant in given.items():
        network, _colon, handle = key.partition(":")
        member = members[handle]
        row = Connection(
            user=member.user,
            network=network,
            member_id=grant["member_id"],
            handle=handle,
            name=member.user.name,
            used_by=[member.organisation_id],
        )
        made.append((member, row, grant))
    Connection.objects.bulk_create(row for _member, row, _grant in made)
    for _member, row, grant in made:
        refresh = grant.get("refresh_token")
        life = dice.uniform(30, 90) if refresh and dice.random() < soon else grant["expires_in"]
        grants.keep(
            row,
            Grant(
                access_token=Secret(grant["access_token"]),
                refresh_token=Secret(refresh) if refresh else None,
                expires_at=now + timedelta(seconds=life),
                scopes=frozenset(grant["scope"]),
                # Not so new that a network may not know it yet.
                issued_at=now - timedelta(hours=1),
            ),
        )
    Connection.objects.bulk_update((row for _member, row, _grant in made), grants.GRANT_FIELDS)
    for organisation_id in {member.organisation_id for member, _row, _grant in made}:
        with tenant(organisation_id):
            ConnectionPermission.objects.bulk_create(
                ConnectionPermission(membership=member, connection=row)
                for member, row, _grant in made
                if member.organisation_id == organisation_id
            )
