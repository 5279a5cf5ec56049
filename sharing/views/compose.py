"""The composer: start from a text or from a question, write, check, choose when."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.public_ids import random_code
from advocacy.lib.times import clock, day_and_time, short_date
from content_library.models import ContentItem
from content_library.services import assets, documents
from sharing import selectors
from sharing.forms import AT, NOW, ComposeForm
from sharing.models import Share
from sharing.selectors import compositions as kept_compositions
from sharing.selectors import desk as desks
from sharing.services import compositions, previews
from sharing.views.composing import ComposerPage, Typed
from sharing.views.opinions import opinion_of
from sharing.views.touches import make, touched


class Compose(ComposerPage):
    """Open the composer, and send what it holds."""

    def get(self, request: HttpRequest) -> HttpResponse:
        key = request.GET.get("key", "")[: kept_compositions.LONGEST_KEY]
        kept = kept_compositions.kept(self.membership, key)
        if kept.left:
            messages.info(request, _("These words are no draft any more: here is where they stand."))
            return HttpResponseRedirect(self.url("sharing:share_list"))
        item_id = request.GET.get("item", "")
        if kept.drafts:
            found = kept.drafts[0].item
            item_id = found.public_id if found is not None else ""
        self.item = self.item_sent(item_id) if kept.drafts else self.find_item(item_id)
        typed = found_again(self, key, kept) if kept.drafts else self.opened(request.GET, key)
        waiting = None if kept.drafts else kept_compositions.waiting_draft(self.membership, self.item, key)
        more = {"waiting_key": kept_compositions.key_of(waiting) if waiting else "", "waiting": waiting}
        return self.show(typed, more=more)

    def opened(self, query: QueryDict, key: str) -> Typed:
        """A fresh composer: a suggested text ready to touch up, or a question and an empty page."""
        start = query.get("start", "angle")
        typed = Typed(key or random_code(20), desks.switched_on(self.accounts), {}, start=start)
        typed.pictures = first_pictures(self)
        for account in self.accounts:
            network = account.network.key
            offered = desks.starter(self.membership, self.item, network) if start == "text" else None
            body = offered.text.body if offered else ""
            typed.texts[network] = desks.starting_text(account.network, body, self.address(typed, network))
            if offered and network in typed.on:
                typed.suggested_text = offered.text.public_id
        if start != "text" and self.item is not None:
            choices = desks.angle_choices(self.membership, self.item, "")
            wanted = query.get("angle", "")
            known = [choice.angle.public_id for choice in choices]
            typed.angle = wanted if wanted in known else (known[0] if known and wanted != "blank" else "")
        return typed

    def post(self, request: HttpRequest) -> HttpResponse:
        self.item = self.item_sent(request.POST.get("item", ""))
        typed = self.typed(request.POST)
        form = ComposeForm(request.POST, request.FILES, networks=[account.network for account in self.accounts])
        touch = touched(request.POST)
        if touch is not None:
            problem = make(touch, self, typed)
            return self.show(typed, form=faulty(form, problem), status=422 if problem else 200)
        valid = form.is_valid()
        problem = take_in(self, form, typed)
        if problem:
            return self.show(typed, form=faulty(form, problem), status=422)
        if request.POST.get("item") and self.item is None:
            gone = _("This idea can no longer be shared. Your words are here: keep them as a draft of your own.")
            return self.show(typed, form=faulty(form, gone), status=409)
        if "add_file" in request.POST:
            return self.show(typed)
        if not valid:
            return self.show(typed, form=form, status=422)
        return self.kept_or_promised(form, typed)

    def kept_or_promised(self, form: ComposeForm, typed: Typed) -> HttpResponse:
        """Save or schedule; a refusal shows the page again with every word."""
        composition, asked = self.composition(typed), self.request.POST
        drafts, by_hand = "draft" in asked, asked.get("by_hand", "")
        others = changed_meanwhile(self, typed)
        if others:
            form.add_error(
                None, _("This draft was changed elsewhere meanwhile. Both versions are here: choose, then go on.")
            )
            return self.show(typed, form=form, status=409)
        try:
            decided: dict[str, Any] = {"actor": self.membership, "composition": composition}
            decided["opinion"] = opinion_of(self.membership, asked)
            if drafts or by_hand:
                made = compositions.save_composition(**decided)
            else:
                made = compositions.schedule_composition(due_local=self.due_local(form, typed), **decided)
        except RuleViolation as violation:
            form.add_error(None, violation.message)
            return self.show(typed, form=form, status=409)
        return self.done(made, drafts=drafts, by_hand=by_hand)

    def composition(self, typed: Typed) -> compositions.Composition:
        """What the person decided."""
        return composition_of(self, typed)

    def due_local(self, form: ComposeForm, typed: Typed) -> str:
        """The wall time chosen; empty means now."""
        if form.cleaned_data.get("when") == AT:
            return form.due_local
        if form.cleaned_data.get("when") == NOW:
            return ""
        slot = desks.slot_for(self.membership, self.item, typed.first_on(self.accounts))
        return f"{timezone.localtime(slot.moment):%Y-%m-%dT%H:%M}"

    def done(self, made: list[Share], *, drafts: bool, by_hand: str) -> HttpResponse:
        """Say what will happen and go where the person looks next."""
        if drafts:
            messages.success(self.request, _("Kept in your drafts. Only you can see them."))
            return HttpResponseRedirect(self.url("sharing:share_list"))
        alone = [share for share in made if share.network == by_hand or (not by_hand and share.connection_id is None)]
        planned = [share for share in made if share.connection_id is not None]
        if planned:
            messages.success(self.request, planned_sentence(planned[0]))
        if alone:
            return HttpResponseRedirect(self.url("sharing:share_by_hand", public_id=alone[0].public_id))
        return HttpResponseRedirect(self.url("sharing:share_list"))


class ComposePreview(ComposerPage):
    """Counters, voice, notes and previews for what is being typed: asked by htmx while the person writes."""

    def post(self, request: HttpRequest) -> HttpResponse:
        self.item = self.item_sent(request.POST.get("item", ""))
        return self.show(self.typed(request.POST), part="#live")


class ComposeCard(ComposerPage):
    """The card of a link that is being looked up: asked again and again by htmx, until there is an answer."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = Typed("", set(), {}, link="-")
        typed.preview = previews.own_preview(self.membership, request.GET.get("preview", ""))
        return self.page("sharing/_link_card.html", {"typed": typed})


class ComposeKeep(ComposerPage):
    """Keep what is typed, a moment after it was typed. For the page's own script, which keeps it on the device too."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What a page that was opened without a network needs before it may send."""
        return JsonResponse({"token": get_token(request)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save drafts; 409 with the server's words when another device changed them meanwhile. None is overwritten.

        412 when somebody else wrote them: on a shared device the session may have changed hands since.
        """
        if request.POST.get("member") != self.membership.public_id:
            foreign = _("Somebody else is signed in here now. These words stay on this device, for whoever wrote them.")
            return JsonResponse({"message": foreign}, status=412)
        self.item = self.item_sent(request.POST.get("item", ""))
        typed = self.typed(request.POST)
        kept = kept_compositions.kept(self.membership, typed.request_key)
        if kept.left:
            return JsonResponse({"version": "", "saved": ""})
        others = changed_meanwhile(self, typed, kept)
        if others:
            return JsonResponse({"version": kept.version, "others": others}, status=409)
        try:
            compositions.save_composition(actor=self.membership, composition=composition_of(self, typed, worth=True))
        except RuleViolation as violation:
            return JsonResponse({"message": violation.message}, status=422)
        now = kept_compositions.kept(self.membership, typed.request_key)
        saved = _("Saved at %(time)s, for you only") % {"time": clock(timezone.now())}
        return JsonResponse({"version": now.version, "saved": saved if now.drafts else ""})

    def refuse(self, violation: RuleViolation) -> HttpResponse:
        """A script reads the answer: no redirect."""
        return JsonResponse({"message": violation.message}, status=422)


# --- What the three share --------------------------------------------------------------------------------------------
def take_in(page: ComposerPage, form: ComposeForm, typed: Typed) -> str:
    """Keep the files that came along as the person's own; the reason when one of them is refused."""
    person = page.membership
    try:
        for upload in form.uploads:
            own = assets.add_asset(actor=person, upload=upload, owner=person)
            typed.pictures.append(desks.Picked(own, form.said_of_pictures, chosen=True, own=True))
        paper = form.document_upload
        if paper is not None:
            title, name = form.title_of_document, paper.name or ""
            typed.document = documents.add_document(actor=person, upload=paper, title=title, name=name, owner=person)
    except RuleViolation as violation:
        return violation.message
    return ""


def faulty(form: ComposeForm, problem: str) -> ComposeForm | None:
    """The form with what is wrong beside it; none when nothing is."""
    if not problem:
        return None
    form.full_clean()
    form.add_error(None, problem)
    return form


def composition_of(page: ComposerPage, typed: Typed, *, worth: bool = False) -> compositions.Composition:
    """What the person decided. `worth`: only texts that hold anything, or are kept already."""
    carried = desks.Carried(typed.pictures, typed.document)
    sheets = [sheet for sheet in page.sheets(typed, carried) if sheet.on]
    if worth:
        sheets = [sheet for sheet in sheets if sheet.text.strip() or sheet.comment.strip()]
    return compositions.Composition(
        words=[_words(sheet) for sheet in sheets],
        request_key=typed.request_key,
        item=page.item,
        angle=_one_of(page.item, "angles", typed.angle),
        suggested_text=_one_of(page.item, "suggested_texts", typed.suggested_text),
        pictures=[(each.asset, each.alternative_text) for each in carried.chosen],
        document=typed.document,
        destination=typed.link,
        card_title=typed.card_title,
        card_description=typed.card_description,
    )


def changed_meanwhile(
    page: ComposerPage, typed: Typed, kept: kept_compositions.Kept | None = None
) -> list[dict[str, str]]:
    """The server's words where they are neither what is sent nor what it started from.

    The page shows both; the words of the server go beside the text, and what is sent next counts.
    """
    kept = kept or kept_compositions.kept(page.membership, typed.request_key)
    if not kept.drafts or typed.base == kept.version:
        return []
    others = [
        {"key": row.network, "label": selectors.network_label(row.network), "text": row.text}
        for row in kept.drafts
        if row.text.strip() and row.text != typed.texts.get(row.network, "")
    ]
    if others:
        typed.base = kept.version
        typed.kept, typed.kept_for = others[0]["text"], others[0]["key"]
    return others


def found_again(page: ComposerPage, key: str, kept: kept_compositions.Kept) -> Typed:
    """The composer as its drafts were left."""
    drafts = {row.network: row for row in kept.drafts}
    first = kept.drafts[0]
    typed = Typed(key, set(drafts), {}, base=kept.version, start="text" if first.suggested_text_id else "angle")
    for account in page.accounts:
        network = account.network.key
        row = drafts.get(network)
        typed.texts[network] = (
            row.text if row else desks.starting_text(account.network, "", page.address(typed, network))
        )
        typed.comments[network] = row.comment.text if row and row.comment else ""
        if row and row.reshare_of:
            typed.relaying.add(network)
    typed.angle = first.angle.public_id if first.angle else ""
    typed.document = first.document
    typed.card_title, typed.card_description = first.card_title, first.card_description
    typed.link = first.link.destination if first.link and first.item_id is None else ""
    typed.pictures = first_pictures(page, first)
    return typed


def first_pictures(page: ComposerPage, draft: Share | None = None) -> list[desks.Picked]:
    """The pictures a composer opens with: those of its draft, else the idea's own, chosen."""
    if draft is None:
        return [
            desks.Picked(each.asset, each.asset.alternative_text, chosen=True)
            for each in desks.pictures_by_id(page.membership, page.item, []).values()
        ]
    rows = list(draft.pictures.all())
    chosen = [
        desks.Picked(row.asset, row.alternative_text, chosen=True, own=row.asset.owner_id is not None) for row in rows
    ]
    there = {row.asset_id for row in rows}
    rest = desks.pictures_by_id(page.membership, page.item, []).values()
    return [*chosen, *(each for each in rest if each.asset.pk not in there)]


def planned_sentence(share: Share) -> str:
    """What will happen, in one sentence."""
    if share.due_at is None or share.due_at <= timezone.now():
        return _("It goes out within the minute. You can close this page.")
    if share.reason == "embargo":
        return _("Ready. It goes out once the page has posted.")
    if share.reason == "author":
        return _("Ready. It goes out once the person who announces it has.")
    sentence = _("Scheduled for %(when)s. You can change it until then.") % {"when": day_and_time(share.due_at)}
    ends = selectors.ends_before_due(share)
    if ends is None:
        return sentence
    known = {"network": selectors.network_label(share.network), "when": short_date(ends)}
    return f"{sentence} {_('Your access to %(network)s ends on %(when)s: renew it before, and it goes out.') % known}"


def _words(sheet: desks.Sheet) -> compositions.Words:
    return compositions.Words(
        sheet.network.key,
        sheet.text if sheet.takes_words else "",
        first_comment=sheet.comment if sheet.takes_comment else "",
        reshare_of=sheet.relay if sheet.relaying else "",
    )


def _one_of(item: ContentItem | None, relation: str, public_id: str) -> Any:
    """A row of this item by public id, or None: what belongs to another item is as good as nothing."""
    if item is None or not public_id:
        return None
    rows: list[Model] = list(getattr(item, relation).all())
    return next((row for row in rows if getattr(row, "public_id", "") == public_id), None)
