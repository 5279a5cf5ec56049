"""An organisation's own applications at the networks. Secrets are written, never shown."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from sharing.forms import NetworkAppForm
from sharing.selectors.network_lines import NetworkLine, network_lines
from sharing.services import network_apps


class NetworkSettings(MemberView):
    """The list: in service, to be set up, by hand only, retired."""

    permission = Permission.NETWORKS_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("sharing/network_settings.html", {"lines": network_lines(self.organisation)})


class NetworkEdit(MemberView):
    """One network's application."""

    permission = Permission.NETWORKS_MANAGE

    def get(self, request: HttpRequest, network: str) -> HttpResponse:
        line = self.find(network)
        initial = {
            "client_id": line.client_id,
            "granted_scopes": " ".join(line.granted_scopes),
            "is_enabled": line.is_enabled,
            "daily_calls": line.daily_calls or None,
            "monthly_cap": line.monthly_cap,
        }
        return self.page(
            "sharing/network_edit.html", {"line": line, "form": NetworkAppForm(initial=initial, costs=line.costs)}
        )

    def post(self, request: HttpRequest, network: str) -> HttpResponse:
        line = self.find(network)
        form = NetworkAppForm(request.POST, costs=line.costs)
        if form.is_valid():
            data = form.cleaned_data
            try:
                network_apps.set_network_app(
                    actor=self.membership,
                    network=line.key,
                    client_id=data["client_id"],
                    client_secret=data["client_secret"],
                    granted_scopes=data["granted_scopes"].replace(",", " ").split(),
                    is_enabled=data["is_enabled"],
                    daily_calls=data["daily_calls"] or 0,
                    monthly_cap=data.get("monthly_cap", line.monthly_cap),
                )
            except RuleViolation as violation:
                form.add_error(violation.field if violation.field in form.fields else None, violation.message)
            else:
                messages.success(request, _("Saved. The secret is encrypted and will not be shown again."))
                return HttpResponseRedirect(self.url("sharing:network_settings"))
        return self.page("sharing/network_edit.html", {"line": line, "form": form}, status=422)

    def find(self, network: str) -> NetworkLine:
        """The network's line, or 404 for one nobody knows or that has closed."""
        line = next((line for line in network_lines(self.organisation) if line.key == network), None)
        if line is None or line.is_retired:
            raise Http404
        return line
