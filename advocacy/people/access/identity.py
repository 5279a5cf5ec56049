"""Who is asking, decided once: by the gate, for pages and API alike."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.organisations.models import Organisation
from advocacy.people import selectors
from advocacy.people.models import ApiToken, Membership

API_PREFIX = "/api/"


class TenantRequest(HttpRequest):
    """A request that the gate let in."""

    organisation: Organisation
    membership: Membership


def is_api(request: HttpRequest) -> bool:
    """Say whether a program asks."""
    return request.path_info.startswith(API_PREFIX)


def _bearer(request: HttpRequest) -> str:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def refuse_anonymous(request: HttpRequest) -> HttpResponse | None:
    """The answer for a visitor nobody vouches for; the same for every organisation, existing or not."""
    if request.user.is_authenticated or (is_api(request) and _bearer(request)):
        return None
    if is_api(request):
        return api_problem(401, "not_signed_in", _("Send an API token: “Authorization: Bearer …”."))
    return redirect_to_login(request.get_full_path())


def identify(request: HttpRequest, organisation: Organisation) -> Membership | None:
    """The member who asks, by API token or by session; None when they are not a member."""
    if is_api(request) and (token := _bearer(request)):
        found = selectors.membership_by_api_token(token, organisation)
        if found is None:
            return None
        membership, row = found
        today = timezone.now().date()
        if row.last_used_on != today:
            ApiToken.objects.filter(pk=row.pk).update(last_used_on=today)
        # A token in a header is not sent by a browser on its own: the CSRF check has nothing to protect.
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        request.user = membership.user
        return membership
    if not request.user.is_authenticated:
        return None
    return selectors.membership_of(request.user, organisation)


def not_found(request: HttpRequest) -> HttpResponse:
    """One 404 for "there is none" and for "it is not yours"."""
    if is_api(request):
        return api_problem(404, "not_found", _("There is nothing here."))
    return render(request, "404.html", status=404)


def api_problem(status: int, code: str, message: str, field: str | None = None) -> JsonResponse:
    """The one shape of an API error."""
    return JsonResponse({"error": {"code": code, "message": message, "field": field}}, status=status)
