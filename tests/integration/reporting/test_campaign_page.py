"""The page of a campaign through its door: plan, figures of its objective, goal."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advocacy.programme.states import Objective
from advocacy.tenancy import tenant
from content_library.models import Campaign, CampaignTeam
from content_library.states import AnnouncementOrder, ItemState
from tests.canary import CANARY
from tests.factories.content_library import AngleFactory, CampaignFactory, ContentItemFactory, PagePostFactory
from tests.factories.people import MembershipFactory, TeamFactory
from tests.factories.programme import EnrolmentFactory
from tests.factories.reporting import MEASURED, shared
from tests.integration.reporting.test_report_page import words


@pytest.fixture
def campaign(acme, cara):
    with tenant(acme.pk):
        return CampaignFactory(name="Schools", owner=cara, goal="Ten towns write to us", goal_target=10, goal_reached=6)


def page(client_of, url_of, acme, person, campaign):
    return client_of(person).get(url_of(acme, "reporting:campaign", public_id=campaign.public_id))


def test_the_plan_says_what_is_ready_and_what_waits(acme, cara, campaign, client_of, url_of):
    with tenant(acme.pk):
        soon = timezone.now() + timedelta(days=2)
        AngleFactory(item=ContentItemFactory(campaign=campaign, title="Ready"))
        ContentItemFactory(campaign=campaign, title="No angle", expires_at=soon)
        ContentItemFactory(campaign=campaign, state=ItemState.IN_REVIEW)
        late = ContentItemFactory(
            campaign=campaign, state=ItemState.WAITING, announcement_order=AnnouncementOrder.PAGE_FIRST
        )
        PagePostFactory(item=late, expected_at=timezone.now() - timedelta(hours=1))
    text = words(page(client_of, url_of, acme, cara, campaign))
    for said in (
        "Carried by Cara Costa", "For everyone", "1 by the page, then people", "3 without the page",
        "1 idea in review", "1 idea ends within a week", "2 ideas without an angle",
        "1 idea waits for a page post that is late", "Ten towns write to us", "6 of 10", "Ready",
        "Nobody has a part of it to deliver",
    ):  # fmt: skip
        assert said in text, said
    assert CANARY not in text


@pytest.mark.parametrize("objective", Objective.values)
def test_the_objective_chooses_the_figures(acme, cara, campaign, client_of, url_of, objective):
    with tenant(acme.pk):
        Campaign.objects.filter(pk=campaign.pk).update(objective=objective)
        for _number in range(6):
            membership = MembershipFactory(organisation=acme)
            EnrolmentFactory(membership=membership)
            shared(membership, at=timezone.now() - timedelta(minutes=5), campaign=campaign, clicks=2, **MEASURED)
    text = words(page(client_of, url_of, acme, cara, campaign))
    assert ("People reached" in text) == (objective in ("awareness", "employer_brand"))
    assert ("Engagement rate" in text) == (objective != "page_audience")
    assert "6 of 6" in text.replace("\u00a0", " ")


def test_too_few_people_are_said_without_a_number(acme, cara, campaign, amir, client_of, url_of):
    with tenant(acme.pk):
        shared(amir, at=timezone.now() - timedelta(minutes=5), campaign=campaign, **MEASURED)
    text = words(page(client_of, url_of, acme, cara, campaign))
    assert "Fewer than 5 people have shared it, perhaps nobody" in text
    assert "Engagement rate" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(acme, cara, campaign, client_of, url_of, count):
    with tenant(acme.pk):
        for _number in range(count):
            ContentItemFactory(campaign=campaign)
            for _person in range(5):
                shared(MembershipFactory(organisation=acme), at=timezone.now(), campaign=campaign, **MEASURED)
    client = client_of(cara)
    path = url_of(acme, "reporting:campaign", public_id=campaign.public_id)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= 30
    test_the_number_of_queries_does_not_grow.seen = getattr(
        test_the_number_of_queries_does_not_grow, "seen", len(queries)
    )
    assert len(queries) == test_the_number_of_queries_does_not_grow.seen


def test_the_form_keeps_who_carries_it_for_whom_and_the_goal(acme, cara, carl, campaign, client_of, url_of):
    with tenant(acme.pk):
        team = TeamFactory(name="Nantes")
    edit = url_of(acme, "content_library:campaign_edit", public_id=campaign.public_id)
    sent = {"name": "Schools", "objective": "awareness", "colour": "1", "audience": "teams", "goal": "Ten towns"}
    client = client_of(cara)
    text = client.post(edit, sent).content.decode()
    assert "Choose at least one team, or everyone." in text
    assert "Ten towns" in text
    text = client.post(edit, {**sent, "audience": "everyone", "goal": "", "goal_target": "10"}).content.decode()
    assert "a number alone moves nobody" in text
    done = client.post(
        edit, {**sent, "teams": [team.public_id], "owner": carl.public_id, "networks": ["linkedin"], "goal_target": "9"}
    )
    assert done.headers["Location"] == url_of(acme, "reporting:campaign", public_id=campaign.public_id)
    with tenant(acme.pk):
        kept = Campaign.objects.get(pk=campaign.pk)
        assert (kept.owner_id, kept.networks, kept.goal_target) == (carl.pk, ["linkedin"], 9)
        assert not kept.for_everyone
        assert CampaignTeam.objects.get().team_id == team.pk
    assert "Nantes" in words(page(client_of, url_of, acme, cara, campaign))
    client.post(edit, {**sent, "audience": "everyone"})
    with tenant(acme.pk):
        assert not CampaignTeam.objects.exists()


def test_the_api_says_the_same_to_the_same_people(acme, carl, cara, campaign, api_of):
    assert api_of(carl).get(f"/api/v1/o/acme/campaigns/{campaign.public_id}/results/").status_code == 403
    answer = api_of(cara).get(f"/api/v1/o/acme/campaigns/{campaign.public_id}/results/")
    assert answer.status_code == 200
    body = answer.json()
    assert body["line"] is None
    assert (body["goal"]["target"], body["goal"]["reached"]) == (10, 6)
