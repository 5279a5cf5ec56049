"""Sources: the map of what arrives, what is kept and where it goes; and the queue that a person sorts."""

from dataclasses import dataclass
from typing import Any, Final, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.sources import SourceForm
from content_library.models import Campaign, Source, SourceEntry
from content_library.selectors.sources import after, twin_of
from content_library.services import sorting
from content_library.services import sources as services
from content_library.states import EntryState

PER_PAGE: Final = 20
SHOWN: Final = (EntryState.WAITING, EntryState.SET_ASIDE, EntryState.DISMISSED)
# The height of one line of the map, in the drawing's own units.
LINE: Final = 84


class SourceList(MemberView):
    """Every source with its week, what does not answer, where it goes, and what waits to be sorted."""

    permission = Permission.LIBRARY_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = selectors.source_rows(selectors.sources())
        shown = request.GET.get("show", EntryState.WAITING)
        state = EntryState(shown) if shown in SHOWN else EntryState.WAITING
        page = Paginator(selectors.entries(state), PER_PAGE).get_page(request.GET.get("page"))
        found = cast(list[SourceEntry], list(page.object_list))
        entries = selectors.entry_rows(found)
        chosen = next((row for row in entries if row.entry.public_id == request.GET.get("entry")), None)
        chosen = chosen or (entries[0] if entries else None)
        context = {
            "rows": rows,
            "silent": [row for row in rows if row.problem and not row.is_asleep],
            "map": source_map(rows),
            "arrived": sum(row.arrived for row in rows),
            "kept": sum(row.kept for row in rows),
            "entries": entries,
            "chosen": chosen,
            "twin": twin_of(chosen.entry) if chosen else None,
            "page": page,
            "state": state,
            "tabs": _tabs(self.url("content_library:source_list"), state),
            "undo": selectors.source_entry(request.GET.get("dismissed", "")),
            "topics": selectors.topic_reach(),
            "may_publish": self.membership.can(Permission.LIBRARY_PUBLISH),
            "may_write": self.membership.can(Permission.LIBRARY_WRITE),
        }
        return self.page("content_library/source_list.html", context)


def _tabs(href: str, state: EntryState) -> list[dict[str, Any]]:
    counts = selectors.entry_counts()
    labels = {
        EntryState.WAITING: pgettext("entries", "To sort"),
        EntryState.SET_ASIDE: pgettext("entries", "Set aside"),
        EntryState.DISMISSED: pgettext("entries", "Dismissed"),
    }
    return [
        {"label": labels[each], "href": f"{href}?show={each}#queue", "current": each == state, "count": counts[each]}
        for each in SHOWN
    ]


# --- The map ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Place:
    """Where entries go: a campaign, no campaign, or aside."""

    name: str
    count: int
    dot: str = ""
    is_aside: bool = False


def source_map(rows: list[selectors.SourceRow]) -> dict[str, Any]:
    """The places on the right, and the lines to them: drawn by the server, read from the numbers beside them."""
    campaigns: dict[int | None, Campaign | None] = {row.source.campaign_id: row.source.campaign for row in rows}
    order = sorted(campaigns, key=lambda pk: (pk is None, str(campaigns[pk])))
    places = []
    for pk in order:
        campaign = campaigns[pk]
        count = sum(row.kept for row in rows if row.source.campaign_id == pk)
        name = campaign.name if campaign else _("Without a campaign")
        places.append(Place(name, count, f"c{campaign.colour}" if campaign else "c3"))
    aside = sum(row.set_aside for row in rows)
    places.append(Place(_("Set aside"), aside, is_aside=True))
    last = len(places) - 1
    lines = []
    for number, row in enumerate(rows):
        lines.append(_line(number, order.index(row.source.campaign_id), row.kept))
        if row.set_aside:
            lines.append(_line(number, last, row.set_aside, is_aside=True))
    straight = [{"y": _middle(number), "width": _width(row.arrived), "row": row} for number, row in enumerate(rows)]
    return {"places": places, "lines": lines, "straight": straight, "height": LINE * max(len(rows), len(places))}


def _middle(number: int) -> int:
    return LINE * number + LINE // 2


def _width(count: int) -> int:
    return 1 + min(count, 12)


def _line(number: int, place: int, count: int, *, is_aside: bool = False) -> dict[str, Any]:
    start, end = _middle(number), _middle(place)
    return {"path": f"M0 {start} C50 {start} 50 {end} 100 {end}", "width": _width(count), "is_aside": is_aside}


# --- One source ------------------------------------------------------------------------------------------------------
class SourceView(MemberView):
    """An act on one source, or a page about it."""

    permission = Permission.LIBRARY_PUBLISH

    def source(self, public_id: str) -> Source:
        """The source of the address, or 404."""
        source = selectors.source(public_id)
        if source is None:
            raise Http404
        return source

    def back_to(self) -> str:
        return self.url("content_library:source_list")


class SourceNew(MemberFormView):
    """A new source."""

    permission = Permission.LIBRARY_PUBLISH
    form_class = SourceForm
    template = "content_library/source_form.html"

    def run(self, form: BaseForm) -> HttpResponse:
        source = services.create_source(actor=self.membership, **cast(SourceForm, form).values())
        messages.success(self.request, _("“%(name)s” is being read for the first time.") % {"name": source.name})
        return HttpResponseRedirect(self.url("content_library:source_list"))


class SourceEdit(SourceView, MemberFormView):
    """A source that exists."""

    form_class = SourceForm
    template = "content_library/source_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"source": self.source(self.kwargs["public_id"])}

    def context(self) -> dict[str, Any]:
        source = self.source(self.kwargs["public_id"])
        return {"source": source, "row": selectors.source_rows([source])[0]}

    def run(self, form: BaseForm) -> HttpResponse:
        source = self.source(self.kwargs["public_id"])
        services.update_source(actor=self.membership, source=source, **cast(SourceForm, form).values())
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.back_to())


class SourceRead(SourceView):
    """Read it now."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        source = self.source(public_id)
        services.read_soon(actor=self.membership, source=source)
        messages.info(request, _("“%(name)s” is being read.") % {"name": source.name})
        return HttpResponseRedirect(self.back_to())


class SourceSleep(SourceView):
    """Put it to sleep."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        services.put_to_sleep(actor=self.membership, source=self.source(public_id))
        messages.success(request, _("Asleep. What it brought stays; wake it when you like."))
        return HttpResponseRedirect(self.back_to())


class SourceWake(SourceView):
    """Wake it."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        services.wake(actor=self.membership, source=self.source(public_id))
        messages.success(request, _("It is read again from now on."))
        return HttpResponseRedirect(self.back_to())


class SourceRemove(SourceView):
    """Remove it."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        services.remove_source(actor=self.membership, source=self.source(public_id))
        messages.success(request, _("Removed. The ideas that came of it stay."))
        return HttpResponseRedirect(self.back_to())


# --- The queue -------------------------------------------------------------------------------------------------------
class EntryView(MemberView):
    """An act on one entry; a refusal is said on the list."""

    permission = Permission.LIBRARY_WRITE

    def entry(self, public_id: str) -> SourceEntry:
        """The entry of the address, or 404."""
        entry = selectors.source_entry(public_id)
        if entry is None:
            raise Http404
        return entry

    def back_to(self, entry: SourceEntry | None = None, **more: str) -> str:
        """The list, with the next one to sort open."""
        following = {"entry": entry.public_id, **more} if entry else more
        query = "&".join(f"{name}={value}" for name, value in following.items())
        return self.url("content_library:source_list") + (f"?{query}" if query else "") + "#queue"


class EntryAccept(EntryView):
    """Make a draft of it; with `do=edit`, and open it."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        entry = self.entry(public_id)
        following = after(entry)
        item = sorting.accept_entry(actor=self.membership, entry=entry)
        if request.POST.get("do") == "edit":
            return HttpResponseRedirect(self.url("content_library:item_edit", public_id=item.public_id))
        messages.success(request, _("“%(title)s” is a draft now.") % {"title": item.title})
        return HttpResponseRedirect(self.back_to(following))


class EntryDismiss(EntryView):
    """Set it aside for good."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        entry = self.entry(public_id)
        following = after(entry)
        sorting.dismiss_entry(actor=self.membership, entry=entry)
        return HttpResponseRedirect(self.back_to(following, dismissed=entry.public_id))


class EntryReopen(EntryView):
    """Look at it again."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        entry = self.entry(public_id)
        sorting.reopen_entry(actor=self.membership, entry=entry)
        messages.success(request, _("It waits to be sorted again."))
        return HttpResponseRedirect(self.back_to(entry))
