"""What is typed about the company's pages and their posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from content_library.forms.acts import DateInput
from content_library.forms.fields import WallTimeField, WebAddressField
from content_library.models import CompanyPage
from content_library.selectors import network_choices
from content_library.selectors.company import CHECKLIST
from content_library.services.post_table import FIGURES

LARGEST = 2_000_000_000


class CompanyPageForm(forms.Form):
    """One page of the company."""

    network = forms.ChoiceField(label=gettext_lazy("Network"))
    name = forms.CharField(label=gettext_lazy("Name of the page"), max_length=80)
    url = WebAddressField(label=gettext_lazy("Address of the page"), required=False)
    idle_days = forms.IntegerField(
        label=gettext_lazy("Tell us after that many days without a post"),
        min_value=0,
        max_value=365,
        initial=14,
        help_text=gettext_lazy("0: never. The communications team is told once, not every day."),
    )
    checklist = forms.MultipleChoiceField(
        label=gettext_lazy("Looked at, and in order"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, page: CompanyPage | None = None, **kwargs: Any) -> None:
        if page is not None:
            names = ("network", "name", "url", "idle_days", "checklist")
            kwargs["initial"] = {name: getattr(page, name) for name in names}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["network"].choices = [(choice.key, choice.label) for choice in network_choices()]
        fields["checklist"].choices = list(CHECKLIST.items())


def _figure(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=LARGEST)


class CompanyPostForm(forms.Form):
    """One post of the page; a figure left empty is unknown, not zero."""

    url = WebAddressField(label=gettext_lazy("Address of the post"))
    posted_at = WallTimeField(
        label=gettext_lazy("Posted on"), required=False, help_text=gettext_lazy("Left empty: just now.")
    )
    text = forms.CharField(label=gettext_lazy("How it begins"), max_length=300, required=False)
    impressions = _figure(gettext_lazy("Views"))
    reactions = _figure(gettext_lazy("Reactions"))
    comments = _figure(gettext_lazy("Comments"))
    reshares = _figure(gettext_lazy("Reshares"))
    clicks = _figure(gettext_lazy("Clicks"))

    @property
    def figures(self) -> list[forms.BoundField]:
        """The fields of figures."""
        return [self[name] for name in FIGURES]


class FollowersForm(forms.Form):
    """How many follow the page on one day."""

    count = forms.IntegerField(label=gettext_lazy("Followers"), min_value=0, max_value=LARGEST)
    day = forms.DateField(
        label=gettext_lazy("On"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("Left empty: today."),
    )


class PostTableForm(forms.Form):
    """A table of posts."""

    file = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        help_text=gettext_lazy(
            "The first line names the columns: date and address, then text, views, reactions, comments, reshares, "
            "clicks where you have them. 10,000 lines and 5 MB at most."
        ),
    )
