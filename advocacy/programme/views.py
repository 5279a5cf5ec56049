"""The pages of the programme: reading, saying yes or no, taking a break, leaving; and running it."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from advocacy.people import selectors as people
from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from advocacy.people.services import invite_many
from advocacy.programme import selectors, services
from advocacy.programme.forms import (
    CharterForm,
    ChoicesForm,
    JoinForm,
    PauseForm,
    ProgrammeForm,
    SetupForm,
    by_language,
)
from advocacy.programme.models import Charter
from advocacy.programme.states import EnrolmentState, Objective


def _language() -> str:
    return (get_language() or "en")[:2]


def contact_card() -> dict[str, Any]:
    """Who to ask, and what they say, in the language of the moment."""
    programme = selectors.programme()
    return {
        "programme": programme,
        "aim": selectors.in_language(programme.aims, _language()),
        "contact": programme.contact,
        "contact_words": selectors.in_language(programme.words, _language()),
        "contact_role": people.in_a_word(programme.contact) if programme.contact else "",
    }


def charter_text(charter: Charter | None) -> dict[str, Any]:
    """A charter as a page shows it."""
    text = selectors.in_language(charter.texts, _language()) if charter else ""
    return {"charter": charter, "paragraphs": selectors.paragraphs(text), "minutes": selectors.minutes_to_read(text)}


class Join(MemberFormView):
    """What one says yes or no to. The no stores nothing: it is a link."""

    permission = Permission.PROGRAMME_READ
    form_class = JoinForm
    template = "programme/join.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question, for whoever has not answered yes already."""
        if selectors.enrolment_of(self.membership) is not None:
            return HttpResponseRedirect(self.url("programme:choices"))
        return super().get(request)

    def form_kwargs(self) -> dict[str, Any]:
        current = selectors.current_charter()
        return {"initial": {"charter": current.public_id if current else ""}}

    def context(self) -> dict[str, Any]:
        return {**contact_card(), **charter_text(selectors.current_charter())}

    def run(self, form: BaseForm) -> HttpResponse:
        charter = selectors.charter(form.cleaned_data["charter"])
        if charter is None:
            raise Http404
        services.join_programme(
            actor=self.membership,
            charter=charter,
            volunteers=form.cleaned_data["volunteers"],
            show_name=form.cleaned_data["show_name"],
        )
        messages.success(self.request, _("You are in. You can take a break or leave at any time, in one click."))
        return HttpResponseRedirect(self.url("sharing:accounts"))

    def form_page(self, form: BaseForm) -> HttpResponse:
        """When the charter changed while they were reading, the next yes is about the new one, and is asked again."""
        if form.is_bound and form.non_field_errors():
            current = selectors.current_charter()
            data = self.request.POST.copy()
            data["charter"] = current.public_id if current else ""
            data.pop("volunteers", None)
            form.data = data
        return super().form_page(form)


class CharterPage(MemberView):
    """Guide and charter: for every member, ambassador or not."""

    permission = Permission.PROGRAMME_READ

    def get(self, request: HttpRequest, public_id: str = "") -> HttpResponse:
        """The version in force, or an earlier one."""
        current = selectors.current_charter()
        charter = selectors.charter(public_id) if public_id else current
        if public_id and charter is None:
            raise Http404
        versions = list(selectors.charters())
        context = {**contact_card(), **charter_text(charter), "versions": versions, "current": current}
        return self.page("programme/charter.html", context)


class CharterEdit(MemberFormView):
    """Write the next version; the earlier ones stay as they are."""

    permission = Permission.SETTINGS_MANAGE
    form_class = CharterForm
    template = "programme/charter_edit.html"

    def form_kwargs(self) -> dict[str, Any]:
        current = selectors.current_charter()
        texts = current.texts if current else {}
        initial = {f"text_{code}": texts.get(code, "") for code in self.organisation.languages}
        initial["based_on"] = current.number if current else 0
        return {"languages": self.organisation.languages, "initial": initial}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, CharterForm)  # noqa: S101 -- narrows the type of our own form
        charter = services.publish_charter(
            actor=self.membership, texts=by_language(form, "text"), based_on=form.cleaned_data["based_on"]
        )
        messages.success(self.request, _("Version %(number)s is published.") % {"number": charter.number})
        return HttpResponseRedirect(self.url("programme:charter"))

    def form_page(self, form: BaseForm) -> HttpResponse:
        """After a conflict the next try starts from the version that is there now; the typed text stays."""
        if form.is_bound and form.non_field_errors():
            current = selectors.current_charter()
            data = self.request.POST.copy()
            data["based_on"] = str(current.number if current else 0)
            form.data = data
        return super().form_page(form)


class Team(MemberView):
    """L'équipe: who to ask, how many volunteered, the charter in five lines, and where I stand."""

    permission = Permission.PROGRAMME_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        context = {
            **contact_card(),
            **charter_text(selectors.current_charter()),
            "ambassadors": people.ambassador_count(self.organisation),
            "enrolment": selectors.enrolment_of(self.membership),
        }
        return self.page("programme/team.html", context)


class Choices(MemberView):
    """My choices: the name in results, the break, the way out."""

    permission = Permission.ME_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """What I chose so far."""
        enrolment = selectors.enrolment_of(self.membership)
        if enrolment is None:
            return HttpResponseRedirect(self.url("programme:join"))
        return self.page("programme/choices.html", {"enrolment": enrolment})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change them, effective at once."""
        form = ChoicesForm(request.POST)
        form.is_valid()
        enrolment = services.change_choices(actor=self.membership, show_name=form.cleaned_data["show_name"])
        said = _("Your name may appear in results.") if enrolment.show_name else _("Your name no longer appears.")
        messages.success(request, said)
        return HttpResponseRedirect(self.url("programme:choices"))

    def back_to(self) -> str:
        return self.url("programme:team")


class Pause(MemberFormView):
    """A break, without a reason."""

    permission = Permission.ME_CHANGE
    form_class = PauseForm
    template = "programme/pause.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question, for ambassadors."""
        if selectors.enrolment_of(self.membership) is None:
            return HttpResponseRedirect(self.url("programme:team"))
        return super().get(request)

    def run(self, form: BaseForm) -> HttpResponse:
        services.pause(actor=self.membership, until=form.cleaned_data["until"])
        messages.success(self.request, _("You are on a break. What was scheduled waits for you."))
        return HttpResponseRedirect(self.url("programme:choices"))


class Resume(MemberView):
    """Back from a break."""

    permission = Permission.ME_CHANGE

    def post(self, request: HttpRequest) -> HttpResponse:
        """Come back."""
        services.resume(actor=self.membership)
        messages.success(request, _("Welcome back."))
        return HttpResponseRedirect(self.url("programme:choices"))

    def back_to(self) -> str:
        return self.url("programme:team")


class Leave(MemberView):
    """The way out: one page, one button, no reason asked."""

    permission = Permission.ME_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """What leaving does."""
        if selectors.enrolment_of(self.membership) is None:
            return HttpResponseRedirect(self.url("programme:team"))
        return self.page("programme/leave.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Leave, at once."""
        services.leave_programme(actor=self.membership)
        messages.success(request, _("You have left the programme. Nothing more will go out in your name."))
        return HttpResponseRedirect(self.url("programme:team"))


class ProgrammeEdit(MemberFormView):
    """What the programme is for, and who is asked about it."""

    permission = Permission.AMBASSADORS_READ
    form_class = ProgrammeForm
    template = "programme/programme_edit.html"

    def form_kwargs(self) -> dict[str, Any]:
        languages = self.organisation.languages
        initial = ProgrammeForm.initial_of(selectors.programme(), languages)
        return {"languages": languages, "people": people.members(self.organisation), "initial": initial}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, ProgrammeForm)  # noqa: S101 -- narrows the type of our own form
        services.update_programme(
            actor=self.membership,
            objective=Objective(form.cleaned_data["objective"]),
            aims=by_language(form, "aim"),
            contact=form.cleaned_data["contact"],
            words=by_language(form, "words"),
        )
        messages.success(self.request, _("Saved, and written in the journal."))
        return HttpResponseRedirect(self.url("programme:team"))


class Setup(MemberFormView):
    """The fourth step of a new organisation: the charter it starts with, a first objective, the first people."""

    permission = Permission.SETTINGS_MANAGE
    form_class = SetupForm
    template = "programme/setup.html"

    def form_kwargs(self) -> dict[str, Any]:
        languages = self.organisation.languages
        return {
            "languages": languages,
            "initial": ProgrammeForm.initial_of(selectors.programme(), languages),
        }

    def context(self) -> dict[str, Any]:
        return charter_text(selectors.current_charter())

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, SetupForm)  # noqa: S101 -- narrows the type of our own form
        programme = selectors.programme()
        services.update_programme(
            actor=self.membership,
            objective=Objective(form.cleaned_data["objective"]),
            aims=by_language(form, "aim"),
            contact=programme.contact or self.membership,
            words=programme.words,
        )
        made, problems = invite_many(
            actor=self.membership,
            lines=form.cleaned_data["lines"],
            roles=frozenset(),
            language=self.organisation.language,
        )
        if made:
            sent = ngettext("%(count)d invitation sent.", "%(count)d invitations sent.", len(made))
            messages.success(self.request, sent % {"count": len(made)})
        if problems:
            data = self.request.POST.copy()
            data["lines"] = "\n".join(problem.line for problem in problems)
            form.data = data
            for problem in problems:
                form.add_error("lines", f"{problem.line}: {problem.message}")
            return self.form_page(form)
        return HttpResponseRedirect(self.url("programme:first_steps"))


class FirstSteps(MemberView):
    """Where a new organisation begins; once everything is done the library takes its place."""

    permission = Permission.LIBRARY_PUBLISH

    def get(self, request: HttpRequest) -> HttpResponse:
        """The steps, with the next one open."""
        beginning = selectors.beginning(self.organisation)
        if beginning.is_over or not people.is_new(self.organisation):
            return HttpResponseRedirect(self.url("content_library:item_list"))
        steps = [
            ("aims", beginning.has_aims),
            ("charter", beginning.has_own_charter),
            ("ideas", beginning.has_ideas),
            ("people", beginning.has_invited),
            ("volunteers", beginning.has_ambassadors),
        ]
        following = next((name for name, done in steps if not done), "")
        done = sum(is_done for _name, is_done in steps)
        context = {**contact_card(), "steps": dict(steps), "following": following, "done": done, "total": len(steps)}
        return self.page("programme/first_steps.html", context)


class AmbassadorList(MemberView):
    """The people who volunteered, by name. It is there to help them: no count of anybody's shares."""

    permission = Permission.AMBASSADORS_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        """By name, with a search."""
        asked = request.GET.get("q", "").strip()
        rows = [
            (row, row.state == EnrolmentState.PAUSED, selectors.is_recent(row)) for row in selectors.enrolments(asked)
        ]
        total = people.members(self.organisation).count()
        return self.page("programme/ambassador_list.html", {"rows": rows, "asked": asked, "total": total})
