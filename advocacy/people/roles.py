"""One table: what each role may do. A reviewer reads this page and nothing else."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an organisation can entrust to a member. Several may be held; none makes an employee.

    *Ambassador* is not here: nobody assigns it, it follows from a person's own enrolment.
    """

    OWNER = "owner", _("Owner")
    ADMINISTRATOR = "administrator", _("Administrator")
    CONTENT_MANAGER = "content_manager", _("Communications")
    CONTRIBUTOR = "contributor", _("Contributor")
    MANAGER = "manager", _("Management")


class Permission(StrEnum):
    """Everything a view can ask for. `Permission.SHARE_*` needs the person's own enrolment as well."""

    # Every member, whatever the role
    PROGRAMME_READ = "programme.read"
    RESULTS_READ = "results.read"
    ME_CHANGE = "me.change"
    PROPOSAL_SEND = "proposal.send"
    # Ambassadors: by their own enrolment, never by role
    SHARE_READ = "share.read"
    SHARE_CREATE = "share.create"
    CONNECTION_MANAGE = "connection.manage"
    # Ambassadors and the communications team: who announces what, and when
    CALENDAR_READ = "calendar.read"
    # The communications team
    LIBRARY_READ = "library.read"
    LIBRARY_WRITE = "library.write"
    LIBRARY_PUBLISH = "library.publish"
    PROPOSAL_ANSWER = "proposal.answer"
    CAMPAIGN_MANAGE = "campaign.manage"
    AMBASSADORS_READ = "ambassadors.read"
    RESULTS_EXPORT = "results.export"
    CRISIS_MANAGE = "crisis.manage"
    # Administration
    SETTINGS_MANAGE = "settings.manage"
    MEMBERS_MANAGE = "members.manage"
    TEAMS_MANAGE = "teams.manage"
    INVITATIONS_MANAGE = "invitations.manage"
    NETWORKS_MANAGE = "networks.manage"
    AUDIT_READ = "audit.read"
    ROLES_GRANT_OWNER = "roles.grant_owner"


P = Permission

EVERY_MEMBER = frozenset({P.PROGRAMME_READ, P.RESULTS_READ, P.ME_CHANGE, P.PROPOSAL_SEND})
EVERY_AMBASSADOR = frozenset({P.SHARE_READ, P.SHARE_CREATE, P.CONNECTION_MANAGE, P.CALENDAR_READ})

_CONTRIBUTE = frozenset({P.LIBRARY_READ, P.LIBRARY_WRITE, P.CALENDAR_READ})
_COMMUNICATE = _CONTRIBUTE | {
    P.LIBRARY_PUBLISH, P.CAMPAIGN_MANAGE, P.AMBASSADORS_READ, P.RESULTS_EXPORT, P.INVITATIONS_MANAGE, P.TEAMS_MANAGE,
    P.CRISIS_MANAGE, P.PROPOSAL_ANSWER,
}  # fmt: skip
_ADMINISTER = frozenset({
    P.SETTINGS_MANAGE, P.MEMBERS_MANAGE, P.TEAMS_MANAGE, P.INVITATIONS_MANAGE, P.NETWORKS_MANAGE, P.AUDIT_READ,
    # An emergency does not wait for the one person of the communications team.
    P.CRISIS_MANAGE,
})  # fmt: skip

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _COMMUNICATE | _ADMINISTER | {P.ROLES_GRANT_OWNER},
    Role.ADMINISTRATOR: _ADMINISTER,
    Role.CONTENT_MANAGER: _COMMUNICATE,
    Role.CONTRIBUTOR: _CONTRIBUTE,
    Role.MANAGER: frozenset({P.RESULTS_EXPORT}),
}


def permissions_of(roles: frozenset[Role], *, is_ambassador: bool) -> frozenset[Permission]:
    """What a member may do: what everybody may, plus each role's grants, plus sharing for those who opted in."""
    granted = EVERY_MEMBER.union(*(GRANTS[role] for role in roles))
    return granted | EVERY_AMBASSADOR if is_ambassador else granted


def may_entrust(granted: frozenset[Permission], role: Role) -> bool:
    """Say whether somebody with these permissions may give or take this role.

    Only owners make owners. Whoever manages members entrusts everything else. The others entrust what they may do
    themselves, and nothing more.
    """
    if role is Role.OWNER:
        return P.ROLES_GRANT_OWNER in granted
    return P.MEMBERS_MANAGE in granted or GRANTS[role] <= granted


def entrustable(granted: frozenset[Permission]) -> list[Role]:
    """The roles that somebody with these permissions may give, in the table's order."""
    return [role for role in Role if may_entrust(granted, role)]
