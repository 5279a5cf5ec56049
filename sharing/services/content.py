"""What a share consists of, and whether a network would take it: checked when saving, hashed when approved."""

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from content_library.models import Asset
from sharing import selectors
from sharing.models import Share
from sharing.networks.base import Network, plain_length
from sharing.services import links

LONGEST_DRAFT = 20_000


@dataclass(frozen=True)
class Content:
    """Exactly what a person approves: these values, and nothing else, leave for the network."""

    text: str
    link: str
    card_title: str
    picture_sha256: str
    alternative_text: str

    def sha256(self) -> str:
        """The fingerprint kept with the approval and compared right before sending."""
        parts = [self.text, self.link, self.card_title, self.picture_sha256, self.alternative_text]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def content_of(share: Share, network: Network) -> Content:
    """Read from the row what would be published at this moment."""
    address = links.address_of(share) if share.link is not None else ""
    card = selectors.carries_card(network, share.text, address)
    first_line = share.text.strip().partition("\n")[0][:160]
    return Content(
        text=share.text,
        link=address,
        card_title=(share.title or first_line or address) if card else "",
        picture_sha256=share.picture.sha256 if share.picture is not None else "",
        alternative_text=share.alternative_text if share.picture is not None else "",
    )


def clean_text(text: str) -> str:
    """Browsers send line ends as CR LF; networks count and show one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_draft(text: str) -> None:
    """Refuse a draft that is no text of a person any more."""
    if len(text) > LONGEST_DRAFT:
        raise RuleViolation(_("This text is too long to be kept."), code="text_too_long", field="text")
    if any("\ud800" <= char <= "\udfff" for char in text) or "\x00" in text:
        raise RuleViolation(
            _("This text holds characters that no network can show."), code="text_invalid", field="text"
        )


def check(network: Network, *, text: str, picture: Asset | None, alternative_text: str, as_card: bool) -> None:
    """Refuse what the network is known to refuse, while the person can still change it."""
    check_draft(text)
    limits = network.limits
    if not text.strip() and picture is None:
        raise RuleViolation(_("Write something first."), code="text_empty", field="text")
    count = network.count(text)
    if count > limits.max_length:
        raise RuleViolation(
            _("%(network)s takes %(max)s characters; this text has %(count)s.")
            % {"network": limits.label, "max": limits.max_length, "count": count},
            code="text_too_long",
            field="text",
        )
    if picture is not None:
        _check_picture(network, picture, alternative_text, as_card=as_card)


def _check_picture(network: Network, picture: Asset, alternative_text: str, *, as_card: bool) -> None:
    limits = network.limits
    label = {"network": limits.label}
    unfit = picture.mime not in limits.image_types or (limits.max_images < 1 and not as_card)
    too_large = limits.max_image_pixels and picture.width * picture.height > limits.max_image_pixels
    if unfit or too_large:
        message = _("%(network)s does not take this picture.") % label
        raise RuleViolation(message, code="picture_invalid", field="picture")
    if limits.max_image_bytes and picture.size > limits.max_image_bytes:
        message = _("This picture is too heavy for %(network)s.") % label
        raise RuleViolation(message, code="picture_invalid", field="picture")
    if plain_length(alternative_text) > limits.max_alt_length:
        message = _("The alternative text is too long for %(network)s.") % label
        raise RuleViolation(message, code="alternative_text_too_long", field="alternative_text")
