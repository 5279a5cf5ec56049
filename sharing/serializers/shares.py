"""Shapes of a person's own shares, and of the drafts a program prepares for them."""

from typing import Any

from django.db.models import Q
from rest_framework import serializers

from advocacy.people.access.api_fields import UNKNOWN, Id, Related
from content_library.models import Asset, ContentItem, Document
from sharing import selectors
from sharing.models import Share
from sharing.services import links
from sharing.states import CommentState, PreviewState, ShareState

Shape = serializers.Serializer[Any]


class ShareFigures(Shape):
    """The figures of one's own share; null: not known."""

    impressions = serializers.IntegerField(allow_null=True)
    reactions = serializers.IntegerField(allow_null=True)
    comments = serializers.IntegerField(allow_null=True)
    clicks = serializers.IntegerField(allow_null=True)


class SharePictureShape(Shape):
    """One picture of a share, in its place."""

    picture = serializers.CharField(source="asset.public_id")
    alternative_text = serializers.CharField()


class ShareDocumentShape(Shape):
    """The document a share carries."""

    id = Id()
    title = serializers.CharField()
    pages = serializers.IntegerField()
    size = serializers.IntegerField(help_text="In bytes.")


class FirstCommentShape(Shape):
    """What I add under my own post once it is out."""

    text = serializers.CharField()
    state = serializers.ChoiceField(CommentState.choices)
    reason = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)


class ShareShape(Shape):
    """One of my own shares, with its exact text."""

    id = Id(source="share.public_id")
    state = serializers.ChoiceField(ShareState.choices, source="share.state")
    state_changed_at = serializers.DateTimeField(source="share.state_changed_at")
    sentence = serializers.CharField(help_text="Why it is held, failed or missed, in my language.")
    gestures = serializers.SerializerMethodField(help_text="What can be done with it in the product, the repair first.")
    reason = serializers.CharField(source="share.reason")
    network = serializers.CharField(source="share.network")
    item = serializers.SerializerMethodField(help_text="The idea's id; null for something of my own.")
    title = serializers.CharField(source="share.title")
    text = serializers.CharField(source="share.text")
    short_link = serializers.SerializerMethodField(
        help_text="The address that is counted. In the text where the person wants it there."
    )
    destination = serializers.SerializerMethodField()
    pictures = SharePictureShape(source="share.pictures.all", many=True)
    document = ShareDocumentShape(source="share.document", allow_null=True)
    card_title = serializers.CharField(source="share.card_title", help_text="Empty: made up from the title or text.")
    card_description = serializers.CharField(source="share.card_description")
    reshare_of = serializers.CharField(
        source="share.reshare_of",
        help_text="The network's id of the page's post it relays; empty for a post of one's own.",
    )
    first_comment = FirstCommentShape(source="share.comment", allow_null=True)
    is_prepared = serializers.BooleanField(
        source="share.is_prepared", help_text="A draft my own rule made; `due_local` is the hour it proposes."
    )
    due_at = serializers.DateTimeField(source="share.due_at", allow_null=True)
    due_local = serializers.CharField(source="share.due_local", help_text="The promised hour on a clock in `zone`.")
    zone = serializers.CharField(source="share.zone")
    publish_before = serializers.DateTimeField(source="share.publish_before", allow_null=True)
    published_at = serializers.DateTimeField(source="share.published_at", allow_null=True)
    evidence = serializers.CharField(source="share.evidence")
    external_url = serializers.CharField(source="share.external_url")
    removal_asked_at = serializers.DateTimeField(source="share.removal_asked_at", allow_null=True)
    removal_reason = serializers.CharField(
        source="share.removal_reason", help_text="Why the network did not take it down; empty while it is asked."
    )
    figures = ShareFigures(allow_null=True)
    created_at = serializers.DateTimeField(source="share.created_at")
    updated_at = serializers.DateTimeField(source="share.updated_at")

    def get_gestures(self, card: Any) -> list[str]:
        """Keys of what its author can do."""
        return [gesture.key for gesture in card.gestures]

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
    since = serializers.DateField(required=False, help_text="Out or promised on this day or later.")
    until = serializers.DateField(required=False, help_text="Out or promised on this day or earlier.")


def _pictures(asker: Any) -> Any:
    return Asset.objects.filter(Q(owner=None) | Q(owner=asker))


def _documents(asker: Any) -> Any:
    return Document.objects.filter(Q(owner=None) | Q(owner=asker))


class SharePictureInput(Shape):
    """A picture to carry, described."""

    picture = Related(rows=_pictures, help_text="The library's, or one of mine.")
    alternative_text = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=400, help_text="Empty: the picture's own."
    )


class _DraftWords(Shape):
    text = serializers.CharField(required=False, allow_blank=True, max_length=20_000, trim_whitespace=False)
    destination = serializers.CharField(
        required=False, allow_blank=True, max_length=1500, help_text="Where the link leads; the idea's page by default."
    )
    pictures = SharePictureInput(many=True, required=False, help_text="In this order; an empty list is none.")
    document = Related(rows=_documents, required=False, allow_null=True, help_text="One of mine; not with pictures.")
    card_title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    card_description = serializers.CharField(required=False, allow_blank=True, max_length=300)
    reshare_of = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="One of the idea's `reshares`."
    )
    first_comment = serializers.CharField(
        required=False, allow_blank=True, max_length=3000, trim_whitespace=False, help_text="Added under the post."
    )
    with_link = serializers.BooleanField(required=False, help_text="False: without any link of ours.")

    def validate_pictures(self, value: list[dict[str, Any]]) -> list[tuple[Asset, str]]:
        """As the services take them."""
        return [(each["picture"], each["alternative_text"]) for each in value]


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


class LinkPreviewInput(Shape):
    """The page one is about to link to."""

    url = serializers.CharField(max_length=1500)


class LinkPreviewShape(Shape):
    """What a page says of itself."""

    id = Id()
    url = serializers.CharField()
    state = serializers.ChoiceField(PreviewState.choices, help_text="waiting; found; none: write the card yourself.")
    title = serializers.CharField()
    description = serializers.CharField()
    picture = serializers.CharField(
        source="picture.public_id", allow_null=True, default=None, help_text="Mine from now on, for `pictures`."
    )


class DoubtAnswer(Shape):
    """What the person saw on their profile."""

    answer = serializers.ChoiceField(
        [("there", "it is online"), ("drop", "it is not, and it is to be left")],
        help_text="Sending it again is the person's own gesture, in the product.",
    )


class DoneInput(Shape):
    """Where the post is, if it is known."""

    url = serializers.CharField(required=False, allow_blank=True, default="", max_length=400)
