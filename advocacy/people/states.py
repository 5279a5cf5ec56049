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
    CONNECTION_EXPIRING = "connection_expiring", _("An access is about to expire")
