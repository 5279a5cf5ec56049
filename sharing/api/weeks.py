"""A person's own rules, prepared week and pace. A token reads and takes back; the yes stays with the person."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from sharing import serializers
from sharing.selectors import rhythm as paces
from sharing.selectors import rules as reads
from sharing.services import rhythm, rules, weeks
from sharing.services.week_lines import WeekLine, week_lines


class MyWeekViewSet(TenantViewSet):
    """What my rules prepared and waits for me. It is approved in the product alone, by me, on its exact text."""

    resource = "my-week"
    permission = Permission.SHARE_CREATE

    @extend_schema(responses=serializers.WeekLineShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Every prepared draft, by the hour it proposes."""
        return Response(serializers.WeekLineShape(week_lines(self.membership), many=True).data)

    @extend_schema(request=serializers.WeekMove, responses=serializers.WeekLineShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Propose another hour. Nothing is promised."""
        line = self.line(public_id)
        due_local = self.read(serializers.WeekMove)["due_local"]
        weeks.move_prepared(actor=self.membership, share=line.share, due_local=due_local)
        return self.written(serializers.WeekLineShape, self.line(public_id))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, org: str, public_id: str) -> Response:
        """Take one out, for good."""
        weeks.remove_prepared(actor=self.membership, share=self.line(public_id).share)
        return Response(status=204)

    def line(self, public_id: str) -> WeekLine:
        """One of them, or 404."""
        return found(next(iter(week_lines(self.membership, public_id)), None))


class MyRuleViewSet(TenantViewSet):
    """My rules."""

    resource = "my-rules"
    permission = Permission.SHARE_CREATE

    @extend_schema(responses=serializers.RuleShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """What I asked to be prepared."""
        return Response(serializers.RuleShape(reads.rules_of(self.membership), many=True).data)

    @extend_schema(request=None, responses=serializers.RuleShape)
    def switch_off(self, request: Request, org: str, public_id: str) -> Response:
        """Switch one off, and with it the drafts I had not touched."""
        rule = found(reads.rule_of(self.membership, public_id))
        rules.switch_rule(actor=self.membership, rule=rule, on=False)
        return self.written(serializers.RuleShape, found(reads.rule_of(self.membership, public_id)))


class MyPaceViewSet(TenantViewSet):
    """How many shares a week I want at most: a word to myself."""

    resource = "my-pace"
    permission = Permission.SHARE_CREATE

    @extend_schema(responses=serializers.PaceShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """My number, or null."""
        return self.written(serializers.PaceShape, paces.sharing_choices(self.membership))

    @extend_schema(request=serializers.PaceShape, responses=serializers.PaceShape)
    def update(self, request: Request, org: str) -> Response:
        """Change it. It never blocks anything."""
        values = self.read(serializers.PaceShape)
        return self.written(serializers.PaceShape, rhythm.change_pace(actor=self.membership, **values))
