"""What a search looks in: the words of each idea.

One row per word an organisation uses, one row per word of an idea. PostgreSQL's own `@@` and `%` cannot use an index
behind row level security (the operators are not leakproof); equality can, so its stems are kept here, as words.
"""

from django.conf import settings
from django.db import models

from advocacy.tenancy.models import TenantModel

LONGEST_WORD = 40


class SearchWord(TenantModel):
    """A word of the organisation's ideas, folded, in one language, with its stem where the database knows stems."""

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    word = models.CharField(max_length=LONGEST_WORD)
    stem = models.CharField(max_length=LONGEST_WORD)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "word", "language"], name="search_word_once")]
        indexes = [models.Index(fields=["organisation", "stem"], name="search_word_by_stem")]

    def __str__(self) -> str:
        return self.word


class ItemWord(TenantModel):
    """One word of one idea, and how much it says about it: a title weighs more than a fact."""

    item = models.ForeignKey("content_library.ContentItem", on_delete=models.CASCADE, related_name="item_words")
    # Found through the constraint's index, which begins with the word.
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="item_words", db_index=False)
    weight = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["word", "item"], name="item_word_once")]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.item_id}"
