"""How many, of whom: what the page says where other formats give names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.wording import listed

_ALL = "*"
"""The id of the finding about those of a level who are not in the snapshot."""


@dataclass(frozen=True, slots=True)
class _Part:
    """How many of a level's resources; `certain` is off where several settings tell of different ones, perhaps."""

    level: Level
    count: int
    total: int
    certain: bool
    unread: bool = False

    def __str__(self) -> str:
        if self.unread:
            some = "not read" if self.total == 1 else "not all read"
            return f"{wording.level(self.level, 2).removeprefix('2 ')} ({some})"
        if self.level is Level.ACCOUNT and self.total == 1:
            return "the account"
        if self.count == self.total == 1:
            return f"the only {wording.level(self.level, 1).removeprefix('1 ')}"
        if self.count == self.total and self.total > 1:
            return f"all {wording.level(self.level, self.total)}"
        return f"{'' if self.certain else 'at least '}{self.count} of {wording.level(self.level, self.total)}"


def in_status(rollups: Iterable[RollUp], status: Status) -> str:
    """`the account, all 5 groups and 3 of 31 users`: of whom the status was found; empty where of nobody.

    The baseline does not matter to it, and neither do locks, which are told of in words of their own.
    """
    return _told(
        (one, one.counts.get(status, 0)) for one in rollups if one.check is not Check.LOCK and one.counts.get(status)
    )


def concerned(rollups: Iterable[RollUp]) -> str:
    """The same of the worst findings only, without those in the baseline."""
    return _told((one, one.concerned) for one in rollups if one.check is not Check.LOCK)


def baselined(rollups: Iterable[RollUp]) -> str:
    """The same of those in the baseline; a lock counts as the account's."""
    return _told((one, one.baselined) for one in rollups)


def unread(rollup: RollUp) -> str:
    """`users (not read)`, where the line tells of a list that was not read; empty elsewhere."""
    return str(_part(rollup, rollup.concerned, certain=True)) if _not_listed(rollup) else ""


def _not_listed(rollup: RollUp) -> bool:
    """Whether it tells of all those of a level whom nobody listed, who stand in one finding."""
    worst = rollup.worst
    was = worst.waiver.original if worst.waiver else worst.status
    return worst.resource.id == _ALL and rollup.level is not Level.ACCOUNT and was is Status.UNKNOWN


def _part(rollup: RollUp, count: int, *, certain: bool) -> _Part:
    return _Part(rollup.level, count, rollup.total, certain, _not_listed(rollup))


def _told(counted: Iterable[tuple[RollUp, int]]) -> str:
    parts: dict[Level, _Part] = {}
    for rollup, count in counted:
        known = parts.get(rollup.level)
        if known is None or (count > known.count and not known.unread):
            parts[rollup.level] = _part(rollup, count, certain=known is None)
        elif known.certain:
            parts[rollup.level] = replace(known, certain=False)
    return listed([str(parts[level]) for level in Level if level in parts])
