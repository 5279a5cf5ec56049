"""Shapes of ideas, as one person sees them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from advocacy.people.access.api_fields import Id, NamedRef
from content_library.states import Mark
from sharing import selectors
from sharing.selectors.reshares import all_reshare_targets

Shape = serializers.Serializer[Any]


class ReasonShape(Shape):
    """Why an idea is shown."""

    kind = serializers.CharField()
    sentence = serializers.CharField()


class AnnouncementShape(Shape):
    """Who speaks first."""

    state = serializers.CharField()
    page_at = serializers.DateTimeField(allow_null=True)
    page_url = serializers.CharField()
    announced_by = serializers.CharField()
    is_locked = serializers.BooleanField(help_text="Shares wait for the page.")


class IdeaAngle(Shape):
    """A question to start from."""

    id = Id()
    name = serializers.CharField()
    question = serializers.CharField()
    helpers = serializers.CharField()
    language = serializers.CharField()


class IdeaText(Shape):
    """Wording offered; always editable, never forced."""

    id = Id()
    network = serializers.CharField(help_text="Empty: any of them.")
    language = serializers.CharField()
    body = serializers.CharField()


class IdeaShape(Shape):
    """An idea as its card shows it to one person."""

    id = Id(source="item.public_id")
    title = serializers.CharField(source="item.title")
    summary = serializers.CharField(source="item.summary")
    url = serializers.CharField(source="item.url")
    facts = serializers.CharField(source="item.facts")
    kind = serializers.CharField(source="item.kind")
    family = serializers.CharField(source="item.family")
    language = serializers.CharField(source="item.language")
    credit = serializers.CharField(source="item.credit")
    campaign = NamedRef(source="item.campaign", allow_null=True)
    picture = serializers.CharField(source="item.picture.public_id", allow_null=True, default=None)
    expires_at = serializers.DateTimeField(source="item.expires_at", allow_null=True)
    reason = ReasonShape()
    announcement = AnnouncementShape()
    angle_count = serializers.IntegerField()
    networks = serializers.SerializerMethodField()
    mark = serializers.CharField(help_text="kept, dismissed, or empty: for me alone.")

    def get_networks(self, idea: Any) -> list[str]:
        """Keys of the networks it suits."""
        return [network.key for network in idea.networks]


class ReshareShape(Shape):
    """A post of the page that can be relayed."""

    network = serializers.CharField()
    id = serializers.CharField(source="external_id", help_text="What `reshare_of` of a draft takes.")
    url = serializers.CharField()


class IdeaDetail(IdeaShape):
    """An idea with what one may start from."""

    reshares = serializers.SerializerMethodField(help_text="The page's posts of it, to relay as they are.")
    angles = IdeaAngle(many=True, source="item.angles")
    suggested_texts = IdeaText(many=True, source="item.suggested_texts")

    @extend_schema_field(ReshareShape(many=True))
    def get_reshares(self, idea: Any) -> Any:
        """On which networks, and under which id."""
        networks = selectors.networks(self.context["view"].organisation)
        return ReshareShape(all_reshare_targets(idea.item, networks), many=True).data


FOR_YOU, ALL, SAVED = "for_you", "all", "kept"


class IdeaFilters(Shape):
    """Which ideas."""

    tab = serializers.ChoiceField([(key, key) for key in (FOR_YOU, ALL, SAVED)], required=False, default=FOR_YOU)
    q = serializers.CharField(required=False, max_length=100, default="", help_text="With tab=all only.")


class MarkInput(Shape):
    """What I do with an idea, for myself alone; empty: neither."""

    mark = serializers.ChoiceField(Mark.choices, allow_blank=True)
