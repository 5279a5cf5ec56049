"""Who speaks first about an item, as the thread shows it: a node for the page, a line, a node for the person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocacy.people.models import Membership
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
    # Everybody else waits until that person has.
    waits_for_person: bool = False

    @property
    def is_locked(self) -> bool:
        """Say whether shares wait, for the page or for the person who announces it."""
        return self.state == ThreadState.PAGE_PLANNED or self.waits_for_person

    @property
    def waits_for_page(self) -> bool:
        """Say whether it is the page that shares wait for."""
        return self.state == ThreadState.PAGE_PLANNED


def page_post_of(item: ContentItem) -> PagePost | None:
    """The page's post about an item, made or to come."""
    return getattr(item, "page_post", None)


def waits_for_person(item: ContentItem) -> bool:
    """Say whether somebody announces it before everybody else, and has not yet. The page's own post opens it too."""
    post = page_post_of(item)
    named = item.author_id is not None or bool(item.credit)
    first = item.announcement_order == AnnouncementOrder.AUTHOR_FIRST
    return first and named and item.announced_at is None and not (post and post.posted_at)


def announces(item: ContentItem, membership_id: int) -> bool:
    """Say whether it is this member who announces it: their share waits for nobody."""
    return item.announcement_order == AnnouncementOrder.AUTHOR_FIRST and item.author_id == membership_id


def announcement_of(
    item: ContentItem, *, person_at: datetime | None = None, viewer: Membership | None = None
) -> Announcement:
    """The thread of an item; `person_at` is when the person who looks shared it themselves, `viewer` who they are.

    Costs no query when `page_post` and `author__user` were selected with the item.
    """
    post = page_post_of(item)
    page_at = (post.posted_at or post.expected_at) if post else None
    url = post.url if post else ""
    author = item.author
    announced_by = ""
    if item.announcement_order == AnnouncementOrder.AUTHOR_FIRST:
        announced_by = item.credit or (str(author.user) if author else "")
    if post and post.posted_at:
        state = ThreadState.BOTH_DONE if person_at else ThreadState.PAGE_POSTED
    elif item.announcement_order == AnnouncementOrder.PAGE_FIRST:
        state = ThreadState.PAGE_PLANNED
    else:
        state = ThreadState.NO_PAGE
    waits = waits_for_person(item) and not (viewer is not None and announces(item, viewer.pk))
    return Announcement(state, page_at, url, person_at, announced_by, waits)
