"""Writing a snapshot: whole or not at all, and readable by its owner only."""

import contextlib
import errno
import gzip
import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.resource import Header, Listing, Resource
from zoom_policy_lint.snapshot.encode import end_line, header_line, listing_line, resource_line

_COMPRESSION = 6

_HINTS = {
    errno.ENOSPC: "Free some space, or name a file on another disk.",
    errno.EDQUOT: "Free some space, or name a file on another disk.",
    errno.ENOENT: "Create the folder first, or name a file in a folder that exists.",
    errno.ENOTDIR: "Name a file in a folder that exists.",
}
_OTHERWISE = "Name a file in a folder that you may write to."


def write_snapshot(path: Path, header: Header, listings: Iterable[Listing], resources: Iterable[Resource]) -> None:
    """Write a snapshot from resources in canonical order, streaming them.

    The file appears under its name only when it is whole and on the disk; until then a neighbour in the same
    folder, mode 0600, holds what there is, and is removed when anything goes wrong. PolicyLintError when the
    file cannot be written; ValueError when the resources are not in strictly canonical order.
    """
    check_writable(path)
    with _explaining(path), _replacing(path) as file:
        digest = hashlib.sha256()
        counts: Counter[str] = Counter()
        with _compressed(path, file) as out:
            for kind, line in _lines(header, listings, resources):
                digest.update(line)
                counts[kind] += 1
                out.write(line)
            del counts["header"]
            out.write(end_line(counts, digest.hexdigest()))


def check_writable(path: Path) -> None:
    """Find out, before any work is done, whether a file can be put there; PolicyLintError when not."""
    if path.exists() and not path.is_file():
        raise PolicyLintError(f"{path} is not a file, so no snapshot can be written there.", _OTHERWISE)
    with _explaining(path), tempfile.TemporaryFile(dir=path.resolve().parent):
        pass


def _lines(header: Header, listings: Iterable[Listing], resources: Iterable[Resource]) -> Iterator[tuple[str, bytes]]:
    yield "header", header_line(header)
    for listing in sorted(listings, key=lambda item: (str(item.read), item.parent)):
        yield "lists", listing_line(listing)
    last = (-1, "")
    for resource in resources:
        place = (resource.level.rank, resource.id)
        if place <= last:
            raise ValueError(f"{resource.level} {resource.id} is out of order")
        last = place
        yield resource.level, resource_line(resource)


@contextlib.contextmanager
def _compressed(path: Path, file: BinaryIO) -> Iterator[BinaryIO]:
    if path.suffix != ".gz":
        yield file
        return
    # Neither name nor time goes into the compressed file, so the same snapshot gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_COMPRESSION, fileobj=file, mtime=0) as out:
        yield cast("BinaryIO", out)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file beside the target, mode 0600 from its first byte, that takes its place or is removed."""
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb", buffering=1 << 20) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = error.strerror or "the disk refused it"
        hint = _HINTS.get(error.errno or 0, _OTHERWISE)
        raise PolicyLintError(f"The snapshot {path} cannot be written: {problem}.", hint) from error
