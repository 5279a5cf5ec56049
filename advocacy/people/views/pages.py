"""Pages that belong to nobody: what Relais is, privacy, accessibility, help; the demo's mailbox."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from advocacy.lib import mailbox
from advocacy.organisations.services import AUDIT_DAYS
from advocacy.people.access import PUBLIC, StatedView
from advocacy.people.services import retention


class Page(StatedView):
    """A page of plain text."""

    permission = PUBLIC
    template: ClassVar[str]

    def context(self) -> dict[str, Any]:
        """Values the text quotes."""
        return {}

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return render(request, self.template, self.context())


class About(Page):
    """What it is, and how one gets in."""

    template = "people/about.html"


class Privacy(Page):
    """Who sees what, and for how long; the durations are the ones the code applies."""

    template = "people/privacy.html"

    def context(self) -> dict[str, Any]:
        """The retention the purge applies."""
        return {
            "invitation_days": retention.INVITATION_DAYS,
            "read_days": retention.READ_NOTIFICATION_DAYS,
            "unread_days": retention.UNREAD_NOTIFICATION_DAYS,
            "delivery_days": retention.DELIVERY_DAYS,
            "audit_days": AUDIT_DAYS,
        }


class Accessibility(Page):
    """How far it goes, and what is missing."""

    template = "people/accessibility.html"


class Help(Page):
    """Answers to what people ask first."""

    template = "people/help.html"


class Mailbox(StatedView):
    """The mails the demo would have sent. There is no such address outside the demo."""

    permission = PUBLIC

    def get(self, request: HttpRequest, name: str = "") -> HttpResponse:
        """The list, newest first, and one of them opened."""
        if not settings.DEMO:
            raise Http404
        opened = mailbox.read(name) if name else None
        if name and opened is None:
            raise Http404
        return render(request, "people/mailbox.html", {"mails": mailbox.newest(), "opened": opened})
