"""A network's rule against the same text from several accounts, kept before anything is promised or sent."""

from typing import Final

from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from sharing.models import Share
from sharing.networks.base import Network
from sharing.selectors.likeness import near_identical

TOO_SIMILAR: Final = "too_similar"


def is_too_similar(network: Network, text: str, *, besides: Share | None = None) -> bool:
    """Say whether the network's rules forbid this text now. A relay without words of one's own is no text."""
    if network.limits.identical_texts_allowed or not text.strip():
        return False
    return near_identical(network.key, text, besides=besides)


def check(network: Network, text: str, *, besides: Share | None = None) -> None:
    """Refuse (`too_similar`) what somebody of the organisation has nearly said on this network within 30 days.

    Only where the network's own rules forbid it. The author is told that it is so, never whose text or which.
    """
    if is_too_similar(network, text, besides=besides):
        raise RuleViolation(
            _(
                "%(network)s forbids nearly the same text from several accounts, and somebody here has said this "
                "already. Nothing was sent, and your text is intact: change it a little, take another suggested "
                "text, relay the page’s post, or post it by hand."
            )
            % {"network": network.label},
            code=TOO_SIMILAR,
            field="text",
        )
