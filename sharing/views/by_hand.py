"""Sharing without any connection: copy, open the network's own window, say when it is done."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.htmx import toast
from advocacy.people.roles import Permission
from sharing import selectors
from sharing.models import Share
from sharing.selectors import assisted
from sharing.services import links, repairs, shares
from sharing.states import ShareState
from sharing.views.shares import ShareView


class ShareByHand(ShareView):
    """One network's way of being shared to by hand; the person says when it is done, and is believed."""

    permission = Permission.SHARE_CREATE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        if share.state != ShareState.DRAFT:
            return HttpResponseRedirect(self.url("sharing:share_detail", public_id=public_id))
        return self.show(share)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share, url = self.find(public_id), request.POST.get("url", "").strip()
        try:
            done = shares.declare_done(actor=self.membership, share=share, url=url)
        except RuleViolation as violation:
            return self.show(self.find(public_id), url=url, problem=violation.message, status=422)
        undo = self.url("sharing:share_take_back", public_id=done.public_id)
        toast(request, _("Noted, as you say it. Its link is counted."), undo_url=undo)
        return self.to_list()

    def show(self, share: Share, *, url: str = "", problem: str = "", status: int = 200) -> HttpResponse:
        """The page, with what was typed."""
        network = selectors.network(share.network, self.organisation)
        address = links.address_of(share) if share.link else ""
        context = {
            "share": share,
            "way": assisted.way(share, network, address),
            "elsewhere": assisted.elsewhere(self.membership, share),
            "url": url,
            "problem": problem,
        }
        return self.page("sharing/share_by_hand.html", context, status=status)


class ShareElsewhere(ShareView):
    """The same words on another network, by hand."""

    permission = Permission.SHARE_CREATE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        network = selectors.network(request.POST.get("network", ""), self.organisation)
        draft = repairs.also_by_hand(actor=self.membership, share=share, network=network.key)
        return HttpResponseRedirect(self.url("sharing:share_by_hand", public_id=draft.public_id))
