"""Everything the composer shows: networks with their texts and counters, angles, suggested texts, preview, time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from advocacy.people.models import Membership
from content_library import selectors as library
from content_library.models import Angle, ContentItem, SuggestedText
from sharing.models import Share
from sharing.networks.base import Network
from sharing.selectors.accounts import Account, accounts
from sharing.selectors.networks import carries_card, composer_text
from sharing.selectors.slots import next_slot
from sharing.selectors.voice import Voice, voice
from sharing.states import ShareState

NEARLY_FULL = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One network's part of the composer, measured as that network measures."""

    account: Account
    on: bool
    text: str
    address: str
    count: int
    head: str
    tail: str
    shows_card: bool

    @property
    def network(self) -> Network:
        return self.account.network

    @property
    def left(self) -> int:
        """How much still fits; negative when the text is too long."""
        return self.network.limits.max_length - self.count

    @property
    def is_nearly_full(self) -> bool:
        return 0 <= self.left <= NEARLY_FULL

    @property
    def is_too_long(self) -> bool:
        return self.left < 0

    @property
    def over(self) -> int:
        """By how much the text is too long."""
        return max(0, -self.left)

    @property
    def by_hand(self) -> bool:
        """Say whether the person will post it themselves: nothing is connected."""
        return self.account.connection is None


@dataclass(frozen=True, slots=True)
class AngleChoice:
    """A question to start from, and how many colleagues took it: to vary, not to compete."""

    angle: Angle
    taken: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Starter:
    """The suggested text on offer: which one of how many."""

    text: SuggestedText
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The composer, ready to render."""

    item: ContentItem | None
    sheets: Sequence[Sheet]
    angles: Sequence[AngleChoice]
    starter: Starter | None
    voice: Voice | None
    slot: datetime

    @property
    def chosen_angle(self) -> Angle | None:
        return next((choice.angle for choice in self.angles if choice.chosen), None)

    @property
    def sheets_on(self) -> Sequence[Sheet]:
        return [sheet for sheet in self.sheets if sheet.on]

    @property
    def is_too_long(self) -> bool:
        return any(sheet.is_too_long for sheet in self.sheets_on)

    @property
    def all_by_hand(self) -> bool:
        return bool(self.sheets_on) and all(sheet.by_hand for sheet in self.sheets_on)


def fold(network: Network, text: str) -> tuple[str, str]:
    """Where the network's feed cuts a text: what is seen at once, and what comes after “see more”."""
    limits = network.preview_limits
    cut = len(text)
    if limits.fold_characters is not None:
        cut = min(cut, limits.fold_characters)
    if limits.fold_lines is not None:
        lines = text.split("\n")
        if len(lines) > limits.fold_lines:
            cut = min(cut, len("\n".join(lines[: limits.fold_lines])))
    if cut >= len(text):
        return text, ""
    space = text.rfind(" ", 0, cut + 1)
    cut = space if space > cut * 0.6 else cut
    return text[:cut].rstrip(), text[cut:].lstrip()


def sheet(account: Account, *, on: bool, text: str, address: str) -> Sheet:
    """One network's part for this text."""
    network = account.network
    head, tail = fold(network, text)
    return Sheet(
        account=account,
        on=on,
        text=text,
        address=address,
        count=network.count(text),
        head=head,
        tail=tail,
        shows_card=carries_card(network, text, address),
    )


def offered_accounts(membership: Membership, item: ContentItem | None) -> list[Account]:
    """The networks the composer offers: those the item suits, connected ones first; never a copy-only one unasked."""
    lines = [
        account
        for account in accounts(membership)
        if account.network.limits.can_publish
        and (item is None or not item.networks or account.network.key in item.networks)
    ]
    return sorted(lines, key=lambda account: account.connection is None)


def switched_on(lines: Sequence[Account]) -> set[str]:
    """What is switched on at first: the first network, as the picture of two minutes on a phone wants it."""
    return {lines[0].network.key} if lines else set()


def angle_choices(membership: Membership, item: ContentItem | None, chosen: str) -> list[AngleChoice]:
    """The item's angles in the person's language, with how many colleagues took each."""
    if item is None:
        return []
    angles = library.angles_for(item, membership.language)
    taken: Mapping[int, int] = dict(
        Share.objects.filter(angle__in=angles)
        .exclude(membership=membership)
        .exclude(state__in=[ShareState.DRAFT, ShareState.CANCELLED])
        .values_list("angle")
        .annotate(people=Count("membership", distinct=True))
        .order_by()
    )
    return [AngleChoice(angle, taken.get(angle.pk, 0), angle.public_id == chosen) for angle in angles]


def starter(membership: Membership, item: ContentItem | None, network: str, step: int = 0) -> Starter | None:
    """The suggested text on offer for a network. Texts rotate, so that colleagues are not given the same in a row."""
    texts = library.suggested_texts_for(item, membership.language, network) if item is not None else []
    if not texts:
        return None
    given = Share.objects.filter(item=item, network=network, suggested_text__isnull=False).count()
    place = (given + membership.pk + step) % len(texts)
    return Starter(texts[place], place + 1, len(texts))


def starting_text(network: Network, body: str, address: str) -> str:
    """A text to begin with: the body, and the link where this network wants it in the text."""
    if not address:
        return body
    return composer_text(network, body, address)


def own_voice(membership: Membership, item: ContentItem | None, text: str, addresses: Sequence[str]) -> Voice | None:
    """How much of the text is the person's own; None for a post of their own, which has nothing to compare with."""
    if item is None or not text.strip():
        return None
    for address in addresses:
        text = text.replace(address, "") if address else text
    suggested = [row.body for row in item.suggested_texts.all()]
    return voice(text, material=[item.title, item.summary, item.facts], suggested=suggested)


def slot_for(membership: Membership, item: ContentItem | None) -> datetime:
    """The time proposed first; after the page's turn when the item waits for the page."""
    announcement = library.announcement_of(item) if item is not None else None
    page_at = announcement.page_at if announcement is not None and announcement.is_locked else None
    return next_slot(membership.time_zone, not_before=page_at)
