"""The charts of the report and of a person's results: what they draw, how they are named and summed up in words."""

from typing import Any

from django.utils.translation import gettext as _

from advocacy.organisations.models import Organisation
from reporting.selectors import MyResults, Report, Span


def weeks_title(report: Report) -> str:
    """What the curve is called: the measure it draws, by the week the shares were published in."""
    if report.curve is not None and report.curve.measure == "clicks":
        return _("Clicks by week")
    return _("Views by week")


def span_name(span: Span) -> str:
    """“week 6”, or “weeks 3 to 5” where several are shown together."""
    if span.weeks == 1:
        return _("week %(number)s") % {"number": span.first + 1}
    return _("weeks %(first)s to %(last)s") % {"first": span.first + 1, "last": span.last + 1}


def weeks_figure(organisation: Organisation, report: Report) -> dict[str, Any] | None:
    """The curve of two semesters."""
    return None


def campaigns_figure(report: Report) -> dict[str, Any] | None:
    """The bars of the campaigns."""
    return None


def own_columns(mine: MyResults) -> dict[str, Any] | None:
    """A person's shares as columns."""
    return None
