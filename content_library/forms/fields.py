"""Fields that Django does not have."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.people.models import Membership, Team
from content_library.selectors import NetworkChoice

NOT_A_WEB_ADDRESS = gettext_lazy("The address must start with https:// (or http://) and name a site.")


class WebAddressField(forms.URLField):
    """An http or https address. “acme.example” alone is taken for https."""

    default_validators = [URLValidator(schemes=["http", "https"], message=NOT_A_WEB_ADDRESS)]
    default_error_messages = {"invalid": NOT_A_WEB_ADDRESS}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)
        super().__init__(assume_scheme="https", **kwargs)
        # The browser's own check would stop an address without its scheme.
        self.widget.input_type = "text"
        self.widget.attrs |= {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}


class WallTimeField(forms.DateTimeField):
    """A day and an hour as the clock on the person's wall shows them, in the zone of the moment."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Read it. An hour that the change to summer time skips is refused; one that comes twice is the first."""
        if value in self.empty_values:
            return None
        try:
            local = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError(_("Give a day and an hour."), code="invalid") from None
        if local.tzinfo is not None or not 2000 <= local.year <= 2100:
            raise ValidationError(_("Give a day and an hour."), code="invalid")
        zone = timezone.get_current_timezone()
        moment = local.replace(tzinfo=zone)
        if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
            raise ValidationError(
                _("This hour does not exist: the clocks go forward that night. Choose another."), code="time_gap"
            )
        return moment


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """One member of the organisation, by name."""

    def label_from_instance(self, obj: Membership) -> str:
        return str(obj.user)


class TeamsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """Teams, with how many people each has."""

    def label_from_instance(self, obj: Team) -> str:
        return f"{obj.name} · {vars(obj)['size']}"


class NetworksField(forms.MultipleChoiceField):
    """The networks an idea suits; none ticked means all of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def offer(self, networks: Iterable[NetworkChoice]) -> None:
        """Say what may be chosen."""
        self.choices = [(network.key, network.label) for network in networks]
