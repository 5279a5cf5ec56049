"""What is being typed, as an ambassador would see it; and beside what somebody else has saved meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from advocacy.lib import times
from advocacy.people.models import Team
from content_library import selectors
from content_library.forms.editor import ItemEditor
from content_library.forms.items import EVERYONE, ItemForm
from content_library.models import ContentItem, PagePost
from content_library.selectors import Announcement, NetworkChoice, Reason

PLAIN: Final = (
    "url", "title", "summary", "facts", "facts_verified_by", "credit", "kind", "family", "language", "campaign",
    "networks", "picture", "announcement_order", "author", "available_from", "expires_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drafted:
    """The card on an ambassador's screen, from what is typed now; nothing of it is stored."""

    item: ContentItem
    reason: Reason
    announcement: Announcement
    networks: Sequence[NetworkChoice]
    angle_count: int
    teams: Sequence[Team]


def drafted(editor: ItemEditor) -> Drafted:
    """Read what is typed, leaving out what cannot be read yet."""
    item, topics, teams = _stored(editor) if editor.data is None else _typed(editor)
    words = editor.words.get(item.language)
    organisation = editor.membership.organisation
    team_names = [team.name for team in teams] if not item.for_everyone else []
    return Drafted(
        item=item,
        reason=selectors.reason_for(organisation.name, item, topics, team_names),
        announcement=selectors.announcement_of(item),
        networks=selectors.networks_of(item),
        angle_count=words.angles if words else 0,
        teams=teams,
    )


def _stored(editor: ItemEditor) -> tuple[ContentItem, list[str], list[Team]]:
    item = editor.item
    if item is None:
        language = editor.membership.organisation.language
        return ContentItem(language=language, campaign=None), [], []
    topics = list(item.item_topics.order_by("topic__name").values_list("topic__name", flat=True))
    teams = list(Team.objects.filter(pk__in=item.item_teams.values("team_id")))
    return item, topics, teams


def _typed(editor: ItemEditor) -> tuple[ContentItem, list[str], list[Team]]:
    form = ItemForm(editor.data, membership=editor.membership, item=editor.item)
    form.is_valid()
    data = form.cleaned_data
    item = ContentItem(**{name: data[name] for name in PLAIN if name in data})
    item.for_everyone = data.get("audience", EVERYONE) == EVERYONE
    if data.get("remove_picture"):
        item.picture = None
    if item.picture is not None:
        item.picture.alternative_text = data.get("alternative_text", "")
    stored = selectors.page_post_of(editor.item) if editor.item else None
    posted_at = stored.posted_at if stored else None
    item.page_post = PagePost(
        expected_at=data.get("page_expected_at"), posted_at=posted_at, url=data.get("page_url", "")
    )
    return item, [topic.name for topic in data.get("topics") or ()], list(data.get("teams") or ())


# --- Two versions ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that differs: what is stored now, and what was typed (which is still in the form)."""

    label: str
    stored: str
    typed: str


def conflicts(editor: ItemEditor, current: ContentItem) -> list[Conflict]:
    """What differs between what somebody else saved and what was typed, in words."""
    values = editor.values()
    pairs: list[tuple[str, str, str]] = []
    for name in PLAIN:
        label = str(editor.form.fields[name].label or _("Who announces?"))
        pairs.append((label, _words(current, name, getattr(current, name)), _words(current, name, values.get(name))))
    pairs.append((_("Topics"), _names(link.topic for link in current.item_topics.all()), _names(values["topics"])))
    pairs.append((_("Teams"), _names(link.team for link in current.item_teams.all()), _names(values["teams"])))
    pairs.append((_("Angles"), _lines(current.angles.all()), _lines(values["angles"])))
    pairs.append((_("Suggested texts"), _bodies(current.suggested_texts.all()), _bodies(values["suggested_texts"])))
    return [Conflict(label, stored, typed) for label, stored, typed in pairs if stored != typed]


def _words(item: ContentItem, name: str, value: Any) -> str:
    if value is None or value == []:
        return ""
    if name in {"available_from", "expires_at"}:
        return times.day_and_time(value)
    if name == "networks":
        return ", ".join(value)
    choices = dict(item._meta.get_field(name).choices or ())  # type: ignore[union-attr]
    return str(choices.get(value, value))


def _names(things: Iterable[Any]) -> str:
    return ", ".join(sorted(thing.name for thing in things))


def _lines(angles: Iterable[Any]) -> str:
    return "\n".join(f"{angle.name}: {angle.question} {angle.helpers}".strip() for angle in angles)


def _bodies(texts: Iterable[Any]) -> str:
    return "\n\n".join(text.body for text in texts)
