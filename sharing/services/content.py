"""What a share consists of, and whether a network would take it: checked when saving, hashed when approved."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advocacy.lib.errors import RuleViolation
from advocacy.lib.images import megabytes
from content_library.models import Asset, Document
from sharing import selectors
from sharing.models import Share, SharePicture
from sharing.networks.base import Limits, Network, plain_length
from sharing.services import links

LONGEST_DRAFT = 20_000
LONGEST_COMMENT = 3_000
MOST_PICTURES = 20

Pictures = Sequence[tuple[Asset, str]]


@dataclass(frozen=True)
class Shown:
    """One picture as it was approved: its bytes, and what it says to who cannot see it."""

    sha256: str
    alternative_text: str


@dataclass(frozen=True)
class Content:
    """Exactly what a person approves: these values, and nothing else, leave for the network."""

    text: str
    link: str = ""
    card_title: str = ""
    card_description: str = ""
    pictures: tuple[Shown, ...] = ()
    document_sha256: str = ""
    document_title: str = ""
    reshare_of: str = ""
    first_comment: str = ""

    def sha256(self) -> str:
        """The fingerprint kept with the approval and compared right before sending.

        A text with a link and one picture at most hashes as it always has: earlier promises hold.
        """
        first = self.pictures[0] if self.pictures else Shown("", "")
        parts: list[object] = [self.text, self.link, self.card_title, first.sha256, first.alternative_text]
        more = [
            [[picture.sha256, picture.alternative_text] for picture in self.pictures[1:]],
            self.card_description,
            self.document_sha256,
            self.document_title,
            self.reshare_of,
            self.first_comment,
        ]
        if any(more):
            parts += more
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Parcel:
    """What a person puts with the words of one share."""

    pictures: Pictures = ()
    document: Document | None = None
    reshare_of: str = ""
    first_comment: str = ""
    card_title: str = ""
    card_description: str = ""


def whole(shares: "QuerySet[Share]") -> "QuerySet[Share]":
    """Shares with everything that `content_of` reads: two queries for however many."""
    return shares.select_related("link", "item", "document", "first_comment").prefetch_related(
        Prefetch("pictures", SharePicture.objects.select_related("asset"))
    )


def parcel_of(share: Share) -> Parcel:
    """What goes with the words of a stored share."""
    return Parcel(
        pictures=[(picture.asset, picture.alternative_text) for picture in share.pictures.all()],
        document=share.document,
        reshare_of=share.reshare_of,
        first_comment=share.comment.text if share.comment is not None else "",
        card_title=share.card_title,
        card_description=share.card_description,
    )


def content_of(share: Share, network: Network) -> Content:
    """Read from the row what would be published at this moment."""
    address = links.address_of(share) if share.link is not None else ""
    rows = share.pictures.all() if share.pk is not None else ()
    pictures = tuple(Shown(each.asset.sha256, each.alternative_text) for each in rows)
    in_place = takes_the_cards_place(len(pictures), share.document, share.reshare_of)
    card = selectors.carries_card(network, share.text, address) and not in_place
    first_line = share.text.strip().partition("\n")[0][:160]
    return Content(
        text=share.text,
        # Shown neither in the text nor on a card, it is no part of what goes out.
        link="" if in_place and address not in share.text else address,
        card_title=(share.card_title or share.title or first_line or address) if card else "",
        card_description=share.card_description if card else "",
        pictures=pictures,
        document_sha256=share.document.sha256 if share.document is not None else "",
        document_title=share.document.title if share.document is not None else "",
        reshare_of=share.reshare_of,
        first_comment=share.comment.text if share.comment is not None else "",
    )


def takes_the_cards_place(pictures: int, document: Document | None, reshare_of: str) -> bool:
    """Say whether there is no room for a link's card: one picture is the card's own, anything more stands instead."""
    return bool(reshare_of) or document is not None or pictures > 1


def clean_text(text: str) -> str:
    """Browsers send line ends as CR LF; networks count and show one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- While the person can still change it ----------------------------------------------------------------------------
def check_draft(text: str, *, field: str = "text", longest: int = LONGEST_DRAFT) -> None:
    """Refuse a draft that is no text of a person any more."""
    if len(text) > longest:
        raise RuleViolation(_("This text is too long to be kept."), code="text_too_long", field=field)
    if any("\ud800" <= char <= "\udfff" for char in text) or "\x00" in text:
        raise RuleViolation(_("This text holds characters that no network can show."), code="text_invalid", field=field)


def check_parcel(owner_id: int, parcel: Parcel) -> None:
    """Refuse what belongs to somebody else, and more than any network takes, already while drafting."""
    if any(asset.owner_id not in {None, owner_id} for asset, _words in parcel.pictures):
        raise RuleViolation(_("This picture is not yours."), code="picture_invalid", field="picture")
    if parcel.document is not None and parcel.document.owner_id not in {None, owner_id}:
        raise RuleViolation(_("This document is not yours."), code="document_invalid", field="document")
    if len(parcel.pictures) > MOST_PICTURES:
        raise RuleViolation(
            _("A share carries %(most)s pictures at most.") % {"most": MOST_PICTURES},
            code="too_many_pictures",
            field="picture",
        )
    check_draft(parcel.first_comment, field="first_comment", longest=LONGEST_COMMENT)
    check_draft(parcel.card_title, field="card_title", longest=200)
    check_draft(parcel.card_description, field="card_description", longest=300)


def check(network: Network, *, text: str, parcel: Parcel, as_card: bool) -> None:
    """Refuse what the network is known to refuse, while the person can still change it."""
    check_draft(text)
    limits = network.limits
    if not text.strip() and not parcel.pictures and parcel.document is None and not parcel.reshare_of:
        raise RuleViolation(_("Write something first."), code="text_empty", field="text")
    count = network.count(text)
    if count > limits.max_length:
        raise RuleViolation(
            _("%(network)s takes %(max)s characters; this text has %(count)s.")
            % {"network": limits.label, "max": limits.max_length, "count": count},
            code="text_too_long",
            field="text",
        )
    if parcel.reshare_of:
        _check_reshare(limits, text, parcel)
    if parcel.pictures and parcel.document is not None:
        raise RuleViolation(
            _("A post carries pictures or a document, not both."), code="one_attachment", field="document"
        )
    _check_pictures(limits, parcel.pictures, as_card=as_card)
    if parcel.document is not None:
        _check_document(limits, parcel.document)
    _check_comment(limits, parcel.first_comment)


def _check_reshare(limits: Limits, text: str, parcel: Parcel) -> None:
    label = {"network": limits.label}
    if not limits.can_reshare:
        message = _("%(network)s does not let us relay a post. Open the post there and relay it yourself.") % label
        raise RuleViolation(message, code="cannot_reshare", field="reshare_of")
    if parcel.pictures or parcel.document is not None:
        raise RuleViolation(
            _("A relayed post goes out as it is: without pictures or a document of yours."),
            code="one_attachment",
            field="reshare_of",
        )
    if text.strip() and not limits.reshare_takes_text:
        message = _("%(network)s relays a post without words of your own. Empty the text, or write a post.") % label
        raise RuleViolation(message, code="reshare_text", field="text")


def _check_pictures(limits: Limits, pictures: Pictures, *, as_card: bool) -> None:
    most = max(limits.max_images, 1 if as_card else 0)
    if pictures and most and len(pictures) > most:
        message = ngettext(
            "%(network)s takes one picture; there are %(count)s.",
            "%(network)s takes %(most)s pictures; there are %(count)s.",
            most,
        )
        values = {"network": limits.label, "most": most, "count": len(pictures)}
        raise RuleViolation(message % values, code="too_many_pictures", field="picture")
    if len({asset.pk for asset, _words in pictures}) != len(pictures):
        raise RuleViolation(_("The same picture is there twice."), code="picture_twice", field="picture")
    for asset, alternative_text in pictures:
        _check_picture(limits, asset, alternative_text, taken=bool(most))


def _check_picture(limits: Limits, picture: Asset, alternative_text: str, *, taken: bool) -> None:
    label = {"network": limits.label}
    too_large = limits.max_image_pixels and picture.width * picture.height > limits.max_image_pixels
    if picture.mime not in limits.image_types or not taken or too_large:
        message = _("%(network)s does not take this picture.") % label
        raise RuleViolation(message, code="picture_invalid", field="picture")
    if limits.max_image_bytes and picture.size > limits.max_image_bytes:
        message = _("This picture is too heavy for %(network)s.") % label
        raise RuleViolation(message, code="picture_invalid", field="picture")
    if plain_length(alternative_text) > limits.max_alt_length:
        message = _("The alternative text is too long for %(network)s.") % label
        raise RuleViolation(message, code="alternative_text_too_long", field="alternative_text")


def _check_document(limits: Limits, document: Document) -> None:
    label = {"network": limits.label}
    if document.mime not in limits.document_types:
        message = _("%(network)s does not take documents.") % label
        raise RuleViolation(message, code="document_invalid", field="document")
    if limits.max_document_bytes and document.size > limits.max_document_bytes:
        message = _("This document is too heavy for %(network)s: %(most)s MB at most.")
        values = {**label, "most": megabytes(limits.max_document_bytes)}
        raise RuleViolation(message % values, code="document_invalid", field="document")
    if limits.max_document_pages and document.pages > limits.max_document_pages:
        message = _("%(network)s takes documents of %(most)s pages at most; this one has %(count)s.")
        pages = {**label, "most": limits.max_document_pages, "count": document.pages}
        raise RuleViolation(message % pages, code="document_invalid", field="document")


def _check_comment(limits: Limits, text: str) -> None:
    # Where the network lets nobody comment through us the person adds it by hand, and the network says how long.
    length = plain_length(text)
    if limits.max_comment_length and length > limits.max_comment_length:
        message = _("%(network)s takes comments of %(max)s characters; yours has %(count)s.")
        values = {"network": limits.label, "max": limits.max_comment_length, "count": length}
        raise RuleViolation(message % values, code="comment_too_long", field="first_comment")


def forget_uploads(share: Share) -> None:
    """The network no longer has what was uploaded: the next try uploads it again."""
    SharePicture.objects.filter(share=share).update(media_id="")
    Share.objects.filter(pk=share.pk).update(document_media_id="")
