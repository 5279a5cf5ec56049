"""Shapes of opinions asked and given."""

from typing import Any

from rest_framework import serializers

from advocacy.people.access.api_fields import Id, PersonRef
from sharing.states import ProofreadState

Shape = serializers.Serializer[Any]


class ProofreadTextShape(Shape):
    """One network's text, and how the reader would put it."""

    share = serializers.CharField(source="share.public_id", help_text="Of use to its author alone.")
    network = serializers.CharField()
    text = serializers.CharField()
    suggested_text = serializers.CharField()
    taken_at = serializers.DateTimeField(allow_null=True)


class ProofreadShape(Shape):
    """An opinion that I asked for, or was asked for."""

    id = Id()
    state = serializers.ChoiceField(ProofreadState.choices)
    author = PersonRef()
    reader = PersonRef()
    title = serializers.CharField()
    note = serializers.CharField()
    comment = serializers.CharField()
    texts = ProofreadTextShape(many=True)
    wait_until = serializers.DateTimeField(allow_null=True)
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class ProofreadInput(Shape):
    """Which of my shares, whom I ask, and what I would like to know."""

    shares = serializers.ListField(child=serializers.CharField(max_length=16), min_length=1, max_length=5)
    reader = serializers.CharField(max_length=16, help_text="A colleague's id.")
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class OpinionInput(Shape):
    """What I think. Nothing at all means that it is fine."""

    comment = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    suggested = serializers.DictField(
        child=serializers.CharField(max_length=20_000, allow_blank=True),
        required=False,
        help_text="Other wordings, by network.",
    )
