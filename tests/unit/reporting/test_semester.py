"""The report of a semester: a hand-computed example, names by choice, comparisons, queries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advocacy.organisations.selectors import semester
from advocacy.programme.models import Enrolment
from reporting import selectors
from reporting.selectors import Why
from reporting.states import Source
from tests.factories.content_library import CampaignFactory
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.programme import EnrolmentFactory
from tests.factories.reporting import MEASURED, shared

AFTER = datetime(2026, 9, 1, tzinfo=UTC)
MARCH = datetime(2026, 3, 4, 9, tzinfo=UTC)
K = 5


@pytest.fixture
def spring(acme):
    return semester(acme, 2026, 1)


@pytest.fixture
def people(acme, inside):
    """`people(7, named=3)`: ambassadors Person A, B, …; the first `named` agreed to be named."""

    def make(count, named=0):
        made = []
        with inside(acme):
            for index in range(count):
                user = UserFactory(name=f"Person {chr(65 + index)}")
                membership = MembershipFactory(organisation=acme, user=user)
                EnrolmentFactory(membership=membership, show_name=index < named)
                made.append(membership)
        return made

    return make


def report(acme, spring, viewer, inside, now=AFTER):
    with inside(acme):
        return selectors.semester_report(acme, spring, viewer=viewer, now=now)


# --- A hand-computed example -----------------------------------------------------------------------------------------
def test_a_hand_computed_semester(acme, spring, people, marc, inside):
    crew = people(8, named=2)
    with inside(acme):
        schools, bridges = CampaignFactory(name="Schools"), CampaignFactory(name="Bridges")
        for index, person in enumerate(crew):
            shared(person, at=MARCH + timedelta(weeks=index), campaign=schools, clicks=2, **MEASURED)
            shared(person, at=MARCH + timedelta(weeks=index), campaign=bridges, clicks=1, **MEASURED)
        shared(crew[7], at=MARCH, clicks=5)
        # Of other semesters, to the second.
        shared(crew[0], at=spring.starts_at - timedelta(seconds=1), impressions=40_000)
        shared(crew[0], at=spring.ends_at, impressions=50_000)
    found = report(acme, spring, marc, inside)
    total = found.total
    assert (total.shares, found.ambassadors) == (17, 8)
    assert (total.impressions.value, total.members_reached.value, total.engagements.value) == (1_600, 960, 64)
    assert total.rate == pytest.approx(64 / 1_600)
    assert total.clicks.value == 8 * 3 + 5
    # One person's one unmeasured share: 16 of 17 would say how much they share.
    assert total.impressions.known is None
    assert total.impressions.extent == selectors.Extent.NEARLY_ALL
    rows = [(str(row.campaign), row.pooled, row.line.shares, row.line.impressions.value) for row in found.campaigns]
    # The shares outside campaigns are one person's: they stand together with the smaller campaign (the earlier one).
    assert rows == [("Bridges", 0, 8, 800), ("None", 2, 9, 800)]
    assert [str(row.membership) for row in found.people.named] == ["Person A", "Person B"]
    assert found.people.named[0].line.impressions.value == 200
    assert (found.people.rest_count, found.people.held_back) == (6, 0)
    assert found.people.rest.impressions.value == 1_200


def test_parts_add_up_to_the_whole(acme, spring, people, marc, inside):
    crew = people(9, named=3)
    with inside(acme):
        campaigns = [CampaignFactory(), CampaignFactory(), None]
        for number in range(60):
            person = crew[number % 9]
            figures = MEASURED if number % 4 else {}
            shared(person, at=MARCH + timedelta(days=number), campaign=campaigns[number % 3], clicks=number, **figures)
    found = report(acme, spring, marc, inside)
    for measure in ("impressions", "engagements", "clicks"):
        whole = found.total.figure(measure).value
        assert sum(row.line.figure(measure).value for row in found.campaigns) == whole
        by_person = [row.line for row in found.people.named] + [found.people.rest]
        assert sum(line.figure(measure).value or 0 for line in by_person) == whole
    assert sum(span.value or 0 for span in found.curve.spans) == found.total.impressions.value


# --- Names by choice -------------------------------------------------------------------------------------------------
def test_only_holders_of_the_permission_see_names(acme, spring, people, marc, cara, alice, emma, amir, carl, inside):
    crew = people(8, named=3)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH)
    for viewer in (marc, cara, alice):
        assert report(acme, spring, viewer, inside).people is not None
    for viewer in (emma, amir, carl):
        found = report(acme, spring, viewer, inside)
        assert found.people is None
        assert found.total.shares == 8


def test_a_change_of_mind_is_effective_at_once(acme, spring, people, marc, inside):
    crew = people(8, named=3)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH)
        Enrolment.objects.filter(membership=crew[1]).update(show_name=False)
    assert [str(r.membership) for r in report(acme, spring, marc, inside).people.named] == ["Person A", "Person C"]


def test_who_left_is_no_longer_named_and_stays_in_the_sums(acme, spring, people, marc, inside):
    crew = people(8, named=3)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH)
        Enrolment.objects.filter(membership=crew[0]).update(state="left", left_at=AFTER)
    crew[1].left_at = AFTER
    crew[1].save()
    found = report(acme, spring, marc, inside)
    assert [str(row.membership) for row in found.people.named] == ["Person C"]
    assert (found.total.shares, found.people.rest_count) == (8, 7)


def test_a_small_rest_is_filled_up_by_lot_and_not_by_results(acme, spring, people, marc, inside):
    crew = people(8, named=6)
    with inside(acme):
        for index, person in enumerate(crew):
            for _share in range(index + 1):
                shared(person, at=MARCH, clicks=index)
    first = report(acme, spring, marc, inside).people
    assert (len(first.named), first.rest_count, first.held_back) == (3, 5, 3)
    held = {str(p) for p in crew[:6]} - {str(row.membership) for row in first.named}
    with inside(acme):
        for index, person in enumerate(reversed(crew)):
            for _share in range(3 * index):
                shared(person, at=MARCH, clicks=100)
    second = report(acme, spring, marc, inside).people
    assert {str(p) for p in crew[:6]} - {str(row.membership) for row in second.named} == held


def test_the_lot_is_drawn_again_each_semester(acme, people, marc, inside):
    crew = people(20, named=18)
    named = []
    for half in ((2025, 1), (2025, 2), (2026, 1)):
        chosen = semester(acme, *half)
        with inside(acme):
            for person in crew:
                shared(person, at=chosen.starts_at + timedelta(days=40))
        found = report(acme, chosen, marc, inside)
        named.append({str(row.membership) for row in found.people.named})
    assert len(set(map(frozenset, named))) > 1


def test_where_everybody_agreed_nothing_is_hidden(acme, spring, people, marc, inside):
    crew = people(3, named=3)
    with inside(acme):
        campaign = CampaignFactory()
        for person in crew[:2]:
            shared(person, at=MARCH, **MEASURED)
        shared(crew[2], at=MARCH, campaign=campaign, **MEASURED)
    found = report(acme, spring, marc, inside)
    assert (found.total.shares, len(found.people.named), found.people.rest) == (3, 3, None)
    assert [row.pooled for row in found.campaigns] == [0, 0]
    assert not found.curve.is_pooled


def test_too_few_people_show_nothing_but_their_own(acme, spring, people, marc, inside):
    crew = people(4, named=3)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH, **MEASURED)
    found = report(acme, spring, marc, inside)
    assert found.too_few
    assert (found.total, found.people, found.campaigns, found.curve) == (None, None, (), None)
    own = report(acme, spring, crew[3], inside)
    assert own.own.impressions.value == 100


def test_a_measure_of_too_few_people_is_not_shown(acme, spring, people, marc, inside):
    crew = people(9)
    with inside(acme):
        for index, person in enumerate(crew):
            shared(person, at=MARCH, **(MEASURED if index < 4 else {}))
    found = report(acme, spring, marc, inside)
    assert found.total.impressions.why == Why.TOO_FEW
    assert found.total.impressions.value is found.total.rate is found.total.as_of is None
    assert found.total.clicks.value == 0
    assert found.curve.measure == "clicks"


def test_an_organisation_that_is_not_granted_is_not_measured_and_not_zero(acme, spring, people, marc, inside):
    crew = people(6)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH, clicks=4)
    found = report(acme, spring, marc, inside)
    assert found.total.impressions.why == Why.NOT_MEASURED
    assert (found.total.impressions.value, found.total.clicks.value) == (None, 24)
    assert found.curve.measure == "clicks"


def test_the_smallest_group_is_the_organisations(acme, spring, people, marc, inside):
    acme.smallest_group = 8
    acme.save()
    crew = people(8, named=2)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH)
    found = report(acme, spring, marc, inside)
    assert (found.people.named, found.people.rest_count) == ((), 8)


# --- Comparisons -----------------------------------------------------------------------------------------------------
def test_compared_with_the_half_before_and_the_year_before(acme, spring, people, marc, inside):
    crew = people(6)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH, **MEASURED)
            shared(person, at=datetime(2025, 10, 1, tzinfo=UTC), impressions=40)
            shared(person, at=datetime(2025, 4, 1, tzinfo=UTC), impressions=30)
    found = report(acme, spring, marc, inside)
    assert found.before.impressions.value == 240
    assert found.year_ago.impressions.value == 180
    assert (found.ambassadors_before, found.is_running) == (6, False)
    assert sum(span.value for span in found.curve_before.spans) == 240


def test_a_half_before_of_too_few_people_is_not_compared_with(acme, spring, people, marc, inside):
    crew = people(6)
    with inside(acme):
        for person in crew:
            shared(person, at=MARCH, **MEASURED)
        shared(crew[0], at=datetime(2025, 10, 1, tzinfo=UTC), impressions=40)
    found = report(acme, spring, marc, inside)
    assert found.before is found.curve_before is found.ambassadors_before is None


def test_how_many_volunteers_shared_nothing_is_not_said_of_few(acme, spring, people, marc, inside):
    crew = people(12)
    during = datetime(2026, 4, 1, tzinfo=UTC)
    with inside(acme):
        for person in crew[:8]:
            shared(person, at=MARCH)
    assert report(acme, spring, marc, inside, now=during).volunteers is None
    people(1)
    assert report(acme, spring, marc, inside, now=during).volunteers == 13
    assert report(acme, spring, marc, inside).volunteers is None


# --- Semesters -------------------------------------------------------------------------------------------------------
def test_the_semesters_there_is_something_to_say_about(acme, amir, inside):
    now = datetime(2026, 8, 1, tzinfo=UTC)
    with inside(acme):
        assert [one.key for one in selectors.semesters(acme, now=now)] == ["2026-2"]
        shared(amir, at=datetime(2025, 9, 1, tzinfo=UTC))
        assert [one.key for one in selectors.semesters(acme, now=now)] == ["2026-2", "2026-1", "2025-2"]


@pytest.mark.parametrize("key", ["2026-3", "nonsense", "2027-1", "9999-1", "2026", "²026-1", "-1"])
def test_an_address_that_names_no_semester(acme, key):
    assert selectors.semester_named(acme, key, now=datetime(2026, 8, 1, tzinfo=UTC)) is None


def test_late_data_belong_to_the_semester_of_the_share(acme, spring, people, marc, inside):
    crew = people(6)
    with inside(acme):
        for person in crew:
            stat = shared(person, at=spring.ends_at - timedelta(minutes=1))
            stat.impressions, stat.source = 10, Source.NETWORK
            stat.measured_at = spring.ends_at + timedelta(days=29)
            stat.save()
    found = report(acme, spring, marc, inside)
    assert found.total.impressions.value == 60
    assert found.curve.by_week[-1] == 60


def test_an_empty_semester(acme, spring, marc, inside):
    found = report(acme, spring, marc, inside)
    assert found.is_empty
    assert found.aim == "Make our work known."


# --- Cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("campaigns", "crowd"), [(1, 6), (3, 18)])
def test_the_number_of_queries_is_constant(acme, spring, people, marc, inside, campaigns, crowd):
    crew = people(crowd, named=crowd // 3)
    with inside(acme):
        every = [CampaignFactory() for _number in range(campaigns)]
        for index, person in enumerate(crew):
            for campaign in every:
                shared(person, at=MARCH + timedelta(weeks=index), campaign=campaign, **MEASURED)
            shared(person, at=MARCH - timedelta(weeks=20), **MEASURED)
        with CaptureQueriesContext(connection) as queries:
            found = selectors.semester_report(acme, spring, viewer=marc, now=AFTER)
    assert len(found.campaigns) == campaigns
    # Figures, the year before, enrolments, the programme, campaigns.
    assert len([query for query in queries if "SELECT" in query["sql"]]) == 5
