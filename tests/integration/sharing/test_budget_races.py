"""Many workers and one rest of a budget: real connections, real commits."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.tenancy import tenant
from sharing.models import BudgetWindow, Reservation, Share
from sharing.services import budgets
from tests.factories import cast
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory, ShareFactory
from tests.integration.sharing.test_races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="NOT PROVEN ON SQLITE: an in-memory database cannot be raced; set DATABASE_URL to a PostgreSQL",
    ),
]
THREADS = 8
EACH = 6


@pytest.fixture
def acme(transactional_db: None) -> Organisation:
    return cast.acme()


def shares_of(organisation: Organisation, name: str, number: int) -> list[Share]:
    person = cast.acme_member(organisation, name, enrolled=True)
    account = ConnectionFactory(user=person.user, network="x", used_by=[organisation.pk])
    with tenant(organisation.pk):
        ConnectionPermissionFactory(membership=person, connection=account)
        return [
            ShareFactory(membership=person, network="x", connection=account, scheduled=True, text=f"{name} {each}")
            for each in range(number)
        ]


@pytest.mark.promise("R14")
def test_no_worker_spends_what_another_has_taken(acme: Organisation, settings: Any) -> None:
    settings.X_MONTHLY_USD = Decimal("0.30")
    batches = [shares_of(acme, f"Person{number} One", EACH) for number in range(THREADS)]

    def reserve(batch: list[Share]) -> int:
        with tenant(acme.pk), transaction.atomic():
            return len(batch) - len(budgets.reserve(batch))

    results = at_once(*[lambda batch=batch: reserve(batch) for batch in batches])
    assert sum(results) == 20, results
    month = BudgetWindow.objects.get(key=f"x.site.{timezone.now():%Y%m}")
    assert (month.spent, month.posts) == (300_000, 20)

    def return_all(batch: list[Share]) -> None:
        with tenant(acme.pk):
            for share in batch:
                budgets.give_back(share.pk)

    assert at_once(*[lambda batch=batch: return_all(batch) for batch in batches]) == [None] * THREADS
    month.refresh_from_db()
    assert (month.spent, month.posts, month.calls) == (0, 0, 0)
    with tenant(acme.pk):
        assert not Reservation.objects.filter(settled_at__isnull=True).exists()
