"""One composition for several networks: all of it is accepted, or none of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.db import transaction

from advocacy.people.models import Membership
from content_library.models import Angle, Asset, ContentItem, SuggestedText
from sharing import selectors
from sharing.models import Share
from sharing.services import links, shares


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wrote for one network."""

    network: str
    text: str


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything a person decided in the composer, except when."""

    words: Sequence[Words]
    request_key: str
    item: ContentItem | None = None
    angle: Angle | None = None
    suggested_text: SuggestedText | None = None
    picture: Asset | None = None
    alternative_text: str = ""


class _Values(TypedDict):
    """What drafting and scheduling are both given."""

    network: str
    text: str
    item: ContentItem | None
    angle: Angle | None
    suggested_text: SuggestedText | None
    picture: Asset | None
    alternative_text: str
    with_link: bool
    request_key: str


def key_for(request_key: str, network: str) -> str:
    """The key of one network's share within a composition."""
    return f"{request_key}-{network}"


@transaction.atomic
def save_composition(*, actor: Membership, composition: Composition) -> list[Share]:
    """Keep everything as drafts, one per network; again with the same key changes the same drafts."""
    return [shares.save_draft(actor=actor, **_values(actor, composition, words)) for words in composition.words]


@transaction.atomic
def schedule_composition(*, actor: Membership, composition: Composition, due_local: str = "") -> list[Share]:
    """Schedule one share per network, now when `due_local` is empty; networks without a connection become drafts.

    The person posts those drafts by hand (assisted sharing). Refuses, and then keeps nothing, what any of them refuses.
    """
    made = []
    for words in composition.words:
        values = _values(actor, composition, words)
        connection = selectors.connection_for(actor, words.network)
        if connection is None:
            made.append(shares.save_draft(actor=actor, **values))
        else:
            made.append(shares.schedule_share(actor=actor, connection=connection, due_local=due_local, **values))
    return made


@transaction.atomic
def schedule_draft(*, actor: Membership, share: Share, text: str, alternative_text: str, due_local: str) -> Share:
    """Promise a draft with its latest words; refuses, and then changes nothing, what `schedule_share` refuses."""
    share = shares.edit_share(actor=actor, share=share, text=text, alternative_text=alternative_text)
    return shares.schedule_share(
        actor=actor,
        network=share.network,
        text=text,
        item=share.item,
        destination=share.link.destination if share.link else "",
        angle=share.angle,
        suggested_text=share.suggested_text,
        picture=share.picture,
        alternative_text=alternative_text,
        with_link=share.link is not None,
        due_local=due_local,
        share=share,
    )


def _values(actor: Membership, composition: Composition, words: Words) -> _Values:
    key = key_for(composition.request_key, words.network)
    network = selectors.network(words.network, actor.organisation)
    address = links.address_for(actor=actor, network=words.network, request_key=key)
    has_link = composition.item is not None and bool(composition.item.url)
    return {
        "network": words.network,
        "text": words.text,
        "item": composition.item,
        "angle": composition.angle,
        "suggested_text": composition.suggested_text,
        "picture": composition.picture,
        "alternative_text": composition.alternative_text,
        # What the person sees decides: a link in the text, or the card of networks that show one.
        "with_link": has_link and (address in words.text or selectors.carries_card(network, words.text, address)),
        "request_key": key,
    }
