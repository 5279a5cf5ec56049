"""Ideas for the person who asks, and the networks they can go to."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from content_library import selectors as library
from content_library.models import ContentItem
from content_library.services import marks
from content_library.states import Mark
from sharing import selectors, serializers
from sharing.selectors import board


class IdeaViewSet(TenantViewSet):
    """What there is to share, for one ambassador."""

    resource = "ideas"
    permissions: ClassVar = {
        "list": Permission.SHARE_READ,
        "retrieve": Permission.SHARE_READ,
        "mark": Permission.SHARE_READ,
    }

    @extend_schema(parameters=[serializers.IdeaFilters], responses=serializers.IdeaShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """The few chosen for me, each saying why; or all of them; or those I kept."""
        me = self.membership
        asked = self.read(serializers.IdeaFilters, query=True)
        if asked["tab"] == serializers.FOR_YOU:
            chosen = library.items_for(me, exclude_ids=board.taken_item_ids(me))
            return self.listed(serializers.IdeaShape, chosen)
        kept = asked["tab"] == serializers.SAVED
        rows = library.kept_items_for(me) if kept else library.all_items_for(me, search=asked["q"])
        return self.listed(serializers.IdeaShape, rows, lambda page: library.suggestions(me, page))

    @extend_schema(responses=serializers.IdeaDetail)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """One idea that may be shared now, with its angles and suggested texts."""
        return self.shown(self.item(public_id))

    @extend_schema(request=serializers.MarkInput, responses=serializers.IdeaDetail)
    def mark(self, request: Request, org: str, public_id: str) -> Response:
        """Keep an idea, set it aside, or undo either: for me alone."""
        item = self.item(public_id)
        wanted = self.read(serializers.MarkInput)["mark"]
        act = {Mark.KEPT: marks.keep_item, Mark.DISMISSED: marks.dismiss_item}.get(wanted, marks.unmark_item)
        act(actor=self.membership, item=item)
        return self.shown(item)

    def item(self, public_id: str) -> ContentItem:
        """An idea that may be shared now, or 404."""
        return found(library.shareable_item(public_id))

    def shown(self, item: ContentItem) -> Response:
        """The idea as this person sees it."""
        return self.written(serializers.IdeaDetail, library.suggestions(self.membership, [item])[0])


class NetworkViewSet(TenantViewSet):
    """Where one can share from here."""

    resource = "networks"
    permission = Permission.PROGRAMME_READ

    @extend_schema(responses=serializers.NetworkShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """The networks offered, with their limits."""
        return self.listed(serializers.NetworkShape, selectors.networks(self.organisation))
