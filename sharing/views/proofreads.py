"""Opinions: asking a colleague, reading a text, deciding about the answer. For the two people concerned alone."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberFormView, MemberView
from advocacy.people.roles import Permission
from sharing import selectors
from sharing.forms import ProofreadForm, plain_lines
from sharing.models import Proofread, Share
from sharing.selectors import proofreads
from sharing.services import proofreading
from sharing.states import CHANGEABLE, ProofreadState


class AskProofread(MemberFormView):
    """Ask a colleague to read one share's text."""

    permission = Permission.SHARE_CREATE
    form_class = ProofreadForm
    template = "sharing/proofread_ask.html"

    @property
    def share(self) -> Share:
        """The share, or 404."""
        found = selectors.share(self.membership, self.kwargs["public_id"])
        if found is None:
            raise Http404
        return found

    def form_kwargs(self) -> dict[str, Any]:
        readers = proofreads.possible_readers(self.membership)
        return {"readers": [(reader.public_id, str(reader.user)) for reader in readers]}

    def context(self) -> dict[str, Any]:
        return {"share": self.share, "today": timezone.localdate(), "changeable": self.share.state in CHANGEABLE}

    def run(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, ProofreadForm)  # noqa: S101 -- narrows the type of our own form
        data = form.cleaned_data
        reader = proofreads.reader_named(self.membership, data["reader"], data["address"])
        if reader is None:
            raise RuleViolation(
                _("Nobody here has this address."),
                code="reader_invalid",
                field="address" if data["address"] else "reader",
            )
        asked = proofreading.ask(
            actor=self.membership, texts=[self.share], reader=reader, note=data["note"], wait_local=form.wait_local
        )
        messages.success(self.request, _("%(name)s has been asked.") % {"name": reader.user})
        return HttpResponseRedirect(proofreads.proofread_path(asked))


class ProofreadList(MemberView):
    """What waits for my opinion, and what I asked."""

    permission = Permission.ME_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "to_read": proofreads.to_read(self.membership),
            "asked": proofreads.asked_by(self.membership)[:20],
        }
        return self.page("sharing/proofread_list.html", context)


class ProofreadPage(MemberView):
    """One request: the reader answers here, the author decides here."""

    permission = Permission.ME_CHANGE

    def find(self, public_id: str) -> Proofread:
        """The request, or 404 for everybody but its two people."""
        found = proofreads.proofread(self.membership, public_id)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.show(self.find(public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        row = self.find(public_id)
        acts = self.as_reader if row.reader_id == self.membership.pk else self.as_author
        try:
            acts(row)
        except RuleViolation as violation:
            return self.show(self.find(public_id), problem=violation.message, status=409)
        return HttpResponseRedirect(self.url("sharing:proofread", public_id=public_id))

    def as_reader(self, row: Proofread) -> None:
        """Answer, or say that one cannot."""
        data = self.request.POST
        if data.get("act") == "decline":
            proofreading.decline(actor=self.membership, request=row)
            messages.success(self.request, _("Your colleague knows. No reason was asked."))
            return
        suggested = {text.network: plain_lines(data.get(f"text_{text.network}", "")) for text in row.texts.all()}
        proofreading.answer(
            actor=self.membership, request=row, comment=plain_lines(data.get("comment", "")), suggested=suggested
        )
        messages.success(self.request, _("Thank you. Your colleague decides."))

    def as_author(self, row: Proofread) -> None:
        """Take a suggestion, keep one's own text, or no longer need the answer."""
        act, _colon, network = self.request.POST.get("act", "").partition(":")
        if act == "withdraw":
            proofreading.withdraw(actor=self.membership, request=row)
        elif act == "keep":
            proofreading.keep(actor=self.membership, request=row)
            messages.success(self.request, _("Your text stays as it is."))
        elif act == "take":
            text = next((text for text in row.texts.all() if text.network == network), None)
            if text is None:
                raise Http404
            proofreading.take(actor=self.membership, request=row, share=text.share)
            messages.success(self.request, _("The suggestion is in your text now. You can still change it."))

    def show(self, row: Proofread, *, problem: str = "", status: int = 200) -> HttpResponse:
        """The page for whichever of the two opened it, with what was typed."""
        mine = row.author_id == self.membership.pk
        texts = [
            {
                "text": text,
                "label": selectors.network_label(text.network),
                "typed": plain_lines(self.request.POST.get(f"text_{text.network}", text.text)),
                "can_take": text.suggested_text and not text.taken_at and text.share.state in CHANGEABLE,
            }
            for text in row.texts.all()
        ]
        context = {
            "proofread": row,
            "mine": mine,
            "texts": texts,
            "open": row.state == ProofreadState.ASKED,
            "waits": any(text.share.reader_until for text in row.texts.all()),
            "comment": self.request.POST.get("comment", ""),
            "problem": problem,
        }
        return self.page("sharing/proofread.html", context, status=status)
