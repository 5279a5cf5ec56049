"""What the composer holds at one moment, and how it is shown again: nothing typed is ever lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.lib.public_ids import random_code
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from content_library import selectors as library
from content_library.models import ContentItem, Document
from content_library.states import ItemState
from sharing import selectors
from sharing.forms import AT, NOW, SLOT, ComposeForm, plain_lines
from sharing.models import LinkPreview, Share
from sharing.selectors import aids, timing
from sharing.selectors import compositions as kept_compositions
from sharing.selectors import desk as desks
from sharing.selectors.reshares import reshare_targets
from sharing.selectors.rhythm import frequency_note
from sharing.services import compositions, content, links, previews, quotes
from sharing.views.opinions import opinion_form

WRITE, CHECK = "write", "check"


@dataclass
class Typed:
    """What the composer holds at one moment, whether just opened, found again or sent back."""

    request_key: str
    on: set[str]
    texts: dict[str, str]
    comments: dict[str, str] = field(default_factory=dict)
    relaying: set[str] = field(default_factory=set)
    pictures: list[desks.Picked] = field(default_factory=list)
    document: Document | None = None
    angle: str = ""
    suggested_text: str = ""
    start: str = "angle"
    step: int = 0
    view: str = WRITE
    when: str = SLOT
    date: str = ""
    time: str = ""
    link: str = ""
    card_title: str = ""
    card_description: str = ""
    # The look-up of the link's card that is under way, or has ended.
    preview: LinkPreview | None = None
    kept: str = ""
    kept_for: str = ""
    # The version of the server's drafts that these words started from.
    base: str = ""
    # It came from the person just now: newer than anything a device or the server kept.
    returned: bool = False

    def first_on(self, accounts: Sequence[selectors.Account]) -> str:
        """The network whose text the helps beside it act on."""
        return next((account.network.key for account in accounts if account.network.key in self.on), "")


class ComposerPage(MemberView):
    """What opening, checking, keeping and sending the composer share."""

    permission = Permission.SHARE_CREATE
    item: ContentItem | None = None
    # The share that is being changed: it is neither close to itself nor one more in a week.
    besides: Share | None = None

    def find_item(self, public_id: str) -> ContentItem | None:
        """The idea to share; None for a post of one's own. 404 when it can no longer be shared, or is not ours."""
        if not public_id:
            return None
        item = library.shareable_item(public_id)
        if item is None:
            raise Http404
        # Asked for by every part of the page.
        prefetch_related_objects([item], "suggested_texts", "angles")
        return item

    def item_sent(self, public_id: str) -> ContentItem | None:
        """The idea of words that are already written: also one that ended meanwhile, which the services refuse."""
        item = library.shareable_item(public_id) or library.item(public_id) if public_id else None
        return None if item is None or item.state in {ItemState.DRAFT, ItemState.IN_REVIEW} else item

    def address(self, typed: Typed, network: str) -> str:
        """The short link this composition will carry on that network; none for a post without a link."""
        if not typed.link and (self.item is None or not self.item.url):
            return ""
        key = compositions.key_for(typed.request_key, network)
        return links.address_for(actor=self.membership, network=network, request_key=key)

    def typed(self, data: QueryDict) -> Typed:
        """What came back from the page."""
        keys = [account.network.key for account in self.accounts]
        names = (
            "angle",
            "suggested_text",
            "when",
            "date",
            "time",
            "kept_for",
            "base",
            "card_title",
            "card_description",
        )
        step = data.get("step", "")
        plain: dict[str, Any] = {name: data.get(name, "") for name in names}
        typed = Typed(
            request_key=data.get("request_key", "")[: kept_compositions.LONGEST_KEY] or random_code(20),
            on={key for key in keys if data.get(f"on_{key}")},
            texts={key: plain_lines(data.get(f"text_{key}", "")) for key in keys},
            comments={key: plain_lines(data.get(f"comment_{key}", "")) for key in keys},
            relaying={key for key in keys if data.get(f"relay_{key}")},
            pictures=self.pictures(data),
            document=desks.own_document(self.membership, data.get("document", "")),
            start=data.get("start", "angle"),
            view=CHECK if data.get("view") == CHECK else WRITE,
            step=int(step) if step.isdecimal() else 0,
            link="" if self.item is not None else data.get("link", "").strip(),
            kept=plain_lines(data.get("kept", "")),
            returned=True,
            **plain,
        )
        typed.preview = self.look_up(data.get("preview", ""))
        if data.get("words") and keys:
            # Written without a network, before any page told which ones there are.
            typed.on, typed.texts[keys[0]] = typed.on or {keys[0]}, plain_lines(data.get("words", ""))
        return typed

    def look_up(self, public_id: str) -> LinkPreview | None:
        """The person's own look-up of a link's card."""
        return previews.own_preview(self.membership, public_id) if public_id else None

    def pictures(self, data: QueryDict) -> list[desks.Picked]:
        """The pictures on offer in the person's order, as they were chosen and described."""
        chosen = set(data.getlist("pictures"))
        places = list(dict.fromkeys([*data.getlist("place"), *data.getlist("pictures")]))
        found = desks.pictures_by_id(self.membership, self.item, places)
        return [
            replace(found[each], chosen=each in chosen, alternative_text=data.get(f"alt_{each}", "").strip())
            for each in [*[place for place in places if place in found], *(key for key in found if key not in places)]
        ]

    @property
    def accounts(self) -> list[selectors.Account]:
        """The networks on offer, asked once per request."""
        if not hasattr(self, "_accounts"):
            self._accounts = desks.offered_accounts(self.membership, self.item)
        return self._accounts

    # --- The desk ----------------------------------------------------------------------------------------------------
    def sheets(self, typed: Typed, carried: desks.Carried) -> list[desks.Sheet]:
        """One sheet per network, with what the network is known to refuse."""
        sheets = []
        for account in self.accounts:
            key = account.network.key
            sheet = desks.sheet(
                account,
                on=key in typed.on,
                text=typed.texts.get(key, ""),
                address=self.address(typed, key),
                comment=typed.comments.get(key, ""),
                relay=next((each.external_id for each in reshare_targets(self.item, account.network)), ""),
                relaying=key in typed.relaying,
                carried=carried,
                besides=self.besides,
            )
            sheets.append(self.with_notes(sheet, carried, typed))
        return sheets

    def with_notes(self, sheet: desks.Sheet, carried: desks.Carried, typed: Typed) -> desks.Sheet:
        """The sheet with what is said beside it: what is refused, what it costs, what could be added."""
        return replace(
            sheet,
            variant=sheet.too_similar and self.variant(sheet.network.key, typed) is not None,
            problem=self.problem(sheet, carried, typed),
            disclosure=aids.disclosure(self.membership, sheet.text) if sheet.on else "",
            quote=self.quote(sheet),
        )

    def problem(self, sheet: desks.Sheet, carried: desks.Carried, typed: Typed) -> str:
        """What the network is known to refuse of this, in the rule's own words; an empty page is not told off."""
        if not sheet.on or sheet.is_too_long:
            return ""
        parcel = parcel_of(sheet, carried, typed)
        try:
            content.check(sheet.network, text=sheet.text or "-", parcel=parcel, as_card=sheet.shows_card)
        except RuleViolation as violation:
            return violation.message
        return ""

    def quote(self, sheet: desks.Sheet) -> str:
        """What the post costs and what is left, before it is promised; nothing for one the person posts themselves."""
        if not sheet.on or sheet.by_hand:
            return ""
        return quotes.quote(self.membership, sheet.network.key, sheet.text).sentence

    def rhythm(self, sheets: Sequence[desks.Sheet], due_at: datetime | None) -> list[str]:
        """Words about the person's own pace: what they wished for, and what the networks advise."""
        if due_at is None:
            return []
        advice = [
            quotes.advice(self.membership, sheet.network.key, due_at, exclude=self.besides)
            for sheet in sheets
            if sheet.on and not sheet.by_hand
        ]
        return [note for note in (frequency_note(self.membership, due_at, exclude=self.besides), *advice) if note]

    def variant(self, network: str, typed: Typed) -> desks.Starter | None:
        """The next suggested text that nobody has nearly said on that network."""
        return desks.unused_variant(self.membership, self.item, network, typed.texts.get(network, ""))

    def desk(self, typed: Typed) -> desks.Desk:
        """The composer as it stands."""
        carried = desks.Carried(typed.pictures, typed.document)
        sheets = self.sheets(typed, carried)
        first = next((sheet for sheet in sheets if sheet.on), sheets[0] if sheets else None)
        slot = desks.slot_for(self.membership, self.item, first.network.key if first else "")
        due_at = due_at_of(typed, slot, self.membership.time_zone)
        desk = desks.Desk(
            item=self.item,
            sheets=sheets,
            angles=desks.angle_choices(self.membership, self.item, typed.angle),
            starter=None,
            voice=None,
            slot=slot,
            carried=carried,
            emoji=aids.emoji_groups(),
            hashtags=aids.hashtags(self.membership, self.item),
            due_at=due_at,
            rhythm=self.rhythm(sheets, due_at),
        )
        if first is None:
            return desk
        return replace(desk, **self.about(first, typed, due_at))

    def about(self, first: desks.Sheet, typed: Typed, due_at: datetime | None) -> dict[str, Any]:
        """What is said about the first text: its voice, what it took over, how close colleagues' texts come."""
        starter = desks.starter(self.membership, self.item, first.network.key, typed.step)
        voice = desks.own_voice(self.membership, self.item, first.text, [first.address])
        exact = self.item is not None and typed.when == AT and due_at is not None
        return {
            "starter": starter,
            "voice": voice,
            "taken": desks.taken(self.item, first.text) if voice and not voice.unchanged else (),
            "start_here": aids.first_sentence(first.text) if voice and voice.unchanged else "",
            # A text as it was suggested is like others by nature: nothing to say about that.
            "likeness": None
            if voice is None or voice.unchanged
            else desks.likeness(self.membership, self.item, first.text, [first.address]),
            "around": timing.colleagues_around(self.membership, self.item, first.network.key, due_at)
            if exact and self.item is not None and due_at is not None
            else 0,
        }

    def show(
        self,
        typed: Typed,
        *,
        form: ComposeForm | None = None,
        status: int = 200,
        part: str = "",
        more: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """The composer's page, or one of its fragments."""
        context = {
            "desk": self.desk(typed),
            "typed": typed,
            "form": form,
            "item": self.item,
            "announcement": library.announcement_of(self.item) if self.item else None,
            "today": timezone.localdate(),
            "read_form": opinion_form(self.membership, self.request.POST),
            **(more or {}),
        }
        return self.page(f"sharing/compose.html{part}", context, status=status)


def parcel_of(sheet: desks.Sheet, carried: desks.Carried, typed: Typed) -> content.Parcel:
    """What goes with the words to one network."""
    if sheet.relaying:
        return content.Parcel(reshare_of=sheet.relay)
    return content.Parcel(
        pictures=[(each.asset, each.alternative_text) for each in carried.chosen],
        document=carried.document,
        first_comment=sheet.comment if sheet.takes_comment else "",
        card_title=typed.card_title,
        card_description=typed.card_description,
    )


def due_at_of(typed: Typed, slot: timing.Slot, zone: str) -> datetime | None:
    """When the share would leave, as far as the page can tell."""
    if typed.when == NOW:
        return timezone.now()
    if typed.when != AT:
        return slot.moment
    try:
        return datetime.fromisoformat(f"{typed.date}T{typed.time}").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
