"""The editor of a new idea, filled in from the page behind a pasted link; what was typed wins."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from advocacy.people.models import Membership
from content_library import selectors
from content_library.forms.editor import ItemEditor
from content_library.forms.items import new_request_key
from content_library.models import LinkLookup
from content_library.states import LookupState

LONGEST = {"title": 160, "summary": 600}


def from_link(actor: Membership, lookup: LinkLookup) -> tuple[ItemEditor, list[str]]:
    """The editor with what the page says and what is proposed for it, and the sentences that say what was proposed.

    Only what is still empty is filled; a page that could not be read changes nothing but the link.
    """
    data = QueryDict(mutable=True)
    for name, values in lookup.typed.items():
        data.setlist(name, values)
    fresh = not lookup.typed
    editor = ItemEditor(actor) if fresh else ItemEditor(actor, data=data)
    found, said = _found(lookup)
    empty = {name: value for name, value in found.items() if fresh or not data.get(name)}
    if not fresh:
        empty["request_key"] = data.get("request_key") or new_request_key()
        editor.fill(empty)
    else:
        editor = ItemEditor(actor, initial=empty)
    return editor, [sentence for name, sentence in said if name in empty]


def _found(lookup: LinkLookup) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    if lookup.state != LookupState.FOUND:
        return {"url": lookup.url}, []
    values: dict[str, Any] = {
        "url": lookup.own_url or lookup.url,
        "title": lookup.title[: LONGEST["title"]],
        "summary": lookup.description[: LONGEST["summary"]],
    }
    if lookup.language:
        values["language"] = lookup.language
    if lookup.picture is not None:
        values["picture"] = lookup.picture.public_id
    guess = selectors.guess(title=lookup.title, description=lookup.description, url=lookup.own_url or lookup.url)
    said = []
    if guess.campaign is not None:
        values["campaign"] = guess.campaign.public_id
        said.append(("campaign", _because(guess.campaign.name, guess.campaign_by)))
    if guess.topics:
        values["topics"] = [topic.public_id for topic in guess.topics]
        said += [("topics", _because(topic.name, guess.topics_by[topic.pk])) for topic in guess.topics]
    return values, said


def _because(name: str, by: str) -> str:
    if by == "words":
        return _("“%(name)s”: its words are in the page.") % {"name": name}
    return _("“%(name)s”: other ideas from this site have it.") % {"name": name}
