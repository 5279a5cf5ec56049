"""“My accounts”: what is connected, who sees what, and the person's choices."""

from django.http import HttpRequest, HttpResponse

from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from advocacy.programme import selectors as programme
from sharing import selectors
from sharing.selectors.accounts import left_over
from sharing.selectors.networks import network_icon


class Accounts(MemberView):
    """Connections belong to the person: connected in their own name, cut in one click."""

    permission = Permission.CONNECTION_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = selectors.accounts(self.membership)
        asked = request.GET.get("renew", "")
        renewed = next((line for line in lines if line.connection and line.connection.public_id == asked), None)
        if renewed is not None:
            return self.page("sharing/account_renew.html", {"line": renewed})
        context = {
            "accounts": [line for line in lines if not line.is_by_hand],
            "by_hand": [line for line in lines if line.is_by_hand],
            "left_over": [
                {"connection": row, "label": selectors.network_label(row.network), "icon": network_icon(row.network)}
                for row in left_over(self.membership)
            ],
            "enrolment": programme.enrolment_of(self.membership),
            "joining": "joining" in request.GET,
        }
        return self.page("sharing/accounts.html", context)
