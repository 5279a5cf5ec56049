"""A week as its author sees it before saying yes: whole texts, accounts, hours, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.people.models import Membership
from content_library.states import ItemState
from sharing import selectors
from sharing.models import Connection, Share
from sharing.networks.base import Network
from sharing.services import links, prepared


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One prepared draft, complete: rendering it asks the database nothing more."""

    share: Share
    network: Network
    account: Connection | None
    moment: datetime | None
    version: str
    address: str
    destination: str
    shows_card: bool
    # Why it cannot be approved as it stands; empty when it can.
    problem: str = ""
    # What else its author should know.
    note: str = ""

    @property
    def leads_to(self) -> str:
        """Where its link leads, without what is only for counting."""
        return self.destination.partition("?")[0]

    @property
    def can_go(self) -> bool:
        """Say whether one tap would do."""
        return not self.problem


def week_lines(membership: Membership, public_id: str = "") -> Sequence[WeekLine]:
    """Everything prepared for this person, by its hour; one of them alone when an id is given."""
    rows = prepared.prepared_of(membership)
    found = list(rows.filter(public_id=public_id) if public_id else rows)
    # One read for all of them: the same networks and accounts come again.
    networks = {key: selectors.find_network(key, membership.organisation) for key in {row.network for row in found}}
    accounts = {key: selectors.connection_for(membership, key) for key in networks}
    lines = []
    for share in found:
        network = networks[share.network]
        share.membership = membership
        if network is not None:
            lines.append(_line(share, network, accounts[share.network]))
    return lines


def waiting_count(membership: Membership) -> int:
    """How many prepared drafts wait for their author."""
    return prepared.prepared_of(membership).count()


def _line(share: Share, network: Network, account: Connection | None) -> WeekLine:
    address = links.address_of(share) if share.link is not None else ""
    moment = prepared.moment_of(share)
    return WeekLine(
        share=share,
        network=network,
        account=account,
        moment=moment,
        version=prepared.version_of(share, network, account),
        address=address,
        destination=share.link.destination if share.link is not None else "",
        shows_card=selectors.carries_card(network, share.text, address),
        problem=_problem(share, network, account, moment),
        note=_note(share),
    )


def _problem(share: Share, network: Network, account: Connection | None, moment: datetime | None) -> str:
    if prepared.waits_for_words(share):
        return _("A question to answer first: it waits for your words.")
    if moment is None or moment <= timezone.now():
        return _("Its hour has passed. Choose another one, or let it go.")
    if account is None:
        return _("No %(network)s account is connected: connect it, or post this one by hand.") % {
            "network": network.label
        }
    count, most = network.count(share.text), network.limits.max_length
    if count > most:
        return _("Too long for %(network)s: %(count)d for %(max)d at most.") % {
            "network": network.label,
            "count": count,
            "max": most,
        }
    return ""


def _note(share: Share) -> str:
    if share.item is not None and share.item.state == ItemState.WAITING:
        return _("It waits for the company page, and follows it.")
    return ""
