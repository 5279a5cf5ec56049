"""An organisation's own cap on what a network costs: on its page, and through the API."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership, Notification
from advocacy.tenancy import tenant
from sharing.models import BudgetWindow, NetworkApp
from sharing.services import budgets

pytestmark = pytest.mark.django_db


def test_administrators_set_a_cap_and_see_what_is_spent(
    acme: Organisation, adam: Membership, client_of: Callable[[Membership], Client], url_of: Callable[..., str]
) -> None:
    now = timezone.now()
    BudgetWindow.objects.create(key=f"x.o{acme.pk}.{now:%Y%m}", ends_at=now, spent=1_250_000)
    browser = client_of(adam)
    listed = url_of(acme, "sharing:network_settings")
    assert "US$1.25 spent this month, without a cap." in browser.get(listed).content.decode()
    page = url_of(acme, "sharing:network_edit", network="x")
    refused = browser.post(page, {"is_enabled": "on", "monthly_cap": "-1"})
    assert refused.status_code == 422
    assert browser.post(page, {"is_enabled": "on", "monthly_cap": "40"}).status_code == 302
    with tenant(acme.pk):
        assert NetworkApp.objects.get(network="x").monthly_cap == Decimal(40)
    assert "US$1.25 of US$40.00 spent this month." in browser.get(listed).content.decode()
    free = browser.get(url_of(acme, "sharing:network_edit", network="linkedin")).content.decode()
    assert "US dollars" not in free, "where nothing is paid nothing is capped"


def test_the_api_keeps_what_it_is_not_given(
    acme: Organisation, adam: Membership, api_of: Callable[[Membership], Client]
) -> None:
    program, address = api_of(adam), f"/api/v1/o/{acme.slug}/network-applications/x/"

    def patch(**values: Any) -> dict[str, Any]:
        answer = program.patch(address, values, content_type="application/json")
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        return found

    assert patch(monthly_cap="25.50")["monthly_cap"] == "25.50"
    assert patch(is_enabled=True)["monthly_cap"] == "25.50"
    assert patch(monthly_cap=None)["monthly_cap"] is None


def test_administrators_are_told_once_a_month_that_a_budget_is_low(
    acme: Organisation, adam: Membership, alice: Membership, amir: Membership
) -> None:
    with tenant(acme.pk):
        budgets.tell_low("x")
        budgets.tell_low("x")
        told = Notification.objects.filter(kind="budget_low").values_list("membership_id", flat=True)
        assert sorted(told) == sorted([adam.pk, alice.pk])
