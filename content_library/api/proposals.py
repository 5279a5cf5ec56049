"""Proposals: a person's own, and the inbox of the team that answers them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from advocacy.people.access.api import IDEMPOTENCY_KEY, TenantViewSet, found
from advocacy.people.roles import Permission
from content_library import serializers
from content_library.models import Proposal
from content_library.selectors import proposals as selectors
from content_library.selectors.proposals import Tab
from content_library.services import answers
from content_library.services import proposals as services


class MyProposalViewSet(TenantViewSet):
    """What I propose, and what I was asked for."""

    resource = "my-proposals"
    permission = Permission.PROPOSAL_SEND

    @extend_schema(responses=serializers.ProposalShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """My proposals, the newest first."""
        return self.listed(serializers.ProposalShape, selectors.my_proposals(self.membership))

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=serializers.ProposalInput, responses={201: serializers.ProposalShape}
    )
    def create(self, request: Request, org: str) -> Response:
        """Propose something; `answer_due_on` says by when the team promises an answer."""
        values = self.read(serializers.ProposalInput)
        made = services.send_proposal(actor=self.membership, request_key=self.request_key, **values)
        return self.mine(made, status=201)

    @extend_schema(responses=serializers.ProposalShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """One of my proposals, with what was said about it."""
        return self.written(serializers.ProposalShape, self.one(public_id))

    @extend_schema(request=None, responses=serializers.ProposalShape)
    def withdraw(self, request: Request, org: str, public_id: str) -> Response:
        """Take it back before it is answered: the team no longer sees it."""
        return self.mine(services.withdraw_proposal(actor=self.membership, proposal=self.one(public_id)))

    @extend_schema(request=serializers.QuestionAnswerInput, responses=serializers.ProposalShape)
    def answer(self, request: Request, org: str, public_id: str) -> Response:
        """Answer what the team asked about it."""
        row, values = self.one(public_id), self.read(serializers.QuestionAnswerInput)
        return self.mine(services.answer_question(actor=self.membership, proposal=row, **values))

    @extend_schema(request=serializers.ContributionInput, responses=serializers.ProposalShape)
    def contribute(self, request: Request, org: str, public_id: str) -> Response:
        """Answer a brief with a draft."""
        row, values = self.one(public_id), self.read(serializers.ContributionInput)
        return self.mine(services.contribute(actor=self.membership, proposal=row, **values))

    @extend_schema(request=None, responses={204: None})
    def pass_on(self, request: Request, org: str, public_id: str) -> Response:
        """Say no to a brief. No reason is asked, and nothing keeps who said no."""
        services.pass_on(actor=self.membership, proposal=self.one(public_id))
        return Response(status=204)

    def one(self, public_id: str) -> Proposal:
        """One of mine, or 404."""
        return found(selectors.my_proposal(self.membership, public_id))

    def mine(self, row: Proposal, status: int = 200) -> Response:
        """As it stands now."""
        return self.written(serializers.ProposalShape, self.one(row.public_id), status)


class ProposalViewSet(TenantViewSet):
    """The team's inbox: the oldest first, each answered in writing."""

    resource = "proposals"
    permission = Permission.PROPOSAL_ANSWER

    @extend_schema(parameters=[serializers.InboxFilters], responses=serializers.ProposalShape(many=True))
    def list(self, request: Request, org: str) -> Response:
        """One part of the inbox; what waits for an answer when none is named."""
        asked = self.read(serializers.InboxFilters, query=True)
        return self.listed(serializers.ProposalShape, selectors.inbox(Tab(asked["tab"])))

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=serializers.BriefInput, responses={201: serializers.ProposalShape}
    )
    def create(self, request: Request, org: str) -> Response:
        """Ask a colleague for an interview or an article. They may say no."""
        values = self.read(serializers.BriefInput)
        made = answers.open_brief(actor=self.membership, request_key=self.request_key, **values)
        return self.shown(made, status=201)

    @extend_schema(responses=serializers.ProposalShape)
    def retrieve(self, request: Request, org: str, public_id: str) -> Response:
        """One proposal. Its author sees that it was read."""
        row = self.one(public_id)
        answers.note_seen(row)
        return self.written(serializers.ProposalShape, row)

    @extend_schema(request=serializers.TakeUpInput, responses=serializers.ProposalShape)
    def accept(self, request: Request, org: str, public_id: str) -> Response:
        """Take it up: a draft of the library, with the credit its author asked for, linked both ways."""
        row, values = self.one(public_id), self.read(serializers.TakeUpInput)
        answers.take_up(actor=self.membership, proposal=row, **values)
        return self.shown(row)

    @extend_schema(request=serializers.ReplyInput, responses=serializers.ProposalShape)
    def ask(self, request: Request, org: str, public_id: str) -> Response:
        """Ask its author something before answering."""
        row, values = self.one(public_id), self.read(serializers.ReplyInput)
        return self.shown(answers.ask_more(actor=self.membership, proposal=row, **values))

    @extend_schema(request=serializers.ReplyInput, responses=serializers.ProposalShape)
    def decline(self, request: Request, org: str, public_id: str) -> Response:
        """Do not take it up, and say why to its author alone."""
        row, values = self.one(public_id), self.read(serializers.ReplyInput)
        return self.shown(answers.not_take_up(actor=self.membership, proposal=row, **values))

    @extend_schema(request=serializers.BriefOffer, responses=serializers.ProposalShape)
    def offer(self, request: Request, org: str, public_id: str) -> Response:
        """Offer a brief that nobody holds to somebody."""
        row, values = self.one(public_id), self.read(serializers.BriefOffer)
        return self.shown(answers.offer_brief(actor=self.membership, proposal=row, **values))

    @extend_schema(request=None, responses={204: None})
    def call_off(self, request: Request, org: str, public_id: str) -> Response:
        """The brief is no longer needed."""
        answers.call_off(actor=self.membership, proposal=self.one(public_id))
        return Response(status=204)

    def one(self, public_id: str) -> Proposal:
        """A proposal the team may see, or 404."""
        return found(selectors.proposal(public_id))

    def shown(self, row: Proposal, status: int = 200) -> Response:
        """As it stands now."""
        return self.written(serializers.ProposalShape, self.one(row.public_id), status)
