"""The organisation's calendar: a week, a month, another hour for the page, the rhythm. Ambassadors read it."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.times import day_and_time, short_date
from advocacy.people.access import MemberFormView, MemberView, safe_next
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.calendar import CadenceForm, PageMoveForm
from content_library.models import ContentItem
from content_library.selectors import calendar
from content_library.services import page_posts
from content_library.services.cadence import set_cadence


class CalendarView(MemberView):
    """One stretch of the calendar."""

    permission = Permission.CALENDAR_READ
    span: ClassVar[str]

    def plan(self, on: date) -> calendar.Plan:
        """The days to show."""
        raise NotImplementedError

    def title(self, plan: calendar.Plan) -> str:
        """What they are called."""
        raise NotImplementedError

    @property
    def prepares(self) -> bool:
        """Whether this person works on the library: sees drafts and counts."""
        return self.membership.can(Permission.LIBRARY_READ)

    def get(self, request: HttpRequest) -> HttpResponse:
        plan = self.plan(_day(request.GET.get("on", "")))
        week, month = self.url("content_library:calendar"), self.url("content_library:calendar_month")
        context = {
            "plan": plan,
            "span": plan,
            "title": self.title(plan),
            "is_month": self.span == "month",
            "may_move": self.membership.can(Permission.LIBRARY_PUBLISH),
            "prepares": self.prepares,
            "switch": [
                {"label": _("Week"), "href": f"{week}?on={plan.first}", "current": self.span == "week"},
                {"label": _("Month"), "href": f"{month}?on={plan.first}", "current": self.span == "month"},
            ],
        }
        return self.page("content_library/calendar.html", context)


class CalendarWeek(CalendarView):
    """Seven days: the page, the people who announce, what everybody may follow."""

    span = "week"

    def plan(self, on: date) -> calendar.Plan:
        return calendar.week_plan(on, prepares=self.prepares)

    def title(self, plan: calendar.Plan) -> str:
        one_month = plan.first.month == plan.last.month
        first = str(plan.first.day) if one_month and plan.first.day > 1 else short_date(plan.first)
        return _("%(first)s to %(last)s") % {"first": first, "last": short_date(plan.last)}


class CalendarMonth(CalendarView):
    """A month of it."""

    span = "month"

    def plan(self, on: date) -> calendar.Plan:
        return calendar.month_plan(on, prepares=self.prepares)

    def title(self, plan: calendar.Plan) -> str:
        return ""


class PageMove(MemberFormView):
    """Another hour for the page's post: the page of it, and where a drag in the calendar ends."""

    permission = Permission.LIBRARY_PUBLISH
    form_class = PageMoveForm
    template = "content_library/page_move.html"

    def item(self) -> ContentItem:
        """The item of the address, or 404."""
        item = selectors.item(self.kwargs["public_id"])
        if item is None:
            raise Http404
        return item

    def form_kwargs(self) -> dict[str, Any]:
        post = selectors.page_post_of(self.item())
        moment = timezone.localtime(post.expected_at) if post and post.expected_at else None
        return {"initial": {"expected_at": moment}}

    def context(self) -> dict[str, Any]:
        item = self.item()
        return {"item": item, "post": selectors.page_post_of(item), "next": safe_next(self.request, "")}

    def run(self, form: BaseForm) -> HttpResponse:
        moment = form.cleaned_data["expected_at"]
        page_posts.expect_page_post(actor=self.membership, item=self.item(), expected_at=moment)
        said = _("The page is expected %(when)s. Shares that wait for it follow.")
        messages.success(self.request, said % {"when": day_and_time(moment)})
        default = self.url("content_library:calendar") + f"?on={timezone.localtime(moment):%Y-%m-%d}"
        return HttpResponseRedirect(safe_next(self.request, default))


class CadenceEdit(MemberFormView):
    """How many a day, how far apart."""

    permission = Permission.LIBRARY_PUBLISH
    form_class = CadenceForm
    template = "content_library/cadence.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"cadence": calendar.cadence()}

    def run(self, form: BaseForm) -> HttpResponse:
        set_cadence(actor=self.membership, **form.cleaned_data)
        messages.success(self.request, _("Saved. The calendar and the composer follow it from now on."))
        return HttpResponseRedirect(self.url("content_library:calendar"))


def _day(text: str) -> date:
    """The day given as 2026-06-09; today for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
    return found if 2000 <= found.year <= 2100 else timezone.localdate()
