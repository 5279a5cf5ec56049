"""The page from which everything of an organisation is put on hold, and let go again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from sharing.forms import CrisisForm
from sharing.selectors.crises import last_crises, live_crisis
from sharing.services import crisis


class Crisis(MemberFormView):
    """What the hold does, the words ambassadors read, and the one button. While it stands: what lifts it."""

    permission = Permission.CRISIS_MANAGE
    form_class = CrisisForm
    template = "sharing/crisis.html"

    def context(self) -> dict[str, object]:
        return {"crisis": live_crisis(), "earlier": last_crises()}

    def run(self, form: CrisisForm) -> HttpResponse:  # type: ignore[override]
        crisis.start_crisis(actor=self.membership, statement=form.cleaned_data["statement"])
        messages.success(self.request, _("Everything is on hold. Ambassadors are told."))
        return HttpResponseRedirect(self.url("sharing:crisis"))


class CrisisLift(MemberView):
    """Are you sure, and yes."""

    permission = Permission.CRISIS_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        hold = live_crisis()
        if hold is None:
            return HttpResponseRedirect(self.url("sharing:crisis"))
        return self.page("sharing/crisis_lift.html", {"crisis": hold})

    def post(self, request: HttpRequest) -> HttpResponse:
        if crisis.end_crisis(actor=self.membership):
            messages.success(request, _("The hold is lifted. What is still in time goes out."))
        return HttpResponseRedirect(self.url("sharing:crisis"))
