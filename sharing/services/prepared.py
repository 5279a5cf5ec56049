"""Drafts that a person's rules made: whose they are, what exactly they hold, whether their author touched them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from advocacy.people.models import Membership
from sharing import selectors
from sharing.models import Connection, RulePick, Share
from sharing.networks.base import Network
from sharing.services import content, links, moments
from sharing.states import ShareState


def prepared_of(membership: Membership) -> "QuerySet[Share]":
    """One person's prepared drafts, whole, by the time they propose."""
    rows = Share.objects.filter(membership=membership, state=ShareState.DRAFT, is_prepared=True)
    return content.whole(rows).select_related("pick", "angle").order_by("due_local", "pk")


def version_of(share: Share, network: Network, account: Connection | None) -> str:
    """Stands for all that its author approves: words, pictures, where the link leads, account, hour and zone."""
    said = content.content_of(share, network).sha256()
    leads_to = share.link.destination if share.link is not None else ""
    who = str(account.pk if account is not None else "")
    parts = [said, share.network, who, share.due_local, share.zone, leads_to]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def fingerprint(share: Share, network: Network) -> str:
    """Of what was prepared, whatever account it would go to."""
    return version_of(share, network, None)


def moment_of(share: Share) -> datetime | None:
    """The instant a draft proposes; None when it proposes none, or an hour the clocks skip."""
    if not share.due_local or not share.zone:
        return None
    try:
        wall = datetime.fromisoformat(share.due_local)
    except ValueError:
        return None
    return moments.instant_of(wall, moments.zone_info(share.zone))


def waits_for_words(share: Share) -> bool:
    """Say whether it is a question still to be answered: nothing but its link stands there."""
    address = links.address_of(share) if share.link is not None else ""
    words = share.text.replace(address, "") if address else share.text
    return not words.strip()


def is_untouched(share: Share) -> bool:
    """Say whether it is still, to the letter, what a rule prepared."""
    pick = RulePick.objects.filter(share=share).first()
    network = selectors.find_network(share.network, share.membership.organisation)
    return pick is not None and network is not None and pick.fingerprint == fingerprint(share, network)


def drop_untouched(shares: Iterable[Share], *, forget: bool) -> int:
    """Delete the prepared drafts nobody has touched; the others stay, as their author's own. Says how many went.

    `forget`: they were taken back before their author had a say, so the same ideas may be prepared again.
    """
    gone = 0
    for share in shares:
        if is_untouched(share):
            if forget:
                RulePick.objects.filter(share=share).delete()
            delete(share)
            gone += 1
        else:
            share.is_prepared = False
            share.save(update_fields=["is_prepared", "updated_at"])
    return gone


def delete(share: Share) -> None:
    """Delete one prepared draft and its link. What was picked stays picked: it is not prepared again."""
    link = share.link
    share.delete()
    if link is not None:
        link.delete()
