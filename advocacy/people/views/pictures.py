"""Private pictures: portraits and logos, served to the people of the organisation only."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse

from advocacy.people import selectors
from advocacy.people.access import PUBLIC, MemberView, StatedView
from advocacy.people.models import User
from advocacy.people.roles import Permission

_DAY = 24 * 3600


def picture(path: str) -> HttpResponse:
    """A small file we made ourselves, as the picture it is; its name changes with its content."""
    if not path or not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:
        body = file.read()
    response = HttpResponse(body, content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
    response.headers["Cache-Control"] = f"private, max-age={_DAY}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class Portrait(StatedView):
    """A portrait, for its person and for colleagues; in the demo, also those the sign-in page offers."""

    permission = PUBLIC

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The picture, or nothing: pages show initials then."""
        viewer = request.user if isinstance(request.user, User) else None
        return picture(selectors.portrait_for(viewer, public_id))


class Logo(MemberView):
    """The organisation's logo."""

    permission = Permission.PROGRAMME_READ

    def get(self, request: HttpRequest) -> HttpResponse:
        """The picture, or nothing."""
        return picture(self.organisation.logo)
