"""A snapshot in memory: for examples of rules and for tests."""

from collections.abc import Iterator
from dataclasses import dataclass

from zoom_policy_lint.model.resource import Header, Listing, Resource


@dataclass(frozen=True, slots=True)
class MemorySnapshot:
    """Resources that need no file; they must be in canonical order."""

    header: Header
    listings: tuple[Listing, ...]
    content: tuple[Resource, ...]
    partial: bool = False

    def resources(self) -> Iterator[Resource]:
        """A fresh pass."""
        return iter(self.content)
