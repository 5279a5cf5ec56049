"""Shapes of a person's rules and of the week they prepared."""

from typing import Any

from rest_framework import serializers

from advocacy.people.access.api_fields import Id
from sharing.models import RuleStart, SharingRule

Shape = serializers.Serializer[Any]


class WeekLineShape(Shape):
    """A draft that one of my rules prepared: the exact text, and what stands in its way."""

    id = Id(source="share.public_id")
    network = serializers.CharField(source="share.network")
    title = serializers.CharField(source="share.title")
    text = serializers.CharField(source="share.text")
    short_link = serializers.CharField(source="address")
    destination = serializers.CharField()
    due_local = serializers.CharField(source="share.due_local", help_text="The hour it proposes, on a clock in `zone`.")
    zone = serializers.CharField(source="share.zone")
    version = serializers.CharField(help_text="Of all it holds; another one as soon as anything changes.")
    problem = serializers.CharField(help_text="Why it could not be approved as it stands; empty when it could.")
    note = serializers.CharField()


class WeekMove(Shape):
    """Another hour for a prepared draft."""

    due_local = serializers.CharField(max_length=16, help_text="Like 2026-06-09T08:40, on my clock.")


class RuleShape(Shape):
    """A rule of mine. It prepares drafts, and nothing else."""

    id = Id()
    networks = serializers.ListField(child=serializers.CharField())
    per_week = serializers.IntegerField()
    weekdays = serializers.ListField(child=serializers.IntegerField(), help_text="0 is Monday.")
    hours = serializers.ListField(child=serializers.CharField(), help_text="Like 08:40, on my clock.")
    topics = serializers.SerializerMethodField(help_text="Empty: any idea picked for me.")
    begins_with = serializers.ChoiceField(RuleStart.choices)
    is_on = serializers.BooleanField()

    def get_topics(self, rule: SharingRule) -> list[str]:
        """Their ids."""
        return [each.topic.public_id for each in rule.rule_topics.all()]


class PaceShape(Shape):
    """At most so many shares a week; null: no word about it."""

    per_week = serializers.IntegerField(min_value=1, max_value=14, allow_null=True)
