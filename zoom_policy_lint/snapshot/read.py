"""Reading a snapshot: verified when it is opened, streamed each time its resources are wanted."""

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from zoom_policy_lint.model.errors import SnapshotError
from zoom_policy_lint.model.resource import Header, Listing, Resource
from zoom_policy_lint.snapshot import decode
from zoom_policy_lint.snapshot.verify import PULL_AGAIN, Verified

_BUFFER = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot whose integrity was verified. `partial`: it was cut short, and what is missing is unknown.

    In a partial snapshot no list counts as complete, since the resources that it names may be missing.
    """

    path: Path
    header: Header
    listings: tuple[Listing, ...]
    partial: bool
    _identity: tuple[int, ...]
    _resources: int

    def resources(self) -> Iterator[Resource]:
        """A fresh pass over the resources in canonical order, one in memory at a time.

        SnapshotError when the file was changed since it was opened, or a line does not hold what it should.
        """
        first = 2 + len(self.listings)
        last = first + self._resources
        for number, line in enumerate(_lines(self.path, self._identity), start=1):
            if first <= number < last:
                try:
                    yield decode.resource(decode.json_object(line))
                except (KeyError, TypeError, ValueError) as error:
                    problem = f"{self.path}, line {number}: the entry of a resource is damaged."
                    raise SnapshotError(problem, PULL_AGAIN) from error


def open_snapshot(path: Path, *, allow_partial: bool = False) -> Snapshot:
    """Verify a snapshot and give access to it.

    With `allow_partial` a file that was cut short is read as far as its whole lines go; one that is damaged or
    not ours is refused all the same. SnapshotError says what is wrong, on which line, and what to do.
    """
    identity = _identify(path)
    found = Verified(path, allow_partial).read(_lines(path, identity))
    assert found.header is not None
    snapshot = Snapshot(
        path=path,
        header=found.header,
        listings=tuple(found.listings),
        partial=not found.whole,
        _identity=identity,
        _resources=found.counts.total() - found.counts["lists"],
    )
    if snapshot.partial:
        # No checksum vouches for these lines: find a damaged one now, not after half a report.
        for _ in snapshot.resources():
            pass
    return snapshot


def _lines(path: Path, identity: tuple[int, ...]) -> Iterator[bytes]:
    """The whole lines of the file, unpacked; a last line without its newline is left out."""
    try:
        with path.open("rb", buffering=0) as raw, _unpacked(raw) as file:
            if _stat(os.fstat(raw.fileno())) != identity:
                raise SnapshotError(f"{path} was changed while it was being read.", "Run the command again.")
            for line in file:
                if line.endswith(b"\n"):
                    yield line
    except EOFError:
        return  # the compressed file was cut short: what follows the last whole line is missing
    except (zlib.error, gzip.BadGzipFile) as error:
        raise SnapshotError(f"{path} is damaged: it cannot be unpacked.", PULL_AGAIN) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unpacked(raw: io.FileIO) -> BinaryIO:
    """Decide by content, not by name: people rename files."""
    file = io.BufferedReader(raw, _BUFFER)
    if file.peek(2)[:2] != _GZIP_MAGIC:
        return file
    return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))


def _identify(path: Path) -> tuple[int, ...]:
    try:
        if path.exists() and not path.is_file():
            raise SnapshotError(f"{path} is not a file.", "Name a snapshot file that `pull` has written.")
        return _stat(path.stat())
    except OSError as error:
        raise _unreadable(path, error) from error


def _stat(stat: os.stat_result) -> tuple[int, ...]:
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns


def _unreadable(path: Path, error: OSError) -> SnapshotError:
    problem = error.strerror or "the disk could not be read"
    return SnapshotError(f"{path} cannot be read: {problem}.", "Check the name, and that you may read it.")
