"""Pictures and documents, through a door: they are private, so no web server hands them out."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from advocacy.people.access import MemberView
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.models import Asset, Document
from content_library.selectors.assets import SIZES, Size


class AssetFile(MemberView):
    """One size of one picture: the library's for every member, a person's own for that person."""

    permission = Permission.PROGRAMME_READ

    def get(self, request: HttpRequest, public_id: str, size: str) -> HttpResponse:
        asset = selectors.asset(self.membership, public_id)
        known: Size | None = next((name for name in SIZES if name == size), None)
        if asset is None or known is None:
            raise Http404
        # The file behind an id never changes: another picture has another id.
        tag = f'"{asset.sha256[:32]}-{known}"'
        unchanged = request.headers.get("If-None-Match") == tag
        response = HttpResponseNotModified() if unchanged else self.file(asset, known)
        return guarded(response, tag=tag, own=asset.owner_id is not None)

    @staticmethod
    def file(asset: Asset, size: Size) -> HttpResponse:
        """The bytes, or 404 when the file is gone."""
        try:
            data = selectors.asset_bytes(asset, size)
        except FileNotFoundError:
            raise Http404 from None
        extension = asset.file.rpartition(".")[2]
        disposition = f'inline; filename="{asset.public_id}-{size}.{extension}"'
        return HttpResponse(data, content_type=asset.mime, headers={"Content-Disposition": disposition})


class DocumentFile(MemberView):
    """One document, to save: the library's for every member, a person's own for that person. Never shown in a page."""

    permission = Permission.PROGRAMME_READ

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        document = selectors.document(self.membership, public_id)
        if document is None:
            raise Http404
        tag = f'"{document.sha256[:32]}"'
        unchanged = request.headers.get("If-None-Match") == tag
        response = HttpResponseNotModified() if unchanged else self.file(document)
        return guarded(response, tag=tag, own=document.owner_id is not None)

    @staticmethod
    def file(document: Document) -> HttpResponse:
        """The bytes, or 404 when the file is gone."""
        try:
            data = selectors.document_bytes(document)
        except FileNotFoundError:
            raise Http404 from None
        disposition = f'attachment; filename="{document.public_id}.pdf"'
        return HttpResponse(data, content_type=document.mime, headers={"Content-Disposition": disposition})


def guarded(response: HttpResponse, *, tag: str, own: bool) -> HttpResponse:
    """A file as it may leave: kept by its reader alone, taken for nothing but what it says, able to do nothing."""
    response.headers["ETag"] = tag
    # A person's own file is asked for each time, so that signing out hides it.
    response.headers["Cache-Control"] = "private, no-cache" if own else "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_vary_headers(response, ["Cookie"])
    return response
