"""Who may do what in an organisation, and who is in it no longer."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import ApiToken, Membership, TeamMember, User
from advocacy.people.roles import Role, may_entrust
from advocacy.people.services.hooks import end_participation


def _other_owners(membership: Membership) -> int:
    """How many owners remain without this one; the rows are locked, so that two leaving owners meet."""
    owners = Membership.objects.select_for_update().filter(
        organisation_id=membership.organisation_id, is_owner=True, left_at__isnull=True
    )
    return len([owner for owner in owners if owner.pk != membership.pk])


@transaction.atomic
def entrust_roles(*, actor: Membership, membership: Membership, roles: frozenset[Role]) -> Membership:
    """Give a member exactly these roles; none of them makes an employee. Ambassador is not a role.

    Refuses to touch ownership when the actor is not an owner, to entrust what the actor may not, and to take the role
    from the last owner.
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
    for role in Role:
        setattr(membership, f"is_{role.value}", role in roles)
    membership.__dict__.pop("permissions", None)
    membership.save(update_fields=[f"is_{role.value}" for role in Role])
    changes = {"roles": [sorted(role.value for role in before), sorted(role.value for role in roles)]}
    record_audit(actor=actor, verb="member.roles_changed", subject=membership, changes=changes)
    return membership


@transaction.atomic
def remove_member(*, actor: Membership, membership: Membership) -> None:
    """Let somebody go: from now on they are not a member here.

    Their sessions and API tokens end, and whatever they do as an ambassador *here* with them (`hooks.on_leaving`);
    their places in other organisations stay as they are. Refuses the last owner, and an owner when the actor is none.
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
    TeamMember.objects.filter(membership=membership).delete()
    ApiToken.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=now)
    User.objects.filter(pk=membership.user_id).update(session_round=F("session_round") + 1)
    record_audit(actor=actor, verb="member.removed", subject=membership)
