"""A person's own shares, up to the final yes, which stays theirs."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import IDEMPOTENCY_KEY, TenantViewSet, found
from advocacy.people.roles import Permission
from sharing import selectors, serializers
from sharing.models import Share
from sharing.selectors import board
from sharing.services import preparing, removing, repairs, shares


class ShareViewSet(TenantViewSet):
    """My own shares; nobody else's are here, whatever one's role."""

    resource = "shares"
    permissions: ClassVar = {
        "list": Permission.SHARE_READ,
        "retrieve": Permission.SHARE_READ,
        "create": Permission.SHARE_CREATE,
        "partial_update": Permission.SHARE_CREATE,
        "destroy": Permission.SHARE_CREATE,
        "cancel": Permission.SHARE_CREATE,
        "copy": Permission.SHARE_CREATE,
        "answer": Permission.SHARE_CREATE,
        "declare_done": Permission.SHARE_CREATE,
        "remove": Permission.SHARE_CREATE,
        "to_hand": Permission.SHARE_CREATE,
        "let_be": Permission.SHARE_CREATE,
        "take_back": Permission.SHARE_CREATE,
    }

    @extend_schema(parameters=[serializers.ShareFilters], responses=serializers.ShareShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """My shares, the newest first."""
        rows = selectors.shares_for(self.membership)
        asked = self.read(serializers.ShareFilters, query=True)
        if asked.get("state"):
            rows = rows.filter(state=asked["state"])
        if "since" in asked or "until" in asked:
            rows = selectors.within_days(rows, asked.get("since"), asked.get("until"))
        return self.listed(serializers.ShareShape, rows, board.cards)

    @extend_schema(responses=serializers.ShareShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """One of my shares."""
        return self.shown(self.share(public_id))

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=serializers.DraftInput, responses={201: serializers.ShareShape}
    )
    def create(self, request: Request, org: str) -> Response:
        """Prepare a draft. It goes nowhere until its author opens it in the product and says yes.

        A token prepares, changes and discards drafts and calls shares off. It never schedules, moves or retries one,
        and never changes one that is promised.
        """
        values = self.read(serializers.DraftInput)
        draft = shares.save_draft(actor=self.membership, request_key=self.request_key, **values)
        return self.shown(draft, status=201)

    @extend_schema(request=serializers.DraftChange, responses=serializers.ShareShape)
    def partial_update(self, request: Request, org: str, public_id: str) -> Response:
        """Change a draft. A share that is promised is changed by its author alone, in the product."""
        share = self.share(public_id)
        values = self.read(serializers.DraftChange)
        return self.shown(preparing.change_draft(actor=self.membership, share=share, **values))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, org: str, public_id: str) -> Response:
        """Discard a draft, and its link."""
        shares.discard_draft(actor=self.membership, share=self.share(public_id))
        return Response(status=204)

    @extend_schema(request=None, responses=serializers.ShareShape)
    def cancel(self, request: Request, org: str, public_id: str) -> Response:
        """Call off a share that is scheduled or held."""
        return self.shown(shares.cancel_share(actor=self.membership, share=self.share(public_id)))

    @extend_schema(request=None, responses={201: serializers.ShareShape})
    def copy(self, request: Request, org: str, public_id: str) -> Response:
        """Start again from an earlier share: a new draft with its words and a link of its own."""
        return self.shown(shares.copy_to_draft(actor=self.membership, share=self.share(public_id)), status=201)

    @extend_schema(request=serializers.DoubtAnswer, responses=serializers.ShareShape)
    def answer(self, request: Request, org: str, public_id: str) -> Response:
        """End a doubt: the post is there, or it is to be left. Nothing is ever sent again from here."""
        share = self.share(public_id)
        there = self.read(serializers.DoubtAnswer)["answer"] == "there"
        return self.shown(preparing.settle_doubt(actor=self.membership, share=share, there=there))

    @extend_schema(request=serializers.DoneInput, responses=serializers.ShareShape)
    def declare_done(self, request: Request, org: str, public_id: str) -> Response:
        """Say that I posted this draft by hand; it counts as declared by me."""
        share = self.share(public_id)
        values = self.read(serializers.DoneInput)
        return self.shown(shares.declare_done(actor=self.membership, share=share, **values))

    @extend_schema(request=None, responses=serializers.ShareShape)
    def remove(self, request: Request, org: str, public_id: str) -> Response:
        """Ask for my post to be taken down from its network. It is done when `state` says removed."""
        return self.shown(removing.remove_share(actor=self.membership, share=self.share(public_id)))

    @extend_schema(request=None, responses=serializers.ShareShape)
    def take_back(self, request: Request, org: str, public_id: str) -> Response:
        """Undo "done" within a day: I have not posted it. It is a draft again, and counts nowhere."""
        return self.shown(repairs.take_back(actor=self.membership, share=self.share(public_id)))

    @extend_schema(request=None, responses=serializers.ShareShape)
    def to_hand(self, request: Request, org: str, public_id: str) -> Response:
        """Take a share that is held, failed or was missed into my own hands: a draft that I post myself."""
        return self.shown(repairs.to_hand(actor=self.membership, share=self.share(public_id)))

    @extend_schema(request=None, responses=serializers.ShareShape)
    def let_be(self, request: Request, org: str, public_id: str) -> Response:
        """Set a failure or a miss aside: it asks for nothing any more."""
        return self.shown(repairs.let_be(actor=self.membership, share=self.share(public_id)))

    def share(self, public_id: str) -> Share:
        """One of the person's own, or 404."""
        return found(selectors.share(self.membership, public_id))

    def shown(self, share: Share, status: int = 200) -> Response:
        """The share as it is stored now."""
        return self.written(serializers.ShareShape, board.cards([self.share(share.public_id)])[0], status)
