"""From a pasted link to an idea: the page is read by a job, and the editor opens filled in."""

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.sources import LinkForm
from content_library.services import lookups
from content_library.states import LookupState


class LinkNew(MemberFormView):
    """Where a link is pasted."""

    permission = Permission.LIBRARY_WRITE
    form_class = LinkForm
    template = "content_library/link_form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.form_page(LinkForm(initial={"url": request.GET.get("url", "")}))

    def run(self, form: BaseForm) -> HttpResponse:
        lookup = lookups.look_up_link(actor=self.membership, url=form.cleaned_data["url"])
        return HttpResponseRedirect(self.url("content_library:link_read", public_id=lookup.public_id))


class LinkRead(MemberView):
    """While its page is read; then the editor, unless the library already has it."""

    permission = Permission.LIBRARY_WRITE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        lookup = lookups.own_lookup(self.membership, public_id)
        if lookup is None:
            raise Http404
        editor = self.url("content_library:item_new") + f"?link={lookup.public_id}"
        twin = selectors.item_of_page(lookup.url, lookup.own_url)
        if lookup.state != LookupState.WAITING and twin is None:
            return HttpResponseRedirect(editor)
        response = self.page("content_library/link_read.html", {"lookup": lookup, "twin": twin, "editor_url": editor})
        if lookup.state == LookupState.WAITING and twin is None:
            # Works with and without a script; the page is read within seconds.
            response.headers["Refresh"] = "1"
        return response
