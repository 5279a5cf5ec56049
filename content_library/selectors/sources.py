"""Reads of the sources: what arrives, what is kept of it, where it goes, and what waits for a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from content_library.models import Campaign, ContentItem, Source, SourceEntry, Topic
from content_library.selectors.guessing import Names, names
from content_library.selectors.problems import problem_sentence
from content_library.selectors.registry import rule_reach
from content_library.states import EntryState, SourceKind, SourceState

WEEK: Final = timedelta(days=7)
KIND_ICONS: Final = {
    SourceKind.FEED: "rss",
    SourceKind.WORDPRESS: "globe",
    SourceKind.SITEMAP: "network",
    SourceKind.NEWSLETTER: "mail",
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source and its last seven days, complete: rendering it asks the database nothing more."""

    source: Source
    icon: str
    arrived: int
    kept: int
    filter: str
    # Why it does not answer, "" when it does.
    problem: str
    silent_days: int
    is_asleep: bool

    @property
    def set_aside(self) -> int:
        """What its filter did not keep, and what was there already."""
        return self.arrived - self.kept


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One thing to sort, with what is proposed for it."""

    entry: SourceEntry
    campaign: Campaign | None
    reason: str

    @property
    def dot(self) -> str:
        """The colour of its campaign."""
        return f"c{self.campaign.colour}" if self.campaign else ""


@dataclass(frozen=True, slots=True)
class TopicReach:
    """A topic: how many sources propose it, and how many people's rules would take it (None: too few to say)."""

    topic: Topic
    sources: int
    people: int | None


def source(public_id: str) -> Source | None:
    """One source, or None."""
    return Source.objects.select_related("campaign").filter(public_id=public_id).first()


def source_entry(public_id: str) -> SourceEntry | None:
    """One entry with its source, or None."""
    return SourceEntry.objects.select_related("source__campaign", "item").filter(public_id=public_id).first()


def sources() -> QuerySet[Source]:
    """Every source by name."""
    return Source.objects.select_related("campaign").order_by("name", "id")


def source_rows(found: Iterable[Source]) -> list[SourceRow]:
    """These sources with their last seven days, in a constant number of queries."""
    since = timezone.now() - WEEK
    counted = (
        SourceEntry.objects.filter(created_at__gte=since)
        .values("source_id", "state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    arrived: dict[int, int] = {}
    kept: dict[int, int] = {}
    for row in counted:
        arrived[row["source_id"]] = arrived.get(row["source_id"], 0) + row["n"]
        if row["state"] != EntryState.SET_ASIDE:
            kept[row["source_id"]] = kept.get(row["source_id"], 0) + row["n"]
    return [_source_row(each, arrived.get(each.pk, 0), kept.get(each.pk, 0)) for each in found]


def _source_row(source: Source, arrived: int, kept: int) -> SourceRow:
    since = source.failing_since
    return SourceRow(
        source=source,
        icon=KIND_ICONS[SourceKind(source.kind)],
        arrived=arrived,
        kept=kept,
        filter=filter_words(source),
        problem=problem_sentence(source.problem) if source.problem else "",
        silent_days=(timezone.now() - since).days if since else 0,
        is_asleep=source.state == SourceState.ASLEEP,
    )


def filter_words(source: Source) -> str:
    """What a source keeps, in a few words."""
    said = []
    if source.words_in:
        said.append(_quoted(source.words_in))
    if source.words_out:
        said.append(_("without %(words)s") % {"words": _quoted(source.words_out)})
    if source.categories:
        said.append(_("category %(words)s") % {"words": _quoted(source.categories)})
    if source.only_language:
        said.append(get_language_info(source.only_language)["name_local"])
    return ", ".join(said) or _("everything")


def _quoted(typed: str) -> str:
    words = [" ".join(word.split()) for word in typed.replace("\n", ",").replace(";", ",").split(",") if word.strip()]
    shown = ", ".join(_("“%(word)s”") % {"word": word} for word in words[:3])
    return f"{shown}…" if len(words) > 3 else shown


# --- The queue -------------------------------------------------------------------------------------------------------
def entries(state: str = EntryState.WAITING) -> QuerySet[SourceEntry]:
    """What sources brought, in one state, the last come first."""
    return SourceEntry.objects.select_related("source__campaign", "item").filter(state=state)


def entry_counts() -> dict[str, int]:
    """How many entries there are in each state."""
    counted = SourceEntry.objects.values_list("state").annotate(n=Count("pk")).order_by()
    return dict.fromkeys(EntryState.values, 0) | dict(counted)


def entry_rows(found: Sequence[SourceEntry]) -> list[EntryRow]:
    """These entries with the campaign that is proposed, in a constant number of queries."""
    known = names() if found else Names((), ())
    rows = []
    for entry in found:
        campaign = entry.source.campaign or known.said_in(f"{entry.title} {entry.summary}")[0]
        rows.append(EntryRow(entry, campaign, reason_words(entry.reason)))
    return rows


def reason_words(reason: str) -> str:
    """Why an entry was kept or set aside."""
    code, _colon, word = reason.partition(":")
    sentences = {
        "all": _("The source keeps everything"),
        "word": _("Kept for the word “%(word)s”"),
        "without": _("Set aside for the word “%(word)s”"),
        "no_word": _("Holds none of the words looked for"),
        "category": _("In none of the categories looked for"),
        "language": _("In another language (%(word)s)"),
        "known_idea": _("The library already has this page"),
        "known_entry": _("Another source brought it already"),
    }
    return sentences.get(code, "") % {"word": word}


def after(entry: SourceEntry) -> SourceEntry | None:
    """The next one to sort below this one, else the first."""
    waiting = SourceEntry.objects.filter(state=EntryState.WAITING).exclude(pk=entry.pk)
    below = waiting.filter(created_at__lte=entry.created_at).exclude(created_at=entry.created_at, pk__gt=entry.pk)
    return below.first() or waiting.first()


def twin_of(entry: SourceEntry) -> ContentItem | None:
    """An idea that already has this page or this very title; None when the library has neither."""
    items = ContentItem.objects.order_by("-created_at")
    same_page = items.filter(url_key=entry.url_key).first() if entry.url_key else None
    return same_page or (items.filter(title__iexact=entry.title).first() if entry.title else None)


# --- Which topics reach whom -----------------------------------------------------------------------------------------
def topic_reach() -> list[TopicReach]:
    """Each topic with the sources that propose it and the people whose rules would take it; counts only."""
    told: dict[int, int | None] = {}
    for reach in rule_reach:
        told |= dict(reach())
    topics = Topic.objects.annotate(source_count=Count("source_topics")).order_by("name")
    return [TopicReach(topic, vars(topic)["source_count"], told.get(topic.pk)) for topic in topics]
