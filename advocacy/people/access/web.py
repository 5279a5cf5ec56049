"""What every page inherits: the permission stands on the view."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
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


class MemberFormView(MemberView):
    """A page with one form: it checks shape, `run` calls a service, a refusal stands beside the field it is about.

    Whatever was typed is still there when the page comes back.
    """

    form_class: ClassVar[type[BaseForm]]
    template: ClassVar[str]

    def form_kwargs(self) -> dict[str, Any]:
        """What the form is built from, besides the request."""
        return {}

    def context(self) -> dict[str, Any]:
        """What the page shows, besides the form."""
        return {}

    def run(self, form: BaseForm) -> HttpResponse:
        """Call the service with `form.cleaned_data` and say where to go. `RuleViolation` is handled by `post`."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with what is there now."""
        return self.form_page(self.form_class(**self.form_kwargs()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Run it, or show again what was typed with what is wrong."""
        form = self.form_class(request.POST, request.FILES, **self.form_kwargs())
        if form.is_valid():
            try:
                return self.run(form)
            except RuleViolation as violation:
                add_violation(form, violation)
        return self.form_page(form)

    def form_page(self, form: BaseForm) -> HttpResponse:
        """The whole page around a form."""
        return self.page(self.template, {"form": form, **self.context()})


def add_violation(form: BaseForm, violation: RuleViolation) -> None:
    """Show a refusal beside the field it names, else on top of the form."""
    form.add_error(violation.field if violation.field in form.fields else None, violation.message)


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` address when it is a path of this site, else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if target.startswith("/") and not target.startswith(("//", "/\\")) and "\n" not in target:
        return target
    return default
