"""Writing an item."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import htmx
from advocacy.lib.errors import RuleViolation
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.drafted import conflicts, drafted
from content_library.forms.editor import ANGLES, ItemEditor, upload_in
from content_library.forms.from_link import from_link
from content_library.models import ContentItem
from content_library.services import assets, lookups, page_posts
from content_library.services import items as services
from content_library.services.items import StaleItem
from content_library.states import AnnouncementOrder, ItemState
from content_library.views.item import ItemView, proposed_sentence

PREVIEW, SAVE, REVIEW, PROPOSE, READ_LINK = "preview", "save", "review", "propose", "read_link"
TEMPLATE = "content_library/item_form.html"


class EditorView(ItemView):
    """The editor: one page for a new item and for one that exists. Every button works without a script."""

    permission = Permission.LIBRARY_WRITE

    def editor_page(
        self, editor: ItemEditor, *, fragment: str | None = None, status: int = 200, **more: Any
    ) -> HttpResponse:
        """The page, or the part that a button asked for."""
        card = drafted(editor)
        context = {
            "editor": editor,
            "form": editor.form,
            "item": editor.item,
            "card": card,
            "checks": selectors.readiness(card.item, self.organisation.languages, editor.words),
            "audience": selectors.audience_size(
                self.organisation, for_everyone=card.item.for_everyone, teams=card.teams
            ),
            "action": self.request.path,
            "orders": _orders(str(editor.form["announcement_order"].value())),
            "networks": selectors.network_choices(),
            "zone": timezone.get_current_timezone_name(),
            "is_fresh": editor.item is None or editor.item.state in services.UNPROPOSED,
            "may_review": editor.item is None or editor.item.state == ItemState.DRAFT,
            "may_publish": self.membership.can(Permission.LIBRARY_PUBLISH),
            **more,
        }
        return htmx.page(self.request, TEMPLATE, context, fragment=fragment, status=status)

    def answer(self, item: ContentItem | None) -> HttpResponse:
        """Do what the pressed button says, with what was typed."""
        request = self.request
        action = request.POST.get("do", SAVE)
        editor = ItemEditor(self.membership, item, data=request.POST)
        refused = self.take_picture(editor)
        if action == PREVIEW or "-" in action:
            editor.rework(action)
            part = {PREVIEW: "side"}.get(action, "angles" if action.startswith(ANGLES) else "texts")
            return self.editor_page(editor, fragment=part)
        if action == READ_LINK and item is None:
            return self.read_link(editor)
        if refused is not None:
            editor.is_valid()
            editor.form.add_error("upload", refused.message)
        if not editor.is_valid():
            return self.editor_page(editor)
        try:
            saved = self.save(editor, item)
        except StaleItem as stale:
            editor.take_version(stale.current.version)
            editor.refuse(stale)
            return self.editor_page(editor, status=409, conflicts=conflicts(editor, stale.current))
        except RuleViolation as violation:
            editor.refuse(violation)
            return self.editor_page(editor)
        return self.go_on(saved, action)

    def take_picture(self, editor: ItemEditor) -> RuleViolation | None:
        """Keep the picture that came, at once: whatever else must be corrected, it need not be chosen again."""
        upload = upload_in(self.request.FILES)
        if upload is None:
            return None
        text = self.request.POST.get("alternative_text", "")
        try:
            asset = assets.add_asset(actor=self.membership, upload=upload, alternative_text=text)
        except RuleViolation as violation:
            return violation
        editor.use_picture(asset.public_id)
        if asset.was_animated:
            messages.info(self.request, _("This picture moved; only its first frame was kept."))
        return None

    def read_link(self, editor: ItemEditor) -> HttpResponse:
        """Have the page of the typed link read; everything typed comes back with it."""
        try:
            lookup = lookups.look_up_link(actor=self.membership, url=editor.typed_url, typed=editor.typed_fields)
        except RuleViolation as violation:
            editor.show_typed()
            return self.editor_page(editor, link_refused=violation.message)
        return HttpResponseRedirect(self.url("content_library:link_read", public_id=lookup.public_id))

    @transaction.atomic
    def save(self, editor: ItemEditor, item: ContentItem | None) -> ContentItem:
        """Save everything or nothing."""
        actor, data = self.membership, editor.form.cleaned_data
        values = editor.values()
        if item is None:
            item = services.create_item(actor=actor, request_key=data["request_key"], **values)
        else:
            item = services.update_item(actor=actor, item=item, version=data["version"] or 0, **values)
        if item.picture is not None:
            assets.describe_asset(actor=actor, asset=item.picture, alternative_text=data["alternative_text"])
        post = selectors.page_post_of(item)
        url = data["page_url"]
        if url and (post is None or post.url != url) and actor.can(Permission.LIBRARY_PUBLISH):
            page_posts.record_page_post(actor=actor, item=item, url=url, posted_at=post.posted_at if post else None)
        return item

    def go_on(self, item: ContentItem, action: str) -> HttpResponse:
        """After a save: stay, or take the item a step further. What was written is safe whatever happens here."""
        stay = self.url("content_library:item_edit", public_id=item.public_id)
        try:
            if action == REVIEW:
                services.submit_for_review(actor=self.membership, item=item)
                messages.success(self.request, _("Saved, and in review."))
            elif action == PROPOSE and self.membership.can(Permission.LIBRARY_PUBLISH):
                services.publish_item(actor=self.membership, item=item)
                messages.success(self.request, proposed_sentence(item))
            else:
                messages.success(self.request, _("Saved."))
                return HttpResponseRedirect(stay)
        except RuleViolation as violation:
            messages.warning(self.request, _("Your text is saved. %(reason)s") % {"reason": violation.message})
            return HttpResponseRedirect(stay)
        return HttpResponseRedirect(self.url("content_library:item_detail", public_id=item.public_id))


def _orders(chosen: str) -> list[dict[str, Any]]:
    """Who announces: the choices, each with the sentence that helps to choose."""
    texts = {
        AnnouncementOrder.PAGE_FIRST: _("Ambassadors prepare their text; it leaves once the page has posted."),
        AnnouncementOrder.AUTHOR_FIRST: _(
            "For a signed article, a meeting, a trade fair. The others follow once that person has."
        ),
        AnnouncementOrder.TOGETHER: _("Nobody waits for anybody."),
        AnnouncementOrder.PROFILES_ONLY: _("Watch and views of the craft."),
    }
    return [
        {"value": order.value, "label": order.label, "text": text, "current": order.value == chosen}
        for order, text in texts.items()
    ]


class ItemNew(EditorView):
    """A new item."""

    def get(self, request: HttpRequest) -> HttpResponse:
        lookup = lookups.own_lookup(self.membership, request.GET.get("link", ""))
        if lookup is not None:
            editor, filled = from_link(self.membership, lookup)
            problem = selectors.problem_sentence(lookup.problem or "too_slow")
            return self.editor_page(editor, lookup=lookup, filled=filled, link_problem=problem)
        campaign = selectors.campaign(request.GET.get("campaign", ""))
        initial: Mapping[str, Any] = {}
        if campaign:
            initial = {"campaign": campaign.public_id, "announcement_order": campaign.announcement_order}
        return self.editor_page(ItemEditor(self.membership, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.answer(None)


class ItemEdit(EditorView):
    """An item that exists."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        item = self.item(public_id)
        if not self.allowed(item)["edit"]:
            messages.info(request, _("This idea has been proposed to ambassadors: the communications team changes it."))
            return HttpResponseRedirect(self.url("content_library:item_detail", public_id=public_id))
        return self.editor_page(ItemEditor(self.membership, item))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.answer(self.item(public_id))
