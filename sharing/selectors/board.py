"""“My shares” and the first screen: a person's own shares, grouped as they read them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from advocacy.people.models import Membership
from content_library.states import Family
from sharing.models import Share
from sharing.selectors.networks import network_icon, network_label
from sharing.selectors.shares import already_out, drafts, needs_an_answer, on_the_way, shares_for
from sharing.selectors.wording import state_sentence
from sharing.states import ShareState

SHOWN_OUT = 8
MOST_OUT = 200
BALANCE_OF = 6
OWN_FAMILIES = frozenset({Family.CRAFT, Family.PERSONAL, Family.SECTOR})

# Filled by reporting: own figures of shares, by share id. The library of figures is above this app.
figure_sources: list[Callable[[Sequence[int]], Mapping[int, Any]]] = []


@dataclass(frozen=True, slots=True)
class Card:
    """One share as a list shows it."""

    share: Share
    label: str
    icon: str
    sentence: str
    figures: Any = None


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page."""

    to_answer: Sequence[Card]
    coming: Sequence[Card]
    out: Sequence[Card]
    more_out: bool
    drafts: Sequence[Card]


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


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the small calendar with what it holds."""

    on: date
    in_month: bool
    today: bool
    marks: Sequence[str]


def cards(shares: Sequence[Share]) -> list[Card]:
    """These shares with their sentence and their figures, where somebody knows them."""
    figures: dict[int, Any] = {}
    ids = [share.pk for share in shares if share.state == ShareState.PUBLISHED]
    for source in figure_sources if ids else ():
        figures.update(source(ids))
    return [
        Card(
            share,
            network_label(share.network),
            network_icon(share.network),
            state_sentence(share),
            figures.get(share.pk),
        )
        for share in shares
    ]


def board(membership: Membership, *, everything: bool = False) -> Board:
    """What “My shares” shows, in a constant number of queries; `everything`: what went out long ago as well."""
    waiting = list(needs_an_answer(membership))
    asked = {share.pk for share in waiting}
    coming = [share for share in on_the_way(membership) if share.pk not in asked]
    limit = MOST_OUT if everything else SHOWN_OUT
    out = list(already_out(membership)[: limit + 1])
    return Board(
        to_answer=cards(waiting),
        coming=cards(coming),
        out=cards(out[:limit]),
        more_out=len(out) > limit,
        drafts=cards(list(drafts(membership))),
    )


def soon(membership: Membership, limit: int = 3) -> list[Card]:
    """What goes out next, for the first screen."""
    return cards(list(on_the_way(membership)[:limit]))


def waiting_count(membership: Membership) -> int:
    """How many shares wait for a gesture of this person: the badge of the menu."""
    return needs_an_answer(membership).count()


def balance(membership: Membership) -> Balance:
    """What the last six published shares were about. For the person alone."""
    latest = shares_for(membership).filter(state=ShareState.PUBLISHED).order_by("-published_at")[:BALANCE_OF]
    families = [share.item.family if share.item else Family.PERSONAL for share in latest]
    own = sum(1 for family in families if family in OWN_FAMILIES)
    return Balance(company=len(families) - own, own=own)


def taken_item_ids(membership: Membership) -> set[int]:
    """Items this person has shared or is preparing: they need not be offered again."""
    rows = shares_for(membership).exclude(state__in=[ShareState.CANCELLED, ShareState.FAILED, ShareState.MISSED])
    return {item_id for item_id in rows.values_list("item_id", flat=True) if item_id is not None}


def month(membership: Membership, first: date) -> list[list[MonthDay]]:
    """One month of weeks with what went out (out), what will (coming) and what needs a gesture (answer)."""
    start = first - timedelta(days=first.weekday())
    end = start + timedelta(days=42)
    marks: dict[date, set[str]] = {}
    rows = shares_for(membership).exclude(state__in=[ShareState.DRAFT, ShareState.CANCELLED, ShareState.REMOVED])
    zone = timezone.get_current_timezone()
    since, until = (datetime.combine(day, time.min, tzinfo=zone) for day in (start, end))
    for share in rows.filter(due_at__gte=since, due_at__lt=until):
        moment = share.published_at or share.due_at
        if moment is not None:
            marks.setdefault(timezone.localtime(moment).date(), set()).add(_mark(share))
    today = timezone.localdate()
    days = [start + timedelta(days=offset) for offset in range(42)]
    weeks = [
        [MonthDay(day, day.month == first.month, day == today, sorted(marks.get(day, ()))) for day in days[at : at + 7]]
        for at in range(0, 42, 7)
    ]
    return [week for week in weeks if any(day.in_month for day in week)]


def _mark(share: Share) -> str:
    if share.state == ShareState.PUBLISHED:
        return "out"
    if share.state in {ShareState.FAILED, ShareState.MISSED, ShareState.UNCONFIRMED}:
        return "answer"
    return "coming"
