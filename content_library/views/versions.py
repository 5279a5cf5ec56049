"""What an item said before: the list, one version, and taking it up again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from advocacy.people.roles import Permission
from content_library import selectors
from content_library.services import restoring
from content_library.views.item import ItemView

PER_PAGE = 30


class VersionList(ItemView):
    """Every version of one item, the latest first: who saved it, when, and what it changed."""

    permission = Permission.LIBRARY_READ

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        item = self.item(public_id)
        page = Paginator(selectors.versions_of(item), PER_PAGE).get_page(request.GET.get("page"))
        rows = [(version, selectors.changed_words(version)) for version in page.object_list]
        return self.page("content_library/version_list.html", {"item": item, "page": page, "rows": rows})


class VersionDetail(ItemView):
    """One version: what it changed, or (`?with=now`) what has changed since."""

    permission = Permission.LIBRARY_READ

    def get(self, request: HttpRequest, public_id: str, number: int) -> HttpResponse:
        item = self.item(public_id)
        version = selectors.version_of(item, number)
        if version is None:
            raise Http404
        before = selectors.version_before(version)
        with_now = request.GET.get("with") == "now" or before is None
        changes = (
            selectors.changes_since(version, item)
            if with_now or before is None
            else selectors.changes_between(before.content, version.content)
        )
        context = {
            "item": item,
            "version": version,
            "changes": changes,
            "with_now": with_now,
            "views": _views(has_before=before is not None, with_now=with_now),
            "may_restore": self.allowed(item)["edit"] and number != item.version,
        }
        return self.page("content_library/version_detail.html", context)


def _views(*, has_before: bool, with_now: bool) -> list[dict[str, object]]:
    if not has_before:
        return []
    return [
        {"label": _("What it changed"), "href": "?", "current": not with_now},
        {"label": _("Compared with now"), "href": "?with=now", "current": with_now},
    ]


class VersionRestore(ItemView):
    """Say again what this version said, as a new version."""

    permission = Permission.LIBRARY_WRITE

    def post(self, request: HttpRequest, public_id: str, number: int) -> HttpResponse:
        item = self.item(public_id)
        if selectors.version_of(item, number) is None:
            raise Http404
        seen = request.POST.get("version", "")
        restored = restoring.restore_version(
            actor=self.membership, item=item, number=number, version=int(seen) if seen.isdecimal() else 0
        )
        messages.success(request, _("Version %(number)s is taken up again. Its dates stayed.") % {"number": number})
        if restored.missing:
            gone = ", ".join(restored.missing)
            messages.info(request, _("No longer there, so left out: %(names)s.") % {"names": gone})
        return HttpResponseRedirect(self.url("content_library:item_detail", public_id=public_id))

    def back_to(self) -> str:
        """A refusal is said on the list of versions."""
        return self.url("content_library:version_list", public_id=self.kwargs["public_id"])
