"""Shape of what the sharing pages send. Rules live in the services."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sharing.networks.base import Network

NOW, SLOT, AT = "now", "slot", "at"
NO_PICTURE, ITEM_PICTURE, OWN_PICTURE = "none", "item", "own"


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to one network: its key and the person's words for it."""

    network: str
    text: str


class ComposeForm(forms.Form):
    """The composer: a text per network, one picture, one time. Field names end in the network's key."""

    request_key = forms.CharField(max_length=26)
    item = forms.CharField(required=False, max_length=16)
    angle = forms.CharField(required=False, max_length=16)
    suggested_text = forms.CharField(required=False, max_length=16)
    picture = forms.ChoiceField(
        required=False,
        choices=[(NO_PICTURE, _("Without picture")), (ITEM_PICTURE, _("The idea’s picture")), (OWN_PICTURE, _("Mine"))],
    )
    picture_file = forms.FileField(required=False, label=_("Your own picture"))
    own_picture = forms.CharField(required=False, max_length=16)
    alternative_text = forms.CharField(
        required=False,
        max_length=400,
        label=_("Alternative text"),
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    when = forms.ChoiceField(required=False, choices=[(NOW, _("Now")), (SLOT, _("Quiet hour")), (AT, _("Exact date"))])
    date = forms.CharField(required=False, label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.CharField(required=False, label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, *args: Any, networks: Sequence[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = networks
        for network in networks:
            self.fields[f"on_{network.key}"] = forms.BooleanField(required=False)
            # strip=False: what the person approves is what leaves, to the byte.
            self.fields[f"text_{network.key}"] = forms.CharField(required=False, strip=False, max_length=20_000)

    def clean(self) -> dict[str, Any]:
        """Require a network; for an exact date, both the day and the hour."""
        data = super().clean() or {}
        if not any(data.get(f"on_{network.key}") for network in self.networks):
            raise forms.ValidationError(_("Choose at least one network."), code="no_network")
        if data.get("when") == AT:
            if not data.get("date"):
                self.add_error("date", _("Choose a day."))
            if not data.get("time"):
                self.add_error("time", _("Choose an hour."))
        return data

    def parts(self) -> list[Part]:
        """The texts of the networks that are switched on, line endings as the networks want them."""
        data = self.cleaned_data
        return [
            Part(network.key, plain_lines(data[f"text_{network.key}"]))
            for network in self.networks
            if data.get(f"on_{network.key}")
        ]

    @property
    def due_local(self) -> str:
        """The wall time that was chosen, or an empty string for now and for the proposed slot."""
        if self.cleaned_data.get("when") != AT:
            return ""
        return f"{self.cleaned_data['date']}T{self.cleaned_data['time']}"

    @property
    def upload(self) -> Any:
        """The person's own picture, when they brought one."""
        found = self.cleaned_data.get("picture_file")
        return found if self.cleaned_data.get("picture") == OWN_PICTURE else None


class MoveForm(forms.Form):
    """Another time for a share."""

    date = forms.CharField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.CharField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))

    @property
    def due_local(self) -> str:
        """The wall time that was chosen."""
        return f"{self.cleaned_data['date']}T{self.cleaned_data['time']}"


class NetworkAppForm(forms.Form):
    """An organisation's own application at a network. An empty secret keeps the one that is there."""

    client_id = forms.CharField(required=False, max_length=200, label=_("Client identifier"))
    client_secret = forms.CharField(
        required=False,
        max_length=400,
        label=_("Secret"),
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text=_("Written once, never shown again. Leave it empty to keep the one that is there."),
    )
    granted_scopes = forms.CharField(
        required=False,
        max_length=600,
        label=_("Extra permissions the network has granted"),
        help_text=_("Separated by spaces, as the network’s developer page names them."),
    )
    is_enabled = forms.BooleanField(required=False, label=_("Offered to ambassadors"))


def plain_lines(text: str) -> str:
    """The text with the line ends a browser adds (CR LF) as plain line feeds; nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
