"""What the simulator remembers: documents in memory, kept in SQLite, and the log of what happened.

Nothing here is written at once: `flush` writes all that changed since the last time, before any answer leaves.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

Doc = dict[str, Any]
LOG: Final = "log.jsonl"


class Store:
    """Documents by kind and id, for one thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.media = folder / "media"
        self.media.mkdir(parents=True, exist_ok=True)
        self._docs: dict[str, dict[str, Doc]] = {}
        self._changed: dict[tuple[str, str], Doc | None] = {}
        self._db = sqlite3.connect(folder / "state.sqlite3", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS doc (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")
        for kind, key, body in self._db.execute("SELECT kind, id, body FROM doc ORDER BY rowid"):
            self._docs.setdefault(kind, {})[key] = json.loads(body)

    @property
    def clean(self) -> bool:
        return not self._changed

    def get(self, kind: str, key: str) -> Doc | None:
        docs = self._docs.get(kind)
        return docs.get(key) if docs else None

    def put(self, kind: str, key: str, doc: Doc) -> Doc:
        self._docs.setdefault(kind, {})[key] = doc
        self._changed[kind, key] = doc
        return doc

    def drop(self, kind: str, key: str) -> None:
        if self._docs.get(kind, {}).pop(key, None) is not None:
            self._changed[kind, key] = None

    def all(self, kind: str, **wanted: Any) -> list[Doc]:
        """Documents of a kind whose fields equal `wanted`, oldest first."""
        docs = self._docs.get(kind, {}).values()
        return [doc for doc in docs if all(doc.get(name) == value for name, value in wanted.items())]

    def items(self, kind: str) -> list[tuple[str, Doc]]:
        return list(self._docs.get(kind, {}).items())

    def clear(self, *, keep: tuple[str, ...] = ()) -> None:
        for kind in [kind for kind in self._docs if kind not in keep]:
            self._changed |= dict.fromkeys(((kind, key) for key in self._docs[kind]), None)
            self._docs[kind] = {}
        if "media" not in keep:
            for file in self.media.iterdir():
                file.unlink()

    def flush(self) -> None:
        """Write down what changed."""
        if not self._changed:
            return
        kept = [(kind, key, json.dumps(doc)) for (kind, key), doc in self._changed.items() if doc is not None]
        gone = [place for place, doc in self._changed.items() if doc is None]
        self._changed = {}
        self._db.execute("BEGIN")
        if gone:
            self._db.executemany("DELETE FROM doc WHERE kind = ? AND id = ?", gone)
        self._db.executemany("INSERT OR REPLACE INTO doc VALUES (?, ?, ?)", kept)
        self._db.execute("COMMIT")

    def close(self) -> None:
        self.flush()
        self._db.close()


class Log:
    """One JSON object a line, only ever appended to, and on the disk before the network's answer leaves."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOG
        self._entries: list[Doc] = []
        self._lines: list[bytes] = []
        self._sync = False
        if self.path.exists():
            for line in self.path.read_bytes().splitlines():
                # A line cut by a power failure is the last one; what it told never got an answer.
                try:
                    self._entries.append(json.loads(line))
                except ValueError:
                    continue
        self._file = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        if self.path.stat().st_size and not self.path.read_bytes().endswith(b"\n"):
            os.write(self._file, b"\n")

    @property
    def clean(self) -> bool:
        return not self._lines

    def write(self, entry: Doc, *, sync: bool) -> Doc:
        entry = {"n": len(self._entries) + 1, **entry}
        self._entries.append(entry)
        self._lines.append(json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        self._sync = self._sync or sync
        return entry

    def flush(self) -> None:
        """Write down what was told; onto the disk itself when some of it asked for that."""
        if not self._lines:
            return
        os.write(self._file, b"".join(self._lines))
        if self._sync:
            os.fdatasync(self._file)
        self._lines, self._sync = [], False

    def entries(self, since: int = 0) -> Iterator[Doc]:
        """What happened, from the entry after number `since` on."""
        return iter(self._entries[max(0, since) :])

    def clear(self) -> None:
        """Begin a new log; the old one is kept beside it."""
        self.flush()
        os.close(self._file)
        if self._entries:
            number = 1
            while (kept := self.path.with_name(f"log.{number}.jsonl")).exists():
                number += 1
            self.path.rename(kept)
        self._entries = []
        self._file = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def close(self) -> None:
        self.flush()
        os.close(self._file)
