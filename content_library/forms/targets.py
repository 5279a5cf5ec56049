"""What the library is to be compared with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from content_library.models import LibraryTargets
from content_library.selectors.health import band_of
from content_library.states import Family


class TargetsForm(forms.Form):
    """A band for each family, and when an idea is old."""

    old_after_days = forms.IntegerField(
        label=gettext_lazy("An idea is old after that many days"), min_value=14, max_value=730
    )

    def __init__(self, *args: Any, targets: LibraryTargets, **kwargs: Any) -> None:
        kwargs["initial"] = {"old_after_days": targets.old_after_days}
        for family in Family:
            low, high = band_of(targets, family)
            kwargs["initial"] |= {f"{family.value}_low": low, f"{family.value}_high": high}
        super().__init__(*args, **kwargs)
        for family in Family:
            for end, label in (("low", gettext_lazy("At least, in %")), ("high", gettext_lazy("At most, in %"))):
                self.fields[f"{family.value}_{end}"] = forms.IntegerField(label=label, min_value=0, max_value=100)

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each family with its two fields."""
        return [(str(f.label), self[f"{f.value}_low"], self[f"{f.value}_high"]) for f in Family]

    def bands(self) -> dict[str, tuple[int, int]]:
        """What the service takes."""
        data = self.cleaned_data
        return {f.value: (data[f"{f.value}_low"], data[f"{f.value}_high"]) for f in Family}
