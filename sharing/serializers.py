"""Shapes of what the API reads and answers about ideas, shares, accounts and networks. Rules live in the services."""

from typing import Any

from django.db.models import Q
from rest_framework import serializers

from advocacy.people.access.api_fields import UNKNOWN, Id, NamedRef, Related
from content_library.models import Asset, ContentItem
from content_library.states import Mark
from sharing import selectors
from sharing.models import Share
from sharing.services import links
from sharing.states import ShareState

Shape = serializers.Serializer[Any]


# --- Ideas for one person --------------------------------------------------------------------------------------------
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


class IdeaDetail(IdeaShape):
    """An idea with what one may start from."""

    angles = IdeaAngle(many=True, source="item.angles")
    suggested_texts = IdeaText(many=True, source="item.suggested_texts")


FOR_YOU, ALL, SAVED = "for_you", "all", "kept"


class IdeaFilters(Shape):
    """Which ideas."""

    tab = serializers.ChoiceField([(key, key) for key in (FOR_YOU, ALL, SAVED)], required=False, default=FOR_YOU)
    q = serializers.CharField(required=False, max_length=100, default="", help_text="With tab=all only.")


class MarkInput(Shape):
    """What I do with an idea, for myself alone; empty: neither."""

    mark = serializers.ChoiceField(Mark.choices, allow_blank=True)


# --- Shares ----------------------------------------------------------------------------------------------------------
class ShareFigures(Shape):
    """The figures of one's own share; null: not known."""

    impressions = serializers.IntegerField(allow_null=True)
    reactions = serializers.IntegerField(allow_null=True)
    comments = serializers.IntegerField(allow_null=True)
    clicks = serializers.IntegerField(allow_null=True)


class ShareShape(Shape):
    """One of my own shares, with its exact text."""

    id = Id(source="share.public_id")
    state = serializers.ChoiceField(ShareState.choices, source="share.state")
    state_changed_at = serializers.DateTimeField(source="share.state_changed_at")
    sentence = serializers.CharField(help_text="Why it is held, failed or missed, in my language.")
    reason = serializers.CharField(source="share.reason")
    network = serializers.CharField(source="share.network")
    item = serializers.SerializerMethodField(help_text="The idea's id; null for something of my own.")
    title = serializers.CharField(source="share.title")
    text = serializers.CharField(source="share.text")
    short_link = serializers.SerializerMethodField(
        help_text="The address that is counted. In the text where the person wants it there."
    )
    destination = serializers.SerializerMethodField()
    picture = serializers.CharField(source="share.picture.public_id", allow_null=True, default=None)
    alternative_text = serializers.CharField(source="share.alternative_text")
    due_at = serializers.DateTimeField(source="share.due_at", allow_null=True)
    due_local = serializers.CharField(source="share.due_local", help_text="The promised hour on a clock in `zone`.")
    zone = serializers.CharField(source="share.zone")
    publish_before = serializers.DateTimeField(source="share.publish_before", allow_null=True)
    published_at = serializers.DateTimeField(source="share.published_at", allow_null=True)
    evidence = serializers.CharField(source="share.evidence")
    external_url = serializers.CharField(source="share.external_url")
    figures = ShareFigures(allow_null=True)
    created_at = serializers.DateTimeField(source="share.created_at")
    updated_at = serializers.DateTimeField(source="share.updated_at")

    def get_item(self, card: Any) -> str | None:
        """The idea it came from."""
        share: Share = card.share
        return share.item.public_id if share.item else None

    def get_short_link(self, card: Any) -> str:
        """Its short address."""
        share: Share = card.share
        if share.link is None:
            return ""
        # The author is the person who asks: nobody else's shares are listed.
        share.membership = self.context["view"].membership
        return links.address_of(share)

    def get_destination(self, card: Any) -> str:
        """Where that leads."""
        share: Share = card.share
        return share.link.destination if share.link else ""


class ShareFilters(Shape):
    """Which of my shares."""

    state = serializers.ChoiceField(ShareState.choices, required=False)


def _pictures(asker: Any) -> Any:
    return Asset.objects.filter(Q(owner=None) | Q(owner=asker))


class _DraftWords(Shape):
    text = serializers.CharField(required=False, allow_blank=True, max_length=20_000, trim_whitespace=False)
    destination = serializers.CharField(
        required=False, allow_blank=True, max_length=1500, help_text="Where the link leads; the idea's page by default."
    )
    picture = Related(rows=_pictures, required=False, allow_null=True, help_text="The library's, or one of mine.")
    alternative_text = serializers.CharField(required=False, allow_blank=True, max_length=400)
    with_link = serializers.BooleanField(required=False, help_text="False: without any link of ours.")


class DraftInput(_DraftWords):
    """A draft to prepare. It waits for the person: nothing here gives the final yes."""

    network = serializers.CharField(max_length=20)
    item = Related(
        rows=lambda asker: ContentItem.objects.shareable(),
        required=False,
        allow_null=True,
        help_text="An idea that may be shared now.",
    )
    angle = serializers.CharField(required=False, allow_blank=True, max_length=16, help_text="One of the idea's.")
    suggested_text = serializers.CharField(
        required=False, allow_blank=True, max_length=16, help_text="One of the idea's."
    )
    title = serializers.CharField(required=False, allow_blank=True, max_length=160)

    def validate_network(self, value: str) -> str:
        """One that is offered here."""
        if selectors.find_network(value, self.context["view"].organisation) is None:
            raise serializers.ValidationError(UNKNOWN)
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """An angle and a suggested text belong to the idea."""
        item: ContentItem | None = attrs.get("item")
        for name, relation in (("angle", "angles"), ("suggested_text", "suggested_texts")):
            wanted = attrs.pop(name, "")
            if not wanted:
                continue
            row = getattr(item, relation).filter(public_id=wanted).first() if item is not None else None
            if row is None:
                raise serializers.ValidationError({name: UNKNOWN})
            attrs[name] = row
        return attrs


class DraftChange(_DraftWords):
    """What to change of a draft; what is left out stays."""


class DoubtAnswer(Shape):
    """What the person saw on their profile."""

    answer = serializers.ChoiceField(
        [("there", "it is online"), ("drop", "it is not, and it is to be left")],
        help_text="Sending it again is the person's own gesture, in the product.",
    )


class DoneInput(Shape):
    """Where the post is, if it is known."""

    url = serializers.CharField(required=False, allow_blank=True, default="", max_length=400)


# --- Accounts and networks -------------------------------------------------------------------------------------------
class ConnectionShape(Shape):
    """One of my accounts. Its tokens are nowhere here."""

    id = Id()
    name = serializers.CharField()
    handle = serializers.CharField()
    headline = serializers.CharField()
    profile_url = serializers.CharField()
    state = serializers.CharField()
    connected_at = serializers.DateTimeField()
    lasts_until = serializers.DateTimeField(allow_null=True)


class AccountShape(Shape):
    """A network, and what I have there."""

    network = serializers.CharField(source="network.key")
    label = serializers.CharField(source="network.limits.label")  # type: ignore[assignment]
    account = ConnectionShape(source="connection", allow_null=True)
    can_connect = serializers.BooleanField(help_text="In the product, by the person.")
    days_left = serializers.IntegerField(allow_null=True)
    needs_renewal = serializers.BooleanField()
    can_measure = serializers.BooleanField()


class NetworkShape(Shape):
    """A network offered here, and what it takes."""

    key = serializers.CharField()
    label = serializers.CharField(source="limits.label")  # type: ignore[assignment]
    can_publish = serializers.BooleanField(source="limits.can_publish")
    can_measure = serializers.BooleanField(source="limits.can_measure")
    max_length = serializers.IntegerField(source="limits.max_length")
    counter = serializers.CharField(source="limits.counter")
    link_length = serializers.IntegerField(source="limits.link_length", allow_null=True)
    max_images = serializers.IntegerField(source="limits.max_images")
    image_types = serializers.ListField(child=serializers.CharField(), source="limits.image_types")
    max_image_bytes = serializers.IntegerField(source="limits.max_image_bytes")
    max_alternative_text = serializers.IntegerField(source="limits.max_alt_length")
    card = serializers.CharField(source="limits.card")
    by_hand = serializers.CharField(source="limits.intent", help_text="How one shares there without an account.")


class ApplicationShape(Shape):
    """How this organisation uses a network. The secret is written, never shown."""

    network = serializers.CharField(source="key")
    label = serializers.CharField()  # type: ignore[assignment]
    state = serializers.CharField()
    can_publish = serializers.BooleanField()
    is_configured = serializers.BooleanField()
    is_own = serializers.BooleanField(help_text="Its own application, not the installation's.")
    is_enabled = serializers.BooleanField()
    client_id = serializers.CharField()
    granted_scopes = serializers.ListField(child=serializers.CharField())
    measures = serializers.BooleanField()


class ApplicationInput(Shape):
    """What is left out stays; an empty secret keeps the one that is there."""

    client_id = serializers.CharField(required=False, allow_blank=True, max_length=200)
    client_secret = serializers.CharField(required=False, allow_blank=True, max_length=400, write_only=True)
    granted_scopes = serializers.ListField(child=serializers.CharField(max_length=100), max_length=30, required=False)
    is_enabled = serializers.BooleanField(required=False)
