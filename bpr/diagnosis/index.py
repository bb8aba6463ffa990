"""A throw-away index of checked files, so that unchanged ones are not checked again.

One SQLite file in the cache folder; the key of an entry is a hash of everything its result depends on: the content of
the file and of the ``organisation.yaml`` beside it, the name it is called by, the settings, and bpr itself (the size
and time of each of its modules, so that a new version or a changed checkout forgets by itself). Deleting the folder
loses nothing. Whatever goes wrong with the index, the check goes on without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

ENVIRONMENT = "BPR_CACHE"
_NAME = "check-1.sqlite"
_MOST_ENTRIES = 200_000
_BATCH = 500


def cache_folder() -> Path:
    """Where bpr may keep what it can make again: ``BPR_CACHE``, else the cache folder of the system."""
    if own := os.environ.get(ENVIRONMENT):
        return Path(own)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "bpr" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "bpr"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "bpr"


@cache
def program_mark() -> str:
    """A mark of this bpr: another version, or a changed module, gives another one."""
    root = Path(__file__).parent.parent
    marks = []
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".txt"):
            seen = path.stat()
            marks.append(f"{path.relative_to(root)}:{seen.st_size}:{seen.st_mtime_ns}")
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


def key_of(name: str, content: bytes, shared: bytes, settings: str) -> str:
    """The key of a file: a hash of all that its result depends on."""
    digest = hashlib.sha256()
    for part in (program_mark().encode(), settings.encode(), name.encode(errors="surrogatepass"), shared, content):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


class Index:
    """The index as a context; every operation is harmless when the file cannot be used."""

    def __init__(self, folder: Path | None) -> None:
        self._base: sqlite3.Connection | None = None
        self._folder = folder

    def __enter__(self) -> Index:
        if self._folder is not None:
            self._base = _open(self._folder / _NAME)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._base is not None:
            self._base.close()

    def find(self, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The entries that are there, by key."""
        wanted, found = list(keys), {}
        if self._base is None:
            return {}
        try:
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                rows = self._base.execute(f"SELECT key, result FROM checked WHERE key IN ({marks})", batch)
                found.update({key: json.loads(zlib.decompress(result)) for key, result in rows})
        except (sqlite3.Error, ValueError, zlib.error):
            return {}
        return found

    def keep(self, entries: Mapping[str, dict[str, Any]]) -> None:
        """Remember some results; when there are too many, the oldest go."""
        if self._base is None or not entries:
            return
        rows = [(key, zlib.compress(json.dumps(entry).encode(), 1)) for key, entry in entries.items()]
        try:
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO checked (key, result) VALUES (?, ?)", rows)
                self._base.execute(
                    "DELETE FROM checked WHERE rowid <= (SELECT MAX(rowid) FROM checked) - ?", (_MOST_ENTRIES,)
                )
        except sqlite3.Error:
            return


def _open(path: Path) -> sqlite3.Connection | None:
    """The database, made anew when it is broken; None when that does not help either."""
    for attempt in range(2):
        base = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(path, timeout=2.0)
            base.execute("PRAGMA synchronous = OFF")
            base.execute("CREATE TABLE IF NOT EXISTS checked (key TEXT PRIMARY KEY, result BLOB NOT NULL)")
            base.execute("SELECT COUNT(*) FROM (SELECT key, result FROM checked LIMIT 1)").fetchone()
        except sqlite3.OperationalError:
            if base is not None:
                base.close()
            return None
        except (sqlite3.DatabaseError, OSError):
            if base is not None:
                base.close()
            if attempt:
                return None
            try:
                path.unlink(missing_ok=True)
            except OSError:
                return None
        else:
            return base
    return None
