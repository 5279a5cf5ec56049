"""Private addresses of calendars: the person's page about theirs, and what their programs read."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from advocacy.people.access import PUBLIC, MemberFormView, StatedView
from advocacy.people.roles import Permission
from sharing.forms import FeedForm
from sharing.selectors.feeds import feeds_of
from sharing.services import feeds
from sharing.states import FeedKind


class CalendarFeeds(MemberFormView):
    """Make an address, make it anew, revoke it. It is shown once."""

    permission = Permission.CALENDAR_READ
    form_class = FeedForm
    template = "sharing/calendar_feeds.html"

    def context(self) -> dict[str, Any]:
        there = feeds_of(self.membership)
        may = [kind for kind in FeedKind if self.membership.can(feeds.NEEDS[kind])]
        return {"kinds": [(kind, there.get(kind.value)) for kind in may]}

    def form_kwargs(self) -> dict[str, Any]:
        return {"may": [kind for kind in FeedKind if self.membership.can(feeds.NEEDS[kind])]}

    def run(self, form: BaseForm) -> HttpResponse:
        kind = FeedKind(form.cleaned_data["kind"])
        if form.cleaned_data["revoke"]:
            feeds.revoke_feed(actor=self.membership, kind=kind)
            messages.success(self.request, _("This address leads nowhere any more."))
            return HttpResponseRedirect(self.url("sharing:calendar_feeds"))
        token = feeds.make_feed(actor=self.membership, kind=kind).reveal()
        path = reverse("sharing:calendar_feed", kwargs={"org_code": self.organisation.code, "token": token})
        made = {"made": kind, "value": self.request.build_absolute_uri(path)}
        return self.page(self.template, {"form": FeedForm(**self.form_kwargs()), **self.context(), **made})


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class CalendarFile(StatedView):
    """What a calendar program reads: the secret in its address is all it shows, so nothing else is asked."""

    permission = PUBLIC
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, org_code: str, token: str) -> HttpResponse:
        found = feeds.read_feed(org_code=org_code, token=token)
        if found is None:
            response = HttpResponse(status=404, content_type="text/plain")
        else:
            response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
            response.headers["Content-Disposition"] = 'inline; filename="relais.ics"'
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
