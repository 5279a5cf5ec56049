"""Campaigns: content and goals over a period."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.organisations.services import record_audit
from advocacy.people.models import Membership
from content_library.models import Campaign


class CampaignValues(TypedDict, total=False):
    """Everything an editor can set. What is left out stays as it is."""

    name: str
    objective: str
    brief: str
    colour: int
    starts_on: date | None
    ends_on: date | None


@transaction.atomic
def create_campaign(*, actor: Membership, **values: Unpack[CampaignValues]) -> Campaign:
    """Start a campaign. Refuses a name that is taken and an end before the beginning."""
    campaign = Campaign()
    for name, value in values.items():
        setattr(campaign, name, value)
    _check(campaign)
    campaign.save()
    record_audit(actor=actor, verb="campaign.created", subject=campaign)
    return campaign


@transaction.atomic
def update_campaign(*, actor: Membership, campaign: Campaign, **values: Unpack[CampaignValues]) -> Campaign:
    """Change a campaign; names of the changed fields go to the journal. Refuses what creating refuses."""
    changed = [name for name, value in values.items() if getattr(campaign, name) != value]
    for name in changed:
        setattr(campaign, name, values[name])  # type: ignore[literal-required]
    _check(campaign)
    if changed:
        campaign.save(update_fields=changed)
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
