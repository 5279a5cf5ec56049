"""The shapes in which the demo's content is written down."""

from dataclasses import dataclass, field


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
    order: str = "page_first"
    state: str = ""
    page_days: float | None = None
    available_days: float | None = None
    expires_days: float | None = None
    angles: tuple[AngleSeed, ...] = field(default=())
    texts: tuple[TextSeed, ...] = field(default=())


def angle(name: str, question: str, helpers: str, language: str = "") -> AngleSeed:
    """An angle; an empty language means the item's own."""
    return AngleSeed(name, question, helpers, language)


def text(body: str, network: str = "", language: str = "") -> TextSeed:
    """A suggested text; an empty language means the item's own."""
    return TextSeed(body, network, language)
