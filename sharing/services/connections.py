"""Connecting an account and ending it. One consent for publishing, apart from the one for signing in."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import jobs
from advocacy.lib.crypto import Binding, CannotOpen, open_sealed, seal
from advocacy.lib.errors import RuleViolation
from advocacy.organisations.models import Organisation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership, User
from advocacy.people.roles import Permission
from advocacy.tenancy import tenant
from sharing import selectors
from sharing.models import Connection, ConnectionPermission, OAuthRequest, Share
from sharing.networks.base import Grant, Network, NetworkError, Profile
from sharing.selectors.wording import DISCONNECTED
from sharing.services import grants, moving, planning
from sharing.services.moving import AlreadyMoved
from sharing.states import ConnectionState, HoldReason, ShareState

JOURNEY_MINUTES: Final = 10
ALIVE: Final = (ConnectionState.CONNECTED, ConnectionState.EXPIRED)


@dataclass(frozen=True)
class Journey:
    """A way to a network's consent page and back: whose it was and where it leads."""

    organisation: Organisation
    membership: Membership
    next_path: str
    connection: Connection | None = None


def redirect_uri(network: str) -> str:
    """The address registered at the network, exactly."""
    return settings.SITE_URL + reverse("sharing:connect_callback", kwargs={"network": network})


# --- There -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def begin_connection(*, actor: Membership, network: str, session_key: str, next_path: str = "") -> str:
    """Start a journey to the network's consent page and return that page's address.

    Good for ten minutes, once, in the browser session it started in. Refuses a network that is not offered or has no
    application here, and anybody who is not an ambassador.
    """
    planning.check_author(actor)
    adapter = selectors.network(network, actor.organisation)
    if not selectors.can_connect(network, actor.organisation):
        raise RuleViolation(
            _("Accounts of %(network)s cannot be connected here. You can still share by hand.")
            % {"network": adapter.label},
            code="network_not_configured",
            field="network",
        )
    OAuthRequest.objects.filter(membership=actor, network=network).delete()
    state = secrets.token_urlsafe(32)
    verifier = secrets.token_urlsafe(48)
    OAuthRequest.objects.create(
        state=state,
        membership=actor,
        network=network,
        verifier=seal(verifier, _journey_binding(actor, network, state)),
        session_hash=_session_hash(state, session_key),
        next_path=next_path[:200],
    )
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return adapter.authorise_url(state=state, redirect_uri=redirect_uri(network), challenge=challenge)


def _journey_binding(actor: Membership, network: str, state: str) -> Binding:
    return Binding(user=str(actor.user_id), connection=f"journey-{state}", network=network, kind="verifier")


def _session_hash(state: str, session_key: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), f"{state}|{session_key}".encode(), "sha256").hex()


# --- And back --------------------------------------------------------------------------------------------------------
def complete_connection(*, network: str, state: str, code: str, session_key: str, user: User) -> Journey:
    """Finish a journey: exchange the code, ask who the account is, keep the access, release what waited for it.

    Outside any tenant and transaction: the network is called between two short ones. Refuses a journey that is
    unknown, used, over ten minutes old, another person's or another browser's; a code the network refuses; an account
    that somebody else has connected; and, when reconnecting, another account than before.
    """
    journey, verifier = _take(network=network, state=state, session_key=session_key, user=user)
    organisation = journey.organisation
    with tenant(organisation.pk):
        adapter = selectors.network(network, organisation)
        own = selectors.uses_own_application(network)
    grant, profile = _ask(adapter, code, redirect_uri(network), verifier)
    try:
        with tenant(organisation.pk), transaction.atomic():
            connection = _keep(journey.membership, network, organisation if own else None, grant, profile)
    except IntegrityError:
        # Two browsers at the same moment; the other one's row stands.
        raise _taken(adapter) from None
    return Journey(organisation, journey.membership, journey.next_path, connection)


def refuse_connection(*, network: str, state: str, session_key: str, user: User) -> Journey | None:
    """The person said no at the network: the journey ends, nothing else changes. None when it was none of theirs."""
    try:
        journey, _verifier = _take(network=network, state=state, session_key=session_key, user=user)
    except RuleViolation:
        return None
    return journey


@transaction.atomic
def _take(*, network: str, state: str, session_key: str, user: User) -> tuple[Journey, str]:
    """Take a journey off the list: whatever comes after, it cannot be finished a second time."""
    row = (
        OAuthRequest.objects.select_for_update(of=("self",))
        .select_related("membership__organisation", "membership__user")
        .filter(state=state, network=network)
        .first()
    )
    if row is None:
        raise RuleViolation(
            _("This way back was already used, or never began here. Start again from your accounts."),
            code="state_unknown",
        )
    if row.membership.user_id != user.pk or not hmac.compare_digest(
        row.session_hash, _session_hash(state, session_key)
    ):
        # Left in place: its owner may still be on the network's page.
        raise RuleViolation(
            _("This connection was started in another session. Start again from your accounts."),
            code="state_of_another",
        )
    expired = row.created_at < timezone.now() - timedelta(minutes=JOURNEY_MINUTES)
    try:
        verifier = open_sealed(row.verifier, _journey_binding(row.membership, network, state)).reveal()
    except CannotOpen:
        expired = True
    if expired:
        raise RuleViolation(
            _("More than ten minutes have passed. Start again from your accounts."), code="state_expired"
        )
    row.delete()
    return Journey(row.membership.organisation, row.membership, row.next_path), verifier


def _ask(adapter: Network, code: str, address: str, verifier: str) -> tuple[Grant, Profile]:
    try:
        with grants.network_call():
            grant = adapter.exchange(code=code, redirect_uri=address, verifier=verifier)
            return grant, adapter.profile(grant)
    except NetworkError as error:
        refused = error.code in {"code_refused", "token_invalid", "token_revoked"}
        message = (
            _("%(network)s says this permission was already used or is too old. Start again.")
            if refused
            else _("%(network)s did not answer as expected. Nothing has changed; try again in a moment.")
        )
        raise RuleViolation(
            message % {"network": adapter.label}, code="code_refused" if refused else "network_failed"
        ) from None


def _keep(
    membership: Membership, network: str, app_of: Organisation | None, grant: Grant, profile: Profile
) -> Connection:
    """Write the access under this person's name. Inside the tenant."""
    actor = Membership.objects.select_related("organisation", "user").get(pk=membership.pk)
    if actor.left_at is not None or not actor.can(Permission.CONNECTION_MANAGE):
        raise RuleViolation(_("Join the programme first: sharing is for volunteers."), code="not_enrolled")
    rows = Connection.objects.select_for_update(of=("self",)).filter(network=network, app_of=app_of)
    alive = rows.filter(state__in=ALIVE)
    if alive.filter(member_id=profile.external_id).exclude(user_id=actor.user_id).exists():
        raise _taken(selectors.network(network, actor.organisation))
    mine = alive.filter(user_id=actor.user_id).first()
    if mine is not None and mine.member_id != profile.external_id:
        raise RuleViolation(
            _("This is another account than the one you connected before (%(name)s). Disconnect that one first.")
            % {"name": mine.name or mine.handle or mine.member_id},
            code="different_account",
        )
    # The same account after a disconnection is the same row, so that its earlier shares keep their account.
    before = rows.filter(user_id=actor.user_id, member_id=profile.external_id, state=ConnectionState.REVOKED).first()
    connection = mine or before or Connection(user_id=actor.user_id, network=network, app_of=app_of)
    connection.member_id = profile.external_id
    connection.name = profile.name[:200]
    connection.handle = profile.handle[:100]
    connection.headline = profile.headline[:300]
    connection.profile_url = profile.url[:300]
    connection.state = ConnectionState.CONNECTED
    connection.connected_at = timezone.now()
    connection.ended_at = None
    connection.refreshing_until = None
    if connection is not mine and connection is not before:
        # The tokens are bound to the row's number.
        connection.save()
    grants.keep(connection, grant)
    _permit(actor, connection)
    connection.save()
    record_audit(actor=actor, verb="connection.connected", subject=connection, changes={"network": network})
    _release(actor, connection)
    return connection


def _taken(adapter: Network) -> RuleViolation:
    return RuleViolation(
        _("This %(network)s account is already connected by someone else here. Nothing has changed.")
        % {"network": adapter.label},
        code="account_taken",
    )


def _permit(actor: Membership, connection: Connection) -> ConnectionPermission:
    permission, _made = ConnectionPermission.objects.get_or_create(
        membership=actor, connection=connection, ended_at=None
    )
    connection.used_by = sorted({*connection.used_by, actor.organisation_id})
    return permission


def _release(actor: Membership, connection: Connection) -> None:
    """Put back in the queue what waited for this access."""
    held = Share.objects.filter(membership=actor).filter(
        network=connection.network, state=ShareState.HELD, reason=HoldReason.RECONNECT
    )
    for share in held.select_related("membership"):
        if share.connection_id == connection.pk:
            planning.release(share)


@transaction.atomic
def permit_connection(*, actor: Membership, connection: Connection) -> ConnectionPermission:
    """Let this organisation use an account the person has connected elsewhere. Refuses anybody else's account."""
    planning.check_author(actor)
    row = (
        Connection.objects.select_for_update(of=("self",))
        .filter(pk=connection.pk, user_id=actor.user_id, app_of__isnull=True, state=ConnectionState.CONNECTED)
        .first()
    )
    if row is None:
        raise RuleViolation(_("This account is not yours."), code="not_yours")
    permission = _permit(actor, row)
    row.save(update_fields=["used_by"])
    record_audit(actor=actor, verb="connection.permitted", subject=row, changes={"network": row.network})
    return permission


# --- Ending ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def disconnect(*, actor: Membership, connection: Connection) -> None:
    """End this organisation's use of the person's account: what is planned on it is called off, at once.

    When no other organisation of theirs uses it, the access is dead from this commit on; the network is told by a job
    until it confirms, then the tokens are destroyed. A share in doubt stays in doubt: its author can still answer.
    Refuses an account that is not the actor's; twice changes nothing.
    """
    row = Connection.objects.select_for_update().filter(pk=connection.pk, user_id=actor.user_id).first()
    if row is None:
        raise RuleViolation(_("This account is not yours."), code="not_yours")
    planned = Share.objects.filter(membership=actor).filter(
        connection=row, state__in=[ShareState.SCHEDULED, ShareState.HELD]
    )
    for share in planned:
        try:
            moving.move(
                share.pk, ShareState(share.state), ShareState.CANCELLED, actor=actor, reason=DISCONNECTED, next_at=None
            )
        except AlreadyMoved:
            continue
    now = timezone.now()
    ended = ConnectionPermission.objects.filter(membership=actor, connection=row, ended_at__isnull=True).update(
        ended_at=now
    )
    if not ended:
        return
    row.used_by = [each for each in row.used_by if each != actor.organisation_id]
    if not row.used_by:
        row.state = ConnectionState.REVOKING
        row.ended_at = now
        jobs.enqueue("sharing.revoke_connection", user_id=row.user_id, connection_id=row.pk)
    row.save(update_fields=["used_by", "state", "ended_at"])
    record_audit(actor=actor, verb="connection.disconnected", subject=row, changes={"network": row.network})
