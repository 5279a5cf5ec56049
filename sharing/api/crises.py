"""The hold on everything of an organisation."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet
from advocacy.people.roles import Permission
from sharing import serializers
from sharing.selectors.crises import live_crisis
from sharing.services import crisis


class CrisisViewSet(TenantViewSet):
    """Nothing of the organisation goes out while it stands."""

    resource = "hold"
    permissions = {
        "retrieve": Permission.PROGRAMME_READ,
        "start": Permission.CRISIS_MANAGE,
        "lift": Permission.CRISIS_MANAGE,
    }

    @extend_schema(responses=serializers.CrisisShape)
    def retrieve(self, request: Request, org: str) -> Response:
        """Whether a hold stands."""
        hold = live_crisis()
        if hold is None:
            return Response({"is_on_hold": False, "statement": "", "started_at": None})
        return self.written(serializers.CrisisShape, hold)

    @extend_schema(request=serializers.CrisisInput, responses=serializers.CrisisShape)
    def start(self, request: Request, org: str) -> Response:
        """Put everything on hold, at once. Twice is once."""
        hold = crisis.start_crisis(actor=self.membership, **self.read(serializers.CrisisInput))
        return self.written(serializers.CrisisShape, hold)

    @extend_schema(request=None, responses={204: None})
    def lift(self, request: Request, org: str) -> Response:
        """Lift it: what is still in time goes out."""
        crisis.end_crisis(actor=self.membership)
        return Response(status=204)
