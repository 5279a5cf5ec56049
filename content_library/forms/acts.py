"""Small forms beside an item, and those of campaigns and topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from advocacy.lib.forms import Autosize
from advocacy.programme.states import Objective
from content_library.forms.fields import WallTimeField, WebAddressField
from content_library.models import Campaign


class PagePostForm(forms.Form):
    """What the page posted."""

    url = WebAddressField(label=gettext_lazy("Address of the page’s post"))
    posted_at = WallTimeField(
        label=gettext_lazy("Posted on"), required=False, help_text=gettext_lazy("Left empty: just now.")
    )


class ProlongForm(forms.Form):
    """Another end."""

    expires_at = WallTimeField(
        label=gettext_lazy("Expires on"), required=False, help_text=gettext_lazy("Left empty: no end.")
    )


class DateInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


COLOURS = [
    ("1", gettext_lazy("Petrol")),
    ("2", gettext_lazy("Mimosa")),
    ("3", gettext_lazy("Slate")),
    ("4", gettext_lazy("Orchid")),
    ("5", gettext_lazy("Blue")),
    ("6", gettext_lazy("Earth")),
]


class CampaignForm(forms.Form):
    """A campaign."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    objective = forms.ChoiceField(label=gettext_lazy("Objective"), choices=Objective.choices)
    brief = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=2000,
        required=False,
        widget=Autosize({"rows": 3}),
        help_text=gettext_lazy("What it is for, for those who write."),
    )
    starts_on = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput())
    ends_on = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DateInput())
    colour = forms.TypedChoiceField(
        label=gettext_lazy("Colour"), choices=COLOURS, coerce=int, initial="1", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        if campaign is not None:
            names = ("name", "objective", "brief", "starts_on", "ends_on", "colour")
            kwargs["initial"] = {name: getattr(campaign, name) for name in names}
        super().__init__(*args, **kwargs)


class TopicForm(forms.Form):
    """The name of a topic."""

    name = forms.CharField(label=gettext_lazy("Name of the topic"), max_length=60)
