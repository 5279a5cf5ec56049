"""Outcomes the database could not take: one line each in a file, read again when it can.

Without it, an answer that arrives while the database is away would become a doubt. A line holds no token and no text.
"""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from sharing.services.outcomes import Outcome

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """One outcome that waits to be recorded."""

    organisation_id: int
    share_id: int
    connection_id: int
    lease: UUID
    outcome: Outcome

    def to_json(self) -> str:
        """One line."""
        return json.dumps(
            {
                "organisation_id": self.organisation_id,
                "share_id": self.share_id,
                "connection_id": self.connection_id,
                "lease": str(self.lease),
                "outcome": json.loads(self.outcome.to_json()),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Line":
        """What `to_json` wrote."""
        values = json.loads(text)
        outcome = Outcome.from_json(json.dumps(values.pop("outcome")))
        return cls(**{**values, "lease": UUID(values["lease"])}, outcome=outcome)


def folder() -> Path:
    """Where the files lie: on this installation's own disk, never in the database."""
    return Path(settings.VAR_DIR) / "spool"


def write(line: Line) -> None:
    """Keep one line; on the disk when this returns. A file of its own, so that no two writers meet."""
    folder().mkdir(parents=True, exist_ok=True)
    new = folder() / f".{uuid4().hex}"
    with new.open("w", encoding="utf-8") as file:
        file.write(line.to_json())
        file.flush()
        os.fsync(file.fileno())
    new.rename(folder() / f"{uuid4().hex}.json")


def waiting() -> Iterator[tuple[Path, Line]]:
    """Every line kept, with its file; one that cannot be read is set aside for people to look at."""
    if not folder().is_dir():
        return
    for path in sorted(folder().glob("*.json")):
        try:
            yield path, Line.from_json(path.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError):
            logger.exception("The outcome kept in %s cannot be read.", path)
            with suppress(OSError):
                path.rename(path.with_suffix(".unreadable"))
        except FileNotFoundError:
            continue


def done(path: Path) -> None:
    """The line is in the database."""
    path.unlink(missing_ok=True)
