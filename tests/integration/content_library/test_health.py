"""The health of the library: ideas and topics are counted, people are not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advocacy.tenancy import tenant
from content_library.models import ContentItem, FollowedTopic, LibraryTargets
from content_library.selectors.health import library_health
from content_library.states import AnnouncementOrder, Family, ItemState
from tests.canary import CANARY
from tests.factories.content_library import (
    AngleFactory,
    ContentItemFactory,
    PagePostFactory,
    SuggestedTextFactory,
    TopicFactory,
)


def ago(**span):
    return timezone.now() - timedelta(**span)


def health_of(acme):
    with tenant(acme.pk):
        return library_health(acme)


def test_everything_is_counted_by_hand(acme, amir):
    acme.language, acme.also_language = "en", "fr"
    with tenant(acme.pk):
        AngleFactory(item=ContentItemFactory(family=Family.COMPANY), language="en")
        SuggestedTextFactory(
            item=ContentItemFactory(family=Family.COMPANY, state_changed_at=ago(days=20)), language="fr"
        )
        ContentItemFactory(family=Family.SECTOR, state_changed_at=ago(days=60))
        ContentItemFactory(family=Family.CRAFT, expires_at=timezone.now() + timedelta(days=2))
        # Not on offer: over, to come, put away.
        ContentItemFactory(expires_at=ago(days=1))
        ContentItemFactory(available_from=timezone.now() + timedelta(days=1))
        ContentItemFactory(state=ItemState.ARCHIVED)
        ContentItemFactory(state=ItemState.IN_REVIEW, state_changed_at=ago(days=8))
        ContentItem.objects.filter(pk=ContentItemFactory(state=ItemState.DRAFT).pk).update(updated_at=ago(days=31))
        late = ContentItemFactory(state=ItemState.WAITING, announcement_order=AnnouncementOrder.PAGE_FIRST)
        PagePostFactory(item=late, expected_at=ago(hours=1))
        FollowedTopic.objects.create(topic=TopicFactory(), membership=amir)
        TopicFactory()
    found = health_of(acme)
    assert (found.on_offer, found.fresh, found.older, found.old) == (5, 3, 1, 1)
    assert [(part.family, part.count, part.percent) for part in found.families] == [
        ("company", 3, 60), ("sector", 1, 20), ("craft", 1, 20), ("personal", 0, 0),
    ]  # fmt: skip
    assert [part.verdict for part in found.families] == ["above", "within", "within", "below"]
    assert [(part.code, part.covered, part.missing) for part in found.languages] == [("en", 1, 4), ("fr", 1, 4)]
    assert (found.without_angles, found.topics, found.topics_unfollowed) == (4, 2, 1)
    assert (found.ending_soon, found.reviews_waiting, found.drafts_forgotten) == (1, 1, 1)
    assert (found.page_late, found.old_without_end) == (1, 1)


def test_an_empty_library_is_no_error(acme, cara, client_of, url_of):
    found = health_of(acme)
    assert (found.on_offer, found.is_quiet) == (0, True)
    assert "Nothing is on offer." in client_of(cara).get(url_of(acme, "content_library:health")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(acme, carl, client_of, url_of, count):
    with tenant(acme.pk):
        for _number in range(count):
            AngleFactory()
            TopicFactory()
        with CaptureQueriesContext(connection) as queries:
            library_health(acme)
    assert len(queries) == 3
    text = client_of(carl).get(url_of(acme, "content_library:health")).content.decode()
    assert CANARY not in text
    assert "never those who share from it" in text


def test_the_aims_are_the_organisations_own(acme, cara, client_of, url_of):
    client, edit = client_of(cara), url_of(acme, "content_library:health_targets")
    sent = {"old_after_days": "30"}
    for family, (low, high) in {
        "company": (10, 30), "sector": (10, 40), "craft": (10, 40), "personal": (0, 40),
    }.items():  # fmt: skip
        sent |= {f"{family}_low": str(low), f"{family}_high": str(high)}
    assert (
        "No mix can be within"
        in client.post(edit, {**sent, "company_low": "30", "sector_low": "40", "craft_low": "40"}).content.decode()
    )
    assert "the smaller number first" in client.post(edit, {**sent, "sector_low": "90"}).content.decode()
    with tenant(acme.pk):
        assert not LibraryTargets.objects.exists()
    client.post(edit, sent)
    client.post(edit, {**sent, "old_after_days": "60"})
    with tenant(acme.pk):
        assert (LibraryTargets.objects.get().old_after_days, LibraryTargets.objects.get().bands["company"]) == (
            60,
            [10, 30],
        )
    found = health_of(acme)
    assert (found.families[0].high, found.old_after_days) == (30, 60)
