"""An access that ends: said when a share is planned beyond it, by e-mail with one button, and on the page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from advocacy.organisations.models import Organisation
from advocacy.people import selectors as people
from advocacy.people.models import Membership, Notification
from advocacy.tenancy import tenant
from sharing.models import Connection
from sharing.services import grants, shares
from sharing.states import ConnectionState, ShareState
from sharing.views.compose import planned_sentence
from tests.factories.sharing import ConnectionFactory, ConnectionPermissionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.promise("K7")]


@pytest.fixture
def account(acme: Organisation, amir: Membership) -> Connection:
    row: Connection = ConnectionFactory(
        user=amir.user, used_by=[acme.pk], access_expires_at=timezone.now() + timedelta(days=10)
    )
    with tenant(acme.pk):
        ConnectionPermissionFactory(membership=amir, connection=row)
    return row


def test_a_share_beyond_the_end_is_accepted_and_said_to_need_a_renewal(
    acme: Organisation,
    amir: Membership,
    account: Connection,
    client_of: Callable[[Membership], Client],
    url_of: Callable[..., str],
) -> None:
    with tenant(acme.pk), translation.override("en"):
        before, beyond = (
            shares.schedule_share(
                actor=amir, network="linkedin", text=f"In {days} days", due_at=timezone.now() + timedelta(days=days)
            )
            for days in (3, 12)
        )
        assert "Your access" not in planned_sentence(before)
        assert "renew it before" in planned_sentence(beyond)
    assert beyond.state == ShareState.SCHEDULED
    browser = client_of(amir)
    page = browser.get(url_of(acme, "sharing:share_detail", public_id=beyond.public_id)).content.decode()
    assert f"?renew={account.public_id}" in page
    page = browser.get(url_of(acme, "sharing:share_detail", public_id=before.public_id)).content.decode()
    assert "?renew=" not in page


def test_the_e_mail_leads_to_a_page_with_one_button(
    acme: Organisation,
    amir: Membership,
    greta: Membership,
    account: Connection,
    client_of: Callable[[Membership], Client],
    url_of: Callable[..., str],
) -> None:
    Connection.objects.filter(pk=account.pk).update(access_expires_at=timezone.now() + timedelta(days=6))
    with tenant(acme.pk):
        grants.tell_expiring_soon()
        told = Notification.objects.get(membership=amir)
    assert told.path == f"{url_of(acme, 'sharing:accounts')}?renew={account.public_id}"
    browser = client_of(amir)
    page = browser.get(told.path).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count("<form") == 1
    assert url_of(acme, "sharing:connect", network="linkedin") in main
    ordinary = browser.get(url_of(acme, "sharing:accounts") + "?renew=nobodys").content.decode()
    assert "Who sees what" in ordinary, "an unknown one is the ordinary page"


def test_an_access_that_has_ended_is_said_to_have_ended(
    acme: Organisation, amir: Membership, account: Connection
) -> None:
    grants.expire_connection(account.pk)
    account.refresh_from_db()
    assert account.state == ConnectionState.EXPIRED
    with tenant(acme.pk), translation.override("en"):
        said = people.said(Notification.objects.get(membership=amir))
    assert (said.title, said.button) == ("Your LinkedIn access has ended", "Renew it")
