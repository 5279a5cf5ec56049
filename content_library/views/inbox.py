"""The team's inbox of proposals: the oldest first, each answered in writing; and briefs for colleagues."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberFormView, MemberView, add_violation
from advocacy.people.roles import Permission
from content_library.forms.proposals import ACCEPT, ASK, DECLINE, AnswerForm, BriefForm
from content_library.models import Proposal
from content_library.selectors import proposals as selectors
from content_library.selectors.proposals import Tab
from content_library.services import answers
from content_library.states import ANSWERABLE, ProposalState

MOST = 100
KEEP, EDIT = "keep", "edit"
_TABS = {
    Tab.TO_ANSWER: gettext_lazy("To answer"),
    Tab.WITH_PEOPLE: gettext_lazy("With colleagues"),
    Tab.PREPARED: gettext_lazy("In preparation"),
    Tab.IN_LIBRARY: gettext_lazy("In the library"),
    Tab.NOT_TAKEN: pgettext_lazy("proposals", "Not taken up"),
}


class TeamView(MemberView):
    """A page of the team that answers."""

    permission = Permission.PROPOSAL_ANSWER

    def proposal(self, public_id: str) -> Proposal:
        """The proposal of the address, or 404: also when its author took it back."""
        found = selectors.proposal(public_id)
        if found is None:
            raise Http404
        return found

    def inbox(self, tab: Tab) -> dict[str, Any]:
        """The list beside every page of it, and how the team keeps its word."""
        counts, address = selectors.tab_counts(), self.url("content_library:inbox")
        tabs = [
            {"label": label, "href": f"{address}?tab={each}", "current": each == tab, "count": counts[each]}
            for each, label in _TABS.items()
        ]
        rows = list(selectors.inbox(tab)[:MOST])
        return {
            "tab": tab,
            "tabs": tabs,
            "rows": [(row, selectors.promise_of(row)) for row in rows],
            "record": selectors.record_of(self.organisation),
        }


class Inbox(TeamView):
    """What waits, the oldest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("tab", "")
        tab = next((each for each in Tab if each == asked), Tab.TO_ANSWER)
        return self.page("content_library/inbox.html", self.inbox(tab))


class ProposalAnswer(TeamView):
    """One proposal, and the answer to it."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        row = self.proposal(public_id)
        answers.note_seen(row)
        return self.show(row)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        row, action = self.proposal(public_id), request.POST.get("do", "")
        form = AnswerForm({**request.POST.dict(), "decision": ACCEPT} if action == EDIT else request.POST)
        form.fields["reply"].required = action != KEEP
        if not form.is_valid():
            return self.show(row, form)
        try:
            if action == KEEP:
                answers.keep_reply(actor=self.membership, proposal=row, reply=form.cleaned_data["reply"])
                messages.success(request, _("Kept for the team. Nothing was sent."))
                return HttpResponseRedirect(request.path)
            return self.answer(row, form.cleaned_data, edit=action == EDIT)
        except RuleViolation as violation:
            add_violation(form, violation)
            return self.show(self.proposal(public_id), form, status=409)

    def answer(self, row: Proposal, data: dict[str, Any], *, edit: bool) -> HttpResponse:
        """Do what was decided, then go on to the editor, or to the next one that waits."""
        actor, reply = self.membership, data["reply"]
        if data["decision"] == ACCEPT:
            item = answers.take_up(actor=actor, proposal=row, reply=reply, with_picture=data["with_picture"])
            messages.success(
                self.request, _("Answered. “%(title)s” is a draft of the library.") % {"title": item.title}
            )
            if edit:
                return HttpResponseRedirect(self.url("content_library:item_edit", public_id=item.public_id))
        elif data["decision"] == ASK:
            answers.ask_more(actor=actor, proposal=row, reply=reply)
            messages.success(self.request, _("Your question is on its way. The promise waits for the answer."))
        elif data["decision"] == DECLINE:
            answers.not_take_up(actor=actor, proposal=row, reply=reply)
            messages.success(self.request, _("Answered."))
        following = selectors.next_to_answer(row)
        if following is None:
            return HttpResponseRedirect(self.url("content_library:inbox"))
        return HttpResponseRedirect(self.url("content_library:proposal", public_id=following.public_id))

    def show(self, row: Proposal, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
        """The list and the proposal side by side."""
        first = {"reply": row.reply_draft, "with_picture": False}
        inbox = self.inbox(selectors.tab_of(row))
        before, after = selectors.neighbours(row, [each for each, _promise in inbox["rows"]])
        context = {
            **inbox,
            "proposal": row,
            "form": form or AnswerForm(initial=first),
            "answerable": row.state in ANSWERABLE,
            "promise": selectors.promise_of(row),
            "same": selectors.same_address(row),
            "before": before,
            "after": after,
        }
        return self.page("content_library/proposal.html", context, status=status)


class BriefNew(TeamView, MemberFormView):
    """Ask a colleague for an interview or an article."""

    form_class = BriefForm
    template = "content_library/brief.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"membership": self.membership}

    def run(self, form: BaseForm) -> HttpResponse:
        data = form.cleaned_data
        row = answers.open_brief(
            actor=self.membership,
            person=data["person"],
            title=data["title"],
            brief=data["brief"],
            request_key=data["request_key"],
        )
        messages.success(self.request, _("%(name)s has been asked, and may say no.") % {"name": row.membership})
        return HttpResponseRedirect(self.url("content_library:proposal", public_id=row.public_id))


class BriefOffer(TeamView, MemberFormView):
    """Offer a brief that nobody holds to somebody."""

    form_class = BriefForm
    template = "content_library/brief.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"membership": self.membership, "offered": True}

    def context(self) -> dict[str, Any]:
        row = self.proposal(self.kwargs["public_id"])
        if row.state != ProposalState.FREE:
            raise RuleViolation(_("Somebody holds this brief by now."), code="proposal_moved")
        return {"proposal": row}

    def run(self, form: BaseForm) -> HttpResponse:
        row, person = self.proposal(self.kwargs["public_id"]), form.cleaned_data["person"]
        answers.offer_brief(actor=self.membership, proposal=row, person=person)
        messages.success(self.request, _("%(name)s has been asked, and may say no.") % {"name": person})
        return HttpResponseRedirect(self.url("content_library:proposal", public_id=row.public_id))

    def back_to(self) -> str:
        return self.url("content_library:inbox")


class BriefCallOff(TeamView):
    """The brief is no longer needed."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        answers.call_off(actor=self.membership, proposal=self.proposal(public_id))
        messages.success(request, _("Called off."))
        return HttpResponseRedirect(self.url("content_library:inbox") + f"?tab={Tab.WITH_PEOPLE}")
