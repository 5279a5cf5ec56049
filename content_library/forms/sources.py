"""What is typed about a source, and a link that is pasted."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy

from content_library.forms.fields import WebAddressField
from content_library.models import Campaign, Source, Topic
from content_library.services.sources import SourceValues
from content_library.states import Family, SourceKind

RHYTHMS = [
    (60, gettext_lazy("Every hour")),
    (360, gettext_lazy("Every six hours")),
    (1440, gettext_lazy("Every day")),
    (10080, gettext_lazy("Every week")),
]


class LinkForm(forms.Form):
    """A link, to begin an idea from."""

    url = WebAddressField(
        label=gettext_lazy("Link"),
        error_messages={"required": gettext_lazy("Paste a link first.")},
        help_text=gettext_lazy("The page is read for its title, description and picture. You check everything after."),
    )


class SourceForm(forms.Form):
    """A source: its address, what is kept, what is proposed."""

    url = WebAddressField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("Of the feed, or of the page: its feed is found when the page names it."),
        error_messages={"required": gettext_lazy("Give the source an address.")},
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=SourceKind.choices)
    every_minutes = forms.TypedChoiceField(label=gettext_lazy("How often"), choices=RHYTHMS, coerce=int, initial=360)
    words_in = forms.CharField(
        label=gettext_lazy("Keep what speaks of"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Words or phrases, separated by commas. Empty: everything is kept."),
    )
    words_out = forms.CharField(label=gettext_lazy("But not of"), max_length=500, required=False)
    categories = forms.CharField(
        label=gettext_lazy("Only these categories"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("As the source names them, separated by commas."),
    )
    only_language = forms.ChoiceField(label=gettext_lazy("Only in this language"), required=False)
    family = forms.ChoiceField(label=gettext_lazy("Family"), choices=Family.choices, initial=Family.SECTOR)
    campaign: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Campaign"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("No campaign"),
    )
    topics: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        queryset=None,
        label=gettext_lazy("Topics"),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, source: Source | None = None, **kwargs: Any) -> None:
        if source is not None:
            kwargs["initial"] = _initial(source)
        super().__init__(*args, **kwargs)
        campaigns = Campaign.objects.filter(is_archived=False)
        if source is not None and source.campaign_id:
            campaigns = campaigns | Campaign.objects.filter(pk=source.campaign_id)
        campaign: Any = self.fields["campaign"]
        campaign.queryset = campaigns.order_by("name")
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.order_by("name")
        language: Any = self.fields["only_language"]
        named = [(code, get_language_info(code)["name_local"].capitalize()) for code, _label in settings.LANGUAGES]
        language.choices = [("", gettext_lazy("Any language")), *named]

    def values(self) -> SourceValues:
        """What the services take."""
        data = self.cleaned_data
        return SourceValues(
            url=data["url"],
            name=data["name"],
            kind=data["kind"],
            every_minutes=data["every_minutes"],
            words_in=data["words_in"],
            words_out=data["words_out"],
            categories=data["categories"],
            only_language=data["only_language"],
            family=data["family"],
            campaign=data["campaign"],
            topics=list(data["topics"]),
        )


def _initial(source: Source) -> dict[str, Any]:
    names = (
        "url", "name", "kind", "every_minutes", "words_in", "words_out", "categories", "only_language", "family",
    )  # fmt: skip
    topics = Topic.objects.filter(source_topics__source=source).values_list("public_id", flat=True)
    return {
        **{name: getattr(source, name) for name in names},
        "campaign": source.campaign.public_id if source.campaign else "",
        "topics": list(topics),
    }
