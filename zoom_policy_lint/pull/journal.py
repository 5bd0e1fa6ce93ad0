"""The journal of a pull: everything read so far, on disk, so that a pull that was killed goes on.

Sorting is the database's work, so that memory does not grow with the account.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.pull.disk import explained, open_database, remove

VERSION = 2

_BATCH = 500
"""Ids fetched at a time while other things are written."""

_TABLES = """
CREATE TABLE listing (read TEXT, parent TEXT, count INTEGER, complete INTEGER, reason TEXT, detail TEXT,
                      PRIMARY KEY (read, parent));
CREATE TABLE row (read TEXT, parent TEXT, id TEXT, attempt INTEGER, data TEXT, PRIMARY KEY (read, parent, id));
CREATE INDEX row_by_id ON row (read, id, parent);
CREATE INDEX user_by_address ON row (lower(json_extract(data, '$.email'))) WHERE read='users';
CREATE TABLE answer (level TEXT, id TEXT, read TEXT, body TEXT, reason TEXT, detail TEXT,
                     PRIMARY KEY (level, id, read));
CREATE TABLE gone (level TEXT, id TEXT, PRIMARY KEY (level, id)) WITHOUT ROWID;
"""

Rows = list[tuple[str, dict[str, Any]]]
"""Rows about one resource: the parent whose list holds it, and what it says."""


class Journal:
    """The reads of one pull. To be used in a `with` statement; it stays on disk until `discard`.

    `note` says what became of an earlier journal, if there was one. Every method raises PolicyLintError when the
    disk does not take or give what it should.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, begun: datetime, note: str = "") -> None:
        self.path, self.begun, self.note, self._database = path, begun, note, database

    @classmethod
    def open(cls, out: Path, identity: Mapping[str, Any], now: datetime) -> "Journal":
        """The journal of a snapshot: the one of a stopped pull of the same account for the same things, or a new one.

        What was refused or failed in the stopped pull is asked for again (the reason may be gone: a scope granted,
        say); what was answered is not.
        """
        path = out.with_name(f"{out.name}.part")
        wanted = json.dumps({"version": VERSION, **identity}, sort_keys=True)
        opened = open_database(path, _TABLES, wanted, now)
        journal = cls(path, opened.database, opened.begun, opened.note)
        journal._write("DELETE FROM listing WHERE NOT complete", [()])
        journal._write("DELETE FROM answer WHERE body IS NULL", [()])
        return journal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def discard(self) -> None:
        """Remove it: the snapshot is written."""
        self._database.close()
        remove(self.path)

    def add_rows(self, read: Read, parent: str, attempt: int, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        """Keep rows of a list by their id, as seen in one attempt to read it; a row that comes twice is kept once.

        Returns how many came before in the same attempt with other content.
        """
        differing = 0
        seen: dict[str, str] = {}
        for id_, row in rows:
            text = json.dumps(row, sort_keys=True)
            before = seen.get(id_) or self._row(read, parent, attempt, id_)
            differing += before not in (None, text)
            seen[id_] = text
        values = [(str(read), parent, id_, attempt, text) for id_, text in seen.items()]
        self._write("INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?, ?)", values)
        return differing

    def _row(self, read: Read, parent: str, attempt: int, id_: str) -> str | None:
        query = "SELECT data FROM row WHERE read=? AND parent=? AND id=? AND attempt=?"
        found = self._database.execute(query, (str(read), parent, id_, attempt)).fetchone()
        return found[0] if found else None

    def keep_rows_of(self, read: Read, parent: str, attempt: int) -> None:
        """Drop rows that only other attempts have seen."""
        statement = "DELETE FROM row WHERE read=? AND parent=? AND attempt<>?"
        self._write(statement, [(str(read), parent, attempt)])

    def forget_rows(self, read: Read, parent: str) -> None:
        """Drop the rows of a list that is to be read from its start."""
        self._write("DELETE FROM row WHERE read=? AND parent=?", [(str(read), parent)])

    def add_listing(self, listing: Listing) -> None:
        """Keep how a list was read; it will not be read again."""
        reason, detail = _split(listing.unread)
        value = (str(listing.read), listing.parent, listing.count, listing.complete, reason, detail)
        self._write("INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?, ?)", [value])

    def add_answer(self, level: Level, id_: str, read: Read, answer: Mapping[str, Any] | Unread) -> None:
        """Keep what came of one read of one resource."""
        body, gap = (None, answer) if isinstance(answer, Unread) else (json.dumps(answer), None)
        value = (level, id_, str(read), body, *_split(gap))
        self._write("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)", [value])

    def add_gone(self, level: Level, id_: str) -> None:
        """Keep that a resource was deleted while the account was being read."""
        self._write("INSERT OR REPLACE INTO gone VALUES (?, ?)", [(level, id_)])

    def listings(self) -> Iterator[Listing]:
        """How the lists were read, sorted."""
        for row in self._select("SELECT * FROM listing ORDER BY read, parent"):
            yield _listing(row)

    def listing(self, read: Read, parent: str = "") -> Listing | None:
        """How one list was read, or None when it is not finished."""
        row = next(self._select("SELECT * FROM listing WHERE read=? AND parent=?", str(read), parent), None)
        return _listing(row) if row else None

    def count(self, read: Read, parent: str | None = None, attempt: int | None = None) -> int:
        """How many distinct ids a list has so far, or had in one attempt; of all parents when none is named."""
        where, values = _where(read, parent)
        query = f"SELECT COUNT(DISTINCT id) FROM row WHERE {where} AND attempt=IFNULL(?, attempt)"  # noqa: S608
        return int(next(self._select(query, *values, attempt))[0])

    def rows(self, read: Read) -> Iterator[tuple[str, Rows]]:
        """Every id that a list has, sorted, with its rows and whose list each is in."""
        query = "SELECT id, parent, data FROM row WHERE read=? ORDER BY id, parent"
        for id_, rows in groupby(self._select(query, str(read)), key=itemgetter(0)):
            yield id_, [(parent, json.loads(data)) for _, parent, data in rows]

    def rows_of(self, read: Read, id_: str) -> Rows:
        """The rows that a list has of one id, by whose list they are in."""
        query = "SELECT parent, data FROM row WHERE read=? AND id=? ORDER BY parent"
        return [(parent, json.loads(data)) for parent, data in self._select(query, str(read), id_)]

    def ids(self, read: Read, parent: str | None = None, after: str = "", most: int = -1) -> list[str]:
        """Distinct ids of a list in order, of all parents when none is named.

        Those after one, so many at the most (-1: all).
        """
        where, values = _where(read, parent)
        query = f"SELECT DISTINCT id FROM row WHERE {where} AND id>? ORDER BY id LIMIT ?"  # noqa: S608
        return [id_ for (id_,) in self._select(query, *values, after, most)]

    def each_id(self, read: Read) -> Iterator[str]:
        """Every distinct id of a list in order, few in memory at a time; the journal may be written meanwhile."""
        last = ""
        while ids := self.ids(read, after=last, most=_BATCH):
            yield from ids
            last = ids[-1]

    def users_at(self, address: str) -> list[str]:
        """The ids of the active users with an e-mail address, whatever its capitals."""
        query = """SELECT id FROM row INDEXED BY user_by_address
                   WHERE read='users' AND lower(json_extract(data, '$.email'))=lower(?) ORDER BY id"""
        return [id_ for (id_,) in self._select(query, address)]

    def parents(self, read: Read, id_: str) -> list[str]:
        """Whose lists hold an id: the groups of a user."""
        query = "SELECT parent FROM row WHERE read=? AND id=? ORDER BY parent"
        return [parent for (parent,) in self._select(query, str(read), id_)]

    def answers(self, level: Level, id_: str) -> dict[str, Mapping[str, Any] | Unread]:
        """What came of the reads of one resource, by `str(Read)`."""
        query = "SELECT read, body, reason, detail FROM answer WHERE level=? AND id=? ORDER BY read"
        return {read: _answer(body, reason, detail) for read, body, reason, detail in self._select(query, level, id_)}

    def answer(self, level: Level, id_: str, read: Read) -> Mapping[str, Any] | Unread | None:
        """What came of one read of one resource, or None when it is not finished."""
        query = "SELECT body, reason, detail FROM answer WHERE level=? AND id=? AND read=?"
        found = next(self._select(query, level, id_, str(read)), None)
        return None if found is None else _answer(*found)

    def answered(self, level: Level, id_: str) -> frozenset[str]:
        """Which reads of one resource are finished, by `str(Read)`."""
        query = "SELECT read FROM answer WHERE level=? AND id=?"
        return frozenset(read for (read,) in self._select(query, level, id_))

    def missing(self, level: Level) -> list[str]:
        """The resources of which Zoom said that they do not exist, sorted."""
        query = "SELECT DISTINCT id FROM answer WHERE level=? AND reason=? ORDER BY id"
        return [id_ for (id_,) in self._select(query, level, Reason.VANISHED)]

    def gone(self, level: Level, id_: str) -> bool:
        """Whether a resource was deleted meanwhile."""
        return next(self._select("SELECT 1 FROM gone WHERE level=? AND id=?", level, id_), None) is not None

    def _write(self, statement: str, values: list[tuple[Any, ...]]) -> None:
        with explained(self.path), self._database:
            self._database.executemany(statement, values)

    def _select(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        with explained(self.path):
            yield from self._database.execute(query, values)


def _where(read: Read, parent: str | None) -> tuple[str, tuple[str, ...]]:
    """The condition for a list's rows: those of one parent, or all."""
    return ("read=?", (str(read),)) if parent is None else ("read=? AND parent=?", (str(read), parent))


def _answer(body: str | None, reason: str, detail: str) -> Mapping[str, Any] | Unread:
    if body is None:
        return Unread(Reason(reason), detail)
    answer: Mapping[str, Any] = json.loads(body)
    return answer


def _split(gap: Unread | None) -> tuple[str | None, str | None]:
    return (gap.reason, gap.detail) if gap else (None, None)


def _listing(row: tuple[Any, ...]) -> Listing:
    read, parent, count, complete, reason, detail = row
    gap = Unread(Reason(reason), detail) if reason is not None else None
    return Listing(Read.parse(read), parent, count, complete=bool(complete), unread=gap)
