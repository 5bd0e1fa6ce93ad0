"""The file: opened, checked, brought up to date; what SQLite says of it turned into words that help.

It keeps SQLite's rollback journal: write-ahead logging needs memory that all processes share, which the file shares of
a school do not offer. With `synchronous = EXTRA` a run that was kept stays kept even when the power fails right then.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from zoom_policy_lint.history.schema import APPLICATION_ID, STEPS, VERSION
from zoom_policy_lint.model.errors import PolicyLintError

PATIENCE = 20.0
"""Seconds to wait for another process that is writing."""

_MAGIC, _VERSION_AT, _APPLICATION_AT = b"SQLite format 3\0", 60, 68
"""How the file begins, and where its header has two numbers of 4 bytes; from SQLite's description of its format."""

_ELSEWHERE = "name another file (--history FILE or ZPL_HISTORY)"
_MOVE = f"The file was left as it is. Move it away to start a new one, or {_ELSEWHERE}."
_TROUBLES: dict[str, tuple[str, str]] = {
    "SQLITE_BUSY": ("is in use by another run", "Try again when that run has ended."),
    "SQLITE_LOCKED": ("is in use by another run", "Try again when that run has ended."),
    "SQLITE_CORRUPT": ("is damaged", _MOVE),
    "SQLITE_NOTADB": ("is not a history", _MOVE),
    "SQLITE_READONLY": ("cannot be written to", f"Check its permissions and those of its folder, or {_ELSEWHERE}."),
    "SQLITE_CANTOPEN": ("cannot be opened", f"Check its permissions and those of its folder, or {_ELSEWHERE}."),
    "SQLITE_PERM": ("cannot be opened", f"Check its permissions and those of its folder, or {_ELSEWHERE}."),
    "SQLITE_FULL": ("could not grow: the disk is full", f"Free some space, or {_ELSEWHERE}."),
    "SQLITE_IOERR": ("could not be read or written", f"Check the disk or the network drive, or {_ELSEWHERE}."),
}
"""What is wrong and what to do, by the beginning of SQLite's name for it."""


class HistoryError(PolicyLintError):
    """The history cannot be used (not there, not ours, damaged, newer, locked), or does not have what is asked for."""


class Database:
    """A connection; every answer is read at once, so that nobody is kept waiting while it is looked at.

    `fill` is called after each step to a newer version of the tables with that version, for what SQL cannot work out.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool,
        patience: float = PATIENCE,
        fill: "Callable[[Database, int], None]" = lambda _, __: None,
    ) -> None:
        self.path = path
        self._fill = fill
        with _told(path):
            if create and not path.exists():
                _make(path)
            _check(path)
            _close_to_others(path)
            self._connection = sqlite3.connect(path.absolute(), timeout=patience, isolation_level=None)
        try:
            for setting in ("foreign_keys = ON", "trusted_schema = OFF", "synchronous = EXTRA"):
                self.rows(f"PRAGMA {setting}")
            self._migrate()
        except HistoryError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def rows(self, statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        """All rows of the answer. Raises HistoryError."""
        with _told(self.path):
            return self._connection.execute(statement, parameters).fetchall()

    def stream(self, statement: str, parameters: Any = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of the answer, one by one. Raises HistoryError."""
        with _told(self.path):
            yield from self._connection.execute(statement, parameters)

    def change(self, statement: str, parameters: Any = ()) -> int:
        """How many rows became others. Raises HistoryError."""
        with _told(self.path):
            return self._connection.execute(statement, parameters).rowcount

    def change_many(self, statement: str, parameters: Iterable[tuple[Any, ...]]) -> None:
        """The same statement for many rows. Raises HistoryError."""
        with _told(self.path):
            self._connection.executemany(statement, parameters)

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        """All of it or nothing; `IMMEDIATE` waits for its turn to write at its begin. Raises HistoryError."""
        self.change(f"BEGIN {kind}")
        try:
            yield
            self.change("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.rollback()

    def _version(self) -> int:
        [(version,)] = self.rows("PRAGMA user_version")
        return int(version)

    def _migrate(self) -> None:
        """Take the steps that are missing, each whole; another process may have taken them in the meantime."""
        while (version := self._version()) < VERSION:
            with self._as_older(version), self.transaction():
                if self._version() == version:
                    for statement in (*STEPS[version], f"PRAGMA user_version = {version + 1}"):
                        self.change(statement)
                    self._fill(self, version + 1)

    @contextmanager
    def _as_older(self, version: int) -> Iterator[None]:
        """What goes wrong is told together with why the file has to be written to."""
        try:
            yield
        except HistoryError as error:
            if version == 0:
                raise
            what = "An older version of this program wrote the history, and it could not be brought up to date."
            raise HistoryError(f"{what} {error.message}", error.hint) from error


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the file system in words."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        what, hint = next(
            (told for beginning, told in _TROUBLES.items() if name.startswith(beginning)),
            (f"cannot be used ({error})", _MOVE),
        )
        raise HistoryError(f"The history {path} {what}.", hint) from error
    except OSError as error:
        hint = f"Check the folder and its permissions, or {_ELSEWHERE}."
        raise HistoryError(f"The history {path} cannot be used: {error.strerror}.", hint) from error


def _make(path: Path) -> None:
    """An empty file for its owner alone; SQLite gives the files beside it the same mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _close_to_others(path: Path) -> None:
    """Nobody but its owner may read the file; where it is somebody else's, that is up to them."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        with suppress(PermissionError):
            path.chmod(mode & 0o700)


def _check(path: Path) -> None:
    """Before SQLite touches the file: it must be empty, or ours and not newer than this program."""
    if path.exists() and not path.is_file():
        raise HistoryError(
            f"The history {path} is a folder or a device, not a file.", "Name a file: --history FILE or ZPL_HISTORY."
        )
    if not path.exists():
        raise HistoryError(f"There is no history at {path} yet.", "zoom-policy-lint audit makes one.")
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        return
    if not header.startswith(_MAGIC) or _number(header, _APPLICATION_AT) != APPLICATION_ID:
        raise HistoryError(f"{path} is not a history of zoom-policy-lint.", _MOVE)
    version = _number(header, _VERSION_AT)
    if version > VERSION:
        what = f"The history {path} was written by a newer version of this program ({version}, not {VERSION})."
        raise HistoryError(what, f"The file was left as it is. Install the newer version, or {_ELSEWHERE}.")


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")
