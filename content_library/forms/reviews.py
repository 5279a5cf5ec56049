"""Asking for a review, and answering one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from advocacy.lib.forms import Autosize
from advocacy.people.models import Membership
from content_library.forms.acts import DateInput
from content_library.selectors import Passage

# A passage's words come back under its key after this.
WORDING = "wording-"


class AskForm(forms.Form):
    """Who reads it, for when, and what to look at."""

    reviewer = forms.ChoiceField(label=gettext_lazy("Who reads it"))
    due_on = forms.DateField(label=gettext_lazy("For the"), required=False, widget=DateInput())
    note = forms.CharField(
        label=gettext_lazy("What to look at"), max_length=500, required=False, widget=Autosize({"rows": 2})
    )

    def __init__(self, *args: Any, people: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {member.public_id: member for member in people}
        reviewer: Any = self.fields["reviewer"]
        reviewer.choices = [(public_id, str(member.user)) for public_id, member in self.people.items()]

    def clean_reviewer(self) -> Membership:
        """The member of that id."""
        return self.people[self.cleaned_data["reviewer"]]


class CommentForm(forms.Form):
    """Something to say."""

    body = forms.CharField(label=gettext_lazy("Comment"), max_length=2000, required=False, widget=Autosize({"rows": 3}))


def wordings(data: Mapping[str, str]) -> dict[str, str]:
    """The words that came for each passage."""
    return {name.removeprefix(WORDING): data[name] for name in data if name.startswith(WORDING)}


def typed_passages(passages: Mapping[str, Passage], data: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each passage with its name in the form and the words in it: those typed, else what the item says."""
    typed = wordings(data)
    return [
        {
            "name": WORDING + key,
            "label": passage.label,
            "text": typed.get(key, passage.text),
            "longest": passage.longest,
            "language": passage.language,
            "rows": 1 if passage.longest <= 300 else 3,
        }
        for key, passage in passages.items()
        if passage.text or key in {"summary", "facts"}
    ]
