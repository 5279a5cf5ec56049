"""What an organisation can be set to. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SemesterCalendar(models.IntegerChoices):
    """The month in which an organisation's first semester starts."""

    JANUARY = 1, _("1 January")
    APRIL = 4, _("1 April")
    JULY = 7, _("1 July")
    SEPTEMBER = 9, _("1 September")


# No figure may describe fewer people than this, whatever an administrator asks.
SMALLEST_GROUP_FLOOR = 5
