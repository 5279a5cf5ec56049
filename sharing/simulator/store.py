"""What the simulator remembers: documents in memory, written through to SQLite, and the log of what happened."""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

Doc = dict[str, Any]
LOG: Final = "log.jsonl"


class Store:
    """Documents by kind and id. Take `lock` around anything that reads before it writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.media = folder / "media"
        self.media.mkdir(parents=True, exist_ok=True)
        self.lock = threading.RLock()
        self._docs: dict[str, dict[str, Doc]] = {}
        self._db = sqlite3.connect(folder / "state.sqlite3", check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS doc (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")
        for kind, key, body in self._db.execute("SELECT kind, id, body FROM doc ORDER BY rowid"):
            self._docs.setdefault(kind, {})[key] = json.loads(body)

    def get(self, kind: str, key: str) -> Doc | None:
        with self.lock:
            return self._docs.get(kind, {}).get(key)

    def put(self, kind: str, key: str, doc: Doc) -> Doc:
        with self.lock:
            self._docs.setdefault(kind, {})[key] = doc
            self._db.execute("INSERT OR REPLACE INTO doc VALUES (?, ?, ?)", (kind, key, json.dumps(doc)))
        return doc

    def drop(self, kind: str, key: str) -> None:
        with self.lock:
            if self._docs.get(kind, {}).pop(key, None) is not None:
                self._db.execute("DELETE FROM doc WHERE kind = ? AND id = ?", (kind, key))

    def all(self, kind: str, **wanted: Any) -> list[Doc]:
        """Documents of a kind whose fields equal `wanted`, oldest first."""
        with self.lock:
            docs = list(self._docs.get(kind, {}).values())
        return [doc for doc in docs if all(doc.get(name) == value for name, value in wanted.items())]

    def items(self, kind: str) -> list[tuple[str, Doc]]:
        with self.lock:
            return list(self._docs.get(kind, {}).items())

    def clear(self, *, keep: tuple[str, ...] = ()) -> None:
        with self.lock:
            for kind in [kind for kind in self._docs if kind not in keep]:
                self._docs[kind] = {}
                self._db.execute("DELETE FROM doc WHERE kind = ?", (kind,))
            if "media" not in keep:
                for file in self.media.iterdir():
                    file.unlink()

    def close(self) -> None:
        with self.lock:
            self._db.close()


class Log:
    """One JSON object a line, only ever appended to, and on the disk before the network's answer leaves."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOG
        self._lock = threading.Lock()
        self._entries: list[Doc] = []
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

    def write(self, entry: Doc, *, sync: bool) -> Doc:
        with self._lock:
            entry = {"n": len(self._entries) + 1, **entry}
            self._entries.append(entry)
            os.write(self._file, json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            if sync:
                os.fsync(self._file)
        return entry

    def entries(self) -> Iterator[Doc]:
        with self._lock:
            return iter(list(self._entries))

    def clear(self) -> None:
        """Begin a new log; the old one is kept beside it."""
        with self._lock:
            os.close(self._file)
            if self._entries:
                number = 1
                while (kept := self.path.with_name(f"log.{number}.jsonl")).exists():
                    number += 1
                self.path.rename(kept)
            self._entries = []
            self._file = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def close(self) -> None:
        with self._lock:
            os.close(self._file)
