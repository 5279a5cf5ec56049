"""Who speaks first about an item, as the thread shows it: a node for the page, a line, a node for the person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from content_library.models import ContentItem, PagePost
from content_library.states import AnnouncementOrder


class ThreadState(StrEnum):
    """The pictures the thread can show."""

    PAGE_POSTED = "posted"
    PAGE_PLANNED = "waiting"
    BOTH_DONE = "both"
    NO_PAGE = "no_page"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the thread of one item says. The words are the component's, in the language of the moment."""

    state: ThreadState
    # When the page posted, or is expected to; None when it is not known yet.
    page_at: datetime | None = None
    page_url: str = ""
    # When this person shared it.
    person_at: datetime | None = None
    # Who announces it, when a person does so before the page.
    announced_by: str = ""

    @property
    def is_locked(self) -> bool:
        """Say whether shares wait for the page."""
        return self.state == ThreadState.PAGE_PLANNED


def page_post_of(item: ContentItem) -> PagePost | None:
    """The page's post about an item, made or to come."""
    return getattr(item, "page_post", None)


def announcement_of(item: ContentItem, *, person_at: datetime | None = None) -> Announcement:
    """The thread of an item; `person_at` is when the person who looks shared it themselves.

    Costs no query when `page_post` and `author__user` were selected with the item.
    """
    post = page_post_of(item)
    page_at = (post.posted_at or post.expected_at) if post else None
    url = post.url if post else ""
    author = item.author
    announced_by = ""
    if item.announcement_order == AnnouncementOrder.AUTHOR_FIRST:
        announced_by = str(author.user) if author else item.credit
    if post and post.posted_at:
        state = ThreadState.BOTH_DONE if person_at else ThreadState.PAGE_POSTED
    elif item.announcement_order == AnnouncementOrder.PAGE_FIRST:
        state = ThreadState.PAGE_PLANNED
    else:
        state = ThreadState.NO_PAGE
    return Announcement(state, page_at, url, person_at, announced_by)
