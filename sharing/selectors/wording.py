"""Sentences for states and reasons, in the language of the moment. The rows keep codes only.

Each follows one recipe: what happened, what is safe, what to do. The gesture itself is a button (`gestures`).
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.lib.images import megabytes
from advocacy.lib.numbers import whole
from sharing.models import Share, ShareAttempt
from sharing.networks import build
from sharing.selectors.networks import network_label
from sharing.states import AttemptOutcome, HoldReason, ShareState

S = ShareState

# Reasons we give ourselves, beside the networks' own codes (networks.errors.CODES).
ITEM_WITHDRAWN = "item_withdrawn"
CONTENT_CHANGED = "content_changed"
TOO_MANY_TRIES = "too_many_tries"
LEFT = "left"
DISCONNECTED = "disconnected"
BY_THE_PERSON = "by_person"
WORKER_LOST = "worker_lost"
RESTORED = "restored"
BROKEN = "broken"


class Words(NamedTuple):
    """What happened, and what the person can do, about one code; `network` is the network's name."""

    happened: str | Promise
    to_do: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a share stands where it stands: what happened, what is safe, what to do. Empty parts say nothing."""

    happened: str = ""
    safe: str = ""
    to_do: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.happened, self.safe, self.to_do) if part)


_CHANGE = gettext_lazy("Change the text and schedule it again.")
_LIGHTER = gettext_lazy("Relais can prepare the picture again, lighter, and publish.")
_OTHER_PICTURE = gettext_lazy("Choose another picture and schedule it again.")
_OTHER_DOCUMENT = gettext_lazy("Choose another document and schedule it again.")
_AGAIN = gettext_lazy("Try again now, or later.")
_RECONNECT = gettext_lazy("Reconnect your account and it goes out.")
_BY_HAND = gettext_lazy("You can post it yourself.")
_BY_ITSELF = gettext_lazy("It goes out by itself when that is mended.")
_LOOK = gettext_lazy("Look at your profile before you answer.")

HOLDS: Final[dict[str, Words]] = {
    HoldReason.RECONNECT: Words(gettext_lazy("%(network)s asks to recognise you again."), _RECONNECT),
    HoldReason.PAUSED: Words(gettext_lazy("You are on a break."), gettext_lazy("It goes out when your break ends.")),
    HoldReason.BUDGET: Words(
        gettext_lazy("%(network)s accepts no more from us for now."),
        gettext_lazy("Choose: another time, or post it yourself."),
    ),
    HoldReason.BREAKER: Words(
        gettext_lazy("%(network)s is having trouble."),
        gettext_lazy("It goes out by itself when the network answers again."),
    ),
    HoldReason.EMBARGO: Words(
        gettext_lazy("The company page has not posted yet."), gettext_lazy("If the page moves, your share follows.")
    ),
    HoldReason.AUTHOR: Words(
        gettext_lazy("The person who announces it has not yet."), gettext_lazy("Your share follows by itself.")
    ),
    HoldReason.CRISIS: Words(
        gettext_lazy("Your organisation has put every share on hold."),
        gettext_lazy("When it is lifted, what is still in time goes out; for the rest you choose."),
    ),
    HoldReason.AFTER_CRISIS: Words(
        gettext_lazy("The hold was lifted after this share’s latest time."),
        gettext_lazy("Choose another time, or leave it."),
    ),
    HoldReason.PICTURE: Words(
        gettext_lazy("A picture or the document is no longer there."),
        gettext_lazy("Choose it again and schedule the share again."),
    ),
    HoldReason.TEXT: Words(gettext_lazy("%(network)s takes shorter texts by now."), _CHANGE),
    HoldReason.SIMILAR: Words(
        gettext_lazy("%(network)s forbids nearly the same text from several accounts."),
        gettext_lazy("Change it a little, or post it by hand."),
    ),
    HoldReason.QUARANTINE: Words(
        gettext_lazy("Relais was restored from a backup."),
        gettext_lazy("Someone is checking what already went out before anything leaves."),
    ),
    HoldReason.READER: Words(
        gettext_lazy("A colleague is reading it, as you asked."),
        gettext_lazy("It goes out after their answer, or at the hour you set for it."),
    ),
    HoldReason.SUSPENDED: Words(
        gettext_lazy("Your organisation is suspended."),
        gettext_lazy("Nothing leaves until your organisation is back."),
    ),
}

OURS: Final[dict[str, Words]] = {
    ITEM_WITHDRAWN: Words(gettext_lazy("The idea was withdrawn from the library.")),
    CONTENT_CHANGED: Words(gettext_lazy("The text or the picture is no longer what you approved."), _CHANGE),
    TOO_MANY_TRIES: Words(gettext_lazy("%(network)s refused several times."), _AGAIN),
    LEFT: Words(gettext_lazy("You left the programme.")),
    DISCONNECTED: Words(gettext_lazy("You disconnected the account.")),
    BY_THE_PERSON: Words(gettext_lazy("You called it off.")),
    WORKER_LOST: Words(gettext_lazy("Our machine stopped while it was sending."), _LOOK),
    RESTORED: Words(gettext_lazy("Relais was restored from a backup made before its hour."), _LOOK),
    BROKEN: Words(gettext_lazy("Something of ours broke while it was being sent."), _LOOK),
}

# One line per code that a network's adapter may give (a test walks them all).
FROM_NETWORKS: Final[dict[str, Words]] = {
    # The person's content
    "too_long": Words(gettext_lazy("%(network)s takes shorter texts."), _CHANGE),
    "empty": Words(gettext_lazy("There was nothing to publish."), _CHANGE),
    "duplicate": Words(
        gettext_lazy("%(network)s says you already posted this text."),
        gettext_lazy("Look at your profile; if it is not there, change a few words and schedule it again."),
    ),
    "invalid": Words(gettext_lazy("%(network)s could not read the post."), _CHANGE),
    "refused": Words(gettext_lazy("%(network)s refused the post and did not say why."), _CHANGE),
    "link": Words(
        gettext_lazy("%(network)s refused the link."), gettext_lazy("Change or remove the link and schedule it again.")
    ),
    "cashtags": Words(gettext_lazy("%(network)s accepts one $ sign with letters per post."), _CHANGE),
    "too_many_images": Words(
        gettext_lazy("%(network)s accepts fewer pictures."),
        gettext_lazy("Keep fewer pictures and schedule it again."),
    ),
    "one_attachment": Words(
        gettext_lazy("A post carries pictures, a document or a link’s card, not two of them."),
        gettext_lazy("Keep one of them and schedule it again."),
    ),
    "image_type": Words(gettext_lazy("%(network)s does not accept this kind of picture."), _LIGHTER),
    "image_size": Words(gettext_lazy("%(network)s refused the picture: it is too heavy."), _LIGHTER),
    "image_failed": Words(gettext_lazy("%(network)s could not process the picture."), _LIGHTER),
    "document_type": Words(gettext_lazy("%(network)s does not accept this kind of document."), _OTHER_DOCUMENT),
    "document_size": Words(gettext_lazy("%(network)s refused the document: it is too heavy."), _OTHER_DOCUMENT),
    "document_failed": Words(gettext_lazy("%(network)s could not process the document."), _OTHER_DOCUMENT),
    "reshare_text": Words(
        gettext_lazy("On %(network)s a repost carries no words of your own."),
        gettext_lazy("Repost without words, or write a post of your own."),
    ),
    "reshare_gone": Words(
        gettext_lazy("The post to repost is gone, or its author does not let it be reposted."),
        gettext_lazy("You can write a post of your own instead."),
    ),
    "comments_closed": Words(
        gettext_lazy("%(network)s does not take comments on this post."),
        gettext_lazy("Your post itself is not touched by this."),
    ),
    "comment_too_late": Words(
        gettext_lazy("The post went out too long ago for a first comment."),
        gettext_lazy("Your post itself is not touched by this."),
    ),
    "post_gone": Words(
        gettext_lazy("The post is no longer on %(network)s."), gettext_lazy("You can share the text again.")
    ),
    "media_gone": Words(gettext_lazy("%(network)s lost the file twice."), _AGAIN),
    "media_not_ready": Words(gettext_lazy("%(network)s was not done with the file in time."), _AGAIN),
    "alt_text_too_long": Words(
        gettext_lazy("The description of the picture is too long for %(network)s."),
        gettext_lazy("Shorten it and schedule it again."),
    ),
    # The person's access
    "token_missing": Words(gettext_lazy("Your access to %(network)s is missing."), _RECONNECT),
    "token_new": Words(gettext_lazy("%(network)s does not know your new access yet."), _AGAIN),
    "token_invalid": Words(gettext_lazy("%(network)s no longer recognises your access."), _RECONNECT),
    "token_expired": Words(gettext_lazy("Your access to %(network)s has ended."), _RECONNECT),
    "token_revoked": Words(gettext_lazy("Your access to %(network)s was withdrawn there."), _RECONNECT),
    "refresh_refused": Words(gettext_lazy("%(network)s refused to prolong your access."), _RECONNECT),
    "code_refused": Words(gettext_lazy("%(network)s did not accept the connection."), _RECONNECT),
    "scope_missing": Words(gettext_lazy("Your access to %(network)s does not allow publishing."), _RECONNECT),
    "account_suspended": Words(
        gettext_lazy("%(network)s has suspended your account."),
        gettext_lazy("Settle it with the network first, then try again."),
    ),
    # The network, or the way to it
    "not_sent": Words(gettext_lazy("%(network)s could not be reached."), _AGAIN),
    "connection_lost": Words(gettext_lazy("The line to %(network)s broke."), _LOOK),
    "server_error": Words(gettext_lazy("%(network)s answered with an error of its own."), _LOOK),
    "timeout": Words(gettext_lazy("%(network)s did not answer in time."), _LOOK),
    "unreadable_answer": Words(gettext_lazy("%(network)s answered something that cannot be read."), _LOOK),
    "redirected": Words(gettext_lazy("%(network)s pointed to another address."), _LOOK),
    "rate_limited": Words(gettext_lazy("%(network)s asked us to slow down."), _AGAIN),
    "daily_limit": Words(
        gettext_lazy("%(network)s takes no more posts from you today."), gettext_lazy("Choose another day.")
    ),
    "app_daily_limit": Words(
        gettext_lazy("%(network)s accepts no more from this installation today."),
        gettext_lazy("It goes out when the network’s new day begins, if that is in time."),
    ),
    # The application
    "version_sunset": Words(gettext_lazy("%(network)s closed the door this version of Relais uses."), _BY_ITSELF),
    "credits_spent": Words(gettext_lazy("The credits for %(network)s are used up."), _BY_HAND),
    "usage_capped": Words(gettext_lazy("The monthly allowance for %(network)s is used up."), _BY_HAND),
    "app_credentials": Words(gettext_lazy("%(network)s no longer accepts the keys of this installation."), _BY_ITSELF),
    "app_forbidden": Words(gettext_lazy("%(network)s has closed its door to this installation."), _BY_ITSELF),
    "unexpected_answer": Words(gettext_lazy("%(network)s answered in a way this version does not know."), _BY_ITSELF),
    # What it cannot do
    "not_supported": Words(gettext_lazy("%(network)s does not let us publish this."), _BY_HAND),
    "not_configured": Words(gettext_lazy("%(network)s is not set up here any more."), _BY_HAND),
    "scope_not_granted": Words(gettext_lazy("Your access to %(network)s does not allow this."), _BY_HAND),
    "retired": Words(gettext_lazy("%(network)s no longer exists."), gettext_lazy("You can copy the text.")),
}

_REASONS: Final[dict[str, Words]] = {**HOLDS, **OURS, **FROM_NETWORKS}
_UNKNOWN: Final = Words(gettext_lazy("%(network)s did not accept it."), _CHANGE)


def reason_words(code: str, network: str = "") -> Words:
    """What happened and what to do about a reason, for a network's key; general words for a code that has none."""
    label = network_label(network) if network else _("The network")
    words = _REASONS.get(code, _UNKNOWN)
    happened = str(words.happened) % {"network": label}
    return Words(happened[:1].upper() + happened[1:], str(words.to_do))


def reason_text(code: str, network: str = "") -> str:
    """The sentence for a reason code."""
    return str(reason_words(code, network).happened)


def explain(share: Share) -> Explanation:
    """Why a share stands where it stands; empty when the state says it all. Costs no query on a listed share."""
    state = ShareState(share.state)
    if state == S.UNCONFIRMED:
        return _doubt(share)
    if state == S.MISSED:
        to_do = "" if share.dealt_with_at else _("Choose another time, or let it be.")
        return Explanation(_("It could not go out before its latest time."), _nothing_posted(), to_do)
    if state not in {S.HELD, S.FAILED, S.CANCELLED} or not share.reason:
        return Explanation()
    words = reason_words(share.reason, share.network)
    if state == S.FAILED:
        to_do = "" if share.dealt_with_at else str(words.to_do)
        return Explanation(_measured(share) or str(words.happened), _nothing_posted(), to_do)
    if state == S.HELD:
        return Explanation(str(words.happened), _("Nothing is lost."), str(words.to_do))
    safe = _("The text stays here.") if share.reason == BY_THE_PERSON else _nothing_posted()
    return Explanation(str(words.happened), safe)


def state_sentence(share: Share) -> str:
    """What a person is told about where their share stands; empty when the state says it all."""
    return str(explain(share))


def attempt_words(attempt: ShareAttempt, network: str) -> tuple[str, str]:
    """What was done in one attempt, and what came back: two short sentences for its author."""
    label = {"network": network_label(network)}
    asked = _("Handed to %(network)s") % label
    said = reason_text(attempt.error_code, network) if attempt.error_code else ""
    answers: dict[str, tuple[str, str]] = {
        AttemptOutcome.STARTED: (asked, _("It is on its way.")),
        AttemptOutcome.PUBLISHED: (asked, _("%(network)s accepted it.") % label),
        AttemptOutcome.UNCONFIRMED: (asked, said or _("No clear answer came back.")),
        AttemptOutcome.NOT_PUBLISHED: (asked, _("It is not online: you said so after looking.")),
        AttemptOutcome.NOT_SENT: (_("Could not be handed over; nothing left"), said),
        AttemptOutcome.REFUSED: (_("Refused by %(network)s") % label, said),
    }
    return answers[attempt.outcome]


def _nothing_posted() -> str:
    return _("Nothing was published and your text is intact.")


def _doubt(share: Share) -> Explanation:
    label = {"network": network_label(share.network)}
    if share.reason == "duplicate":
        happened = _("%(network)s says it has this text already: a hint that it is online, no proof.") % label
    else:
        happened = _("%(network)s did not answer in time. It may already be online.") % label
    return Explanation(happened, _("Nothing is sent again without you."), _("Look at your profile, then answer."))


def _measured(share: Share) -> str:
    """What was refused, in figures, where both the share's and the network's are known."""
    network = build(share.network)
    limits, label = network.limits, {"network": network.label}
    if share.reason == "too_long" and limits.max_length:
        figures = {"max": whole(limits.max_length), "count": whole(network.count(share.text))}
        return _("%(network)s takes %(max)s characters; this text has %(count)s.") % {**label, **figures}
    sizes = [picture.asset.size for picture in share.pictures.all()]
    if share.reason == "image_size" and limits.max_image_bytes and sizes and max(sizes) > limits.max_image_bytes:
        figures = {"size": megabytes(max(sizes)), "most": megabytes(limits.max_image_bytes)}
        return _("%(network)s refused the picture: %(size)s MB, %(most)s at most.") % {**label, **figures}
    return ""
