"""What a person does with their own proposals. Every member has these pages, ambassador or not."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from advocacy.lib.emails import absolute
from advocacy.lib.errors import RuleViolation
from advocacy.lib.times import day
from advocacy.people import selectors as people
from advocacy.people.access import PUBLIC, MemberView, StatedView, add_violation
from advocacy.people.models import Membership, User
from advocacy.people.roles import Permission
from advocacy.tenancy import tenant
from content_library.forms.proposals import ProposalForm, QuestionForm, shared_values
from content_library.models import Proposal
from content_library.selectors import proposals as selectors
from content_library.services import assets
from content_library.services import proposals as services
from content_library.services.promises import promised_day
from content_library.states import ANSWERABLE, ProposalState

SHARED = "shared_to_propose"
DROP = "drop:"


class OwnView(MemberView):
    """A page about the person's own proposals."""

    permission = Permission.PROPOSAL_SEND

    def proposal(self, public_id: str) -> Proposal:
        """One of their own, or 404."""
        found = selectors.my_proposal(self.membership, public_id)
        if found is None:
            raise Http404
        return found

    def take_pictures(self, data: Any) -> RuleViolation | None:
        """Keep at once the pictures that came: whatever else must be corrected, they need not be chosen again."""
        gone = data.get("do", "").removeprefix(DROP)
        kept = [name for name in data.get("pictures", "").split(",") if name and name != gone]
        refused = None
        for upload in self.request.FILES.getlist("upload"):
            if len(kept) >= services.MOST_PICTURES:
                break
            try:
                asset = assets.add_asset(actor=self.membership, upload=upload, owner=self.membership)
            except RuleViolation as violation:
                refused = violation
                continue
            kept.append(asset.public_id)
        data["pictures"] = ",".join(kept)
        return refused

    def reworked(self, data: Any, **kwargs: Any) -> ProposalForm | None:
        """The form again, unjudged, when a picture was taken off it; None for any other button."""
        if not data.get("do", "").startswith(DROP):
            return None
        values = {**data.dict(), "topics": data.getlist("topics")}
        return ProposalForm(membership=self.membership, initial=values, **kwargs)

    def answered(self, form: ProposalForm, refused: RuleViolation | None) -> Proposal | None:
        """What the form made; None when something must be corrected, which the form then says."""
        if refused is not None:
            form.is_valid()
            form.add_error("upload", refused.message)
        if not form.is_valid():
            return None
        try:
            return self.send(form)
        except RuleViolation as violation:
            add_violation(form, violation)
            return None

    def send(self, form: ProposalForm) -> Proposal:
        """Call the service."""
        raise NotImplementedError


class MyProposals(OwnView):
    """What I proposed, and what became of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(selectors.my_proposals(self.membership)[:100])
        asked = [row for row in rows if row.state in {ProposalState.BRIEFED, ProposalState.QUESTION}]
        context = {
            "asked": asked,
            "rows": [(row, selectors.promise_of(row)) for row in rows if row not in asked],
        }
        return self.page("content_library/my_proposals.html", context)


class ProposalNew(OwnView):
    """The form: from the menu, a bookmark, or what a phone handed over."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.form_page(ProposalForm(membership=self.membership, initial=shared_values(request.GET)))

    def post(self, request: HttpRequest) -> HttpResponse:
        data = request.POST.copy()
        refused = self.take_pictures(data)
        again = self.reworked(data)
        if again is not None:
            return self.form_page(again)
        form = ProposalForm(data, membership=self.membership)
        sent = self.answered(form, refused)
        if sent is None:
            return self.form_page(form)
        due = day(sent.answer_due_on) if sent.answer_due_on else ""
        messages.success(request, _("Sent. You will have an answer by %(day)s.") % {"day": due})
        return HttpResponseRedirect(self.url("content_library:my_proposal", public_id=sent.public_id))

    def send(self, form: ProposalForm) -> Proposal:
        key = form.cleaned_data["request_key"]
        return services.send_proposal(actor=self.membership, request_key=key, **form.values())

    def form_page(self, form: ProposalForm) -> HttpResponse:
        """The form with what was typed, and the day that would be promised now."""
        others = [row for row in people.memberships_of(self.membership.user) if row.pk != self.membership.pk]
        context = {
            "form": form,
            "pictures": form.kept_pictures,
            "due": promised_day(self.organisation),
            "others": others,
            "carried": urlencode({name: str(form[name].value() or "") for name in ("title", "text", "url")}),
        }
        return self.page("content_library/proposal_new.html", context)


class MyProposal(OwnView):
    """One of mine: where it stands, what was answered, and what I can do about it."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.show(self.proposal(public_id))

    def show(self, row: Proposal, form: Form | None = None) -> HttpResponse:
        """The page, with the form that its state calls for."""
        pictures: list[Any] = [each.asset for each in row.pictures.all()]
        if form is None and row.state == ProposalState.BRIEFED:
            form = ProposalForm(membership=self.membership, brief=True, initial={"title": row.title})
        if form is None and row.state == ProposalState.QUESTION:
            form = QuestionForm(pictures=bool(pictures), initial={"people_in_photo": row.people_in_photo})
        context = {
            "proposal": row,
            "form": form,
            "pictures": pictures,
            "kept": form.kept_pictures if isinstance(form, ProposalForm) else [],
            "promise": selectors.promise_of(row),
            "may_withdraw": row.state in ANSWERABLE,
            "live": row.item is not None and row.item.state == "live",
        }
        return self.page("content_library/my_proposal.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        row = self.proposal(public_id)
        if row.state == ProposalState.QUESTION:
            return self.answer(row)
        data = request.POST.copy()
        refused = self.take_pictures(data)
        again = self.reworked(data, brief=True)
        if again is not None:
            return self.show(row, again)
        form = ProposalForm(data, membership=self.membership, brief=True)
        self.row = row
        if self.answered(form, refused) is None:
            return self.show(row, form)
        messages.success(request, _("Sent. The communications team reads it and answers you."))
        return HttpResponseRedirect(request.path)

    def send(self, form: ProposalForm) -> Proposal:
        return services.contribute(actor=self.membership, proposal=self.row, **form.values())

    def answer(self, row: Proposal) -> HttpResponse:
        """Answer the team's question."""
        form = QuestionForm(self.request.POST, pictures=bool(row.pictures.all()))
        if form.is_valid():
            try:
                services.answer_question(actor=self.membership, proposal=row, **form.cleaned_data)
            except RuleViolation as violation:
                add_violation(form, violation)
            else:
                messages.success(self.request, _("Sent. The communications team reads it and answers you."))
                return HttpResponseRedirect(self.request.path)
        return self.show(row, form)


class ProposalWithdraw(OwnView):
    """Take one back."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        services.withdraw_proposal(actor=self.membership, proposal=self.proposal(public_id))
        messages.success(request, _("Taken back. The team no longer sees it."))
        return HttpResponseRedirect(self.url("content_library:my_proposals"))

    def back_to(self) -> str:
        return self.url("content_library:my_proposals")


class BriefPass(OwnView):
    """Say no to a brief."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        services.pass_on(actor=self.membership, proposal=self.proposal(public_id))
        messages.success(request, _("That is fine. No reason was asked, and nothing keeps that you said no."))
        return HttpResponseRedirect(self.url("content_library:my_proposals"))

    def back_to(self) -> str:
        return self.url("content_library:my_proposals")


class ProposeButton(OwnView):
    """A bookmark that proposes the page one is reading, and how a phone does the same."""

    def get(self, request: HttpRequest) -> HttpResponse:
        target = absolute(self.url("content_library:proposal_new"))
        return self.page("content_library/propose_button.html", {"bookmarklet": _bookmarklet(target), "target": target})


def _bookmarklet(target: str) -> str:
    """A bookmark's address: it opens our form with the page's address, its title and what is selected there."""
    return (
        "javascript:(()=>{const p=new URLSearchParams({url:location.href,title:document.title,"
        "text:String(getSelection()).slice(0,2000)});"
        f'window.open("{target}?"+p,"_blank","noopener")}})()'
    )


@method_decorator([csrf_exempt, transaction.non_atomic_requests], name="dispatch")
class ShareTarget(StatedView):
    """Where the installed application receives what a phone shares: a link, words, photos.

    The phone itself sends it, so it carries no token of ours. Nothing is sent to anybody here: it opens the form, in
    which the person presses the button. What somebody shares before signing in waits in their session, photos apart.
    """

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """What waited until the person had signed in; or what a link carries."""
        shared = request.session.pop(SHARED, None) or shared_values(request.GET)
        return self.hand_over(request, shared)

    def post(self, request: HttpRequest) -> HttpResponse:
        """What the phone shares now."""
        return self.hand_over(request, shared_values(request.POST))

    def hand_over(self, request: HttpRequest, shared: dict[str, str]) -> HttpResponse:
        """To the form, in the person's organisation; through signing in when nobody is."""
        if not isinstance(request.user, User):
            request.session[SHARED] = shared
            login = reverse("account_request_login_code")
            return HttpResponseRedirect(f"{login}?{urlencode({'next': request.path})}")
        places = list(people.memberships_of(request.user))
        if not places:
            return HttpResponseRedirect(reverse("people:organisation_list"))
        place = next((row for row in places if row.is_ambassador), places[0])
        # A form on somebody else's site cannot put files into a person's space.
        foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        kept = [] if foreign else self.keep_pictures(request, place)
        if kept:
            shared = {**shared, "kind": "photo", "pictures": ",".join(kept)}
        given = {name: value for name, value in shared.items() if value}
        address = reverse("content_library:proposal_new", kwargs={"org": place.organisation.slug})
        return HttpResponseRedirect(f"{address}?{urlencode(given)}")

    @staticmethod
    def keep_pictures(request: HttpRequest, place: Membership) -> list[str]:
        """Take in the photos that came along, as the person's own."""
        kept = []
        with tenant(place.organisation_id):
            for upload in request.FILES.getlist("upload")[: services.MOST_PICTURES]:
                try:
                    asset = assets.add_asset(actor=place, upload=upload, owner=place)
                except RuleViolation as violation:
                    messages.warning(request, violation.message)
                    continue
                kept.append(asset.public_id)
        return kept
