"""My week: every exact text and hour my rules propose, on one screen; one tap approves them, each can go or change."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from sharing import selectors
from sharing.forms import MoveForm, WeekEditForm, plain_lines
from sharing.selectors import rhythm
from sharing.selectors import rules as rule_reads
from sharing.services import shares, weeks
from sharing.services.week_lines import WeekLine, week_lines


class WeekView(MemberView):
    """A page about one's own prepared drafts; anybody else's are not there."""

    permission = Permission.SHARE_CREATE

    def find(self, public_id: str) -> WeekLine:
        """One of them, or 404."""
        found = week_lines(self.membership, public_id)
        if not found:
            raise Http404
        return found[0]

    def back_to(self) -> str:
        return self.url("sharing:my_week")

    def to_week(self) -> HttpResponse:
        """Back to the week."""
        return HttpResponseRedirect(self.url("sharing:my_week"))


class ApproveView(WeekView):
    """A page that shows drafts whole and approves them: what changed since it was shown is not approved."""

    def approve(self, request: HttpRequest) -> HttpResponse:
        """Schedule what was sent back; what could not be stays on the page and says why."""
        outcome = weeks.approve_week(actor=self.membership, seen=_seen(request.POST.getlist("seen")))
        if outcome.approved:
            messages.success(request, _scheduled(len(outcome.approved)))
        if outcome.refused:
            return self.show({each.public_id: each.message for each in outcome.refused}, status=409)
        if not outcome.approved:
            messages.info(request, _("Nothing was ticked, so nothing was scheduled."))
            return self.to_week()
        return HttpResponseRedirect(self.url("sharing:share_list"))

    def show(self, refusals: Mapping[str, str] | None = None, *, only: str = "", status: int = 200) -> HttpResponse:
        """The page; what could not be approved says why where it stands."""
        lines = week_lines(self.membership, only)
        refusals = refusals or {}
        moments = [line.moment for line in lines if line.moment is not None]
        context: dict[str, Any] = {
            "lines": [(line, refusals.get(line.share.public_id, "")) for line in lines],
            "ready": sum(line.can_go for line in lines),
            "gone": [message for key, message in refusals.items() if key not in {x.share.public_id for x in lines}],
            "pace": rhythm.frequency_note(self.membership, moments[-1]) if moments else "",
            "has_rules": rule_reads.rules_of(self.membership).exists(),
            "alone": bool(only),
        }
        return self.page("sharing/my_week.html", context, status=status)


class MyWeek(ApproveView):
    """The week, whole."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.approve(request)


class MyWeekOne(ApproveView):
    """One draft alone, from its e-mail: a page with a button."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        self.own(public_id)
        if not week_lines(self.membership, public_id):
            messages.info(request, _("This draft is no longer in your week."))
            return self.to_week()
        return self.show(only=public_id)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        self.own(public_id)
        return self.approve(request)

    def own(self, public_id: str) -> None:
        """404 for what is not the person's own; theirs may have left the week meanwhile."""
        if selectors.share(self.membership, public_id) is None:
            raise Http404


class WeekEdit(WeekView):
    """The words and the hour of one prepared draft. It stays a draft."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        line = self.find(public_id)
        cover = line.share.cover
        initial = {
            "text": line.share.text,
            "alternative_text": cover.alternative_text if cover is not None else "",
            **_day_and_hour(line),
        }
        return self.show(line, WeekEditForm(initial=initial))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        line, form = self.find(public_id), WeekEditForm(request.POST)
        if not form.is_valid():
            return self.show(line, form, status=422)
        pictures = [(each.asset, each.alternative_text) for each in line.share.pictures.all()]
        pictures[:1] = [(asset, form.cleaned_data["alternative_text"]) for asset, _words in pictures[:1]]
        try:
            text = plain_lines(form.cleaned_data["text"])
            shares.edit_share(actor=self.membership, share=line.share, text=text, pictures=pictures)
            weeks.move_prepared(actor=self.membership, share=line.share, due_local=form.due_local)
        except RuleViolation as violation:
            form.add_error(violation.field if violation.field in form.fields else None, violation.message)
            return self.show(line, form, status=409)
        messages.success(request, _("Changed. It still waits for your yes."))
        return self.to_week()

    def show(self, line: WeekLine, form: WeekEditForm, status: int = 200) -> HttpResponse:
        """The page with what was typed."""
        return self.page("sharing/week_edit.html", {"line": line, "share": line.share, "form": form}, status=status)


class WeekMove(WeekView):
    """Another hour; nothing is promised."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        line = self.find(public_id)
        return self.show(line, MoveForm(initial=_day_and_hour(line)))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        line, form = self.find(public_id), MoveForm(request.POST)
        if form.is_valid():
            try:
                weeks.move_prepared(actor=self.membership, share=line.share, due_local=form.due_local)
            except RuleViolation as violation:
                form.add_error(None, violation.message)
            else:
                messages.success(request, _("Moved. It still waits for your yes."))
                return self.to_week()
        return self.show(line, form, status=422)

    def show(self, line: WeekLine, form: MoveForm, status: int = 200) -> HttpResponse:
        """The page with what was typed."""
        return self.page("sharing/week_move.html", {"line": line, "share": line.share, "form": form}, status=status)


class WeekRemove(WeekView):
    """Take one out of the week, after a page that asks."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.page("sharing/week_remove.html", {"line": self.find(public_id)})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        weeks.remove_prepared(actor=self.membership, share=self.find(public_id).share)
        messages.success(request, _("Taken out. This idea will not be prepared again."))
        return self.to_week()


def _seen(values: Sequence[str]) -> list[weeks.Seen]:
    """What the form sends back: each draft with the version that was shown."""
    pairs = (value.partition(":") for value in values)
    return [weeks.Seen(public_id, version) for public_id, _colon, version in pairs]


def _scheduled(count: int) -> str:
    sentence = ngettext(
        "%(count)d share is scheduled. You can change it until its hour.",
        "%(count)d shares are scheduled. You can change them until their hour.",
        count,
    )
    return sentence % {"count": count}


def _day_and_hour(line: WeekLine) -> dict[str, str]:
    local = timezone.localtime(line.moment) if line.moment is not None else timezone.localtime()
    return {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}
