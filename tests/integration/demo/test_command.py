"""`manage.py demo`: refuses, loads, begins anew, and says what it took away."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from advocacy.demo import clearing, loading, simulated
from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, User
from advocacy.tenancy import tenant
from content_library.models import ContentItem
from reporting.models import ShareStat
from sharing.models import Share
from sharing.services.settling import broken_promises
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_is_rung(settings: Any) -> None:
    settings.SIMULATOR_URL = ""


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def test_refuses_outside_demo_mode(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="not in demo mode"):
        run(reset=True)
    assert not Organisation.objects.exists()


def test_does_not_touch_what_is_there() -> None:
    OrganisationFactory(name="Ours", slug="ours")
    assert run(if_empty=True) == ""
    with pytest.raises(CommandError, match="--reset"):
        run()
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Ours"]


def test_reset_begins_anew_and_names_what_visitors_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "load", lambda now: {"Armorel": 0})
    visitor = MembershipFactory(organisation=OrganisationFactory(name="Visited", slug="visited"))
    with tenant(visitor.organisation_id):
        ContentItem.objects.create(title="Something of theirs")
    said = run(reset=True)
    assert "Also removed, created by visitors: Visited." in said
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def told(now: datetime) -> dict[str, list[Any]]:
    """What two loads of one moment must have in common."""
    found: dict[str, list[Any]] = {}
    for organisation in Organisation.objects.order_by("slug"):
        with tenant(organisation.pk):
            assert not broken_promises()
            stats = ShareStat.objects.order_by("published_at", "share__text")
            rows = stats.values_list("published_at", "membership__user__name", "share__title", "impressions", "clicks")
            found[organisation.slug] = list(rows)
    return found


def test_the_same_moment_gives_the_same_demo_and_reset_leaves_no_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated, "leave", lambda prepared: None)
    now = datetime(2027, 5, 12, 9, 30, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        run()
        first, people = told(now), Membership.objects.count()
        run(reset=True)
        assert told(now) == first
        assert Membership.objects.count() == people
        assert Organisation.objects.count() == 2
        clearing.clear()


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 1, 1, 0, 20, tzinfo=UTC),
        datetime(2027, 7, 3, 23, 50, tzinfo=UTC),
        datetime(2028, 3, 26, 1, 30, tzinfo=UTC),
    ],
    ids=["first-minutes-of-a-semester", "late-on-a-saturday", "the-night-the-clocks-change"],
)
def test_alive_at_any_moment(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated, "leave", lambda prepared: None)
    with time_machine.travel(now, tick=False):
        run()
        assert all(len(rows) > 50 for rows in told(now).values())
        for organisation in Organisation.objects.all():
            with tenant(organisation.pk):
                assert not Share.objects.filter(state="scheduled", due_at__lte=now).exists()
                assert not Share.objects.filter(state="published", published_at__gt=now).exists()
        clearing.clear()
