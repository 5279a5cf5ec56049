"""Finding ideas by words: whatever the accents, the endings, a word not finished or a letter wrong.

Each term becomes the organisation's own words that answer it; each of these words knows its ideas. Both steps are
look-ups in an index, so that a search costs the same in a library of two hundred ideas and of twenty thousand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import CharField, Exists, F, FloatField, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Length, StrIndex

from advocacy.lib import folding, stems
from content_library.models import ContentItem, ItemWord, SearchWord

MOST_TERMS: Final = 8
# A term that more ideas hold than this says nothing about which of them is best.
TELLING: Final = 500
MOST_WORDS: Final = 100
SHORTEST_PREFIX: Final = 3
SHORTEST_NEAR: Final = 4
NEAR: Final = 0.3
MOST_NEAR: Final = 5
# How well a word answers a term.
SAME, SAME_STEM, BEGINS, RESEMBLES = 8, 6, 4, 2

# The words that answer one term, each with how well.
Answers = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search comes to: words to look for and, when few ideas hold them, these ideas, the best first."""

    terms: Sequence[Answers] = ()
    # None: too many to rank; the words say which.
    item_ids: Sequence[int] | None = None
    # What was typed and what was looked for in its place.
    corrected: Sequence[tuple[str, str]] = ()


def find(search: str) -> Found | None:
    """Look for every word of `search`; None when it holds none."""
    typed = list(dict.fromkeys(word[:40] for word in folding.tokens(search)))[:MOST_TERMS]
    typed = [word for word in typed if word not in stems.STOP_WORDS] or typed
    if not typed:
        return None
    known = _answering(typed)
    corrected: list[tuple[str, str]] = []
    for word in typed:
        if not known[word]:
            near = _resembling(word)
            known[word] = dict.fromkeys((pk for pk, _word in near), RESEMBLES)
            if near:
                corrected.append((word, near[0][1]))
    terms = [known[word] for word in typed]
    return Found(terms, _ranked_ids(terms), corrected)


def matching(items: QuerySet[ContentItem], found: Found | None) -> QuerySet[ContentItem]:
    """Those of the items that hold every word looked for; all of them when nothing was."""
    if found is None:
        return items
    if found.item_ids is not None:
        return items.filter(pk__in=found.item_ids)
    for answers in found.terms:
        items = items.filter(Exists(ItemWord.objects.filter(item=OuterRef("pk"), word__in=list(answers))))
    return items


def best_first(items: QuerySet[ContentItem], found: Found | None) -> QuerySet[ContentItem]:
    """The items in the order of the search; the newest first where it tells none from another."""
    if found is None or not found.item_ids:
        return items.order_by("-created_at", "-id")
    places = Value("," + ",".join(map(str, found.item_ids)) + ",")
    key = Concat(Value(","), Cast("pk", CharField()), Value(","))
    return items.order_by(StrIndex(places, key), "-id")


def _answering(typed: Sequence[str]) -> dict[str, dict[int, int]]:
    """The words that are, come from or begin with each term."""
    asked = Q()
    stem_of = {code: stems.stems(typed, code) for code, _label in settings.LANGUAGES}
    for word in typed:
        asked |= Q(word=word)
        for language, known in stem_of.items():
            asked |= Q(language=language, stem=known[word])
        if len(word) >= SHORTEST_PREFIX:
            asked |= Q(word__gte=word, word__lt=word + "\U0010ffff")
    rows = SearchWord.objects.filter(asked).order_by(Length("word"), "pk").values_list("pk", "language", "word", "stem")
    answers: dict[str, dict[int, int]] = {word: {} for word in typed}
    for pk, language, word, stem in rows[: MOST_WORDS * len(typed)]:
        for term in typed:
            if word == term:
                answers[term][pk] = SAME
            elif stem == stem_of[language][term]:
                answers[term][pk] = SAME_STEM
            elif len(term) >= SHORTEST_PREFIX and word.startswith(term):
                answers[term][pk] = BEGINS
    return answers


def _resembling(term: str) -> list[tuple[int, str]]:
    """The words nearest to one that nobody uses, the nearest first; none when nothing comes near."""
    if len(term) < SHORTEST_NEAR:
        return []
    # Numbers resemble one another without meaning the same.
    lettered = SearchWord.objects.filter(word__gte="a")
    inside = lettered.filter(word__contains=term).order_by(Length("word"), "pk").values_list("pk", "word")
    if found := _used(inside[:MOST_NEAR]):
        return found
    if stems.knows_trigrams():
        near = Func(F("word"), Value(term), function="similarity", output_field=FloatField())
        nearest = lettered.annotate(near=near).filter(near__gte=NEAR).order_by("-near", "pk")
        return _used(nearest.values_list("pk", "word")[: MOST_NEAR * 2])
    # One wrong letter leaves one of these pieces whole.
    pieces = {term[at : at + 3] for at in range(0, len(term) - 2, 3)} | {term[:2], term[-2:]}
    shared = Q()
    for piece in pieces:
        shared |= Q(word__contains=piece)
    rows = lettered.annotate(length=Length("word")).filter(shared, length__gte=len(term) - 2, length__lte=len(term) + 2)
    return _used(_nearest(term, rows.values_list("pk", "word")))


def _used(words: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those of a few words that an idea still holds."""
    found = list(words)
    held = ItemWord.objects.filter(word=OuterRef("pk"))
    pks = set(SearchWord.objects.filter(Exists(held), pk__in=[pk for pk, _word in found]).values_list("pk", flat=True))
    return [(pk, word) for pk, word in found if pk in pks][:MOST_NEAR]


def _nearest(term: str, rows: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    mine = folding.trigrams(term)
    scored = []
    for pk, word in rows:
        theirs = folding.trigrams(word)
        near = len(mine & theirs) / len(mine | theirs)
        if near >= NEAR:
            scored.append((-near, pk, word))
    return [(pk, word) for _near, pk, word in sorted(scored)[: MOST_NEAR * 2]]


def _ranked_ids(terms: Sequence[Answers]) -> list[int] | None:
    """The ideas that answer every term, the best first; None when each term alone is in too many to tell."""
    telling: list[dict[int, int]] = []
    common: list[Answers] = []
    for answers in terms:
        rows = _rows(answers)
        if len(rows) > TELLING:
            common.append(answers)
        else:
            telling.append(_scores(answers, rows))
    if not telling:
        return None
    shared = set.intersection(*(set(scores) for scores in telling))
    for answers in common:
        scores = _scores(answers, _rows(answers, among=shared))
        telling.append(scores)
        shared &= set(scores)
    return sorted(shared, key=lambda pk: (-sum(scores[pk] for scores in telling), -pk))


def _rows(answers: Answers, among: set[int] | None = None) -> list[tuple[int, int, int]]:
    rows = ItemWord.objects.filter(word__in=list(answers)).values_list("item_id", "word_id", "weight")
    return list(rows[: TELLING + 1] if among is None else rows.filter(item__in=among))


def _scores(answers: Answers, rows: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    scores: dict[int, int] = {}
    for item_id, word_id, weight in rows:
        scores[item_id] = max(scores.get(item_id, 0), weight * answers[word_id])
    return scores
