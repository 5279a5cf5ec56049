"""Cards of links that a person is about to share."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from sharing import serializers
from sharing.services import previews


class LinkPreviewViewSet(TenantViewSet):
    """What a page says of itself: for the card of a link, on networks that do not read the page themselves."""

    resource = "link-previews"
    permission = Permission.SHARE_CREATE

    @extend_schema(request=serializers.LinkPreviewInput, responses={202: serializers.LinkPreviewShape})
    def create(self, request: Request, org: str) -> Response:
        """Look a page up. The answer comes within seconds: ask for the same address again until it waits no more."""
        values = self.read(serializers.LinkPreviewInput)
        preview = previews.ask_for_card(actor=self.membership, url=values["url"])
        return self.written(serializers.LinkPreviewShape, preview, status=202)

    @extend_schema(responses=serializers.LinkPreviewShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """What was found, if anything."""
        return self.written(serializers.LinkPreviewShape, found(previews.own_preview(self.membership, public_id)))
