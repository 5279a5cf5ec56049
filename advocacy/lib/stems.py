"""Stems of words: PostgreSQL's own dictionaries. On SQLite a word is its own stem."""

from collections.abc import Iterable
from typing import Final

from django.db import connection

DICTIONARIES: Final = {"fr": "french_stem", "en": "english_stem"}
# Folded, as they are compared: they say nothing about what a text is about.
_LITTLE: Final = """
au aux avec ce ces cette dans de des du elle en et eux il ils je la le les leur lui ma mais me mes moi mon ne nos notre
nous on ou par pas pour qu que qui sa se ses son sont sur ta te tes toi ton tu un une vos votre vous est
an and are as at be but by for from has have he her his how in is it its not of or our she so than that the their them
they this to was we were what when which who will with you your
http https www
"""
STOP_WORDS: Final = frozenset(_LITTLE.split())


def stems(words: Iterable[str], language: str) -> dict[str, str]:
    """The stem of each folded word in one language."""
    asked = list(words)
    dictionary = DICTIONARIES.get(language)
    if not asked or dictionary is None or connection.vendor != "postgresql":
        return {word: word for word in asked}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize(%s::regdictionary, word))[1] FROM unnest(%s::text[]) AS word", [dictionary, asked]
        )
        return {word: stem or word for word, stem in cursor.fetchall()}


def knows_trigrams() -> bool:
    """Say whether the database compares words by their trigrams: PostgreSQL with pg_trgm."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None
