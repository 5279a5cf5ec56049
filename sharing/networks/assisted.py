"""Networks where we can publish nothing for a person: they are helped to share by hand, or only remembered."""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Final
from urllib.parse import quote

from sharing.networks.base import (
    FREE,
    AppCredentials,
    Document,
    Grant,
    Image,
    Limits,
    Metrics,
    NotSupported,
    Post,
    PreviewLimits,
    Profile,
    Receipt,
    plain_length,
)
from sharing.networks.calls import address

_PICTURES: Final = ("image/jpeg", "image/png", "image/gif", "image/webp")


class Assisted:
    """Text is copied, a dialog may be opened, and nobody tells whether the post was made. Needs no credentials."""

    key: ClassVar[str] = ""
    label: ClassVar[str] = ""
    limits: Limits
    preview_limits: ClassVar[PreviewLimits] = PreviewLimits()
    web: ClassVar[str] = ""
    why: ClassVar[str] = "not_supported"

    def __init__(self, credentials: AppCredentials) -> None:
        self.credentials = credentials
        self._web = credentials.url("web", self.web)

    def count(self, text: str) -> int:
        return plain_length(text)

    def cautions(self, text: str) -> tuple[str, ...]:
        return ()

    def cost(self, text: str) -> Decimal:
        return FREE

    def text_with_link(self, text: str, link: str, *, card: bool = False) -> str:
        return text

    def intent_url(self, text: str, link: str) -> str | None:
        return None

    def repost_intent_url(self, external_id: str) -> str | None:
        return None

    def reshare_id(self, address: str) -> str:
        return ""

    def profile_url(self, handle: str) -> str:
        return f"{self._web}/{quote(handle.removeprefix('@'))}" if handle else ""

    def own_url(self) -> str:
        return self._web

    def authorise_url(self, *, state: str, redirect_uri: str, challenge: str) -> str:
        raise NotSupported(self.why)

    def exchange(self, *, code: str, redirect_uri: str, verifier: str) -> Grant:
        raise NotSupported(self.why)

    def refresh(self, grant: Grant) -> Grant:
        raise NotSupported(self.why)

    def profile(self, grant: Grant) -> Profile:
        raise NotSupported(self.why)

    def upload(self, grant: Grant, image: Image) -> str:
        raise NotSupported(self.why)

    def upload_document(self, grant: Grant, document: Document) -> str:
        raise NotSupported(self.why)

    def publish(self, grant: Grant, post: Post) -> Receipt:
        raise NotSupported(self.why)

    def find(self, grant: Grant, post: Post) -> Receipt | None:
        raise NotSupported(self.why)

    def comment(self, grant: Grant, external_id: str, text: str) -> Receipt:
        raise NotSupported(self.why)

    def react(self, grant: Grant, external_id: str) -> None:
        raise NotSupported(self.why)

    def followers(self, grant: Grant) -> int | None:
        raise NotSupported(self.why)

    def measure(self, grant: Grant, external_ids: Sequence[str]) -> dict[str, Metrics]:
        raise NotSupported(self.why)

    def delete(self, grant: Grant, external_id: str) -> None:
        raise NotSupported(self.why)

    def revoke(self, grant: Grant) -> None:
        raise NotSupported(self.why)


class Facebook(Assisted):
    """Applications cannot post on personal profiles; the share dialog takes a link, prefilled text is forbidden."""

    key = "facebook"
    label = "Facebook"
    web = "https://www.facebook.com"
    limits = Limits(
        label=label,
        icon="facebook",
        max_length=63_206,
        max_images=1,
        image_types=_PICTURES,
        card="fetched",
        card_excludes_images=False,
        intent="link_only",
    )
    preview_limits = PreviewLimits(fold_characters=477, fold_lines=5)

    def intent_url(self, text: str, link: str) -> str | None:
        return address(f"{self._web}/sharer/sharer.php", u=link) if link else None


class Instagram(Assisted):
    """No dialog and no clickable link in a caption: the picture is downloaded and the caption copied."""

    key = "instagram"
    label = "Instagram"
    web = "https://www.instagram.com"
    limits = Limits(label=label, icon="instagram", max_length=2200, max_images=10, image_types=_PICTURES, intent="copy")
    preview_limits = PreviewLimits(fold_characters=125, fold_lines=2, shows_handle=True, image_ratio="4 / 5")


class Retired(Assisted):
    """A network that is no more: what was shared there stays readable, nothing new is offered."""

    why = "retired"

    def profile_url(self, handle: str) -> str:
        return ""

    def own_url(self) -> str:
        return ""


class Viadeo(Retired):
    """A professional network of its time, closed."""

    key = "viadeo"
    label = "Viadeo"
    limits = Limits(label=label, icon="globe", max_length=0, retired=True)


def unknown(key: str) -> type[Retired]:
    """Stands in for a network of old data that this version does not know."""
    name = key.capitalize() or "?"
    limits = Limits(label=name, icon="globe", max_length=0, retired=True)
    return type("Unknown", (Retired,), {"key": key, "label": name, "limits": limits})
