"""How every form looks: one renderer, one template per part, and the widgets Django does not have."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

_OURS = "components/"
# Django's own templates for these give bare inputs; ours give the whole row to press.
_INSTEAD = {
    "django/forms/widgets/checkbox.html": "components/forms/checkbox.html",
    "django/forms/widgets/radio.html": "components/forms/choices.html",
    "django/forms/widgets/checkbox_select.html": "components/forms/choices.html",
}


class RelaisRenderer(DjangoTemplates):
    """Renders forms and fields with the project's templates, and plain inputs with Django's."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """Find our templates where pages are found, so that they may use components."""
        template_name = _INSTEAD.get(template_name, template_name)
        return get_template(template_name) if template_name.startswith(_OURS) else super().get_template(template_name)


class Switch(forms.CheckboxInput):
    """A yes/no that takes the whole row, with its state at the right."""

    template_name = "components/forms/switch.html"


class Autosize(forms.Textarea):
    """A text area that grows with what is written in it."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, "data-autosize": True, **(attrs or {})})


class _Described(forms.RadioSelect):
    """Radio buttons whose options carry a second line and an icon."""

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        choices: Any = (),
        *,
        texts: Mapping[str, Any] | None = None,
        icons: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(dict(attrs or {}), choices)
        self.texts = dict(texts or {})
        self.icons = dict(icons or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the second line and the icon to what Django knows of an option."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "text": self.texts.get(str(value), ""), "icon": self.icons.get(str(value), "")}


class RadioCards(_Described):
    """One choice among a few that need a sentence each; `side_by_side` where there is room."""

    template_name = "components/forms/radio_cards.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, side_by_side: bool = False, **kwargs: Any) -> None:
        super().__init__(attrs, **kwargs)
        self.side_by_side = side_by_side

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template whether the cards stand side by side."""
        return {**super().get_context(name, value, attrs), "side_by_side": self.side_by_side}


class Segmented(_Described):
    """One choice among two to four short words."""

    template_name = "components/forms/segmented.html"
