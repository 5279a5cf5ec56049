"""Teams: members grouped for audience and comparison."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership, Team, TeamMember


def _refuse_taken(name: str, team: Team | None = None) -> None:
    taken = Team.objects.filter(name__iexact=name)
    if team is not None:
        taken = taken.exclude(pk=team.pk)
    if taken.exists():
        raise RuleViolation(
            _("There is already a team called “%(name)s”.") % {"name": name}, code="team_exists", field="name"
        )


@transaction.atomic
def create_team(*, actor: Membership, name: str) -> Team:
    """Make an empty team. Refuses a name that is taken, whatever its case."""
    _refuse_taken(name)
    team = Team.objects.create(name=name)
    record_audit(actor=actor, verb="team.created", subject=team, changes={"name": name})
    return team


@transaction.atomic
def rename_team(*, actor: Membership, team: Team, name: str) -> Team:
    """Give it another name. Refuses a name that is taken."""
    _refuse_taken(name, team)
    if team.name != name:
        changes = {"name": [team.name, name]}
        team.name = name
        team.save(update_fields=["name"])
        record_audit(actor=actor, verb="team.renamed", subject=team, changes=changes)
    return team


@transaction.atomic
def set_team_members(*, actor: Membership, team: Team, members: Collection[Membership]) -> Team:
    """Put exactly these people in the team. Refuses somebody who is not, or no longer, in the organisation."""
    for member in members:
        if member.organisation_id != team.organisation_id or member.left_at is not None:
            raise RuleViolation(_("One of these people is no longer here."), code="not_a_member", field="members")
    wanted = {member.pk for member in members}
    present = set(TeamMember.objects.filter(team=team).values_list("membership_id", flat=True))
    TeamMember.objects.filter(team=team, membership_id__in=present - wanted).delete()
    TeamMember.objects.bulk_create(
        TeamMember(team=team, membership=member) for member in members if member.pk not in present
    )
    if wanted != present:
        record_audit(
            actor=actor, verb="team.members_changed", subject=team, changes={"size": [len(present), len(wanted)]}
        )
    return team


@transaction.atomic
def delete_team(*, actor: Membership, team: Team) -> None:
    """Dissolve the team; its people stay in the organisation."""
    record_audit(actor=actor, verb="team.deleted", subject=team, changes={"name": team.name})
    team.delete()
