"""What a pull sets out to read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from zoom_policy_lint.catalogue import Role, endpoint, endpoints
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

    def complete(self) -> "Demand":
        """Only what belongs to the levels, with the lists that say which resources of a level there are."""
        reads = {read for read in self.reads if _level(read) in self.levels}
        lists = {list_of(_level(read)) for read in reads if _of_a_listed_resource(read)}
        levels = {_level(read) for read in reads | lists} | ({Level.ACCOUNT} & self.levels)
        return Demand(frozenset(levels), frozenset(reads | lists))

    def lists(self) -> tuple[Read, ...]:
        """The account's own lists, in canonical order."""
        return self._with(lambda role: role is Role.LIST)

    def members(self, level: Level) -> tuple[Read, ...]:
        """The lists of members to read for every resource of a level (a group, a role)."""
        return tuple(read for read in self._with(lambda role: role is Role.MEMBERS) if _level(read) is level)

    def of_resource(self, level: Level) -> tuple[Read, ...]:
        """What to ask for each resource of a level."""
        return tuple(read for read in self._with(lambda role: role in _OF_RESOURCES) if _level(read) is level)

    def ordered_levels(self) -> tuple[Level, ...]:
        """The levels in canonical order."""
        return tuple(sorted(self.levels, key=lambda level: level.rank))

    def _with(self, fits: Callable[[Role], bool]) -> tuple[Read, ...]:
        found = [read for read in self.reads if fits(endpoint(read.endpoint).role) and _level(read) in self.levels]
        return tuple(sorted(found, key=lambda read: (_level(read).rank, str(read))))


@cache
def list_of(level: Level) -> Read:
    """The list that names the resources of a level (for domains, the first of two)."""
    return Read(next(row.id for row in endpoints() if row.level is level and row.role is Role.LIST))


def _of_a_listed_resource(read: Read) -> bool:
    return endpoint(read.endpoint).role is not Role.LIST and _level(read) is not Level.ACCOUNT


def _level(read: Read) -> Level:
    return endpoint(read.endpoint).level
