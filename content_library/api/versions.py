"""What an idea said before."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.models import ContentItem, ItemVersion
from content_library.serializers import versions as serializers
from content_library.services import restoring


class VersionViewSet(TenantViewSet):
    """Versions of one idea: each save kept whole, none ever removed by a person."""

    resource = "items"
    permissions: ClassVar = {
        "list": Permission.LIBRARY_READ,
        "retrieve": Permission.LIBRARY_READ,
        "restore": Permission.LIBRARY_WRITE,
    }

    @extend_schema(operation_id="items_versions_list", responses=serializers.VersionShape(many=True))
    def list(self, request: Request, org: str, public_id: str) -> Response:
        """Every version, the latest first."""
        page = self.paginate_queryset(selectors.versions_of(self.item(public_id))) or []
        return self.get_paginated_response(serializers.VersionShape(page, many=True).data)

    @extend_schema(operation_id="items_versions_retrieve", responses=serializers.VersionWholeShape)
    def retrieve(self, request: Request, org: str, public_id: str, number: str) -> Response:
        """One version, with everything the idea said."""
        version = self.version(self.item(public_id), number)
        return Response(serializers.VersionWholeShape(version).data)

    @extend_schema(request=serializers.VersionSeen, responses=serializers.RestoredShape)
    def restore(self, request: Request, org: str, public_id: str, number: str) -> Response:
        """Make a new version that says what this one said; the dates stay as they are."""
        item = self.item(public_id)
        kept = self.version(item, number)
        values = self.read(serializers.VersionSeen)
        restored = restoring.restore_version(actor=self.membership, item=item, number=kept.number, **values)
        return Response(serializers.RestoredShape(restored).data)

    def item(self, public_id: str) -> ContentItem:
        """The item of this address, or 404."""
        return found(selectors.item(public_id))

    def version(self, item: ContentItem, number: str) -> ItemVersion:
        """The version of this address, or 404."""
        return found(selectors.version_of(item, int(number)) if number.isdecimal() else None)
