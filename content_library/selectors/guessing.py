"""What is proposed for something new: a campaign and topics, by rules that can be said in a sentence.

A name is proposed when each of its words is in the title or the description; and what half of the last ideas from the
same site had is proposed too. Nothing is learnt, nothing is decided: a person sees it and changes it.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q
from django.utils import timezone

from advocacy.lib.folding import fold
from advocacy.lib.web_addresses import host_of, page_key
from content_library.models import Campaign, ContentItem, ItemTopic, Topic

# How many ideas of the same site are looked at, and how many there must be.
LOOKED_AT: Final = 20
AT_LEAST: Final = 2
# Words too short to say what something is about.
SHORT: Final = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """What is proposed, and by which rule: "words" or "site"."""

    campaign: Campaign | None = None
    campaign_by: str = ""
    topics: Sequence[Topic] = ()
    topics_by: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """The campaigns and topics there are to propose, read once for many guesses."""

    campaigns: Sequence[Campaign]
    topics: Sequence[Topic]

    def said_in(self, text: str) -> tuple[Campaign | None, list[Topic]]:
        """What the words of a text name."""
        present = _words(text)
        campaign = next((each for each in self.campaigns if _is_named(each.name, present)), None)
        return campaign, [topic for topic in self.topics if _is_named(topic.name, present)]


def names() -> Names:
    """Campaigns that still run, and every topic."""
    running = Campaign.objects.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()), is_archived=False)
    return Names(list(running), list(Topic.objects.all()))


def guess(*, title: str, description: str, url: str) -> Guess:
    """What to propose for one page."""
    known = names()
    campaign, topics = known.said_in(f"{title} {description}")
    by = {topic.pk: "words" for topic in topics}
    site_campaign, site_topics = _of_site(url, known)
    for topic in site_topics:
        if topic.pk not in by:
            topics.append(topic)
            by[topic.pk] = "site"
    if campaign is not None:
        return Guess(campaign, "words", topics, by)
    return Guess(site_campaign, "site" if site_campaign else "", topics, by)


def item_of_page(*urls: str) -> ContentItem | None:
    """The idea that already has this page, however its address is written; one that is not put away first."""
    keys = [key for key in map(page_key, urls) if key]
    return ContentItem.objects.filter(url_key__in=keys).order_by("-state_changed_at", "-id").first() if keys else None


def _of_site(url: str, known: Names) -> tuple[Campaign | None, list[Topic]]:
    host = host_of(url)
    if not host:
        return None, []
    last = ContentItem.objects.filter(url_key__startswith=f"{host}/").order_by("-created_at", "-id")
    rows = list(last.values_list("pk", "campaign_id")[:LOOKED_AT])
    if len(rows) < AT_LEAST:
        return None, []
    campaigns = Counter(campaign_id for _pk, campaign_id in rows)
    links = ItemTopic.objects.filter(item_id__in=[pk for pk, _campaign in rows])
    topics = Counter(links.values_list("topic_id", flat=True))
    half = len(rows) / 2
    campaign = next((each for each in known.campaigns if campaigns[each.pk] >= half), None)
    return campaign, [topic for topic in known.topics if topics[topic.pk] >= half]


def _words(text: str) -> set[str]:
    return {_stem(word) for word in re.findall(r"\w+", fold(text))}


def _stem(word: str) -> str:
    # The plural of both languages, and nothing cleverer.
    return word[:-1] if len(word) > SHORT and word[-1] in "sx" else word


def _is_named(name: str, present: Collection[str]) -> bool:
    wanted = [word for word in re.findall(r"\w+", fold(name)) if len(word) > SHORT or word.isdecimal()]
    return any(not word.isdecimal() for word in wanted) and all(_stem(word) in present for word in wanted)
