"""What every API door inherits: the gate's identity, the stated permission, one shape of refusal."""

from typing import Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback
from rest_framework.viewsets import GenericViewSet

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership


class TenantViewSet(GenericViewSet[Any]):
    """An API door inside an organisation: same services, same permissions as the pages."""

    lookup_field = "public_id"
    lookup_url_kwarg = "public_id"

    @property
    def membership(self) -> Membership:
        """Who asks."""
        return cast(Membership, self.request._request.membership)  # type: ignore[attr-defined]

    @property
    def organisation(self) -> Organisation:
        """Where."""
        return self.membership.organisation


def api_errors(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one shape: {"error": {"code", "message", "field"}}, plus "fields" for invalid input."""
    if isinstance(exc, RuleViolation):
        body = {"code": exc.code, "message": str(exc.message), "field": exc.field}
        set_rollback()
        return Response({"error": body}, status=409)
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, ValidationError):
        response.data = {
            "error": {"code": "invalid", "message": _("Some values cannot be used."), "fields": response.data}
        }
    else:
        detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
        code = {401: "not_signed_in", 403: "not_allowed", 404: "not_found", 405: "wrong_method", 429: "too_many"}
        message = _("There is nothing here.") if response.status_code == 404 else str(detail)
        response.data = {"error": {"code": code.get(response.status_code, "refused"), "message": message}}
    return response


class ErrorBody(serializers.Serializer[Any]):
    """What stands inside every refusal."""

    code = serializers.CharField(help_text="Stable, for programs.")
    message = serializers.CharField(help_text="A sentence for people, in their language.")
    field = serializers.CharField(required=False, allow_null=True, help_text="The input that caused it.")
    fields = serializers.DictField(required=False, help_text="For invalid input: the sentences by field.")


class ErrorAnswer(serializers.Serializer[Any]):
    """Every refusal of the API."""

    error = ErrorBody()


class RelaisSchema(AutoSchema):
    """Documents the refusals that every operation can answer, so that clients can rely on them."""

    def _get_response_bodies(self, direction: str = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        refusals = {"401": "Not signed in", "403": "Not allowed", "404": "Nothing here", "429": "Too many requests"}
        if self.method in {"POST", "PUT", "PATCH", "DELETE"}:
            refusals |= {"400": "Values that cannot be used", "409": "A rule refuses it; nothing has changed"}
        for status, description in refusals.items():
            body = self._get_response_for_code(ErrorAnswer, status)
            bodies.setdefault(status, {**body, "description": description})
        return bodies
