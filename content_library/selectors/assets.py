"""Reads of pictures. A person's own picture is theirs: nobody else finds it, until they propose it to the team."""

from typing import Literal

from django.core.files.storage import default_storage
from django.db.models import Q

from advocacy.people.models import Membership
from advocacy.people.roles import Permission
from content_library.models import Asset, Document, ProposalPicture
from content_library.states import ProposalState

Size = Literal["large", "thumb"]
SIZES: tuple[Size, ...] = ("large", "thumb")


def asset(membership: Membership, public_id: str) -> Asset | None:
    """A picture this member may see: the library's, their own, or one proposed to them. None otherwise."""
    seen = Q(owner=None) | Q(owner=membership)
    if membership.can(Permission.PROPOSAL_ANSWER):
        offered = ProposalPicture.objects.exclude(proposal__state=ProposalState.WITHDRAWN)
        seen |= Q(pk__in=offered.values("asset_id"))
    return Asset.objects.filter(seen, public_id=public_id).first()


def library_asset(public_id: str) -> Asset | None:
    """A picture of the library, which an item may show; None for a person's own one."""
    return Asset.objects.filter(owner=None, public_id=public_id).first()


def own_asset(membership: Membership, public_id: str) -> Asset | None:
    """A picture this member brought for themselves."""
    return Asset.objects.filter(owner=membership, public_id=public_id).first()


def document(membership: Membership, public_id: str) -> Document | None:
    """A document this member may see: the library's, or their own. None otherwise."""
    return Document.objects.filter(Q(owner=None) | Q(owner=membership), public_id=public_id).first()


def document_bytes(document: Document) -> bytes:
    """The document itself. Raises `FileNotFoundError` when the file is gone."""
    with default_storage.open(document.file) as stored:
        return bytes(stored.read())


def asset_file(asset: Asset, size: Size = "large") -> str:
    """The name of one rendition in the storage."""
    if size == "large":
        return asset.file
    stem, _dot, extension = asset.file.rpartition(".")
    return f"{stem}-{size}.{extension}"


def asset_bytes(asset: Asset, size: Size = "large") -> bytes:
    """The picture itself, for the browser or for a network. Raises `FileNotFoundError` when the file is gone."""
    with default_storage.open(asset_file(asset, size)) as stored:
        return bytes(stored.read())
