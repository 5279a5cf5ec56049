"""The canary: every text of the second organisation carries it, so that a leak is seen wherever it happens."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from advocacy.people.models import Membership

CANARY = "ZZB-7f3a-CANARY"
ACME_DOMAIN = "@acme.example"


class CanaryMiddleware:
    """Fail when a person of Acme is answered with a text of Globex, in the body or in a header.

    Somebody who is also a member of Globex may read it; the question is asked only once a canary was found, so that
    the check costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated or not user.email.endswith(ACME_DOMAIN):
            return response
        body = b"" if response.streaming else response.content
        headers = " ".join(f"{name}: {value}" for name, value in response.items())
        if CANARY.lower().encode() in body.lower() or CANARY.lower() in headers.lower():
            elsewhere = Membership.objects.filter(user=user, left_at__isnull=True).exclude(organisation__slug="acme")
            if not elsewhere.exists():
                raise AssertionError(f"{request.method} {request.path} shows {user.email} something of Globex")
        return response
