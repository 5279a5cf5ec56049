"""Change a share before it leaves: the same sheet as the composer. Opening the page changes nothing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from content_library import selectors as library
from sharing import selectors
from sharing.forms import AT, ComposeForm
from sharing.models import Share
from sharing.selectors import compositions as kept_compositions
from sharing.selectors import desk as desks
from sharing.services import compositions, links, prepared, shares
from sharing.states import CHANGEABLE, ShareState
from sharing.views.compose import first_pictures, planned_sentence, take_in
from sharing.views.composing import ComposerPage, Typed, parcel_of
from sharing.views.touches import make, touched


class ShareEdit(ComposerPage):
    """Change what a share says and carries, and when it leaves, until the last second."""

    share: Share

    def find(self, public_id: str) -> Share:
        """The person's own share, or 404."""
        found = selectors.share(self.membership, public_id)
        if found is None:
            raise Http404
        self.share, self.item, self.besides = found, found.item, found
        return found

    @property
    def accounts(self) -> list[selectors.Account]:
        """The one network this share is for."""
        if not hasattr(self, "_accounts"):
            offered = selectors.accounts(self.membership)
            self._accounts = [line for line in offered if line.network.key == self.share.network]
            if not self._accounts:
                raise Http404
        return self._accounts

    def address(self, typed: Typed, network: str) -> str:
        """The short link the share has, or would have."""
        if self.share.link is None and typed.link:
            key = self.share.request_key
            return links.address_for(actor=self.membership, network=network, request_key=key)
        return links.address_of(self.share)

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        if share.state not in CHANGEABLE:
            messages.info(request, _("This share can no longer be changed."))
            return HttpResponseRedirect(self.url("sharing:share_detail", public_id=public_id))
        return self.shown(self.as_it_is(share))

    def as_it_is(self, share: Share) -> Typed:
        """The share as it stands."""
        local = self.promised()
        typed = Typed(kept_compositions.key_of(share), {share.network}, {share.network: share.text}, when=AT)
        typed.comments = {share.network: share.comment.text if share.comment else ""}
        typed.relaying = {share.network} if share.reshare_of else set()
        typed.document = share.document
        typed.card_title, typed.card_description = share.card_title, share.card_description
        typed.link = share.link.destination if share.link and share.item_id is None else ""
        typed.pictures = first_pictures(self, share)
        typed.date, typed.time = (f"{local:%Y-%m-%d}", f"{local:%H:%M}") if local else ("", "")
        return typed

    def promised(self) -> datetime | None:
        """When it leaves; a draft of one's own rule proposes an hour."""
        share = self.share
        moment = share.due_at or (prepared.moment_of(share) if share.is_prepared else None)
        return timezone.localtime(moment) if moment else None

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        share = self.find(public_id)
        typed = self.typed(request.POST)
        typed.on, typed.when = {share.network}, AT
        touch = touched(request.POST)
        if touch is not None:
            problem = make(touch, self, typed)
            return self.shown(typed, problem=problem, status=422 if problem else 200)
        form = ComposeForm(request.POST, request.FILES, networks=[])
        form.full_clean()
        problem = take_in(self, form, typed)
        if problem or "add_file" in request.POST:
            return self.shown(typed, problem=problem, status=422 if problem else 200)
        if request.headers.get("HX-Request") == "true":
            return self.shown(typed, part="#live")
        try:
            share = self.change(share, typed)
        except RuleViolation as violation:
            self.find(public_id)
            return self.shown(typed, problem=violation.message, status=409)
        draft = share.state == ShareState.DRAFT
        messages.success(request, _("Your draft is kept.") if draft else planned_sentence(share))
        return HttpResponseRedirect(self.url("sharing:share_list"))

    def change(self, share: Share, typed: Typed) -> Share:
        """Change it; a draft is promised when the person says so."""
        carried = desks.Carried(typed.pictures, typed.document)
        (sheet,) = self.sheets(typed, carried)
        parcel = parcel_of(sheet, carried, typed)
        changes: dict[str, Any] = {
            "text": sheet.text if sheet.takes_words else "",
            "pictures": parcel.pictures,
            "document": parcel.document,
            "reshare_of": parcel.reshare_of,
            "first_comment": parcel.first_comment,
            "card_title": parcel.card_title,
            "card_description": parcel.card_description,
        }
        if typed.link and self.item is None:
            changes |= {"destination": typed.link, "with_link": True}
        when = self.due_local(typed)
        if "schedule" in self.request.POST and share.state == ShareState.DRAFT:
            return compositions.schedule_draft(actor=self.membership, share=share, due_local=when, **changes)
        return shares.edit_share(actor=self.membership, share=share, due_local=when, **changes)

    def due_local(self, typed: Typed) -> str:
        """The wall time chosen; empty while nobody touched it, so that it stays what was promised."""
        when = f"{typed.date}T{typed.time}" if typed.date and typed.time else ""
        local = self.promised()
        unchanged = local is not None and self.share.due_at is not None and when == f"{local:%Y-%m-%dT%H:%M}"
        return "" if unchanged else when

    def shown(self, typed: Typed, *, problem: str = "", status: int = 200, part: str = "") -> HttpResponse:
        """The page with what was typed."""
        context = {
            "desk": self.desk(typed),
            "share": self.share,
            "typed": typed,
            "item": self.item,
            "problem": problem,
            "editing": True,
            "announcement": library.announcement_of(self.item) if self.item else None,
            "today": timezone.localdate(),
        }
        return self.page(f"sharing/share_edit.html{part}", context, status=status)
