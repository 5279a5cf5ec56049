"""The API's identity, permission and limit. Imports no REST framework view: those read these classes as they load."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

from advocacy.people.models import Membership, User
from advocacy.people.roles import Permission


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class GateAuthentication(BaseAuthentication):
    """The identity the gate found; it does not decide again.

    A session needs the CSRF check that the middleware made; a bearer token replaced it (see `identify`).
    """

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        membership: Membership | None = getattr(request._request, "membership", None)
        if membership is None:
            return None
        if not getattr(request._request, "_dont_enforce_csrf_checks", False):
            reason = CSRFCheck(_nothing).process_view(request._request, _nothing, (), {})
            if reason:
                raise PermissionDenied(_("The form's protection token is missing or too old."))
        return membership.user, membership

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class StatedPermission(BasePermission):
    """A view set states `permission`, or `permissions = {action: Permission}`; without either nobody is served.

    A method that an address does not know has no action and needs no permission: it is refused as such.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        membership: Membership | None = getattr(request._request, "membership", None)
        if membership is not None and getattr(view, "action", "") in {None, "metadata"}:
            return True
        return membership is not None and membership.can(stated_permission(view))


def stated_permission(view: Any) -> Permission:
    """What an API view states for the action at hand. Raises `TypeError` for a view that states nothing."""
    by_action: dict[str, Permission] = getattr(view, "permissions", {})
    action = getattr(view, "action", None) or ""
    permission = by_action.get(action) or getattr(view, "permission", None)
    if permission is None:
        raise TypeError(f"{type(view).__name__} states no permission")
    return cast(Permission, permission)


class MembershipThrottle(UserRateThrottle):
    """A limit per member, so that one script cannot slow everybody down. Not a security control."""

    scope = "membership"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        membership: Membership | None = getattr(request._request, "membership", None)
        return None if membership is None else f"throttle_{membership.organisation_id}_{membership.pk}"
