"""Reads about opinions asked and given. Only the two people concerned ever see one."""

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from advocacy.people import selectors as people
from advocacy.people.models import Membership
from sharing.models import Proofread, ProofreadText, Share
from sharing.states import ProofreadState


def proofreads_of(membership: Membership) -> QuerySet[Proofread]:
    """What this person asked or was asked, newest first, with the texts."""
    texts = ProofreadText.objects.select_related("share")
    return (
        Proofread.objects.filter(Q(author=membership) | Q(reader=membership))
        .select_related("author__user", "author__organisation", "reader__user")
        .prefetch_related(Prefetch("texts", queryset=texts))
    )


def proofread(membership: Membership, public_id: str) -> Proofread | None:
    """One that this person asked or was asked, or None: unknown, somebody else's, or of another organisation."""
    return proofreads_of(membership).filter(public_id=public_id).first()


def to_read(membership: Membership) -> QuerySet[Proofread]:
    """What waits for this person's opinion."""
    return proofreads_of(membership).filter(reader=membership, state=ProofreadState.ASKED)


def asked_by(membership: Membership) -> QuerySet[Proofread]:
    """What this person asked of others."""
    return proofreads_of(membership).filter(author=membership)


def proofread_of(share: Share) -> Proofread | None:
    """The latest request about one share, for its author."""
    return asked_by(share.membership).filter(texts__share=share).exclude(state=ProofreadState.WITHDRAWN).first()


def possible_readers(membership: Membership) -> list[Membership]:
    """Whom one may ask without knowing their address: one's teams, and the communications team."""
    near = Q(team_members__team__team_members__membership=membership)
    comms = Q(is_content_manager=True) | Q(is_contributor=True) | Q(is_owner=True)
    found = people.members(membership.organisation).filter(near | comms).exclude(pk=membership.pk)
    return list(found.distinct())


def reader_named(membership: Membership, public_id: str, address: str = "") -> Membership | None:
    """A colleague by public id or by exact e-mail address; None for nobody of this organisation, and for oneself."""
    rows = people.members(membership.organisation).exclude(pk=membership.pk)
    named = rows.filter(user__email__iexact=address) if address else rows.filter(public_id=public_id)
    return named.first() if address or public_id else None


def proofread_path(request: Proofread) -> str:
    """The page of one request, for both of its people."""
    return reverse(
        "sharing:proofread", kwargs={"org": request.author.organisation.slug, "public_id": request.public_id}
    )
