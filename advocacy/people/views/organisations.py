"""Which organisation: the first page, and the chooser for people in several."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from advocacy.people import selectors
from advocacy.people.access import PUBLIC, SIGNED_IN, MemberView, StatedView
from advocacy.people.models import Membership, User
from advocacy.people.roles import Permission, Role


class Home(StatedView):
    """The bare address: straight to where the person belongs."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sign in first; one organisation opens by itself; several are chosen from; none has a kind page."""
        if not isinstance(request.user, User):
            return HttpResponseRedirect(reverse("account_request_login_code"))
        memberships = list(selectors.memberships_of(request.user))
        if len(memberships) == 1:
            return HttpResponseRedirect(reverse("people:org_home", kwargs={"org": memberships[0].organisation.slug}))
        return HttpResponseRedirect(reverse("people:organisation_list"))


class OrganisationList(StatedView):
    """A person's organisations; a page that says what to do when there is none."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        memberships = selectors.memberships_of(request.user)  # type: ignore[arg-type]
        return render(
            request,
            "people/organisation_list.html",
            {
                "places": [(membership, selectors.in_a_word(membership)) for membership in memberships],
                "may_create": settings.DEMO,
            },
        )


class OrganisationHome(MemberView):
    """The first page of an organisation, by what the person does there."""

    permission = Permission.PROGRAMME_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go there."""
        return HttpResponseRedirect(self.url(first_page(self.membership)))


def first_page(membership: Membership) -> str:
    """The name of the page this person comes for. A manager reads the semester, ambassador or not."""
    if Role.MANAGER in membership.roles and not membership.can(Permission.LIBRARY_PUBLISH):
        return "reporting:report"
    if membership.is_ambassador:
        return "sharing:feed"
    if membership.can(Permission.LIBRARY_PUBLISH):
        return "programme:first_steps" if selectors.is_new(membership.organisation) else "content_library:item_list"
    if membership.can(Permission.LIBRARY_READ):
        return "content_library:item_list"
    if membership.can(Permission.SETTINGS_MANAGE):
        return "people:settings"
    return "programme:join"
