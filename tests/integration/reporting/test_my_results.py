"""A person's own results: everything about themself, nothing about anybody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advocacy.organisations.selectors import semester_at, semester_before
from advocacy.programme.models import Enrolment
from advocacy.tenancy import tenant
from reporting import selectors
from reporting.selectors import Period
from reporting.states import Source
from sharing.selectors import board
from tests.factories.content_library import ContentItemFactory, ItemTopicFactory, TopicFactory
from tests.factories.reporting import MEASURED, shared
from tests.integration.reporting.test_report_page import words


def mine(membership, period=Period.ALL):
    with tenant(membership.organisation_id):
        return selectors.my_results(membership, period)


def test_my_figures_against_my_own_past(acme, amir, emma):
    now = timezone.now()
    with tenant(acme.pk):
        for days in (5, 10, 20):
            shared(amir, at=now - timedelta(days=days), clicks=4, **MEASURED)
        shared(amir, at=now - timedelta(days=25), clicks=1)
        shared(amir, at=now - timedelta(days=40), impressions=60)
        shared(emma, at=now - timedelta(days=5), impressions=9_999)
    found = mine(amir, Period.DAYS)
    assert (found.line.shares, found.line.impressions.value, found.line.clicks.value) == (4, 300, 13)
    assert (found.line.impressions.known, found.line.impressions.made) == (3, 4)
    assert found.before.impressions.value == 60
    assert found.median_before == 60
    assert mine(amir).before is None
    assert mine(amir).line.shares == 5


def test_the_semester_is_compared_with_the_one_before(acme, amir):
    current = semester_at(acme)
    with tenant(acme.pk):
        shared(amir, at=current.starts_at, impressions=10)
        shared(amir, at=current.starts_at - timedelta(seconds=1), impressions=20)
        shared(amir, at=semester_before(acme, current).starts_at - timedelta(seconds=1), impressions=40)
    found = mine(amir, Period.SEMESTER)
    assert (found.line.impressions.value, found.before.impressions.value) == (10, 20)


def test_topics_that_suit_my_network_need_two_shares(acme, amir):
    with tenant(acme.pk):
        heat, wood = TopicFactory(name="Heat"), TopicFactory(name="Wood")
        for topic, views in ((heat, 100), (heat, 300), (heat, 900), (wood, 5_000)):
            stat = shared(amir, at=timezone.now(), impressions=views)
            ItemTopicFactory(item=stat.share.item, topic=topic)
    [line] = mine(amir).topics
    assert (line.name, line.shares, line.median) == ("Heat", 3, 300)


def test_without_views_the_page_draws_clicks(acme, amir):
    with tenant(acme.pk):
        shared(amir, at=timezone.now(), clicks=7)
    assert mine(amir).measure == "clicks"


@pytest.mark.parametrize("period", ["", "30d", "semester", "all", "nonsense"])
def test_the_page(acme, amir, client_of, url_of, period):
    with tenant(acme.pk):
        for days in range(3):
            shared(amir, at=timezone.now() - timedelta(days=days), clicks=7, **MEASURED)
    text = words(client_of(amir).get(url_of(acme, "reporting:my_results"), {"period": period}))
    assert "300" in text
    assert "For you only, compared with your own past." in text
    assert "Your name does not appear." in text
    assert "3\u00a0of\u00a03" in text


def test_nobody_elses_share_is_on_my_page(acme, amir, emma, client_of, url_of):
    with tenant(acme.pk):
        theirs = shared(emma, at=timezone.now(), **MEASURED)
        shared(amir, at=timezone.now(), **MEASURED)
    body = client_of(amir).get(url_of(acme, "reporting:my_results")).content.decode()
    assert theirs.share.public_id not in body
    assert theirs.share.title not in words(client_of(amir).get(url_of(acme, "reporting:my_results")))


def test_who_has_not_shared_is_asked_for_nothing(acme, amir, emma, client_of, url_of):
    for person in (amir, emma):
        text = words(client_of(person).get(url_of(acme, "reporting:my_results")))
        assert "Your figures will come with your first share" in text


def test_who_has_left_still_reads_their_own(acme, amir, client_of, url_of):
    with tenant(acme.pk):
        shared(amir, at=timezone.now(), clicks=7, **MEASURED)
        Enrolment.objects.update(state="left", left_at=timezone.now())
    amir.is_ambassador = False
    amir.save()
    text = words(client_of(amir).get(url_of(acme, "reporting:my_results")))
    assert "100" in text
    assert "My name in the results" not in text


def test_a_long_list_is_cut_and_can_be_opened(acme, amir, client_of, url_of):
    with tenant(acme.pk):
        for days in range(8):
            shared(amir, at=timezone.now() - timedelta(minutes=days), **MEASURED)
    url = url_of(acme, "reporting:my_results")
    assert client_of(amir).get(url).content.decode().count("own-post__facts") == 6
    assert client_of(amir).get(url, {"all": "1"}).content.decode().count("own-post__facts") == 8


def test_a_share_made_by_hand_is_not_known(acme, amir, client_of, url_of):
    with tenant(acme.pk):
        shared(amir, at=timezone.now(), clicks=2)
        shared(amir, at=timezone.now(), impressions=50, source=Source.DECLARED)
    text = words(client_of(amir).get(url_of(acme, "reporting:my_results")))
    assert "A dashed outline is a share whose views its network does not tell." in text
    assert "Declared" in text


def test_my_shares_page_shows_their_figures_to_their_author(acme, amir, client_of, url_of):
    with tenant(acme.pk):
        stat = shared(amir, at=timezone.now(), clicks=7, **{**MEASURED, "impressions": 1_234})
        [card] = board.cards([stat.share])
    assert card.figures.impressions_words == "1,234"
    assert "1,234" in words(client_of(amir).get(url_of(acme, "sharing:share_list")))


@pytest.mark.parametrize("items", [1, 3])
def test_the_number_of_queries_does_not_grow(acme, amir, client_of, url_of, items):
    with tenant(acme.pk):
        for _number in range(items):
            stat = shared(amir, at=timezone.now(), **MEASURED)
            ItemTopicFactory(item=stat.share.item, topic=TopicFactory())
            ContentItemFactory()
    client = client_of(amir)
    client.get(url_of(acme, "reporting:my_results"))
    with CaptureQueriesContext(connection) as frame:
        client.get(url_of(acme, "reporting:definitions"))
    with CaptureQueriesContext(connection) as page:
        client.get(url_of(acme, "reporting:my_results"), {})
    # Shares, their pictures, topics, the enrolment, the journal; its own top bar on phones asks for no bell.
    assert len(page) - len(frame) == 4
