"""The running total of a share: made once, told by the networks, purged and closed on time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from advocacy.organisations.selectors import semester
from reporting.models import MetricSnapshot, ShareStat
from reporting.services import clicks, keeping, retention
from reporting.services.schedule import AGES, cut_off, is_closed, next_measure
from reporting.states import Source
from sharing.models import Share, TrackedLink
from sharing.networks.base import Metrics
from sharing.services import moving
from sharing.states import Evidence, ShareState
from tests.factories.content_library import CampaignFactory, ContentItemFactory
from tests.factories.reporting import MEASURED, MetricSnapshotFactory, shared
from tests.factories.sharing import ConnectionFactory, ShareFactory, TrackedLinkFactory

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


# --- When ------------------------------------------------------------------------------------------------------------
def test_a_share_is_measured_seven_times():
    moments, now = [], AT
    while (due := next_measure(AT, now)) is not None:
        moments.append(due)
        now = due
    assert len(moments) == len(AGES) == 7
    assert moments[-1] < AT + timedelta(days=30)


def test_a_semester_closes_thirty_days_after_its_end(acme):
    published = datetime(2026, 6, 30, 20, tzinfo=UTC)
    closes = datetime(2026, 7, 30, 22, tzinfo=UTC)
    assert not is_closed(acme, published, closes - timedelta(seconds=1))
    assert is_closed(acme, published, closes)


# --- Making ----------------------------------------------------------------------------------------------------------
def test_publishing_makes_the_running_total(acme, amir, inside):
    with inside(acme):
        campaign = CampaignFactory()
        share = ShareFactory(
            membership=amir,
            item=ContentItemFactory(campaign=campaign),
            connection=ConnectionFactory(user=amir.user),
            link=TrackedLinkFactory(),
            scheduled=True,
        )
        Share.objects.filter(pk=share.pk).update(state=ShareState.UNCONFIRMED)
        now = timezone.now()
        moving.published(
            share.pk, ShareState.UNCONFIRMED, evidence=Evidence.NETWORK_ID, published_at=now, external_id="urn:1"
        )
        stat = ShareStat.objects.get(share=share)
    assert (stat.membership_id, stat.campaign_id, stat.network) == (amir.pk, campaign.pk, "linkedin")
    assert stat.published_at == now
    assert stat.measure_due_at == now + AGES[0]
    assert stat.clicks == 0
    assert stat.impressions is None
    assert stat.source == ""


def test_a_lost_announcement_is_found_by_the_sweep(acme, amir, inside):
    with inside(acme):
        share = ShareFactory(membership=amir, published=True)
        assert keeping.keep_missing_stats() == 1
        assert keeping.keep_missing_stats() == 0
        stat = ShareStat.objects.get(share=share)
    assert stat.clicks is None
    # There is no account to ask with.
    assert stat.measure_due_at is None


def test_a_running_total_is_made_once(acme, amir, inside):
    with inside(acme):
        stat = shared(amir, at=AT, **MEASURED)
        keeping.keep_stats([stat.share])
        assert ShareStat.objects.get().impressions == 100


# --- Measuring -------------------------------------------------------------------------------------------------------
def told(stat, at=AT, **metrics):
    keeping.record_measure(stat, Metrics(**metrics), at)
    stat.save()
    stat.refresh_from_db()
    return stat


def test_a_measure_writes_a_snapshot_and_the_total(acme, amir, inside):
    with inside(acme):
        stat = told(shared(amir, at=AT), impressions=50, reactions=2, comments=0, reshares=1, link_clicks=4)
        [snapshot] = MetricSnapshot.objects.all()
    assert (stat.impressions, stat.members_reached, stat.reactions, stat.source) == (50, None, 2, Source.NETWORK)
    assert stat.measured_at == snapshot.captured_at == AT
    assert snapshot.link_clicks == 4
    # The network's clicks are not ours.
    assert stat.clicks == 0


def test_the_same_answer_twice_counts_once(acme, amir, inside):
    with inside(acme):
        stat = shared(amir, at=AT)
        for _again in range(2):
            told(stat, impressions=50)
        assert MetricSnapshot.objects.count() == 1
        assert stat.impressions == 50


def test_what_may_only_grow_does_and_what_may_shrink_may(acme, amir, inside):
    with inside(acme):
        stat = told(shared(amir, at=AT), impressions=50, members_reached=30, reactions=5, comments=2, reshares=1)
        told(stat, AT + timedelta(hours=5), impressions=40, members_reached=31, reactions=4, comments=0, reshares=1)
    assert (stat.impressions, stat.members_reached) == (50, 31)
    assert (stat.reactions, stat.comments, stat.reshares) == (4, 0, 1)


def test_unknown_and_nonsense_change_nothing(acme, amir, inside):
    with inside(acme):
        stat = told(shared(amir, at=AT), impressions=50, reactions=5)
        told(stat, AT + timedelta(hours=1), impressions=None, reactions=-3)
        assert (stat.impressions, stat.reactions, stat.measured_at) == (50, 5, AT)
        assert MetricSnapshot.objects.count() == 1


def test_an_answer_that_came_late_does_not_make_figures_younger(acme, amir, inside):
    with inside(acme):
        stat = told(shared(amir, at=AT), AT + timedelta(days=3), impressions=50)
        told(stat, AT + timedelta(days=1), impressions=20)
    assert (stat.impressions, stat.measured_at) == (50, AT + timedelta(days=3))


def test_the_network_is_believed_before_the_person(acme, amir, inside):
    with inside(acme):
        stat = told(shared(amir, at=AT, impressions=900, reactions=7, source=Source.DECLARED), impressions=50)
    assert (stat.impressions, stat.reactions, stat.source) == (50, None, Source.NETWORK)


def test_what_is_gone_is_forgotten_but_our_clicks(acme, amir, inside):
    with inside(acme):
        stat = told(shared(amir, at=AT, clicks=3), impressions=50)
        keeping.forget_measures(stat)
        assert not MetricSnapshot.objects.exists()
    assert (stat.impressions, stat.source, stat.measured_at, stat.clicks) == (None, "", None, 3)


def test_what_a_person_declared_survives_their_post(acme, amir, inside):
    with inside(acme):
        stat = shared(amir, at=AT, impressions=900, source=Source.DECLARED)
        keeping.forget_measures(stat)
    assert stat.impressions == 900


# --- Clicks ----------------------------------------------------------------------------------------------------------
def test_clicks_are_rolled_into_the_total(acme, amir, inside):
    with inside(acme):
        stat = shared(amir, at=timezone.now() - timedelta(days=2))
        without = shared(amir, at=timezone.now(), linked=False)
        TrackedLink.objects.filter(share=stat.share).update(clicks=12)
        assert clicks.roll_clicks(acme) == 1
        assert clicks.roll_clicks(acme) == 0
        stat.refresh_from_db()
        without.refresh_from_db()
    assert (stat.clicks, without.clicks) == (12, None)


def test_a_click_after_the_cut_off_changes_no_past_semester(acme, amir, inside, monkeypatch):
    with inside(acme):
        stat = shared(amir, at=datetime(2026, 3, 1, tzinfo=UTC), clicks=4)
        TrackedLink.objects.update(clicks=9)
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 7, 30, 22, 1, tzinfo=UTC))
        assert clicks.roll_clicks(acme) == 0
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 7, 30, 21, 59, tzinfo=UTC))
        assert clicks.roll_clicks(acme) == 1
        stat.refresh_from_db()
    assert stat.clicks == 9


# --- Retention -------------------------------------------------------------------------------------------------------
def test_raw_answers_are_gone_within_48_hours_and_totals_stay(acme, amir, inside):
    now = timezone.now()
    with inside(acme):
        stat = shared(amir, at=now - timedelta(days=5), **MEASURED)
        for hours in (1, 46, 48, 72):
            MetricSnapshotFactory(share=stat.share, captured_at=now - timedelta(hours=hours), impressions=1)
        MetricSnapshotFactory(share=stat.share, captured_at=now - timedelta(days=90), source=Source.IMPORT)
        assert retention.overdue().count() == 2
        assert retention.purge_snapshots() == 2
        assert not retention.overdue().exists()
        assert MetricSnapshot.objects.count() == 3
        # Run every hour, no row is ever older than promised.
        assert not retention.overdue(now + timedelta(hours=1)).exists()
        stat.refresh_from_db()
    assert stat.impressions == 100


def test_the_cut_off_is_a_moment_of_the_organisation(acme):
    acme.semester_starts = 9
    # Midnight in Paris, where the clocks went forward in between.
    assert cut_off(semester(acme, 2025, 1)) == datetime(2026, 3, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize("age", AGES)
def test_each_age_is_later_than_the_one_before(age):
    assert [later for later in AGES if later > age] == list(AGES[AGES.index(age) + 1 :])
