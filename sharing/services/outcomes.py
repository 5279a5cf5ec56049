"""How one try at publishing ended, as plain values: they cross the border to the database, and the spool file."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from sharing.networks.base import (
    NetworkError,
    NetworkUnavailable,
    NotSupported,
    OutcomeUnknown,
    Receipt,
    ReconnectNeeded,
    Rejected,
    TryLater,
)


class Ending(StrEnum):
    """What the caller must know; each is certain except `unknown`."""

    PUBLISHED = "published"
    LATER = "later"
    REJECTED = "rejected"
    RECONNECT = "reconnect"
    UNAVAILABLE = "unavailable"
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"


_ENDINGS: tuple[tuple[type[NetworkError], Ending], ...] = (
    (TryLater, Ending.LATER),
    (Rejected, Ending.REJECTED),
    (ReconnectNeeded, Ending.RECONNECT),
    (NetworkUnavailable, Ending.UNAVAILABLE),
    (NotSupported, Ending.UNSUPPORTED),
    (OutcomeUnknown, Ending.UNKNOWN),
)


@dataclass(frozen=True)
class Outcome:
    """One ending and what the network said with it. Holds no token and no text of a person."""

    ending: Ending
    code: str = ""
    external_id: str = ""
    url: str = ""
    after_seconds: float | None = None
    status: int | None = None
    request_id: str = ""

    @classmethod
    def of_receipt(cls, receipt: Receipt) -> Self:
        """The network confirmed."""
        return cls(Ending.PUBLISHED, external_id=(receipt.external_id or "")[:200], url=receipt.url[:400])

    @classmethod
    def of_error(cls, error: NetworkError) -> Self:
        """The network, or the way to it, said no, later, or nothing."""
        ending = next((ending for kind, ending in _ENDINGS if isinstance(error, kind)), Ending.UNKNOWN)
        after = error.after.total_seconds() if isinstance(error, TryLater) and error.after is not None else None
        return cls(ending, code=error.code, after_seconds=after, status=error.status, request_id=error.request_id[:120])

    def to_json(self) -> str:
        """For the spool."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Self:
        """From the spool."""
        values = json.loads(line)
        return cls(**{**values, "ending": Ending(values["ending"])})
