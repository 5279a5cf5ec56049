"""How far the history of this installation goes, kept in a file outside the database.

A restored backup does not know what it sent; the file does (`services.quarantine`).
"""

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.db import connection

from sharing.models import ShareAttempt

logger = logging.getLogger(__name__)

# This process's database, once it has been looked at: what `note` writes under.
_this: dict[str, Any] = {}


# --- The file --------------------------------------------------------------------------------------------------------
@contextmanager
def _locked() -> Iterator[dict[str, Any]]:
    """The file's content, to be changed: written back when the block ends, whole or not at all."""
    path = settings.HISTORY_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = read()
        before = json.dumps(known)
        yield known
        if json.dumps(known) != before:
            new = path.with_suffix(".new")
            new.write_text(json.dumps(known))
            new.replace(path)


def read() -> dict[str, Any]:
    """What the file says, by database; nothing when it is missing or cannot be read."""
    with suppress(OSError, ValueError):
        found = json.loads(settings.HISTORY_FILE.read_text())
        if isinstance(found, dict):
            return found
    return {}


def write(key: str, epoch: int, attempts: int, *, anew: bool = False) -> None:
    """Note how far that database is; never back, but for `anew`."""
    try:
        with _locked() as known:
            before = known.get(key, {})
            if anew or (epoch, attempts) > (before.get("epoch", 0), before.get("attempts", 0)):
                known[key] = {"epoch": epoch, "attempts": attempts}
    except OSError as error:
        # Publishing goes on: a file that stays behind accuses nobody.
        logger.error("The history file %s cannot be written: %s", settings.HISTORY_FILE, error)  # noqa: TRY400


def note(attempt_id: int) -> None:
    """An attempt is committed: no database that does not know it may publish. Before its first byte leaves."""
    if _this:
        write(_this["key"], _this["epoch"], attempt_id)


def attempts() -> int:
    """The highest number an attempt was ever given here, whatever was deleted since and in whichever organisation."""
    table = ShareAttempt._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            sequence = cursor.fetchone()[0]
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608 -- PostgreSQL's own name for it
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    return int(row[0]) if row is not None else 0


def know(key: str, epoch: int) -> None:
    """This process works on that database."""
    _this.update(key=key, epoch=epoch)
