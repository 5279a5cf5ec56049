"""States of an enrolment. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnrolmentState(models.TextChoices):
    """Where a volunteer stands. Only the person moves it; a member who never joined has no row at all."""

    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("On a break")
    LEFT = "left", _("Left")


class Objective(models.TextChoices):
    """What a programme is for; it decides which figures matter."""

    AWARENESS = "awareness", _("Be known")
    PAGE_AUDIENCE = "page_audience", _("Grow the page's audience")
    OPPORTUNITIES = "opportunities", _("Meet clients and partners")
    EMPLOYER_BRAND = "employer_brand", _("Be an employer people choose")
    ENGAGEMENT = "engagement", _("Work better together")
