"""Whatever is planned, moved, opened, closed and hurried: nothing of an idea leaves before the page has spoken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.lib.errors import RuleViolation
from advocacy.lib.secret import Secret
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library.models import ContentItem, PagePost
from content_library.services import announcing, items, page_posts
from content_library.states import AnnouncementOrder
from sharing.models import Connection, Share
from sharing.networks.base import Grant
from sharing.services import claiming, grants, publishing, settling
from sharing.services.claiming import Order
from sharing.states import HoldReason, ShareState
from tests.factories.content_library import AngleFactory

S = ShareState
Plan = Callable[..., Share]

# Minutes from now: what people plan and where the page is moved to.
MINUTES = st.integers(min_value=1, max_value=60 * 24 * 20)
ACTS = ["hurry", "claim", "begin", "sweep", "post", "announce", "page_first", "author_first", "profiles_only"]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("plan"), MINUTES),
        st.tuples(st.just("move"), MINUTES),
        st.tuples(st.sampled_from(ACTS), MINUTES),
    ),
    min_size=1,
    max_size=14,
)


@contextmanager
def undone() -> Iterator[None]:
    """What one example writes is gone when it ends."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Story:
    """One idea that the page announces first, people who plan shares of it, and a worker that would send anything."""

    def __init__(self, editor: Membership, plan: Plan) -> None:
        self.editor, self.plan = editor, plan
        self.item: ContentItem = AngleFactory(
            item__state="draft", item__announcement_order=AnnouncementOrder.PAGE_FIRST, item__author=editor
        ).item
        page_posts.expect_page_post(actor=editor, item=self.item, expected_at=timezone.now() + timedelta(minutes=30))
        items.publish_item(actor=editor, item=self.read())
        self.claimed: list[Order] = []

    def read(self) -> ContentItem:
        return ContentItem.objects.get(pk=self.item.pk)

    @property
    def may_leave(self) -> bool:
        """Whether the page has spoken, or who announces it, or nobody has to wait any more."""
        item = self.read()
        if PagePost.objects.filter(item=item, posted_at__isnull=False).exists():
            return True
        if item.announcement_order == AnnouncementOrder.AUTHOR_FIRST:
            return item.announced_at is not None
        return item.announcement_order == AnnouncementOrder.PROFILES_ONLY

    def step(self, name: str, minutes: int) -> None:
        try:
            with transaction.atomic():
                self._step(name, minutes)
        except RuleViolation:
            # Refused in words: nothing has changed.
            pass

    def _step(self, name: str, minutes: int) -> None:
        moment = timezone.now() + timedelta(minutes=minutes)
        if name == "plan":
            self.plan(item=self.read(), due_at=moment)
        elif name == "move":
            page_posts.expect_page_post(actor=self.editor, item=self.read(), expected_at=moment)
        elif name == "hurry":
            # The worst clock there is: all that is scheduled is due.
            past = timezone.now() - timedelta(minutes=1)
            Share.objects.filter(state=S.SCHEDULED).update(next_at=past, due_at=past)
        elif name == "claim":
            taken = claiming.claim_batch(4).orders
            self.claimed += taken
            assert self.may_leave or not taken
        elif name == "begin":
            going, self.claimed = publishing.begin_all(self.claimed) if self.claimed else [], []
            assert self.may_leave or not going
        elif name == "sweep":
            settling.release_held_shares()
        elif name == "post":
            page_posts.record_page_post(actor=self.editor, item=self.read(), url="https://page.example/1")
        elif name == "announce":
            announcing.record_announcement(actor=self.editor, item=self.read())
        else:
            item = self.read()
            items.update_item(actor=self.editor, item=item, version=item.version, announcement_order=name)


@pytest.fixture
def editor(cara: Membership, account: Connection) -> Iterator[Membership]:
    now = timezone.now()
    access = Grant(
        access_token=Secret("opens"),
        refresh_token=None,
        expires_at=now + timedelta(days=60),
        scopes=frozenset({"w_member_social"}),
        issued_at=now,
    )
    grants.keep(account, access)
    account.save()
    with tenant(cara.organisation_id):
        yield cara


def test_once_the_page_has_posted_the_same_worker_takes_it(editor: Membership, plan: Plan) -> None:
    story = Story(editor, plan)
    for name in ("plan", "hurry", "claim"):
        story.step(name, 60)
    assert not story.claimed
    for name in ("post", "hurry", "claim"):
        story.step(name, 60)
    assert len(story.claimed) == 1
    assert len(publishing.begin_all(story.claimed)) == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_nothing_leaves_before_the_page(editor: Membership, plan: Plan, steps: list[tuple[str, int]]) -> None:
    with undone():
        story = Story(editor, plan)
        for name, minutes in steps:
            story.step(name, minutes)
            if not story.may_leave:
                assert not Share.objects.filter(state=S.SCHEDULED).exists(), "all that is planned waits"
        for name in ("hurry", "sweep", "claim", "begin"):
            story.step(name, 1)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(first=MINUTES, moves=st.lists(MINUTES, min_size=1, max_size=5))
def test_a_share_that_waits_follows_wherever_the_page_moves(
    editor: Membership, plan: Plan, first: int, moves: list[int]
) -> None:
    with undone():
        story = Story(editor, plan)
        page_posts.expect_page_post(
            actor=editor, item=story.read(), expected_at=timezone.now() + timedelta(minutes=first)
        )
        share = plan(item=story.read())
        for minutes in moves:
            expected = timezone.now() + timedelta(minutes=minutes)
            page_posts.expect_page_post(actor=editor, item=story.read(), expected_at=expected)
            share.refresh_from_db()
            assert (share.state, share.reason, share.due_at) == (S.HELD, HoldReason.EMBARGO, expected)
            assert share.publish_before == expected + timedelta(hours=1)
