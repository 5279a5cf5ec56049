"""A second pair of eyes on an idea of the library: asked, answered, decided; nothing changes by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Membership, Notification
from content_library import selectors
from content_library.models import Angle, ContentItem, ItemReview, ReviewSuggestion
from content_library.services import items, reviews
from content_library.services.values import AngleValues, TextValues
from content_library.states import ItemState, ReviewState, SuggestionState
from tests.factories.content_library import ContentItemFactory, ItemReviewFactory, ReviewSuggestionFactory

ANGLE = AngleValues(name="The moment", question="What do you remember of it?", language="en")


@pytest.fixture
def draft(editor: Membership) -> ContentItem:
    return items.create_item(
        actor=editor,
        title="A school",
        language="en",
        angles=[ANGLE],
        suggested_texts=[TextValues(body="What the pupils say.", language="en")],
    )


def refusal(call: object, **kwargs: object) -> str:
    with pytest.raises(RuleViolation) as caught:
        call(**kwargs)  # type: ignore[operator]
    return caught.value.code


def told() -> list[tuple[str, Membership]]:
    return [(row.kind, row.membership) for row in Notification.objects.order_by("id")]


def test_asking_puts_it_in_review_and_tells_the_reader(
    editor: Membership, carl: Membership, draft: ContentItem
) -> None:
    day = timezone.localdate() + timedelta(days=2)
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl, due_on=day, note="Is the figure right?")
    assert draft.state == ItemState.IN_REVIEW
    assert list(selectors.reviews_for(carl)) == [review]
    assert list(selectors.reviews_asked_by(editor)) == [review]
    assert told() == [("review_asked", carl)]
    row = Notification.objects.get()
    assert row.path == f"/o/acme/library/{draft.public_id}/review/"
    assert AuditEntry.objects.filter(verb="item.review_asked").count() == 1


def test_whom_and_when_one_may_ask(editor: Membership, carl: Membership, emma: Membership, draft: ContentItem) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert refusal(reviews.ask_review, actor=editor, item=draft, reviewer=editor) == "reviewer_invalid"
    assert refusal(reviews.ask_review, actor=editor, item=draft, reviewer=emma) == "reviewer_invalid"
    assert refusal(reviews.ask_review, actor=editor, item=draft, reviewer=carl, due_on=yesterday) == "due_in_the_past"
    live = ContentItemFactory()
    assert refusal(reviews.ask_review, actor=editor, item=live, reviewer=carl) == "item_cannot_move"
    assert selectors.reviewers(editor) == [carl]
    assert not ItemReview.objects.exists()


def test_asking_somebody_else_ends_the_first_request(
    editor: Membership, carl: Membership, alice: Membership, draft: ContentItem
) -> None:
    first = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    reviews.ask_review(actor=editor, item=draft, reviewer=alice)
    first.refresh_from_db()
    assert first.state == ReviewState.OVER
    assert refusal(reviews.answer_review, actor=carl, review=first, version=1) == "request_over"


def test_an_answer_suggests_and_changes_nothing(editor: Membership, carl: Membership, draft: ContentItem) -> None:
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    angle = Angle.objects.get()
    key = f"angle:{angle.public_id}:question"
    wordings = {"title": "A school, two winters later", "facts": "", key: "What surprised you?", "unknown": "x"}
    reviews.answer_review(actor=carl, review=review, version=1, body="Well told.", wordings=wordings)
    stored = ContentItem.objects.get(pk=draft.pk)
    assert (stored.title, stored.version, stored.state) == ("A school", 1, ItemState.IN_REVIEW)
    assert sorted(ReviewSuggestion.objects.values_list("passage", flat=True)) == [key, "title"]
    assert [said.body for said in review.comments.all()] == ["Well told."]
    assert told()[-1] == ("review_answered", editor)
    assert not selectors.reviews_for(carl).exists()


def test_suggestions_are_accepted_one_by_one(editor: Membership, carl: Membership, draft: ContentItem) -> None:
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    angle, text = Angle.objects.get(), draft.suggested_texts.get()
    wordings = {
        "title": "A school, two winters later",
        f"angle:{angle.public_id}:name": "The scene",
        f"text:{text.public_id}:body": "What the pupils told us.",
    }
    reviews.answer_review(actor=carl, review=review, version=1, wordings=wordings)
    title, name, body = ReviewSuggestion.objects.order_by("id")
    for row in (title, name):
        reviews.accept_suggestion(actor=editor, suggestion=ReviewSuggestion.objects.get(pk=row.pk))
    reviews.decline_suggestion(actor=editor, suggestion=ReviewSuggestion.objects.get(pk=body.pk))
    stored = ContentItem.objects.get(pk=draft.pk)
    assert (stored.title, stored.version) == ("A school, two winters later", 3)
    kept = Angle.objects.get()
    assert (kept.name, kept.public_id) == ("The scene", angle.public_id)
    assert stored.suggested_texts.get().body == "What the pupils say."
    assert [version.changed for version in selectors.versions_of(stored)] == [["angles"], ["title"], []]
    assert refusal(reviews.accept_suggestion, actor=editor, suggestion=body) == "already_decided"


def test_words_that_changed_meanwhile_are_never_replaced(
    editor: Membership, carl: Membership, draft: ContentItem
) -> None:
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    # Saved while Carl was reading: what he suggests is about what he read.
    items.update_item(actor=editor, item=draft, version=1, title="A school in Brittany")
    reviews.answer_review(actor=carl, review=review, version=1, wordings={"title": "A school, two winters later"})
    row = ReviewSuggestion.objects.get()
    assert row.before == "A school"
    assert [each.fits for each in selectors.suggestions_of(review, selectors.content_of(draft))] == [False]
    assert refusal(reviews.accept_suggestion, actor=editor, suggestion=row) == "suggestion_outdated"
    row.refresh_from_db()
    assert (row.state, ContentItem.objects.get(pk=draft.pk).title) == (SuggestionState.OPEN, "A school in Brittany")


@pytest.mark.parametrize(
    ("wordings", "code"), [({"title": " "}, "wording_empty"), ({"title": "x" * 161}, "text_too_long")]
)
def test_wordings_that_could_not_be_saved_are_refused(
    editor: Membership, carl: Membership, draft: ContentItem, wordings: dict[str, str], code: str
) -> None:
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    assert refusal(reviews.answer_review, actor=carl, review=review, version=1, wordings=wordings) == code
    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


def test_only_the_reader_answers_and_a_comment_tells_the_other(
    editor: Membership, carl: Membership, draft: ContentItem
) -> None:
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    assert refusal(reviews.answer_review, actor=editor, review=review, version=1) == "not_the_reviewer"
    assert refusal(reviews.comment, actor=carl, review=review, body="  ") == "comment_empty"
    assert refusal(reviews.comment, actor=carl, review=review, body="x" * 2001) == "text_too_long"
    reviews.comment(actor=carl, review=review, body="Which winter?")
    reviews.comment(actor=editor, review=review, body="The last one.")
    assert told()[1:] == [("review_answered", editor), ("review_answered", carl)]


def test_proposing_ends_an_open_request(editor: Membership, carl: Membership, draft: ContentItem) -> None:
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    items.publish_item(actor=editor, item=draft)
    review.refresh_from_db()
    assert review.state == ReviewState.OVER


def test_withdrawing_leaves_it_in_review(editor: Membership, carl: Membership, draft: ContentItem) -> None:
    review = reviews.ask_review(actor=editor, item=draft, reviewer=carl)
    reviews.withdraw_review(actor=editor, review=review)
    review.refresh_from_db()
    assert (review.state, draft.state) == (ReviewState.OVER, ItemState.IN_REVIEW)


def test_a_contributor_accepts_nothing_in_what_has_been_proposed(editor: Membership, carl: Membership) -> None:
    live = ContentItemFactory()
    row = ReviewSuggestionFactory(review=ItemReviewFactory(item=live, asked_by=carl, reviewer=editor))
    assert refusal(reviews.accept_suggestion, actor=carl, suggestion=row) == "item_needs_publisher"
    assert refusal(reviews.decline_suggestion, actor=carl, suggestion=row) == "item_needs_publisher"


def test_a_late_request_says_so(editor: Membership, carl: Membership) -> None:
    today = timezone.localdate()
    assert selectors.is_late(ItemReviewFactory(due_on=today - timedelta(days=1), reviewer=carl))
    assert not selectors.is_late(ItemReviewFactory(due_on=today, reviewer=carl))
