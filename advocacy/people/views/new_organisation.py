"""Creating an organisation in the browser, in the demo: three steps here, the fourth inside it.

In production an operator runs `manage.py create_organisation`.
"""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import keep_logo
from advocacy.people import services
from advocacy.people.access import PUBLIC, StatedView, add_violation
from advocacy.people.forms.organisations import IdentityForm, NetworksForm, OwnerForm, RhythmForm
from advocacy.people.models import Membership, User
from advocacy.people.views.entrance import BACKEND

_KEPT: Final = "new_organisation"
LAST: Final = 3


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class OrganisationNew(StatedView):
    """One step. What was typed is kept in the session until the last one creates."""

    permission = PUBLIC

    def dispatch(self, request: HttpRequest, *args: Any, step: int = 1, **kwargs: Any) -> Any:
        """There is no such address outside the demo, nor a fifth step; a later step needs the first."""
        if not settings.DEMO or step > LAST:
            raise Http404
        self.step = step
        self.kept: dict[str, Any] = dict(request.session.get(_KEPT, {}))
        if step > 1 and "slug" not in self.kept:
            return HttpResponseRedirect(reverse("people:organisation_new"))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The step, with what was typed before or what most choose."""
        usual = {"language": get_language(), "both_languages": True, "time_zone": "Europe/Paris", "semester_starts": 1}
        return self.show(self.form_class(initial={**usual, **self.kept}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what was typed and go on, or create at the end."""
        form = self.form_class(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form)
        try:
            self.keep(form)
        except RuleViolation as violation:
            add_violation(form, violation)
            return self.show(form)
        if self.step < LAST:
            return HttpResponseRedirect(reverse("people:organisation_new_step", kwargs={"step": self.step + 1}))
        return self.create()

    @property
    def form_class(self) -> type[Form]:
        """The form of this step; a visitor says who they are as well."""
        first = IdentityForm if self.request.user.is_authenticated else OwnerForm
        return (first, RhythmForm, NetworksForm)[self.step - 1]

    def keep(self, form: Form) -> None:
        """Check what can be checked now, and keep it. Raises `RuleViolation`."""
        data = dict(form.cleaned_data)
        if "slug" in data:
            services.refuse_taken_address(data["slug"])
        if "owner_email" in data:
            services.refuse_known_person(data["owner_email"])
        if upload := data.pop("logo", None):
            data["logo"] = keep_logo(upload, folder="o/new")
        self.kept.update(data)
        self.request.session[_KEPT] = self.kept

    def create(self) -> HttpResponse:
        """Create it, sign its owner in, and go on inside."""
        try:
            membership = self._created()
        except RuleViolation as violation:
            messages.error(self.request, violation.message)
            return HttpResponseRedirect(reverse("people:organisation_new"))
        if not self.request.user.is_authenticated:
            login(self.request, membership.user, backend=BACKEND)
        self.request.session.pop(_KEPT, None)
        return HttpResponseRedirect(reverse("programme:setup", kwargs={"org": membership.organisation.slug}))

    def _created(self) -> Membership:
        rhythm = RhythmForm(self.kept)
        if not rhythm.is_valid():
            raise RuleViolation(str(next(iter(rhythm.errors.values()))[0]), code="invalid")
        services.refuse_taken_address(self.kept["slug"])
        user = self.request.user
        owner = (
            user
            if isinstance(user, User)
            else services.create_owner(email=self.kept["owner_email"], name=self.kept["owner_name"])
        )
        values = {name: self.kept.get(name, "") for name in ("name", "slug", "tagline", "logo")}
        return services.create_organisation(owner=owner, **values, **rhythm.values)

    def show(self, form: Form) -> HttpResponse:
        """The page of this step."""
        context = {"form": form, "step": self.step, "last": LAST + 1, "kept": self.kept}
        return render(self.request, "people/organisation_new.html", context)
