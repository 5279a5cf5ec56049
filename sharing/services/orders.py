"""The order a worker carries away: all it needs to publish one share without asking the database."""

import os
import socket
import uuid
from dataclasses import dataclass, field
from typing import Final

from sharing import selectors
from sharing.models import Connection, Share
from sharing.networks.base import Grant, Network
from sharing.services import content, grants
from sharing.services.content import Content

WORKER: Final = f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True)
class Picture:
    """A picture to send along: where it lies, what its bytes hash to, its number at the network once it has one."""

    row: int
    file: str
    mime: str
    sha256: str
    media_id: str = ""


@dataclass(frozen=True)
class Paper:
    """A document to send along, likewise."""

    file: str
    mime: str
    sha256: str
    media_id: str = ""


@dataclass(frozen=True)
class Order:
    """All a worker needs to publish one share without asking the database: plain values, the tokens masked."""

    organisation_id: int
    share_id: int
    connection_id: int
    lease: uuid.UUID
    sha256: str
    content: Content = field(repr=False)
    pictures: tuple[Picture, ...]
    paper: Paper | None
    network: Network = field(repr=False)
    grant: Grant = field(repr=False)

    @property
    def uploads(self) -> int:
        """How many files the network must have before the post."""
        papers = (self.paper,) if self.paper is not None else ()
        return sum(each.media_id == "" for each in self.pictures) + sum(each.media_id == "" for each in papers)


def order_of(row: Share, account: Connection) -> Order:
    """The plain values of one share. Raises `CannotOpen` when the access cannot be opened."""
    own = row.membership.organisation if account.app_of_id else None
    network = selectors.network_through(row.network, own)
    return Order(
        organisation_id=row.organisation_id,
        share_id=row.pk,
        connection_id=account.pk,
        lease=uuid.uuid4(),
        sha256=row.content_sha256,
        content=content.content_of(row, network),
        pictures=_pictures(row),
        paper=_paper(row),
        network=network,
        grant=grants.grant_of(account),
    )


def _pictures(row: Share) -> tuple[Picture, ...]:
    return tuple(
        Picture(each.pk, each.asset.file, each.asset.mime, each.asset.sha256, each.media_id)
        for each in row.pictures.all()
    )


def _paper(row: Share) -> Paper | None:
    if row.document is None:
        return None
    return Paper(row.document.file, row.document.mime, row.document.sha256, row.document_media_id)
