"""The one gate: which organisation, whose request, walls up; the person's language and zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from advocacy.organisations import selectors as organisations
from advocacy.people import access
from advocacy.tenancy import tenant

GetResponse = Callable[[HttpRequest], HttpResponse]


class BodyLimitMiddleware:
    """Read no request that is larger than anything a page sends: files are written to disk before anybody is asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        # No length, no body: WSGI reads none then. A picture somewhat too heavy gets its sentence from the form.
        most = max(3 * settings.UPLOAD_MAX_BYTES, settings.DOCUMENT_MAX_BYTES) + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not announced.isdecimal() or int(announced) > most:
            return HttpResponse("Too large.", status=413, content_type="text/plain")
        return self.get_response(request)


class ShortLinkMiddleware:
    """Take visitors of tracked links past everything that is for people who use the product.

    That traffic is public and the busiest there is: it needs no session, no language and no page. Whatever else has
    such an address (another method, a code that no link can have) goes the ordinary way to the same view.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/l/") or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        try:
            found = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if found.view_name != "sharing:tracked_link":
            return self.get_response(request)
        response: HttpResponse = found.func(request, **found.kwargs)
        return response


class PersonLanguageMiddleware:
    """Speak the person's language: their own choice, else the sign-in page's choice, else the browser's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in dict(settings.LANGUAGES):
            chosen = translation.get_language_from_request(request)[:2]
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
        # The API leaves no user at all behind where nobody is signed in.
        if getattr(request.user, "is_authenticated", False):
            # A page for one person, whether or not it stands inside an organisation: kept by no browser and no proxy.
            response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class TenantGateMiddleware:
    """Let members in, with the walls up; answer everybody else the same way whether or not the organisation exists.

    An address under `/o/<org>/` or `/api/v1/o/<org>/` names the organisation. Anonymous visitors are sent to sign in
    (web) or answered 401 (API) before anything is looked up; a person who is not a member gets the 404 of an
    organisation that does not exist.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            slug = resolve(request.path_info).kwargs.get("org")
        except Resolver404:
            slug = None
        if slug is None:
            return self.get_response(request)
        refused = access.refuse_anonymous(request)
        if refused is not None:
            return refused
        organisation = organisations.by_slug(slug)
        membership = access.identify(request, organisation) if organisation else None
        if organisation is None or membership is None:
            return access.not_found(request)
        request.organisation = organisation  # type: ignore[attr-defined]
        request.membership = membership  # type: ignore[attr-defined]
        language = membership.user.language or organisation.language
        with (
            tenant(organisation.pk),
            timezone.override(ZoneInfo(membership.time_zone)),
            translation.override(language),
        ):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            render = getattr(response, "render", None)
            if render is not None and not getattr(response, "is_rendered", True):
                render()
        response.headers["Content-Language"] = language
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
