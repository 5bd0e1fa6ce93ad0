"""The lists that a pull reads one by one: the account's own, those of members, and those of every user.

What belongs together in a snapshot (every user's meetings, in each of several months) is read in parts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from zoom_policy_lint.catalogue import endpoint
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.pull.demand import USERS, Demand, owners_of
from zoom_policy_lint.pull.journal import Journal
from zoom_policy_lint.pull.months import Span, spans


@dataclass(frozen=True, slots=True)
class Part:
    """One list to read; `owner` is the id of the group, role or user that has it, `span` the days to ask for."""

    read: Read
    owner: str = ""
    span: Span | None = None

    @classmethod
    def of_parent(cls, read: Read, parent: str) -> "Part":
        """The inverse of `parent`."""
        if not endpoint(read.endpoint).monthly:
            return cls(read, parent)
        owner, _, days = parent.rpartition(" ")
        first, _, last = days.partition("..")
        return cls(read, owner, (first, last))

    @property
    def parent(self) -> str:
        """How the journal tells it from the other lists of the same endpoint."""
        return self.owner if self.span is None else f"{self.owner} {self.span[0]}..{self.span[1]}"

    @property
    def owner_level(self) -> Level:
        """What its owner is."""
        row = endpoint(self.read.endpoint)
        return row.parent or row.level


def parts_of_users(journal: Journal, demand: Demand, read: Read) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """For every user who has such a list and was not deleted meanwhile: the parts of it to read, in order."""
    months: tuple[Span | None, ...] = (None,)
    if endpoint(read.endpoint).monthly:
        months = tuple(spans(journal.begun.astimezone(UTC).date(), demand.lookback_months))
    for user in _owners(journal, read):
        if not journal.gone(Level.USER, user):
            yield user, tuple(Part(read, user, span) for span in months)


def _owners(journal: Journal, read: Read) -> Iterator[str]:
    """Active users first; an inactive one whom Zoom lists as active too comes once."""
    for owners in owners_of(read):
        for user in journal.each_id(owners):
            if owners == USERS or not journal.rows_of(USERS, user):
                yield user
