"""Opinions, for the two people concerned alone. To take a suggestion over stays the author's gesture in the product."""

from typing import ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.lib.errors import RuleViolation
from advocacy.people.access.api import TenantViewSet, found
from advocacy.people.roles import Permission
from sharing import selectors, serializers
from sharing.models import Proofread
from sharing.selectors import proofreads
from sharing.services import proofreading


class ProofreadViewSet(TenantViewSet):
    """What I asked to be read, and what I was asked to read."""

    resource = "second-reads"
    permissions: ClassVar = {
        "list": Permission.ME_CHANGE,
        "retrieve": Permission.ME_CHANGE,
        "create": Permission.SHARE_CREATE,
        "answer": Permission.ME_CHANGE,
        "decline": Permission.ME_CHANGE,
        "withdraw": Permission.ME_CHANGE,
    }

    @extend_schema(responses=serializers.ProofreadShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """Mine, the newest first."""
        return self.listed(serializers.ProofreadShape, proofreads.proofreads_of(self.membership))

    @extend_schema(responses=serializers.ProofreadShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """One of them."""
        return self.shown(self.proofread(public_id))

    @extend_schema(request=serializers.ProofreadInput, responses={201: serializers.ProofreadShape})
    def create(self, request: Request, org: str) -> Response:
        """Ask a colleague to read texts of mine. They decide nothing, and no share waits for what is asked here."""
        values = self.read(serializers.ProofreadInput)
        texts = [found(selectors.share(self.membership, public_id)) for public_id in values.pop("shares")]
        reader = found(proofreads.reader_named(self.membership, values.pop("reader")))
        asked = proofreading.ask(actor=self.membership, texts=texts, reader=reader, **values)
        return self.shown(asked, status=201)

    @extend_schema(request=serializers.OpinionInput, responses=serializers.ProofreadShape)
    def answer(self, request: Request, org: str, public_id: str) -> Response:
        """Say what I think of a text I was asked to read."""
        values = self.read(serializers.OpinionInput)
        return self.shown(proofreading.answer(actor=self.membership, request=self.proofread(public_id), **values))

    @extend_schema(request=None, responses=serializers.ProofreadShape)
    def decline(self, request: Request, org: str, public_id: str) -> Response:
        """Say that I cannot; no reason is asked."""
        return self.shown(proofreading.decline(actor=self.membership, request=self.proofread(public_id)))

    @extend_schema(request=None, responses=serializers.ProofreadShape)
    def withdraw(self, request: Request, org: str, public_id: str) -> Response:
        """No longer need an opinion that I asked for. A share that waits for one is let go in the product alone."""
        row = self.proofread(public_id)
        if row.wait_until is not None:
            raise RuleViolation(_("A text waits for it: decide in the product."), code="product_only")
        return self.shown(proofreading.withdraw(actor=self.membership, request=row))

    def proofread(self, public_id: str) -> Proofread:
        """One of the person's own, or 404."""
        return found(proofreads.proofread(self.membership, public_id))

    def shown(self, row: Proofread, status: int = 200) -> Response:
        """The request as it is stored now."""
        return self.written(serializers.ProofreadShape, self.proofread(row.public_id), status)
