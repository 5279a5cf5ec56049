"""“My shares”: what needs a gesture, what is on its way, what went out; and everything one can do with one share."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from content_library import selectors as library
from sharing import selectors
from sharing.forms import MoveForm, plain_lines
from sharing.models import Share
from sharing.selectors import board
from sharing.selectors import desk as desks
from sharing.services import answers, compositions, links, shares
from sharing.states import CHANGEABLE, ShareState
from sharing.views.compose import planned_sentence


class ShareView(MemberView):
    """A page about one of the person's own shares; anybody else's is not there."""

    permission = Permission.SHARE_READ

    def find(self, public_id: str) -> Share:
        """The share, or 404."""
        found = selectors.share(self.membership, public_id)
        if found is None:
            raise Http404
        return found

    def to_list(self) -> HttpResponse:
        """Back to the list."""
        return HttpResponseRedirect(self.url("sharing:share_list"))

    def back_to(self) -> str:
        """A refusal leads back to the list, with its sentence."""
        return self.url("sharing:share_list")


class ShareList(ShareView):
    """The list, with a small calendar."""

    def get(self, request: HttpRequest) -> HttpResponse:
        first = _month(request.GET.get("month", ""))
        before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
        after = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
        context = {
            "board": board.board(self.membership, everything="all" in request.GET),
            "month": first,
            "weeks": board.month(self.membership, first),
            "before": f"{before:%Y-%m}",
            "after": f"{after:%Y-%m}",
        }
        return self.page("sharing/share_list.html", context)


class ShareDetail(ShareView):
    """One share: its exact text, where it stands, its history."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        context = {
            "card": board.cards([share])[0],
            "share": share,
            "network": selectors.find_network(share.network, self.organisation),
            "attempts": share.attempts.all(),
            "can_change": share.state in CHANGEABLE,
        }
        return self.page("sharing/share_detail.html", context)


class ShareEdit(ShareView):
    """Change the words of a share until the last second. Opening this page changes nothing."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        if share.state not in CHANGEABLE:
            messages.info(request, _("This share can no longer be changed."))
            return HttpResponseRedirect(self.url("sharing:share_detail", public_id=public_id))
        local = timezone.localtime(share.due_at) if share.due_at else None
        typed = {
            "text": share.text,
            "alternative_text": share.alternative_text,
            "date": f"{local:%Y-%m-%d}" if local else "",
            "time": f"{local:%H:%M}" if local else "",
        }
        return self.show(share, typed)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        names = ("text", "alternative_text", "date", "time")
        typed = {name: plain_lines(request.POST.get(name, "")) for name in names}
        when = f"{typed['date']}T{typed['time']}" if typed["date"] and typed["time"] else ""
        text, alternative_text = typed["text"], typed["alternative_text"]
        try:
            if "schedule" in request.POST and share.state == ShareState.DRAFT:
                share = compositions.schedule_draft(
                    actor=self.membership, share=share, text=text, alternative_text=alternative_text, due_local=when
                )
            else:
                share = shares.edit_share(
                    actor=self.membership, share=share, text=text, alternative_text=alternative_text, due_local=when
                )
        except RuleViolation as violation:
            return self.show(self.find(public_id), typed, problem=violation.message, status=409)
        draft = share.state == ShareState.DRAFT
        messages.success(request, _("Your draft is kept.") if draft else planned_sentence(share))
        return self.to_list()

    def show(self, share: Share, typed: dict[str, str], *, problem: str = "", status: int = 200) -> HttpResponse:
        """The page with what was typed."""
        accounts = desks.offered_accounts(self.membership, share.item)
        account = next((line for line in accounts if line.network.key == share.network), None)
        if account is None:
            raise Http404
        address = links.address_of(share) if share.link else ""
        context = {
            "share": share,
            "typed": typed,
            "problem": problem,
            "sheet": desks.sheet(account, on=True, text=typed["text"], address=address),
            "announcement": library.announcement_of(share.item) if share.item else None,
            "today": timezone.localdate(),
        }
        return self.page("sharing/share_edit.html", context, status=status)


class ShareMove(ShareView):
    """Another time, the words untouched."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        local = timezone.localtime(share.due_at) if share.due_at else timezone.localtime()
        form = MoveForm(initial={"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"})
        return self.page("sharing/share_move.html", {"share": share, "form": form})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share, form = self.find(public_id), MoveForm(request.POST)
        if form.is_valid():
            try:
                share = shares.move_share(actor=self.membership, share=share, due_local=form.due_local)
            except RuleViolation as violation:
                form.add_error(None, violation.message)
            else:
                messages.success(request, planned_sentence(share))
                return self.to_list()
        return self.page("sharing/share_move.html", {"share": share, "form": form}, status=422)


class ShareCancel(ShareView):
    """Call a share off: a page that asks, then done. The text stays."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.page("sharing/share_cancel.html", {"share": self.find(public_id)})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        if share.state == ShareState.DRAFT:
            shares.discard_draft(actor=self.membership, share=share)
            messages.success(request, _("The draft is gone."))
        else:
            shares.cancel_share(actor=self.membership, share=share)
            messages.success(request, _("Called off. It will not go out, and the text stays here."))
        return self.to_list()


class ShareAnswer(ShareView):
    """The person looked at their profile: it is there, or it is not."""

    permission = Permission.SHARE_CREATE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share, there = self.find(public_id), request.POST.get("there")
        if there not in {"yes", "no", "drop"}:
            raise RuleViolation(_("Say whether you see it on your profile."), code="answer_missing")
        answers.answer_unconfirmed(
            actor=self.membership, share=share, there=there == "yes", publish_again=there == "no"
        )
        sentences = {
            "yes": _("Thank you. It is marked as published."),
            "no": _("Thank you. It goes out now."),
            "drop": _("Thank you. It will not be sent again."),
        }
        messages.success(request, sentences[there])
        return self.to_list()


class ShareRetry(ShareView):
    """Send a failed or missed share again, as a new one, at once."""

    permission = Permission.SHARE_CREATE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        answers.retry(actor=self.membership, share=self.find(public_id))
        messages.success(request, _("It goes out within the minute. You can close this page."))
        return self.to_list()


class ShareCopy(ShareView):
    """Take a finished share's text into a new draft."""

    permission = Permission.SHARE_CREATE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        draft = shares.copy_to_draft(actor=self.membership, share=self.find(public_id))
        return HttpResponseRedirect(self.url("sharing:share_edit", public_id=draft.public_id))


class ShareByHand(ShareView):
    """Sharing without any connection: copy, open the network's own window, say when it is done."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        if share.state != ShareState.DRAFT:
            return HttpResponseRedirect(self.url("sharing:share_detail", public_id=public_id))
        address = links.address_of(share) if share.link else ""
        context = {
            "share": share,
            "network": selectors.network(share.network, self.organisation),
            "address": address,
            "window": selectors.assisted_url(share, address),
        }
        return self.page("sharing/share_by_hand.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        shares.declare_done(actor=self.membership, share=self.find(public_id), url=request.POST.get("url", ""))
        messages.success(request, _("Noted, as you say it. Its link is counted."))
        return self.to_list()


def _month(text: str) -> date:
    """The first day of a month given as 2026-06; this month for anything else."""
    year, _dash, number = text.partition("-")
    if year.isdecimal() and number.isdecimal() and 2000 <= int(year) <= 2100 and 1 <= int(number) <= 12:
        return date(int(year), int(number), 1)
    return timezone.localdate().replace(day=1)
