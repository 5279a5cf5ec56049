"""What one campaign brought: the sum of its lines in the reports, never more than they say."""

from datetime import UTC, datetime, timedelta

import pytest

from advocacy.organisations.selectors import semester
from content_library.states import GoalMeasure
from reporting import selectors
from reporting.selectors import Why
from tests.factories.content_library import CampaignFactory
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.programme import EnrolmentFactory
from tests.factories.reporting import MEASURED, shared

AFTER = datetime(2026, 9, 1, tzinfo=UTC)
MARCH = datetime(2026, 3, 4, 9, tzinfo=UTC)
LAST_AUTUMN = datetime(2025, 10, 6, 9, tzinfo=UTC)


@pytest.fixture
def crew(acme, inside):
    """Twelve ambassadors; nobody agreed to be named."""
    with inside(acme):
        made = [
            MembershipFactory(organisation=acme, user=UserFactory(name=f"Person {chr(65 + index)}"))
            for index in range(12)
        ]
        for membership in made:
            EnrolmentFactory(membership=membership)
    return made


def results(acme, inside, campaign):
    with inside(acme):
        return selectors.campaign_results(acme, campaign, now=AFTER)


def test_a_campaign_adds_up_its_lines_in_the_reports(acme, crew, marc, inside):
    with inside(acme):
        schools, bridges = CampaignFactory(name="Schools"), CampaignFactory(name="Bridges")
        for person in crew[:6]:
            shared(person, at=MARCH, campaign=schools, clicks=2, **MEASURED)
            shared(person, at=LAST_AUTUMN, campaign=schools, clicks=1, **MEASURED)
            shared(person, at=MARCH, campaign=bridges, clicks=9, **MEASURED)
    found = results(acme, inside, schools)
    assert [one.key for one in found.semesters] == ["2025-2", "2026-1"]
    assert (found.line.shares, found.line.impressions.value, found.line.clicks.value) == (12, 1_200, 18)
    assert found.line.rate == pytest.approx(4 / 100)
    assert (found.line.impressions.known, found.line.impressions.made) == (12, 12)
    # The report says the same of each semester.
    said = 0
    for year, half in ((2025, 2), (2026, 1)):
        with inside(acme):
            report = selectors.semester_report(acme, semester(acme, year, half), viewer=marc, now=AFTER)
        said += sum(row.line.impressions.value for row in report.campaigns if row.campaign == schools)
    assert said == found.line.impressions.value


def test_too_few_people_have_no_figures_and_nobody_looks_the_same(acme, crew, inside):
    with inside(acme):
        small, empty = CampaignFactory(), CampaignFactory()
        for person in crew[:4]:
            shared(person, at=MARCH, campaign=small, **MEASURED)
    for campaign in (small, empty):
        found = results(acme, inside, campaign)
        assert found.line is None
        assert found.semesters == ()


def test_a_semester_in_which_it_does_not_stand_apart_is_left_out(acme, crew, inside):
    with inside(acme):
        schools = CampaignFactory()
        for person in crew[:6]:
            shared(person, at=MARCH, campaign=schools, **MEASURED)
        # Two people in the autumn: pooled there, and not to be had by subtraction here.
        for person in crew[:2]:
            shared(person, at=LAST_AUTUMN, campaign=schools, **MEASURED)
        for person in crew:
            shared(person, at=LAST_AUTUMN, campaign=None, **MEASURED)
    found = results(acme, inside, schools)
    assert [one.key for one in found.semesters] == ["2026-1"]
    assert found.line.shares == 6


def test_the_coverage_is_exact_only_where_it_describes_many(acme, crew, inside):
    with inside(acme):
        schools, bridges = CampaignFactory(), CampaignFactory()
        for index, person in enumerate(crew):
            shared(person, at=MARCH, campaign=schools, **(MEASURED if index < 6 else {}))
            # One person's share of the other campaign is not measured.
            shared(person, at=MARCH + timedelta(days=1), campaign=bridges, **(MEASURED if index else {}))
    half = results(acme, inside, schools).line.impressions
    assert (half.value, half.known, half.made) == (600, None, 12)
    with inside(acme):
        bridges.delete()
        alone = CampaignFactory()
        for index, person in enumerate(crew):
            shared(person, at=LAST_AUTUMN, campaign=alone, **(MEASURED if index < 6 else {}))
    half = results(acme, inside, alone).line.impressions
    assert (half.value, half.known, half.made) == (600, 6, 12)


def test_unknown_is_never_zero(acme, crew, inside):
    with inside(acme):
        schools = CampaignFactory()
        for person in crew[:6]:
            shared(person, at=MARCH, campaign=schools, linked=False)
    line = results(acme, inside, schools).line
    assert (line.impressions.value, line.impressions.why) == (None, Why.NOT_MEASURED)
    assert (line.clicks.value, line.rate) == (None, None)


@pytest.mark.parametrize(
    ("measure", "reached"),
    [
        (GoalMeasure.DECLARED, 3),
        (GoalMeasure.IMPRESSIONS, 600),
        (GoalMeasure.CLICKS, 12),
        (GoalMeasure.SHARES, 6),
    ],
)
def test_where_the_goal_of_all_stands(acme, crew, inside, measure, reached):
    with inside(acme):
        campaign = CampaignFactory(goal="Ten towns", goal_target=10, goal_reached=3, goal_measure=measure)
        for person in crew[:6]:
            shared(person, at=MARCH, campaign=campaign, clicks=2, **MEASURED)
    goal = selectors.goal_of(campaign, results(acme, inside, campaign))
    assert (goal.reached, goal.is_reached) == (reached, reached >= 10)


def test_a_goal_nobody_can_count_yet_is_not_at_zero(acme, inside):
    with inside(acme):
        campaign = CampaignFactory(goal="A thousand views", goal_target=1000, goal_measure=GoalMeasure.IMPRESSIONS)
        without = CampaignFactory()
    assert selectors.goal_of(campaign, results(acme, inside, campaign)).reached is None
    assert selectors.goal_of(without, results(acme, inside, without)) is None
