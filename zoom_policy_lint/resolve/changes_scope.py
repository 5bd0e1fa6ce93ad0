"""On what terms two snapshots can be compared: what was asked for in both, and what in one only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zoom_policy_lint.catalogue import Role, endpoints
from zoom_policy_lint.model.resource import Header, Listing
from zoom_policy_lint.model.words import Level

UNKNOWN_ACCOUNT = "unknown"
"""Stands where a ready-made token was used, which does not say whose it is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one snapshot set out to read, and which of its lists it has in full."""

    header: Header
    listings: tuple[Listing, ...]
    partial: bool = False

    def listed(self, level: Level) -> bool:
        """Whether a resource of the level that is not in the snapshot was certainly not listed by Zoom."""
        lists = [one for one in self.listings if _lists(one.read.endpoint, level)]
        return bool(lists) and not self.partial and all(one.complete for one in lists)


def _lists(read: str, level: Level) -> bool:
    return any(row.id == read and row.level is level and row.role is Role.LIST for row in endpoints())


@dataclass(frozen=True, slots=True)
class Terms:
    """How two snapshots are compared, and what makes the comparison less than whole.

    `levels` and `reads` were asked for in both, `only_levels` and `only_reads` in A only and in B only. `listed` are
    the levels whose lists each has in full. `phrases` and `patterns` were looked for in both; `other_questions`: one
    was asked for others. `names`: names and addresses can be compared. `replaced` tells that a text is a pseudonym.
    """

    levels: frozenset[Level]
    only_levels: tuple[tuple[Level, ...], tuple[Level, ...]]
    reads: frozenset[str]
    only_reads: tuple[tuple[str, ...], tuple[str, ...]]
    listed: tuple[frozenset[Level], frozenset[Level]]
    phrases: frozenset[str]
    patterns: frozenset[str]
    other_questions: bool
    names: bool
    replaced: Callable[[str], bool]
    partial: tuple[bool, bool] = (False, False)
    months: tuple[int | None, int | None] = (None, None)
    accounts_known: bool = True

    @property
    def same(self) -> bool:
        """Whether the same was asked for in both."""
        unequal = (*self.only_levels, *self.only_reads, *self.partial)
        return not any(unequal) and self.names and not self.other_questions and self.months[0] == self.months[1]

    @property
    def people(self) -> bool:
        """Whether people are told in both, so that what is put together from them need not be told again."""
        return Level.USER in self.levels


def terms(before: Asked, after: Asked, *, names: bool, replaced: Callable[[str], bool]) -> Terms:
    """The terms on which two snapshots are compared; `names`: their names are written in the same way."""
    first, second = before.header, after.header
    levels, reads = frozenset(first.levels) & frozenset(second.levels), frozenset(first.reads) & frozenset(second.reads)
    asked = first.questions, second.questions
    return Terms(
        levels=levels - (frozenset() if names else {Level.DOMAIN}),
        only_levels=_only(first.levels, second.levels),
        reads=reads,
        only_reads=_only_reads(first, second, levels),
        listed=(_listed(before, after), _listed(after, before)),
        phrases=frozenset(asked[0].phrases) & frozenset(asked[1].phrases),
        patterns=frozenset(asked[0].patterns) & frozenset(asked[1].patterns),
        other_questions=asked[0] != asked[1],
        names=names,
        replaced=replaced,
        partial=(before.partial, after.partial),
        months=(first.recording_months, second.recording_months),
        accounts_known=UNKNOWN_ACCOUNT not in (first.account_id, second.account_id),
    )


def _listed(asked: Asked, other: Asked) -> frozenset[Level]:
    """The levels of which all lists were read in full that either of both was asked for."""
    missing = frozenset(other.header.reads) - frozenset(asked.header.reads)
    return frozenset(
        level for level in Level if asked.listed(level) and not any(_lists(read, level) for read in missing)
    )


def _only(first: Iterable[Level], second: Iterable[Level]) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
    one, other = frozenset(first), frozenset(second)
    return tuple(sorted(one - other, key=_rank)), tuple(sorted(other - one, key=_rank))


def _rank(level: Level) -> int:
    return level.rank


def _only_reads(first: Header, second: Header, levels: frozenset[Level]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reads of one alone, less those of levels that only one was asked for, since that says it already."""
    one, other = frozenset(first.reads), frozenset(second.reads)
    return _of_levels(one - other, levels), _of_levels(other - one, levels)


def _of_levels(reads: frozenset[str], levels: frozenset[Level]) -> tuple[str, ...]:
    known = {row.id: row.level for row in endpoints()}
    return tuple(sorted(read for read in reads if known.get(read.partition("?")[0]) in (*levels, None)))
