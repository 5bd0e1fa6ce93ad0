"""What readable formats show, in which order: clauses worst first, under each its safeguards rolled up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from zoom_policy_lint.model.clause import ClauseResult, UnreadEntry
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, ClauseVerdict, Severity, Status
from zoom_policy_lint.report.style import CLAUSE, STATUS

SHOWN = frozenset({Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED})
"""Statuses that are shown line by line; the others are only counted."""

_STATUS_ORDER = {status: place for place, status in enumerate(STATUS)}
_CLAUSE_ORDER = {verdict: place for place, verdict in enumerate(CLAUSE)}


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One rule with those of its roll-ups that are not right: values first, then locks, worst first.

    `seen_in` is the clause under which it is already shown in full, or None where it is to be shown here.
    """

    rule: str
    title: str
    clauses: tuple[str, ...]
    advisory: bool
    rollups: tuple[RollUp, ...]
    seen_in: str | None = None

    @property
    def worst(self) -> RollUp:
        """The roll-up of the worst status, among those the most severe."""
        return min(self.rollups, key=_badness)

    @property
    def status(self) -> Status:
        """The worst status under it."""
        return self.worst.worst.status

    @property
    def severity(self) -> Severity:
        """The severity of its worst roll-up."""
        return self.worst.worst.severity

    @property
    def several_settings(self) -> bool:
        """Whether a line must name the setting to be understood."""
        return len({rollup.setting for rollup in self.rollups}) > 1

    @property
    def failing(self) -> tuple[RollUp, ...]:
        """The roll-ups that fail."""
        return tuple(rollup for rollup in self.rollups if rollup.worst.status is Status.FAIL)

    @property
    def failures(self) -> int:
        """How many findings fail."""
        return sum(rollup.counts.get(Status.FAIL, 0) for rollup in self.rollups)


@dataclass(frozen=True, slots=True)
class ClauseBlock:
    """One clause with what is not right under it."""

    clause: ClauseResult
    safeguards: tuple[Safeguard, ...]


@dataclass(frozen=True, slots=True)
class UnreadGroup:
    """Everything that one endpoint did not give for one reason."""

    endpoint: str
    reason: str
    resources: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """The order in which readable formats tell of a run.

    `clauses` worst first; `loose` are safeguards of no clause, `advisory` the recommended ones that fail.
    """

    clauses: tuple[ClauseBlock, ...]
    loose: tuple[Safeguard, ...]
    advisory: tuple[Safeguard, ...]
    unread: tuple[UnreadGroup, ...]

    @cached_property
    def tally(self) -> Mapping[ClauseVerdict, int]:
        """How many clauses have each verdict, worst first."""
        verdicts = [block.clause.verdict for block in self.clauses]
        return {verdict: verdicts.count(verdict) for verdict in CLAUSE}

    @cached_property
    def steps(self) -> tuple[Safeguard, ...]:
        """What fails and counts, each once: the most severe first, then what concerns most."""
        shown = [safeguard for block in self.clauses for safeguard in block.safeguards] + list(self.loose)
        failing = [safeguard for safeguard in shown if safeguard.failing and safeguard.seen_in is None]
        return tuple(sorted(failing, key=lambda step: (-step.severity.rank, -step.failures)))


def outline(run: Run) -> Outline:
    """Put the roll-ups of a run in reading order; what passes or does not apply is left to the counts."""
    safeguards = _safeguards(run)
    known = {clause.id for clause in run.clauses}
    counted = [safeguard for safeguard in safeguards if not safeguard.advisory]
    return Outline(
        clauses=tuple(_once(sorted(_blocks(run.clauses, counted), key=_clause_order))),
        loose=tuple(safeguard for safeguard in counted if not known & set(safeguard.clauses)),
        advisory=tuple(item for item in safeguards if item.advisory and item.status is Status.FAIL),
        unread=_unread(run.unread),
    )


def _safeguards(run: Run) -> list[Safeguard]:
    grouped: dict[tuple[str, tuple[str, ...], bool], list[RollUp]] = {}
    for rollup in run.rollups:
        if rollup.worst.status in SHOWN:
            key = (rollup.rule, rollup.worst.clauses, rollup.worst.advisory)
            grouped.setdefault(key, []).append(rollup)
    found = [_safeguard(run, rollups) for rollups in grouped.values()]
    return sorted(found, key=lambda safeguard: _badness(safeguard.worst))


def _safeguard(run: Run, rollups: list[RollUp]) -> Safeguard:
    ordered = tuple(sorted(rollups, key=lambda rollup: (rollup.check is Check.LOCK, *_badness(rollup))))
    first = ordered[0].worst
    summary = run.rules.get(first.rule)
    title = summary.title if summary else first.rule
    return Safeguard(first.rule, title, first.clauses, first.advisory, ordered)


def _badness(rollup: RollUp) -> tuple[int, int, int]:
    return _STATUS_ORDER[rollup.worst.status], -rollup.worst.severity.rank, rollup.level.rank


def _blocks(clauses: Iterable[ClauseResult], safeguards: list[Safeguard]) -> Iterable[ClauseBlock]:
    for clause in clauses:
        yield ClauseBlock(clause, tuple(item for item in safeguards if clause.id in item.clauses))


def _clause_order(block: ClauseBlock) -> tuple[int, int, int]:
    verdict = _CLAUSE_ORDER[block.clause.verdict]
    if not block.safeguards:
        return verdict, len(STATUS), 0
    first = block.safeguards[0]
    return verdict, _STATUS_ORDER[first.status], -first.severity.rank


def _once(blocks: Iterable[ClauseBlock]) -> Iterable[ClauseBlock]:
    """Point later mentions of a safeguard to the clause that shows it in full."""
    shown: dict[tuple[str, tuple[str, ...]], str] = {}
    for block in blocks:
        marked = []
        for item in block.safeguards:
            first = shown.setdefault((item.rule, item.clauses), block.clause.id)
            marked.append(item if first == block.clause.id else replace(item, seen_in=first))
        yield ClauseBlock(block.clause, tuple(marked))


def _unread(entries: Iterable[UnreadEntry]) -> tuple[UnreadGroup, ...]:
    grouped: dict[tuple[str, str], list[UnreadEntry]] = {}
    for entry in entries:
        grouped.setdefault((entry.endpoint, entry.reason), []).append(entry)
    return tuple(
        UnreadGroup(
            endpoint,
            reason,
            resources=tuple(entry.resource for entry in group),
            rules=tuple(dict.fromkeys(rule for entry in group for rule in entry.rules)),
        )
        for (endpoint, reason), group in grouped.items()
    )
