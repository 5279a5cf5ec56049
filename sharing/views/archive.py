"""My shares as a file: whenever I like, also once I have left the programme."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from content_library.selectors.proposals import my_proposals
from sharing.models import Share
from sharing.services import archive


class MyArchive(MemberView):
    """What the file holds, and a button. Every member has this page: leaving the programme takes nothing away."""

    permission = Permission.ME_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        count = Share.objects.filter(membership=self.membership).count()
        proposed = my_proposals(self.membership).exists()
        return self.page("sharing/my_archive.html", {"count": count, "proposed": proposed})

    def post(self, request: HttpRequest) -> StreamingHttpResponse:
        """The file, as it is made."""
        made = archive.archive_of(self.membership)
        answer = StreamingHttpResponse(archive.stream(made), content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
        return answer
