"""What administrators set: identity, members and their roles, teams, invitations; and the journal."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.organisations import selectors as organisations
from advocacy.organisations import services as organisation_services
from advocacy.people import selectors, services
from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.forms.members import InvitationForm, RolesForm, TeamForm
from advocacy.people.forms.organisations import SettingsForm
from advocacy.people.models import Invitation, Membership, Team
from advocacy.people.roles import Permission, entrustable

PAGE = 50


class Settings(MemberFormView):
    """What holds for the whole organisation."""

    permission = Permission.SETTINGS_MANAGE
    form_class = SettingsForm
    template = "people/settings.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": SettingsForm.initial_of(self.organisation)}

    def context(self) -> dict[str, Any]:
        return {"semester": organisations.semester_at(self.organisation)}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, SettingsForm)  # noqa: S101 -- narrows the type of our own form
        actor, organisation = self.membership, self.organisation
        if upload := form.cleaned_data["logo"]:
            organisation_services.set_logo(actor=actor, organisation=organisation, upload=upload)
        elif form.cleaned_data["remove_logo"]:
            organisation_services.remove_logo(actor=actor, organisation=organisation)
        organisation_services.update_organisation(actor=actor, organisation=organisation, **form.values)
        messages.success(self.request, _("Saved, and written in the journal."))
        return HttpResponseRedirect(self.url("people:settings"))


class MemberList(MemberView):
    """Who is here, and what each may do."""

    permission = Permission.MEMBERS_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """By name, with a search."""
        asked = request.GET.get("q", "").strip()
        people = Paginator(selectors.search_members(self.organisation, asked), PAGE).get_page(request.GET.get("page"))
        ambassadors = selectors.ambassador_count(self.organisation)
        return self.page("people/member_list.html", {"people": people, "asked": asked, "ambassadors": ambassadors})


class _OneMember(MemberView):
    permission = Permission.MEMBERS_MANAGE

    def member(self, public_id: str) -> Membership:
        """The member this address names, of this organisation."""
        found = selectors.member(self.organisation, public_id)
        if found is None:
            raise Http404
        return found


class MemberEdit(MemberFormView, _OneMember):
    """One member's roles."""

    permission = Permission.MEMBERS_MANAGE
    form_class = RolesForm
    template = "people/member_edit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Remember whose page it is once the permission was checked."""
        self.public_id = kwargs.pop("public_id")
        return super().dispatch(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        self.person = self.member(self.public_id)
        return {"initial": {"roles": [role.value for role in self.person.roles]}}

    def context(self) -> dict[str, Any]:
        return {"person": self.person}

    def run(self, form: BaseForm) -> HttpResponse:
        services.entrust_roles(actor=self.membership, membership=self.person, roles=form.cleaned_data["roles"])
        messages.success(self.request, _("%(name)s: roles saved.") % {"name": self.person})
        return HttpResponseRedirect(self.url("people:member_list"))


class MemberRemove(_OneMember):
    """Let somebody go, after a page that says what it does."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The question."""
        return self.page("people/member_remove.html", {"person": self.member(public_id)})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The answer."""
        person = self.member(public_id)
        services.remove_member(actor=self.membership, membership=person)
        messages.success(request, _("%(name)s is no longer a member.") % {"name": person})
        return HttpResponseRedirect(self.url("people:member_list"))

    def back_to(self) -> str:
        return self.url("people:member_list")


class TeamList(MemberView):
    """The teams, with who is in them."""

    permission = Permission.TEAMS_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """By name."""
        return self.page("people/team_list.html", {"teams": selectors.teams()})


class TeamNew(MemberFormView):
    """A new team, with its people."""

    permission = Permission.TEAMS_MANAGE
    form_class = TeamForm
    template = "people/team_edit.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": selectors.members(self.organisation)}

    def run(self, form: BaseForm) -> HttpResponse:
        team = services.create_team(actor=self.membership, name=form.cleaned_data["name"])
        services.set_team_members(actor=self.membership, team=team, members=list(form.cleaned_data["members"]))
        messages.success(self.request, _("Team “%(name)s” created.") % {"name": team.name})
        return HttpResponseRedirect(self.url("people:team_list"))


class TeamEdit(MemberFormView):
    """A team's name and people."""

    permission = Permission.TEAMS_MANAGE
    form_class = TeamForm
    template = "people/team_edit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Remember which team it is."""
        self.public_id = kwargs.pop("public_id")
        return super().dispatch(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        self.team = _team(self.public_id)
        present = [row.membership.public_id for row in self.team.team_members.select_related("membership")]
        return {
            "people": selectors.members(self.organisation),
            "initial": {"name": self.team.name, "members": present},
        }

    def context(self) -> dict[str, Any]:
        return {"team": self.team}

    def run(self, form: BaseForm) -> HttpResponse:
        services.rename_team(actor=self.membership, team=self.team, name=form.cleaned_data["name"])
        services.set_team_members(actor=self.membership, team=self.team, members=list(form.cleaned_data["members"]))
        messages.success(self.request, _("Team “%(name)s” saved.") % {"name": self.team.name})
        return HttpResponseRedirect(self.url("people:team_list"))


def _team(public_id: str) -> Team:
    found = selectors.team(public_id)
    if found is None:
        raise Http404
    return found


class TeamDelete(MemberView):
    """Dissolve a team, after a page that says what it does."""

    permission = Permission.TEAMS_MANAGE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The question."""
        return self.page("people/team_delete.html", {"team": _team(public_id)})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The answer."""
        team = _team(public_id)
        services.delete_team(actor=self.membership, team=team)
        messages.success(request, _("Team “%(name)s” dissolved. Its people stay.") % {"name": team.name})
        return HttpResponseRedirect(self.url("people:team_list"))


class InvitationList(MemberFormView):
    """Who was invited, and a place to paste addresses."""

    permission = Permission.INVITATIONS_MANAGE
    form_class = InvitationForm
    template = "people/invitation_list.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "roles": entrustable(self.membership.permissions),
            "initial": {"language": self.organisation.language},
        }

    def context(self) -> dict[str, Any]:
        return {"invitations": selectors.invitations()}

    def run(self, form: BaseForm) -> HttpResponse:
        made, problems = services.invite_many(actor=self.membership, **form.cleaned_data)
        if made:
            sent = ngettext("%(count)d invitation sent.", "%(count)d invitations sent.", len(made))
            messages.success(self.request, sent % {"count": len(made)})
        if not problems:
            return HttpResponseRedirect(self.url("people:invitation_list"))
        # What could not be sent stays in the field, line by line, for the person to mend.
        left: dict[str, Any] = {**self.request.POST.dict(), "lines": "\n".join(problem.line for problem in problems)}
        left["roles"] = [role.value for role in form.cleaned_data["roles"]]
        again = InvitationForm(left, **self.form_kwargs())
        for problem in problems:
            again.add_error("lines", f"{problem.line}: {problem.message}")
        return self.form_page(again)


def _invitation(public_id: str) -> Invitation:
    found = selectors.invitation(public_id)
    if found is None:
        raise Http404
    return found


class InvitationRemind(MemberView):
    """Send the one reminder."""

    permission = Permission.INVITATIONS_MANAGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Send it."""
        row = services.remind(actor=self.membership, invitation=_invitation(public_id))
        messages.success(request, _("Reminder sent to %(email)s; there will be no other.") % {"email": row.email})
        return HttpResponseRedirect(self.back_to())

    def back_to(self) -> str:
        return self.url("people:invitation_list")


class InvitationWithdraw(MemberView):
    """Take an invitation back."""

    permission = Permission.INVITATIONS_MANAGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take it back."""
        row = _invitation(public_id)
        services.withdraw_invitation(actor=self.membership, invitation=row)
        messages.success(request, _("Invitation of %(email)s withdrawn.") % {"email": row.email})
        return HttpResponseRedirect(self.url("people:invitation_list"))


class Journal(MemberView):
    """Who changed what in the organisation. What people do with their own voice is not in it."""

    permission = Permission.AUDIT_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        """Newest first."""
        entries = Paginator(organisations.audit_entries(), PAGE).get_page(request.GET.get("page"))
        names = selectors.names_of(entry.actor_id for entry in entries)
        lines = [
            (entry, names.get(entry.actor_id or 0, ""), organisations.in_words(entry), organisations.changes_of(entry))
            for entry in entries
        ]
        return self.page("people/audit_list.html", {"entries": entries, "lines": lines})
