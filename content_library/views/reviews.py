"""Reading an item for a colleague: asking, answering, deciding suggestion by suggestion."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberView, add_violation
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.forms.reviews import AskForm, CommentForm, typed_passages, wordings
from content_library.models import ContentItem, ItemReview, ReviewSuggestion
from content_library.services import reviews as services
from content_library.states import ReviewState
from content_library.views.item import ItemView


class ReviewList(MemberView):
    """What I was asked to read, and what I asked others to read."""

    permission = Permission.LIBRARY_WRITE

    def get(self, request: HttpRequest) -> HttpResponse:
        to_read = [(review, selectors.is_late(review)) for review in selectors.reviews_for(self.membership)[:100]]
        asked = list(selectors.reviews_asked_by(self.membership)[:100])
        return self.page("content_library/review_list.html", {"to_read": to_read, "asked": asked})


class ReviewPage(ItemView):
    """The review of one item. One page for whoever asks, whoever reads and whoever decides."""

    permission = Permission.LIBRARY_WRITE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self.review_page(self.item(public_id))

    def review_page(self, item: ContentItem, **forms: Form) -> HttpResponse:
        """The page, with what was typed in the form that was refused."""
        review, may = selectors.review_of(item), self.allowed(item)
        content = selectors.content_of(item)
        is_open = review is not None and review.state == ReviewState.OPEN
        context = {
            "item": item,
            "review": review,
            "is_open": is_open,
            "is_late": review is not None and selectors.is_late(review),
            "reads": is_open and review is not None and review.reviewer_id == self.membership.pk,
            "comments": review.comments.select_related("author__user") if review else (),
            "suggestions": selectors.suggestions_of(review, content) if review else (),
            "passages": typed_passages(selectors.passages_of(content), self.request.POST.dict()),
            "version": self.request.POST.get("version") or item.version,
            "may_edit": may["edit"],
            "may_ask": may["edit"] and item.state in {"draft", "in_review"},
            "ask_form": forms.get("ask") or AskForm(people=selectors.reviewers(self.membership)),
            "comment_form": forms.get("comment") or CommentForm(),
        }
        return self.page("content_library/review.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        item = self.item(public_id)
        act, _colon, which = request.POST.get("act", "").partition(":")
        if act == "ask":
            return self.ask(item)
        review = selectors.review_of(item)
        if review is None:
            raise Http404
        if act in {"answer", "comment"}:
            return self.say(item, review, act)
        try:
            messages.success(request, self.decide(review, act, which))
        except RuleViolation as violation:
            messages.error(request, violation.message)
        return self.back(item)

    def ask(self, item: ContentItem) -> HttpResponse:
        """Ask a colleague."""
        form = AskForm(self.request.POST, people=selectors.reviewers(self.membership))

        def run() -> str:
            review = services.ask_review(actor=self.membership, item=item, **form.cleaned_data)
            return _("%(name)s has been asked to read it.") % {"name": review.reviewer.user if review.reviewer else ""}

        return self.run(item, "ask", form, run)

    def say(self, item: ContentItem, review: ItemReview, act: str) -> HttpResponse:
        """Comment, or answer with other words."""
        form, data = CommentForm(self.request.POST), self.request.POST.dict()

        def run() -> str:
            body = form.cleaned_data["body"]
            if act == "comment":
                services.comment(actor=self.membership, review=review, body=body)
                return _("Said.")
            seen = data.get("version", "")
            version = int(seen) if seen.isdecimal() else item.version
            services.answer_review(
                actor=self.membership, review=review, version=version, body=body, wordings=wordings(data)
            )
            return _("Thank you. Your colleague has been told.")

        return self.run(item, "comment", form, run)

    def run(self, item: ContentItem, name: str, form: Form, act: Callable[[], str]) -> HttpResponse:
        """Do it, or show again what was typed."""
        if form.is_valid():
            try:
                messages.success(self.request, act())
            except RuleViolation as violation:
                add_violation(form, violation)
            else:
                return self.back(item)
        forms: dict[str, Any] = {name: form}
        return self.review_page(self.item(item.public_id), **forms)

    def decide(self, review: ItemReview, act: str, which: str) -> str:
        """What an editor decides by one button."""
        actor = self.membership
        if act == "withdraw":
            services.withdraw_review(actor=actor, review=review)
            return _("The request is withdrawn.")
        suggestion = ReviewSuggestion.objects.filter(review=review, public_id=which).first()
        if suggestion is None or act not in {"accept", "decline"}:
            raise Http404
        if act == "accept":
            services.accept_suggestion(actor=actor, suggestion=suggestion)
            return _("Accepted: the idea says it now.")
        services.decline_suggestion(actor=actor, suggestion=suggestion)
        return _("Left as it was.")

    def back(self, item: ContentItem) -> HttpResponse:
        """To the page as it stands now."""
        return HttpResponseRedirect(self.url("content_library:review", public_id=item.public_id))
