"""How a person wants to be written to: their page, and the page behind the stop link of an e-mail."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from advocacy.people import selectors, services
from advocacy.people.access import PUBLIC, MemberFormView, StatedView
from advocacy.people.forms.mail_choices import MailChoicesForm
from advocacy.people.models import MailChoices, Membership
from advocacy.people.roles import Permission
from advocacy.people.states import Digest, NotificationKind
from advocacy.tenancy import tenant


class MailChoicesPage(MemberFormView):
    """My notifications: which by e-mail, how often a summary, and quiet hours."""

    permission = Permission.ME_CHANGE
    form_class = MailChoicesForm
    template = "people/mail_choices.html"

    @property
    def choices(self) -> MailChoices:
        """As they are now, read once."""
        if not hasattr(self, "_choices"):
            self._choices = selectors.mail_choices(self.membership)
        return self._choices

    def form_kwargs(self) -> dict[str, Any]:
        kinds = selectors.kinds_for(self.membership)
        now = {name: getattr(self.choices, name) for name in ("digest", "mail_from", "mail_until", "at_weekends")}
        wanted = [kind for kind in kinds if kind not in self.choices.unwanted]
        return {
            "kinds": kinds,
            "has_digest": self.membership.is_ambassador,
            "initial": {**now, "wanted": wanted},
        }

    def context(self) -> dict[str, Any]:
        return {"zone": self.membership.time_zone}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, MailChoicesForm)  # noqa: S101 -- narrows the type of our own form
        data = form.cleaned_data
        services.change_mail_choices(
            actor=self.membership,
            unwanted=form.unwanted(self.choices.unwanted),
            mail_from=data["mail_from"],
            mail_until=data["mail_until"],
            at_weekends=data["at_weekends"],
            digest=Digest(data["digest"]) if data.get("digest") else None,
        )
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.url("people:mail_choices"))


# The address is the proof: a mail program posts there without a page of ours, hence without our token.
@method_decorator([csrf_exempt, transaction.non_atomic_requests, never_cache], name="dispatch")
class MailStop(StatedView):
    """Stop e-mails of one kind, signed in or not. Opening the page changes nothing."""

    permission = PUBLIC

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What would stop, and a button."""
        link, membership = self.find(token)
        return self.show(link, membership, stopped=False)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Stop it, and say so."""
        link, membership = self.find(token)
        with tenant(link.organisation_id):
            services.stop(actor=membership, kind=link.kind)
        return self.show(link, membership, stopped=True)

    def find(self, token: str) -> tuple[services.StopLink, Membership]:
        """Whose e-mails, of which kind; 404 for anything that is no link of ours, or whose person is gone."""
        link = services.read_stop_link(token)
        membership = selectors.membership_behind(link.organisation_id, link.membership_id) if link else None
        if link is None or membership is None:
            raise Http404
        return link, membership

    def show(self, link: services.StopLink, membership: Membership, *, stopped: bool) -> HttpResponse:
        """The page, in the language its person is written to in."""
        organisation = SimpleNamespace(name=membership.organisation.name, slug=membership.organisation.slug, logo="")
        kind = "" if link.kind == services.DIGEST else NotificationKind(link.kind).label
        context = {"organisation": organisation, "kind": kind, "stopped": stopped}
        with translation.override(membership.language):
            return render(self.request, "people/mail_stop.html", context)
