"""What a pull sets out to read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from zoom_policy_lint.catalogue import Role, endpoint, endpoints
from zoom_policy_lint.model.resource import Read, TextQuestions
from zoom_policy_lint.model.words import Level

USERS, INACTIVE_USERS = Read("users"), Read("users.inactive")

DEFAULT_MONTHS = 24
"""How far back recordings are listed where a policy does not say."""

_OF_RESOURCES = (Role.SETTINGS, Role.LOCKS, Role.PROFILE, Role.TEXTS)
_OWNERS = {Level.MEETING: (USERS,), Level.RECORDING: (USERS, INACTIVE_USERS)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose account a pull reads: its id, its Zoom plan as far as known, and whether it is live or the demo."""

    account_id: str
    plan: str | None
    kind: str = "live"


@dataclass(frozen=True, slots=True)
class Demand:
    """The levels to look at and everything to ask for, lists included.

    `questions` are what is looked for in texts while they are read; recordings are listed `lookback_months` back.
    """

    levels: frozenset[Level]
    reads: frozenset[Read]
    questions: TextQuestions = TextQuestions()  # noqa: RUF009 - a frozen value
    lookback_months: int = DEFAULT_MONTHS

    def complete(self) -> "Demand":
        """Only what belongs to the levels, with the lists that say which resources of a level there are."""
        reads = {read for read in self.reads if _level(read) in self.levels}
        reads |= {list_of(_level(read)) for read in reads if _of_a_listed_resource(read)}
        reads |= {owners for read in reads for owners in owners_of(read)}
        levels = {_level(read) for read in reads} | ({Level.ACCOUNT} & self.levels)
        return replace(self, levels=frozenset(levels), reads=frozenset(reads))

    def lists(self) -> tuple[Read, ...]:
        """The account's own lists, in canonical order."""
        return tuple(read for read in self._with(lambda role: role is Role.LIST) if not owners_of(read))

    def user_lists(self) -> tuple[Read, ...]:
        """The lists that every user has, in canonical order."""
        return tuple(read for read in self._with(lambda role: role is Role.LIST) if owners_of(read))

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
    """The list that names the resources of a level (for domains and users, the first of two)."""
    return Read(next(row.id for row in endpoints() if row.level is level and row.role is Role.LIST))


def owners_of(read: Read) -> tuple[Read, ...]:
    """The lists of those who each have this list: meetings are of active users, recordings of inactive ones too."""
    return _OWNERS[_level(read)] if endpoint(read.endpoint).parent is Level.USER else ()


def _of_a_listed_resource(read: Read) -> bool:
    return endpoint(read.endpoint).role is not Role.LIST and _level(read) is not Level.ACCOUNT


def _level(read: Read) -> Level:
    return endpoint(read.endpoint).level
