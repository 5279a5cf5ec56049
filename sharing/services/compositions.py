"""One composition for several networks: all of it is accepted, or none of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db import transaction

from advocacy.people.models import Membership
from content_library.models import Angle, ContentItem, Document, SuggestedText
from sharing import selectors
from sharing.models import Share
from sharing.services import content, links, proofreading, shares
from sharing.services.content import Pictures
from sharing.states import CHANGEABLE


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wrote for one network."""

    network: str
    text: str
    first_comment: str = ""
    # The network's id of the page's post that is relayed there; the text may be empty then.
    reshare_of: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything a person decided in the composer, except when."""

    words: Sequence[Words]
    request_key: str
    item: ContentItem | None = None
    angle: Angle | None = None
    suggested_text: SuggestedText | None = None
    pictures: Pictures = ()
    document: Document | None = None
    # For a post of one's own: where its link leads, and what the link's card shows.
    destination: str = ""
    card_title: str = ""
    card_description: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A colleague's opinion that is asked for with it, and until when the texts wait, if they do."""

    reader: Membership
    note: str = ""
    wait_local: str = ""


class _Values(TypedDict):
    """What drafting and scheduling are both given."""

    network: str
    text: str
    item: ContentItem | None
    angle: Angle | None
    suggested_text: SuggestedText | None
    pictures: Pictures
    document: Document | None
    reshare_of: str
    first_comment: str
    destination: str
    card_title: str
    card_description: str
    with_link: bool
    request_key: str


def key_for(request_key: str, network: str) -> str:
    """The key of one network's share within a composition."""
    return f"{request_key}-{network}"


@transaction.atomic
def save_composition(*, actor: Membership, composition: Composition, opinion: Opinion | None = None) -> list[Share]:
    """Keep everything as drafts, one per network; again with the same key changes the same drafts."""
    made = [shares.save_draft(actor=actor, **_values(actor, composition, words)) for words in composition.words]
    _ask(actor, made, opinion)
    return made


@transaction.atomic
def schedule_composition(
    *, actor: Membership, composition: Composition, due_local: str = "", opinion: Opinion | None = None
) -> list[Share]:
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
    _ask(actor, made, opinion)
    return made


def _ask(actor: Membership, made: Sequence[Share], opinion: Opinion | None) -> None:
    """In the transaction of the promise: a text that is to wait for its reader cannot leave in between."""
    texts = [share for share in made if share.text.strip() and share.state in CHANGEABLE]
    if opinion is not None and texts:
        proofreading.ask(
            actor=actor, texts=texts, reader=opinion.reader, note=opinion.note, wait_local=opinion.wait_local
        )


@transaction.atomic
def schedule_draft(
    *,
    actor: Membership,
    share: Share,
    text: str,
    due_local: str,
    **changes: Any,
) -> Share:
    """Promise a draft with its latest words and what else `edit_share` changes.

    Refuses, and then changes nothing, what `schedule_share` refuses.
    """
    share = shares.edit_share(actor=actor, share=share, text=text, **changes)
    parcel = content.parcel_of(share)
    return shares.schedule_share(
        actor=actor,
        network=share.network,
        text=text,
        item=share.item,
        destination=share.link.destination if share.link else "",
        angle=share.angle,
        suggested_text=share.suggested_text,
        pictures=parcel.pictures,
        document=parcel.document,
        reshare_of=parcel.reshare_of,
        first_comment=parcel.first_comment,
        card_title=parcel.card_title,
        card_description=parcel.card_description,
        with_link=share.link is not None,
        due_local=due_local,
        share=share,
    )


def _values(actor: Membership, composition: Composition, words: Words) -> _Values:
    key = key_for(composition.request_key, words.network)
    network = selectors.network(words.network, actor.organisation)
    address = links.address_for(actor=actor, network=words.network, request_key=key)
    destination = composition.destination or (composition.item.url if composition.item is not None else "")
    alone = words.reshare_of != ""
    in_place = content.takes_the_cards_place(len(composition.pictures), composition.document, words.reshare_of)
    card = selectors.carries_card(network, words.text, address) and not in_place
    return {
        "network": words.network,
        "text": words.text,
        "item": composition.item,
        "angle": composition.angle,
        "suggested_text": composition.suggested_text,
        # A relayed post goes out as it is.
        "pictures": () if alone else composition.pictures,
        "document": None if alone else composition.document,
        "reshare_of": words.reshare_of,
        "first_comment": words.first_comment,
        "destination": composition.destination,
        "card_title": composition.card_title,
        "card_description": composition.card_description,
        # What the person sees decides: a link in the text, or the card of networks that show one.
        "with_link": bool(destination) and not alone and (address in words.text or card),
        "request_key": key,
    }
