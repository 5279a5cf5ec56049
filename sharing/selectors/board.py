"""“My shares” and the first screen: a person's own shares, grouped as they read them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from advocacy.lib.status import Look, look_of
from advocacy.people.models import Membership
from content_library.models import Asset
from content_library.states import Family
from sharing.models import Share
from sharing.networks import adapter
from sharing.selectors.calendar import Day, Span, mark_of, moment_of
from sharing.selectors.gestures import COPY_TEXT, Gesture, gestures
from sharing.selectors.networks import is_retired, network_icon, network_label, profile_address
from sharing.selectors.shares import already_out, drafts, needs_an_answer, on_the_way, shares_for
from sharing.selectors.wording import Explanation, explain
from sharing.states import HoldReason, ShareState

S = ShareState

SHOWN_OUT = 8
MOST_OUT = 200
BALANCE_OF = 6
OWN_FAMILIES = frozenset({Family.CRAFT, Family.PERSONAL, Family.SECTOR})

# Filled by reporting: own figures of shares, by share id. The library of figures is above this app.
figure_sources: list[Callable[[Sequence[int]], Mapping[int, Any]]] = []


@dataclass(frozen=True, slots=True)
class Card:
    """One share as a list shows it: its state, its sentence, and what can be done."""

    share: Share
    label: str
    icon: str
    explanation: Explanation
    gestures: Sequence[Gesture]
    figures: Any = None
    is_retired: bool = False

    @property
    def sentence(self) -> str:
        """Why it stands where it stands, in one breath."""
        return str(self.explanation)

    @property
    def repair(self) -> Gesture | None:
        """The one gesture that mends it; its first one where nothing is broken."""
        return self.gestures[0] if self.gestures else None

    @property
    def others(self) -> Sequence[Gesture]:
        """Everything else that can be done with it."""
        return self.gestures[1:]

    @property
    def asks(self) -> bool:
        """Say whether its author is asked whether it is online: three answers of the same weight."""
        return self.share.state == S.UNCONFIRMED

    @property
    def beside(self) -> Sequence[Gesture]:
        """What stands beside the repair in a card that waits for its author; the rest is under “more”."""
        if self.asks:
            return self.others
        if self.share.state in {S.FAILED, S.MISSED}:
            return [each for each in self.others if each is COPY_TEXT]
        return [each for each in self.others if not each.ends][:2]

    @property
    def under_more(self) -> Sequence[Gesture]:
        return [each for each in self.others if each not in self.beside]

    @property
    def cover(self) -> Asset | None:
        """What a list shows of it: its own first picture, else the idea's."""
        own = self.share.cover
        if own is not None:
            return own.asset
        return self.share.item.picture if self.share.item is not None else None

    @property
    def moment(self) -> datetime:
        """The hour that a calendar shows; where nothing was promised, when it came into its state."""
        return moment_of(self.share) or self.share.state_changed_at

    @property
    def mark(self) -> str:
        """What it is to a calendar."""
        return mark_of(self.share)

    @property
    def look(self) -> Look:
        """How its state is drawn."""
        return look_of("share", self.share.state, self.share.reason)

    @property
    def tone(self) -> str:
        """The edge of its card while it waits for its author."""
        return {S.FAILED: "bad", S.MISSED: ""}.get(S(self.share.state), "warn")

    @property
    def waits(self) -> bool:
        """Say whether it waits for a gesture of its author."""
        share = self.share
        if share.state == S.HELD:
            return share.reason in {HoldReason.RECONNECT, HoldReason.BUDGET}
        return share.state in {S.UNCONFIRMED, S.FAILED, S.MISSED} and share.dealt_with_at is None

    @property
    def edge(self) -> str:
        """The edge of its card where it stands alone."""
        return self.tone if self.waits else ""

    @property
    def repair_kind(self) -> str:
        """How strongly its first gesture is drawn: filled where it mends something."""
        return "primary" if self.waits and not self.asks else "outline"

    @property
    def is_looking(self) -> bool:
        """Say whether we look for a doubtful post ourselves before its author is asked."""
        return self.asks and self.share.asked_at is None and adapter(self.share.network).limits.can_find

    @property
    def profile_url(self) -> str:
        """Where its author sees whether it is online."""
        account = self.share.connection
        if account is None or self.is_retired:
            return ""
        return account.profile_url or profile_address(self.share.network, account.handle)


@dataclass(frozen=True, slots=True)
class CardDay:
    """A day of the calendar with the cards of it."""

    day: Day
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page."""

    to_answer: Sequence[Card]
    coming: Sequence[Card]
    out: Sequence[Card]
    more_out: bool
    drafts: Sequence[Card]
    # How many drafts their rules prepared: they wait in their week, not here.
    prepared: int = 0

    def __bool__(self) -> bool:
        return any((self.to_answer, self.coming, self.out, self.drafts))


@dataclass(frozen=True, slots=True)
class Balance:
    """The last six shares: about the organisation, or about one's own subjects."""

    company: int
    own: int

    @property
    def total(self) -> int:
        return self.company + self.own

    @property
    def leans(self) -> bool:
        """Worth a word: five or more of six speak of the organisation."""
        return self.total == BALANCE_OF and self.company >= BALANCE_OF - 1


def cards(shares: Sequence[Share]) -> list[Card]:
    """These shares with their sentences, their gestures, and their figures where somebody knows them."""
    figures: dict[int, Any] = {}
    ids = [share.pk for share in shares if share.state in {S.PUBLISHED, S.REMOVED}]
    for source in figure_sources if ids else ():
        figures.update(source(ids))
    return [
        Card(
            share=share,
            label=network_label(share.network),
            icon=network_icon(share.network),
            explanation=explain(share),
            gestures=gestures(share),
            figures=figures.get(share.pk),
            is_retired=is_retired(share.network),
        )
        for share in shares
    ]


def days_of(span: Span) -> list[CardDay]:
    """The days of a stretch with their cards."""
    found = {card.share.pk: card for card in cards([share for day in span.days for share in day.shares])}
    return [CardDay(day, [found[share.pk] for share in day.shares]) for day in span.days]


def board(membership: Membership, *, everything: bool = False) -> Board:
    """What “My shares” shows, in a constant number of queries; `everything`: what went out long ago as well."""
    waiting = list(needs_an_answer(membership))
    asked = {share.pk for share in waiting}
    coming = [share for share in on_the_way(membership) if share.pk not in asked]
    limit = MOST_OUT if everything else SHOWN_OUT
    out = list(already_out(membership)[: limit + 1])
    writing = list(drafts(membership))
    return Board(
        to_answer=cards(waiting),
        coming=cards(coming),
        out=cards(out[:limit]),
        more_out=len(out) > limit,
        drafts=cards([share for share in writing if not share.is_prepared]),
        prepared=sum(share.is_prepared for share in writing),
    )


def soon(membership: Membership, limit: int = 3) -> list[Card]:
    """What goes out next, for the first screen."""
    return cards(list(on_the_way(membership)[:limit]))


def waiting_count(membership: Membership) -> int:
    """How many shares wait for a gesture of this person: the badge of the menu."""
    return needs_an_answer(membership).count()


def balance(membership: Membership) -> Balance:
    """What the last six published shares were about. For the person alone."""
    latest = shares_for(membership).filter(state=S.PUBLISHED).order_by("-published_at")[:BALANCE_OF]
    families = [share.item.family if share.item else Family.PERSONAL for share in latest]
    own = sum(1 for family in families if family in OWN_FAMILIES)
    return Balance(company=len(families) - own, own=own)


def taken_item_ids(membership: Membership) -> set[int]:
    """Items this person has shared or is preparing: they need not be offered again."""
    rows = shares_for(membership).exclude(state__in=[S.CANCELLED, S.FAILED, S.MISSED])
    return {item_id for item_id in rows.values_list("item_id", flat=True) if item_id is not None}
