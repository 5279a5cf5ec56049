"""Everything the composer shows: networks with their texts and counters, angles, suggested texts, preview, time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count

from advocacy.people.models import Membership
from content_library import selectors as library
from content_library.models import Angle, Asset, ContentItem, Document, SuggestedText
from sharing.models import Share
from sharing.networks.base import Network
from sharing.selectors import aids, timing
from sharing.selectors.accounts import Account, accounts
from sharing.selectors.aids import EmojiGroup
from sharing.selectors.likeness import Likeness, closest_colleague, near_identical
from sharing.selectors.networks import carries_card, composer_text
from sharing.selectors.voice import Voice, voice
from sharing.states import ShareState

NEARLY_FULL = 20
# How much of the desk's fold a phone shows: its lines are shorter, and the feed cuts by lines.
PHONE_FOLD = 0.67


@dataclass(frozen=True, slots=True)
class Picked:
    """A picture on offer: chosen or not, and described in the person's words."""

    asset: Asset
    alternative_text: str
    chosen: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes with the words, the same for all networks."""

    pictures: Sequence[Picked] = ()
    document: Document | None = None

    @property
    def chosen(self) -> Sequence[Picked]:
        """The pictures that go along, in their order; none beside a document."""
        return [] if self.document is not None else [each for each in self.pictures if each.chosen]


@dataclass(frozen=True, slots=True)
class Fold:
    """Where a feed cuts a text: what is seen at once, and what comes after “see more”."""

    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One network's part of the composer, measured as that network measures."""

    account: Account
    on: bool
    text: str
    address: str
    count: int
    desk: Fold
    phone: Fold
    shows_card: bool
    comment: str = ""
    # The network's id of the page's post that can be relayed there, and whether the person chose to.
    relay: str = ""
    relaying: bool = False
    # What the network is known to refuse, in the words of the rule; said before anything is sent.
    problem: str = ""
    too_similar: bool = False
    variant: bool = False
    # What it costs and what is left, where there is anything to say.
    quote: str = ""
    cautions: Sequence[str] = ()
    # A mark of where the person works, to add if they wish.
    disclosure: str = ""

    @property
    def hints(self) -> Sequence[str]:
        return aids.hints(self.network)

    @property
    def mention(self) -> str:
        return aids.mention_sentence(self.network)

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

    @property
    def has_link(self) -> bool:
        """Say whether the text holds its short link."""
        return bool(self.address) and self.address in self.text

    @property
    def link_costs(self) -> bool:
        """Say whether the post would cost less without its link."""
        return self.has_link and self.network.cost(self.text) > self.network.limits.price

    @property
    def takes_comment(self) -> bool:
        """Say whether a first comment makes sense on that network."""
        return bool(self.network.limits.comment_scope) and not self.relaying

    @property
    def comments_itself(self) -> bool:
        """Say whether the access lets us publish that comment; otherwise the person adds it."""
        connection = self.account.connection
        return connection is not None and self.network.limits.comment_scope in connection.scopes

    @property
    def takes_words(self) -> bool:
        """Say whether words of the person's own go out: some networks relay a post as it is."""
        return not self.relaying or self.network.limits.reshare_takes_text

    @property
    def pictures_fit(self) -> int:
        """How many pictures the network takes."""
        return self.network.limits.max_images


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
    slot: timing.Slot
    carried: Carried = field(default_factory=Carried)
    likeness: Likeness | None = None
    hashtags: Sequence[str] = ()
    emoji: Sequence[EmojiGroup] = ()
    # Phrases of the idea that stand in the first text, to be underlined; the sentence to start from.
    taken: Sequence[str] = ()
    start_here: str = ""
    # For an exact hour: colleagues who share the same idea around it.
    around: int = 0
    due_at: datetime | None = None
    # Words about the person's own pace, for them alone.
    rhythm: Sequence[str] = ()

    @property
    def chosen_angle(self) -> Angle | None:
        return next((choice.angle for choice in self.angles if choice.chosen), None)

    @property
    def free_angle(self) -> Angle | None:
        """An angle nobody has taken yet, to offer when texts come close."""
        return next((choice.angle for choice in self.angles if not choice.taken and not choice.chosen), None)

    @property
    def sheets_on(self) -> Sequence[Sheet]:
        return [sheet for sheet in self.sheets if sheet.on]

    @property
    def others_on(self) -> Sequence[Sheet]:
        return self.sheets_on[1:]

    @property
    def comments(self) -> Sequence[Sheet]:
        """The sheets that are on and may have a first comment."""
        return [sheet for sheet in self.sheets_on if sheet.takes_comment]

    @property
    def takes_documents(self) -> Sequence[Sheet]:
        return [sheet for sheet in self.sheets if sheet.network.limits.document_types]

    @property
    def most_pictures(self) -> int:
        return max((sheet.pictures_fit for sheet in self.sheets_on), default=0)

    @property
    def is_too_long(self) -> bool:
        return any(sheet.is_too_long for sheet in self.sheets_on)

    @property
    def all_by_hand(self) -> bool:
        return bool(self.sheets_on) and all(sheet.by_hand for sheet in self.sheets_on)

    @property
    def ends_before(self) -> Sequence[Sheet]:
        """The sheets whose access ends before the share would leave."""
        if self.due_at is None:
            return []
        ends = [(sheet, sheet.account.connection) for sheet in self.sheets_on]
        return [
            sheet
            for sheet, account in ends
            if account is not None and account.lasts_until is not None and account.lasts_until <= self.due_at
        ]


def fold(network: Network, text: str, share: float = 1) -> tuple[str, str]:
    """Where the network's feed cuts a text: what is seen at once, and what comes after “see more”."""
    limits = network.preview_limits
    cut = len(text)
    if limits.fold_characters is not None:
        cut = min(cut, int(limits.fold_characters * share))
    if limits.fold_lines is not None:
        lines = text.split("\n")
        if len(lines) > limits.fold_lines:
            cut = min(cut, len("\n".join(lines[: limits.fold_lines])))
    if cut >= len(text):
        return text, ""
    space = text.rfind(" ", 0, cut + 1)
    cut = space if space > cut * 0.6 else cut
    return text[:cut].rstrip(), text[cut:].lstrip()


def sheet(
    account: Account,
    *,
    on: bool,
    text: str,
    address: str,
    comment: str = "",
    relay: str = "",
    relaying: bool = False,
    carried: Carried | None = None,
    besides: Share | None = None,
) -> Sheet:
    """One network's part for this text."""
    network, carried = account.network, carried or Carried()
    relaying = relaying and bool(relay)
    in_place = relaying or carried.document is not None or len(carried.chosen) > 1
    return Sheet(
        account=account,
        on=on,
        text=text,
        address=address,
        count=network.count(text),
        desk=Fold(*fold(network, text)),
        phone=Fold(*fold(network, text, PHONE_FOLD)),
        shows_card=carries_card(network, text, address) and not in_place,
        comment=comment,
        relay=relay,
        relaying=relaying,
        # The network's rule against the same text from several accounts; a text that is off is not asked about.
        too_similar=on
        and not relaying
        and not network.limits.identical_texts_allowed
        and bool(text.strip())
        and near_identical(network.key, text, besides=besides),
        cautions=network.cautions(text),
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
    given = Share.objects.filter(item=item, network=network, suggested_text__in=texts).exclude(membership=membership)
    last = given.order_by("pk").values_list("suggested_text_id", flat=True).last()
    after = next((place for place, text in enumerate(texts, start=1) if text.pk == last), membership.pk)
    place = (after + step) % len(texts)
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


def likeness(membership: Membership, item: ContentItem | None, text: str, addresses: Sequence[str]) -> Likeness | None:
    """How close the text comes to what colleagues have published: for its author alone, and never whose it is."""
    for address in addresses:
        text = text.replace(address, "") if address else text
    return closest_colleague(membership, item, text) if text.strip() else None


def slot_for(membership: Membership, item: ContentItem | None, network: str = "") -> timing.Slot:
    """The time proposed first; after the page's turn when the item waits for the page."""
    announcement = library.announcement_of(item) if item is not None else None
    page_at = announcement.page_at if announcement is not None and announcement.waits_for_page else None
    return timing.best_slot(membership, item, network, not_before=page_at)


def taken(item: ContentItem | None, text: str) -> list[str]:
    """The phrases of a text that stand in the idea's title, facts or suggested texts."""
    if item is None:
        return []
    sources = [item.title, item.summary, item.facts, *(row.body for row in item.suggested_texts.all())]
    return aids.taken_phrases(text, sources)


def unused_variant(membership: Membership, item: ContentItem | None, network: str, text: str) -> Starter | None:
    """The next suggested text that nobody has nearly said on that network and that is not this one."""
    texts = library.suggested_texts_for(item, membership.language, network) if item is not None else []
    for number, row in enumerate(texts, start=1):
        if row.body.strip() not in text and not near_identical(network, row.body):
            return Starter(row, number, len(texts))
    return None


def pictures_by_id(membership: Membership, item: ContentItem | None, ids: Sequence[str]) -> dict[str, Picked]:
    """The pictures a composition offers, by public id: the idea's own and the person's among `ids`."""
    found = [Picked(item.picture, "", chosen=False)] if item is not None and item.picture is not None else []
    own = Asset.objects.filter(owner=membership, public_id__in=ids).order_by("pk") if ids else []
    found += [Picked(asset, "", chosen=False, own=True) for asset in own]
    return {each.asset.public_id: each for each in found}


def own_document(membership: Membership, public_id: str) -> Document | None:
    """A document this person brought for themselves."""
    return Document.objects.filter(owner=membership, public_id=public_id).first() if public_id else None
