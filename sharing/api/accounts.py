"""A person's own accounts, and the organisation's applications at the networks."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from sharing import selectors, serializers
from sharing.selectors.network_lines import NetworkLine, network_lines
from sharing.services import connections, network_apps


class AccountViewSet(TenantViewSet):
    """My accounts. Connecting one is a page's alone: the network asks the person."""

    resource = "accounts"
    permission = Permission.CONNECTION_MANAGE

    @extend_schema(responses=serializers.AccountShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """A line per network, with the account I have there for this organisation."""
        return self.listed(serializers.AccountShape, selectors.accounts(self.membership))

    @extend_schema(responses=serializers.ConnectionShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """One of my accounts."""
        row = found(selectors.own_connection(self.membership, public_id))
        return self.written(serializers.ConnectionShape, row)

    @extend_schema(request=None, responses={204: None})
    def disconnect(self, request: Request, org: str, public_id: str) -> Response:
        """End this organisation's use of my account: what is planned on it is called off at once."""
        row = found(selectors.own_connection(self.membership, public_id))
        connections.disconnect(actor=self.membership, connection=row)
        return Response(status=204)


class ApplicationViewSet(TenantViewSet):
    """How this organisation uses each network: its own application or the installation's."""

    resource = "network-applications"
    permission = Permission.NETWORKS_MANAGE

    @extend_schema(responses=serializers.ApplicationShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Every network, those that have closed last."""
        return self.listed(serializers.ApplicationShape, network_lines(self.organisation))

    @extend_schema(responses=serializers.ApplicationShape)
    def retrieve(self, request: Request, org: str, network: str) -> Response:
        """One network."""
        return self.written(serializers.ApplicationShape, self.line(network))

    @extend_schema(request=serializers.ApplicationInput, responses=serializers.ApplicationShape)
    def partial_update(self, request: Request, org: str, network: str) -> Response:
        """Change it. The secret is encrypted and never shown again."""
        line = self.line(network)
        kept = ("client_id", "granted_scopes", "is_enabled", "daily_calls", "monthly_cap")
        now = {name: getattr(line, name) for name in kept}
        values = {**now, **self.read(serializers.ApplicationInput)}
        network_apps.set_network_app(actor=self.membership, network=line.key, **values)
        return self.written(serializers.ApplicationShape, self.line(network))

    def line(self, network: str) -> NetworkLine:
        """The network's line, or 404 for one nobody knows or that has closed."""
        lines = network_lines(self.organisation)
        return found(next((line for line in lines if line.key == network and not line.is_retired), None))
