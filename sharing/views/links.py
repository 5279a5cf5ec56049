"""Tracked links: public traffic, so as little as possible between the visitor and the page they want."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.encoding import iri_to_uri

from advocacy.people.access import PUBLIC, StatedView
from sharing.services import clicks

# No template: it would ask who is signed in. The same for a link that never was, one that is gone, and one looked for
# under another organisation's code.
NOT_FOUND = b"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>404</title>
<h1>This link leads nowhere.</h1>
<p lang="fr">Ce lien ne m\xc3\xa8ne nulle part.</p>
</html>
"""


def client_ip(request: HttpRequest) -> str:
    """The visitor's address; behind our own proxy the one it saw. Used for a hash, kept nowhere."""
    if settings.BEHIND_TLS_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class TrackedLinkView(StatedView):
    """Count the opening, committed before the answer, and send the visitor on. No session, no cookie, no template."""

    permission = PUBLIC
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, org_code: str, code: str) -> HttpResponse:
        destination = clicks.record_click(
            org_code=org_code,
            code=code,
            user_agent=request.headers.get("User-Agent", "")[:500],
            ip=client_ip(request),
            method=request.method or "GET",
            prefetched="prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")),
            from_our_pages=request.headers.get("Referer", "").startswith(f"{settings.SITE_URL}/"),
        )
        if destination is None:
            response = HttpResponse(NOT_FOUND, status=404)
        else:
            # Not HttpResponseRedirect: the destination was checked when the link was made.
            response = HttpResponse(status=302, headers={"Location": iri_to_uri(destination)})
        # Said here: nothing that adds it to pages is asked.
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        # The policy of pages is not asked for here; this answer needs nothing at all.
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        return response

    head = get


open_link = TrackedLinkView.as_view()
