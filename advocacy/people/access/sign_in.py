"""django-allauth's two adapters: people we know sign in, nobody signs up uninvited."""

from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from advocacy.lib import emails
from advocacy.people.access.web import safe_next

# What networks answer when a person says no on the consent page.
CANCELLED: Final = frozenset({"access_denied", "user_cancelled_login", "user_cancelled_authorize"})


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations: nobody signs up uninvited. Its words and its mails are ours."""

    error_messages: Final = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This address and this password do not go together."),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Wait a few minutes, then try again."),
        "rate_limited": gettext_lazy("Too many requests. Wait a minute, then try again."),
        "incorrect_code": gettext_lazy("This is not the code of the last e-mail. Check it and try again."),
        "incorrect_password": gettext_lazy("This is not your current password."),
        "enter_current_password": gettext_lazy("This is not your current password."),
        "invalid_password_reset": gettext_lazy("This link has expired or was used already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed. An invitation makes the account itself (people.services.accept_invitation)."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the person was going, else to their organisation."""
        return safe_next(request, reverse("home"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the person's first page."""
        return reverse("home")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the site's own address: the one a request names is its sender's choice, and the link goes to another."""
        return emails.absolute(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's mails with our templates: "account/email/login_code" is `emails/login_code`."""
        values: dict[str, Any] = {name: context[name] for name in ("code", "password_reset_url") if name in context}
        emails.send(
            to=email,
            template=template_prefix.rpartition("/")[2],
            context={**values, "sign_in_url": emails.absolute(reverse("account_login"))},
            language=get_language() or "en",
        )


class SocialAdapter(DefaultSocialAccountAdapter):
    """Signing in with LinkedIn only recognises people who already have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Closed, as above: an unknown person is told so."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """The address is all we take: the person it belongs to is looked up, never made from LinkedIn's answer."""
        sociallogin.user.email = data.get("email") or ""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop a person we do not know with a sentence, before any form."""
        if sociallogin.is_existing:
            return
        messages.error(
            request,
            _("No account here uses that address. Ask your organisation for an invitation, then sign in again."),
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_details: Any) -> None:
        """Come back to the sign-in page with a sentence, whether the person said no or something broke."""
        if request.GET.get("error") in CANCELLED:
            messages.info(request, _("You said no on LinkedIn. Nothing was shared; you can sign in another way."))
        else:
            messages.error(
                request, _("LinkedIn did not answer as expected. Try again, or sign in with a code by e-mail.")
            )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
