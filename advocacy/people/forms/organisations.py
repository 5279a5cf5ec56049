"""What an organisation can be set to, in its settings and in the steps that create one."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.organisations.models import Organisation
from advocacy.organisations.states import SMALLEST_GROUP_FLOOR, SemesterCalendar

# The zones of a first choice; the list that follows holds all of them.
_CONTINENTS = ("Europe", "Africa", "America", "Asia", "Atlantic", "Australia", "Indian", "Pacific")


def time_zones() -> list[tuple[str, str]]:
    """Every zone a person can live in, by name."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in _CONTINENTS and "/" in name)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def check_zone(value: str) -> None:
    """Refuse what is not a zone."""
    try:
        ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ValidationError(_("Choose a time zone of the list.")) from error


class ImageField(forms.FileField):
    """A picture; what it really is gets decided by the service that opens it."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs["accept"] = "image/png,image/jpeg,image/webp"


class IdentityForm(forms.Form):
    """Step one: what it is called and where it lives."""

    name = forms.CharField(label=gettext_lazy("Name shown"), max_length=80)
    slug = forms.SlugField(
        label=gettext_lazy("Address of the space"),
        max_length=40,
        help_text=gettext_lazy("Small letters, digits and hyphens. It cannot be changed afterwards."),
    )
    tagline = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Under the name: a trade, a town."),
    )
    logo = ImageField(label=gettext_lazy("Logo"), help_text=gettext_lazy("PNG, JPEG or WebP, 2 MB at most."))

    def clean_slug(self) -> str:
        """Addresses are in small letters."""
        return str(self.cleaned_data["slug"]).lower()


class OwnerForm(IdentityForm):
    """Step one for somebody who is not signed in: who they are comes with it."""

    owner_name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    owner_email = forms.EmailField(label=gettext_lazy("Your e-mail address"))


class RhythmForm(forms.Form):
    """Step two: languages, time zone, semester."""

    language = forms.ChoiceField(label=gettext_lazy("Default language"), choices=settings.LANGUAGES)
    both_languages = forms.BooleanField(
        label=gettext_lazy("The other language, too"),
        required=False,
        help_text=gettext_lazy("Ideas and the charter can be written in French and in English."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=time_zones, validators=[check_zone])
    semester_starts = forms.TypedChoiceField(
        label=gettext_lazy("The semester starts on"), choices=SemesterCalendar.choices, coerce=int
    )

    @property
    def values(self) -> dict[str, Any]:
        """As the organisation keeps them: the second language by name."""
        data = {name: self.cleaned_data[name] for name in ("language", "time_zone", "semester_starts")}
        other = next(code for code, _name in settings.LANGUAGES if code != data["language"])
        return {**data, "also_language": other if self.cleaned_data["both_languages"] else ""}


class NetworksForm(forms.Form):
    """Step three explains; there is nothing to fill in."""


class SettingsForm(RhythmForm):
    """Everything an administrator sets on one page."""

    name = forms.CharField(label=gettext_lazy("Name shown"), max_length=80)
    tagline = forms.CharField(label=gettext_lazy("In a few words"), max_length=80, required=False)
    logo = ImageField(label=gettext_lazy("Logo"), help_text=gettext_lazy("PNG, JPEG or WebP, 2 MB at most."))
    remove_logo = forms.BooleanField(label=gettext_lazy("Remove the logo"), required=False)
    smallest_group = forms.IntegerField(
        label=gettext_lazy("Smallest group"),
        max_value=50,
        error_messages={"invalid": gettext_lazy("Write a whole number.")},
    )
    usual_hour = forms.TimeField(
        label=gettext_lazy("Usual hour to share"),
        required=False,
        help_text=gettext_lazy("Proposed on working days until a person’s own results say better."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    answer_days = forms.IntegerField(
        label=gettext_lazy("Days to answer a proposal"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("Working days. Whoever proposes something sees the day; promises already made stay."),
    )

    field_order = ["name", "tagline", "logo", "remove_logo"]

    def clean_smallest_group(self) -> int:
        """Five is the floor, whoever asks."""
        value = int(self.cleaned_data["smallest_group"])
        if value < SMALLEST_GROUP_FLOOR:
            raise ValidationError(_("5 is the floor. You can ask for more, never for less."))
        return value

    @property
    def values(self) -> dict[str, Any]:
        """As the organisation keeps them, the logo apart."""
        names = ("name", "tagline", "smallest_group")
        kept = {**super().values, **{name: self.cleaned_data[name] for name in names}}
        hour = self.cleaned_data["usual_hour"]
        days = self.cleaned_data["answer_days"]
        return kept | ({"usual_hour": hour} if hour else {}) | ({"answer_days": days} if days else {})

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """What is set now."""
        names = (
            "name", "tagline", "language", "time_zone", "semester_starts", "smallest_group", "usual_hour",
            "answer_days",
        )  # fmt: skip
        return {
            **{name: getattr(organisation, name) for name in names},
            "both_languages": bool(organisation.also_language),
        }
