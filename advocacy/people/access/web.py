"""What every page inherits: the permission stands on the view."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views import View

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.people.access.identity import TenantRequest
from advocacy.people.models import Membership
from advocacy.people.roles import Permission

# What a view outside an organisation states instead of a permission.
PUBLIC = "public"
SIGNED_IN = "signed_in"


class StatedView(View):
    """A view that says who may open it. No statement, no service: a test walks every URL."""

    permission: ClassVar[Permission | str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission == SIGNED_IN and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)


class MemberView(StatedView):
    """A page inside an organisation: the gate has let the member in, the permission is checked here.

    A member without the permission gets 403 with a page that says so. A `RuleViolation` that a view lets through
    becomes a message on the page the person came from.
    """

    permission: ClassVar[Permission]
    request: TenantRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kwargs.pop("org", None)
        membership: Membership = request.membership  # type: ignore[attr-defined]
        if not membership.can(self.permission):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except RuleViolation as violation:
            return self.refuse(violation)

    @property
    def membership(self) -> Membership:
        """Who asks."""
        return self.request.membership

    @property
    def organisation(self) -> Organisation:
        """Where."""
        return self.request.organisation

    def refuse(self, violation: RuleViolation) -> HttpResponse:
        """Say the rule in a message and go back to where the person was."""
        messages.error(self.request, violation.message)
        return HttpResponseRedirect(self.back_to())

    def back_to(self) -> str:
        """Where a refusal leads: the address in `next` inside this organisation, else its first page."""
        return safe_next(self.request, self.url("people:org_home"))

    def url(self, name: str, **kwargs: Any) -> str:
        """The address of a page of this organisation."""
        return reverse(name, kwargs={"org": self.organisation.slug, **kwargs})

    def page(self, template: str, context: dict[str, Any] | None = None, status: int = 200) -> TemplateResponse:
        """A whole page, or one of its fragments when `template` ends in "#name"."""
        response = TemplateResponse(self.request, template, context or {}, status=status)
        if "#" in template:
            response.headers["Vary"] = "HX-Request"
        return response


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` address when it is a path of this site, else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if target.startswith("/") and not target.startswith(("//", "/\\")) and "\n" not in target:
        return target
    return default
