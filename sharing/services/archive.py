"""A person's own shares and proposals as one file they may take anywhere: JSON, a table, and what they attached.

What a network's interface tells about one person's posts is shown in the product only and is no part of it.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.lib import csv
from advocacy.people.models import Membership
from content_library import selectors as library
from content_library.models import Asset, Document, Proposal
from content_library.selectors.proposals import my_proposals
from sharing import selectors
from sharing.models import Share
from sharing.services import content, links

Media = Asset | Document
_FORMAT: Final = "relais-shares/1"


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that goes into the file, read from the database; pictures are read when their turn comes."""

    name: str
    language: str
    shares: Sequence[dict[str, Any]]
    proposals: Sequence[dict[str, Any]] = ()
    media: dict[str, Media] = field(default_factory=dict)


def archive_of(membership: Membership) -> Archive:
    """All that this person wrote, scheduled, published or proposed here, drafts included: few reads, however much."""
    rows = content.whole(Share.objects.filter(membership=membership)).select_related("connection").order_by("pk")
    media: dict[str, Media] = {}
    told = []
    for share in rows:
        share.membership = membership
        told.append(_told(share, media))
    name = f"relais-{membership.organisation.slug}-{timezone.localdate():%Y-%m-%d}.zip"
    proposed = [_proposed(row, media) for row in my_proposals(membership)]
    return Archive(name=name, language=membership.language, shares=told, proposals=proposed, media=media)


def stream(archive: Archive) -> Iterator[bytes]:
    """The ZIP, piece by piece: no more than one picture is in memory. A file that is gone is left out."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:
        stored = set()
        for path, each in archive.media.items():
            try:
                packed.writestr(path, _bytes_of(each), compress_type=zipfile.ZIP_STORED)
            except FileNotFoundError:
                continue
            stored.add(path)
            yield pipe.taken()
        shares = [_without_missing(share, stored) for share in archive.shares]
        whole = {"format": _FORMAT, "made_at": timezone.now().isoformat(), "shares": shares}
        packed.writestr("shares.json", json.dumps(whole, ensure_ascii=False, indent=2))
        packed.writestr("shares.csv", _table(shares, archive.language))
        proposals = [_without_missing(proposal, stored) for proposal in archive.proposals]
        packed.writestr("proposals.json", json.dumps(proposals, ensure_ascii=False, indent=2))
    yield pipe.taken()


# --- Inside ----------------------------------------------------------------------------------------------------------
class _Pipe:
    """What the ZIP is written to, and taken from as it grows; it cannot be wound back."""

    def __init__(self) -> None:
        self._pieces = io.BytesIO()

    def write(self, data: bytes) -> int:
        return self._pieces.write(data)

    def flush(self) -> None:
        """Nothing stands between this and the reader."""

    def close(self) -> None:
        """What was written is taken by then."""

    def taken(self) -> bytes:
        """What has come since the last time."""
        value = self._pieces.getvalue()
        self._pieces = io.BytesIO()
        return value


def _told(share: Share, media: dict[str, Media]) -> dict[str, Any]:
    attached = []
    for picture in share.pictures.all():
        path = f"media/{picture.asset.public_id}.{picture.asset.file.rpartition('.')[2]}"
        media[path] = picture.asset
        attached.append({"file": path, "alternative_text": picture.alternative_text})
    if share.document is not None:
        path = f"media/{share.document.public_id}.pdf"
        media[path] = share.document
        attached.append({"file": path, "title": share.document.title})
    link = share.link
    return {
        "id": share.public_id,
        "state": share.state,
        "network": selectors.network_label(share.network),
        "title": share.title,
        "text": share.text,
        "first_comment": share.comment.text if share.comment is not None else "",
        "link": links.address_of(share) if link is not None else "",
        "destination": link.destination if link is not None else "",
        "clicks": link.clicks if link is not None else None,
        "proposed_or_due": share.due_local,
        "time_zone": share.zone,
        "published_at": _iso(share.published_at),
        "address": share.external_url,
        "created_at": _iso(share.created_at),
        "media": attached,
    }


def _proposed(row: Proposal, media: dict[str, Media]) -> dict[str, Any]:
    attached = []
    for picture in row.pictures.all():
        path = f"media/{picture.asset.public_id}.{picture.asset.file.rpartition('.')[2]}"
        media[path] = picture.asset
        attached.append({"file": path, "alternative_text": picture.asset.alternative_text})
    said = [
        {"by": "team" if each.from_team else "me", "text": each.body, "at": _iso(each.said_at)}
        for each in row.messages.all()
    ]
    return {
        "id": row.public_id,
        "state": row.state,
        "kind": row.kind,
        "title": row.title,
        "text": row.text,
        "link": row.url,
        "brief": row.brief,
        "credit": row.credit_name,
        "topics": [each.topic.name for each in row.proposal_topics.all()],
        "sent_at": _iso(row.submitted_at),
        "messages": said,
        "media": attached,
    }


def _without_missing(share: dict[str, Any], stored: set[str]) -> dict[str, Any]:
    return {**share, "media": [each for each in share["media"] if each["file"] in stored]}


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


def _table(shares: Sequence[dict[str, Any]], language: str) -> bytes:
    columns = {
        "published_at": _("Published"),
        "state": _("State"),
        "network": _("Network"),
        "title": _("Title"),
        "text": _("Text"),
        "link": _("Short link"),
        "destination": _("Destination"),
        "clicks": _("Clicks"),
        "address": _("Address of the post"),
        "first_comment": _("First comment"),
        "created_at": _("Begun"),
    }
    rows = ([share[name] for name in columns] for share in shares)
    return csv.table(list(columns.values()), rows, language=language)


def _bytes_of(each: Media) -> bytes:
    return library.asset_bytes(each) if isinstance(each, Asset) else library.document_bytes(each)
