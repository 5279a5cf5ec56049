"""Asking the networks what became of shares: through the task, against the simulated networks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.people.models import Notification
from advocacy.tenancy import tenant
from reporting import tasks
from reporting.models import MetricSnapshot, ShareStat
from reporting.services import collecting, keeping
from reporting.states import Source
from sharing.models import Connection, ConnectionPermission, Share
from sharing.networks.base import (
    NetworkUnavailable,
    NotSupported,
    OutcomeUnknown,
    ReconnectNeeded,
    Rejected,
    TryLater,
)
from sharing.networks.linkedin import LinkedIn
from sharing.networks.x import X
from sharing.states import ConnectionState, ShareState
from tests.factories.sharing import ShareFactory, TrackedLinkFactory, connect

ANALYTICS = ["openid", "profile", "email", "w_member_social", "r_member_postAnalytics"]


@pytest.fixture
def measured_account(simulator, amir):
    """Amir's LinkedIn account, with the scope that lets us measure."""
    return account(simulator, amir, scopes=ANALYTICS)


def account(simulator, member, network="linkedin", handle="nadia", **details):
    grant = simulator.grant(network, handle, client_id=f"demo-{network}", **details)
    with tenant(member.organisation_id):
        return connect(member, grant, network)


def posted(simulator, member, connection, *, hours_ago=2.0, handle="nadia", **figures):
    """A share of this person that is out there, and whose running total is due."""
    network = connection.network
    [post] = simulator.control(
        "posts",
        posts=[{"network": network, "handle": handle, "text": "Mine.", "hours_ago": hours_ago, "figures": figures}],
    )["posts"]
    at = timezone.now() - timedelta(hours=hours_ago)
    with tenant(member.organisation_id):
        share = ShareFactory(
            membership=member,
            network=network,
            connection=connection,
            link=TrackedLinkFactory(),
            published=True,
            due_at=at,
            published_at=at,
            external_id=post["id"] if "id" in post else post["urn"],
        )
        keeping.keep_missing_stats()
        ShareStat.objects.filter(share=share).update(measure_due_at=timezone.now() - timedelta(seconds=1))
    return share


def stat_of(share):
    with tenant(share.organisation_id):
        return ShareStat.objects.get(share=share)


FIGURES = {"impressions": 640, "members_reached": 410, "reactions": 12, "comments": 3, "reshares": 1, "link_clicks": 9}


def test_a_share_is_measured_where_the_scope_is_granted(simulator, acme, amir, measured_account):
    share = posted(simulator, amir, measured_account, **FIGURES)
    tasks.collect_organisation(organisation_id=acme.pk)
    stat = stat_of(share)
    assert (stat.impressions, stat.members_reached, stat.reactions, stat.comments, stat.reshares) == (
        640,
        410,
        12,
        3,
        1,
    )
    assert (stat.source, stat.clicks) == (Source.NETWORK, 0)
    assert stat.measured_at is not None
    # Its next age: six hours.
    assert stat.measure_due_at == stat.published_at + timedelta(hours=6)
    with tenant(acme.pk):
        assert MetricSnapshot.objects.get().link_clicks == 9


def test_a_second_run_asks_nothing(simulator, acme, amir, measured_account):
    posted(simulator, amir, measured_account, **FIGURES)
    assert collecting.collect_organisation(acme) == 1
    assert collecting.collect_organisation(acme) == 0
    with tenant(acme.pk):
        assert MetricSnapshot.objects.count() == 1


def test_without_the_scope_the_network_is_not_asked(simulator, acme, amir):
    connection = account(simulator, amir, scopes=ANALYTICS[:-1])
    share = posted(simulator, amir, connection, **FIGURES)
    assert collecting.collect_organisation(acme) == 0
    stat = stat_of(share)
    assert (stat.impressions, stat.source) == (None, "")
    # Asked again at its next age, in case the scope is granted in between.
    assert stat.measure_due_at == stat.published_at + timedelta(hours=6)


def test_x_is_measured_in_one_call(simulator, acme, amir):
    connection = account(simulator, amir, "x")
    shares = [posted(simulator, amir, connection, impressions=100 + n, reactions=n) for n in range(3)]
    assert collecting.collect_organisation(acme) == 3
    assert [stat_of(share).impressions for share in shares] == [100, 101, 102]
    # X does not tell how many people.
    assert {stat_of(share).members_reached for share in shares} == {None}


def test_a_permission_that_ended_is_respected(simulator, acme, amir, measured_account):
    share = posted(simulator, amir, measured_account, **FIGURES)
    with tenant(acme.pk):
        ConnectionPermission.objects.update(ended_at=timezone.now())
    assert collecting.collect_organisation(acme) == 0
    assert stat_of(share).impressions is None


def test_another_organisations_shares_are_not_touched(simulator, acme, globex, amir, greta, measured_account):
    theirs = account(simulator, greta, handle="thomas", scopes=ANALYTICS)
    other = posted(simulator, greta, theirs, handle="thomas", **FIGURES)
    posted(simulator, amir, measured_account, **FIGURES)
    assert collecting.collect_organisation(acme) == 1
    assert stat_of(other).impressions is None


def test_a_post_that_is_gone_is_forgotten_and_its_owner_sees_it(simulator, acme, amir):
    connection = account(simulator, amir, "x")
    share = posted(simulator, amir, connection, impressions=50)
    collecting.collect_organisation(acme)
    with tenant(acme.pk):
        Share.objects.filter(pk=share.pk).update(external_id="1999999999999999999")
        ShareStat.objects.update(measure_due_at=timezone.now())
    collecting.collect_organisation(acme)
    stat = stat_of(share)
    assert (stat.impressions, stat.source, stat.measure_due_at) == (None, "", None)
    with tenant(acme.pk):
        assert not MetricSnapshot.objects.exists()
        assert Share.objects.get(pk=share.pk).state == ShareState.REMOVED


@pytest.mark.parametrize(
    ("error", "least", "most"),
    [
        (TryLater(timedelta(hours=2)), timedelta(hours=2), timedelta(hours=2, minutes=1)),
        (TryLater(), timedelta(minutes=30), timedelta(minutes=31)),
        (OutcomeUnknown("timeout"), timedelta(minutes=30), timedelta(minutes=31)),
        (NetworkUnavailable("version_sunset"), timedelta(hours=6), timedelta(hours=6, minutes=1)),
        (Rejected("invalid"), timedelta(hours=6), timedelta(hours=6, minutes=1)),
        # Its next age: six hours after it was published, two hours ago.
        (NotSupported("scope_not_granted"), timedelta(hours=3, minutes=59), timedelta(hours=4)),
    ],
)
def test_trouble_at_the_network_puts_it_off(simulator, acme, amir, measured_account, error, least, most, monkeypatch):
    share = posted(simulator, amir, measured_account, **FIGURES)
    now = timezone.now()
    monkeypatch.setattr(LinkedIn, "measure", raising(error))
    assert collecting.collect_organisation(acme) == 0
    stat = stat_of(share)
    assert least <= stat.measure_due_at - now <= most
    assert stat.impressions is None


def raising(error):
    def measure(*_args, **_kwargs):
        raise error

    return measure


def test_an_access_the_network_refuses_is_over_and_its_owner_is_told(
    simulator, acme, amir, measured_account, monkeypatch
):
    posted(simulator, amir, measured_account, **FIGURES)
    Connection.objects.filter(pk=measured_account.pk).update(refresh_token="")
    monkeypatch.setattr(LinkedIn, "measure", raising(ReconnectNeeded("token_revoked")))
    assert collecting.collect_organisation(acme) == 0
    measured_account.refresh_from_db()
    assert measured_account.state == ConnectionState.EXPIRED
    with tenant(acme.pk):
        assert Notification.objects.filter(membership=amir).count() == 1


def test_an_access_that_can_be_renewed_is_renewed_next_time(simulator, acme, amir, monkeypatch):
    connection = account(simulator, amir, "x")
    share = posted(simulator, amir, connection, impressions=77)
    with monkeypatch.context() as patched:
        patched.setattr(X, "measure", raising(ReconnectNeeded("token_invalid")))
        assert collecting.collect_organisation(acme) == 0
    connection.refresh_from_db()
    assert connection.state == ConnectionState.CONNECTED
    assert connection.access_expires_at <= timezone.now()
    with tenant(acme.pk):
        ShareStat.objects.update(measure_due_at=timezone.now())
    assert collecting.collect_organisation(acme) == 1
    assert stat_of(share).impressions == 77


def test_tokens_that_cannot_be_opened_stop_nothing(simulator, acme, amir, measured_account):
    posted(simulator, amir, measured_account, **FIGURES)
    Connection.objects.filter(pk=measured_account.pk).update(access_token="", refresh_token="")
    assert collecting.collect_organisation(acme) == 0
    with tenant(acme.pk):
        assert ShareStat.objects.get().measure_due_at > timezone.now()


def test_what_does_not_fit_into_the_time_is_left_for_the_next_job(simulator, acme, amir, measured_account, monkeypatch):
    share = posted(simulator, amir, measured_account, **FIGURES)
    monkeypatch.setattr(collecting, "GOES_ON_FOR", -1)
    assert collecting.collect_organisation(acme) == 0
    assert stat_of(share).measure_due_at <= timezone.now()


def test_more_than_one_job_can_take_rings_the_next(simulator, acme, amir, measured_account, monkeypatch, jobs_done):
    shares = [posted(simulator, amir, measured_account, **FIGURES) for _number in range(3)]
    monkeypatch.setattr(collecting, "CLAIMED", 1)
    with jobs_done():
        collecting.collect_organisation(acme)
    assert [stat_of(share).impressions for share in shares] == [640, 640, 640]


def test_a_worker_that_dies_in_the_call_loses_nothing(simulator, acme, amir, measured_account, monkeypatch):
    share = posted(simulator, amir, measured_account, **FIGURES)

    def killed(*_args, **_kwargs):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("sharing.networks.linkedin.LinkedIn.measure", killed)
        with pytest.raises(SystemExit):
            collecting.collect_organisation(acme)
    stat = stat_of(share)
    assert timezone.now() < stat.measure_due_at <= timezone.now() + collecting.LEASE
    with tenant(acme.pk):
        ShareStat.objects.update(measure_due_at=timezone.now())
    assert collecting.collect_organisation(acme) == 1


def test_an_account_that_is_not_connected_is_left_alone(simulator, acme, amir, measured_account):
    share = posted(simulator, amir, measured_account, **FIGURES)
    Connection.objects.filter(pk=measured_account.pk).update(state=ConnectionState.EXPIRED)
    assert collecting.collect_organisation(acme) == 0
    assert stat_of(share).impressions is None


def test_shares_of_a_closed_semester_are_not_asked_about(simulator, acme, amir, measured_account):
    share = posted(simulator, amir, measured_account, **FIGURES)
    with tenant(acme.pk):
        ShareStat.objects.update(published_at=timezone.now() - timedelta(days=400))
    assert collecting.collect_organisation(acme) == 0
    assert stat_of(share).measure_due_at is None


def test_the_sweeps_ring_each_active_organisation(acme, globex, amir, jobs_done):
    with tenant(acme.pk):
        share = ShareFactory(membership=amir, published=True, link=TrackedLinkFactory(clicks=8))
    with jobs_done():
        tasks.collect_figures()
    with jobs_done():
        tasks.roll_clicks()
    with jobs_done():
        tasks.purge()
    assert stat_of(share).clicks == 8
