"""What a source keeps: words, categories, a language. A decision and its reason, from the entry alone."""

import re

from advocacy.lib.feeds import FeedEntry
from advocacy.lib.folding import fold
from content_library.models import Source

# Codes of `SourceEntry.reason`; after a colon, the word that decided.
ALL, WORD, WITHOUT, NO_WORD, CATEGORY, LANGUAGE = "all", "word", "without", "no_word", "category", "language"
KNOWN_IDEA, KNOWN_ENTRY = "known_idea", "known_entry"


def terms(typed: str) -> list[str]:
    """The words or phrases of a filter, as they were typed, without repetition."""
    found = (" ".join(term.split()) for term in re.split(r"[,;\n]", typed))
    return list(dict.fromkeys(term for term in found if term))


def judge(source: Source, entry: FeedEntry) -> tuple[bool, str]:
    """Say whether a source keeps an entry, and why."""
    language = entry.language
    if source.only_language and language and language != source.only_language:
        return False, f"{LANGUAGE}:{language}"
    wanted = {fold(name) for name in terms(source.categories)}
    if wanted and not wanted & {fold(name) for name in entry.categories}:
        return False, CATEGORY
    text = fold(f"{entry.title} {entry.summary} {' '.join(entry.categories)}")
    unwanted = _first(terms(source.words_out), text)
    if unwanted:
        return False, f"{WITHOUT}:{unwanted}"[:120]
    words = terms(source.words_in)
    if not words:
        return True, ALL
    word = _first(words, text)
    return (True, f"{WORD}:{word}"[:120]) if word else (False, NO_WORD)


def _first(wanted: list[str], text: str) -> str:
    """The first of these that a text holds: from the beginning of a word on, so that a plural counts."""
    return next((term for term in wanted if re.search(rf"(?<!\w){re.escape(fold(term))}", text)), "")
