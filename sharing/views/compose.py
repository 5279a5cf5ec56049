"""The composer: start from a text or from a question, write, check, choose when."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.lib.public_ids import random_code
from advocacy.lib.times import day_and_time
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from content_library import selectors as library
from content_library.models import Asset, ContentItem
from content_library.services import assets
from sharing import selectors
from sharing.forms import AT, NO_PICTURE, NOW, OWN_PICTURE, SLOT, ComposeForm, plain_lines
from sharing.models import Share
from sharing.selectors import desk as desks
from sharing.services import compositions, links


@dataclass
class Typed:
    """What the composer holds at one moment, whether just opened or sent back: nothing typed is ever lost."""

    request_key: str
    on: set[str]
    texts: dict[str, str]
    angle: str = ""
    suggested_text: str = ""
    start: str = "angle"
    step: int = 0
    picture: str = ""
    own_picture: str = ""
    alternative_text: str = ""
    when: str = SLOT
    date: str = ""
    time: str = ""
    kept: str = ""
    kept_for: str = ""


class ComposerPage(MemberView):
    """What opening, checking and sending the composer share."""

    permission = Permission.SHARE_CREATE
    item: ContentItem | None = None

    def find_item(self, public_id: str) -> ContentItem | None:
        """The idea to share; None for a post of one's own. 404 when it can no longer be shared, or is not ours."""
        if not public_id:
            return None
        item = library.shareable_item(public_id)
        if item is None:
            raise Http404
        return item

    def address(self, request_key: str, network: str) -> str:
        """The short link this composition will carry on that network; none for a post without a link."""
        if self.item is None or not self.item.url:
            return ""
        key = compositions.key_for(request_key, network)
        return links.address_for(actor=self.membership, network=network, request_key=key)

    def typed(self, data: QueryDict) -> Typed:
        """What came back from the page."""
        keys = [account.network.key for account in self.accounts]
        fields = ("angle", "suggested_text", "own_picture", "alternative_text", "when", "date", "time", "picture")
        step = data.get("step", "")
        return Typed(
            request_key=data.get("request_key", "")[:26] or random_code(20),
            on={key for key in keys if data.get(f"on_{key}")},
            texts={key: plain_lines(data.get(f"text_{key}", "")) for key in keys},
            start=data.get("start", "angle"),
            step=int(step) if step.isdecimal() else 0,
            kept=plain_lines(data.get("kept", "")),
            kept_for=data.get("kept_for", ""),
            **{name: data.get(name, "") for name in fields},
        )

    @property
    def accounts(self) -> list[selectors.Account]:
        """The networks on offer, asked once per request."""
        if not hasattr(self, "_accounts"):
            self._accounts = desks.offered_accounts(self.membership, self.item)
        return self._accounts

    def desk(self, typed: Typed) -> desks.Desk:
        """The composer as it stands."""
        sheets = [
            desks.sheet(
                account,
                on=account.network.key in typed.on,
                text=typed.texts.get(account.network.key, ""),
                address=self.address(typed.request_key, account.network.key),
            )
            for account in self.accounts
        ]
        first = next((sheet for sheet in sheets if sheet.on), sheets[0] if sheets else None)
        voice = starter = None
        if first is not None:
            voice = desks.own_voice(self.membership, self.item, first.text, [first.address])
            starter = desks.starter(self.membership, self.item, first.network.key, typed.step)
        return desks.Desk(
            item=self.item,
            sheets=sheets,
            angles=desks.angle_choices(self.membership, self.item, typed.angle),
            starter=starter,
            voice=voice,
            slot=desks.slot_for(self.membership, self.item),
        )

    def show(self, typed: Typed, *, form: ComposeForm | None = None, status: int = 200, part: str = "") -> HttpResponse:
        """The composer's page, or one of its fragments."""
        context = {
            "desk": self.desk(typed),
            "typed": typed,
            "form": form,
            "item": self.item,
            "announcement": library.announcement_of(self.item) if self.item else None,
            "today": timezone.localdate(),
            "own_picture": library.own_asset(self.membership, typed.own_picture) if typed.own_picture else None,
        }
        return self.page(f"sharing/compose.html{part}", context, status=status)


class Compose(ComposerPage):
    """Open the composer, and send what it holds."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.item = self.find_item(request.GET.get("item", ""))
        return self.show(self.opened(request.GET))

    def opened(self, query: QueryDict) -> Typed:
        """A fresh composer: a suggested text ready to touch up, or a question and an empty page."""
        start = query.get("start", "angle")
        typed = Typed(random_code(20), desks.switched_on(self.accounts), {}, start=start)
        typed.picture = "item" if self.item is not None and self.item.picture_id else NO_PICTURE
        for account in self.accounts:
            key = account.network.key
            offered = desks.starter(self.membership, self.item, key) if start == "text" else None
            body = offered.text.body if offered else ""
            typed.texts[key] = desks.starting_text(account.network, body, self.address(typed.request_key, key))
            if offered and key in typed.on:
                typed.suggested_text = offered.text.public_id
        if start != "text" and self.item is not None:
            choices = desks.angle_choices(self.membership, self.item, "")
            wanted = query.get("angle", "")
            known = [choice.angle.public_id for choice in choices]
            typed.angle = wanted if wanted in known else (known[0] if known and wanted != "blank" else "")
        return typed

    def post(self, request: HttpRequest) -> HttpResponse:
        self.item = self.find_item(request.POST.get("item", ""))
        typed = self.typed(request.POST)
        if "use_text" in request.POST or "other_text" in request.POST or "take_back" in request.POST:
            return self.show(self.with_starter(typed, request.POST))
        form = ComposeForm(request.POST, request.FILES, networks=[account.network for account in self.accounts])
        if not form.is_valid():
            return self.show(typed, form=form, status=422)
        try:
            composition = self.composition(form, typed)
            if "draft" in request.POST:
                made = compositions.save_composition(actor=self.membership, composition=composition)
            else:
                made = compositions.schedule_composition(
                    actor=self.membership, composition=composition, due_local=self.due_local(form)
                )
        except RuleViolation as violation:
            form.add_error(None, violation.message)
            return self.show(typed, form=form, status=409)
        return self.done(made, drafts="draft" in request.POST)

    def with_starter(self, typed: Typed, data: QueryDict) -> Typed:
        """Use the suggested text on offer, ask for another, or take one's own words back. Nothing is erased."""
        key = next((account.network.key for account in self.accounts if account.network.key in typed.on), "")
        if "take_back" in data:
            typed.texts[typed.kept_for], typed.kept = typed.kept, ""
            return typed
        if "other_text" in data:
            typed.step += 1
        offered = desks.starter(self.membership, self.item, key, typed.step)
        account = next((account for account in self.accounts if account.network.key == key), None)
        if offered is None or account is None or ("other_text" in data and typed.start != "text"):
            return typed
        replaced = typed.texts.get(key, "")
        typed.texts[key] = desks.starting_text(account.network, offered.text.body, self.address(typed.request_key, key))
        typed.suggested_text, typed.start = offered.text.public_id, "text"
        if "use_text" in data and replaced.strip() and replaced != typed.texts[key]:
            typed.kept, typed.kept_for = replaced, key
        return typed

    def composition(self, form: ComposeForm, typed: Typed) -> compositions.Composition:
        """What the person decided. A picture of their own is kept as theirs alone."""
        return compositions.Composition(
            words=[compositions.Words(part.network, part.text) for part in form.parts()],
            request_key=form.cleaned_data["request_key"],
            item=self.item,
            angle=_one_of(self.item, "angles", form.cleaned_data["angle"]),
            suggested_text=_one_of(self.item, "suggested_texts", form.cleaned_data["suggested_text"]),
            picture=self.picture(form, typed),
            alternative_text=form.cleaned_data["alternative_text"],
        )

    def picture(self, form: ComposeForm, typed: Typed) -> Asset | None:
        """The picture that goes along: the idea's, the person's own, or none."""
        choice = form.cleaned_data.get("picture")
        if choice == OWN_PICTURE and form.upload is not None:
            text = form.cleaned_data["alternative_text"]
            own = assets.add_asset(
                actor=self.membership, upload=form.upload, alternative_text=text, owner=self.membership
            )
            typed.own_picture = own.public_id
            return own
        if choice == OWN_PICTURE:
            return library.own_asset(self.membership, typed.own_picture)
        if choice == "item" and self.item is not None:
            return self.item.picture
        return None

    def due_local(self, form: ComposeForm) -> str:
        """The wall time chosen; empty means now."""
        if form.cleaned_data.get("when") == AT:
            return form.due_local
        if form.cleaned_data.get("when") == NOW:
            return ""
        return f"{timezone.localtime(desks.slot_for(self.membership, self.item)):%Y-%m-%dT%H:%M}"

    def done(self, made: list[Share], *, drafts: bool) -> HttpResponse:
        """Say what will happen and go where the person looks next."""
        if drafts:
            messages.success(self.request, _("Kept in your drafts. Only you can see them."))
            return HttpResponseRedirect(self.url("sharing:share_list"))
        by_hand = [share for share in made if share.connection_id is None]
        planned = [share for share in made if share.connection_id is not None]
        if planned:
            messages.success(self.request, planned_sentence(planned[0]))
        if by_hand:
            return HttpResponseRedirect(self.url("sharing:share_by_hand", public_id=by_hand[0].public_id))
        return HttpResponseRedirect(self.url("sharing:share_list"))


class ComposePreview(ComposerPage):
    """Counters, voice and previews for what is being typed: asked by htmx while the person writes."""

    def post(self, request: HttpRequest) -> HttpResponse:
        self.item = self.find_item(request.POST.get("item", ""))
        return self.show(self.typed(request.POST), part="#live")


def planned_sentence(share: Share) -> str:
    """What will happen, in one sentence."""
    if share.due_at is None or share.due_at <= timezone.now():
        return _("It goes out within the minute. You can close this page.")
    if share.reason == "embargo":
        return _("Ready. It goes out once the page has posted.")
    return _("Scheduled for %(when)s. You can change it until then.") % {"when": day_and_time(share.due_at)}


def _one_of(item: ContentItem | None, relation: str, public_id: str) -> Any:
    """A row of this item by public id, or None: what belongs to another item is as good as nothing."""
    if item is None or not public_id:
        return None
    rows: list[Model] = list(getattr(item, relation).all())
    return next((row for row in rows if getattr(row, "public_id", "") == public_id), None)
