"""Sharing without any connection: what to copy, what to download, which window of the network's own to open."""

from collections.abc import Sequence
from dataclasses import dataclass

from advocacy.people.models import Membership
from sharing.models import Share, SharePicture
from sharing.networks.base import Network
from sharing.selectors.accounts import connections_of
from sharing.selectors.networks import networks


@dataclass(frozen=True, slots=True)
class Way:
    """How one share is posted by hand on its network, as far as that network helps."""

    network: Network
    # What to paste: the words, and the short link where nothing else carries it.
    text: str
    address: str
    # The network's own window: filled with text and link, with the link alone, or just its front door.
    window: str
    has_dialog: bool
    pictures: Sequence[SharePicture]

    @property
    def is_filled(self) -> bool:
        """The window brings the words along: there is nothing to paste."""
        return self.has_dialog and self.network.limits.intent == "prefilled"

    @property
    def brings_link(self) -> bool:
        """The window brings the link, and the words are pasted."""
        return self.has_dialog and self.network.limits.intent == "link_only"

    @property
    def link_is_dead(self) -> bool:
        """A link in the words cannot be followed there: it belongs on the person's profile, or nowhere."""
        return self.network.limits.intent == "copy" and bool(self.address)


def way(share: Share, network: Network, address: str) -> Way:
    """How to post this share by hand; `address` is its short link, if it has one."""
    limits = network.limits
    if share.reshare_of:
        dialog = network.repost_intent_url(share.reshare_of)
    else:
        dialog = network.intent_url(share.text, address) if limits.intent != "copy" else None
    text = share.text
    if address and address not in text and limits.intent == "prefilled":
        text = f"{text}\n\n{address}".strip()
    return Way(
        network=network,
        text=text,
        address=address,
        window=dialog or network.own_url(),
        has_dialog=bool(dialog),
        pictures=list(share.pictures.all()),
    )


def elsewhere(membership: Membership, share: Share) -> Sequence[Network]:
    """The other networks where this person can post the same words by hand: offered here, and not connected."""
    connected = {row.network for row in connections_of(membership)}
    return [each for each in networks(membership.organisation) if each.key not in {share.network, *connected}]
