"""Asking a colleague to read an item of the library, and what comes of it. It is never about a person's own post."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from advocacy.people.services import notify
from advocacy.people.states import NotificationKind
from content_library.models import ContentItem, ItemReview, ItemVersion, ReviewComment, ReviewSuggestion
from content_library.selectors.reviews import Passage, passages_of
from content_library.selectors.versions import content_of
from content_library.services.items import check_may_write, submit_for_review, update_item
from content_library.services.values import AngleValues, ItemValues, TextValues
from content_library.states import ItemState, ReviewState, SuggestionState

LONGEST_NOTE: Final = 500
LONGEST_COMMENT: Final = 2000


@transaction.atomic
def ask_review(
    *, actor: Membership, item: ContentItem, reviewer: Membership, due_on: date | None = None, note: str = ""
) -> ItemReview:
    """Ask one colleague to read an item, perhaps for a day; a draft becomes "in review", and they are told.

    An open request to somebody else ends. Refuses oneself, somebody who does not write in the library, a day that has
    passed, and an item that has been proposed or put away.
    """
    check_may_write(actor, item)
    same = reviewer.organisation_id == actor.organisation_id and reviewer.left_at is None
    if reviewer.pk == actor.pk or not same or not reviewer.can(Permission.LIBRARY_WRITE):
        raise RuleViolation(
            _("Choose a colleague who writes in the library."), code="reviewer_invalid", field="reviewer"
        )
    if due_on is not None and due_on < timezone.localdate():
        raise RuleViolation(_("This day has passed. Choose a later one."), code="due_in_the_past", field="due_on")
    if item.state != ItemState.IN_REVIEW:
        submit_for_review(actor=actor, item=item)
    ItemReview.objects.filter(item=item, state=ReviewState.OPEN).update(state=ReviewState.OVER)
    review = ItemReview.objects.create(
        item=item, asked_by=actor, reviewer=reviewer, due_on=due_on, note=note.strip()[:LONGEST_NOTE]
    )
    record_audit(actor=actor, verb="item.review_asked", subject=item)
    _tell(review, reviewer, NotificationKind.REVIEW_ASKED, by=actor, once=f"review:{review.public_id}")
    return review


@transaction.atomic
def comment(*, actor: Membership, review: ItemReview, body: str) -> ReviewComment:
    """Say something about the item; the other side is told. Refuses nothing said, and too much."""
    said = ReviewComment.objects.create(review=review, author=actor, body=_checked(body))
    other = review.asked_by if actor.pk == review.reviewer_id else review.reviewer
    if other is not None and other.pk != actor.pk:
        _tell(review, other, NotificationKind.REVIEW_ANSWERED, by=actor, once=f"review-comment:{said.pk}")
    return said


@transaction.atomic
def answer_review(
    *,
    actor: Membership,
    review: ItemReview,
    version: int,
    body: str = "",
    wordings: Mapping[str, str] | None = None,
) -> ItemReview:
    """The reviewer's answer: a comment, other wordings by passage, or neither, which means "it is fine".

    `version` is the one they read; a wording like the one they read suggests nothing. Nothing of the item changes.
    Refuses anybody else's answer, a request that is over, an empty title, and wordings that are too long.
    """
    if actor.pk != review.reviewer_id:
        raise RuleViolation(_("Only the person who was asked answers."), code="not_the_reviewer")
    answered = ItemReview.objects.filter(pk=review.pk, state=ReviewState.OPEN).update(
        state=ReviewState.ANSWERED, answered_at=timezone.now()
    )
    if answered != 1:
        raise RuleViolation(_("This request is over. Thank you all the same."), code="request_over")
    review.refresh_from_db()
    if body.strip():
        ReviewComment.objects.create(review=review, author=actor, body=_checked(body))
    read = passages_of(_content_read(review.item, version))
    suggested = [
        ReviewSuggestion(review=review, author=actor, passage=key, before=read[key].text, after=after)
        for key, after in _reworded(read, wordings or {}).items()
    ]
    ReviewSuggestion.objects.bulk_create(suggested)
    record_audit(actor=actor, verb="item.reviewed", subject=review.item)
    if review.asked_by is not None:
        _tell(review, review.asked_by, NotificationKind.REVIEW_ANSWERED, by=actor, once=f"reviewed:{review.public_id}")
    return review


@transaction.atomic
def withdraw_review(*, actor: Membership, review: ItemReview) -> None:
    """Nobody needs the opinion any more; the item stays in review. Twice is once."""
    check_may_write(actor, review.item)
    ItemReview.objects.filter(pk=review.pk, state=ReviewState.OPEN).update(state=ReviewState.OVER)


@transaction.atomic
def accept_suggestion(*, actor: Membership, suggestion: ReviewSuggestion) -> ContentItem:
    """Put the suggested words in the place of those that were read: a save like any other, with its version.

    Refuses when the passage says something else by now (`suggestion_outdated`), and what saving refuses.
    """
    item = suggestion.review.item
    _decide(actor, suggestion, SuggestionState.ACCEPTED)
    now = content_of(item)
    passage = passages_of(now).get(suggestion.passage)
    if passage is None or passage.text != suggestion.before:
        raise RuleViolation(
            _("This passage has changed since it was read. Nothing was replaced: compare both in the editor."),
            code="suggestion_outdated",
        )
    values = _values_with(now, suggestion.passage, suggestion.after)
    return update_item(actor=actor, item=item, version=item.version, **values)


@transaction.atomic
def decline_suggestion(*, actor: Membership, suggestion: ReviewSuggestion) -> None:
    """Keep the words as they are."""
    check_may_write(actor, suggestion.review.item)
    _decide(actor, suggestion, SuggestionState.DECLINED)


def _decide(actor: Membership, suggestion: ReviewSuggestion, state: SuggestionState) -> None:
    decided = ReviewSuggestion.objects.filter(pk=suggestion.pk, state=SuggestionState.OPEN).update(
        state=state, decided_by=actor, decided_at=timezone.now()
    )
    if decided != 1:
        raise RuleViolation(_("Somebody has already decided about this suggestion."), code="already_decided")


def _checked(body: str) -> str:
    body = body.strip()
    if not body:
        raise RuleViolation(_("Write your comment first."), code="comment_empty", field="body")
    if len(body) > LONGEST_COMMENT:
        raise RuleViolation(_("This comment is too long."), code="text_too_long", field="body")
    return body


def _content_read(item: ContentItem, version: int) -> dict[str, Any]:
    """What the reviewer had before their eyes: an earlier version, or what the item says now."""
    kept = ItemVersion.objects.filter(item=item, number=version).first()
    return kept.content if kept is not None and version != item.version else content_of(item)


def _reworded(read: Mapping[str, Passage], wordings: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, passage in read.items():
        # A browser sends its own line ends.
        after = wordings.get(key, passage.text).replace("\r\n", "\n").strip()
        if after == passage.text.replace("\r\n", "\n").strip():
            continue
        if len(after) > passage.longest:
            raise RuleViolation(
                _("%(passage)s: %(most)s characters at most.") % {"passage": passage.label, "most": passage.longest},
                code="text_too_long",
            )
        if not after and (key == "title" or key.endswith((":name", ":question", ":body"))):
            raise RuleViolation(
                _("%(passage)s cannot be empty. Say in a comment that it should go.") % {"passage": passage.label},
                code="wording_empty",
            )
        found[key] = after
    return found


def _values_with(content: dict[str, Any], key: str, after: str) -> ItemValues:
    kind, _colon, rest = key.partition(":")
    if not rest:
        return cast(ItemValues, {key: after})
    public_id, _colon, name = rest.partition(":")
    listed = "angles" if kind == "angle" else "suggested_texts"
    rows = [{**row, name: after} if row["id"] == public_id else row for row in content[listed]]
    if kind == "angle":
        angles = [AngleValues(row["name"], row["question"], row["language"], row["helpers"], row["id"]) for row in rows]
        return ItemValues(angles=angles)
    texts = [TextValues(row["body"], row["language"], row["network"], row["id"]) for row in rows]
    return ItemValues(suggested_texts=texts)


def _tell(review: ItemReview, member: Membership, kind: NotificationKind, *, by: Membership, once: str) -> None:
    if member.left_at is not None:
        return
    item = review.item
    path = reverse("content_library:review", args=[by.organisation.slug, item.public_id])
    notify(
        membership=member,
        kind=kind,
        details={"title": item.title or _("Untitled"), "person": str(by.user)},
        path=path,
        once_key=once,
    )
