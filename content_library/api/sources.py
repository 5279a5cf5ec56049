"""Sources, what they brought, and links to read."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from content_library import selectors
from content_library.api import source_shapes as shapes
from content_library.models import LinkLookup, Source, SourceEntry
from content_library.services import lookups, sorting
from content_library.services import sources as services
from content_library.states import LookupState


class LookupViewSet(TenantViewSet):
    """From a link to the values of an idea."""

    resource = "link-lookups"
    permission = Permission.LIBRARY_WRITE

    @extend_schema(request=shapes.LookupInput, responses={202: shapes.LookupShape})
    def create(self, request: Request, org: str) -> Response:
        """Have the page of a link read; ask for the look-up again until it is no longer waiting."""
        asked = self.read(shapes.LookupInput)
        return self.shown(lookups.look_up_link(actor=self.membership, url=asked["url"]), status=202)

    @extend_schema(responses=shapes.LookupShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """What the page says of itself, what is proposed for it, and the idea that already has it."""
        return self.shown(found(lookups.own_lookup(self.membership, public_id)))

    def shown(self, lookup: LinkLookup, status: int = 200) -> Response:
        """A look-up with its proposal."""
        values: dict[str, Any] = {"lookup": lookup, "campaign": None, "topics": [], "existing": None}
        if lookup.state == LookupState.FOUND:
            url = lookup.own_url or lookup.url
            guess = selectors.guess(title=lookup.title, description=lookup.description, url=url)
            values |= {"campaign": guess.campaign, "topics": list(guess.topics)}
        values["existing"] = selectors.item_of_page(lookup.url, lookup.own_url)
        return self.written(shapes.LookupShape, values, status=status)


class SourceViewSet(TenantViewSet):
    """Addresses that are read regularly."""

    resource = "sources"
    permissions: ClassVar = {
        "list": Permission.LIBRARY_READ,
        "retrieve": Permission.LIBRARY_READ,
        "create": Permission.LIBRARY_PUBLISH,
        "partial_update": Permission.LIBRARY_PUBLISH,
        "destroy": Permission.LIBRARY_PUBLISH,
        "read_now": Permission.LIBRARY_PUBLISH,
        "sleep": Permission.LIBRARY_PUBLISH,
        "wake": Permission.LIBRARY_PUBLISH,
    }

    @extend_schema(responses=shapes.SourceShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Sources by name, with their last seven days."""
        return self.listed(shapes.SourceShape, selectors.sources(), selectors.source_rows)

    @extend_schema(responses=shapes.SourceShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """Read one source."""
        return self.shown(self.source(public_id))

    @extend_schema(request=shapes.SourceInput, responses={201: shapes.SourceShape})
    def create(self, request: Request, org: str) -> Response:
        """Add a source; it is read at once."""
        made = services.create_source(actor=self.membership, **self.read(shapes.SourceInput))
        return self.shown(made, status=201)

    @extend_schema(request=shapes.SourceInput, responses=shapes.SourceShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Change a source; what is left out stays."""
        values = self.read(shapes.SourceInput, partial=True)
        changed = services.update_source(actor=self.membership, source=self.source(public_id), **values)
        return self.shown(changed)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, org: str, public_id: str) -> Response:
        """Remove a source with what waits to be sorted; ideas that came of it stay."""
        services.remove_source(actor=self.membership, source=self.source(public_id))
        return Response(status=204)

    @extend_schema(request=None, responses=shapes.SourceShape)
    def read_now(self, request: Request, org: str, public_id: str) -> Response:
        """Read it now rather than at its turn."""
        return self.done(services.read_soon, public_id)

    @extend_schema(request=None, responses=shapes.SourceShape)
    def sleep(self, request: Request, org: str, public_id: str) -> Response:
        """Read it no more until it is woken."""
        return self.done(services.put_to_sleep, public_id)

    @extend_schema(request=None, responses=shapes.SourceShape)
    def wake(self, request: Request, org: str, public_id: str) -> Response:
        """Read it again from now on."""
        return self.done(services.wake, public_id)

    def done(self, act: Any, public_id: str) -> Response:
        """Do it, and show the source as it stands then."""
        act(actor=self.membership, source=self.source(public_id))
        return self.shown(self.source(public_id))

    def source(self, public_id: str) -> Source:
        """The source of the address, or 404."""
        return found(selectors.source(public_id))

    def shown(self, source: Source, status: int = 200) -> Response:
        """A source with its last seven days."""
        return self.written(shapes.SourceShape, selectors.source_rows([source])[0], status)


class EntryViewSet(TenantViewSet):
    """What sources brought."""

    resource = "entries"
    permissions: ClassVar = {
        "list": Permission.LIBRARY_READ,
        "accept": Permission.LIBRARY_WRITE,
        "dismiss": Permission.LIBRARY_WRITE,
        "reopen": Permission.LIBRARY_WRITE,
    }

    @extend_schema(parameters=[shapes.EntryFilters], responses=shapes.EntryShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """What sources brought, in one state, the last come first."""
        asked = self.read(shapes.EntryFilters, query=True)
        return self.listed(shapes.EntryShape, selectors.entries(asked["state"]))

    @extend_schema(request=None, responses={201: shapes.AcceptedShape})
    def accept(self, request: Request, org: str, public_id: str) -> Response:
        """Make a draft of it; accepted twice, it is the same draft."""
        item = sorting.accept_entry(actor=self.membership, entry=self.entry(public_id))
        return self.written(shapes.AcceptedShape, item, status=201)

    @extend_schema(request=None, responses=shapes.EntryShape)
    def dismiss(self, request: Request, org: str, public_id: str) -> Response:
        """Set it aside for good."""
        sorting.dismiss_entry(actor=self.membership, entry=self.entry(public_id))
        return self.written(shapes.EntryShape, self.entry(public_id))

    @extend_schema(request=None, responses=shapes.EntryShape)
    def reopen(self, request: Request, org: str, public_id: str) -> Response:
        """Take a dismissal back, or look again at what a filter set aside."""
        sorting.reopen_entry(actor=self.membership, entry=self.entry(public_id))
        return self.written(shapes.EntryShape, self.entry(public_id))

    def entry(self, public_id: str) -> SourceEntry:
        """The entry of the address, or 404."""
        return found(selectors.source_entry(public_id))
