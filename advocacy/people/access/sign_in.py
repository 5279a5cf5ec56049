"""django-allauth's two adapters: people we know sign in, nobody signs up uninvited."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from advocacy.people.access.web import safe_next


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations: nobody signs up uninvited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed. An invitation makes the account itself (people.services.accept_invitation)."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the person was going, else to their organisation."""
        return safe_next(request, reverse("home"))


class SocialAdapter(DefaultSocialAccountAdapter):
    """Signing in with LinkedIn only recognises people who already have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Closed, as above: an unknown person is told so."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop a person we do not know with a sentence, before any form."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        messages.error(
            request,
            _("No account here uses that address. Ask your organisation for an invitation, then sign in again."),
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
