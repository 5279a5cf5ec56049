"""A person's own pages: how they want the product, their tokens, what they were told, their answer to an invitation."""

from types import SimpleNamespace
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from advocacy.lib.errors import RuleViolation
from advocacy.organisations import selectors as organisations
from advocacy.organisations.models import Organisation
from advocacy.people import selectors, services
from advocacy.people.access import PUBLIC, MemberFormView, MemberView, StatedView
from advocacy.people.forms.members import AcceptAgainForm, AcceptForm, ProfileForm, TokenForm
from advocacy.people.models import Invitation, User
from advocacy.people.roles import Permission
from advocacy.people.views.entrance import BACKEND
from advocacy.tenancy import tenant

PAGE = 30


class Me(MemberView):
    """Moi: the person's choices, organisations, data and ways out, each one step away."""

    permission = Permission.ME_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The overview."""
        memberships = selectors.memberships_of(self.membership.user)
        others = [row for row in memberships if row.pk != self.membership.pk]
        unread = selectors.unread_notifications(self.membership).count()
        return self.page("people/me.html", {"others": others, "unread": unread})


class Profile(MemberFormView):
    """Name, portrait, language, theme, time zone."""

    permission = Permission.ME_CHANGE
    form_class = ProfileForm
    template = "people/profile.html"

    def form_kwargs(self) -> dict[str, Any]:
        user = self.membership.user
        names = ("name", "language", "theme", "time_zone")
        return {"initial": {**{name: getattr(user, name) for name in names}, "job_title": self.membership.job_title}}

    def run(self, form: BaseForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        upload, remove = data.pop("portrait"), data.pop("remove_portrait")
        if upload:
            services.set_portrait(user=self.membership.user, upload=upload)
        elif remove:
            services.remove_portrait(user=self.membership.user)
        services.change_profile(actor=self.membership, **data)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.url("people:me"))


class SignOutEverywhere(MemberView):
    """End every session of this person, after a page that says so."""

    permission = Permission.ME_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The question."""
        return self.page("people/sign_out_everywhere.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        """The answer; this browser is signed out too."""
        services.sign_out_everywhere(user=self.membership.user)
        request.session.flush()
        messages.success(request, _("You are signed out everywhere."))
        return HttpResponseRedirect(reverse("account_login"))


class TokenList(MemberFormView):
    """The person's keys to this organisation's API. A new one is shown once."""

    permission = Permission.ME_CHANGE
    form_class = TokenForm
    template = "people/api_token_list.html"

    def context(self) -> dict[str, Any]:
        return {"tokens": selectors.api_tokens(self.membership)}

    def run(self, form: BaseForm) -> HttpResponse:
        token, value = services.create_api_token(actor=self.membership, name=form.cleaned_data["name"])
        context = {"form": TokenForm(), **self.context(), "made": token, "value": value.reveal()}
        return self.page(self.template, context)


class TokenRevoke(MemberView):
    """Stop a token."""

    permission = Permission.ME_CHANGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Stop it, at once."""
        token = selectors.api_token(self.membership, public_id)
        if token is None:
            raise Http404
        services.revoke_api_token(actor=self.membership, token=token)
        messages.success(request, _("Token “%(name)s” revoked.") % {"name": token.name})
        return HttpResponseRedirect(self.url("people:api_token_list"))


class NotificationList(MemberView):
    """What the person was told here."""

    permission = Permission.ME_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Newest first; opening the page marks nothing."""
        rows = Paginator(selectors.notifications(self.membership), PAGE).get_page(request.GET.get("page"))
        lines = [(row, selectors.said(row), selectors.delivery_words(row)) for row in rows]
        unread = selectors.unread_notifications(self.membership).count()
        return self.page("people/notification_list.html", {"rows": rows, "lines": lines, "unread": unread})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark them all as read."""
        services.mark_all_read(actor=self.membership)
        return HttpResponseRedirect(self.url("people:notification_list"))


class NotificationOpen(MemberView):
    """Go where a notification leads; it is read from then on."""

    permission = Permission.ME_CHANGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Mark it as read and go."""
        row = selectors.notification(self.membership, public_id)
        if row is None:
            raise Http404
        services.mark_read(actor=self.membership, notification=row)
        return HttpResponseRedirect(row.path or self.url("people:notification_list"))


def _named(organisation: Organisation) -> SimpleNamespace:
    """The organisation as somebody outside may see it: its name, and not its logo, which members alone are served."""
    return SimpleNamespace(name=organisation.name, tagline=organisation.tagline, slug=organisation.slug, logo="")


@method_decorator([transaction.non_atomic_requests, never_cache], name="dispatch")
class Invited(StatedView):
    """An invitation's page. Opening it changes nothing; its organisation comes from the link itself."""

    permission = PUBLIC
    STATUS: ClassVar = {"invitation_unknown": 404, "invitation_other_person": 403, "account_closed": 403}

    def dispatch(self, request: HttpRequest, *args: Any, token: str = "", **kwargs: Any) -> Any:
        """Find the organisation, then look inside it."""
        code, _dot, self.secret = token.partition(".")
        found = organisations.by_code(code)
        self.organisation = found if found is not None and found.is_active else None
        self.user = request.user if isinstance(request.user, User) else None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Who invites to what, and a form, or the sentence that says why not."""
        try:
            return self.show(self.invitation())
        except RuleViolation as violation:
            return self.refuse(violation)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Become a member, and sign in."""
        try:
            invitation = self.invitation()
            form = AcceptAgainForm(request.POST) if self.user else AcceptForm(request.POST)
            if not form.is_valid():
                return self.show(invitation, form)
            with tenant(invitation.organisation_id):
                membership = services.accept_invitation(
                    secret=self.secret, user=self.user, language=get_language() or "", **form.cleaned_data
                )
        except RuleViolation as violation:
            return self.refuse(violation)
        if self.user is None:
            login(request, membership.user, backend=BACKEND)
        messages.success(request, _("Welcome to %(name)s.") % {"name": invitation.organisation.name})
        return HttpResponseRedirect(reverse("people:org_home", kwargs={"org": invitation.organisation.slug}))

    def invitation(self) -> Invitation:
        """The invitation this visitor may accept. Raises `RuleViolation`."""
        if self.organisation is None:
            services.no_invitation()
        with tenant(self.organisation.pk):
            return services.usable_invitation(secret=self.secret, user=self.user)

    def show(self, invitation: Invitation, form: Form | None = None) -> HttpResponse:
        """The page with its form."""
        blank = AcceptAgainForm() if self.user else AcceptForm(initial={"name": invitation.name})
        context = {"invitation": invitation, "organisation": _named(invitation.organisation), "form": form or blank}
        return render(self.request, "people/invitation.html", context)

    def refuse(self, violation: RuleViolation) -> HttpResponse:
        """A sentence, and the one gesture that helps."""
        if violation.code == "already_a_member" and self.organisation is not None:
            return HttpResponseRedirect(reverse("people:org_home", kwargs={"org": self.organisation.slug}))
        known = violation.code != "invitation_unknown"
        status = 200 if violation.code == "invitation_sign_in" else self.STATUS.get(violation.code, 410)
        named = _named(self.organisation) if known and self.organisation else None
        context = {"violation": violation, "organisation": named}
        return render(self.request, "people/invitation.html", context, status=status)
