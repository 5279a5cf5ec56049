"""What is counted before a share leaves, what stops it, and what is given back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import BudgetWindow, Connection, NetworkApp, NetworkHealth, OperatorAlarm, Reservation, Share
from sharing.services import allowances, budgets, quotes, settling, sweeping
from sharing.services.outcomes import Ending, Outcome
from sharing.states import HoldReason, ShareState
from tests import reads
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory, ShareFactory

S = ShareState
LINK = "https://relais.example.org/l/abcde/abcdefghij"
Make = Callable[..., Share]


@pytest.fixture
def on_x(acme: Organisation, amir: Membership) -> Connection:
    """Amir's account at the network that costs money."""
    row: Connection = ConnectionFactory(user=amir.user, network="x", used_by=[acme.pk])
    with tenant(acme.pk):
        ConnectionPermissionFactory(membership=amir, connection=row)
    return row


@pytest.fixture
def make(acme: Organisation, amir: Membership, on_x: Connection) -> Make:
    """A share of Amir's, due now, with an account of its own each time when asked."""

    def one(text: str = "Words", connection: Connection | None = None, **values: Any) -> Share:
        share: Share = ShareFactory(
            membership=amir,
            network=values.pop("network", "x"),
            connection=connection or on_x,
            text=text,
            scheduled=True,
            due_at=timezone.now(),
            **values,
        )
        return share

    return one


@pytest.fixture(autouse=True)
def _inside(acme: Organisation, amir: Membership, on_x: Connection) -> Any:
    with tenant(acme.pk):
        yield


def reserve(*shares: Share) -> list[str]:
    """Reserve for each in one go; return the codes of those denied, "" for the others."""
    denied = budgets.reserve(shares)
    return [denied[share.pk].code if share.pk in denied else "" for share in shares]


def test_a_monthly_cap_is_never_passed_and_what_costs_less_still_goes(make: Make, settings: Any) -> None:
    settings.X_MONTHLY_USD = Decimal("0.45")
    dear = [make(f"With a link {LINK} {number}") for number in range(3)]
    cheap = make("Without")
    assert reserve(*dear, cheap) == ["", "", "money", ""]
    assert BudgetWindow.objects.get(key=f"x.site.{timezone.now():%Y%m}").spent == 415_000


def test_the_organisations_own_cap_and_the_operators_allotment_both_hold(make: Make, settings: Any) -> None:
    settings.X_MONTHLY_USD_PER_ORGANISATION = Decimal(1)
    row = NetworkApp.objects.create(network="x", monthly_cap=Decimal("0.02"))
    assert reserve(make(), make()) == ["", "money"]
    NetworkApp.objects.filter(pk=row.pk).update(monthly_cap=Decimal(5))
    settings.X_MONTHLY_USD_PER_ORGANISATION = Decimal("0.03")
    assert reserve(make(), make()) == ["", "money"]
    NetworkApp.objects.filter(pk=row.pk).update(monthly_cap=Decimal(0))
    assert reserve(make()) == ["money"], "nothing means nothing"


@pytest.mark.promise("R14")
def test_one_account_stops_for_the_day_and_opens_at_midnight_utc(make: Make, settings: Any) -> None:
    settings.ACCOUNT_POSTS_PER_DAY = 2
    shares = [make() for _each in range(3)]
    assert reserve(*shares) == ["", "", "account_day"]
    found = budgets.reserve([shares[2]])[shares[2].pk]
    assert found.until == allowances.next_day(timezone.now())


@pytest.mark.promise("R14")
def test_an_application_stops_at_nine_tenths_of_its_day_and_the_operator_is_told_before(
    make: Make, settings: Any, acme: Organisation
) -> None:
    settings.X_DAILY_CALLS = 20
    settings.ACCOUNT_POSTS_PER_DAY = 100
    assert reserve(*[make() for _each in range(13)]) == [""] * 13
    assert not OperatorAlarm.objects.exists()
    assert reserve(make()) == [""]
    assert OperatorAlarm.objects.get().text == "X: 14 of 20 calls a day are used."
    assert reserve(*[make() for _each in range(5)]) == [*[""] * 4, "app_day"]


def test_one_organisation_has_a_quarter_of_the_hour_unless_it_is_alone(make: Make, settings: Any) -> None:
    settings.X_DAILY_CALLS = 24 * 8 * 10 // 9 + 1
    settings.ACCOUNT_POSTS_PER_DAY = 100
    assert reserve(*[make() for _each in range(4)]) == [""] * 4, "alone"
    key = f"x.site.{timezone.now():%Y%m%d}"
    BudgetWindow.objects.filter(key=key).update(calls=5)
    assert reserve(make()) == ["fair_hour"], "another organisation is there as well"


def test_an_application_of_ones_own_is_counted_apart(make: Make, acme: Organisation, amir: Membership) -> None:
    own: Connection = ConnectionFactory(user=amir.user, network="x", app_of=acme, member_id="own")
    NetworkApp.objects.create(network="x", client_id="ours", daily_calls=2)
    assert reserve(make(connection=own), make(connection=own), make()) == ["", "app_day", ""]


def test_what_was_never_sent_is_given_back_once_and_what_may_be_out_is_not(make: Make) -> None:
    share = make(LINK)
    assert not budgets.reserve([share])
    month = BudgetWindow.objects.get(key=f"x.site.{timezone.now():%Y%m}")
    assert (month.posts, month.calls, month.spent) == (1, 1, 200_000)
    budgets.settle(share.pk, Outcome(Ending.UNKNOWN, code="timeout"), begun=True)
    month.refresh_from_db()
    assert month.spent == 200_000
    budgets.settle(share.pk, Outcome(Ending.LATER, code="not_sent"), begun=True)
    budgets.settle(share.pk, Outcome(Ending.LATER, code="not_sent"), begun=True)
    month.refresh_from_db()
    assert (month.posts, month.calls, month.spent) == (0, 0, 0)


def test_a_refusal_costs_a_call_and_nothing_else(make: Make) -> None:
    share = make(LINK)
    budgets.reserve([share])
    budgets.settle(share.pk, Outcome(Ending.REJECTED, code="invalid"), begun=True)
    month = BudgetWindow.objects.get(key=f"x.site.{timezone.now():%Y%m}")
    assert (month.posts, month.calls, month.spent) == (0, 1, 0)


def test_a_batch_takes_as_many_queries_as_one(make: Make, settings: Any) -> None:
    settings.ACCOUNT_POSTS_PER_DAY = 100
    reserve(make())
    some = [make() for _each in range(12)]
    with reads.exactly(4):
        reserve(some[0])
    with reads.exactly(4):
        reserve(*some[1:])


def test_what_opens_within_the_hour_is_waited_for_quietly_and_the_rest_is_held(make: Make) -> None:
    share, now = make(), timezone.now()
    budgets.step_back(share, allowances.Denial("blocked", now + timedelta(minutes=15)))
    share.refresh_from_db()
    assert share.state == S.SCHEDULED
    assert share.next_at is not None
    assert share.next_at >= now + timedelta(minutes=15)
    budgets.step_back(share, allowances.Denial("money", allowances.next_month(now)))
    share.refresh_from_db()
    assert (share.state, share.reason) == (S.HELD, HoldReason.BUDGET)


def test_what_a_spent_budget_holds_is_released_when_the_cap_is_raised(make: Make, settings: Any) -> None:
    settings.X_MONTHLY_USD = Decimal("0.01")
    share = make()
    budgets.step_back(share, allowances.Denial("money", allowances.next_month(timezone.now())))
    assert settling.release_held_shares() == 0
    settings.X_MONTHLY_USD = Decimal(1)
    assert settling.release_held_shares() == 1
    share.refresh_from_db()
    assert share.state == S.SCHEDULED


@pytest.mark.promise("R14")
def test_after_too_many_nobody_calls_for_that_account_before_the_reset(make: Make, on_x: Connection) -> None:
    share = make()
    budgets.note_limited(share, "rate_limited", timezone.now() + timedelta(minutes=10))
    assert reserve(make()) == ["blocked"]
    BudgetWindow.objects.filter(key=f"a{on_x.pk}.blocked").update(ends_at=timezone.now())
    assert reserve(make()) == [""]


def test_a_limit_of_the_application_is_learnt_downwards_and_stops_everybody(
    make: Make, settings: Any, acme: Organisation, amir: Membership
) -> None:
    reserve(make(), make(), make())
    other: Connection = ConnectionFactory(network="x")
    budgets.note_limited(make(), "app_daily_limit", timezone.now() + timedelta(minutes=10))
    assert reserve(make(connection=other)) == ["blocked"]
    health = NetworkHealth.objects.get(network="x")
    assert (health.learnt_daily, health.blocked_until is not None) == (3, True)
    NetworkHealth.objects.update(blocked_until=None)
    assert reserve(make(connection=other)) == ["app_day"]
    NetworkHealth.objects.update(learnt_at=timezone.now() - timedelta(days=8))
    assert reserve(make(connection=other)) == [""]


def test_windows_are_those_of_the_network_in_utc() -> None:
    late = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert allowances.next_day(late) == allowances.next_month(late) == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_quote_says_what_it_costs_and_what_is_left(make: Make, amir: Membership, settings: Any) -> None:
    settings.X_MONTHLY_USD = Decimal("0.50")
    with translation.override("en"):
        said = quotes.quote(amir, "x", f"Words {LINK}")
    assert said.cost_usd == Decimal("0.2")
    assert said.left_usd == Decimal("0.5")
    assert said.left_posts == 20
    assert said.sentence == "This post costs US$0.20; without the link US$0.015. US$0.50 are left this month."
    reserve(make(LINK), make(LINK))
    with translation.override("en"):
        said = quotes.quote(amir, "x", f"Words {LINK}")
    assert (said.refused_reason, said.left_usd, said.left_posts) == ("money", Decimal("0.1"), 18)
    assert "used up" in said.sentence
    free = quotes.quote(amir, "linkedin", "Words")
    assert (free.cost_usd, free.left_usd, free.sentence) == (0, None, "")


def test_advice_is_about_ones_own_rhythm_and_never_a_stop(make: Make, amir: Membership) -> None:
    noon = timezone.now().replace(hour=12, minute=0)
    assert quotes.advice(amir, "x", noon) == ""
    for hours in (1, 3, 5):
        share = make()
        Share.objects.filter(pk=share.pk).update(due_at=noon + timedelta(hours=hours))
    assert "hour" in quotes.advice(amir, "x", noon + timedelta(hours=1, minutes=10))
    assert "3" in quotes.advice(amir, "x", noon)


def test_old_sums_are_forgotten(make: Make) -> None:
    reserve(make())
    Reservation.objects.update(created_at=timezone.now() - timedelta(days=8))
    BudgetWindow.objects.update(ends_at=timezone.now() - timedelta(days=41))
    budgets.forget()
    sweeping.purge_counts()
    assert not BudgetWindow.objects.exists()
    assert not Reservation.objects.exists()
