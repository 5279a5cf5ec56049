"""Small forms beside an item, and that of a topic."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from content_library.forms.fields import WallTimeField, WebAddressField
from content_library.models import PagePost
from content_library.selectors import network_choices


class PagePostForm(forms.Form):
    """What the page posted; one address more for each network on which people can relay it."""

    url = WebAddressField(label=gettext_lazy("Address of the page’s post"))
    posted_at = WallTimeField(
        label=gettext_lazy("Posted on"), required=False, help_text=gettext_lazy("Left empty: just now.")
    )

    def __init__(self, *args: Any, post: PagePost | None = None, **kwargs: Any) -> None:
        if post is not None:
            named = {f"url_{key}": address for key, address in post.more_urls.items()}
            kwargs["initial"] = {"url": post.url, **named}
        super().__init__(*args, **kwargs)
        if post is not None and post.posted_at is not None:
            self.fields["posted_at"].help_text = gettext_lazy("Left empty: as it is.")
        self.relayed_on = [choice for choice in network_choices() if choice.relayed is not None]
        for choice in self.relayed_on:
            self.fields[f"url_{choice.key}"] = forms.CharField(
                label=gettext_lazy("The post on %(network)s") % {"network": choice.label},
                required=False,
                max_length=4000,
                help_text=gettext_lazy("Its link, or the code it offers to embed it: people can relay it from here."),
            )

    @property
    def relayed_fields(self) -> list[forms.BoundField]:
        """The addresses by network."""
        return [self[f"url_{choice.key}"] for choice in self.relayed_on]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        named = {choice.key: data[f"url_{choice.key}"] for choice in self.relayed_on}
        return {"url": data["url"], "posted_at": data["posted_at"], "more_urls": named}


class ProlongForm(forms.Form):
    """Another end."""

    expires_at = WallTimeField(
        label=gettext_lazy("Expires on"), required=False, help_text=gettext_lazy("Left empty: no end.")
    )


class DateInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class TopicForm(forms.Form):
    """The name of a topic."""

    name = forms.CharField(label=gettext_lazy("Name of the topic"), max_length=60)
