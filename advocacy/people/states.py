"""States of an invitation and choices of a person. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """Light, dark, or as the person's device says."""

    SYSTEM = "system", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class InvitationState(models.TextChoices):
    """An invitation to join an organisation as a member. It never makes an ambassador: only the person does."""

    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Withdrawn")


class NotificationKind(models.TextChoices):
    """What the product tells a person about, in the product and by e-mail."""

    SHARE_PUBLISHED = "share_published", _("A share went out")
    SHARE_FAILED = "share_failed", _("A share failed")
    SHARE_MISSED = "share_missed", _("A share was missed")
    SHARE_UNCONFIRMED = "share_unconfirmed", _("A share needs an answer")
    SHARE_HELD = "share_held", _("A share is held")
    SHARE_REMOVED = "share_removed", _("A share was removed from the network")
    COMMENT_FAILED = "comment_failed", _("A first comment did not go out")
    WEEK_READY = "week_ready", _("The week my rules prepared is ready")
    PROOFREAD_ASKED = "proofread_asked", _("Somebody asks me to read their text")
    PROOFREAD_ANSWERED = "proofread_answered", _("Somebody has read my text")
    PROPOSAL_ANSWERED = "proposal_answered", _("My proposal has an answer")
    PROPOSAL_LIVE = "proposal_live", _("Something I proposed is in the library")
    CONTRIBUTION_ASKED = "contribution_asked", _("The communications team asks me for a contribution")
    CONTRIBUTION_BACK = "contribution_back", _("A brief of mine has come back")
    REVIEW_ASKED = "review_asked", _("Somebody asks me to read an idea of the library")
    REVIEW_ANSWERED = "review_answered", _("Somebody answers about an idea of the library")
    CRISIS_HELD = "crisis_held", _("The organisation puts every share on hold")
    CRISIS_OVER = "crisis_over", _("The organisation lifts the hold")
    CONNECTION_EXPIRING = "connection_expiring", _("An access is about to expire")
    SOURCE_SILENT = "source_silent", _("A source of the library no longer answers")
    PAGE_IDLE = "page_idle", _("The company’s page has been quiet")
    BUDGET_LOW = "budget_low", _("A network’s budget is nearly used up")


# They ask for a gesture that only the person can make, before anything else happens: an e-mail about them leaves at
# once, also in quiet hours, and cannot be switched off.
ALWAYS_MAILED = frozenset({NotificationKind.SHARE_UNCONFIRMED, NotificationKind.SHARE_FAILED})


class DeliveryState(models.TextChoices):
    """Where one e-mail to one person stands. Only `waiting` ever leads to sending."""

    WAITING = "waiting", _("Will leave")
    LEAVING = "leaving", _("Is leaving")
    SENT = "sent", _("Sent")
    NOT_WANTED = "not_wanted", _("Not wanted")
    # Read in the product meanwhile, nothing new to say, or its person is gone.
    NOT_NEEDED = "not_needed", _("No longer needed")
    # The mail server may have taken it or not: it is not sent again, and stands in the product.
    UNKNOWN = "unknown", _("Not known")
    FAILED = "failed", _("Failed")


class Digest(models.TextChoices):
    """How often a person gets the summary of what is new."""

    WEEKLY = "weekly", _("Each week")
    FORTNIGHTLY = "fortnightly", _("Every other week")
    MONTHLY = "monthly", _("Each month")
    NEVER = "never", _("Never")
