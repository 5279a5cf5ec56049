"""“To share”: three ideas chosen for the person, to take, to leave, to say another way."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.htmx import toast
from advocacy.lib.paging import Pages
from advocacy.people.access import MemberView
from advocacy.people.access.web import safe_next
from advocacy.people.roles import Permission
from content_library import selectors as library
from content_library.models import ContentItem
from content_library.services import marks, topics
from content_library.states import Mark
from sharing.selectors import board, rhythm, timing
from sharing.selectors.crises import live_crisis
from sharing.selectors.reshares import relayed_on
from sharing.services import week_lines

PER_PAGE = 12
FOR_YOU, ALL, KEPT = "", "all", "kept"


class Feed(MemberView):
    """The ambassador's first screen, and the two longer lists behind its tabs."""

    permission = Permission.SHARE_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        tab = request.GET.get("tab", FOR_YOU)
        tab = tab if tab in {ALL, KEPT} else FOR_YOU
        search = request.GET.get("q", "").strip()[:100]
        page = None
        if tab == FOR_YOU:
            ideas = library.items_for(self.membership, exclude_ids=board.taken_item_ids(self.membership))
        else:
            found = library.kept_items_for(self.membership) if tab == KEPT else self.everything(search)
            page = Pages(found, PER_PAGE).get_page(request.GET.get("page"))
            ideas = library.suggestions(self.membership, list(page.object_list))
        context = {
            "tab": tab,
            "today": timezone.localdate(),
            "tabs": self.tabs(tab),
            "search": search,
            "page": page,
            "ideas": ideas,
            "relayed": relayed_on(idea.item for idea in ideas),
            "apart": int(timing.AROUND.total_seconds() // 60),
            "soon": board.soon(self.membership),
            "balance": board.balance(self.membership),
            "crisis": live_crisis(),
            "balance_hidden": rhythm.sharing_choices(self.membership).hides_balance,
            "prepared": week_lines.waiting_count(self.membership) if tab == FOR_YOU else 0,
        }
        return self.page("sharing/feed.html", context)

    def everything(self, search: str) -> QuerySet[ContentItem]:
        """Every idea that can be shared now, whatever the audience."""
        return library.all_items_for(self.membership, search=search)

    def tabs(self, current: str) -> list[dict[str, object]]:
        """For you, all ideas, kept."""
        here = self.url("sharing:feed")
        labels = ((FOR_YOU, _("For you")), (ALL, _("All ideas")), (KEPT, _("Saved")))
        return [
            {"label": label, "href": f"{here}?tab={key}" if key else here, "current": key == current}
            for key, label in labels
        ]


class MarkItem(MemberView):
    """Keep an idea, set it aside, or undo either: for this person alone."""

    permission = Permission.SHARE_READ

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        item = library.shareable_item(public_id)
        if item is None:
            raise Http404
        wanted = request.POST.get("mark", "")
        if wanted == Mark.KEPT:
            marks.keep_item(actor=self.membership, item=item)
            toast(request, _("Saved for later."), undo_url=request.path)
        elif wanted == Mark.DISMISSED:
            marks.dismiss_item(actor=self.membership, item=item)
            toast(request, _("Set aside. It will not be offered again."), undo_url=request.path)
        else:
            marks.unmark_item(actor=self.membership, item=item)
        return HttpResponseRedirect(safe_next(request, self.url("sharing:feed")))


class MyTopics(MemberView):
    """The subjects a person follows: declared interests come before the organisation chart."""

    permission = Permission.SHARE_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        followed = {topic.pk for topic in library.followed_topics(self.membership)}
        return self.page("sharing/my_topics.html", {"topics": library.topics(), "followed": followed})

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = set(request.POST.getlist("topic"))
        chosen = [topic for topic in library.topics() if topic.public_id in wanted]
        topics.follow_exactly(actor=self.membership, topics=chosen)
        toast(request, _("Your topics are saved."))
        return HttpResponseRedirect(self.url("sharing:feed"))
