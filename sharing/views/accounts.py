"""“My accounts”: what is connected, who sees what, and the person's choices."""

from django.http import HttpRequest, HttpResponse

from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from advocacy.programme import selectors as programme
from sharing import selectors


class Accounts(MemberView):
    """Connections belong to the person: connected in their own name, cut in one click."""

    permission = Permission.CONNECTION_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "accounts": [line for line in selectors.accounts(self.membership) if line.can_connect or line.connection],
            "enrolment": programme.enrolment_of(self.membership),
            "joining": "joining" in request.GET,
        }
        return self.page("sharing/accounts.html", context)
