"""“My shares”: what needs a gesture, what is on its way, what went out; by thread, week and month; one share's page."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from advocacy.lib.errors import RuleViolation
from advocacy.lib.times import short_date
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from content_library import selectors as library
from sharing import selectors
from sharing.forms import MoveForm
from sharing.models import Share
from sharing.selectors import board, calendar
from sharing.selectors.crises import live_crisis
from sharing.selectors.history import history
from sharing.services import links, shares
from sharing.states import CHANGEABLE, ShareState
from sharing.views.compose import planned_sentence

THREAD, OUT, WEEK, MONTH = "thread", "out", "week", "month"


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


class BoardView(ShareView):
    """One of the ways to look at one's shares: the switch leads to the others."""

    def views(self, current: str) -> dict[str, list[dict[str, object]]]:
        """The switch: three views on a desktop; on a phone the thread is two."""
        here, week, month = (self.url(f"sharing:{name}") for name in ("share_list", "share_week", "share_month"))
        thread = {"label": pgettext("view", "Thread"), "href": here, "icon": "list"}
        by_week = {"label": _("Week"), "href": week, "icon": "calendar-range", "current": current == WEEK}
        by_month = {"label": _("Month"), "href": month, "icon": "calendar", "current": current == MONTH}
        return {
            "switch": [{**thread, "current": current in {THREAD, OUT}}, by_week, by_month],
            "phone_switch": [
                {"label": _("On the way"), "href": here, "current": current == THREAD},
                {"label": pgettext("shares", "Out"), "href": f"{here}?show=out", "current": current == OUT},
                {**by_week, "icon": ""},
                {**by_month, "icon": ""},
            ],
        }


class ShareList(BoardView):
    """The thread, with a small calendar beside it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        only_out = request.GET.get("show") == OUT
        found = board.board(self.membership, everything="all" in request.GET)
        context = {
            "board": found,
            "lead": _lead(found),
            "only_out": only_out,
            "crisis": live_crisis(),
            "month": calendar.month(self.membership, _day(request.GET.get("month", ""))),
            **self.views(OUT if only_out else THREAD),
        }
        return self.page("sharing/share_list.html", context)


class ShareWeek(BoardView):
    """Seven days side by side; on a phone, one under another."""

    def get(self, request: HttpRequest) -> HttpResponse:
        span = calendar.week(self.membership, _day(request.GET.get("on", "")))
        one_month = span.first.month == span.last.month
        first = str(span.first.day) if one_month and span.first.day > 1 else short_date(span.first)
        title = _("%(first)s to %(last)s") % {"first": first, "last": short_date(span.last)}
        context = {"span": span, "title": title, "days": board.days_of(span), **self.views(WEEK)}
        return self.page("sharing/share_week.html", context)


class ShareMonth(BoardView):
    """A month of days; on a phone a small grid, and the days that hold something under it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        span = calendar.month(self.membership, _day(request.GET.get("on", "")))
        days = board.days_of(span)
        weeks = [days[at : at + 7] for at in range(0, len(days), 7)]
        busy = [each for each in days if each.cards and each.day.is_inside]
        context = {"span": span, "weeks": weeks, "busy": busy, **self.views(MONTH)}
        return self.page("sharing/share_month.html", context)


class ShareDetail(ShareView):
    """One share: its exact text, where it stands, what can be done, its history."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        context = {
            "card": board.cards([share])[0],
            "share": share,
            "address": links.address_of(share) if share.link else "",
            "announcement": library.announcement_of(share.item) if share.item else None,
            "comment_reason": selectors.reason_text(share.comment.reason, share.network) if share.comment else "",
            "events": history(share),
            "can_change": share.state in CHANGEABLE,
            "access_ends": selectors.ends_before_due(share),
        }
        return self.page("sharing/share_detail.html", context)


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


class ShareCopy(ShareView):
    """Take a finished share's text into a new draft."""

    permission = Permission.SHARE_CREATE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        draft = shares.copy_to_draft(actor=self.membership, share=self.find(public_id))
        return HttpResponseRedirect(self.url("sharing:share_edit", public_id=draft.public_id))


def _lead(found: board.Board) -> str:
    """The page in one line: what waits for the person, and what is under way."""
    asked, going = len(found.to_answer), len(found.coming)
    waits = ngettext("One is waiting for a gesture from you", "%(n)s are waiting for a gesture from you", asked)
    goes = ngettext("one is on its way", "%(n)s are on their way", going)
    said = [words % {"n": n} for words, n in ((waits, asked), (goes, going)) if n]
    line = ", ".join(said) or _("Nothing is waiting")
    return f"{line[:1].upper()}{line[1:]}."


def _day(text: str) -> date:
    """The day given as 2026-06-09, or the first of 2026-06; today for anything else."""
    try:
        found = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        return timezone.localdate()
    return found if 2000 <= found.year <= 2100 else timezone.localdate()
