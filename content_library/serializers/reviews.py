"""Shapes of the reviews of ideas."""

from typing import Any

from rest_framework import serializers

from advocacy.people import selectors as people
from advocacy.people.access.api_fields import Id, PersonRef, Related
from content_library.states import ReviewState, SuggestionState

Shape = serializers.Serializer[Any]


class ReviewShape(Shape):
    """A request to read an idea before it is proposed."""

    id = Id()
    item = Id(source="item.public_id")
    title = serializers.CharField(source="item.title")
    state = serializers.ChoiceField(ReviewState.choices)
    asked_by = PersonRef(allow_null=True)
    reviewer = PersonRef(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class ReviewCommentShape(Shape):
    """Something said in a review."""

    author = PersonRef(allow_null=True)
    body = serializers.CharField()
    created_at = serializers.DateTimeField()


class ReviewSuggestionShape(Shape):
    """Other words for one passage."""

    id = Id()
    passage = serializers.CharField(help_text="As in “title”, “angle:<id>:question”, “text:<id>:body”.")
    before = serializers.CharField()
    after = serializers.CharField()
    state = serializers.ChoiceField(SuggestionState.choices)


class ReviewWholeShape(ReviewShape):
    """A request, with everything said in it."""

    comments = ReviewCommentShape(many=True)
    suggestions = ReviewSuggestionShape(many=True)


class ReviewInput(Shape):
    """Whom to ask, for when, and what to look at."""

    reviewer = Related(rows=lambda asker: people.members(asker.organisation))
    due_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ReviewCommentInput(Shape):
    """Something to say."""

    body = serializers.CharField(max_length=2000)


class ReviewAnswer(Shape):
    """What one thinks: nothing at all means that it is fine."""

    version = serializers.IntegerField(min_value=1, help_text="The version that was read.")
    body = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    wordings = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=3000), required=False, help_text="By passage."
    )
