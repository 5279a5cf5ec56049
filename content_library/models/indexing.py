"""Keeping the words of an idea as its texts are."""

import hashlib
from collections.abc import Mapping
from typing import Final

from advocacy.lib import folding, stems
from content_library.models.search import LONGEST_WORD, ItemWord, SearchWord

# How much a word says about an idea, by where it stands.
WEIGHTS: Final = {"title": 4, "summary": 2, "credit": 2, "facts": 1, "url": 1}


def digest_of(language: str, texts: Mapping[str, str]) -> str:
    """What changes when the words of an idea do."""
    return hashlib.sha256("\n".join([language, *texts.values()]).encode()).hexdigest()[:16]


def index_words(item_id: int, language: str, texts: Mapping[str, str]) -> None:
    """Make an idea found by the words that its texts, named as in `WEIGHTS`, hold now, and by no others."""
    weights = weighed(texts)
    wanted = {word_id: weights[word] for word, word_id in _known(weights, language).items()}
    present = dict(ItemWord.objects.filter(item=item_id).values_list("word_id", "weight"))
    gone = [word_id for word_id, weight in present.items() if wanted.get(word_id) != weight]
    ItemWord.objects.filter(item=item_id, word_id__in=gone).delete()
    ItemWord.objects.bulk_create(
        [
            ItemWord(item_id=item_id, word_id=word_id, weight=weight)
            for word_id, weight in wanted.items()
            if present.get(word_id) != weight
        ],
        ignore_conflicts=True,
    )


def weighed(texts: Mapping[str, str]) -> dict[str, int]:
    """The words of an idea, each with its greatest weight."""
    weights: dict[str, int] = {}
    for name, weight in WEIGHTS.items():
        for word in folding.tokens(texts[name]):
            if word not in stems.STOP_WORDS:
                weights.setdefault(word[:LONGEST_WORD], weight)
    return weights


def _known(words: dict[str, int], language: str) -> dict[str, int]:
    """The ids of these words in this language; those nobody used before are added."""
    rows = SearchWord.objects.filter(language=language, word__in=words)
    known = dict(rows.values_list("word", "pk"))
    # In one order for everybody, so that two people saving at once never wait for each other in a circle.
    new = sorted(set(words) - set(known))
    if not new:
        return known
    stem_of = stems.stems(new, language)
    SearchWord.objects.bulk_create(
        [SearchWord(language=language, word=word, stem=stem_of[word][:LONGEST_WORD]) for word in new],
        ignore_conflicts=True,
    )
    return dict(rows.all().values_list("word", "pk"))
