"""The journal of a pull: everything read so far, on disk, so that a pull that was killed goes on.

An SQLite file beside the snapshot to be (`FILE.part`, mode 0600), written ahead so that a finished read survives the
death of the process. Sorting is the database's work, so that memory does not grow with the account.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Level, Reason

VERSION = 1
KEPT = timedelta(hours=12)
"""How long a stopped pull may wait: a snapshot should be of one time."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE listing (read TEXT, parent TEXT, count INTEGER, complete INTEGER, reason TEXT, detail TEXT,
                      PRIMARY KEY (read, parent));
CREATE TABLE row (read TEXT, parent TEXT, id TEXT, data TEXT, PRIMARY KEY (read, parent, id)) WITHOUT ROWID;
CREATE INDEX row_by_id ON row (read, id);
CREATE TABLE answer (level TEXT, id TEXT, read TEXT, body TEXT, reason TEXT, detail TEXT,
                     PRIMARY KEY (level, id, read)) WITHOUT ROWID;
CREATE TABLE gone (level TEXT, id TEXT, PRIMARY KEY (level, id)) WITHOUT ROWID;
"""


class Journal:
    """The reads of one pull. To be used in a `with` statement; it stays on disk until `discard`."""

    def __init__(self, path: Path, database: sqlite3.Connection, begun: datetime) -> None:
        self.path, self.begun, self._database = path, begun, database

    @classmethod
    def open(cls, out: Path, identity: Mapping[str, Any], now: datetime) -> "Journal":
        """The journal of a snapshot: the one of a stopped pull of the same account for the same things, or a new one.

        Raises PolicyLintError when it cannot be written.
        """
        path = out.with_name(f"{out.name}.part")
        wanted = json.dumps({"version": VERSION, **identity}, sort_keys=True)
        try:
            return cls._resume(path, wanted, now) or cls._begin(path, wanted, now)
        except (sqlite3.Error, OSError) as error:
            raise _unwritable(path, error) from error

    @classmethod
    def _resume(cls, path: Path, wanted: str, now: datetime) -> "Journal | None":
        if not path.exists():
            return None
        database = sqlite3.connect(path)
        try:
            meta = dict(database.execute("SELECT key, value FROM meta"))
            begun = datetime.fromisoformat(meta["begun"])
            if meta["identity"] == wanted and timedelta(0) <= now - begun <= KEPT:
                return cls(path, database, begun)
        except (sqlite3.DatabaseError, KeyError, ValueError):
            pass  # not a journal that can be used: begin anew
        database.close()
        return None

    @classmethod
    def _begin(cls, path: Path, wanted: str, now: datetime) -> "Journal":
        for stale in _files(path):
            stale.unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        database = sqlite3.connect(path)
        database.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {_TABLES}")
        with database:
            rows = [("identity", wanted), ("begun", now.isoformat())]
            database.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        return cls(path, database, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def discard(self) -> None:
        """Remove it: the snapshot is written."""
        self._database.close()
        for file in _files(self.path):
            file.unlink(missing_ok=True)

    def add_rows(self, read: Read, parent: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Keep rows of a list by their id; a row that comes twice is kept once."""
        values = [(str(read), parent, id_, json.dumps(row)) for id_, row in rows]
        self._write("INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?)", values)

    def add_listing(self, listing: Listing) -> None:
        """Keep how a list was read; it will not be read again."""
        gap = listing.unread
        value = (
            str(listing.read),
            listing.parent,
            listing.count,
            listing.complete,
            gap.reason if gap else None,
            gap.detail if gap else None,
        )
        self._write("INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?, ?)", [value])

    def add_answer(self, level: Level, id_: str, read: Read, answer: Mapping[str, Any] | Unread) -> None:
        """Keep what came of one read of one resource."""
        found = (None, answer.reason, answer.detail) if isinstance(answer, Unread) else (json.dumps(answer), None, None)
        value = (level, id_, str(read), *found)
        self._write("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)", [value])

    def add_gone(self, level: Level, id_: str) -> None:
        """Keep that a resource was deleted while the account was being read."""
        self._write("INSERT OR REPLACE INTO gone VALUES (?, ?)", [(level, id_)])

    def listings(self) -> Iterator[Listing]:
        """How the lists were read, sorted."""
        for row in self._database.execute("SELECT * FROM listing ORDER BY read, parent"):
            yield _listing(row)

    def listing(self, read: Read, parent: str) -> Listing | None:
        """How one list was read, or None when it is not finished."""
        found = self._database.execute("SELECT * FROM listing WHERE read=? AND parent=?", (str(read), parent))
        row = found.fetchone()
        return _listing(row) if row else None

    def count(self, read: Read, parent: str) -> int:
        """How many distinct ids a list has so far."""
        found = self._database.execute("SELECT COUNT(*) FROM row WHERE read=? AND parent=?", (str(read), parent))
        return int(found.fetchone()[0])

    def rows(self, read: Read, parent: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of a list, sorted by id."""
        query = "SELECT id, data FROM row WHERE read=? AND parent=? ORDER BY id"
        for id_, data in self._database.execute(query, (str(read), parent)):
            yield id_, json.loads(data)

    def ids(self, read: Read, parent: str = "", after: str = "", most: int = -1) -> list[str]:
        """Ids of a list in order, those after one, so many at the most (-1: all)."""
        query = "SELECT id FROM row WHERE read=? AND parent=? AND id>? ORDER BY id LIMIT ?"
        return [id_ for (id_,) in self._database.execute(query, (str(read), parent, after, most))]

    def parents(self, read: Read, id_: str) -> list[str]:
        """Whose lists hold an id: the groups of a user."""
        query = "SELECT parent FROM row WHERE read=? AND id=? ORDER BY parent"
        return [parent for (parent,) in self._database.execute(query, (str(read), id_))]

    def answers(self, level: Level, id_: str) -> dict[str, Mapping[str, Any] | Unread]:
        """What came of the reads of one resource, by `str(Read)`."""
        query = "SELECT read, body, reason, detail FROM answer WHERE level=? AND id=? ORDER BY read"
        return {
            read: json.loads(body) if body is not None else Unread(Reason(reason), detail)
            for read, body, reason, detail in self._database.execute(query, (level, id_))
        }

    def gone(self, level: Level, id_: str) -> bool:
        """Whether a resource was deleted meanwhile."""
        return bool(self._database.execute("SELECT 1 FROM gone WHERE level=? AND id=?", (level, id_)).fetchone())

    def _write(self, statement: str, values: list[tuple[Any, ...]]) -> None:
        try:
            with self._database:
                self._database.executemany(statement, values)
        except sqlite3.Error as error:
            raise _unwritable(self.path, error) from error


def _listing(row: tuple[Any, ...]) -> Listing:
    read, parent, count, complete, reason, detail = row
    gap = Unread(Reason(reason), detail) if reason is not None else None
    return Listing(Read.parse(read), parent, count, complete=bool(complete), unread=gap)


def _files(path: Path) -> tuple[Path, ...]:
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _unwritable(path: Path, error: Exception) -> PolicyLintError:
    what = getattr(error, "strerror", None) or str(error)
    return PolicyLintError(f"{path} could not be written: {what}.", "Free some space, or name a file elsewhere.")
