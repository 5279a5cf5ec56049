"""What is for the people who run and build the site: is it alive, and what is it made of."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from advocacy.lib.gallery import gallery_context
from advocacy.people.access import PUBLIC, MemberView, StatedView
from advocacy.people.roles import Permission


class Health(StatedView):
    """Whether this process answers and reaches its database; says nothing else to nobody."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> JsonResponse:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return JsonResponse({"status": "database"}, status=503)
        return JsonResponse({"status": "ok"})


class Gallery(MemberView):
    """Every component with its variants, for whoever changes the interface."""

    permission = Permission.SETTINGS_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("people/gallery.html", gallery_context())
