"""What happened to one share, in words for its author: who did what, when, and what came back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from advocacy.lib.times import day_and_time
from advocacy.organisations import selectors as organisations
from advocacy.organisations.models import AuditEntry
from sharing.models import Share
from sharing.selectors.networks import network_label
from sharing.selectors.wording import attempt_words, reason_text
from sharing.states import AttemptStep, Evidence, HoldReason, ShareState

S = ShareState

# The database's clock and ours may differ a little.
LAG: Final = timedelta(minutes=1)

_ARRIVED: Final[Mapping[str, tuple[str, str | Promise, str | Promise]]] = {
    # icon, by the person, by itself
    S.DRAFT: ("pencil", gettext_lazy("You took it back to change it"), gettext_lazy("Back among the drafts")),
    S.SCHEDULED: ("clock", gettext_lazy("You said yes to the exact text"), gettext_lazy("Back on its way")),
    S.HELD: ("circle-pause", gettext_lazy("Held"), gettext_lazy("Held")),
    S.UNCONFIRMED: (
        "circle-question-mark", gettext_lazy("Nobody knows whether it is online"),
        gettext_lazy("Nobody knows whether it is online"),
    ),
    S.PUBLISHED: ("circle-check", gettext_lazy("You said that it is online"), pgettext_lazy("share", "Published")),
    S.FAILED: ("octagon-alert", gettext_lazy("Failed"), gettext_lazy("Failed")),
    S.MISSED: ("clock-alert", gettext_lazy("Missed"), gettext_lazy("Missed: its latest time had passed")),
    S.CANCELLED: ("ban", gettext_lazy("You called it off"), gettext_lazy("Called off")),
    S.REMOVED: (
        "eye-off", gettext_lazy("You took it down"), gettext_lazy("No longer on the network; its figures stopped")
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a share's history."""

    at: datetime
    icon: str
    what: str
    detail: str = ""
    # An attempt's own marks, for whoever helps: the status the network answered with and its request's number.
    trace: str = ""


def history(share: Share) -> Sequence[Event]:
    """Everything that happened to a share, oldest first. Two queries."""
    events = [Event(share.created_at, "pencil", _("Written")), *_moves(share), *_attempts(share)]
    if share.asked_at is not None:
        events.append(Event(share.asked_at, "circle-question-mark", _("You were asked whether it is online")))
    if share.removal_asked_at is not None:
        said = _("You asked %(network)s to take it down") % {"network": network_label(share.network)}
        refused = reason_text(share.removal_reason, share.network) if share.removal_reason else ""
        events.append(Event(share.removal_asked_at, "trash-2", said, refused))
    if share.dealt_with_at is not None:
        events.append(Event(share.dealt_with_at, "check", _("Dealt with by you")))
    return sorted(events, key=lambda event: event.at)


def _moves(share: Share) -> Iterator[Event]:
    for entry in organisations.audit_entries_about(share, share.created_at - LAG):
        look = _ARRIVED.get(entry.verb.removeprefix("share."))
        if look is not None:
            icon, by_person, by_itself = look
            said = by_person if entry.actor_id == share.membership_id else by_itself
            if entry.changes.get("reason") == HoldReason.EMBARGO:
                icon, said = "hourglass", _("Waiting for the page")
            yield Event(entry.at, icon, str(said), _detail(share, entry))


def _detail(share: Share, entry: AuditEntry) -> str:
    state, reason = entry.verb.removeprefix("share."), str(entry.changes.get("reason", ""))
    if state == S.PUBLISHED and share.evidence:
        return str(Evidence(share.evidence).label)
    if state == S.SCHEDULED and share.due_at is not None and entry.changes.get("from") == S.DRAFT:
        return _("for %(moment)s") % {"moment": day_and_time(share.due_at)}
    return reason_text(reason, share.network) if reason and state in {S.HELD, S.FAILED, S.UNCONFIRMED} else ""


def _attempts(share: Share) -> Iterator[Event]:
    for attempt in share.attempts.all():
        did, came_back = attempt_words(attempt, share.network)
        if attempt.step == AttemptStep.COMMENT:
            did = _("First comment: %(what)s") % {"what": did}
        marks = [str(attempt.status or ""), attempt.network_request_id]
        yield Event(attempt.started_at, "send", did, came_back, " · ".join(mark for mark in marks if mark))
