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


def check_graph() -> None:
    """Refuse to load a table in which a state cannot be reached or leads nowhere. Raises `ValueError`."""
    reached = {target for targets in TRANSITIONS.values() for target in targets} | {ItemState.DRAFT}
    if reached != set(ItemState) or set(TRANSITIONS) != set(ItemState):
        raise ValueError("the item states do not form one graph")


check_graph()
