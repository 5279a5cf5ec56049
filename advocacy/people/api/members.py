"""Members and their roles, teams, invitations."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people import selectors, serializers, services
from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.access.api_fields import Search
from advocacy.people.models import Membership, Team
from advocacy.people.roles import Permission


class MemberViewSet(TenantViewSet):
    """Who is here, and what each may do."""

    resource = "members"
    permission = Permission.MEMBERS_MANAGE

    @extend_schema(parameters=[Search], responses=serializers.MemberShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Members by name, with a search in names, jobs and addresses."""
        asked = self.read(Search, query=True)["q"].strip()
        return self.listed(serializers.MemberShape, selectors.search_members(self.organisation, asked))

    @extend_schema(responses=serializers.MemberShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """Read one member."""
        return self.written(serializers.MemberShape, self.member(public_id))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, org: str, public_id: str) -> Response:
        """Let somebody go: what was planned in their name is called off at once. The last owner stays."""
        services.remove_member(actor=self.membership, membership=self.member(public_id))
        return Response(status=204)

    @extend_schema(request=serializers.RolesInput, responses=serializers.MemberShape)
    def set_roles(self, request: Request, org: str, public_id: str) -> Response:
        """Give a member exactly these roles. Ambassador is not one: only the person decides that."""
        member = self.member(public_id)
        roles = self.read(serializers.RolesInput)["roles"]
        changed = services.entrust_roles(actor=self.membership, membership=member, roles=roles)
        return self.written(serializers.MemberShape, changed)

    def member(self, public_id: str) -> Membership:
        """The member of this address, or 404."""
        return found(selectors.member(self.organisation, public_id))


class ColleagueViewSet(TenantViewSet):
    """Whom an idea can name as its author, or a team can hold."""

    resource = "colleagues"
    permission = Permission.LIBRARY_WRITE

    @extend_schema(parameters=[Search], responses=serializers.ColleagueShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Members by name, without addresses or roles: their ids are what an idea's author and a team are set with."""
        asked = self.read(Search, query=True)["q"].strip()
        return self.listed(serializers.ColleagueShape, selectors.search_names(self.organisation, asked))


class TeamViewSet(TenantViewSet):
    """Members grouped for audience and comparison."""

    resource = "teams"
    permission = Permission.TEAMS_MANAGE

    @extend_schema(responses=serializers.TeamShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Teams by name, with their people."""
        return self.listed(serializers.TeamShape, selectors.teams())

    @extend_schema(responses=serializers.TeamShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """Read one team."""
        return self.shown(found(selectors.team(public_id)))

    @extend_schema(request=serializers.TeamInput, responses={201: serializers.TeamShape})
    def create(self, request: Request, org: str) -> Response:
        """Make a team, with its people if they are given."""
        values = self.read(serializers.TeamInput)
        with transaction.atomic():
            team = services.create_team(actor=self.membership, name=values["name"])
            services.set_team_members(actor=self.membership, team=team, members=values.get("members", []))
        return self.shown(team, status=201)

    @extend_schema(request=serializers.TeamInput, responses=serializers.TeamShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Rename a team, or put exactly these people in it."""
        team = found(selectors.team(public_id))
        values = self.read(serializers.TeamInput, partial=True)
        with transaction.atomic():
            if "name" in values:
                services.rename_team(actor=self.membership, team=team, name=values["name"])
            if "members" in values:
                services.set_team_members(actor=self.membership, team=team, members=values["members"])
        return self.shown(team)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, org: str, public_id: str) -> Response:
        """Dissolve a team; its people stay in the organisation."""
        services.delete_team(actor=self.membership, team=found(selectors.team(public_id)))
        return Response(status=204)

    def shown(self, team: Team, status: int = 200) -> Response:
        """A team with its people."""
        return self.written(serializers.TeamShape, selectors.teams().get(pk=team.pk), status=status)


class InvitationViewSet(TenantViewSet):
    """Invitations to join the organisation as a member. They never make an ambassador."""

    resource = "invitations"
    permission = Permission.INVITATIONS_MANAGE

    @extend_schema(responses=serializers.InvitationShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Invitations that wait for an answer or went unanswered."""
        return self.listed(serializers.InvitationShape, selectors.invitations())

    @extend_schema(request=serializers.InvitationInput, responses={201: serializers.InvitationShape})
    def create(self, request: Request, org: str) -> Response:
        """Invite one person; the e-mail leaves at once and is valid seven days."""
        values = {"language": self.organisation.language, **self.read(serializers.InvitationInput)}
        invitation = services.invite(actor=self.membership, **values)
        return self.written(serializers.InvitationShape, invitation, status=201)

    @extend_schema(request=serializers.InvitationLines, responses=serializers.InvitedMany)
    def create_many(self, request: Request, org: str) -> Response:
        """Invite one person a line, a hundred at most: each line succeeds or fails alone."""
        values = {"language": self.organisation.language, **self.read(serializers.InvitationLines)}
        made, problems = services.invite_many(actor=self.membership, **values)
        return self.written(serializers.InvitedMany, {"invitations": made, "problems": problems})

    @extend_schema(request=None, responses=serializers.InvitationShape)
    def remind(self, request: Request, org: str, public_id: str) -> Response:
        """Send the one reminder; the first letter stops working."""
        row = services.remind(actor=self.membership, invitation=found(selectors.invitation(public_id)))
        return self.written(serializers.InvitationShape, row)

    @extend_schema(request=None, responses={204: None})
    def withdraw(self, request: Request, org: str, public_id: str) -> Response:
        """Take an open invitation back."""
        services.withdraw_invitation(actor=self.membership, invitation=found(selectors.invitation(public_id)))
        return Response(status=204)
