"""Every write about people."""

from advocacy.people.services.accounts import (
    change_preferences,
    change_profile,
    remove_portrait,
    set_portrait,
    sign_out_everywhere,
)
from advocacy.people.services.deliveries import note_delivery, ring_waiting_deliveries, take_delivery
from advocacy.people.services.digests import prepare_digests
from advocacy.people.services.hooks import DigestLine, DigestPart, Written, end_participation, on_creating, on_leaving
from advocacy.people.services.invitations import (
    LineProblem,
    accept_invitation,
    invitation_letter,
    invitation_link,
    invitation_sent,
    invite,
    invite_as_operator,
    invite_many,
    no_invitation,
    remind,
    usable_invitation,
    withdraw_invitation,
)
from advocacy.people.services.mail_choices import DIGEST, StopLink, change_mail_choices, read_stop_link, stop
from advocacy.people.services.members import entrust_roles, remove_member
from advocacy.people.services.notifications import (
    mark_all_read,
    mark_read,
    notify,
)
from advocacy.people.services.organisations import (
    create_organisation,
    create_owner,
    refuse_known_person,
    refuse_taken_address,
)
from advocacy.people.services.retention import purge, ring_forgotten_letters
from advocacy.people.services.teams import create_team, delete_team, rename_team, set_team_members
from advocacy.people.services.tokens import create_api_token, revoke_api_token

__all__ = [
    "DIGEST",
    "DigestLine",
    "DigestPart",
    "LineProblem",
    "StopLink",
    "Written",
    "accept_invitation",
    "change_mail_choices",
    "change_preferences",
    "change_profile",
    "create_api_token",
    "create_organisation",
    "create_owner",
    "create_team",
    "delete_team",
    "end_participation",
    "entrust_roles",
    "invitation_letter",
    "invitation_link",
    "invitation_sent",
    "invite",
    "invite_as_operator",
    "invite_many",
    "mark_all_read",
    "mark_read",
    "no_invitation",
    "note_delivery",
    "notify",
    "on_creating",
    "on_leaving",
    "prepare_digests",
    "purge",
    "read_stop_link",
    "refuse_known_person",
    "refuse_taken_address",
    "remind",
    "remove_member",
    "remove_portrait",
    "rename_team",
    "revoke_api_token",
    "ring_forgotten_letters",
    "ring_waiting_deliveries",
    "set_portrait",
    "set_team_members",
    "sign_out_everywhere",
    "stop",
    "take_delivery",
    "usable_invitation",
    "withdraw_invitation",
]
