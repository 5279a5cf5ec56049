"""Small helps beside the text: emoji, hashtags, what a typed name becomes, hints, a mark of where one works.

All of it is an offer: nothing is added to a person's words unless they ask for it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from advocacy.people.models import Membership
from content_library.models import ContentItem, ItemTopic
from sharing.models import Share
from sharing.networks.base import Network
from sharing.selectors.voice import RUN, WORD, words_of

MOST_HASHTAGS: Final = 6
EARLIER_TEXTS: Final = 40
_HASHTAG: Final = re.compile(r"(?<![\w#])#(\w{2,50})")
_SENTENCE: Final = re.compile(r".+?(?:[.!?…]+[»”\"]?(?=\s)|\n+|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class EmojiGroup:
    """A handful of emoji with the name that is read aloud for each."""

    label: str
    emoji: Sequence[tuple[str, str]]


_E = pgettext_lazy
EMOJI: Final = (
    (
        gettext_lazy("Gestures"),
        (
            ("👏", _E("emoji", "clapping hands")),
            ("🙏", _E("emoji", "thank you")),
            ("👍", _E("emoji", "thumb up")),
            ("👋", _E("emoji", "waving hand")),
            ("🤝", _E("emoji", "handshake")),
            ("💪", _E("emoji", "strong arm")),
            ("👉", _E("emoji", "pointing right")),
            ("🙌", _E("emoji", "raised hands")),
        ),
    ),
    (
        gettext_lazy("Faces"),
        (
            ("🙂", _E("emoji", "smile")),
            ("😊", _E("emoji", "warm smile")),
            ("😄", _E("emoji", "laugh")),
            ("😉", _E("emoji", "wink")),
            ("🤔", _E("emoji", "thinking")),
            ("😮", _E("emoji", "surprise")),
            ("😅", _E("emoji", "relief")),
            ("🥹", _E("emoji", "moved")),
        ),
    ),
    (
        gettext_lazy("Work"),
        (
            ("💡", _E("emoji", "idea")),
            ("🔧", _E("emoji", "spanner")),
            ("🏗️", _E("emoji", "building site")),
            ("📐", _E("emoji", "set square")),
            ("📊", _E("emoji", "bar chart")),
            ("🔎", _E("emoji", "magnifying glass")),
            ("🎓", _E("emoji", "graduation")),
            ("📣", _E("emoji", "megaphone")),
        ),
    ),
    (
        gettext_lazy("Signs"),
        (
            ("✅", _E("emoji", "check mark")),
            ("➡️", _E("emoji", "arrow")),
            ("📌", _E("emoji", "pin")),
            ("📅", _E("emoji", "calendar")),
            ("🌱", _E("emoji", "seedling")),
            ("☀️", _E("emoji", "sun")),
            ("❄️", _E("emoji", "snowflake")),
            ("❤️", _E("emoji", "heart")),
        ),
    ),
)


def emoji_groups() -> list[EmojiGroup]:
    """The emoji on offer, named in the language of the moment."""
    return [EmojiGroup(str(label), [(sign, str(name)) for sign, name in row]) for label, row in EMOJI]


def hashtag(words: str) -> str:
    """A subject's name as a hashtag: “Confort d’été” is #ConfortDÉté."""
    return "#" + "".join(part[:1].upper() + part[1:] for part in re.findall(r"\w+", words))


def hashtags(membership: Membership, item: ContentItem | None) -> list[str]:
    """Hashtags to offer: the idea's subjects, then those this person used most in their own earlier texts."""
    subjects = ItemTopic.objects.filter(item=item).values_list("topic__name", flat=True) if item is not None else []
    offered = [hashtag(name) for name in subjects]
    texts = Share.objects.filter(membership=membership, text__contains="#").order_by("-pk")
    found = Counter(
        tag for text in texts.values_list("text", flat=True)[:EARLIER_TEXTS] for tag in _HASHTAG.findall(text)
    )
    offered += [f"#{tag}" for tag, _times in found.most_common(MOST_HASHTAGS)]
    seen: dict[str, str] = {}
    for tag in offered:
        seen.setdefault(tag.casefold(), tag)
    return list(seen.values())[:MOST_HASHTAGS]


def mention_sentence(network: Network) -> str:
    """What really becomes of a name typed with an @ on that network."""
    values = {"name": network.label}
    if network.preview_limits.shows_handle:
        return (
            _("On %(name)s, @ and the exact account name become a link to that person or page by themselves.") % values
        )
    return (
        _(
            "On %(name)s, a name we send stays plain text, also with an @: only %(name)s’s own window can link it. To "
            "name somebody with a link, publish first, then edit the post there and choose the person."
        )
        % values
    )


def hints(network: Network) -> list[str]:
    """How texts read on that network: where the feed cuts, how long, where the link goes."""
    cut, limits = network.preview_limits, network.limits
    found = []
    if cut.fold_characters or cut.fold_lines:
        found.append(
            _(
                "The feed shows about %(count)s characters, then “see more”: begin with what you saw, not with a "
                "greeting."
            )
            % {"count": cut.fold_characters or 200}
        )
    else:
        found.append(_("All of it shows at once: one idea, one sentence, and it is enough."))
    if limits.max_length > 1000:
        found.append(
            _(
                "Short paragraphs with a blank line between them read well on a phone; 600 to 1,200 characters are "
                "plenty."
            )
        )
    if limits.card == "supplied":
        found.append(
            _("The link shows as a card under your text; with a picture, put it in the text or in a first comment.")
        )
    elif limits.link_length:
        found.append(
            _("A link always counts %(count)s characters, whatever its length, and reads best at the end.")
            % {"count": limits.link_length}
        )
    return found


def disclosure(membership: Membership, text: str) -> str:
    """A mark of where the person works, to add if they wish; none when the text already says it."""
    name = membership.organisation.name
    if name.casefold() in text.casefold():
        return ""
    return pgettext("disclosure", "I work at %(organisation)s.") % {"organisation": name}


def shortened(network: Network, text: str, address: str) -> str:
    """The beginning of a text in whole sentences, as much as fits the network with its link; cut at a word at worst."""

    def fits(words: str) -> bool:
        whole = f"{words}\n{address}" if address else words
        return network.count(whole) <= network.limits.max_length

    if fits(text.strip()):
        return text.strip()
    kept = ""
    for sentence in _SENTENCE.findall(text.strip()):
        if not fits((kept + sentence).strip()):
            break
        kept += sentence
    if kept.strip():
        return kept.strip()
    words = text.split()
    while words and not fits(" ".join(words) + "…"):
        words.pop()
    return " ".join(words) + "…" if words else ""


def taken_phrases(text: str, sources: Iterable[str]) -> list[str]:
    """The parts of a text that are runs of four or more words of the idea, exactly as they stand in the text."""
    found = list(WORD.finditer(text))
    words = [match.group().lower().replace("’", "'") for match in found]
    runs = {tuple(source[at : at + RUN]) for source in map(words_of, sources) for at in range(len(source) - RUN + 1)}
    phrases, at = [], 0
    while at <= len(words) - RUN:
        end = at
        while end <= len(words) - RUN and tuple(words[end : end + RUN]) in runs:
            end += 1
        if end > at:
            phrases.append(text[found[at].start() : found[end + RUN - 2].end()])
            at = end + RUN - 1
        else:
            at += 1
    return list(dict.fromkeys(phrases))


def first_sentence(text: str) -> str:
    """Where a person starts from in a suggested text: its first sentence."""
    found = _SENTENCE.match(text.strip())
    return found.group().strip() if found else ""
