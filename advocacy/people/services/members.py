"""Who may do what in an organisation, and who is in it no longer."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import ApiToken, Invitation, Membership, TeamMember, User
from advocacy.people.roles import Permission, Role, may_entrust
from advocacy.people.services.hooks import end_participation
from advocacy.people.states import InvitationState


def _other_owners(membership: Membership) -> int:
    """How many owners remain without this one; the rows are locked, so that two leaving owners meet."""
    owners = Membership.objects.select_for_update().filter(
        organisation_id=membership.organisation_id, is_owner=True, left_at__isnull=True
    )
    return len([owner for owner in owners if owner.pk != membership.pk])


def _withdraw_promises(actor: Membership, inviter: Membership, granted: frozenset[Permission]) -> None:
    """Withdraw the open invitations whose roles their sender, who has `granted` from now on, could no longer entrust.

    Otherwise somebody could leave themself a door: roles for another address of theirs, to be accepted afterwards.
    """
    for row in Invitation.objects.select_for_update().filter(invited_by=inviter, state=InvitationState.SENT):
        if not all(may_entrust(granted, Role(role)) for role in row.roles):
            row.state = InvitationState.REVOKED
            row.save(update_fields=["state"])
            record_audit(actor=actor, verb="invitation.withdrawn", subject=row)


@transaction.atomic
def entrust_roles(*, actor: Membership, membership: Membership, roles: frozenset[Role]) -> Membership:
    """Give a member exactly these roles; none of them makes an employee. Ambassador is not a role.

    Open invitations of theirs to roles they can no longer entrust are withdrawn. Refuses to touch ownership when the
    actor is not an owner, to entrust what the actor may not, to take the role from the last owner, and roles that
    somebody else has changed since they were read.
    """
    before = membership.roles
    changed = before ^ roles
    for role in changed:
        if not may_entrust(actor.permissions, role):
            raise RuleViolation(
                _("Only an owner can give or take the role “%(role)s”.") % {"role": role.label},
                code="role_above_yours",
                field="roles",
            )
    if Role.OWNER in before - roles and not _other_owners(membership):
        raise RuleViolation(
            _("%(name)s is the last owner. Name another owner first.") % {"name": membership},
            code="last_owner",
            field="roles",
        )
    if not changed:
        return membership
    as_read = {f"is_{role.value}": role in before for role in Role}
    wanted = {f"is_{role.value}": role in roles for role in Role}
    # Compared as it is written: what was refused or allowed above was judged by the roles held then.
    if not Membership.objects.filter(pk=membership.pk, left_at__isnull=True, **as_read).update(**wanted):
        raise RuleViolation(
            _("Somebody else changed these roles at the same moment. Look at where they stand now."),
            code="roles_changed_meanwhile",
        )
    for name, held in wanted.items():
        setattr(membership, name, held)
    membership.__dict__.pop("permissions", None)
    _withdraw_promises(actor, membership, membership.permissions)
    changes = {"roles": [sorted(role.value for role in before), sorted(role.value for role in roles)]}
    record_audit(actor=actor, verb="member.roles_changed", subject=membership, changes=changes)
    return membership


@transaction.atomic
def remove_member(*, actor: Membership, membership: Membership) -> None:
    """Let somebody go: from now on they are not a member here.

    Their sessions and API tokens end, their open invitations to a role are withdrawn, and whatever they do as an
    ambassador *here* ends with them (`hooks.on_leaving`); their places in other organisations stay as they are.
    Refuses the last owner, and an owner when the actor is none.
    """
    if membership.is_owner:
        if not may_entrust(actor.permissions, Role.OWNER):
            raise RuleViolation(_("Only an owner can remove an owner."), code="role_above_yours")
        if not _other_owners(membership):
            raise RuleViolation(
                _("%(name)s is the last owner. Name another owner first.") % {"name": membership}, code="last_owner"
            )
    now = timezone.now()
    if not Membership.objects.filter(pk=membership.pk, left_at__isnull=True).update(left_at=now):
        return
    membership.left_at = now
    end_participation(membership)
    _withdraw_promises(actor, membership, frozenset())
    TeamMember.objects.filter(membership=membership).delete()
    ApiToken.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=now)
    User.objects.filter(pk=membership.user_id).update(session_round=F("session_round") + 1)
    record_audit(actor=actor, verb="member.removed", subject=membership)
