"""Where a figure comes from. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who says so, in the order we believe it."""

    NETWORK = "network", _("measured")
    IMPORT = "import", _("imported")
    DECLARED = "declared", _("declared")
