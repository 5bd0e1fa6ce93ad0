"""How many, of whom: what the page says where other formats give names."""

from collections.abc import Iterable
from dataclasses import dataclass

from zoom_policy_lint.model.run import RollUp
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.report import wording
from zoom_policy_lint.report.wording import listed


@dataclass(frozen=True, slots=True)
class _Part:
    """How many of a level's resources; `certain` is off where several settings tell of different ones, perhaps."""

    level: Level
    count: int
    total: int
    certain: bool

    def __str__(self) -> str:
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
    counted = [(one.level, one.counts.get(status, 0), one.total) for one in rollups if one.check is not Check.LOCK]
    return _told(found for found in counted if found[1])


def concerned(rollups: Iterable[RollUp]) -> str:
    """The same of the worst findings only, without those in the baseline."""
    return _told((one.level, one.concerned, one.total) for one in rollups if one.check is not Check.LOCK)


def baselined(rollups: Iterable[RollUp]) -> str:
    """The same of those in the baseline; a lock counts as the account's."""
    return _told((one.level, one.baselined, one.total) for one in rollups)


def _told(counted: Iterable[tuple[Level, int, int]]) -> str:
    parts: dict[Level, _Part] = {}
    for level, count, total in counted:
        known = parts.get(level)
        if known is None or count > known.count:
            parts[level] = _Part(level, count, total, certain=known is None)
        elif known.certain:
            parts[level] = _Part(level, known.count, known.total, certain=False)
    return listed([str(parts[level]) for level in Level if level in parts])
