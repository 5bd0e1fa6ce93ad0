"""The file of a journal: an SQLite database beside the snapshot to be (`FILE.part`, mode 0600).

It is written ahead, so that what is finished survives the death of the process.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from zoom_policy_lint.model.errors import PolicyLintError

KEPT = timedelta(hours=12)
"""How long a stopped pull may wait: a snapshot should be of one time."""

# One process at a time, and no file of shared memory: that also works on a network drive.
_SETTINGS = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database, when its pull was begun, and a sentence about what stood there before (may be empty)."""

    database: sqlite3.Connection
    begun: datetime
    note: str = ""


def open_database(path: Path, tables: str, identity: str, now: datetime) -> Opened:
    """The database that stands there if it is of the same identity and young enough, else a new one in its place.

    PolicyLintError when it cannot be used, or another process uses it.
    """
    with explained(path):
        if not path.exists():
            return Opened(*_begin(path, tables, identity, now))
        found = _resume(path, identity, now)
        if isinstance(found, Opened):
            return found
        note = f"The stopped pull in {path} {found}, so a new one was begun."
        return Opened(*_begin(path, tables, identity, now), note)


def remove(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it."""
    with explained(path):
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the disk or the database refuses into a PolicyLintError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        if _is_busy(error):
            problem = f"Another pull is writing {path} at this moment."
            raise PolicyLintError(problem, "Wait until it has finished, or name another file.") from error
        raise _unusable(path, str(error)) from error
    except OSError as error:
        raise _unusable(path, error.strerror or "the disk refused it") from error


def _begin(path: Path, tables: str, identity: str, now: datetime) -> tuple[sqlite3.Connection, datetime]:
    remove(path)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    begun = now.replace(microsecond=0)
    with ExitStack() as on_failure:
        database = _connect(path, on_failure)
        database.executescript(_META + tables)
        with database:
            rows = [("identity", identity), ("begun", begun.isoformat())]
            database.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        on_failure.pop_all()
    return database, begun


def _resume(path: Path, identity: str, now: datetime) -> Opened | str:
    """The database that stands there, or why it cannot be used."""
    with ExitStack() as on_failure:
        try:
            database = _connect(path, on_failure)
            begun = _begun(database)
            unfit = _unfit(database, begun, identity, now)
        except sqlite3.DatabaseError as error:
            if _is_busy(error):
                raise
            return "was damaged"
        if begun is None or unfit:
            return unfit
        on_failure.pop_all()
    return Opened(database, begun, f"Going on with the pull that was begun at {_shown(begun)}.")


def _connect(path: Path, on_failure: ExitStack) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=0)
    on_failure.callback(database.close)
    database.executescript(_SETTINGS)
    return database


def _begun(database: sqlite3.Connection) -> datetime | None:
    found = database.execute("SELECT value FROM meta WHERE key='begun'").fetchone()
    return datetime.fromisoformat(found[0]) if found else None


def _unfit(database: sqlite3.Connection, begun: datetime | None, identity: str, now: datetime) -> str:
    """Why a database cannot be used; empty when it can."""
    if begun is None or database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        return "was damaged"
    if database.execute("SELECT value FROM meta WHERE key='identity'").fetchone() != (identity,):
        return "was of another account, for other rules, or by another version"
    if not timedelta(0) <= now.replace(microsecond=0) - begun <= KEPT:
        return f"is too old (it was begun at {_shown(begun)})"
    return ""


def _shown(time: datetime) -> str:
    return time.isoformat(sep=" ", timespec="minutes")


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _unusable(path: Path, why: str) -> PolicyLintError:
    hint = "Make room or get access, and run the same command again: it goes on where it was. Or name a file elsewhere."
    return PolicyLintError(f"{path}, which holds what was read so far, cannot be used: {why}.", hint)
