"""Texts of a benchmark's ideas: invented words, few of them frequent and most of them rare, as in any language."""

import random
from collections.abc import Sequence
from typing import Final

from content_library.models import ContentItem, ItemWord, SearchWord
from content_library.models.indexing import WEIGHTS, digest_of, weighed

WORDS: Final = 6000
BATCH: Final = 500
_SYLLABLES: Final = ("ba", "co", "di", "fe", "gu", "la", "mi", "no", "pa", "re", "si", "tu", "vo", "zel", "mar", "lin")
# In so many ideas; in every second one; the first with two letters changed.
RARE, COMMON, WRONG = "photovoltaic", "workshop", "photovoltiac"
HOLD_RARE: Final = 40


def _word(number: int) -> str:
    base = len(_SYLLABLES)
    return "".join(_SYLLABLES[number // base**place % base] for place in range(4))


def texts(number: int, count: int, dice: random.Random) -> dict[str, str]:
    """What one idea of so many says."""

    def some(count: int) -> str:
        # The reciprocal of an even draw: word n about n times rarer than the first.
        return " ".join(_word(min(WORDS, int(1 / dice.uniform(1 / WORDS, 1)))) for _one in range(count))

    rare = RARE if number % max(count // HOLD_RARE, 1) == 0 else ""
    return {
        "title": f"{some(5)} {rare}".strip().capitalize(),
        "summary": f"{some(14)} {COMMON if number % 2 else ''}".strip(),
        "facts": f"{some(8)}\n{some(8)}",
        "credit": "",
        "url": f"https://bench.example/{number}",
    }


def index(items: Sequence[ContentItem]) -> None:
    """Do for all of them at once what saving each of them would do."""
    said = {item.pk: {name: str(getattr(item, name)) for name in WEIGHTS} for item in items}
    weights = {pk: weighed(each) for pk, each in said.items()}
    used = sorted({word for each in weights.values() for word in each})
    SearchWord.objects.bulk_create([SearchWord(language="en", word=word, stem=word) for word in used], batch_size=BATCH)
    ids = dict(SearchWord.objects.values_list("word", "pk"))
    ItemWord.objects.bulk_create(
        [
            ItemWord(item_id=pk, word_id=ids[word], weight=weight)
            for pk, each in weights.items()
            for word, weight in each.items()
        ],
        batch_size=BATCH,
    )
    for item in items:
        item.search_digest = digest_of(item.language, said[item.pk])
    ContentItem.objects.bulk_update(items, ["search_digest"], batch_size=BATCH)
