"""Roles, teams, invitations, an invited person's answer, and a person's own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from advocacy.lib.forms import Autosize
from advocacy.people.forms.organisations import ImageField, check_zone, time_zones
from advocacy.people.models import Membership
from advocacy.people.roles import Role
from advocacy.people.states import Theme


class RolesField(forms.MultipleChoiceField):
    """Any number of roles; none makes an employee."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Roles"),
            required=False,
            choices=Role.choices,
            help_text=_("None: an employee, who reads the results and the charter, and may volunteer."),
            **kwargs,
        )

    def clean(self, value: Any) -> frozenset[Role]:
        """As the services take them."""
        return frozenset(Role(item) for item in super().clean(value))


class RolesForm(forms.Form):
    """A member's roles."""

    roles = RolesField()


class TeamForm(forms.Form):
    """A team's name and its people."""

    name = forms.CharField(label=_("Name"), max_length=80)
    members = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=Membership.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of these people is no longer here.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- narrows the type of our own field
        field.queryset = people


class InvitationForm(forms.Form):
    """One person a line."""

    lines = forms.CharField(
        label=_("Addresses"),
        widget=Autosize(attrs={"spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("One a line: name@company.example, or First Last &lt;name@company.example&gt;."),
        max_length=20_000,
    )
    roles = RolesField()
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """A new person's answer: what they are called, and a password if they want one."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("A password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Without one, a code by e-mail lets you in each time."),
    )

    def clean_password(self) -> str | None:
        """As strong as everywhere, or none."""
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None


class AcceptAgainForm(forms.Form):
    """The answer of somebody who has an account: there is nothing to fill in."""


class ProfileForm(forms.Form):
    """What a person says about themselves and how they want the product."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    job_title = forms.CharField(label=_("Your job here"), max_length=120, required=False)
    portrait = ImageField(label=_("Portrait"), help_text=_("PNG, JPEG or WebP, 5 MB at most."))
    remove_portrait = forms.BooleanField(label=_("Remove the portrait"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("The organisation’s")), *settings.LANGUAGES]
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lambda: [("", _("The organisation’s")), *time_zones()],
        help_text=_("The hours of your shares are shown in this zone."),
    )

    def clean_time_zone(self) -> str:
        """A zone that exists, or the organisation's."""
        value = str(self.cleaned_data["time_zone"])
        if value:
            check_zone(value)
        return value


class PreferencesForm(forms.Form):
    """The language or the theme, from a menu: what is not sent stays."""

    language = forms.ChoiceField(required=False, choices=settings.LANGUAGES)
    theme = forms.ChoiceField(required=False, choices=Theme.choices)


class TokenForm(forms.Form):
    """What a token is for."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("For example: the script that fills the intranet.")
    )
