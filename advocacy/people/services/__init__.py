"""Every write about people."""

from advocacy.people.services.accounts import (
    change_preferences,
    change_profile,
    remove_portrait,
    set_portrait,
    sign_out_everywhere,
)
from advocacy.people.services.hooks import end_participation, on_creating, on_leaving
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
from advocacy.people.services.members import entrust_roles, remove_member
from advocacy.people.services.notifications import (
    mark_all_read,
    mark_read,
    notification_letter,
    notification_sent,
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
    "LineProblem",
    "accept_invitation",
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
    "notification_letter",
    "notification_sent",
    "notify",
    "on_creating",
    "on_leaving",
    "purge",
    "refuse_known_person",
    "refuse_taken_address",
    "remind",
    "remove_member",
    "remove_portrait",
    "rename_team",
    "revoke_api_token",
    "ring_forgotten_letters",
    "set_portrait",
    "set_team_members",
    "sign_out_everywhere",
    "usable_invitation",
    "withdraw_invitation",
]
