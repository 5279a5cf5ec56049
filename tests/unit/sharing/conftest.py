"""Amir with a connected account, without HTTP."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

from advocacy.people.models import Membership
from advocacy.tenancy import in_tenant, tenant
from sharing.models import Connection, Share
from sharing.services import shares
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory


def connected(membership: Membership, network: str = "linkedin", **fields: Any) -> Connection:
    """An account of this person, permitted in their organisation; its tokens are empty."""
    with nullcontext() if in_tenant() else tenant(membership.organisation_id):
        connection: Connection = ConnectionFactory(
            user=membership.user, network=network, used_by=[membership.organisation_id], **fields
        )
        ConnectionPermissionFactory(membership=membership, connection=connection)
    return connection


@pytest.fixture
def account(amir: Membership) -> Connection:
    """Amir's LinkedIn account."""
    return connected(amir)


@pytest.fixture
def plan(account: Connection, amir: Membership) -> Callable[..., Share]:
    """`plan(text="…", due_local="…")`: a share of Amir's, on LinkedIn unless told otherwise. Inside his tenant."""

    def make(**values: Any) -> Share:
        return shares.schedule_share(**{"actor": amir, "network": "linkedin", "text": "In my own words.", **values})

    return make
