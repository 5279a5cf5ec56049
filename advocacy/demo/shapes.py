"""The shapes in which the demo's content is written down."""

from dataclasses import dataclass, field

from advocacy.demo.cast import Person


@dataclass(frozen=True, slots=True)
class AngleSeed:
    """A question to start from."""

    name: str
    question: str
    helpers: str
    language: str


@dataclass(frozen=True, slots=True)
class TextSeed:
    """A suggested wording; an empty network means any."""

    body: str
    network: str
    language: str


@dataclass(frozen=True, slots=True)
class CampaignSeed:
    """A campaign; `colour` is one of the six chart colours."""

    name: str
    objective: str
    colour: int
    brief: str
    goal: str = ""
    measure: str = "declared"
    target: int | None = None
    reached: int | None = None
    note: str = ""
    # Days from the moment the demo is made.
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class ItemSeed:
    """One library item. Times are days from the moment the demo is made, so that it is always alive.

    `page_days` says when the page posts (past: it has); None: the page does not speak of it.
    """

    slug: str
    title: str
    summary: str
    url: str = ""
    scene: str = ""
    kind: str = "article"
    family: str = "company"
    campaign: str = ""
    topics: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    verified_by: str = ""
    credit: str = ""
    author: str = ""
    """Who announces it, by name, when a person does before the page."""
    order: str = "page_first"
    state: str = ""
    page_days: float | None = None
    available_days: float | None = None
    expires_days: float | None = None
    teams: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    angles: tuple[AngleSeed, ...] = field(default=())
    texts: tuple[TextSeed, ...] = field(default=())


def angle(name: str, question: str, helpers: str, language: str = "") -> AngleSeed:
    """An angle; an empty language means the item's own."""
    return AngleSeed(name, question, helpers, language)


def text(body: str, network: str = "", language: str = "") -> TextSeed:
    """A suggested text; an empty language means the item's own."""
    return TextSeed(body, network, language)


@dataclass(frozen=True, slots=True)
class PastSeed:
    """An item of an earlier time, no longer offered: `week` of the semester in which it came out."""

    week: int
    title: str
    campaign: str
    family: str
    scene: str
    topics: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanySeed:
    """One organisation of the demo: who it is, its people, what it offers, how much it shares."""

    slug: str
    name: str
    tagline: str
    language: str
    also_language: str
    zone: str
    domain: str
    logo: str
    objective: str
    aims: dict[str, str]
    words: dict[str, str]
    people: tuple[Person, ...]
    topics: tuple[str, ...]
    campaigns: tuple[CampaignSeed, ...]
    items: tuple[ItemSeed, ...]
    past: tuple[tuple[PastSeed, ...], tuple[PastSeed, ...]]
    """What came out in the semester before, and earlier in this one."""
    bumps: tuple[tuple[int, str], ...]
    """In which weeks of a semester which campaign is talked about most."""
    shares_before: int
    shares_now: int
    """How many shares the semester before has, and this one would have when it is over."""
    audience: int
    """The middle of what one share is seen by."""
    networks: tuple[str, ...]
    on_second: float
    """How many of them are on the second network as well, as a part of one."""
    vetted_scopes: tuple[str, ...] = ()
    """What the company's network has granted beyond the ordinary: member analytics."""
