"""The health of the library, and what it is compared with."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from content_library.forms.targets import TargetsForm
from content_library.selectors import health as selectors
from content_library.services.targets import set_library_targets


class LibraryHealthPage(MemberView):
    """How the library is doing: about those who keep it, never about those who share."""

    permission = Permission.LIBRARY_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        health = selectors.library_health(self.organisation)
        context = {
            "health": health,
            "ages": [
                {"label": _("less than 2 weeks"), "count": health.fresh},
                {"label": _("older"), "count": health.older},
                {"label": _("more than %(days)s days") % {"days": health.old_after_days}, "count": health.old},
            ],
            "languages": [(get_language_info(part.code)["name_local"], part) for part in health.languages],
            "listing": self.url("content_library:item_list"),
            "may_set": self.membership.can(Permission.CAMPAIGN_MANAGE),
        }
        return self.page("content_library/health.html", context)


class LibraryTargetsEdit(MemberFormView):
    """What it is compared with."""

    permission = Permission.CAMPAIGN_MANAGE
    form_class = TargetsForm
    template = "content_library/health_targets.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"targets": selectors.library_targets()}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, TargetsForm)  # noqa: S101 - it is ours
        set_library_targets(
            actor=self.membership, bands=form.bands(), old_after_days=form.cleaned_data["old_after_days"]
        )
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.url("content_library:health"))
