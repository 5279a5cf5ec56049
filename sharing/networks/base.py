"""The interface every network is behind. No Django, no models, no environment.

An adapter is built from `AppCredentials` alone and holds no state about members: each call takes the `Grant` of the
person it acts for. A call may raise the six errors of `errors.py`, imported here so that callers need one module.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar, Final, Literal, Protocol

from advocacy.lib.secret import Secret
from sharing.networks.errors import (
    CODES,
    NetworkError,
    NetworkUnavailable,
    NotSupported,
    OutcomeUnknown,
    ReconnectNeeded,
    Rejected,
    TryLater,
)

__all__ = [
    "CODES",
    "AppCredentials",
    "Attachment",
    "Card",
    "Document",
    "Grant",
    "Image",
    "Limits",
    "Media",
    "Metrics",
    "Network",
    "NetworkError",
    "NetworkUnavailable",
    "NotSupported",
    "OutcomeUnknown",
    "Post",
    "PreviewLimits",
    "Profile",
    "Receipt",
    "ReconnectNeeded",
    "Rejected",
    "TryLater",
    "plain_length",
]

FREE: Final = Decimal(0)


@dataclass(frozen=True)
class AppCredentials:
    """The keys of our application at one network, and where that network is.

    `base_url` replaces every address at once (a simulator). `web_url` is what the person's browser visits (consent,
    permalinks, dialogs), `auth_url` and `api_url` what this server calls; each wins over `base_url` when given.
    """

    client_id: str = ""
    client_secret: Secret = field(default_factory=Secret)
    scopes: tuple[str, ...] = ()
    base_url: str = ""
    web_url: str = ""
    auth_url: str = ""
    api_url: str = ""
    api_version: str = ""

    @property
    def configured(self) -> bool:
        return bool(self.client_id)

    def url(self, kind: Literal["web", "auth", "api"], default: str) -> str:
        given = {"web": self.web_url, "auth": self.auth_url, "api": self.api_url}[kind]
        return (given or self.base_url or default).rstrip("/")


@dataclass(frozen=True)
class Limits:
    """What a network allows and costs, as data, so that no page needs to know which network it shows."""

    label: str
    icon: str
    max_length: int
    counter: Literal["utf16", "weighted"] = "utf16"
    """`utf16`: JavaScript's `text.length`. `weighted`: wide characters and emoji 2, links `link_length`."""
    link_length: int | None = None
    """How much any link counts; None when it counts what it is long."""
    max_images: int = 0
    image_types: tuple[str, ...] = ()
    max_image_bytes: int = 0
    max_image_pixels: int = 0
    min_image_width: int = 0
    min_image_height: int = 0
    """Below the two minimums an image is accepted but looks poor: a caution, not a refusal."""
    max_alt_length: int = 0
    document_types: tuple[str, ...] = ()
    max_document_bytes: int = 0
    max_document_pages: int = 0
    card: Literal["supplied", "fetched", "none"] = "none"
    """A link's card: `supplied` by us with title and thumbnail, `fetched` by the network from the page, or `none`."""
    card_excludes_images: bool = True
    accepts_video: bool = False
    can_publish: bool = False
    can_measure: bool = False
    measure_scope: str = ""
    """The scope a grant must hold before `measure` answers; empty when the ordinary ones suffice."""
    can_find: bool = False
    can_reshare: bool = False
    """Whether `publish` relays another post (`Post.reshare_of`)."""
    reshare_takes_text: bool = False
    """Whether the person may add words of their own to what they relay."""
    comment_scope: str = ""
    react_scope: str = ""
    follower_scope: str = ""
    """The scope a grant must hold for `comment`, `react` and `followers`; empty where the network never offers it."""
    max_comment_length: int = 0
    can_delete: bool = False
    can_refresh: bool = False
    can_revoke: bool = False
    honours_keys: bool = False
    identical_texts_allowed: bool = True
    """False where the network's rules forbid the same text from several accounts of one application."""
    intent: Literal["prefilled", "link_only", "copy"] = "copy"
    """Sharing without connecting: the dialog carries text and link, the link alone, or there is none to open."""
    retired: bool = False
    daily_posts: int = 0
    """How many posts a day the network takes from one member; 0 when unknown."""
    advised_daily: int = 0
    advised_minutes: int = 0
    """What we advise a person: so many posts a day at most, so many minutes apart; 0 for nothing. Never a stop."""
    publish_scope: str = ""
    """The scope a grant must hold to publish; empty when nobody can lack it."""
    media_minutes: int = 0
    """For how long an uploaded file can be used in a post; 0 when it does not end."""
    price: Decimal = FREE
    price_with_link: Decimal = FREE
    price_read: Decimal = FREE
    """US dollars the operator pays per post, per post with a link, and per post read."""
    api_sunset: date | None = None
    """The day the version of the API in use ends; None where versions do not end."""
    permissions_url: str = ""
    """Where the person sees and removes our permission at the network; complete for the default address."""


@dataclass(frozen=True)
class PreviewLimits:
    """How the network's feed shows a post: enough for a preview to mark where it cuts."""

    fold_characters: int | None = None
    fold_lines: int | None = None
    shows_handle: bool = False
    shows_headline: bool = False
    image_ratio: str = "1.91 / 1"


@dataclass(frozen=True)
class Profile:
    """Who a grant speaks for. Personal data of the person: most networks forbid keeping it for long."""

    external_id: str
    name: str
    handle: str = ""
    headline: str = ""
    picture_url: str = ""
    url: str = ""
    email: str = ""
    followers: int | None = None


@dataclass(frozen=True)
class Grant:
    """What a person has allowed us, as the network answered it. `external_id` is who they are there."""

    access_token: Secret
    refresh_token: Secret | None = None
    expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    scopes: frozenset[str] = frozenset()
    external_id: str = ""
    handle: str = ""
    issued_at: datetime | None = None

    def allows(self, *scopes: str) -> bool:
        return self.scopes.issuperset(scopes)

    def age(self) -> float | None:
        """Seconds since the token was issued, or None when that was not recorded."""
        return None if self.issued_at is None else (datetime.now(UTC) - self.issued_at).total_seconds()


@dataclass(frozen=True)
class Image:
    """An image to upload, already within `Limits`; `alt` describes it for who cannot see it."""

    content: bytes = field(repr=False)
    mime: str
    alt: str = ""


@dataclass(frozen=True)
class Document:
    """A document to upload, already within `Limits`; its title is shown above its pages."""

    content: bytes = field(repr=False)
    mime: str
    title: str


@dataclass(frozen=True)
class Attachment:
    """An uploaded document: the id the network gave it, and its title."""

    id: str
    title: str


@dataclass(frozen=True)
class Media:
    """An uploaded image: the id the network gave it, and its alternative text."""

    id: str
    alt: str = ""


@dataclass(frozen=True)
class Card:
    """What a link's card shows on networks that do not fetch it themselves."""

    title: str
    description: str = ""
    thumbnail: Media | None = None


@dataclass(frozen=True)
class Post:
    """Exactly what the person approved. `text` goes out unchanged; nothing is ever appended to it here.

    `link` is the share's own short link. With a `card` the network shows it under the text; without one the link is
    part of `text` already (see `Network.text_with_link`). A post has images, a document or a card, not two of them.

    `reshare_of` is the post to relay, in the form of `Network.reshare_id`. Such a post has nothing else, but for the
    person's words where the network takes any (`Limits.reshare_takes_text`); the text may be empty.
    """

    text: str
    link: str = ""
    card: Card | None = None
    media: tuple[Media, ...] = ()
    document: Attachment | None = None
    reshare_of: str = ""


@dataclass(frozen=True)
class Receipt:
    """Proof that the post exists. `external_id` is None when the network confirmed it without saying its id.

    It is what `delete` takes, also where relaying makes no post of its own.
    """

    external_id: str | None
    url: str = ""


@dataclass(frozen=True)
class Metrics:
    """One post's figures. None means not known, which is never the same as 0."""

    impressions: int | None = None
    members_reached: int | None = None
    reactions: int | None = None
    comments: int | None = None
    reshares: int | None = None
    link_clicks: int | None = None
    gone: bool = False
    """The network says the post no longer exists: whatever was kept about it must go as well."""


class Network(Protocol):
    """One network. Every method may raise `NotSupported`; those that call it may raise any of the six errors."""

    key: ClassVar[str]
    label: ClassVar[str]
    limits: Limits
    """On the class, as for an application of ours; on an adapter that was built, as for the one it was built for."""
    preview_limits: ClassVar[PreviewLimits]

    def __init__(self, credentials: AppCredentials) -> None: ...

    def count(self, text: str) -> int:
        """The text's length as the network counts it."""

    def cautions(self, text: str) -> tuple[str, ...]:
        """Codes of what may go wrong with a text that is within the limits; empty when nothing is known."""

    def cost(self, text: str) -> Decimal:
        """US dollars the operator pays for publishing this text."""

    def text_with_link(self, text: str, link: str, *, card: bool = False) -> str:
        """The text to approve, with the short link where this network wants it; unchanged when it is there already.

        `card` says that the post will carry a card of that link.
        """

    def intent_url(self, text: str, link: str) -> str | None:
        """The network's own share dialog, filled as far as it allows; None when there is none to open."""

    def repost_intent_url(self, external_id: str) -> str | None:
        """Where a person relays a post by hand, given its `reshare_id`: the network's dialog for that, or the post.

        None when there is nothing to open.
        """

    def reshare_id(self, address: str) -> str:
        """What to keep in order to relay a post, from the address or the id a person pasted; "" when it names none."""

    def profile_url(self, handle: str) -> str:
        """The public page of that handle, or "" when it cannot be told from a handle."""

    def own_url(self) -> str:
        """Where a member who is signed in there sees their own posts, or as near as an address leads; "" for none."""

    def authorise_url(self, *, state: str, redirect_uri: str, challenge: str) -> str:
        """Where to send the person to consent. `challenge` is the S256 PKCE challenge."""

    def exchange(self, *, code: str, redirect_uri: str, verifier: str) -> Grant:
        """Turn the code of a consent into a grant; within 30 seconds of receiving it, in the callback itself."""

    def refresh(self, grant: Grant) -> Grant:
        """A new grant for an old one, which may be dead from then on. Hold a lock and save before using it.

        `OutcomeUnknown`: the refresh token may be spent; try the old grant once more later, then give up.
        """

    def profile(self, grant: Grant) -> Profile:
        """Who the grant speaks for."""

    def upload(self, grant: Grant, image: Image) -> str:
        """Send one image and return its media id. Publishes nothing and may be repeated."""

    def upload_document(self, grant: Grant, document: Document) -> str:
        """Send one document and return its id. Publishes nothing and may be repeated."""

    def publish(self, grant: Grant, post: Post) -> Receipt:
        """Make the post visible to the world. The one call that must never be repeated after `OutcomeUnknown`."""

    def find(self, grant: Grant, post: Post) -> Receipt | None:
        """Look for a post of unknown outcome among the member's latest, by its short link, else its exact text."""

    def comment(self, grant: Grant, external_id: str, text: str) -> Receipt:
        """Comment on a post, in exactly these words. Like `publish`, never to be repeated after `OutcomeUnknown`."""

    def react(self, grant: Grant, external_id: str) -> None:
        """Like a post; once, however often it is repeated."""

    def followers(self, grant: Grant) -> int | None:
        """How many people follow the member; None when the network did not say."""

    def measure(self, grant: Grant, external_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """The figures of posts. A post the network said nothing about is missing from the answer."""

    def delete(self, grant: Grant, external_id: str) -> None:
        """Remove a post, or undo a repost, given its receipt's id. What is gone counts as removed. May be repeated."""

    def revoke(self, grant: Grant) -> None:
        """Tell the network that the grant is over. May be repeated."""


def plain_length(text: str) -> int:
    """Length in UTF-16 units: what browsers count, and never less than any network that counts characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
