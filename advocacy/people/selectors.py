"""Every read about people. The only reader of Membership across organisations."""

import hashlib

from django.db.models import Count, QuerySet
from django.utils import timezone

from advocacy.organisations.models import Organisation
from advocacy.people.models import ApiToken, Invitation, Membership, Notification, Team, User
from advocacy.people.states import InvitationState


def token_hash(token: str) -> str:
    """How an invitation's or an API token is kept: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def membership_of(user: User, organisation: Organisation) -> Membership | None:
    """This person's place in this organisation, or None: never a member, or gone."""
    return (
        Membership.objects.select_related("user", "organisation")
        .filter(user=user, organisation=organisation, left_at__isnull=True)
        .first()
    )


def memberships_of(user: User) -> QuerySet[Membership]:
    """A person's organisations, for the switcher."""
    return (
        Membership.objects.select_related("organisation", "user")
        .filter(user=user, left_at__isnull=True, organisation__is_active=True)
        .order_by("organisation__name")
    )


def membership_by_api_token(token: str, organisation: Organisation) -> tuple[Membership, ApiToken] | None:
    """Whom an API token speaks for in this organisation; None when unknown, revoked, or of another organisation."""
    row = (
        ApiToken.objects.select_related("membership__user", "membership__organisation")
        .filter(
            token_hash=token_hash(token),
            revoked_at__isnull=True,
            membership__organisation=organisation,
            membership__left_at__isnull=True,
            membership__user__is_active=True,
        )
        .first()
    )
    return (row.membership, row) if row else None


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody in the organisation, by name."""
    return (
        Membership.objects.select_related("user")
        .filter(organisation=organisation, left_at__isnull=True)
        .order_by("user__name", "id")
    )


def member(organisation: Organisation, public_id: str) -> Membership | None:
    """One member by public id, or None: unknown, gone, or of another organisation."""
    return members(organisation).filter(public_id=public_id).first()


def teams() -> QuerySet[Team]:
    """The organisation's teams with how many people each has."""
    return Team.objects.annotate(size=Count("team_members")).order_by("name")


def team_ids_of(membership: Membership) -> list[int]:
    """The teams this member is in."""
    return list(Team.objects.filter(team_members__membership=membership).values_list("id", flat=True))


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that may still be accepted."""
    return Invitation.objects.filter(state=InvitationState.SENT, expires_at__gt=timezone.now())


def api_tokens(membership: Membership) -> QuerySet[ApiToken]:
    """A member's own live tokens."""
    return ApiToken.objects.filter(membership=membership, revoked_at__isnull=True)


def unread_notifications(membership: Membership) -> QuerySet[Notification]:
    """What this person has not read yet."""
    return Notification.objects.filter(membership=membership, read_at__isnull=True)
