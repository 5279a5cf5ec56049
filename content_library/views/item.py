"""One item: its page, and what is done to it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberView, add_violation, safe_next
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.acts import PagePostForm, ProlongForm
from content_library.forms.items import language_choices
from content_library.models import ContentItem
from content_library.selectors.proposals import proposals_behind
from content_library.services import announcing, page_posts
from content_library.services import items as services
from content_library.states import SHAREABLE, TRANSITIONS, AnnouncementOrder, ItemState


class ItemView(MemberView):
    """A page about one item; there is none for somebody else's."""

    def item(self, public_id: str) -> ContentItem:
        """The item of the address, or 404."""
        item = selectors.item(public_id)
        if item is None:
            raise Http404
        return item

    def detail_page(self, item: ContentItem, status: int = 200, **forms: Form) -> HttpResponse:
        """The page of an item, with what was typed in the form that was refused."""
        post = selectors.page_post_of(item)
        row = selectors.library_rows([item])[0]
        context = {
            "item": item,
            "row": row,
            "post": post,
            "panels": self.panels(item),
            "checks": selectors.readiness(item, self.organisation.languages),
            "history": selectors.history_of(item),
            "proposals": proposals_behind(item) if self.membership.can(Permission.PROPOSAL_ANSWER) else [],
            "audience": selectors.audience_size(
                self.organisation, for_everyone=item.for_everyone, teams=[link.team for link in item.item_teams.all()]
            ),
            "may": self.allowed(item),
            "page_post_form": forms.get("page_post_form") or PagePostForm(post=post),
            "prolong_form": forms.get("prolong_form") or ProlongForm(initial={"expires_at": item.expires_at}),
        }
        return self.page("content_library/item_detail.html", context, status=status)

    def panels(self, item: ContentItem) -> list[dict[str, Any]]:
        """What is offered in each language, in the organisation's order."""
        angles, texts = list(item.angles.all()), list(item.suggested_texts.all())
        labels = {choice.key: choice for choice in selectors.network_choices()}
        found = [
            {
                "code": code,
                "name": name,
                "angles": [angle for angle in angles if angle.language == code],
                "texts": [(text, labels.get(text.network)) for text in texts if text.language == code],
            }
            for code, name in language_choices(self.organisation.languages)
        ]
        return [panel for panel in found if panel["angles"] or panel["texts"]]

    def allowed(self, item: ContentItem) -> dict[str, bool]:
        """What this member may do to it now."""
        next_states = TRANSITIONS[ItemState(item.state)]
        publisher = self.membership.can(Permission.LIBRARY_PUBLISH)
        writer = self.membership.can(Permission.LIBRARY_WRITE)
        proposed = item.state in SHAREABLE
        page_first = item.announcement_order == AnnouncementOrder.PAGE_FIRST
        return {
            "edit": publisher or (writer and item.state in services.UNPROPOSED),
            "submit": writer and ItemState.IN_REVIEW in next_states,
            "publish": publisher and item.state in services.UNPROPOSED,
            "unpublish": publisher and ItemState.DRAFT in next_states,
            "prolong": publisher and (proposed or item.state == ItemState.EXPIRED),
            "archive": publisher and ItemState.ARCHIVED in next_states,
            "duplicate": writer,
            "record": publisher and (page_first or proposed) and item.state != ItemState.ARCHIVED,
        }


class ItemDetail(ItemView):
    """What an item says, where it stands, what happened to it."""

    permission = Permission.LIBRARY_READ

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.detail_page(self.item(public_id))


class ItemAct(ItemView):
    """One act on one item, by POST; then back to its page, or to where the person was."""

    said: ClassVar[Any] = ""

    def run(self, item: ContentItem) -> ContentItem:
        """Call the service."""
        raise NotImplementedError

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        item = self.item(public_id)
        page = self.url("content_library:item_detail", public_id=public_id)
        try:
            item = self.run(item)
        except RuleViolation as violation:
            messages.error(request, violation.message)
            return HttpResponseRedirect(safe_next(request, page))
        messages.success(request, self.sentence(item))
        own_page = self.url("content_library:item_detail", public_id=item.public_id)
        return HttpResponseRedirect(safe_next(request, own_page))

    def sentence(self, item: ContentItem) -> str:
        """What is said once it is done."""
        raise NotImplementedError


class ItemSubmit(ItemAct):
    """Ask for a second pair of eyes."""

    permission = Permission.LIBRARY_WRITE

    def run(self, item: ContentItem) -> ContentItem:
        return services.submit_for_review(actor=self.membership, item=item)

    def sentence(self, item: ContentItem) -> str:
        return _("In review. Whoever may propose ideas finds it under “In review”.")


class ItemPublish(ItemAct):
    """Propose it to ambassadors."""

    permission = Permission.LIBRARY_PUBLISH

    def run(self, item: ContentItem) -> ContentItem:
        return services.publish_item(actor=self.membership, item=item)

    def sentence(self, item: ContentItem) -> str:
        return proposed_sentence(item)


class ItemUnpublish(ItemAct):
    """Back to draft."""

    permission = Permission.LIBRARY_PUBLISH

    def run(self, item: ContentItem) -> ContentItem:
        return services.unpublish_item(actor=self.membership, item=item)

    def sentence(self, item: ContentItem) -> str:
        return _("Back in draft. Ambassadors no longer see it.")


class ItemArchive(ItemAct):
    """Put it away."""

    permission = Permission.LIBRARY_PUBLISH

    def run(self, item: ContentItem) -> ContentItem:
        return services.archive_item(actor=self.membership, item=item)

    def sentence(self, item: ContentItem) -> str:
        return _("Archived. It can be brought back as a draft.")


class ItemDuplicate(ItemAct):
    """Start a draft from it."""

    permission = Permission.LIBRARY_WRITE

    def run(self, item: ContentItem) -> ContentItem:
        return services.duplicate_item(actor=self.membership, item=item)

    def sentence(self, item: ContentItem) -> str:
        return _("Here is the copy, in draft. Its dates were left out.")


class ItemAnnounced(ItemAct):
    """Say that the person who announces it has."""

    permission = Permission.LIBRARY_PUBLISH

    def run(self, item: ContentItem) -> ContentItem:
        return announcing.record_announcement(actor=self.membership, item=item)

    def sentence(self, item: ContentItem) -> str:
        return _("It has been announced: everybody may follow, and the shares that waited leave.")


class ItemProlong(ItemView):
    """Give it another end."""

    permission = Permission.LIBRARY_PUBLISH

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        item = self.item(public_id)
        form = ProlongForm(request.POST)
        if form.is_valid():
            try:
                services.prolong_item(actor=self.membership, item=item, expires_at=form.cleaned_data["expires_at"])
            except RuleViolation as violation:
                add_violation(form, violation)
            else:
                messages.success(request, _("Its end has been changed."))
                return HttpResponseRedirect(self.url("content_library:item_detail", public_id=public_id))
        return self.detail_page(self.item(public_id), prolong_form=form)


class ItemPagePost(ItemView):
    """Say that the page has posted."""

    permission = Permission.LIBRARY_PUBLISH

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        item = self.item(public_id)
        form = PagePostForm(request.POST)
        if form.is_valid():
            try:
                page_posts.record_page_post(actor=self.membership, item=item, **form.values())
            except RuleViolation as violation:
                add_violation(form, violation)
            else:
                messages.success(request, _("The page has spoken: the shares that waited may leave."))
                return HttpResponseRedirect(self.url("content_library:item_detail", public_id=public_id))
        return self.detail_page(self.item(public_id), page_post_form=form)


def proposed_sentence(item: ContentItem) -> str:
    """What is said once an idea is proposed."""
    if item.state == ItemState.WAITING:
        return _("Proposed. Ambassadors can prepare their text; nothing leaves before the page has posted.")
    return _("Proposed. Ambassadors find it among their ideas.")
