"""Shapes of what the API reads and answers about sources and links."""

from typing import Any

from rest_framework import serializers

from advocacy.people.access.api_fields import Id, NamedRef, Related, RelatedList
from content_library.models import Campaign, Topic
from content_library.selectors.problems import problem_sentence
from content_library.services.sources import RHYTHMS
from content_library.states import EntryState, Family, ItemState, LookupState, SourceKind, SourceState

Shape = serializers.Serializer[Any]


class ItemRef(Shape):
    """An idea, named."""

    id = Id()
    title = serializers.CharField()
    state = serializers.ChoiceField(ItemState.choices)


class LookupInput(Shape):
    """A link to read."""

    url = serializers.CharField(max_length=1000)


class LookupShape(Shape):
    """A link, what its page says of itself, and what is proposed for it."""

    id = Id(source="lookup.public_id")
    url = serializers.CharField(source="lookup.url")
    state = serializers.ChoiceField(LookupState.choices, source="lookup.state")
    problem = serializers.SerializerMethodField(help_text="Why it could not be read; empty when it could.")
    own_url = serializers.CharField(source="lookup.own_url", help_text="The address the page calls its own.")
    title = serializers.CharField(source="lookup.title")
    description = serializers.CharField(source="lookup.description")
    language = serializers.CharField(source="lookup.language")
    site = serializers.CharField(source="lookup.site")
    published_at = serializers.DateTimeField(source="lookup.published_at", allow_null=True)
    campaign = NamedRef(allow_null=True)
    topics = NamedRef(many=True)
    existing = ItemRef(allow_null=True, help_text="The idea that already has this page.")

    def get_problem(self, values: dict[str, Any]) -> str:
        """The sentence for its code."""
        problem: str = values["lookup"].problem
        return problem_sentence(problem) if problem else ""


class SourceShape(Shape):
    """A source, with its last seven days."""

    id = Id(source="source.public_id")
    name = serializers.CharField(source="source.name")
    kind = serializers.ChoiceField(SourceKind.choices, source="source.kind")
    url = serializers.CharField(source="source.url")
    state = serializers.ChoiceField(SourceState.choices, source="source.state")
    words_in = serializers.CharField(source="source.words_in")
    words_out = serializers.CharField(source="source.words_out")
    categories = serializers.CharField(source="source.categories")
    only_language = serializers.CharField(source="source.only_language")
    family = serializers.ChoiceField(Family.choices, source="source.family")
    campaign = NamedRef(source="source.campaign", allow_null=True)
    every_minutes = serializers.IntegerField(source="source.every_minutes")
    answered_at = serializers.DateTimeField(source="source.answered_at", allow_null=True)
    problem = serializers.CharField(help_text="Why it does not answer; empty when it does.")
    arrived = serializers.IntegerField(help_text="In seven days.")
    kept = serializers.IntegerField(help_text="Of those, what its filter kept.")


class SourceInput(Shape):
    """Everything that can be set. Words and categories are separated by commas."""

    name = serializers.CharField(max_length=80)
    url = serializers.CharField(max_length=1000)
    kind = serializers.ChoiceField(SourceKind.choices, required=False)
    words_in = serializers.CharField(max_length=500, required=False, allow_blank=True)
    words_out = serializers.CharField(max_length=500, required=False, allow_blank=True)
    categories = serializers.CharField(max_length=500, required=False, allow_blank=True)
    only_language = serializers.ChoiceField(["fr", "en"], required=False, allow_blank=True)
    family = serializers.ChoiceField(Family.choices, required=False)
    campaign = Related(rows=lambda asker: Campaign.objects.filter(is_archived=False), required=False, allow_null=True)
    topics = RelatedList(rows=lambda asker: Topic.objects.all(), required=False)
    every_minutes = serializers.ChoiceField(RHYTHMS, required=False)


class EntryFilters(Shape):
    """What the list is narrowed to."""

    state = serializers.ChoiceField(EntryState.choices, required=False, default=EntryState.WAITING)


class EntryShape(Shape):
    """One thing a source told of."""

    id = Id()
    source = NamedRef()  # type: ignore[assignment]
    state = serializers.ChoiceField(EntryState.choices)
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.CharField()
    author = serializers.CharField()
    language = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(help_text="Why it was kept or set aside: a code, and after a colon the word.")
    created_at = serializers.DateTimeField()


class AcceptedShape(ItemRef):
    """The draft an entry became."""
