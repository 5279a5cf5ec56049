"""A second pair of eyes on an item of the library, before it is proposed. Never on a person's own post."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocacy.people.models import Membership
from advocacy.tenancy.models import Addressable, TenantModel
from content_library.models.items import ContentItem
from content_library.states import ReviewState, SuggestionState


class ItemReview(Addressable, TenantModel):
    """One request to one colleague to read an item. It is an opinion: it neither opens nor blocks the item."""

    item = models.ForeignKey(ContentItem, on_delete=models.CASCADE, related_name="reviews")
    asked_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewer = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.OPEN)
    due_on = models.DateField(_("for the"), null=True, blank=True)
    note = models.TextField(_("what to look at"), blank=True, max_length=500)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(state=ReviewState.OPEN), name="item_review_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"Review of {self.item_id} by {self.reviewer_id}"


class ReviewComment(TenantModel):
    """What somebody said about the item, in a review."""

    review = models.ForeignKey(ItemReview, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField(max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.body[:60]


class ReviewSuggestion(Addressable, TenantModel):
    """Other words for one passage. Nothing changes until an editor accepts it."""

    review = models.ForeignKey(ItemReview, on_delete=models.CASCADE, related_name="suggestions")
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    # Which passage: “title”, “angle:<id>:question”, “text:<id>:body”.
    passage = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["id"]

    def __str__(self) -> str:
        return self.after[:60]
