"""Several items at once, and the undoing of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberView, safe_next
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.models import ContentItem
from content_library.services import bulk


class ItemBulk(MemberView):
    """One act on several items: each is done or refused by itself, and both are said."""

    permission = Permission.LIBRARY_PUBLISH

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = request.POST.getlist("items")[: bulk.MOST_AT_ONCE]
        chosen = list(ContentItem.objects.filter(public_id__in=ids))
        verb, _colon, value = request.POST.get("do", "").partition(":")
        back = HttpResponseRedirect(safe_next(request, self.url("content_library:item_list")))
        if not chosen:
            messages.info(request, _("Choose one idea or more first."))
            return back
        try:
            done = bulk.act_on_several(actor=self.membership, chosen=chosen, verb=verb, value=value)
        except RuleViolation as violation:
            messages.error(request, violation.message)
            return back
        if done.changed:
            sentence = ngettext("%(count)s idea changed.", "%(count)s ideas changed.", done.changed)
            messages.success(request, sentence % {"count": done.changed})
        elif not done.refused:
            messages.info(request, _("Nothing had to change."))
        for reason in done.refused:
            messages.error(request, reason)
        return back


class ItemBulkUndo(MemberView):
    """Put back what one act changed; what somebody changed since stays, and is named."""

    permission = Permission.LIBRARY_PUBLISH

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        act = selectors.own_act(self.membership, public_id)
        if act is None:
            raise Http404
        undone = bulk.undo_bulk(actor=self.membership, act=act)
        if undone.changed:
            sentence = ngettext(
                "Undone: %(count)s idea is as it was before.",
                "Undone: %(count)s ideas are as they were before.",
                undone.changed,
            )
            messages.success(request, sentence % {"count": undone.changed})
        for reason in undone.refused:
            messages.error(request, reason)
        return HttpResponseRedirect(self.back_to())

    def back_to(self) -> str:
        """The list the person was on."""
        return safe_next(self.request, self.url("content_library:item_list"))
