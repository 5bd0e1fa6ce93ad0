"""What a pull knows when it ends: the journal, and what is said of whatever is not in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zoom_policy_lint.model.resource import Listing, Read, Unread
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import Demand
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.parts import Part


@dataclass(frozen=True, slots=True)
class Known:
    """The journal of a demand. `missing` is said of everything that is wanted and was not read."""

    journal: Journal
    demand: Demand
    missing: Unread

    @property
    def taken_at(self) -> datetime:
        """The time of the snapshot."""
        return self.journal.begun

    def wants(self, read: Read) -> bool:
        """Whether something is in the demand."""
        return read in self.demand.reads

    def answer(self, level: Level, id_: str, read: Read) -> Mapping[str, Any] | Unread:
        """What came of one read of one resource."""
        found = self.journal.answer(level, id_, read)
        return self.missing if found is None else found

    def listing(self, part: Part) -> Listing:
        """How a list was read; one that was not finished is not whole."""
        found = self.journal.listing(part.read, part.parent)
        if found is not None:
            return found
        count = self.journal.count(part.read, part.parent)
        return Listing(part.read, part.parent, count, complete=False, unread=self.missing)

    def gap(self, part: Part) -> Unread | None:
        """Why a list is not whole; None when it is."""
        listing = self.listing(part)
        return None if listing.complete else listing.unread or self.missing
