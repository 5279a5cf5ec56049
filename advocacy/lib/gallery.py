"""What the component gallery shows: one sample of everything, so that the browser tests can photograph each."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from advocacy.lib import charts, numbers
from advocacy.lib.forms import Autosize, RadioCards, Segmented, Switch
from advocacy.lib.status import STATUSES

_THIS = (5700, 7600, 9800, 11000, 16400, 20100, 15200, 12000, 8400, 9300, 8500, 8600, 12900, 18200, 21000, 16700, 13200,
         10500, 9700, 9200, 11300, 13100, 18900, 13700, 9500, 8600)  # fmt: skip
_BEFORE = (8200, 8100, 6800, 5500, 5200, 3700, 3400, 7200, 6900, 9300, 15400, 17300, 15200, 11200, 10000, 8800, 11600,
           14700, 16500, 14400, 11600, 8700, 10300, 9900, 7300, 4700)  # fmt: skip


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        label=gettext_lazy("Title shown to ambassadors"), help_text=gettext_lazy("Short, concrete, no superlatives.")
    )
    day = forms.DateField(label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    group = forms.ChoiceField(
        label=gettext_lazy("Group"), choices=[("", "—"), ("1", "Lyon"), ("2", "Nantes")], required=False
    )
    text = forms.CharField(label=gettext_lazy("Text"), widget=Autosize(), required=False)
    order = forms.ChoiceField(
        label=gettext_lazy("Who announces it?"),
        choices=[("page", gettext_lazy("The page first")), ("person", gettext_lazy("A person announces it"))],
        initial="page",
        widget=RadioCards(
            side_by_side=True,
            texts={"page": gettext_lazy("Ambassadors follow."), "person": gettext_lazy("The page relays.")},
        ),
    )
    starts = forms.ChoiceField(
        label=gettext_lazy("The semester starts on"),
        choices=[("1", "1.1"), ("9", "1.9")],
        initial="1",
        widget=Segmented(),
    )
    volunteer = forms.BooleanField(label=gettext_lazy("I volunteer"), initial=True, required=False)
    digest = forms.BooleanField(
        label=gettext_lazy("Monday summary"), help_text=gettext_lazy("At 8:30, never at the weekend."), initial=True,
        required=False, widget=Switch(),
    )  # fmt: skip

    field_order = ["title", "day", "group", "text", "order", "starts", "volunteer", "digest"]


def sample_charts() -> dict[str, charts.Chart]:
    """Draw one chart of each kind."""
    weeks = [_("Week %(n)s") % {"n": n} for n in range(1, 27)]
    views = _("%(n)s views")
    line = charts.line_chart(
        charts.LineChart(
            title=_("Views per week"),
            summary=_("Three campaigns make most of the relief."),
            labels=weeks,
            axis_labels=[str(n) for n in range(1, 27)],
            label_heading=_("Week"),
            current=charts.Series("2026-1", _THIS, views % {"n": numbers.whole(sum(_THIS))}),
            previous=charts.Series("2025-2", _BEFORE, views % {"n": numbers.whole(sum(_BEFORE))}),
            marks=[
                charts.Mark(5, "Baromètre 2026"),
                charts.Mark(14, "Écoles d’après"),
                charts.Mark(22, "Grandir à Lyon"),
            ],
        )
    )
    rows = [("Écoles d’après", 34200, 71300), ("Baromètre 2026", 41800, 52900), ("Grandir à Lyon", 19600, 31200)]
    both = charts.BarChart(
        title=_("The page opens, profiles carry on"),
        summary=_("Views, page then profiles."),
        page_name=_("Page"),
        profiles_name=_("Profiles"),
        name_heading=_("Campaign"),
        bars=[charts.Bar(*row) for row in rows],
    )
    grouped = charts.bar_chart(both)
    stacked = charts.bar_chart(replace(both, title=_("By campaign"), stacked=True))
    values = (420, 690, 300, 880, 540, 1240, 460, 720, 610, 930, None, 780, 400, 1840)
    columns = charts.column_chart(
        charts.ColumnChart(
            title=_("Your own craft travels further"),
            summary=_("Views of your 14 shares."),
            columns=[
                charts.Column(str(i + 1), v, str(i + 1) if i % 3 == 0 else "", i in {5, 13})
                for i, v in enumerate(values)
            ],
            value_heading=_("Views"),
            name_heading=pgettext("noun", "Share"),
            reference=620,
        )
    )
    return {"line": line, "grouped": grouped, "stacked": stacked, "columns": columns}


def gallery_context() -> dict[str, Any]:
    """Return everything the gallery's template names."""
    refused = SampleForm({"title": "", "day": "", "order": "page", "starts": "1", "volunteer": "on"})
    refused.is_valid()
    return {
        "form": refused,
        "tabs": [
            {"label": _("Available"), "href": "#", "current": True, "count": 17},
            {"label": _("Drafts"), "href": "#", "current": False, "count": 6},
            {"label": _("Expired"), "href": "#", "current": False, "count": 18},
        ],
        "views": [
            {"label": _("Week"), "href": "#", "current": True, "icon": "calendar-days"},
            {"label": _("Month"), "href": "#", "current": False, "icon": "calendar"},
        ],
        "steps": [
            {"label": _("Write"), "state": "done"},
            {"label": _("Check and schedule"), "state": "current"},
            {"label": _("Done"), "state": "todo"},
        ],
        "languages": [
            {"label": "Français", "href": "#", "current": True},
            {"label": "English", "href": "#", "current": False},
        ],
        "statuses": [(kind, list(states)) for kind, states in STATUSES.items()],
        "page": Paginator(range(48), 8).get_page(1),
        "charts": sample_charts(),
        "dots": ["c1", "c2", "c3", "c4", "c5", "c6"],
        "colours": ["bg", "surface", "sunken", "ink", "ink-2", "ink-3", "brand", "sun", "brand-soft", "sun-soft", "ok",
                    "warn", "bad", "info", "control", "line"],
    }  # fmt: skip
