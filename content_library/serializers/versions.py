"""Shapes of what an idea said before."""

from typing import Any

from rest_framework import serializers

from advocacy.people.access.api_fields import PersonRef

Shape = serializers.Serializer[Any]


class VersionShape(Shape):
    """One save of an idea."""

    number = serializers.IntegerField()
    saved_at = serializers.DateTimeField()
    saved_by = PersonRef(allow_null=True)
    changed = serializers.ListField(child=serializers.CharField(), help_text="Names of what this save changed.")
    restored_from = serializers.IntegerField(allow_null=True, help_text="The version it took up again.")


class VersionWholeShape(VersionShape):
    """One save, with everything the idea said."""

    content = serializers.DictField()


class VersionSeen(Shape):
    """The version that was looked at; refused when somebody saved since (`item_stale`)."""

    version = serializers.IntegerField(min_value=1)


class RestoredShape(Shape):
    """What was taken up again."""

    version = serializers.IntegerField(source="item.version")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Names of what is no longer there and was left out."
    )
