"""Fields of API inputs and answers that every app uses."""

from collections.abc import Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from advocacy.people.models import Membership

Rows = Callable[[Membership], QuerySet[Any]]

UNKNOWN = _("There is nothing here with this id.")


def asker(field: serializers.Field[Any, Any, Any, Any] | serializers.BaseSerializer[Any]) -> Membership:
    """Who sent the request that this field is read in."""
    membership: Membership = field.context["view"].membership
    return membership


@extend_schema_field({"type": "string", "description": "An id of this organisation."})
class Related(serializers.Field[Any, Any, Any, Any]):
    """Another object by its id, looked for among `rows` inside the tenant.

    A missing id and one of another organisation are refused in the same words.
    """

    default_error_messages = {"unknown": UNKNOWN}

    def __init__(self, *, rows: Rows, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Model:
        """The row."""
        row = self.rows(asker(self)).filter(public_id=data).first() if isinstance(data, str) else None
        if row is None:
            self.fail("unknown")
        return cast(Model, row)

    def to_representation(self, value: Any) -> str:
        """Its id."""
        return str(value.public_id)


@extend_schema_field({"type": "array", "items": {"type": "string"}, "description": "Ids of this organisation."})
class RelatedList(serializers.Field[Any, Any, Any, Any]):
    """Several other objects by their ids: one query, all of them or a refusal."""

    MOST = 1000
    default_error_messages = {
        "unknown": UNKNOWN,
        "not_a_list": _("Send a list of ids, a thousand at most."),
    }

    def __init__(self, *, rows: Rows, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> list[Model]:
        """The rows, in the order of the ids."""
        if not isinstance(data, list) or len(data) > self.MOST:
            self.fail("not_a_list")
        if not all(isinstance(one, str) for one in data):
            self.fail("unknown")
        wanted = list(dict.fromkeys(data))
        rows = {row.public_id: row for row in self.rows(asker(self)).filter(public_id__in=wanted)}
        if len(rows) != len(wanted):
            self.fail("unknown")
        return [rows[one] for one in wanted]

    def to_representation(self, value: Any) -> list[str]:
        """Their ids."""
        return [str(one.public_id) for one in value]


class LanguageField(serializers.ChoiceField):
    """A language of the product."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=settings.LANGUAGES, **kwargs)


class ZoneField(serializers.CharField):
    """A time zone by its IANA name."""

    default_error_messages = {"zone": _("Choose a time zone of the list.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """The name of a zone that exists."""
        value = str(super().to_internal_value(data))
        if value:
            try:
                ZoneInfo(value)
            except (ValueError, LookupError, OSError):
                self.fail("zone")
        return value


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class ByLanguage(serializers.Field[Any, Any, Any, Any]):
    """Texts by language: `{"fr": "…", "en": "…"}`."""

    default_error_messages = {
        "not_texts": _("Send one text by language, under “fr” or “en”."),
        "too_long": _("Too long: %(most)s characters at most."),
    }

    def __init__(self, *, most: int = 0, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        """Texts without line ends of other systems; the empty ones are left out."""
        known = {code for code, _name in settings.LANGUAGES}
        if not isinstance(data, dict) or not set(data) <= known:
            self.fail("not_texts")
        if not all(isinstance(text, str) and "\x00" not in text for text in data.values()):
            self.fail("not_texts")
        texts = {code: text.replace("\r\n", "\n").strip() for code, text in data.items()}
        if self.most and any(len(text) > self.most for text in texts.values()):
            raise serializers.ValidationError(str(self.error_messages["too_long"]) % {"most": self.most})
        return {code: text for code, text in texts.items() if text}

    def to_representation(self, value: Any) -> dict[str, str]:
        """As it is kept."""
        return dict(value)


class Id(serializers.CharField):
    """The public id of what is shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, source=kwargs.pop("source", "public_id"), **kwargs)


class PersonRef(serializers.Serializer[Any]):
    """A member, named."""

    id = Id()
    name = serializers.CharField(source="__str__")


class NamedRef(serializers.Serializer[Any]):
    """Something with a name."""

    id = Id()
    name = serializers.CharField()


class Search(serializers.Serializer[Any]):
    """What is looked for."""

    q = serializers.CharField(required=False, allow_blank=True, default="", max_length=100)
