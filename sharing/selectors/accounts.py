"""Reads about a person's connections, as one organisation may see them: its own permissions only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.programme.models import Enrolment
from advocacy.programme.states import EnrolmentState
from sharing.models import Connection, Share
from sharing.networks.base import Network
from sharing.selectors.networks import can_connect, networks
from sharing.states import ConnectionState, HoldReason, ShareState

# From how many days before its end the person is offered to renew an access.
RENEW_FROM_DAYS = 14
# From how many days before its end the page itself says so.
SOON_DAYS = 10


@dataclass(frozen=True)
class Account:
    """One line of a person's accounts page: a network and what they have there."""

    network: Network
    connection: Connection | None
    # Connected for another organisation of theirs: one click permits it here too.
    elsewhere: Connection | None
    can_connect: bool
    days_left: int | None
    needs_renewal: bool
    can_measure: bool
    # How many of their shares wait there for the access to be renewed.
    waiting: int = 0

    @property
    def is_expired(self) -> bool:
        """The access has ended: what is planned waits."""
        return self.connection is not None and self.connection.state == ConnectionState.EXPIRED

    @property
    def ends_soon(self) -> bool:
        """The access ends within days, and the page says so."""
        return not self.is_expired and self.days_left is not None and self.days_left <= SOON_DAYS

    @property
    def is_by_hand(self) -> bool:
        """Nothing is connected there and nothing can be: one shares by hand."""
        return self.connection is None and self.elsewhere is None and not self.can_connect


def accounts_path(organisation: Organisation) -> str:
    """The page of a person's accounts."""
    return reverse("sharing:accounts", kwargs={"org": organisation.slug})


def is_enrolled(membership: Membership) -> bool:
    """Say whether this person is an ambassador and not on a break."""
    return (
        membership.left_at is None
        and Enrolment.objects.filter(membership=membership, state=EnrolmentState.ACTIVE).exists()
    )


def connections_of(membership: Membership) -> QuerySet[Connection]:
    """The connections this person lets this organisation use."""
    return Connection.objects.filter(
        permissions__membership=membership,
        permissions__ended_at__isnull=True,
        user_id=membership.user_id,
        state__in=[ConnectionState.CONNECTED, ConnectionState.EXPIRED],
    ).order_by("network")


def connection_for(membership: Membership, network: str) -> Connection | None:
    """The connection to use for a network, expired or not; one of the organisation's own application comes first."""
    rows = connections_of(membership).filter(network=network)
    return rows.order_by("app_of_id").last() if len(rows) > 1 else rows.first()


def own_connection(membership: Membership, public_id: str) -> Connection | None:
    """One connection of this person, permitted here."""
    return connections_of(membership).filter(public_id=public_id).first()


def connection_elsewhere(membership: Membership, public_id: str) -> Connection | None:
    """An account this person connected through the installation's application, whichever organisation uses it."""
    return Connection.objects.filter(
        user_id=membership.user_id, public_id=public_id, app_of__isnull=True, state=ConnectionState.CONNECTED
    ).first()


def capabilities(connection: Connection, network: Network) -> dict[str, bool]:
    """What the granted scopes allow."""
    scope = network.limits.measure_scope
    return {
        "publish": network.limits.can_publish,
        "measure": network.limits.can_measure and (not scope or scope in connection.scopes),
        "find": network.limits.can_find,
    }


def accounts(membership: Membership) -> list[Account]:
    """One line per network offered here, for the accounts page and the composer."""
    organisation = membership.organisation
    here = {row.network: row for row in connections_of(membership)}
    elsewhere = {
        row.network: row
        for row in Connection.objects.filter(
            user_id=membership.user_id, app_of__isnull=True, state=ConnectionState.CONNECTED
        )
        if row.network not in here
    }
    held = Share.objects.filter(membership=membership).filter(state=ShareState.HELD, reason=HoldReason.RECONNECT)
    waiting = dict(held.values_list("network").annotate(count=Count("pk")).order_by())
    now = timezone.now()
    lines = []
    for each in networks(organisation):
        connection = here.get(each.key)
        until = connection.lasts_until if connection else None
        days = (until - now).days if until else None
        expired = connection is not None and connection.state == ConnectionState.EXPIRED
        lines.append(
            Account(
                network=each,
                connection=connection,
                elsewhere=elsewhere.get(each.key),
                can_connect=can_connect(each.key, organisation),
                days_left=days,
                needs_renewal=expired or (days is not None and days < RENEW_FROM_DAYS),
                can_measure=connection is not None and capabilities(connection, each)["measure"],
                waiting=waiting.get(each.key, 0),
            )
        )
    return lines


def left_over(membership: Membership) -> list[Connection]:
    """Accounts this person still lets us use on networks that are no longer offered here: to be disconnected."""
    offered = {each.key for each in networks(membership.organisation)}
    return [row for row in connections_of(membership) if row.network not in offered]


def renewal_path(organisation: Organisation, connection: Connection) -> str:
    """The page with the one button that renews this access: where the e-mails lead."""
    return f"{accounts_path(organisation)}?renew={connection.public_id}"


def ends_before_due(share: Share) -> datetime | None:
    """When the access ends that this promised share needs, where that is before its hour; None when it will serve."""
    if share.state != ShareState.SCHEDULED or share.due_at is None or share.connection is None:
        return None
    return share.connection.lasts_until if access_ends_before(share.connection, share.due_at) else None


def access_ends_before(connection: Connection, moment: datetime) -> bool:
    """Say whether the person will have to renew the access before that moment."""
    return connection.lasts_until is not None and connection.lasts_until <= moment
