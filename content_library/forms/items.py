"""What an editor types about one item."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BaseFormSet
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from advocacy.lib import images
from advocacy.lib.errors import RuleViolation
from advocacy.lib.forms import Autosize
from advocacy.people import selectors as people
from advocacy.people.models import Membership, Team
from content_library import selectors
from content_library.forms.fields import NetworksField, PersonField, TeamsField, WallTimeField, WebAddressField
from content_library.models import Asset, Campaign, ContentItem, Topic
from content_library.selectors import NetworkChoice
from content_library.services.rules import check_texts
from content_library.services.values import AngleValues, ItemValues, TextValues
from content_library.states import AnnouncementOrder, Family, ItemKind

EVERYONE, SOME_TEAMS = "everyone", "teams"
LONGEST_TEXT = 3000


def language_choices(codes: list[str] | None = None) -> list[tuple[str, str]]:
    """Languages by their own names, those of the organisation first."""
    known = [code for code, _label in settings.LANGUAGES]
    ordered = sorted(known, key=lambda code: codes.index(code) if codes and code in codes else len(known))
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in ordered]


class ItemForm(forms.Form):
    """Everything of an item but its angles and texts."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    url = WebAddressField(label=gettext_lazy("Link"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Title shown to ambassadors"),
        max_length=160,
        error_messages={"required": gettext_lazy("Give it a title: what ambassadors will read first.")},
    )
    summary = forms.CharField(
        label=gettext_lazy("In a sentence or two"), max_length=600, required=False, widget=Autosize({"rows": 2})
    )
    facts = forms.CharField(
        label=gettext_lazy("Facts not to distort"),
        max_length=2000,
        required=False,
        widget=Autosize({"rows": 3}),
        help_text=gettext_lazy("One per line. Reference points, not sentences to copy."),
    )
    facts_verified_by = forms.CharField(label=gettext_lazy("Verified by"), max_length=120, required=False)
    credit = forms.CharField(
        label=gettext_lazy("Author credited"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Shown to ambassadors: “From Claire Dufresne”."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ItemKind.choices)
    family = forms.ChoiceField(label=gettext_lazy("Family"), choices=Family.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language of the content"))
    topics: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=gettext_lazy("Topics"),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    campaign: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Campaign"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("No campaign"),
    )
    networks = NetworksField(label=gettext_lazy("Networks"), help_text=gettext_lazy("None ticked: all of them."))

    # The library's picture in use; a file that comes becomes one of them, whatever else is wrong with the form.
    picture = forms.CharField(required=False, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=gettext_lazy("Choose a picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": images.ACCEPT}),
    )
    remove_picture = forms.BooleanField(label=gettext_lazy("Remove this picture"), required=False)
    alternative_text = forms.CharField(
        label=gettext_lazy("Alternative text"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("What the picture shows, for those who do not see it."),
    )

    audience = forms.ChoiceField(
        choices=[(EVERYONE, gettext_lazy("Everyone")), (SOME_TEAMS, gettext_lazy("Some teams"))], initial=EVERYONE
    )
    teams = TeamsField(
        queryset=None,
        label=gettext_lazy("Teams"),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )

    announcement_order = forms.ChoiceField(choices=AnnouncementOrder.choices, initial=AnnouncementOrder.PAGE_FIRST)
    author = PersonField(
        queryset=None,
        label=gettext_lazy("Who announces it"),
        required=False,
        to_field_name="public_id",
        empty_label=gettext_lazy("To be decided"),
    )
    page_expected_at = WallTimeField(label=gettext_lazy("Expected on the page"), required=False)
    page_url = WebAddressField(
        label=gettext_lazy("Address of the page’s post"),
        required=False,
        help_text=gettext_lazy("Once the page has posted: paste it here, and the idea opens."),
    )
    available_from = WallTimeField(label=gettext_lazy("Available from"), required=False)
    expires_at = WallTimeField(label=gettext_lazy("Expires on"), required=False)

    def __init__(self, *args: Any, membership: Membership, item: ContentItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = membership.organisation
        self.item = item
        campaigns = Campaign.objects.filter(is_archived=False)
        if item is not None and item.campaign_id:
            campaigns = campaigns | Campaign.objects.filter(pk=item.campaign_id)
        self._offer("topics", Topic.objects.order_by("name"))
        self._offer("teams", people.teams())
        self._offer("campaign", campaigns.order_by("name"))
        self._offer("author", people.members(membership.organisation))
        language: Any = self.fields["language"]
        language.choices = language_choices(membership.organisation.languages)
        networks: Any = self.fields["networks"]
        networks.offer(selectors.network_choices())

    def _offer(self, name: str, queryset: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = queryset

    def clean_picture(self) -> Asset | None:
        """The library's picture of that id; a person's own one is not there."""
        public_id = self.cleaned_data["picture"]
        if not public_id:
            return None
        asset = selectors.library_asset(public_id)
        if asset is None:
            raise forms.ValidationError(_("This picture is no longer there. Choose it again."), code="unknown_picture")
        return asset

    def values(self) -> ItemValues:
        """What the services take."""
        data = self.cleaned_data
        return ItemValues(
            url=data["url"],
            title=data["title"],
            summary=data["summary"],
            facts=data["facts"],
            facts_verified_by=data["facts_verified_by"],
            credit=data["credit"],
            kind=data["kind"],
            family=data["family"],
            language=data["language"],
            topics=list(data["topics"]),
            campaign=data["campaign"],
            networks=data["networks"],
            picture=None if data["remove_picture"] else data["picture"],
            for_everyone=data["audience"] == EVERYONE,
            teams=list(data["teams"]) if data["audience"] == SOME_TEAMS else [],
            announcement_order=data["announcement_order"],
            author=data["author"],
            page_expected_at=data["page_expected_at"],
            available_from=data["available_from"],
            expires_at=data["expires_at"],
        )


class RowForm(forms.Form):
    """One row of a list that grows. A row left wholly empty does not count."""

    substance: tuple[str, ...] = ()

    public_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    language = forms.CharField(max_length=2, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"empty_permitted": True, "use_required_attribute": False})
        if self.initial.get("autofocus"):
            self.fields[self.substance[0]].widget.attrs["autofocus"] = True

    def has_changed(self) -> bool:
        """Say whether anything was written in it; what was not is not judged."""
        return any(str(self[name].value() or "").strip() for name in self.substance)

    @property
    def place(self) -> int:
        """Where it stands in the whole list, for its buttons."""
        return int(str(self.prefix).rpartition("-")[2])


class AngleForm(RowForm):
    """One angle."""

    substance = ("name", "question", "helpers")

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=40, error_messages={"required": gettext_lazy("Give this angle a name.")}
    )
    question = forms.CharField(
        label=gettext_lazy("The invitation"),
        max_length=200,
        error_messages={"required": gettext_lazy("An angle is a question or an invitation: write it here.")},
    )
    helpers = forms.CharField(label=gettext_lazy("Three questions to start"), max_length=300, required=False)


class TextForm(RowForm):
    """One suggested text."""

    substance = ("body",)

    network = forms.ChoiceField(label=gettext_lazy("For"), required=False)
    body = forms.CharField(label=gettext_lazy("Text"), max_length=LONGEST_TEXT, widget=Autosize({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network: Any = self.fields["network"]
        choices = [(choice.key, choice.label) for choice in selectors.network_choices()]
        network.choices = [("", _("Any network")), *choices]

    def clean(self) -> dict[str, Any]:
        """A text its network would cut is refused here, beside its own words."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            values = TextValues(data["body"], data["language"], data["network"])
            try:
                check_texts([values], {choice.key: choice for choice in selectors.network_choices()})
            except RuleViolation as violation:
                self.add_error("body", violation.message)
        return data

    @property
    def for_network(self) -> NetworkChoice | None:
        """The network it is for, when it is for one."""
        key = self["network"].value()
        return next((choice for choice in selectors.network_choices() if choice.key == key), None)

    @property
    def used(self) -> int:
        """Its length, as its network counts."""
        network, body = self.for_network, str(self["body"].value() or "")
        return network.count(body) if network else len(body)

    @property
    def limit(self) -> int:
        """How long it may be."""
        network = self.for_network
        return network.max_length if network else LONGEST_TEXT

    @property
    def counter_id(self) -> str:
        """The id of its counter in the page."""
        return f"{self.prefix}-counter"


AngleRows = forms.formset_factory(AngleForm, extra=0, max_num=40, absolute_max=60)
TextRows = forms.formset_factory(TextForm, extra=0, max_num=40, absolute_max=60)


def angle_values(rows: BaseFormSet[AngleForm]) -> list[AngleValues]:
    """The angles that were written."""
    return [
        AngleValues(
            name=row.cleaned_data["name"],
            question=row.cleaned_data["question"],
            language=row.cleaned_data["language"],
            helpers=row.cleaned_data["helpers"],
            public_id=row.cleaned_data["public_id"],
        )
        for row in rows
        if row.has_changed()
    ]


def text_values(rows: BaseFormSet[TextForm]) -> list[TextValues]:
    """The suggested texts that were written."""
    return [
        TextValues(
            body=row.cleaned_data["body"],
            language=row.cleaned_data["language"],
            network=row.cleaned_data["network"],
            public_id=row.cleaned_data["public_id"],
        )
        for row in rows
        if row.has_changed()
    ]


def new_request_key() -> str:
    """What makes one form sent twice the same form."""
    return secrets.token_urlsafe(18)


def initial_of(item: ContentItem) -> dict[str, Any]:
    """What the form shows of an item that is stored."""
    post = selectors.page_post_of(item)
    names = (
        "version", "url", "title", "summary", "facts", "facts_verified_by", "credit", "kind", "family", "language",
        "networks", "announcement_order", "available_from", "expires_at",
    )  # fmt: skip
    return {
        **{name: getattr(item, name) for name in names},
        "topics": list(Topic.objects.filter(item_topics__item=item).values_list("public_id", flat=True)),
        "teams": list(
            Team.objects.filter(pk__in=item.item_teams.values("team_id")).values_list("public_id", flat=True)
        ),
        "campaign": item.campaign.public_id if item.campaign else "",
        "author": item.author.public_id if item.author else "",
        "picture": item.picture.public_id if item.picture else "",
        "alternative_text": item.picture.alternative_text if item.picture else "",
        "audience": EVERYONE if item.for_everyone else SOME_TEAMS,
        "page_expected_at": post.expected_at if post else None,
        "page_url": post.url if post else "",
    }
