"""Campaigns, topics, the pictures of the library, and what a person brings of their own."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from content_library import selectors, serializers
from content_library.models import Topic
from content_library.services import assets, campaigns, documents, topics


class CampaignViewSet(TenantViewSet):
    """Content and goals over a period."""

    resource = "campaigns"
    permissions: ClassVar = {
        "list": Permission.LIBRARY_READ,
        "retrieve": Permission.LIBRARY_READ,
        "create": Permission.CAMPAIGN_MANAGE,
        "partial_update": Permission.CAMPAIGN_MANAGE,
        "archive": Permission.CAMPAIGN_MANAGE,
        "restore": Permission.CAMPAIGN_MANAGE,
    }

    @extend_schema(parameters=[serializers.CampaignFilters], responses=serializers.CampaignShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Campaigns by name."""
        asked = self.read(serializers.CampaignFilters, query=True)
        return self.listed(serializers.CampaignShape, selectors.campaigns(archived=asked["archived"]))

    @extend_schema(responses=serializers.CampaignShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """Read one campaign."""
        return self.written(serializers.CampaignShape, found(selectors.campaign(public_id)))

    @extend_schema(request=serializers.CampaignInput, responses={201: serializers.CampaignShape})
    def create(self, request: Request, org: str) -> Response:
        """Start a campaign."""
        made = campaigns.create_campaign(actor=self.membership, **self.read(serializers.CampaignInput))
        return self.written(serializers.CampaignShape, made, status=201)

    @extend_schema(request=serializers.CampaignInput, responses=serializers.CampaignShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Change a campaign; what is left out stays."""
        campaign = found(selectors.campaign(public_id))
        values = self.read(serializers.CampaignInput, partial=True)
        changed = campaigns.update_campaign(actor=self.membership, campaign=campaign, **values)
        return self.written(serializers.CampaignShape, changed)

    @extend_schema(request=None, responses=serializers.CampaignShape)
    def archive(self, request: Request, org: str, public_id: str) -> Response:
        """Put it away; its ideas and its results stay."""
        campaign = found(selectors.campaign(public_id))
        return self.written(
            serializers.CampaignShape, campaigns.archive_campaign(actor=self.membership, campaign=campaign)
        )

    @extend_schema(request=None, responses=serializers.CampaignShape)
    def restore(self, request: Request, org: str, public_id: str) -> Response:
        """Bring it back."""
        campaign = found(selectors.campaign(public_id))
        return self.written(
            serializers.CampaignShape, campaigns.restore_campaign(actor=self.membership, campaign=campaign)
        )


class TopicViewSet(TenantViewSet):
    """What content is about."""

    resource = "topics"
    permissions: ClassVar = {
        "list": Permission.LIBRARY_READ,
        "create": Permission.CAMPAIGN_MANAGE,
        "partial_update": Permission.CAMPAIGN_MANAGE,
        "destroy": Permission.CAMPAIGN_MANAGE,
    }

    @extend_schema(responses=serializers.TopicShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Topics by name."""
        return self.listed(serializers.TopicShape, selectors.topics())

    @extend_schema(request=serializers.TopicInput, responses={201: serializers.TopicShape})
    def create(self, request: Request, org: str) -> Response:
        """Add a topic."""
        topic = topics.create_topic(actor=self.membership, **self.read(serializers.TopicInput))
        return self.shown(topic, status=201)

    @extend_schema(request=serializers.TopicInput, responses=serializers.TopicShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Rename a topic; whoever follows it goes on following it."""
        topic = found(selectors.topic(public_id))
        return self.shown(topics.rename_topic(actor=self.membership, topic=topic, **self.read(serializers.TopicInput)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, org: str, public_id: str) -> Response:
        """Remove a topic that no idea carries."""
        topics.delete_topic(actor=self.membership, topic=found(selectors.topic(public_id)))
        return Response(status=204)

    def shown(self, topic: Topic, status: int = 200) -> Response:
        """A topic with its count."""
        return self.written(serializers.TopicShape, selectors.topics().get(pk=topic.pk), status)


class MyTopicViewSet(TenantViewSet):
    """What an ambassador follows."""

    resource = "my-topics"
    permission = Permission.SHARE_READ

    @extend_schema(responses=serializers.FollowedTopicShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Every topic, and whether I follow it."""
        return self.listed(serializers.FollowedTopicShape, selectors.topics(), followed=self.followed())

    @extend_schema(request=None, responses=serializers.FollowedTopicShape)
    def follow(self, request: Request, org: str, public_id: str) -> Response:
        """Follow a topic."""
        topic = found(selectors.topic(public_id))
        topics.follow_topic(actor=self.membership, topic=topic)
        return self.shown(topic)

    @extend_schema(request=None, responses=serializers.FollowedTopicShape)
    def unfollow(self, request: Request, org: str, public_id: str) -> Response:
        """Stop following it."""
        topic = found(selectors.topic(public_id))
        topics.unfollow_topic(actor=self.membership, topic=topic)
        return self.shown(topic)

    def followed(self) -> set[int]:
        """What the person follows."""
        return {topic.pk for topic in selectors.followed_topics(self.membership)}

    def shown(self, topic: Topic) -> Response:
        """A topic as this person has it."""
        row = selectors.topics().get(pk=topic.pk)
        return self.written(serializers.FollowedTopicShape, row, followed=self.followed())


class AssetViewSet(TenantViewSet):
    """The library's pictures."""

    resource = "assets"
    parser_classes = (MultiPartParser, JSONParser)
    permissions: ClassVar = {
        "create": Permission.LIBRARY_WRITE,
        "retrieve": Permission.PROGRAMME_READ,
        "partial_update": Permission.LIBRARY_WRITE,
    }

    @extend_schema(request={"multipart/form-data": serializers.AssetInput}, responses={201: serializers.AssetShape})
    def create(self, request: Request, org: str) -> Response:
        """Bring a picture to the library. What is no picture, or far larger inside than it looks, is refused."""
        values = self.read(serializers.AssetInput)
        asset = assets.add_asset(
            actor=self.membership, upload=values["file"], alternative_text=values["alternative_text"]
        )
        return self.written(serializers.AssetShape, asset, status=201)

    @extend_schema(responses=serializers.AssetShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """What is known of a picture: the library's, or my own."""
        return self.written(serializers.AssetShape, found(selectors.asset(self.membership, public_id)))

    @extend_schema(request={"application/json": serializers.AssetWords}, responses=serializers.AssetShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Change what is read aloud in place of a picture of the library."""
        asset = found(selectors.library_asset(public_id))
        values = self.read(serializers.AssetWords)
        return self.written(serializers.AssetShape, assets.describe_asset(actor=self.membership, asset=asset, **values))


class PictureViewSet(TenantViewSet):
    """My own pictures, seen by nobody else until I share them."""

    resource = "pictures"
    permission = Permission.SHARE_CREATE
    parser_classes = (MultiPartParser, JSONParser)

    @extend_schema(
        request={"multipart/form-data": serializers.AssetInput},
        responses={201: serializers.AssetShape},
    )
    def create(self, request: Request, org: str) -> Response:
        """Bring a picture of my own, for a draft."""
        values = self.read(serializers.AssetInput)
        me = self.membership
        asset = assets.add_asset(actor=me, upload=values["file"], alternative_text=values["alternative_text"], owner=me)
        return self.written(serializers.AssetShape, asset, status=201)

    @extend_schema(request={"application/json": serializers.AssetWords}, responses=serializers.AssetShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Change what is read aloud in place of it."""
        asset = found(selectors.own_asset(self.membership, public_id))
        values = self.read(serializers.AssetWords)
        changed = assets.describe_asset(actor=self.membership, asset=asset, **values)
        return self.written(serializers.AssetShape, changed)


class DocumentViewSet(TenantViewSet):
    """My own documents, seen by nobody else until I share them."""

    resource = "documents"
    permission = Permission.SHARE_CREATE
    parser_classes = (MultiPartParser, JSONParser)

    @extend_schema(
        request={"multipart/form-data": serializers.DocumentInput}, responses={201: serializers.DocumentShape}
    )
    def create(self, request: Request, org: str) -> Response:
        """Bring a document of my own, for a draft."""
        values, me = self.read(serializers.DocumentInput), self.membership
        file = values["file"]
        made = documents.add_document(actor=me, upload=file, title=values["title"], name=file.name or "", owner=me)
        return self.written(serializers.DocumentShape, made, status=201)

    @extend_schema(responses=serializers.DocumentShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """What is known of one of my documents."""
        return self.written(serializers.DocumentShape, found(selectors.document(self.membership, public_id)))
