"""Forms of the calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from content_library.forms.fields import WallTimeField
from content_library.models import Cadence
from content_library.services.cadence import LIMITS


class PageMoveForm(forms.Form):
    """Another hour for the page's post."""

    expected_at = WallTimeField(
        label=gettext_lazy("When the page posts"),
        help_text=gettext_lazy("Shares that wait for it follow by themselves."),
    )


def _number(label: Any, name: str, hint: Any = "") -> forms.IntegerField:
    least, most = LIMITS[name]
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=hint)


class CadenceForm(forms.Form):
    """How many a day, how far apart."""

    page_per_day = _number(gettext_lazy("Announcements of the page a day, at most"), "page_per_day")
    page_gap_minutes = _number(
        gettext_lazy("Minutes between two announcements"),
        "page_gap_minutes",
        gettext_lazy("The calendar says so when they come closer. It moves nothing by itself."),
    )
    share_per_day = _number(gettext_lazy("Shares of one idea a day on one network"), "share_per_day")
    share_gap_minutes = _number(
        gettext_lazy("Minutes between two shares of one idea"),
        "share_gap_minutes",
        gettext_lazy("The composer proposes a time by it. Whoever names another time gets that time."),
    )

    def __init__(self, *args: Any, cadence: Cadence, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(cadence, name) for name in LIMITS})
        super().__init__(*args, **kwargs)
