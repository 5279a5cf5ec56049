"""Shape of what the sharing pages send. Rules live in the services."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from advocacy.lib.forms import Autosize, RadioCards, Segmented, Switch
from sharing.models import RuleStart
from sharing.networks.base import Network
from sharing.states import FeedKind

NOW, SLOT, AT = "now", "slot", "at"


class ComposeForm(forms.Form):
    """What the composer sends and no service checks: networks, one time, files. Names end in the network's key."""

    request_key = forms.CharField(max_length=26)
    item = forms.CharField(required=False, max_length=16)
    alternative_text = forms.CharField(
        required=False,
        max_length=400,
        label=_("Alternative text"),
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    document_title = forms.CharField(required=False, max_length=120, label=_("Title"))
    link = forms.URLField(required=False, max_length=1000, label=_("Link"), assume_scheme="https")
    when = forms.ChoiceField(required=False, choices=[(NOW, _("Now")), (SLOT, _("Best time")), (AT, _("Exact date"))])
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

    @property
    def due_local(self) -> str:
        """The wall time that was chosen, or an empty string for now and for the proposed slot."""
        if self.cleaned_data.get("when") != AT:
            return ""
        return f"{self.cleaned_data['date']}T{self.cleaned_data['time']}"

    @property
    def uploads(self) -> list[Any]:
        """The pictures the person brought with this form."""
        return list(self.files.getlist("picture_file")) if hasattr(self.files, "getlist") else []

    @property
    def said_of_pictures(self) -> str:
        """What the pictures that came along show."""
        return str(self.cleaned_data.get("alternative_text", ""))

    @property
    def document_upload(self) -> Any:
        """The document the person brought, when they did."""
        return self.files.get("document_file")

    @property
    def title_of_document(self) -> str:
        """Its title: the one that was typed, else the name of the file."""
        name = getattr(self.document_upload, "name", "") or ""
        return str(self.cleaned_data.get("document_title") or name.rpartition(".")[0] or name)[:120]


class MoveForm(forms.Form):
    """Another time for a share."""

    date = forms.CharField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.CharField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))

    @property
    def due_local(self) -> str:
        """The wall time that was chosen."""
        return f"{self.cleaned_data['date']}T{self.cleaned_data['time']}"


class ProofreadForm(forms.Form):
    """Whom to ask for an opinion, what about, and whether the text waits for it."""

    reader = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose a colleague.")})
    address = forms.EmailField(
        required=False,
        label=_("Or a colleague’s e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        required=False,
        max_length=500,
        label=_("What would you like to know?"),
        widget=forms.Textarea(attrs={"rows": 2, "data-autosize": True}),
    )
    wait = forms.BooleanField(
        required=False,
        label=_("Wait for the answer"),
        help_text=_("Without an answer by then, your text leaves as it is."),
        widget=Switch,
    )
    wait_date = forms.CharField(required=False, label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    wait_time = forms.CharField(required=False, label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))

    # An address will do instead of a choice; and in the composer, nothing is asked while the block is off.
    use_required_attribute = False
    # In the composer: whether the block is switched on.
    asked = False

    def __init__(self, *args: Any, readers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reader"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type of our own field
        field.choices = [("", _("Choose a colleague")), *readers]

    def clean(self) -> dict[str, Any]:
        """Require somebody; and an hour, when the text is to wait."""
        data = super().clean() or {}
        if data.get("address"):
            # An address names somebody as well.
            self.errors.pop("reader", None)
            data.setdefault("reader", "")
        if data.get("wait") and not (data.get("wait_date") and data.get("wait_time")):
            self.add_error("wait_time", _("Until when? Choose a day and an hour."))
        return data

    @property
    def wait_local(self) -> str:
        """The wall time until which the text waits; "" when it does not."""
        data = self.cleaned_data
        return f"{data['wait_date']}T{data['wait_time']}" if data["wait"] else ""


class NetworkAppForm(forms.Form):
    """An organisation's own application at a network. An empty secret keeps the one that is there."""

    def __init__(self, *args: Any, costs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not costs:
            del self.fields["monthly_cap"]

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
    daily_calls = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=10_000_000,
        label=_("Calls a day the network allows your own application"),
        help_text=_("From its developer page. Publishing waits at 90 %. Empty when you do not know."),
    )
    monthly_cap = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        label=_("The most to spend there in a month, in US dollars"),
        help_text=_("What does not fit waits for the next month or a higher cap; its author is told. Empty: no cap."),
    )
    is_enabled = forms.BooleanField(required=False, label=_("Offered to ambassadors"))


def plain_lines(text: str) -> str:
    """The text with the line ends a browser adds (CR LF) as plain line feeds; nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class CrisisForm(forms.Form):
    """What ambassadors read while everything is on hold."""

    statement = forms.CharField(
        required=False,
        max_length=600,
        label=_("What should ambassadors read?"),
        help_text=_("A sentence or two, or nothing. They see it on top of their pages."),
        widget=Autosize(attrs={"rows": 3}),
    )


class RuleForm(forms.Form):
    """What a person's rule says. Everything is ticked or left; nothing has to be typed on a phone."""

    per_week = forms.TypedChoiceField(
        label=_("At most, each week"),
        choices=[(number, str(number)) for number in range(1, 6)],
        coerce=int,
        widget=Segmented(),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days"),
        choices=[(number, capfirst(WEEKDAYS[number])) for number in range(7)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    hours = forms.MultipleChoiceField(
        label=_("Around which hour"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one to three hours.")},
    )
    networks = forms.MultipleChoiceField(
        label=_("Where"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one network.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("About what"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: any idea picked for you."),
    )
    begins_with = forms.ChoiceField(
        label=_("What each draft begins with"),
        choices=RuleStart.choices,
        widget=RadioCards(
            texts={
                RuleStart.TEXT: _("You read it, change what you like, approve it."),
                RuleStart.ANGLE: _("You answer it in your words, then approve."),
            }
        ),
    )

    def __init__(
        self,
        *args: Any,
        hours: Mapping[str, str],
        networks: Sequence[tuple[str, str]],
        topics: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("hours", list(hours.items())), ("networks", networks), ("topics", topics)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class PaceForm(forms.Form):
    """How many shares a week a person wants at most; empty: no word about it."""

    per_week = forms.TypedChoiceField(
        label=_("At most, each week"),
        required=False,
        choices=[("", _("As it comes")), *((number, str(number)) for number in range(1, 8))],
        coerce=int,
        empty_value=None,
    )


class WeekEditForm(MoveForm):
    """The words of one prepared draft, and the hour it proposes."""

    # strip=False: what the person approves is what leaves, to the byte.
    text = forms.CharField(label=_("Your text"), strip=False, max_length=20_000, widget=Autosize(attrs={"rows": 10}))
    alternative_text = forms.CharField(label=_("Alternative text"), required=False, max_length=400)

    field_order = ["text", "alternative_text", "date", "time"]


class FeedForm(forms.Form):
    """Which of one's calendars, and whether its address ends."""

    kind = forms.ChoiceField()
    revoke = forms.BooleanField(required=False)

    def __init__(self, *args: Any, may: Sequence[FeedKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(kind.value, kind.label) for kind in may]
