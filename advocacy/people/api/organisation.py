"""The organisation and its journal."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.organisations import selectors as organisations
from advocacy.organisations import services
from advocacy.people import selectors, serializers
from advocacy.people.access.api import TenantViewSet
from advocacy.people.roles import Permission


class OrganisationViewSet(TenantViewSet):
    """The organisation itself."""

    resource = "organisation"
    permissions: ClassVar = {
        "retrieve": Permission.PROGRAMME_READ,
        "partial_update": Permission.SETTINGS_MANAGE,
    }

    @extend_schema(responses=serializers.OrganisationShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """Read the organisation and its settings."""
        return self.written(serializers.OrganisationShape, self.organisation)

    @extend_schema(request=serializers.OrganisationInput, responses=serializers.OrganisationShape)
    def partial_update(self, request: Request, org: str) -> Response:
        """Change its settings. No group is ever smaller than five people."""
        values = self.read(serializers.OrganisationInput)
        changed = services.update_organisation(actor=self.membership, organisation=self.organisation, **values)
        return self.written(serializers.OrganisationShape, changed)


class LogoViewSet(TenantViewSet):
    """Its logo."""

    resource = "organisation"
    permission = Permission.SETTINGS_MANAGE
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="organisation_set_logo",
        request=serializers.PictureInput,
        responses=serializers.OrganisationShape,
    )
    def set_logo(self, request: Request, org: str) -> Response:
        """Replace the logo, 2 MB at most."""
        upload = self.read(serializers.PictureInput)["file"]
        changed = services.set_logo(actor=self.membership, organisation=self.organisation, upload=upload)
        return self.written(serializers.OrganisationShape, changed)

    @extend_schema(operation_id="organisation_remove_logo", responses={204: None})
    def remove_logo(self, request: Request, org: str) -> Response:
        """Back to the initial."""
        services.remove_logo(actor=self.membership, organisation=self.organisation)
        return Response(status=204)


class AuditViewSet(TenantViewSet):
    """The journal."""

    resource = "audit"
    permission = Permission.AUDIT_READ

    @extend_schema(responses=serializers.AuditShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Who changed what in the organisation, newest first. What people do with their own voice is not in it."""
        page = self.paginate_queryset(organisations.audit_entries()) or []
        names = selectors.names_of(entry.actor_id for entry in page)
        context = {**self.get_serializer_context(), "names": names}
        return self.get_paginated_response(serializers.AuditShape(page, many=True, context=context).data)
