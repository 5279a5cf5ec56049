"""How much two texts are alike, by runs of three words. For their author alone: whose text it is never shows.

Two different questions use it. A network may forbid near-identical texts from several accounts of one application
(`Limits.identical_texts_allowed`): there the rule is the network's, and `near_identical` asks it. Everywhere, a person
may want to know that a colleague has said nearly the same: `closest_colleague`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from django.db.models import Q
from django.utils import timezone

from advocacy.people.models import Membership
from content_library.models import ContentItem
from sharing.models import Share
from sharing.selectors.voice import words_of
from sharing.states import LIVE, ShareState

RUN: Final = 3
# Of the runs that either text has, how many both have. X bans "identical content across multiple accounts" and draws no
# line; this one is ours.
NEAR_IDENTICAL: Final = 0.8
CLOSE: Final = 0.5
WINDOW: Final = timedelta(days=30)
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How close the closest text comes: its ratio from 0 to 1, and what to say about it."""

    ratio: float
    level: Literal["apart", "close", "same"]


def runs_of(text: str) -> Runs:
    """The runs of three words of a text; a shorter one is one run. Addresses do not count: every share has its own."""
    bare = _ADDRESS.sub(" ", text)
    words = words_of(bare) or bare.split()
    if len(words) < RUN:
        return frozenset({tuple(words)}) if words else frozenset()
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def ratio_of(one: Runs, other: Runs) -> float:
    """Of all runs, the part both have: 1 for the same text, 0 for nothing in common or nothing written."""
    return len(one & other) / len(one | other) if one and other else 0.0


def closest(text: str, others: Iterable[str]) -> float:
    """The ratio of the closest of `others`."""
    runs = runs_of(text)
    return max((ratio_of(runs, runs_of(other)) for other in others), default=0.0) if runs else 0.0


def near_identical(network: str, text: str, *, besides: Share | None = None) -> bool:
    """Say whether anybody of the organisation sent nearly this text to that network in 30 days, or is about to."""
    said = Q(state=ShareState.PUBLISHED, published_at__gte=timezone.now() - WINDOW)
    rows = Share.objects.filter(said | Q(state__in=LIVE), network=network).exclude(text="")
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    return closest(text, rows.values_list("text", flat=True).order_by().iterator()) >= NEAR_IDENTICAL


def closest_colleague(membership: Membership, item: ContentItem | None, text: str) -> Likeness:
    """How close the text comes to what colleagues have published: of this idea at any time, of anything in 30 days."""
    recent = Q(published_at__gte=timezone.now() - WINDOW)
    rows = Share.objects.filter(recent | Q(item=item) if item is not None else recent, state=ShareState.PUBLISHED)
    texts = rows.exclude(membership=membership).exclude(text="").values_list("text", flat=True).order_by().iterator()
    ratio = closest(text, texts)
    return Likeness(ratio, "same" if ratio >= NEAR_IDENTICAL else "close" if ratio >= CLOSE else "apart")
