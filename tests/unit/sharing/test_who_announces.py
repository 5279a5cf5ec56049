"""A person announces an idea first: the others' shares wait, and follow once theirs is out or the team says so."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import AuditEntry
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from content_library import selectors
from content_library.models import ContentItem
from content_library.services import announcing, items, page_posts
from content_library.states import AnnouncementOrder, ItemState
from sharing.models import Connection, Share
from sharing.services import moving, planning, shares
from sharing.states import Evidence, HoldReason, ShareState
from tests.factories import cast
from tests.factories.content_library import AngleFactory, CampaignFactory
from tests.unit.sharing.conftest import connected

S = ShareState
Plan = Callable[..., Share]
FIRST = {"item__state": "draft", "item__announcement_order": AnnouncementOrder.AUTHOR_FIRST}


@pytest.fixture
def olga(amir: Membership) -> Membership:
    """The one who announces it, with an account of her own."""
    member = cast.acme_member(amir.organisation, "Olga Orsini", enrolled=True)
    connected(member)
    return member


@pytest.fixture(autouse=True)
def _inside(cara: Membership, olga: Membership, account: Connection) -> Iterator[None]:
    with tenant(cara.organisation_id):
        yield


@pytest.fixture
def idea(cara: Membership, olga: Membership) -> ContentItem:
    return items.publish_item(actor=cara, item=AngleFactory(**FIRST, item__author=olga).item)


def hers(olga: Membership, idea: ContentItem) -> Share:
    return shares.schedule_share(actor=olga, network="linkedin", text="I was there.", item=idea)


def went_out(share: Share) -> None:
    moving.take(share.pk, lease="00000000-0000-0000-0000-000000000001", until=timezone.now())
    moving.published(share.pk, S.PUBLISHING, evidence=Evidence.NETWORK_ID, published_at=timezone.now())


def test_the_others_wait_and_the_one_who_announces_does_not(plan: Plan, olga: Membership, idea: ContentItem) -> None:
    assert idea.state == ItemState.WAITING
    waits, first = plan(item=idea), hers(olga, idea)
    assert (waits.state, waits.reason) == (S.HELD, HoldReason.AUTHOR)
    assert first.state == S.SCHEDULED
    assert planning.obstacle(first) is None
    found = planning.obstacle(waits)
    assert found is not None
    assert (found.target, found.reason) == (S.HELD, HoldReason.AUTHOR)


def test_once_her_share_is_out_the_others_follow(plan: Plan, olga: Membership, idea: ContentItem) -> None:
    waits, first = plan(item=idea), hers(olga, idea)
    went_out(first)
    waits.refresh_from_db()
    idea.refresh_from_db()
    assert (idea.state, waits.state) == (ItemState.LIVE, S.SCHEDULED)
    assert AuditEntry.objects.get(verb="item.announced").actor_id is None


def test_somebody_elses_share_opens_nothing(plan: Plan, amir: Membership, idea: ContentItem) -> None:
    share = plan(item=idea)
    Share.objects.filter(pk=share.pk).update(state=S.SCHEDULED, reason="")
    went_out(share)
    idea.refresh_from_db()
    assert idea.state == ItemState.WAITING


def test_the_team_may_say_so_and_it_is_written_down(plan: Plan, cara: Membership, idea: ContentItem) -> None:
    waits = plan(item=idea)
    announcing.record_announcement(actor=cara, item=idea)
    announcing.record_announcement(actor=cara, item=idea)
    waits.refresh_from_db()
    assert waits.state == S.SCHEDULED
    assert AuditEntry.objects.get(verb="item.announced").actor_id == cara.pk


def test_the_pages_own_post_opens_it_too(plan: Plan, cara: Membership, idea: ContentItem) -> None:
    waits = plan(item=idea)
    page_posts.record_page_post(actor=cara, item=idea, url="https://page.example/1")
    waits.refresh_from_db()
    assert waits.state == S.SCHEDULED


def test_another_order_is_an_override_and_is_written_down(plan: Plan, cara: Membership, idea: ContentItem) -> None:
    waits = plan(item=idea)
    items.update_item(actor=cara, item=idea, version=idea.version, announcement_order=AnnouncementOrder.PROFILES_ONLY)
    waits.refresh_from_db()
    assert waits.state == S.SCHEDULED
    changes = AuditEntry.objects.get(verb="item.announcement_order_changed").changes
    assert changes["announcement_order"] == ["author_first", "profiles_only"]


def test_nobody_named_keeps_nobody_waiting(cara: Membership) -> None:
    assert items.publish_item(actor=cara, item=AngleFactory(**FIRST).item).state == ItemState.LIVE
    outside = items.publish_item(actor=cara, item=AngleFactory(**FIRST, item__credit="A guest").item)
    assert outside.state == ItemState.WAITING


def test_only_an_idea_somebody_announces_is_announced(cara: Membership) -> None:
    with pytest.raises(RuleViolation):
        announcing.record_announcement(actor=cara, item=AngleFactory().item)


def test_the_thread_says_who_and_not_to_her_that_she_waits(
    amir: Membership, olga: Membership, idea: ContentItem
) -> None:
    seen = selectors.announcement_of(idea, viewer=amir)
    assert (seen.announced_by, seen.is_locked, seen.waits_for_page) == ("Olga Orsini", True, False)
    assert not selectors.announcement_of(idea, viewer=olga).is_locked


def test_a_new_idea_begins_with_the_order_of_its_campaign(cara: Membership) -> None:
    campaign = CampaignFactory(announcement_order=AnnouncementOrder.PROFILES_ONLY)
    taken = items.create_item(actor=cara, title="One", language="en", campaign=campaign)
    own = items.create_item(
        actor=cara, title="Two", language="en", campaign=campaign, announcement_order=AnnouncementOrder.TOGETHER
    )
    assert (taken.announcement_order, own.announcement_order) == ("profiles_only", "together")
