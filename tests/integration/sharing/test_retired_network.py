"""A network that has closed, and one this version never heard of: shown as such everywhere, breaking nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from advocacy.organisations.models import Organisation
from advocacy.people.models import Membership
from advocacy.tenancy import tenant
from sharing.models import Share
from sharing.states import ShareState
from tests.factories.reporting import ShareStatFactory
from tests.factories.sharing import (
    ConnectionFactory,
    ConnectionPermissionFactory,
    ShareAttemptFactory,
    ShareFactory,
    TrackedLinkFactory,
)

S = ShareState
CLOSED = ("viadeo", "gone_network")
STATES = (S.DRAFT, S.SCHEDULED, S.HELD, S.UNCONFIRMED, S.PUBLISHED, S.FAILED, S.MISSED, S.CANCELLED, S.REMOVED)

PAGES = (
    "sharing:feed",
    "sharing:share_list",
    "sharing:share_week",
    "sharing:share_month",
    "sharing:accounts",
    "reporting:my_results",
    "reporting:report",
    "reporting:definitions",
    "people:me",
    "people:notification_list",
    "programme:team",
)
OF_ONE = ("share_detail", "share_edit", "share_move", "share_cancel", "share_by_hand", "share_remove")
GESTURES = (
    *("share_answer", "share_retry", "share_copy", "share_lighten", "share_without_link", "share_to_hand"),
    *("share_let_be", "share_take_back", "share_by_hand", "share_remove", "share_move", "share_cancel"),
)


@pytest.fixture(params=CLOSED)
def shares(request: pytest.FixtureRequest, amir: Membership) -> list[Share]:
    """One share in each state on the closed network, its figures and its account left from before."""
    network: str = request.param
    connection = ConnectionFactory(user=amir.user, network=network, used_by=[amir.organisation_id])
    made = []
    with tenant(amir.organisation_id):
        ConnectionPermissionFactory(membership=amir, connection=connection)
        for state in STATES:
            traits: dict[str, Any] = {"published": True} if state == S.PUBLISHED else {"promised": state != S.DRAFT}
            reason = {S.HELD: "reconnect", S.FAILED: "retired"}.get(state, "")
            share = ShareFactory(
                membership=amir,
                network=network,
                connection=connection,
                link=TrackedLinkFactory(),
                title=f"Old {state}",
                **{**traits, "state": state, "reason": reason},
            )
            ShareAttemptFactory(share=share, outcome="refused", error_code="retired")
            if state == S.PUBLISHED:
                ShareStatFactory(share=share, impressions=12)
            made.append(share)
    return made


def test_every_page_still_opens(
    amir: Membership,
    alice: Membership,
    shares: list[Share],
    client_of: Callable[[Membership], Client],
    url_of: Callable[..., str],
) -> None:
    client, organisation = client_of(amir), amir.organisation
    for name in PAGES:
        assert client.get(url_of(organisation, name)).status_code == 200, name
    for share in shares:
        for name in OF_ONE:
            answer = client.get(url_of(organisation, f"sharing:{name}", public_id=share.public_id))
            assert answer.status_code in {200, 302, 404}, (name, share.state)
    owner = client_of(alice)
    for name in ("sharing:network_settings", "reporting:report", "reporting:report_csv", "people:settings"):
        assert owner.get(url_of(organisation, name)).status_code == 200, name


def test_it_is_called_what_it_is(
    amir: Membership, shares: list[Share], client_of: Callable[[Membership], Client], url_of: Callable[..., str]
) -> None:
    client, organisation = client_of(amir), amir.organisation
    for share in shares:
        page = client.get(url_of(organisation, "sharing:share_detail", public_id=share.public_id)).content.decode()
        assert "Retired network" in page
        assert share.text in page
    accounts = client.get(url_of(organisation, "sharing:accounts")).content.decode()
    assert "No longer offered here" in accounts
    assert "/disconnect/" in accounts


def test_no_gesture_breaks_and_nothing_leaves(
    amir: Membership, shares: list[Share], client_of: Callable[[Membership], Client], url_of: Callable[..., str]
) -> None:
    client = client_of(amir)
    for share in shares:
        for name in GESTURES:
            address = url_of(amir.organisation, f"sharing:{name}", public_id=share.public_id)
            answer = client.post(address, {"there": "no", "date": "2030-01-01", "time": "10:00"})
            assert answer.status_code in {200, 302, 404, 409, 422}, (name, share.state)
    with tenant(amir.organisation_id):
        promised = Share.objects.filter(state__in=[S.SCHEDULED, S.PUBLISHING])
        assert set(promised.values_list("title", flat=True)) <= {"Old scheduled"}


def test_the_api_lists_it_too(amir: Membership, shares: list[Share], api_of: Callable[[Membership], Client]) -> None:
    client, home = api_of(amir), f"/api/v1/o/{amir.organisation.slug}/"
    rows = client.get(f"{home}shares/").json()["results"]
    assert len(rows) == len(STATES)
    for path in ("accounts/", "networks/", "ideas/"):
        assert client.get(f"{home}{path}").status_code == 200


def test_settings_name_the_closed_one_and_offer_no_key(
    acme: Organisation, alice: Membership, client_of: Callable[[Membership], Client], url_of: Callable[..., str]
) -> None:
    page = client_of(alice).get(url_of(acme, "sharing:network_settings")).content.decode()
    assert "Viadeo" in page
    assert "Retired network" in page
    edit = url_of(acme, "sharing:network_edit", network="viadeo")
    assert client_of(alice).get(edit).status_code == 404
