"""The shape of what people type about the programme."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from advocacy.lib.forms import Autosize
from advocacy.people.models import Membership
from advocacy.programme.models import Programme
from advocacy.programme.states import Objective

AIM = _("The aim, in your own words")
WORDS = _("What they say to people who hesitate")


class JoinForm(forms.Form):
    """Two boxes, neither ticked: the yes, and the name."""

    charter = forms.CharField(widget=forms.HiddenInput)
    volunteers = forms.BooleanField(
        label=_("I have read the charter and I volunteer."),
        error_messages={
            "required": _("Tick this box if you have read the charter and volunteer. Leaving is fine too.")
        },
    )
    show_name = forms.BooleanField(
        label=_("My name may appear in results."),
        required=False,
        help_text=_("Optional, and you can change it at any time. Otherwise your figures join the total."),
    )


class ChoicesForm(forms.Form):
    """What the person may change at any time."""

    show_name = forms.BooleanField(required=False)


class PauseForm(forms.Form):
    """Until when, or until further notice."""

    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty for “until further notice”."),
    )


def by_language(form: forms.Form, prefix: str) -> dict[str, str]:
    """What was typed under `prefix`, by language; empty texts are left out."""
    texts = {code: str(form.cleaned_data.get(f"{prefix}_{code}", "")).strip() for code, _name in settings.LANGUAGES}
    return {code: text.replace("\r\n", "\n") for code, text in texts.items() if text}


class _InLanguages(forms.Form):
    """Adds one field per language the organisation uses."""

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        names = dict(settings.LANGUAGES)
        for code in languages:
            self.add(code, str(names[code]) if len(languages) > 1 else "")

    def add(self, code: str, language: str) -> None:
        """Add the fields of one language; `language` is its name when there are several."""
        raise NotImplementedError


def _titled(label: Any, language: str) -> str:
    return f"{label} ({language})" if language else str(label)


class ProgrammeForm(_InLanguages):
    """What the programme is for, and who is asked about it."""

    objective = forms.ChoiceField(label=_("Objective"), choices=Objective.choices, widget=forms.RadioSelect)
    contact = forms.ModelChoiceField(
        label=_("Who to ask"),
        queryset=Membership.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("Nobody yet"),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]

    def add(self, code: str, language: str) -> None:
        """An aim and a few words."""
        self.fields[f"aim_{code}"] = forms.CharField(
            label=_titled(AIM, language),
            max_length=200,
            required=False,
            help_text=_("One sentence: “Be known by the towns of the West.”"),
        )
        self.fields[f"words_{code}"] = forms.CharField(
            label=_titled(WORDS, language), max_length=400, required=False, widget=Autosize(attrs={"rows": 3})
        )

    @staticmethod
    def initial_of(programme: Programme, languages: list[str]) -> dict[str, Any]:
        """What is set now."""
        values = {f"aim_{code}": programme.aims.get(code, "") for code in languages}
        values |= {f"words_{code}": programme.words.get(code, "") for code in languages}
        contact = programme.contact.public_id if programme.contact else ""
        return {**values, "objective": programme.objective, "contact": contact}


class SetupForm(_InLanguages):
    """The fourth step of a new organisation: a first objective, and the first people."""

    objective = forms.ChoiceField(label=_("First objective"), choices=Objective.choices, widget=forms.RadioSelect)
    lines = forms.CharField(
        label=_("Invite people to help you"),
        required=False,
        max_length=20_000,
        widget=Autosize(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("Optional: one address a line. They join as members; volunteering is each person’s own choice."),
    )

    def add(self, code: str, language: str) -> None:
        """An aim."""
        self.fields[f"aim_{code}"] = forms.CharField(label=_titled(AIM, language), max_length=200, required=False)

    field_order = ["objective", "aim_fr", "aim_en", "lines"]


class CharterForm(_InLanguages):
    """A new version of the charter, from the last one."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def add(self, code: str, language: str) -> None:
        """The whole text."""
        self.fields[f"text_{code}"] = forms.CharField(
            label=_titled(_("Text"), language),
            max_length=20_000,
            required=False,
            widget=Autosize(attrs={"rows": 18}),
            help_text=_("An empty line separates paragraphs; “# ” at the start of a line makes a heading."),
        )
