"""Sentences for states and reasons, in the language of the moment. The rows keep codes only."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharing.models import Share
from sharing.selectors.networks import network_label
from sharing.states import HoldReason, ShareState

# Reasons we give ourselves, beside the networks' own codes (networks.errors.CODES).
ITEM_WITHDRAWN = "item_withdrawn"
CONTENT_CHANGED = "content_changed"
TOO_MANY_TRIES = "too_many_tries"
LEFT = "left"
DISCONNECTED = "disconnected"
BY_THE_PERSON = "by_person"

_REASONS: dict[str, str | Promise] = {
    HoldReason.RECONNECT: gettext_lazy("Your access has ended. Reconnect your account and it goes out."),
    HoldReason.PAUSED: gettext_lazy("You are on a break. It waits for you."),
    HoldReason.BUDGET: gettext_lazy("The network accepts no more from us for now. Choose another time."),
    HoldReason.BREAKER: gettext_lazy("The network is having trouble. It goes out when the network answers again."),
    HoldReason.EMBARGO: gettext_lazy("The company page has not posted yet. Yours follows."),
    HoldReason.CRISIS: gettext_lazy("Your organisation has put every share on hold."),
    HoldReason.QUARANTINE: gettext_lazy(
        "Relais was restored from a backup. Someone is checking what already went out."
    ),
    HoldReason.SUSPENDED: gettext_lazy("Your organisation is suspended."),
    ITEM_WITHDRAWN: gettext_lazy("The idea was withdrawn from the library. Nothing was published."),
    CONTENT_CHANGED: gettext_lazy("The text or the picture is no longer what you approved. Nothing was published."),
    TOO_MANY_TRIES: gettext_lazy("The network refused several times. Nothing was published."),
    LEFT: gettext_lazy("You left the programme."),
    DISCONNECTED: gettext_lazy("You disconnected the account."),
    BY_THE_PERSON: gettext_lazy("You called it off."),
    "too_long": gettext_lazy("The text is too long for this network."),
    "empty": gettext_lazy("There was nothing to publish."),
    "duplicate": gettext_lazy("The network says you already posted this text."),
    "invalid": gettext_lazy("The network could not read the post."),
    "refused": gettext_lazy("The network refused the post and did not say why."),
    "link": gettext_lazy("The network refused the link."),
    "cashtags": gettext_lazy("The network accepts one $ sign with letters per post."),
    "too_many_images": gettext_lazy("The network accepts fewer pictures."),
    "image_type": gettext_lazy("The network does not accept this kind of picture."),
    "image_size": gettext_lazy("The picture is too heavy for this network."),
    "image_failed": gettext_lazy("The network could not process the picture."),
    "media_gone": gettext_lazy("The network lost the picture twice."),
    "alt_text_too_long": gettext_lazy("The alternative text is too long for this network."),
    "account_suspended": gettext_lazy("The network has suspended your account."),
    "not_supported": gettext_lazy("This network cannot publish this."),
    "not_configured": gettext_lazy("This network is not set up here any more."),
    "scope_not_granted": gettext_lazy("Your access does not allow this."),
    "retired": gettext_lazy("This network no longer exists."),
    "media_not_ready": gettext_lazy("The network was not done with the picture in time."),
}


def reason_text(code: str) -> str:
    """The sentence for a reason code; a general one for a code that has none."""
    return str(_REASONS.get(code) or _("The network did not accept it."))


def state_sentence(share: Share) -> str:
    """What a person is told about where their share stands; empty when the state says it all."""
    state = ShareState(share.state)
    label = network_label(share.network)
    if state in {ShareState.HELD, ShareState.FAILED}:
        return reason_text(share.reason)
    if state == ShareState.UNCONFIRMED:
        return _("%(network)s did not answer in time. It may already be online: look at your profile.") % {
            "network": label
        }
    if state == ShareState.MISSED:
        return _("It could not go out before its latest time. Nothing was published and your text is intact.")
    if state == ShareState.CANCELLED and share.reason:
        return reason_text(share.reason)
    return ""
