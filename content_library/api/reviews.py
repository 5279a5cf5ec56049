"""Reading ideas for colleagues. It is never about a person's own post."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.models import ContentItem, ItemReview, ReviewSuggestion
from content_library.serializers import reviews as serializers
from content_library.services import reviews as services


class ReviewViewSet(TenantViewSet):
    """Requests to read an idea before it is proposed, comments and suggested words."""

    resource = "reviews"
    permissions: ClassVar = dict.fromkeys(
        ("list", "retrieve", "ask", "answer", "comment", "accept", "decline", "withdraw"), Permission.LIBRARY_WRITE
    )

    @extend_schema(responses=serializers.ReviewShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """What I was asked to read and have not yet, the most urgent first."""
        page = self.paginate_queryset(selectors.reviews_for(self.membership)) or []
        return self.get_paginated_response(serializers.ReviewShape(page, many=True).data)

    @extend_schema(operation_id="items_review_retrieve", responses=serializers.ReviewWholeShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """The latest review of an idea."""
        return self.shown(public_id)

    @extend_schema(
        operation_id="items_review_ask", request=serializers.ReviewInput, responses=serializers.ReviewWholeShape
    )
    def ask(self, request: Request, org: str, public_id: str) -> Response:
        """Ask a colleague to read it; a draft becomes "in review"."""
        item = self.item(public_id)
        services.ask_review(actor=self.membership, item=item, **self.read(serializers.ReviewInput))
        return self.shown(public_id)

    @extend_schema(request=serializers.ReviewAnswer, responses=serializers.ReviewWholeShape)
    def answer(self, request: Request, org: str, public_id: str) -> Response:
        """Say what one thinks of it, as the person who was asked; nothing of the idea changes."""
        review = self.review(public_id)
        services.answer_review(actor=self.membership, review=review, **self.read(serializers.ReviewAnswer))
        return self.shown(public_id)

    @extend_schema(request=serializers.ReviewCommentInput, responses=serializers.ReviewWholeShape)
    def comment(self, request: Request, org: str, public_id: str) -> Response:
        """Add a comment; the other side is told."""
        review = self.review(public_id)
        services.comment(actor=self.membership, review=review, **self.read(serializers.ReviewCommentInput))
        return self.shown(public_id)

    @extend_schema(request=None, responses=serializers.ReviewWholeShape)
    def withdraw(self, request: Request, org: str, public_id: str) -> Response:
        """Nobody needs the opinion any more."""
        services.withdraw_review(actor=self.membership, review=self.review(public_id))
        return self.shown(public_id)

    @extend_schema(request=None, responses=serializers.ReviewWholeShape)
    def accept(self, request: Request, org: str, public_id: str, suggestion_id: str) -> Response:
        """Put the suggested words in; refused when the passage has changed since (`suggestion_outdated`)."""
        services.accept_suggestion(actor=self.membership, suggestion=self.suggestion(public_id, suggestion_id))
        return self.shown(public_id)

    @extend_schema(request=None, responses=serializers.ReviewWholeShape)
    def decline(self, request: Request, org: str, public_id: str, suggestion_id: str) -> Response:
        """Keep the words as they are."""
        services.decline_suggestion(actor=self.membership, suggestion=self.suggestion(public_id, suggestion_id))
        return self.shown(public_id)

    def item(self, public_id: str) -> ContentItem:
        """The item of this address, or 404."""
        return found(selectors.item(public_id))

    def review(self, public_id: str) -> ItemReview:
        """The latest review of this item, or 404."""
        return found(selectors.review_of(self.item(public_id)))

    def suggestion(self, public_id: str, suggestion_id: str) -> ReviewSuggestion:
        """One suggestion of this item's, or 404."""
        rows = ReviewSuggestion.objects.filter(review__item__public_id=public_id, public_id=suggestion_id)
        return found(rows.select_related("review__item").first())

    def shown(self, public_id: str) -> Response:
        """The review as it stands now."""
        return Response(serializers.ReviewWholeShape(self.review(public_id)).data)
