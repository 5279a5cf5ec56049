"""To the network's consent page and back, through the real doors, and everything that can go wrong on the way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advocacy.organisations.models import AuditEntry, Organisation
from advocacy.people.models import Membership, Notification
from advocacy.tenancy import tenant
from sharing import selectors
from sharing.models import Connection, ConnectionPermission, NetworkApp, OAuthRequest, Share
from sharing.services import connections, grants, network_apps, rotation, shares, sweeping
from sharing.services.grants import DatabaseInNetworkCall
from sharing.states import ConnectionState, HoldReason, ShareState
from tests.factories.people import MembershipFactory
from tests.factories.programme import EnrolmentFactory
from tests.integration.sharing.conftest import connected
from tests.simulator_process import SimulatorProcess

ClientOf = Callable[[Membership], Client]


class Traveller:
    """A person's browser on its way to a network's consent page and back."""

    def __init__(self, client: Client, organisation: Organisation, simulator: SimulatorProcess) -> None:
        self.client, self.organisation, self.simulator = client, organisation, simulator

    def leave(self, network: str = "linkedin") -> str:
        """Press "connect" and return the consent page's address."""
        url = reverse("sharing:connect", kwargs={"org": self.organisation.slug, "network": network})
        answer = self.client.post(url)
        assert answer.status_code == 302, answer.content
        return str(answer.headers["Location"])

    def consent(self, url: str, *, handle: str = "nadia", answer: str = "allow") -> str:
        """Sign in at the network and answer; return the address it sends the browser back to."""
        browser = requests.Session()
        parts = urlsplit(url)
        start = f"{parts.scheme}://{parts.netloc}/{parts.path.split('/')[1]}"
        ask = {"ask": parts.query}
        # Whoever consented to the same before is sent straight back.
        for page, form in (("login", {**ask, "handle": handle}), ("consent", {**ask, "answer": answer})):
            told = browser.post(f"{start}/{page}", data=form, allow_redirects=False, timeout=5)
            back = told.headers.get("Location", "")
            if "/callback/" in urlsplit(back).path:
                return str(back)
            if page == "login" and told.is_redirect:
                ahead = browser.get(urljoin(f"{start}/", back), allow_redirects=False, timeout=5)
                if "/callback/" in urlsplit(ahead.headers.get("Location", "")).path:
                    return str(ahead.headers["Location"])
        raise AssertionError(told.text)

    def come_back(self, url: str, client: Client | None = None) -> list[str]:
        """Follow it, and return what the person is told."""
        parts = urlsplit(url)
        answer = (client or self.client).get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 302
        return [str(message) for message in get_messages(answer.wsgi_request)]

    def whole(self, network: str = "linkedin", **details: Any) -> list[str]:
        return self.come_back(self.consent(self.leave(network), **details))


@pytest.fixture
def traveller(simulator: SimulatorProcess, acme: Organisation, amir: Membership, client_of: ClientOf) -> Traveller:
    return Traveller(client_of(amir), acme, simulator)


# --- The good way ----------------------------------------------------------------------------------------------------
@pytest.mark.promise("K1")
@pytest.mark.parametrize("network", ["linkedin", "x"])
def test_a_consent_becomes_an_account_whose_tokens_are_sealed(
    traveller: Traveller, amir: Membership, network: str, caplog: pytest.LogCaptureFixture
) -> None:
    said = traveller.whole(network)
    assert len(said) == 1
    row = Connection.objects.get(user=amir.user, network=network)
    assert (row.state, row.name) == (ConnectionState.CONNECTED, "Nadia")
    assert row.access_token.startswith("v1.")
    assert row.used_by == [amir.organisation_id]
    assert row.access_expires_at is not None
    assert row.access_expires_at > timezone.now()
    token = grants.grant_of(row).access_token.reveal()
    assert token
    assert token not in f"{row!r}{row}{vars(row)}{caplog.text}"
    with tenant(amir.organisation_id):
        assert selectors.connection_for(amir, network) == row
        assert token not in str(list(AuditEntry.objects.values()))
    assert not OAuthRequest.objects.exists()


def test_the_way_there_carries_a_challenge_an_exact_redirect_and_no_secret(traveller: Traveller) -> None:
    asked = parse_qs(urlsplit(traveller.leave("x")).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/connect/x/callback/"]
    row = OAuthRequest.objects.get()
    assert row.verifier.startswith("v1.")
    assert row.state == asked["state"][0]
    assert len(row.state) >= 43


def test_the_person_returns_to_where_they_left(traveller: Traveller, acme: Organisation) -> None:
    url = reverse("sharing:connect", kwargs={"org": acme.slug, "network": "linkedin"})
    for asked, expected in (
        ("/o/acme/write/?item=1", "/o/acme/write/?item=1"),
        ("https://evil.example/", "/o/acme/accounts/"),
        ("//evil.example/", "/o/acme/accounts/"),
        ("/o/globex/", "/o/acme/accounts/"),
    ):
        leaving = traveller.client.post(url, {"next": asked}).headers["Location"]
        back = urlsplit(traveller.consent(leaving))
        assert traveller.client.get(f"{back.path}?{back.query}").headers["Location"] == expected


# --- What can go wrong -----------------------------------------------------------------------------------------------
def nothing_changed() -> bool:
    return not Connection.objects.filter(user__email__endswith="@acme.example").exists()


def test_denied_consent_changes_nothing(traveller: Traveller) -> None:
    [said] = traveller.whole(answer="cancel")
    assert "Nothing has changed" in said
    assert nothing_changed()
    assert not OAuthRequest.objects.exists()


def test_a_state_works_once(traveller: Traveller) -> None:
    back = traveller.consent(traveller.leave())
    assert len(traveller.come_back(back)) == 1
    [said] = traveller.come_back(back)[-1:]
    assert "already used" in said
    assert Connection.objects.filter(state=ConnectionState.CONNECTED, user__email__startswith="amir").count() == 1


def test_a_state_nobody_gave_out(traveller: Traveller) -> None:
    back = traveller.consent(traveller.leave())
    traveller.come_back(back.replace("state=", "state=x"))
    traveller.client.get(reverse("sharing:connect_callback", kwargs={"network": "linkedin"}) + "?code=abc")
    assert nothing_changed()


def test_a_state_of_another_network(traveller: Traveller) -> None:
    back = traveller.consent(traveller.leave("linkedin"))
    traveller.come_back(back.replace("/connect/linkedin/", "/connect/x/"))
    assert nothing_changed()


def test_a_state_older_than_ten_minutes(traveller: Traveller) -> None:
    back = traveller.consent(traveller.leave())
    OAuthRequest.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    [said] = traveller.come_back(back)
    assert "ten minutes" in said
    assert nothing_changed()


def test_another_persons_browser_and_another_browser_of_the_same_person(
    traveller: Traveller, alice: Membership, amir: Membership, client_of: ClientOf
) -> None:
    back = traveller.consent(traveller.leave())
    for stranger in (client_of(alice), client_of(amir)):
        [said] = traveller.come_back(back, stranger)
        assert "another session" in said
        assert nothing_changed()
    assert len(traveller.come_back(back)) == 1, "the one who left can still come back"
    assert not nothing_changed()


def test_without_signing_in_one_comes_back_to_the_sign_in_page(traveller: Traveller) -> None:
    back = urlsplit(traveller.consent(traveller.leave()))
    answer = Client().get(f"{back.path}?{back.query}")
    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]
    assert nothing_changed()


@pytest.mark.parametrize("code", ["", "x", "a" * 5000, "%00", "../../", "é"])
def test_codes_that_are_none(traveller: Traveller, code: str) -> None:
    state = parse_qs(urlsplit(traveller.leave()).query)["state"][0]
    url = reverse("sharing:connect_callback", kwargs={"network": "linkedin"})
    answer = traveller.client.get(url, {"state": state, "code": code})
    assert answer.status_code == 302
    assert nothing_changed()


def test_a_code_the_network_has_seen_before(traveller: Traveller) -> None:
    back = traveller.consent(traveller.leave())
    traveller.come_back(back)
    code = parse_qs(urlsplit(back).query)["code"][0]
    state = parse_qs(urlsplit(traveller.leave()).query)["state"][0]
    url = reverse("sharing:connect_callback", kwargs={"network": "linkedin"})
    answer = traveller.client.get(url, {"state": state, "code": code})
    assert "already used" in str(list(get_messages(answer.wsgi_request))[-1])


def test_an_account_somebody_else_has_connected(
    traveller: Traveller, simulator: SimulatorProcess, alice: Membership
) -> None:
    connected(simulator, alice)
    [said] = traveller.whole()
    assert "someone else" in said
    assert nothing_changed() or not Connection.objects.filter(user__email__startswith="amir").exists()


def test_reconnecting_with_another_account(traveller: Traveller, amir: Membership) -> None:
    traveller.whole(handle="nadia")
    said = traveller.whole(handle="thomas")[-1]
    assert "another account" in said
    assert "Nadia" in said
    assert Connection.objects.get(user=amir.user).name == "Nadia"


def test_a_network_that_does_not_answer(traveller: Traveller, simulator: SimulatorProcess) -> None:
    back = traveller.consent(traveller.leave())
    simulator.control("faults", faults=[{"kind": "500_before", "on": "token"}])
    [said] = traveller.come_back(back)
    assert "Nothing has changed" in said
    assert nothing_changed()


def test_somebody_who_left_the_programme_meanwhile(traveller: Traveller, amir: Membership) -> None:
    back = traveller.consent(traveller.leave())
    Membership.objects.filter(pk=amir.pk).update(is_ambassador=False)
    traveller.come_back(back)
    assert nothing_changed()


def test_who_may_not_connect(
    simulator: SimulatorProcess, acme: Organisation, emma: Membership, greta: Membership, client_of: ClientOf
) -> None:
    url = reverse("sharing:connect", kwargs={"org": acme.slug, "network": "linkedin"})
    assert client_of(emma).post(url).status_code == 403
    assert client_of(greta).post(url).status_code == 404
    assert Client().post(url).status_code == 302
    assert not OAuthRequest.objects.exists()


def test_networks_that_cannot_be_connected(traveller: Traveller, acme: Organisation) -> None:
    for network, status in (("myspace", 404), ("facebook", 302)):
        url = reverse("sharing:connect", kwargs={"org": acme.slug, "network": network})
        assert traveller.client.post(url).status_code == status
    assert not OAuthRequest.objects.exists()


# --- Reconnecting ----------------------------------------------------------------------------------------------------
def test_a_reconnection_releases_what_waited_for_it(traveller: Traveller, amir: Membership) -> None:
    traveller.whole()
    row = Connection.objects.get(user=amir.user)
    with tenant(amir.organisation_id):
        share = shares.schedule_share(actor=amir, network="linkedin", text="Waiting")
        late = shares.schedule_share(actor=amir, network="linkedin", text="Too late")
        Share.objects.update(state=ShareState.HELD, reason=HoldReason.RECONNECT, next_at=None)
        Share.objects.filter(pk=late.pk).update(publish_before=timezone.now() - timedelta(minutes=1))
    Connection.objects.update(state=ConnectionState.EXPIRED)
    traveller.whole()
    row.refresh_from_db()
    assert row.state == ConnectionState.CONNECTED
    assert Connection.objects.filter(user=amir.user).count() == 1
    with tenant(amir.organisation_id):
        share.refresh_from_db()
        late.refresh_from_db()
    assert share.state == ShareState.SCHEDULED
    assert late.state == ShareState.HELD


# --- Disconnecting ---------------------------------------------------------------------------------------------------
@pytest.mark.promise("K5")
def test_disconnecting_calls_off_revokes_and_erases(
    traveller: Traveller,
    simulator: SimulatorProcess,
    amir: Membership,
    acme: Organisation,
    jobs_done: Any,
    settings: Any,
) -> None:
    traveller.whole("x")
    row = Connection.objects.get(user=amir.user)
    with tenant(acme.pk):
        share = shares.schedule_share(
            actor=amir, network="x", text="Planned", due_at=timezone.now() + timedelta(days=1)
        )
    settings.SIMULATOR_URL = "http://127.0.0.1:9"
    url = reverse("sharing:disconnect", kwargs={"org": acme.slug, "public_id": row.public_id})
    with jobs_done():
        assert traveller.client.post(url).status_code == 302
    row.refresh_from_db()
    with tenant(acme.pk):
        share.refresh_from_db()
        assert selectors.connection_for(amir, "x") is None
    assert (share.state, share.reason) == (ShareState.CANCELLED, "disconnected")
    assert row.state == ConnectionState.REVOKING, "the network has not confirmed"
    assert row.access_token
    settings.SIMULATOR_URL = simulator.url
    with jobs_done(), transaction.atomic():
        sweeping.ring_for_connections()
    row.refresh_from_db()
    assert row.state == ConnectionState.REVOKED
    assert row.access_token == row.refresh_token == ""
    assert len(simulator.log(event="revoke")) == 2, "both tokens"
    assert traveller.client.post(url).status_code == 404, "twice is nothing"


@pytest.mark.promise("K5")
def test_where_a_network_cannot_be_told_the_tokens_are_destroyed_at_once(
    traveller: Traveller, amir: Membership, acme: Organisation, jobs_done: Any
) -> None:
    traveller.whole("linkedin")
    row = Connection.objects.get(user=amir.user)
    with jobs_done():
        traveller.client.post(reverse("sharing:disconnect", kwargs={"org": acme.slug, "public_id": row.public_id}))
    row.refresh_from_db()
    assert (row.state, row.access_token) == (ConnectionState.REVOKED, "")
    # The same account again is the same row; another one is a new row.
    traveller.whole("linkedin")
    assert Connection.objects.get(user=amir.user).pk == row.pk


def test_after_disconnecting_another_account_may_be_connected(
    traveller: Traveller, amir: Membership, acme: Organisation, jobs_done: Any
) -> None:
    traveller.whole(handle="nadia")
    row = Connection.objects.get(user=amir.user)
    with jobs_done():
        traveller.client.post(reverse("sharing:disconnect", kwargs={"org": acme.slug, "public_id": row.public_id}))
    traveller.whole(handle="thomas")
    assert set(Connection.objects.filter(user=amir.user).values_list("name", "state")) == {
        ("Nadia", ConnectionState.REVOKED),
        ("Thomas", ConnectionState.CONNECTED),
    }


def test_an_account_used_in_two_organisations_survives_leaving_one(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation, globex: Organisation
) -> None:
    row = connected(simulator, amir)
    other = MembershipFactory(organisation=globex, user=amir.user)
    with tenant(globex.pk):
        EnrolmentFactory(membership=other)
        connections.permit_connection(actor=other, connection=row)
    with tenant(acme.pk):
        connections.disconnect(actor=amir, connection=row)
    row.refresh_from_db()
    assert (row.state, row.used_by) == (ConnectionState.CONNECTED, [globex.pk])
    with tenant(acme.pk):
        assert selectors.connection_for(amir, "linkedin") is None
    with tenant(globex.pk):
        assert selectors.connection_for(other, "linkedin") == row
        connections.disconnect(actor=other, connection=row)
    row.refresh_from_db()
    assert row.state == ConnectionState.REVOKING


# --- Renewing --------------------------------------------------------------------------------------------------------
def ending(simulator: SimulatorProcess, amir: Membership) -> Connection:
    """An access that is used up and can be renewed."""
    row = connected(simulator, amir, "x")
    grants.call_stale(row.pk)
    return row


def test_a_refresh_replaces_both_tokens(simulator: SimulatorProcess, amir: Membership) -> None:
    row = ending(simulator, amir)
    before = grants.grant_of(row)
    assert grants.refresh_grant(row.pk)
    row.refresh_from_db()
    after = grants.grant_of(row)
    assert after.access_token != before.access_token
    assert after.refresh_token != before.refresh_token
    assert row.refreshing_until is None


def test_one_refresh_at_a_time(simulator: SimulatorProcess, amir: Membership) -> None:
    row = ending(simulator, amir)
    assert grants._lease(row.pk) is not None
    assert not grants.refresh_grant(row.pk), "somebody else is at it"
    assert simulator.log(event="token") == []


def test_an_access_that_lasts_is_not_renewed(simulator: SimulatorProcess, amir: Membership) -> None:
    row = ending(simulator, amir)
    assert grants.refresh_grant(row.pk)
    assert not grants.refresh_grant(row.pk), "asked by somebody who had not seen the new one"
    assert len(simulator.log(event="token")) == 1
    row.refresh_from_db()
    assert row.refreshing_until is None


def test_an_ambiguous_refresh_tries_the_old_token_again_after_a_minute(
    simulator: SimulatorProcess, amir: Membership
) -> None:
    row = ending(simulator, amir)
    simulator.control("faults", faults=[{"kind": "reset_before", "on": "token", "times": 1}])
    assert not grants.refresh_grant(row.pk)
    row.refresh_from_db()
    assert row.state == ConnectionState.CONNECTED
    assert row.refreshing_until is not None
    assert row.refreshing_until > timezone.now() + timedelta(seconds=50)
    assert not grants.refresh_grant(row.pk)
    Connection.objects.update(refreshing_until=timezone.now() - timedelta(seconds=1))
    assert grants.refresh_grant(row.pk)


def test_a_burnt_refresh_token_asks_the_person(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation
) -> None:
    row = ending(simulator, amir)
    simulator.control("faults", faults=[{"kind": "reset_after", "on": "token", "times": 1}])
    assert not grants.refresh_grant(row.pk)
    Connection.objects.update(refreshing_until=None)
    assert not grants.refresh_grant(row.pk)
    row.refresh_from_db()
    assert row.state == ConnectionState.EXPIRED
    with tenant(acme.pk):
        told = Notification.objects.get(membership=amir)
    assert (told.kind, told.details["network"]) == ("connection_expiring", "X")


def test_what_is_due_soon_gets_its_access_renewed_and_nothing_else_does(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation
) -> None:
    row = connected(simulator, amir, "x")
    Connection.objects.filter(pk=row.pk).update(access_expires_at=timezone.now() + timedelta(minutes=4))
    with tenant(acme.pk):
        assert sweeping.ring_for_stale_accesses() == 0
        shares.schedule_share(actor=amir, network="x", text="Soon", due_at=timezone.now() + timedelta(minutes=12))
        assert sweeping.ring_for_stale_accesses() == 1


@pytest.mark.promise("K7")
def test_people_are_told_14_7_and_1_days_before_an_access_ends(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation
) -> None:
    row = connected(simulator, amir)
    days = []
    for left in (20, 14, 10, 7, 3, 1, 0):
        Connection.objects.filter(pk=row.pk).update(access_expires_at=timezone.now() + timedelta(days=left, minutes=-1))
        with tenant(acme.pk):
            grants.tell_expiring_soon()
            grants.tell_expiring_soon()
            days.append(sorted({n.details["days"] for n in Notification.objects.filter(membership=amir)}))
    assert days == [[], [14], [14], [7, 14], [7, 14], [1, 7, 14], [0, 1, 7, 14]]
    row.refresh_from_db()
    assert row.state == ConnectionState.EXPIRED
    with tenant(acme.pk):
        [account] = [line for line in selectors.accounts(amir) if line.network.key == "linkedin"]
    assert account.needs_renewal


# --- Keys and applications -------------------------------------------------------------------------------------------
def test_an_organisations_own_application_is_used_and_its_secret_never_shown(
    simulator: SimulatorProcess, acme: Organisation, adam: Membership, amir: Membership, client_of: ClientOf
) -> None:
    simulator.control("apps", network="linkedin", client_id="acme-app", secret="acme-secret")
    with tenant(acme.pk):
        app = network_apps.set_network_app(
            actor=adam, network="linkedin", client_id="acme-app", client_secret="acme-secret",
            granted_scopes=["r_member_postAnalytics"],
        )  # fmt: skip
        assert "acme-secret" not in f"{vars(app)}{list(AuditEntry.objects.values())}"
        again = network_apps.set_network_app(
            actor=adam, network="linkedin", client_id="acme-app", granted_scopes=["r_member_postAnalytics"]
        )
        assert again.client_secret == app.client_secret, "an empty secret keeps the one that is there"
    traveller = Traveller(client_of(amir), acme, simulator)
    asked = parse_qs(urlsplit(traveller.leave()).query)
    assert asked["client_id"] == ["acme-app"]
    assert "r_member_postAnalytics" in asked["scope"][0]
    traveller.whole()
    row = Connection.objects.get(user=amir.user)
    assert row.app_of == acme
    assert "r_member_postAnalytics" in row.scopes
    with tenant(acme.pk):
        assert selectors.capabilities(row, selectors.network("linkedin", acme))["measure"]


def test_a_network_switched_off_is_not_offered(
    simulator: SimulatorProcess, acme: Organisation, adam: Membership, amir: Membership
) -> None:
    with tenant(acme.pk):
        network_apps.set_network_app(actor=adam, network="x", client_id="", is_enabled=False)
        assert "x" not in [each.key for each in selectors.networks(acme)]


@pytest.mark.promise("K3")
def test_keys_rotate_in_batches_and_a_second_run_finds_nothing(
    simulator: SimulatorProcess, amir: Membership, acme: Organisation, adam: Membership, settings: Any
) -> None:
    rows = [connected(simulator, amir), connected(simulator, amir, "x")]
    with tenant(acme.pk):
        network_apps.set_network_app(actor=adam, network="x", client_id="own", client_secret="secret")
    old = settings.TOKEN_KEYS
    tokens = [grants.grant_of(row).access_token for row in rows]
    settings.TOKEN_KEYS = "new:" + "A" * 43 + "=," + old
    report = rotation.rotate(batch=1)
    # The canary's organisation has an account without tokens.
    assert (report.renewed, report.left) == (4, 0)
    assert rotation.rotate(batch=1).renewed == 0
    settings.TOKEN_KEYS = "new:" + "A" * 43 + "="
    for row, token in zip(rows, tokens, strict=True):
        row.refresh_from_db()
        assert grants.grant_of(row).access_token == token
    with tenant(acme.pk):
        assert selectors.credentials("x", acme).client_secret.reveal() == "secret"
    settings.TOKEN_KEYS = "other:" + "B" * 43 + "="
    assert rotation.rotate().unreadable == 4


@pytest.mark.promise("K2")
def test_two_accounts_tokens_swapped_open_neither(simulator: SimulatorProcess, amir: Membership) -> None:
    one, two = connected(simulator, amir), connected(simulator, amir, "x")
    one.access_token, two.access_token = two.access_token, one.access_token
    for row in (one, two):
        with pytest.raises(grants.CannotOpen):
            grants.grant_of(row)


def test_a_query_during_a_network_call_raises(acme: Organisation) -> None:
    with pytest.raises(DatabaseInNetworkCall), grants.network_call():
        Organisation.objects.first()
    with tenant(acme.pk), pytest.raises(DatabaseInNetworkCall), grants.network_call():
        pytest.fail("the network would have been called inside a tenant")


def test_permissions_are_one_per_account(simulator: SimulatorProcess, amir: Membership, acme: Organisation) -> None:
    row = connected(simulator, amir)
    with tenant(acme.pk):
        connections.permit_connection(actor=amir, connection=row)
        assert ConnectionPermission.objects.filter(membership=amir, ended_at__isnull=True).count() == 1
        assert NetworkApp.objects.count() == 0
