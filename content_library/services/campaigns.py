"""Campaigns: content and goals over a period."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership, Team
from content_library.models import Campaign, CampaignTeam
from content_library.selectors import network_choices


class CampaignValues(TypedDict, total=False):
    """Everything an editor can set. What is left out stays as it is."""

    name: str
    objective: str
    brief: str
    colour: int
    starts_on: date | None
    ends_on: date | None
    owner: Membership | None
    networks: list[str]
    announcement_order: str
    for_everyone: bool
    teams: list[Team]
    goal: str
    goal_measure: str
    goal_target: int | None
    goal_reached: int | None
    goal_note: str


@transaction.atomic
def create_campaign(*, actor: Membership, **values: Unpack[CampaignValues]) -> Campaign:
    """Start a campaign.

    Refuses a name that is taken, an end before the beginning, a number without the goal it counts, an unknown network,
    and some teams without any.
    """
    teams = values.pop("teams", None)
    campaign = Campaign()
    for name, value in values.items():
        setattr(campaign, name, value)
    _check(campaign)
    campaign.save()
    _set_teams(campaign, teams)
    record_audit(actor=actor, verb="campaign.created", subject=campaign)
    return campaign


@transaction.atomic
def update_campaign(*, actor: Membership, campaign: Campaign, **values: Unpack[CampaignValues]) -> Campaign:
    """Change a campaign; names of the changed fields go to the journal. Refuses what creating refuses."""
    teams = values.pop("teams", None)
    changed = [name for name, value in values.items() if getattr(campaign, name) != value]
    for name in changed:
        setattr(campaign, name, values[name])  # type: ignore[literal-required]
    _check(campaign)
    if changed:
        campaign.save(update_fields=changed)
    if _set_teams(campaign, teams):
        changed.append("teams")
    if changed:
        record_audit(actor=actor, verb="campaign.updated", subject=campaign, changes={"fields": changed})
    return campaign


@transaction.atomic
def archive_campaign(*, actor: Membership, campaign: Campaign) -> Campaign:
    """Put it away: it is no longer offered to new items; its items and its results stay."""
    return _set_archived(actor, campaign, archived=True)


@transaction.atomic
def restore_campaign(*, actor: Membership, campaign: Campaign) -> Campaign:
    """Bring it back."""
    return _set_archived(actor, campaign, archived=False)


def _set_archived(actor: Membership, campaign: Campaign, *, archived: bool) -> Campaign:
    if campaign.is_archived != archived:
        campaign.is_archived = archived
        campaign.save(update_fields=["is_archived"])
        verb = "campaign.archived" if archived else "campaign.restored"
        record_audit(actor=actor, verb=verb, subject=campaign)
    return campaign


def _set_teams(campaign: Campaign, teams: list[Team] | None) -> bool:
    """Say for whom it is (None: as before); tell whether that changed anything."""
    before = set(CampaignTeam.objects.filter(campaign=campaign).values_list("team_id", flat=True))
    wanted = before if teams is None else {team.pk for team in teams}
    if campaign.for_everyone:
        wanted = set()
    elif not wanted:
        raise RuleViolation(_("Choose at least one team, or everyone."), code="no_team", field="teams")
    CampaignTeam.objects.filter(campaign=campaign, team_id__in=before - wanted).delete()
    CampaignTeam.objects.bulk_create(CampaignTeam(campaign=campaign, team_id=pk) for pk in sorted(wanted - before))
    return before != wanted


def _check(campaign: Campaign) -> None:
    campaign.name = campaign.name.strip()
    if not campaign.name:
        raise RuleViolation(_("Give the campaign a name."), code="no_name", field="name")
    if Campaign.objects.filter(name__iexact=campaign.name).exclude(pk=campaign.pk).exists():
        raise RuleViolation(
            _("Another campaign already has this name, perhaps an archived one."), code="name_taken", field="name"
        )
    if campaign.starts_on and campaign.ends_on and campaign.ends_on < campaign.starts_on:
        raise RuleViolation(_("It would end before it starts."), code="ends_first", field="ends_on")
    unknown = set(campaign.networks) - {choice.key for choice in network_choices()}
    if unknown:
        raise RuleViolation(_("This network is not offered here."), code="unknown_network", field="networks")
    if campaign.owner is not None and campaign.owner.left_at is not None:
        raise RuleViolation(_("This person has left. Choose somebody else."), code="owner_left", field="owner")
    _check_goal(campaign)


def _check_goal(campaign: Campaign) -> None:
    campaign.goal = campaign.goal.strip()
    if campaign.goal_target is not None and not campaign.goal:
        raise RuleViolation(
            _("Say in words what is to be reached: a number alone moves nobody."), code="no_goal", field="goal"
        )
    if campaign.goal_target == 0:
        raise RuleViolation(_("A goal is one at least."), code="goal_of_zero", field="goal_target")
