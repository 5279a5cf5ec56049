"""Signing in: allauth's views on our pages, the demo's people, language and theme."""

from itertools import groupby
from typing import Any

from allauth.account import views as account
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from requests import RequestException

from advocacy.people import selectors, services
from advocacy.people.access import PUBLIC, SIGNED_IN, StatedView, safe_next
from advocacy.people.forms.members import PreferencesForm
from advocacy.people.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def entrance(request: HttpRequest) -> dict[str, Any]:
    """What every sign-in page offers: LinkedIn where it is set up, and the demo's people in the demo."""
    after = safe_next(request, "")
    query = f"?{urlencode({'next': after})}" if after else ""
    linkedin = reverse("openid_connect_login", kwargs={"provider_id": settings.LINKEDIN_SIGN_IN_ID})
    people = selectors.demo_people() if settings.DEMO else []
    here = request.path
    doors = (
        (_("Code by e-mail"), "mail", reverse("account_request_login_code")),
        (_("Password"), "key-round", reverse("account_login")),
    )
    return {
        "next": after,
        "doors": [
            {"label": label, "icon": icon, "href": url + query, "current": url == here} for label, icon, url in doors
        ],
        "linkedin_url": linkedin + query if settings.LINKEDIN_SIGN_IN_CLIENT_ID else "",
        "is_demo": settings.DEMO,
        "demo_groups": [
            (organisation, [(person, selectors.in_a_word(person)) for person in group])
            for organisation, group in groupby(people, key=lambda person: person.organisation)
        ],
    }


class _Entrance:
    """Adds what the sign-in pages offer. A code that waits somewhere never keeps a person off these pages."""

    permission = PUBLIC
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, **entrance(self.request)}

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        return None


class SignIn(_Entrance, account.LoginView):
    """With a password."""


class RequestCode(_Entrance, account.RequestLoginCodeView):
    """With a code by e-mail."""


class ConfirmCode(_Entrance, account.ConfirmLoginCodeView):
    """The code that was sent."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the page where the code went, and for how long it is good."""
        context = super().get_context_data(**kwargs)
        return {**context, "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}


class SignOut(account.LogoutView):
    """One button; opening the page signs nobody out."""

    permission = PUBLIC


class Inactive(account.AccountInactiveView):
    """The account was closed."""

    permission = PUBLIC


class AskReset(account.PasswordResetView):
    """Ask for a link by e-mail."""

    permission = PUBLIC


class AskedReset(account.PasswordResetDoneView):
    """The same page whether or not the address has an account."""

    permission = PUBLIC


class Reset(account.PasswordResetFromKeyView):
    """Choose a new password."""

    permission = PUBLIC


class WasReset(account.PasswordResetFromKeyDoneView):
    """The new password works."""

    permission = PUBLIC


class ChangePassword(account.PasswordChangeView):
    """Change it, knowing the current one."""

    permission = SIGNED_IN


class SetPassword(account.PasswordSetView):
    """A first one."""

    permission = SIGNED_IN


class NoSignUp(StatedView):
    """Nobody signs up uninvited: the page that explains how one gets in."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Explain."""
        return HttpResponseRedirect(reverse("people:about"))


class LinkedInView(StatedView):
    """Signing in with LinkedIn, by allauth. Only our one provider; a LinkedIn that is down is a sentence."""

    permission = PUBLIC

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with a sentence when LinkedIn cannot be reached at all."""
        if kwargs.get("provider_id") != settings.LINKEDIN_SIGN_IN_ID or not settings.LINKEDIN_SIGN_IN_CLIENT_ID:
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except RequestException:
            messages.error(request, _("LinkedIn cannot be reached now. Sign in with a code by e-mail instead."))
            return HttpResponseRedirect(reverse("account_login"))


class LinkedInSignIn(LinkedInView):
    """Leave for LinkedIn: by a button, never by a link."""

    def post(self, request: HttpRequest, provider_id: str) -> HttpResponseBase:
        """Only `next` comes along: a page's query could ask LinkedIn for more than signing in needs."""
        query = request.GET.copy()
        for name in set(query) - {"next"}:
            del query[name]
        request.GET = query  # type: ignore[assignment]
        answer: HttpResponseBase = openid_connect.login(request, provider_id)
        return answer

    def get(self, request: HttpRequest, provider_id: str) -> HttpResponse:
        """Back to the page that has the button."""
        return HttpResponseRedirect(reverse("account_login"))


class LinkedInCallback(LinkedInView):
    """Back from LinkedIn."""

    def get(self, request: HttpRequest, provider_id: str) -> HttpResponseBase:
        """Sign in, or say why not."""
        answer: HttpResponseBase = openid_connect.callback(request, provider_id)
        return answer


class DemoSignIn(StatedView):
    """Be one of the demo's people, in one click. There is no such address outside the demo."""

    permission = PUBLIC

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in as the person whose button was pressed."""
        person = selectors.demo_person(request.POST.get("person", "")) if settings.DEMO else None
        if person is None:
            raise Http404
        login(request, person.user, backend=BACKEND)
        return HttpResponseRedirect(
            safe_next(request, reverse("people:org_home", kwargs={"org": person.organisation.slug}))
        )


class Preferences(StatedView):
    """Switch the language or the theme from wherever one is."""

    permission = PUBLIC

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it with the person, or in a cookie before they sign in."""
        form = PreferencesForm(request.POST)
        response = HttpResponseRedirect(safe_next(request, reverse("home")))
        if not form.is_valid():
            return response
        language, theme = form.cleaned_data["language"], form.cleaned_data["theme"]
        if isinstance(request.user, User):
            services.change_preferences(user=request.user, language=language or None, theme=theme or None)
        if language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=365 * 86400,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
        return response
