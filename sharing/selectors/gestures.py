"""What a person can do with a share, by where it stands: the one repair first, then the rest.

The table of the product, as data: pages make buttons of it, the API answers its keys. Rules live in the services.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharing.models import Share
from sharing.networks import adapter
from sharing.states import ConnectionState, Evidence, HoldReason, ShareState

S = ShareState

# How long a person may take back that they posted something themselves.
TAKE_BACK_FOR: Final = timedelta(days=1)


class By(StrEnum):
    """How a gesture is made."""

    LINK = "link"
    POST = "post"
    COPY = "copy"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing to do: a stable key, its words, and the address it leads to (`of`: what that address names)."""

    key: str
    label: str | Promise
    icon: str
    by: By
    place: str = ""
    of: str = "share"
    sends: Mapping[str, str] = field(default_factory=dict)
    # Ends something: shown apart, in red where it cannot be taken back.
    ends: bool = False


EDIT = Gesture("edit", _("Change"), "pencil", By.LINK, "sharing:share_edit")
MOVE = Gesture("move", _("Another time"), "clock", By.LINK, "sharing:share_move")
CANCEL = Gesture("cancel", _("Call it off"), "ban", By.LINK, "sharing:share_cancel", ends=True)
DISCARD = Gesture("discard", _("Throw it away"), "trash-2", By.LINK, "sharing:share_cancel", ends=True)
RECONNECT = Gesture("reconnect", _("Reconnect"), "plug", By.POST, "sharing:connect", of="network")
END_BREAK = Gesture("end_break", _("End my break"), "circle-play", By.POST, "programme:resume", of="organisation")
RETRY = Gesture("retry", _("Try again now"), "refresh-cw", By.POST, "sharing:share_retry")
PUBLISH_NOW = Gesture("retry", _("Publish it now"), "send", By.POST, "sharing:share_retry")
LIGHTEN = Gesture("lighten", _("Lighten the picture and publish"), "image-down", By.POST, "sharing:share_lighten")
CORRECT = Gesture("correct", _("Correct and schedule again"), "pencil", By.POST, "sharing:share_copy")
RESCHEDULE = Gesture("reschedule", _("Reschedule"), "calendar-clock", By.POST, "sharing:share_copy")
TAKE_UP = Gesture("take_up", _("Take it up again"), "rotate-ccw", By.POST, "sharing:share_copy")
WITHOUT_LINK = Gesture("without_link", _("Publish without the link"), "unlink", By.POST, "sharing:share_without_link")
TO_HAND = Gesture("to_hand", _("Post it myself"), "hand", By.POST, "sharing:share_to_hand")
BY_HAND = Gesture("by_hand", _("Post it myself"), "hand", By.LINK, "sharing:share_by_hand")
COPY_TEXT = Gesture("copy_text", _("Copy the text"), "copy", By.COPY)
LET_BE = Gesture("let_be", _("Let it be"), "check", By.POST, "sharing:share_let_be")
VIEW = Gesture("view", _("See it"), "external-link", By.OUT)
REMOVE = Gesture("remove", _("Take it down"), "trash-2", By.LINK, "sharing:share_remove", ends=True)
TAKE_BACK = Gesture("take_back", _("I have not posted it"), "undo-2", By.POST, "sharing:share_take_back")
HISTORY = Gesture("history", _("See the history"), "history", By.LINK, "sharing:share_detail")
IS_THERE = Gesture("is_there", _("It is online"), "check", By.POST, "sharing:share_answer", sends={"there": "yes"})
NOT_THERE = Gesture(
    "not_there", _("It is not there: publish it"), "send", By.POST, "sharing:share_answer", sends={"there": "no"}
)
NOT_THERE_LEAVE = Gesture(
    "not_there_leave",
    _("It is not there: leave it"),
    "circle-x",
    By.POST,
    "sharing:share_answer",
    sends={"there": "drop"},
)

PICTURE_CODES: Final = frozenset({"image_size", "image_type", "image_failed"})
# The content can stay as it is; another moment may do.
AGAIN_CODES: Final = frozenset({"too_many_tries", "media_gone", "media_not_ready", "account_suspended", "not_sent"})
# Publishing cannot do it, a person can.
HAND_CODES: Final = frozenset({"not_supported", "not_configured", "scope_not_granted"})


def gestures(share: Share) -> Sequence[Gesture]:
    """What its author can do with this share at this moment, the repair first. Costs no query on a listed share."""
    state = ShareState(share.state)
    if state == S.PUBLISHED:
        return _published(share)
    if state in {S.FAILED, S.MISSED} and share.dealt_with_at is not None:
        return (HISTORY, TAKE_UP) if _is_alive(share) else (HISTORY, COPY_TEXT)
    if state == S.FAILED:
        return _failed(share)
    if state == S.HELD:
        return _held(share)
    if state == S.DRAFT:
        return (EDIT, BY_HAND, DISCARD) if _is_alive(share) else (COPY_TEXT, DISCARD)
    if state == S.SCHEDULED:
        return (RETRY, EDIT, MOVE, CANCEL) if share.tries else (EDIT, MOVE, CANCEL)
    return {
        S.PUBLISHING: (),
        S.UNCONFIRMED: (IS_THERE, NOT_THERE, NOT_THERE_LEAVE),
        S.MISSED: (RESCHEDULE, PUBLISH_NOW, COPY_TEXT, LET_BE) if _is_alive(share) else (COPY_TEXT, LET_BE),
        S.CANCELLED: (TAKE_UP,) if _is_alive(share) else (COPY_TEXT,),
        S.REMOVED: (HISTORY, TAKE_UP) if _is_alive(share) else (HISTORY, COPY_TEXT),
    }[state]


def _is_alive(share: Share) -> bool:
    return not adapter(share.network).limits.retired


def _failed(share: Share) -> Sequence[Gesture]:
    if not _is_alive(share):
        return (COPY_TEXT, LET_BE)
    if share.reason in PICTURE_CODES and share.pictures.all():
        return (LIGHTEN, CORRECT, COPY_TEXT, LET_BE)
    if share.reason in AGAIN_CODES:
        return (RETRY, CORRECT, COPY_TEXT, LET_BE)
    if share.reason in HAND_CODES:
        return (TO_HAND, COPY_TEXT, LET_BE)
    return (CORRECT, COPY_TEXT, LET_BE)


def _held(share: Share) -> Sequence[Gesture]:
    if share.reason == HoldReason.RECONNECT:
        return (RECONNECT, TO_HAND, EDIT, CANCEL)
    if share.reason == HoldReason.BUDGET:
        return (MOVE, TO_HAND, *((WITHOUT_LINK,) if may_go_without_link(share) else ()), CANCEL)
    if share.reason == HoldReason.PAUSED:
        return (END_BREAK, EDIT, MOVE, CANCEL)
    if share.reason == HoldReason.BREAKER:
        return (EDIT, MOVE, TO_HAND, CANCEL)
    return (EDIT, MOVE, CANCEL)


def _published(share: Share) -> Sequence[Gesture]:
    offered: list[Gesture] = []
    offered.append(VIEW if share.external_url else HISTORY)
    if share.evidence == Evidence.DECLARED:
        if share.published_at is not None and timezone.now() - share.published_at < TAKE_BACK_FOR:
            offered.append(TAKE_BACK)
    elif can_take_down(share) and (share.removal_next_at is None or share.removal_reason):
        offered.append(REMOVE)
    return offered


def can_take_down(share: Share) -> bool:
    """Say whether the network can be asked to delete the post: it lets us, and told us the post's number."""
    account = share.connection
    connected = account is not None and account.state == ConnectionState.CONNECTED
    return connected and bool(share.external_id) and adapter(share.network).limits.can_delete


def may_go_without_link(share: Share) -> bool:
    """Say whether the link is what makes this share cost more, and can be taken out of its text."""
    limits = adapter(share.network).limits
    return limits.price_with_link > limits.price and share.link is not None and share.link.code in share.text
