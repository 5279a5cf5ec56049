"""What an item still lacks before it can be proposed: for the editor's panel, and for the refusal to publish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content_library.models import ContentItem
from content_library.selectors.announcements import page_post_of
from content_library.states import AnnouncementOrder


class Level(StrEnum):
    """How much a line of the list weighs."""

    DONE = "done"
    # Worth knowing, nothing to do.
    NOTE = "note"
    # Better with it.
    ADVICE = "advice"
    # Not proposed without it.
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of "Ready to propose?"."""

    code: str
    level: Level
    sentence: str
    # The field of the editor that answers it.
    field: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What is offered to start from in one language."""

    angles: int = 0
    texts: int = 0


def words_of(item: ContentItem) -> dict[str, Words]:
    """Angles and suggested texts of a saved item, by language."""
    found: dict[str, Words] = {}
    for angle in item.angles.all():
        before = found.get(angle.language, Words())
        found[angle.language] = Words(before.angles + 1, before.texts)
    for text in item.suggested_texts.all():
        before = found.get(text.language, Words())
        found[text.language] = Words(before.angles, before.texts + 1)
    return found


def readiness(
    item: ContentItem, languages: Sequence[str] = (), words: Mapping[str, Words] | None = None
) -> list[Check]:
    """Every line of the list, in the order of the editor.

    `languages` are those of the organisation; `words` replaces what is stored, for an item that is still being typed.
    """
    words = words_of(item) if words is None else words
    own = words.get(item.language, Words())
    checks = [_title(item), _start(own), _picture(item), _dates(item), _order(item)]
    checks += [_other_language(code, words.get(code, Words())) for code in languages if code != item.language]
    return [check for check in checks if check is not None]


def blocking_check(item: ContentItem) -> Check | None:
    """The first thing without which the item is not proposed, or None."""
    return next((check for check in readiness(item) if check.level == Level.MISSING), None)


def _title(item: ContentItem) -> Check:
    if not item.title.strip():
        return Check("no_title", Level.MISSING, _("A title is missing"), "title")
    if not item.url:
        return Check("no_link", Level.NOTE, _("Clear title, no link"), "url")
    return Check("title", Level.DONE, _("Link and title are there"), "title")


def _start(own: Words) -> Check:
    if own.angles >= 2:
        sentence = ngettext("%(count)s angle", "%(count)s angles", own.angles) % {"count": own.angles}
        return Check("angles", Level.DONE, sentence, "angles")
    if own.angles or own.texts:
        return Check("few_angles", Level.ADVICE, _("Two angles or more let colleagues differ"), "angles")
    return Check("no_words", Level.MISSING, _("No angle and no text in the language of this idea"), "angles")


def _picture(item: ContentItem) -> Check:
    if item.picture is None:
        return Check("no_picture", Level.ADVICE, _("No picture"), "picture")
    if not item.picture.alternative_text.strip():
        return Check("no_alternative_text", Level.MISSING, _("A picture without alternative text"), "alternative_text")
    return Check("picture", Level.DONE, _("Picture described"), "picture")


def _dates(item: ContentItem) -> Check | None:
    if item.expires_at and item.expires_at <= timezone.now():
        return Check("already_over", Level.MISSING, _("Its end date has passed"), "expires_at")
    return None


def _order(item: ContentItem) -> Check:
    post = page_post_of(item)
    if item.announcement_order == AnnouncementOrder.PAGE_FIRST:
        if post and post.posted_at:
            return Check("page_posted", Level.DONE, _("The page has spoken"), "announcement_order")
        if post and post.expected_at:
            return Check("page_first", Level.DONE, _("The page speaks first"), "announcement_order")
        return Check("page_no_date", Level.NOTE, _("The page speaks first, no date yet"), "page_expected_at")
    if item.announcement_order == AnnouncementOrder.AUTHOR_FIRST and not (item.author or item.credit):
        return Check("no_author", Level.ADVICE, _("Nobody is named to announce it"), "author")
    return Check("order", Level.DONE, str(item.get_announcement_order_display()), "announcement_order")


def _other_language(code: str, words: Words) -> Check:
    names = {"fr": _("French"), "en": _("English")}
    name = names.get(code, code)
    if words.angles:
        sentence = ngettext("%(language)s: %(count)s angle", "%(language)s: %(count)s angles", words.angles)
        return Check(f"also_{code}", Level.NOTE, sentence % {"language": name, "count": words.angles}, "angles")
    if words.texts:
        sentence = ngettext("%(language)s: %(count)s text", "%(language)s: %(count)s texts", words.texts)
        return Check(f"also_{code}", Level.NOTE, sentence % {"language": name, "count": words.texts}, "angles")
    return Check(f"not_{code}", Level.NOTE, _("%(language)s: nothing yet") % {"language": name}, "angles")
