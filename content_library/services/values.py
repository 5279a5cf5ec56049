"""What an editor hands to the services: the same shape from a form and from a serializer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from advocacy.people.models import Membership, Team
from content_library.models import Asset, Campaign, Topic


@dataclass(frozen=True, slots=True)
class AngleValues:
    """One angle. `public_id` names the existing one it changes; empty makes a new one."""

    name: str
    question: str
    language: str
    helpers: str = ""
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class TextValues:
    """One suggested text. An empty network means any of them."""

    body: str
    language: str
    network: str = ""
    public_id: str = ""


class ItemValues(TypedDict, total=False):
    """Everything an editor can set. What is left out stays as it is."""

    kind: str
    family: str
    language: str
    title: str
    summary: str
    url: str
    facts: str
    facts_verified_by: str
    credit: str
    author: Membership | None
    campaign: Campaign | None
    picture: Asset | None
    announcement_order: str
    networks: Sequence[str]
    for_everyone: bool
    available_from: datetime | None
    expires_at: datetime | None
    page_expected_at: datetime | None
    topics: Sequence[Topic]
    teams: Sequence[Team]
    angles: Sequence[AngleValues]
    suggested_texts: Sequence[TextValues]


class ProposalValues(TypedDict, total=False):
    """Everything a person can say about what they propose. What is left out stays as it is."""

    kind: str
    title: str
    text: str
    url: str
    people_in_photo: str
    credit_wanted: bool
    credit_name: str
    wants_to_announce: bool
    pictures: Sequence[Asset]
    topics: Sequence[Topic]
