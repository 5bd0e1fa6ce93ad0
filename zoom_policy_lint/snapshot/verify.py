"""The first pass over a snapshot: whole, ours and in order, before anything of it is believed.

Lines of resources are hashed, and put in order by their first few bytes; their JSON is not decoded here.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from zoom_policy_lint.model.errors import SnapshotError
from zoom_policy_lint.model.resource import Header, Listing, Unread
from zoom_policy_lint.model.words import Level, Reason
from zoom_policy_lint.snapshot import decode
from zoom_policy_lint.snapshot.encode import FORMAT, VERSION

_PLACE = re.compile(rb'{"level":"(\w+)","id":("(?:[^"\\]|\\.)*")')
_RANKS = {level.encode(): level.rank for level in Level}

PULL_AGAIN = "Pull a new snapshot."
_CUT_SHORT = Unread(Reason.LIST_INCOMPLETE, "the snapshot was cut short")


@dataclass(slots=True)
class Verified:
    """What the first pass found. `whole` is false when the end line is missing."""

    path: Path
    allow_partial: bool
    header: Header | None = None
    listings: list[Listing] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    whole: bool = False
    number: int = 0
    _last: tuple[int, str] = (-1, "")

    def damaged(self, why: str, hint: str = PULL_AGAIN) -> SnapshotError:
        """The error for the line in hand."""
        return SnapshotError(f"{self.path}, line {self.number}: {why}.", hint)

    def read(self, lines: Iterable[bytes]) -> "Verified":
        """Go through the whole lines of the file; SnapshotError at the first thing that is wrong."""
        digest = hashlib.sha256()
        for self.number, line in enumerate(lines, start=1):
            if self.whole:
                raise self.damaged("something stands after the end of the snapshot")
            if self.number == 1:
                self.header = self._header(line)
            elif line.startswith(b'{"end":'):
                self._end(line, digest.hexdigest())
            elif line.startswith(b'{"list":'):
                self._listing(line)
            else:
                self._resource(line)
            digest.update(line)
        return self._finished()

    def _header(self, line: bytes) -> Header:
        try:
            row = decode.json_object(line)
        except ValueError as error:
            raise _not_ours(self.path) from error
        if row.get("format") != FORMAT:
            raise _not_ours(self.path)
        version = row.get("version")
        if type(version) is int and version > VERSION:
            problem = f"{self.path} is of format {version}, which this version of zoom-policy-lint cannot read yet."
            raise SnapshotError(problem, "Install a newer zoom-policy-lint, or pull a new snapshot with this one.")
        if type(version) is not int or version != VERSION:
            raise self.damaged(f"the format version {version!r} is unknown")
        try:
            return decode.header(row)
        except (KeyError, TypeError, ValueError) as error:
            raise self.damaged("the header is damaged") from error

    def _listing(self, line: bytes) -> None:
        if self._last[0] >= 0:
            raise self.damaged("a list stands after the first resource")
        try:
            self.listings.append(decode.listing(decode.json_object(line)))
        except (KeyError, TypeError, ValueError) as error:
            raise self.damaged("the entry of a list is damaged") from error
        self.counts["lists"] += 1

    def _resource(self, line: bytes) -> None:
        found = _PLACE.match(line)
        rank = _RANKS.get(found[1]) if found else None
        if found is None or rank is None:
            raise self.damaged("this is no line of a snapshot")
        place = (rank, _id(found[2]))
        if place <= self._last:
            raise self.damaged("the resources are not in order, or one stands twice")
        self._last = place
        self.counts[found[1].decode()] += 1
        if self.allow_partial and not line.endswith(b"}\n"):
            raise self.damaged("the line does not end where it should")

    def _end(self, line: bytes, sha256: str) -> None:
        try:
            row = decode.json_object(line)
        except ValueError as error:
            raise self.damaged("the end line is damaged") from error
        if row.get("sha256") != sha256:
            raise self.damaged("the checksum does not fit: the file was changed or damaged")
        if row["end"] != dict(self.counts):
            raise self.damaged("the counts are not those of the lines before it")
        self.whole = True

    def _finished(self) -> "Verified":
        if self.header is None:
            raise _not_ours(self.path)
        if not self.whole and not self.allow_partial:
            problem = f"{self.path} is cut short after line {self.number}: its end line is missing."
            raise SnapshotError(problem, f"{PULL_AGAIN} With --allow-partial, what is missing is unknown.")
        if not self.whole:
            self.listings = [_cut_short(listing) for listing in self.listings]
        return self


def _cut_short(listing: Listing) -> Listing:
    return replace(listing, complete=False, unread=listing.unread or _CUT_SHORT)


def _id(quoted: bytes) -> str:
    return str(json.loads(quoted)) if b"\\" in quoted else quoted[1:-1].decode("utf-8", "replace")


def _not_ours(path: Path) -> SnapshotError:
    return SnapshotError(f"{path} is not a snapshot of zoom-policy-lint.", "Name a file made by `pull`.")
