"""Reads of proposals: a person's own, and the team's inbox in the order of arrival. No figure is about a person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.organisations.selectors import semester_at
from advocacy.people import selectors as people
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from content_library.models import ContentItem, Proposal, ProposalMessage, ProposalPicture, ProposalTopic
from content_library.states import TO_ANSWER, ItemState, ProposalState

S = ProposalState
_PREPARED = (ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.WAITING)


class Tab(StrEnum):
    """Parts of the team's inbox."""

    TO_ANSWER = "answer"
    WITH_PEOPLE = "people"
    PREPARED = "prepared"
    IN_LIBRARY = "library"
    NOT_TAKEN = "not-taken"


_OF_TAB: dict[Tab, Q] = {
    Tab.TO_ANSWER: Q(state__in=TO_ANSWER),
    Tab.WITH_PEOPLE: Q(state__in=[S.QUESTION, S.BRIEFED, S.FREE]),
    Tab.PREPARED: Q(state=S.ACCEPTED) & (Q(item__state__in=_PREPARED) | Q(item=None)),
    Tab.IN_LIBRARY: Q(state=S.ACCEPTED) & ~Q(item__state__in=_PREPARED) & Q(item__isnull=False),
    Tab.NOT_TAKEN: Q(state=S.DECLINED),
}


def proposals() -> QuerySet[Proposal]:
    """What the team may see, with all that its pages show; what people took back is not among it."""
    return _whole(Proposal.objects.exclude(state=S.WITHDRAWN))


def _whole(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    said = ProposalMessage.objects.select_related("author__user")
    return rows.select_related(
        "organisation", "membership__user", "membership__organisation", "asked_by__user", "item"
    ).prefetch_related(
        Prefetch("pictures", queryset=ProposalPicture.objects.select_related("asset")),
        Prefetch("proposal_topics", queryset=ProposalTopic.objects.select_related("topic")),
        Prefetch("messages", queryset=said),
    )


def proposal(public_id: str) -> Proposal | None:
    """One that the team may see, or None: unknown, taken back, or of another organisation."""
    return proposals().filter(public_id=public_id).first()


def inbox(tab: Tab) -> QuerySet[Proposal]:
    """One part of the inbox: what waits, the oldest first; what is settled by its last move, the newest first."""
    order = ("submitted_at", "id") if tab == Tab.TO_ANSWER else ("-state_changed_at", "-id")
    return proposals().filter(_OF_TAB[tab]).order_by(*order)


def tab_of(proposal: Proposal) -> Tab:
    """The part of the inbox it stands in."""
    if proposal.state in TO_ANSWER:
        return Tab.TO_ANSWER
    if proposal.state == S.DECLINED:
        return Tab.NOT_TAKEN
    if proposal.state != S.ACCEPTED:
        return Tab.WITH_PEOPLE
    prepared = proposal.item is None or proposal.item.state in _PREPARED
    return Tab.PREPARED if prepared else Tab.IN_LIBRARY


def tab_counts() -> dict[Tab, int]:
    """How many proposals stand in each part: one query. They count proposals, never people."""
    counted = {f"n_{tab.name.lower()}": Count("pk", filter=of) for tab, of in _OF_TAB.items()}
    found = Proposal.objects.aggregate(**counted)
    return {tab: found[f"n_{tab.name.lower()}"] for tab in Tab}


def next_to_answer(after: Proposal) -> Proposal | None:
    """The oldest one that still waits, besides this one."""
    return Proposal.objects.filter(state__in=TO_ANSWER).exclude(pk=after.pk).order_by("submitted_at", "id").first()


def neighbours(proposal: Proposal, rows: list[Proposal]) -> tuple[Proposal | None, Proposal | None]:
    """The ones before and after it in a list; None at its ends and where it is not in it."""
    places = [row.pk for row in rows]
    if proposal.pk not in places:
        return None, rows[0] if rows else None
    at = places.index(proposal.pk)
    return rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None


def waiting_for(membership: Membership) -> int:
    """How many proposals wait for the team's answer; 0 for whoever does not answer them."""
    if not membership.can(Permission.PROPOSAL_ANSWER):
        return 0
    return Proposal.objects.filter(state__in=TO_ANSWER).count()


# --- A person's own --------------------------------------------------------------------------------------------------
def my_proposals(membership: Membership) -> QuerySet[Proposal]:
    """What this person proposed or was asked for, the newest first."""
    return _whole(Proposal.objects.filter(membership=membership)).order_by("-created_at", "-id")


def my_proposal(membership: Membership, public_id: str) -> Proposal | None:
    """One of their own, or None: unknown, somebody else's, or of another organisation."""
    return my_proposals(membership).filter(public_id=public_id).first()


# --- Promises --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Promise:
    """The day an answer is promised by, as it looks today."""

    due_on: date
    is_today: bool
    is_late: bool
    # Days since it was sent.
    age: int


def promise_of(proposal: Proposal) -> Promise | None:
    """The promise about a proposal that waits; None where nothing is promised."""
    if proposal.state not in TO_ANSWER or proposal.answer_due_on is None:
        return None
    zone = ZoneInfo(proposal.organisation.time_zone)
    today, due = timezone.localdate(timezone=zone), proposal.answer_due_on
    sent = timezone.localdate(proposal.submitted_at, zone) if proposal.submitted_at else today
    return Promise(due, due == today, due < today, (today - sent).days)


@dataclass(frozen=True, slots=True)
class Record:
    """How the team kept its word this semester. It measures the organisers; None where nothing was answered yet."""

    days: int | None
    taken: int
    answered: int


def record_of(organisation: Organisation) -> Record:
    """The median time to an answer in whole days, and how many of the answered ones were taken up: one query."""
    since = semester_at(organisation).starts_at
    rows = Proposal.objects.filter(answered_at__gte=since, submitted_at__isnull=False)
    told = list(rows.values_list("state", "submitted_at", "answered_at"))
    waits = [(answered - sent).total_seconds() / 86_400 for _state, sent, answered in told if sent and answered]
    taken = sum(1 for state, _sent, _answered in told if state == S.ACCEPTED)
    return Record(round(median(waits)) if waits else None, taken, len(told))


# --- Around it -------------------------------------------------------------------------------------------------------
def same_address(proposal: Proposal) -> list[ContentItem]:
    """Ideas of the library that lead to the same address already."""
    if not proposal.url:
        return []
    same = {proposal.url, proposal.url.rstrip("/"), f"{proposal.url.rstrip('/')}/"}
    found = ContentItem.objects.filter(url__in=same).order_by("-created_at")
    return list(found.exclude(pk=proposal.item_id)[:3] if proposal.item_id else found[:3])


def proposals_behind(item: ContentItem) -> list[Proposal]:
    """What an idea was made from; nothing for most."""
    return list(Proposal.objects.filter(item=item).select_related("membership__user").exclude(state=S.WITHDRAWN))


def possible_contributors(membership: Membership) -> QuerySet[Membership]:
    """Whom the team may ask for a contribution: everybody here but oneself."""
    return people.members(membership.organisation).exclude(pk=membership.pk)
