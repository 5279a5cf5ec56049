"""Small forms beside an item, and those of campaigns and topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from advocacy.lib.forms import Autosize
from advocacy.programme.states import Objective
from content_library.forms.fields import WallTimeField, WebAddressField
from content_library.models import Campaign, PagePost
from content_library.selectors import network_choices


class PagePostForm(forms.Form):
    """What the page posted; one address more for each network on which people can relay it."""

    url = WebAddressField(label=gettext_lazy("Address of the page’s post"))
    posted_at = WallTimeField(
        label=gettext_lazy("Posted on"), required=False, help_text=gettext_lazy("Left empty: just now.")
    )

    def __init__(self, *args: Any, post: PagePost | None = None, **kwargs: Any) -> None:
        if post is not None:
            named = {f"url_{key}": address for key, address in post.more_urls.items()}
            kwargs["initial"] = {"url": post.url, **named}
        super().__init__(*args, **kwargs)
        if post is not None and post.posted_at is not None:
            self.fields["posted_at"].help_text = gettext_lazy("Left empty: as it is.")
        self.relayed_on = [choice for choice in network_choices() if choice.relayed is not None]
        for choice in self.relayed_on:
            self.fields[f"url_{choice.key}"] = forms.CharField(
                label=gettext_lazy("The post on %(network)s") % {"network": choice.label},
                required=False,
                max_length=4000,
                help_text=gettext_lazy("Its link, or the code it offers to embed it: people can relay it from here."),
            )

    @property
    def relayed_fields(self) -> list[forms.BoundField]:
        """The addresses by network."""
        return [self[f"url_{choice.key}"] for choice in self.relayed_on]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        named = {choice.key: data[f"url_{choice.key}"] for choice in self.relayed_on}
        return {"url": data["url"], "posted_at": data["posted_at"], "more_urls": named}


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
