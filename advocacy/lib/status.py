"""The word, icon and colour of every state a person can read. Keys are the states' own values."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Look(NamedTuple):
    """How a state is shown: the word first, the icon second, the colour third."""

    tone: str
    icon: str
    word: str | Promise


_REMOVED = pgettext_lazy("share", "Removed")

STATUSES: dict[str, dict[str, Look]] = {
    "share": {
        "draft": Look("neutral", "pencil", _("Draft")),
        "scheduled": Look("brand", "clock", _("Scheduled")),
        "waiting_page": Look("brand", "hourglass", _("Waiting for the page")),
        "publishing": Look("info", "loader-circle", _("Being published")),
        "published": Look("ok", "circle-check", _("Published")),
        "unconfirmed": Look("warn", "circle-question-mark", _("To confirm")),
        "failed": Look("bad", "octagon-alert", _("Failed")),
        "held": Look("warn", "circle-pause", _("Held")),
        "missed": Look("neutral", "clock-alert", _("Missed")),
        "cancelled": Look("neutral", "ban", _("Cancelled")),
        "removed": Look("neutral", "eye-off", _REMOVED),
    },
    "content": {
        "draft": Look("neutral", "pencil", _("Draft")),
        "in_review": Look("info", "eye", _("In review")),
        "waiting": Look("brand", "hourglass", _("Waiting for the page")),
        "live": Look("ok", "circle-check", _("Available")),
        "expired": Look("neutral", "archive", _("Expired")),
        "archived": Look("neutral", "archive", _("Archived")),
    },
    "proposal": {
        "briefed": Look("sun", "message-circle-question-mark", _("Asked of you")),
        "free": Look("neutral", "user-round-x", _("Nobody yet")),
        "submitted": Look("brand", "send", _("Sent")),
        "seen": Look("info", "eye", _("Read by the team")),
        "question": Look("warn", "circle-question-mark", _("A question for you")),
        "accepted": Look("ok", "circle-check", _("Taken up")),
        "declined": Look("neutral", "undo-2", _("Not taken up")),
        "withdrawn": Look("neutral", "ban", _("Withdrawn")),
    },
    "connection": {
        "connected": Look("ok", "circle-check", _("Connected")),
        "expiring": Look("warn", "clock-alert", _("Expires soon")),
        "expired": Look("bad", "unplug", pgettext_lazy("connection", "Expired")),
        "revoking": Look("info", "loader-circle", _("Being removed")),
        "revoked": Look("neutral", "unplug", _("Disconnected")),
        "none": Look("neutral", "copy", _("Without connection")),
    },
    "network": {
        "in_service": Look("ok", "circle-check", _("In service")),
        "waiting": Look("info", "hourglass", pgettext_lazy("network", "Waiting")),
        "refused": Look("bad", "circle-alert", _("Key refused")),
        "disabled": Look("neutral", "ban", pgettext_lazy("network", "Disabled")),
        "retired": Look("neutral", "archive", _("Retired network")),
    },
    "invitation": {
        "sent": Look("brand", "mail", _("Sent")),
        "accepted": Look("ok", "circle-check", _("Accepted")),
        "revoked": Look("neutral", "ban", _("Withdrawn")),
        "expired": Look("neutral", "clock-alert", pgettext_lazy("invitation", "Expired")),
    },
    "member": {
        "active": Look("ok", "circle-check", pgettext_lazy("member", "Active")),
        "new": Look("brand", "sprout", _("Just joined")),
        "paused": Look("neutral", "circle-pause", _("On a break")),
        "left": Look("neutral", "log-out", pgettext_lazy("member", "Left")),
    },
    "campaign": {
        "planned": Look("brand", "calendar-clock", pgettext_lazy("campaign", "Planned")),
        "running": Look("ok", "circle-check", pgettext_lazy("campaign", "Running")),
        "over": Look("neutral", "archive", pgettext_lazy("campaign", "Over")),
    },
}


def look_of(kind: str, state: str, reason: str = "") -> Look:
    """Return how a state is shown; a share held only until the page has posted says so. Raises `KeyError`."""
    if kind == "share" and state == "held" and reason == "embargo":
        state = "waiting_page"
    return STATUSES[kind][state]
