"""What a pull sets out to read."""

from collections.abc import Callable
from dataclasses import dataclass

from zoom_policy_lint.catalogue import Role, endpoint
from zoom_policy_lint.model.resource import Read
from zoom_policy_lint.model.words import Level

_OF_RESOURCES = (Role.SETTINGS, Role.LOCKS, Role.PROFILE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose account a pull reads: its id, its Zoom plan as far as known, and whether it is live or the demo."""

    account_id: str
    plan: str | None
    kind: str = "live"


@dataclass(frozen=True, slots=True)
class Demand:
    """The levels to look at and everything to ask for, lists included."""

    levels: frozenset[Level]
    reads: frozenset[Read]

    def lists(self) -> tuple[Read, ...]:
        """The account's own lists, in canonical order."""
        return self._with(lambda role: role is Role.LIST)

    def members(self, level: Level) -> tuple[Read, ...]:
        """The lists of members to read for every resource of a level (a group, a role)."""
        return tuple(read for read in self._with(lambda role: role is Role.MEMBERS) if _level(read) is level)

    def of_resource(self, level: Level) -> tuple[Read, ...]:
        """What to ask for each resource of a level."""
        return tuple(read for read in self._with(lambda role: role in _OF_RESOURCES) if _level(read) is level)

    def _with(self, fits: Callable[[Role], bool]) -> tuple[Read, ...]:
        found = [read for read in self.reads if fits(endpoint(read.endpoint).role) and _level(read) in self.levels]
        return tuple(sorted(found, key=lambda read: (_level(read).rank, str(read))))


def _level(read: Read) -> Level:
    return endpoint(read.endpoint).level
