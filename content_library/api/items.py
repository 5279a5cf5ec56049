"""Ideas of the library: reading, writing, and taking them through their life."""

from collections.abc import Callable
from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import IDEMPOTENCY_KEY, TenantViewSet, found
from advocacy.people.roles import Permission
from content_library import selectors, serializers
from content_library.models import ContentItem
from content_library.selectors.library import BEST
from content_library.services import announcing, page_posts
from content_library.services import items as services

PARTS = ("item_teams__team", "item_topics__topic", "angles", "suggested_texts")


class ItemViewSet(TenantViewSet):
    """Ideas, as whoever writes in the library sees them."""

    resource = "items"
    permissions: ClassVar = {
        "list": Permission.LIBRARY_READ,
        "retrieve": Permission.LIBRARY_READ,
        "readiness": Permission.LIBRARY_READ,
        "history": Permission.LIBRARY_READ,
        "create": Permission.LIBRARY_WRITE,
        "partial_update": Permission.LIBRARY_WRITE,
        "submit": Permission.LIBRARY_WRITE,
        "duplicate": Permission.LIBRARY_WRITE,
        "publish": Permission.LIBRARY_PUBLISH,
        "unpublish": Permission.LIBRARY_PUBLISH,
        "archive": Permission.LIBRARY_PUBLISH,
        "prolong": Permission.LIBRARY_PUBLISH,
        "page_post": Permission.LIBRARY_PUBLISH,
        "announced": Permission.LIBRARY_PUBLISH,
    }

    @extend_schema(parameters=[serializers.ItemFilters], responses=serializers.ItemShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """The library, narrowed and ordered as its page is."""
        asked = self.read(serializers.ItemFilters, query=True)
        filters = selectors.LibraryFilters(
            state=asked.get("state", ""),
            search=asked.get("q", ""),
            campaign=asked.get("campaign"),
            topic=asked.get("topic"),
            family=asked.get("family", ""),
            kind=asked.get("kind", ""),
            language=asked.get("language", ""),
            network=asked.get("network", ""),
            team=asked.get("team"),
            ends_soon=asked.get("ends_soon", False),
        )
        rows = selectors.library(filters, asked.get("sort", BEST)).prefetch_related(*PARTS)
        page = self.paginate_queryset(rows) or []
        context = {**self.get_serializer_context(), "taken": selectors.taken_by_item(page)}
        return self.get_paginated_response(serializers.ItemShape(page, many=True, context=context).data)

    @extend_schema(responses=serializers.ItemShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """Read one idea."""
        return self.shown(self.item(public_id))

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=serializers.ItemInput, responses={201: serializers.ItemShape})
    def create(self, request: Request, org: str) -> Response:
        """Write a new idea, in draft."""
        values = self.read(serializers.ItemInput)
        item = services.create_item(actor=self.membership, request_key=self.request_key, **values)
        return self.shown(item, status=201)

    @extend_schema(request=serializers.ItemChange, responses=serializers.ItemShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Change an idea that was read at `version`; refused when somebody saved it since (`item_stale`)."""
        item = self.item(public_id)
        values = self.read(serializers.ItemChange)
        version = values.pop("version")
        return self.shown(services.update_item(actor=self.membership, item=item, version=version, **values))

    @extend_schema(responses=serializers.CheckShape(many=True))
    def readiness(self, request: Request, org: str, public_id: str) -> Response:
        """What it still lacks before it can be proposed."""
        checks = selectors.readiness(self.item(public_id), self.organisation.languages)
        return Response(serializers.CheckShape(checks, many=True).data)

    @extend_schema(responses=serializers.HistoryLineShape(many=True))
    def history(self, request: Request, org: str, public_id: str) -> Response:
        """What happened to it, the latest first; fifty lines at most."""
        lines = selectors.history_of(self.item(public_id))
        return Response(serializers.HistoryLineShape(lines, many=True).data)

    @extend_schema(request=None, responses=serializers.ItemShape)
    def submit(self, request: Request, org: str, public_id: str) -> Response:
        """Ask a colleague of the communications team to read it."""
        return self.moved(public_id, services.submit_for_review)

    @extend_schema(request=None, responses=serializers.ItemShape)
    def publish(self, request: Request, org: str, public_id: str) -> Response:
        """Propose it to ambassadors: available, or waiting when the page speaks first and has not yet."""
        return self.moved(public_id, services.publish_item)

    @extend_schema(request=None, responses=serializers.ItemShape)
    def unpublish(self, request: Request, org: str, public_id: str) -> Response:
        """Take it back to draft, from wherever it is."""
        return self.moved(public_id, services.unpublish_item)

    @extend_schema(request=None, responses=serializers.ItemShape)
    def archive(self, request: Request, org: str, public_id: str) -> Response:
        """Put it away; `unpublish` brings it back."""
        return self.moved(public_id, services.archive_item)

    @extend_schema(request=serializers.ProlongInput, responses=serializers.ItemShape)
    def prolong(self, request: Request, org: str, public_id: str) -> Response:
        """Give it another end; an expired one is offered again."""
        item = self.item(public_id)
        values = self.read(serializers.ProlongInput)
        return self.shown(services.prolong_item(actor=self.membership, item=item, **values))

    @extend_schema(request=None, responses={201: serializers.ItemShape})
    def duplicate(self, request: Request, org: str, public_id: str) -> Response:
        """Start a draft from it."""
        copy = services.duplicate_item(actor=self.membership, item=self.item(public_id))
        return self.shown(copy, status=201)

    @extend_schema(request=serializers.PagePostInput, responses=serializers.ItemShape)
    def page_post(self, request: Request, org: str, public_id: str) -> Response:
        """Say that the company page has posted: an idea that waited becomes available, its shares leave."""
        item = self.item(public_id)
        values = self.read(serializers.PagePostInput)
        return self.shown(page_posts.record_page_post(actor=self.membership, item=item, **values))

    @extend_schema(request=None, responses=serializers.ItemShape)
    def announced(self, request: Request, org: str, public_id: str) -> Response:
        """Say that the person who announces it has: it opens for everybody, the shares that waited leave."""
        return self.moved(public_id, announcing.record_announcement)

    def item(self, public_id: str) -> ContentItem:
        """The item of this address, or 404."""
        return found(selectors.item(public_id))

    def moved(self, public_id: str, act: Callable[..., ContentItem]) -> Response:
        """The item after an act that takes nothing but it."""
        return self.shown(act(actor=self.membership, item=self.item(public_id)))

    def shown(self, item: ContentItem, status: int = 200) -> Response:
        """The item as it is stored now."""
        fresh = self.item(item.public_id)
        return self.written(serializers.ItemShape, fresh, status, taken=selectors.taken_by_item([fresh]))
