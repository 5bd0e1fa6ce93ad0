"""What every judge of a rule offers to the pass over a snapshot."""

from collections.abc import Iterator
from typing import Protocol

from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level


class Judge(Protocol):
    """Judges one rule in one pass; made afresh for every pass."""

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels whose resources it must see."""

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The findings about one resource; resources come in canonical order."""

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """The findings that need the whole pass: locks, counts, and what is not in the snapshot."""
