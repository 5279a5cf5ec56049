"""States and kinds of what there is to share. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemState(models.TextChoices):
    """Where a library item stands. This is editorial; a person's share has its own states and no review."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    WAITING = "waiting", _("Waiting for the page")
    LIVE = "live", _("Available")
    EXPIRED = "expired", _("Expired")
    ARCHIVED = "archived", _("Archived")


TRANSITIONS: dict[ItemState, frozenset[ItemState]] = {
    ItemState.DRAFT: frozenset({ItemState.IN_REVIEW, ItemState.WAITING, ItemState.LIVE, ItemState.ARCHIVED}),
    ItemState.IN_REVIEW: frozenset({ItemState.DRAFT, ItemState.WAITING, ItemState.LIVE, ItemState.ARCHIVED}),
    ItemState.WAITING: frozenset({ItemState.DRAFT, ItemState.LIVE, ItemState.EXPIRED, ItemState.ARCHIVED}),
    ItemState.LIVE: frozenset({ItemState.DRAFT, ItemState.WAITING, ItemState.EXPIRED, ItemState.ARCHIVED}),
    ItemState.EXPIRED: frozenset({ItemState.LIVE, ItemState.WAITING, ItemState.ARCHIVED}),
    ItemState.ARCHIVED: frozenset({ItemState.DRAFT}),
}

# What an ambassador may prepare a share from; while the page has not posted the share is held.
SHAREABLE = frozenset({ItemState.LIVE, ItemState.WAITING})


class ItemKind(models.TextChoices):
    """What kind of thing it is."""

    ARTICLE = "article", _("Article")
    PICTURE = "picture", _("Picture")
    VIDEO = "video", _("Video link")
    EVENT = "event", _("Event")
    JOB = "job", _("Job")
    QUESTION = "question", _("Question")
    OWN_VIEW = "own_view", _("Your own view")


class Family(models.TextChoices):
    """Whose subject it is: a healthy library holds all four."""

    COMPANY = "company", _("Company news")
    SECTOR = "sector", _("The sector")
    CRAFT = "craft", _("The craft")
    PERSONAL = "personal", _("A personal view")


class AnnouncementOrder(models.TextChoices):
    """Who speaks first."""

    PAGE_FIRST = "page_first", _("The page, then ambassadors")
    AUTHOR_FIRST = "author_first", _("A person announces it, the page relays")
    TOGETHER = "together", _("Page and people together")
    PROFILES_ONLY = "profiles_only", _("Without the page")


class GoalMeasure(models.TextChoices):
    """What a campaign's goal is counted in."""

    DECLARED = "declared", _("Counted by hand")
    IMPRESSIONS = "views", _("Views of the shares")
    CLICKS = "clicks", _("Clicks to the site")
    SHARES = "shares", _("Shares")


class Mark(models.TextChoices):
    """What an ambassador did with an idea, for themselves alone."""

    KEPT = "kept", _("Kept")
    DISMISSED = "dismissed", _("Not for me")


class ProposalKind(models.TextChoices):
    """What a colleague brings. A contribution answers a brief of the communications team; the others come unasked."""

    LINK = "link", _("A link")
    PHOTO = "photo", _("A photo")
    TESTIMONY = "testimony", _("A story")
    DRAFT = "draft", _("A draft")
    CONTRIBUTION = "contribution", _("An interview or an article")


class ProposalState(models.TextChoices):
    """Where a proposal stands, for the person who made it and for the team that answers."""

    BRIEFED = "briefed", _("Asked of you")
    # A brief nobody holds: never offered, or given back. Whoever gave it back is not named anywhere.
    FREE = "free", _("Nobody yet")
    SUBMITTED = "submitted", _("Sent")
    SEEN = "seen", _("Read by the team")
    QUESTION = "question", _("A question for you")
    ACCEPTED = "accepted", _("Taken up")
    DECLINED = "declined", _("Not taken up")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What the team owes an answer to, and what it may still answer while its question is open.
TO_ANSWER = frozenset({ProposalState.SUBMITTED, ProposalState.SEEN})
ANSWERABLE = TO_ANSWER | {ProposalState.QUESTION}

_S = ProposalState
PROPOSAL_TRANSITIONS: dict[ProposalState, frozenset[ProposalState]] = {
    _S.BRIEFED: frozenset({_S.SUBMITTED, _S.FREE, _S.WITHDRAWN}),
    _S.FREE: frozenset({_S.BRIEFED, _S.WITHDRAWN}),
    _S.SUBMITTED: frozenset({_S.SEEN, _S.QUESTION, _S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.SEEN: frozenset({_S.QUESTION, _S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.QUESTION: frozenset({_S.SUBMITTED, _S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.ACCEPTED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


class PhotoConsent(models.TextChoices):
    """What the person says about those who can be recognised on their pictures."""

    NOBODY = "nobody", _("Nobody can be recognised")
    AGREED = "agreed", _("Everyone agreed")
    TO_ASK = "to_ask", _("Still to ask")


class ReviewState(models.TextChoices):
    """Where a request to read an item stands."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    # Withdrawn, asked of somebody else, or the item went on without it.
    OVER = "over", _("Over")


class SuggestionState(models.TextChoices):
    """What an editor decided about other words for a passage."""

    OPEN = "open", _("To decide")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Left as it was")


class SourceKind(models.TextChoices):
    """What kind of address a source is read from."""

    FEED = "feed", _("A feed, or a page that has one")
    WORDPRESS = "wordpress", _("A WordPress site")
    SITEMAP = "sitemap", _("A sitemap")
    NEWSLETTER = "newsletter", _("A newsletter, by its RSS address")


class SourceState(models.TextChoices):
    """Whether a source is read."""

    AWAKE = "awake", _("Read regularly")
    ASLEEP = "asleep", _("Asleep")


class EntryState(models.TextChoices):
    """Where one thing that a source told of stands."""

    WAITING = "waiting", _("To sort")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Dismissed")
    # By the source's filter, or because the library or another source has it.
    SET_ASIDE = "set_aside", _("Set aside")
    # Nobody sorted it in time.
    LAPSED = "lapsed", _("Gone by")


class LookupState(models.TextChoices):
    """Where the reading of a pasted link stands."""

    WAITING = "waiting", _("Being read")
    FOUND = "found", _("Read")
    FAILED = "failed", _("Could not be read")


def check_graph() -> None:
    """Refuse to load a table in which a state cannot be reached or leads nowhere. Raises `ValueError`."""
    reached = {target for targets in TRANSITIONS.values() for target in targets} | {ItemState.DRAFT}
    if reached != set(ItemState) or set(TRANSITIONS) != set(ItemState):
        raise ValueError("the item states do not form one graph")


check_graph()
