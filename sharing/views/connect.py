"""To a network's consent page and back, and the end of an access."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from advocacy.lib.errors import RuleViolation
from advocacy.people.access import SIGNED_IN, MemberView, StatedView
from advocacy.people.models import User
from advocacy.people.roles import Permission
from sharing import selectors
from sharing.networks import REGISTRY
from sharing.services import connections


class Connect(MemberView):
    """Send the person to the network's consent page. POST only: a link that somebody else made starts nothing."""

    permission = Permission.CONNECTION_MANAGE

    def post(self, request: HttpRequest, network: str) -> HttpResponse:
        if network not in REGISTRY:
            raise Http404
        if request.session.session_key is None:
            request.session.save()
        address = connections.begin_connection(
            actor=self.membership,
            network=network,
            session_key=str(request.session.session_key),
            next_path=self.back_to(),
        )
        return HttpResponseRedirect(address)

    def back_to(self) -> str:
        """Where the person left from, else their accounts."""
        asked = self.request.POST.get("next", "")
        return asked if asked.startswith(f"/o/{self.organisation.slug}/") else self.url("sharing:accounts")


class Permit(MemberView):
    """Let this organisation use an account that the person connected for another one."""

    permission = Permission.CONNECTION_MANAGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        connection = selectors.connection_elsewhere(self.membership, public_id)
        if connection is None:
            raise Http404
        connections.permit_connection(actor=self.membership, connection=connection)
        label = selectors.network_label(connection.network)
        messages.success(request, _("You can share to %(network)s from here too.") % {"network": label})
        return HttpResponseRedirect(self.url("sharing:accounts"))


class Disconnect(MemberView):
    """End this organisation's use of one of the person's accounts."""

    permission = Permission.CONNECTION_MANAGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        connection = selectors.own_connection(self.membership, public_id)
        if connection is None:
            raise Http404
        connections.disconnect(actor=self.membership, connection=connection)
        label = selectors.network_label(connection.network)
        messages.success(
            request,
            _("%(network)s is disconnected and what was planned there is called off.") % {"network": label},
        )
        return HttpResponseRedirect(self.url("sharing:accounts"))


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class ConnectCallback(StatedView):
    """Where the network sends the person back. The network is called here, outside any transaction."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, network: str) -> HttpResponse:
        if network not in REGISTRY:
            raise Http404
        journey: dict[str, Any] = {
            "network": network,
            "state": request.GET.get("state", "")[:500],
            "session_key": str(request.session.session_key or ""),
            "user": cast(User, request.user),
        }
        code = request.GET.get("code", "")
        label = selectors.network_label(network)
        if not code or "error" in request.GET:
            return self.declined(request, journey, label)
        try:
            done = connections.complete_connection(code=code[:2000], **journey)
        except RuleViolation as violation:
            messages.error(request, violation.message)
            return HttpResponseRedirect(reverse("home"))
        messages.success(request, _("%(network)s is connected.") % {"network": label})
        return HttpResponseRedirect(done.next_path or reverse("home"))

    def declined(self, request: HttpRequest, journey: dict[str, Any], label: str) -> HttpResponse:
        """They said no, or the network did: nothing has changed, and that is fine."""
        ended = connections.refuse_connection(**journey)
        messages.info(
            request,
            _("%(network)s was not connected. Nothing has changed, and you can share by hand.") % {"network": label},
        )
        return HttpResponseRedirect(ended.next_path if ended and ended.next_path else reverse("home"))
