"""How a person wants to be written to. Rules live in the services."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.lib.forms import RadioCards
from advocacy.people.states import ALWAYS_MAILED, Digest, NotificationKind


class HourField(forms.TimeField):
    """An hour on a clock."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class MailChoicesForm(forms.Form):
    """Which kinds by e-mail, how often a summary, between which hours."""

    wanted = forms.MultipleChoiceField(required=False, choices=NotificationKind.choices)
    digest = forms.ChoiceField(
        label=_("How often"),
        choices=Digest.choices,
        widget=RadioCards(
            texts={
                Digest.WEEKLY: _("On Monday."),
                Digest.FORTNIGHTLY: _("Every other Monday."),
                Digest.MONTHLY: _("On the first Monday."),
                Digest.NEVER: _("Everything stays in the product."),
            }
        ),
    )
    mail_from = HourField(label=_("Not before"))
    mail_until = HourField(label=_("Not after"))
    at_weekends = forms.BooleanField(label=_("At weekends too"), required=False)

    def __init__(self, *args: Any, kinds: Sequence[NotificationKind], has_digest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        if not has_digest:
            del self.fields["digest"]

    def unwanted(self, before: Collection[str]) -> set[NotificationKind]:
        """The kinds not ticked; what the page did not show stays as it was."""
        shown = set(self.kinds) - ALWAYS_MAILED
        kept = {kind for kind in NotificationKind if kind in before} - shown
        return kept | (shown - {NotificationKind(kind) for kind in self.cleaned_data["wanted"]})

    @property
    def lines(self) -> list[tuple[NotificationKind, bool, bool]]:
        """Each kind, whether it always comes, and whether it is ticked: just opened, or as it was sent."""
        ticked = set(self["wanted"].value() or ())
        return [(kind, kind in ALWAYS_MAILED, kind in ticked) for kind in self.kinds]
