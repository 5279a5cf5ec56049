"""The states of a share and of one attempt at it: pure data, tested without a database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShareState(models.TextChoices):
    """Where a share stands. The person always sees which one, and why."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    PUBLISHING = "publishing", _("Being published")
    UNCONFIRMED = "unconfirmed", _("To confirm")
    PUBLISHED = "published", _("Published")
    FAILED = "failed", _("Failed")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")
    REMOVED = "removed", _("Removed")


S = ShareState

TRANSITIONS: dict[ShareState, frozenset[ShareState]] = {
    # Published: by the person's own hand, who says so (Evidence.DECLARED).
    S.DRAFT: frozenset({S.SCHEDULED, S.HELD, S.PUBLISHED}),
    S.SCHEDULED: frozenset({S.PUBLISHING, S.HELD, S.CANCELLED, S.MISSED, S.DRAFT}),
    S.HELD: frozenset({S.SCHEDULED, S.CANCELLED, S.MISSED, S.DRAFT}),
    # Back to scheduled only when nothing was sent; a started attempt never goes that way.
    S.PUBLISHING: frozenset({S.PUBLISHED, S.SCHEDULED, S.HELD, S.FAILED, S.UNCONFIRMED}),
    # Never ended by silence: by evidence, or by the person's word.
    S.UNCONFIRMED: frozenset({S.PUBLISHED, S.SCHEDULED, S.CANCELLED}),
    # Draft: what a person declared to have posted, and takes back (services/repairs.py). Nothing of ours was sent.
    S.PUBLISHED: frozenset({S.REMOVED, S.DRAFT}),
    S.FAILED: frozenset(),
    S.MISSED: frozenset(),
    S.CANCELLED: frozenset(),
    S.REMOVED: frozenset(),
}

TERMINAL = frozenset({S.PUBLISHED, S.FAILED, S.MISSED, S.CANCELLED, S.REMOVED})
# A promise is still open: leaving, disconnecting or cancelling must end these.
LIVE = frozenset({S.SCHEDULED, S.HELD, S.PUBLISHING, S.UNCONFIRMED})
# The author may still change or cancel it.
CHANGEABLE = frozenset({S.DRAFT, S.SCHEDULED, S.HELD})


class HoldReason(models.TextChoices):
    """Why a share cannot go now, and so what releases it."""

    RECONNECT = "reconnect", _("the account must be reconnected")
    PAUSED = "paused", _("you are on a break")
    BUDGET = "budget", _("the network's quota is used up")
    BREAKER = "breaker", _("the network is having trouble")
    EMBARGO = "embargo", _("the page has not posted yet")
    CRISIS = "crisis", _("the organisation has put shares on hold")
    AFTER_CRISIS = "crisis_over", _("the hold was lifted after its latest time")
    PICTURE = "picture", _("a picture or the document must be chosen again")
    TEXT = "text", _("the text must be changed")
    SIMILAR = "similar", _("the text is too close to another one")
    QUARANTINE = "quarantine", _("the installation was restored from a backup")
    SUSPENDED = "org_suspended", _("the organisation is suspended")
    AUTHOR = "author", _("the person who announces it has not yet")
    READER = "reader", _("you wait for a colleague’s opinion")


class AttemptStep(models.TextChoices):
    """What an attempt was at. Uploads need none: they publish nothing and may be repeated."""

    POST = "post"
    COMMENT = "comment"


class CommentState(models.TextChoices):
    """Where a first comment stands. It never changes where its share stands."""

    WAITING = "waiting", _("Goes out after the post")
    PUBLISHED = "published", _("Published")
    FAILED = "failed", _("Not published")
    UNCONFIRMED = "unconfirmed", _("To confirm")
    # The access does not allow it, or the post went out by hand: the person adds it.
    BY_HAND = "by_hand", _("To add by hand")


class AttemptOutcome(models.TextChoices):
    """How one attempt ended. `started` and nothing else means: bytes may be out."""

    STARTED = "started"
    NOT_SENT = "not_sent"
    REFUSED = "refused"
    PUBLISHED = "published"
    UNCONFIRMED = "unconfirmed"
    # The person looked and it is not there: this closes a doubt, and only their word does.
    NOT_PUBLISHED = "not_published"


# While one of these stands, a second attempt at the same share is impossible (a unique index says so).
MAY_BE_OUT = frozenset({AttemptOutcome.STARTED, AttemptOutcome.UNCONFIRMED, AttemptOutcome.PUBLISHED})


class Evidence(models.TextChoices):
    """What makes us say "published"."""

    NETWORK_ID = "network_id", _("the network answered with its number")
    ACCEPTED = "accepted", _("the network accepted it without a number")
    FOUND = "found", _("it was found on your profile")
    CLICK = "click", _("someone followed its own link")
    PERSON = "person", _("you saw it online")
    DECLARED = "declared", _("you posted it yourself")


class ProofreadState(models.TextChoices):
    """Where a request for an opinion stands."""

    ASKED = "asked", _("Asked")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConnectionState(models.TextChoices):
    """A person's access to one network account."""

    CONNECTED = "connected", _("Connected")
    EXPIRED = "expired", _("Expired")
    # The person disconnected; the network has still to be told.
    REVOKING = "revoking", _("Being removed")
    REVOKED = "revoked", _("Disconnected")


class PreviewState(models.TextChoices):
    """Whether a page could be looked up. No card is an answer too."""

    WAITING = "waiting"
    FOUND = "found"
    NONE = "none"


class FeedKind(models.TextChoices):
    """What a calendar program reads under a private address."""

    OWN = "own", _("My shares")
    PAGE = "page", _("What the page announces")


class ClickKind(models.TextChoices):
    """Who opened a tracked link: only people count."""

    PERSON = "person"
    BOT = "bot"
    PREVIEW = "preview"
    # Asked for the address without going there.
    HEAD = "head"


def check_graph() -> None:
    """Refuse to load a table in which a state is missing, cannot be reached, or an end has an exit.

    Raises `ValueError`.
    """
    reached = {target for targets in TRANSITIONS.values() for target in targets} | {S.DRAFT}
    exits = {state for state in TERMINAL - {S.PUBLISHED} if TRANSITIONS[state]}
    if set(TRANSITIONS) != set(S) or reached != set(S) or exits:
        raise ValueError("the share states do not form one graph")


check_graph()
