"""What a person types about something they propose, and what the team answers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.lib import images
from advocacy.lib.forms import Autosize, Segmented
from advocacy.people.models import Membership
from content_library import selectors
from content_library.forms.fields import PersonField, WebAddressField
from content_library.models import Asset, Topic
from content_library.selectors.proposals import possible_contributors
from content_library.services.values import ProposalValues
from content_library.states import PhotoConsent, ProposalKind

ACCEPT, ASK, DECLINE = "accept", "ask", "decline"
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+")
_OFFERED: Final = [choice for choice in ProposalKind.choices if choice[0] != ProposalKind.CONTRIBUTION]


class SeveralFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ProposalForm(forms.Form):
    """Something a person brings. Nothing is ticked beforehand; what is missing depends on what it is."""

    request_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    # Pictures that have been taken in already, by id.
    pictures = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    kind = forms.ChoiceField(
        label=_("What do you bring?"),
        choices=_OFFERED,
        widget=Segmented(
            icons={
                ProposalKind.LINK: "link",
                ProposalKind.PHOTO: "image",
                ProposalKind.TESTIMONY: "message-square-text",
                ProposalKind.DRAFT: "pencil",
            }
        ),
    )
    url = WebAddressField(label=_("Link"), required=False, error_messages={"required": _("Paste the link.")})
    upload = forms.FileField(
        label=_("Photos"),
        required=False,
        widget=SeveralFiles(attrs={"accept": images.ACCEPT}),
        help_text=_("Four at most. They stay yours; the team sees them to answer you."),
    )
    people_in_photo = forms.ChoiceField(
        label=_("Can people be recognised on the photos?"),
        choices=PhotoConsent.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("In your words"),
        max_length=10_000,
        required=False,
        widget=Autosize({"rows": 5}),
        help_text=_("What happened, why it interests you, who it could interest. A few words are enough."),
    )
    title = forms.CharField(
        label=_("Title"), max_length=160, required=False, help_text=_("Left empty: the beginning of your text.")
    )
    topics: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Topics"),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    credit_wanted = forms.BooleanField(
        label=_("Name me on it"), required=False, help_text=_("“Proposed by…” for everyone who sees it in the library.")
    )
    credit_name = forms.CharField(label=_("Named as"), max_length=120, required=False)
    wants_to_announce = forms.BooleanField(
        label=_("I would like to announce it myself"),
        required=False,
        help_text=_(
            "You first, the page afterwards. Nothing is promised in your name: you decide when the time comes."
        ),
    )

    def __init__(self, *args: Any, membership: Membership, brief: bool = False, **kwargs: Any) -> None:
        initial = {"credit_name": str(membership.user), "request_key": secrets.token_hex(16), "kind": ProposalKind.LINK}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.membership = membership
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.order_by("name")
        if not brief:
            self.fields["url"].required = self["kind"].value() == ProposalKind.LINK
        else:
            del self.fields["kind"]
            self.fields["text"].widget.attrs["rows"] = 10

    @property
    def kept_pictures(self) -> list[Asset]:
        """The person's own pictures that go with it, in their order; anybody else's are left out."""
        raw = self.data.get("pictures", "") if self.is_bound else str(self.initial.get("pictures") or "")
        found = [selectors.own_asset(self.membership, public_id) for public_id in raw.split(",")[:8] if public_id]
        return [asset for asset in found if asset is not None]

    def values(self) -> ProposalValues:
        """What the services take."""
        data = self.cleaned_data
        names = ("kind", "title", "text", "url", "people_in_photo", "credit_wanted", "credit_name", "wants_to_announce")
        values: Any = {name: data[name] for name in names if name in data}
        values |= {"pictures": self.kept_pictures, "topics": list(data["topics"])}
        return cast(ProposalValues, values)


def shared_values(given: Mapping[str, Any]) -> dict[str, str]:
    """What a phone, a bookmark or a link hands over, as the form's first values.

    Phones put the address at the end of the text more often than where it belongs.
    """
    said = {name: str(given.get(name) or "").replace("\x00", "").strip() for name in ("title", "text", "url")}
    found = None if said["url"] else _ADDRESS.search(said["text"])
    if found is not None:
        said["url"] = found.group().rstrip(".,;:!?)»”")
        said["text"] = said["text"].replace(said["url"], "").strip()
    pictures = str(given.get("pictures") or "")[:200]
    kind = ProposalKind.PHOTO if pictures else ProposalKind.LINK if said["url"] else ProposalKind.TESTIMONY
    wanted = str(given.get("kind") or "")
    if wanted in dict(_OFFERED):
        kind = ProposalKind(wanted)
    elif not any((*said.values(), pictures)):
        kind = ProposalKind.LINK
    return {
        "kind": str(kind),
        "title": said["title"][:160],
        "text": said["text"][:10_000],
        "url": said["url"][:1000],
        "pictures": pictures,
    }


class AnswerForm(forms.Form):
    """What the team answers: one of three, with a written reply."""

    decision = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(ACCEPT, _("Take up")), (ASK, _("Ask more")), (DECLINE, _("Not take up"))],
        initial=ACCEPT,
        widget=Segmented(icons={ACCEPT: "check", ASK: "circle-question-mark", DECLINE: "undo-2"}),
    )
    reply = forms.CharField(
        label=_("What you write"),
        max_length=4000,
        widget=Autosize({"rows": 4}),
        help_text=_("Read by this person alone. Each proposal gets a written answer."),
        error_messages={"required": _("Write a few words: a person reads them.")},
    )
    with_picture = forms.BooleanField(
        label=_("Put the first photo into the library"),
        required=False,
        help_text=_("Ticked, it says that everyone who can be recognised has agreed."),
    )


class QuestionForm(forms.Form):
    """What a person answers to the team's question."""

    body = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=Autosize({"rows": 4}),
        error_messages={"required": _("Write a few words: a person reads them.")},
    )
    people_in_photo = forms.ChoiceField(
        label=_("Can people be recognised on the photos?"),
        choices=PhotoConsent.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, pictures: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not pictures:
            del self.fields["people_in_photo"]


class BriefForm(forms.Form):
    """What the team asks of a colleague."""

    request_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    person = PersonField(
        queryset=None,
        label=_("Whom do you ask?"),
        to_field_name="public_id",
        empty_label=_("Choose a colleague"),
        error_messages={"required": _("Choose a colleague.")},
    )
    title = forms.CharField(label=_("Title"), max_length=160, error_messages={"required": _("Give it a title.")})
    brief = forms.CharField(
        label=_("Brief"),
        max_length=4000,
        widget=Autosize({"rows": 6}),
        help_text=_("The questions, the length, what it is for, by when you would like it."),
        error_messages={"required": _("Say in a few words what you would like.")},
    )

    def __init__(self, *args: Any, membership: Membership, offered: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": secrets.token_hex(16), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = possible_contributors(membership)
        if offered:
            del self.fields["title"], self.fields["brief"]
