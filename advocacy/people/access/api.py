"""What every API door inherits: the gate's identity, the stated permission, one shape of refusal."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar, cast

from django.core.exceptions import ValidationError as ModelValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback
from rest_framework.viewsets import GenericViewSet

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.people.roles import Permission

T = TypeVar("T")
Data = dict[str, Any]

# Operations that make something read this header: the same key twice makes it once.
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Any text of yours. The same key sent again by the same person answers with what was made first.",
)


class Pages(LimitOffsetPagination):
    """Fifty at a time, two hundred at most."""

    default_limit = 50
    max_limit = 200


class TenantViewSet(GenericViewSet[Any]):
    """An API door inside an organisation: same services, same permissions as the pages.

    `resource` names it in the schema: its tag, and the beginning of its operation ids.
    """

    resource: ClassVar[str]
    permissions: ClassVar[Mapping[str, Permission]] = {}
    pagination_class = Pages
    metadata_class = None
    # Inputs and answers are named operation by operation.
    serializer_class = serializers.Serializer

    @property
    def membership(self) -> Membership:
        """Who asks."""
        return cast(Membership, self.request._request.membership)  # type: ignore[attr-defined]

    @property
    def organisation(self) -> Organisation:
        """Where."""
        return self.membership.organisation

    @property
    def request_key(self) -> str:
        """What makes one request sent twice the same request; never a key that a page could have made."""
        given = self.request.headers.get("Idempotency-Key", "").strip()
        return f"api-{hashlib.sha256(given.encode()).hexdigest()[:36]}" if given else ""

    def read(self, shape: type[serializers.Serializer[Any]], *, query: bool = False, **kwargs: Any) -> Data:
        """The input as a serializer understands it, from the body or from the address. 400 when it cannot be used."""
        data = self.request.query_params if query else self.request.data
        reader = shape(data=data, context=self.get_serializer_context(), **kwargs)
        reader.is_valid(raise_exception=True)
        return cast(Data, reader.validated_data)

    def written(
        self, shape: type[serializers.Serializer[Any]], thing: object, status: int = 200, **context: Any
    ) -> Response:
        """One thing as an answer."""
        return Response(shape(thing, context={**self.get_serializer_context(), **context}).data, status=status)

    def listed(
        self,
        shape: type[serializers.Serializer[Any]],
        rows: QuerySet[Any] | Sequence[Any],
        prepare: Callable[[list[Any]], Iterable[Any]] = list,
        **context: Any,
    ) -> Response:
        """One page of a list; `prepare` turns its rows into what the shape reads, in a constant number of queries."""
        page = list(prepare(list(self.paginate_queryset(rows) or ())))
        return self.get_paginated_response(
            shape(page, many=True, context={**self.get_serializer_context(), **context}).data
        )


def found(thing: T | None) -> T:
    """The thing, or 404: none, and not yours, are the same."""
    if thing is None:
        raise Http404
    return thing


def api_errors(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one shape: {"error": {"code", "message", "field"}}, plus "fields" for invalid input."""
    if isinstance(exc, RuleViolation):
        body = {"code": exc.code, "message": str(exc.message), "field": exc.field}
        set_rollback()
        return Response({"error": body}, status=409)
    if isinstance(exc, ModelValidationError):
        exc = ValidationError(serializers.as_serializer_error(exc))
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"": response.data}
        message = _("Some values cannot be used.")
        first = next(iter(fields), None)
        response.data = {"error": {"code": "invalid", "message": message, "field": first, "fields": fields}}
    else:
        detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
        code = _CODES.get(response.status_code, "refused")
        message = _("There is nothing here.") if response.status_code == 404 else str(detail)
        response.data = {"error": {"code": code, "message": message, "field": None}}
    return response


_CODES = {
    400: "malformed",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "wrong_method",
    406: "wrong_format",
    415: "wrong_format",
    429: "too_many",
}


class ErrorBody(serializers.Serializer[Any]):
    """What stands inside every refusal."""

    code = serializers.CharField(help_text="Stable, for programs.")
    message = serializers.CharField(help_text="A sentence for people, in their language.")
    field = serializers.CharField(allow_null=True, help_text="The input that caused it, when there is one.")
    fields = serializers.DictField(required=False, help_text="For invalid input (400): the sentences by field.")  # type: ignore[assignment]


class ErrorAnswer(serializers.Serializer[Any]):
    """Every refusal of the API."""

    error = ErrorBody()


class RelaisSchema(AutoSchema):
    """Names operations and tags by resource, and documents the refusals that every operation can answer."""

    view: Any

    def get_operation_id(self) -> str:
        """The resource and the action: it does not change with the address."""
        return f"{self.view.resource}_{self.view.action}".replace("-", "_")

    def get_tags(self) -> list[str]:
        """One tag per resource."""
        return [self.view.resource]

    def get_description(self) -> str:  # type: ignore[override]
        """The action's own words, and the permission it needs."""
        permissions: Mapping[str, Permission] = getattr(self.view, "permissions", {})
        needed = permissions.get(self.view.action) or getattr(self.view, "permission", None)
        words = str(super().get_description() or "")
        return f"{words}\n\nNeeds the permission `{needed}`." if needed else words

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        refusals = {
            "401": "Not signed in: no token was sent.",
            "403": "You may not do this here.",
            "404": "Nothing here: unknown, somebody else's, or in an organisation that this token does not open.",
            "429": "Too many requests: try again after `Retry-After` seconds.",
        }
        if self.method in {"POST", "PUT", "PATCH"}:
            refusals["400"] = "Values that cannot be used; `fields` says which."
        if self.method in {"POST", "PUT", "PATCH", "DELETE"}:
            refusals["409"] = "A rule refuses it; nothing has changed. `code` says which."
        for status, description in sorted(refusals.items()):
            body = self._get_response_for_code(ErrorAnswer, status)  # type: ignore[no-untyped-call]
            bodies.setdefault(status, {**body, "description": description})
        return bodies


class GateScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema says who may come in."""

    target_class = "advocacy.people.access.api_gate.GateAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": (
                "A token of one person for one organisation, made on that person's page “API tokens”. It may do what "
                "the person may, except joining the programme, connecting an account, and the final yes to a share."
            ),
        }
