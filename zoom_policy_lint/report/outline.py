"""What readable formats show, in which order; each thing once: under the section that asks for something to be done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zoom_policy_lint.model.clause import ClauseResult
from zoom_policy_lint.model.run import RollUp, Run
from zoom_policy_lint.model.words import Check, Kind, KindState, Reason, Severity, Status
from zoom_policy_lint.report.questions import Question, questions
from zoom_policy_lint.report.style import CLAUSE, STATUS, standing

SHOWN = (Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED)
"""Statuses that are told of; the others are only counted."""

_STATUS_ORDER = {status: place for place, status in enumerate(STATUS)}
_CLAUSE_ORDER = {how: place for place, how in enumerate(CLAUSE)}


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One rule with those of its roll-ups that its section tells of: values first, then locks; account first.

    It is `undecided` where all its clauses pull against something else; then no change is proposed.
    """

    rule: str
    title: str
    clauses: tuple[str, ...]
    severity: Severity
    rollups: tuple[RollUp, ...]
    undecided: bool = False

    @property
    def status(self) -> Status:
        """The worst status under it."""
        return min((rollup.worst.status for rollup in self.rollups), key=_STATUS_ORDER.__getitem__)

    @property
    def several_settings(self) -> bool:
        """Whether a line must name the setting to be understood."""
        return len({rollup.setting for rollup in self.rollups}) > 1

    @property
    def concerned(self) -> int:
        """How many findings it tells of."""
        return sum(rollup.concerned for rollup in self.rollups)

    @property
    def fingerprint(self) -> str:
        """The finding to look at first."""
        return self.rollups[0].worst.fingerprint


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause with how many of its safeguards are in each status (each counted once, by its worst).

    `open` are the kinds of evidence that are open although no rule judges them, `left_out` those of which something was
    left out of this run on purpose.
    """

    clause: ClauseResult
    counts: Mapping[Status, int]
    open: tuple[Kind, ...] = ()
    left_out: tuple[Kind, ...] = ()


@dataclass(slots=True)
class Unjudged:
    """Everything that is unknown for one reason.

    `reason` is a value of model Reason. `endpoints` say which endpoint did not answer for whom, with the details;
    `missed` are the roll-ups with findings that are unknown for this reason, `rules` the rules that miss the endpoints.
    """

    reason: str
    endpoints: list[tuple[str, str, str]] = field(default_factory=list)
    missed: list[RollUp] = field(default_factory=list)
    rules: dict[str, None] = field(default_factory=dict)

    def count(self, rollup: RollUp) -> int:
        """How many findings of a roll-up are unknown for this reason."""
        return next((count for reason, count in rollup.unknown.items() if reason.value == self.reason), 0)

    @property
    def findings(self) -> int:
        """How many findings are unknown for this reason."""
        return sum(map(self.count, self.missed))


@dataclass(frozen=True)
class Outline:
    """A run in reading order: the clauses, then what is wrong, open and accepted, worst first.

    `failing` and `recommended` fail and are not in the baseline; `unjudged_kinds` are the kinds of evidence that no
    rule judges, with the clauses that want them; `left_out` are findings' messages about what was deselected.
    """

    clauses: tuple[ClauseLine, ...]
    failing: tuple[Safeguard, ...]
    recommended: tuple[Safeguard, ...]
    unjudged: tuple[Unjudged, ...]
    questions: tuple[Question, ...]
    waived: tuple[str, ...]
    baselined: tuple[Safeguard, ...]
    unjudged_kinds: Mapping[Kind, tuple[str, ...]]
    left_out: Mapping[str, tuple[str, ...]]

    @cached_property
    def repairs(self) -> tuple[Safeguard, ...]:
        """What fails and is to be put right."""
        return tuple(one for one in self.failing if not one.undecided)

    @cached_property
    def undecided(self) -> tuple[Safeguard, ...]:
        """What fails where somebody has to decide first."""
        return tuple(one for one in self.failing if one.undecided)

    @cached_property
    def tally(self) -> Mapping[str, int]:
        """How many clauses stand in each way, worst first."""
        found = [standing(line.clause) for line in self.clauses]
        return {how: found.count(how) for how in CLAUSE}


def outline(run: Run) -> Outline:
    """Put a run in reading order; what passes or does not apply is left to the counts."""
    counted = [rollup for rollup in run.rollups if not rollup.worst.advisory]
    advisory = [rollup for rollup in run.rollups if rollup.worst.advisory]
    return Outline(
        clauses=_clauses(run, counted),
        failing=_safeguards(run, filter(_fails, counted)),
        recommended=_safeguards(run, filter(_fails, advisory)),
        unjudged=_unjudged(run, counted),
        questions=questions(run, counted),
        waived=_waived(run),
        baselined=_safeguards(run, (rollup for rollup in run.rollups if rollup.baselined)),
        unjudged_kinds=_unjudged_kinds(run),
        left_out=_left_out(run),
    )


def _fails(rollup: RollUp) -> bool:
    return rollup.worst.status is Status.FAIL and not rollup.worst.baselined


def _safeguards(run: Run, rollups: Iterable[RollUp]) -> tuple[Safeguard, ...]:
    """The roll-ups by rule: the most severe first, then what concerns most."""
    grouped: dict[str, list[RollUp]] = {}
    for rollup in rollups:
        grouped.setdefault(rollup.rule, []).append(rollup)
    found = [_safeguard(run, group) for group in grouped.values()]
    return tuple(sorted(found, key=lambda one: (-one.severity.rank, -one.concerned)))


def _safeguard(run: Run, rollups: list[RollUp]) -> Safeguard:
    ordered = tuple(sorted(rollups, key=lambda rollup: (rollup.check is Check.LOCK, rollup.level.rank)))
    first = ordered[0].worst
    severity = max((rollup.worst.severity for rollup in ordered), key=lambda severity: severity.rank)
    title = run.rules[first.rule].title if first.rule in run.rules else first.rule
    return Safeguard(first.rule, title, first.clauses, severity, ordered, _undecided(run, ordered))


def _undecided(run: Run, rollups: Iterable[RollUp]) -> bool:
    served = {clause for rollup in rollups for clause in rollup.worst.clauses}
    return bool(served) and served <= {clause.id for clause in run.clauses if clause.conflict}


def _clauses(run: Run, rollups: list[RollUp]) -> tuple[ClauseLine, ...]:
    """The worst first, otherwise in the order of the policy."""
    worst: dict[str, dict[str, Status]] = {clause.id: {} for clause in run.clauses}
    for rollup in rollups:
        for clause in rollup.worst.clauses:
            by_rule = worst.setdefault(clause, {})
            known = by_rule.get(rollup.rule, rollup.worst.status)
            by_rule[rollup.rule] = min(known, rollup.worst.status, key=_STATUS_ORDER.__getitem__)
    open_, left_out = _open_kinds(run), _left_out_kinds(run)
    lines = [
        ClauseLine(
            clause,
            Counter(worst[clause.id].values()),
            tuple(kind for kind in clause.kinds if (clause.id, kind) in open_),
            tuple(kind for kind in clause.kinds if (clause.id, kind) in left_out),
        )
        for clause in run.clauses
    ]
    return tuple(sorted(lines, key=lambda line: _CLAUSE_ORDER[standing(line.clause)]))


def _unjudged(run: Run, rollups: Iterable[RollUp]) -> tuple[Unjudged, ...]:
    """By reason: first what the endpoints did not give, then what is unknown for other reasons, most first."""
    found: dict[str, Unjudged] = {}
    for entry in run.unread:
        reason, _, detail = entry.reason.partition(": ")
        group = found.setdefault(reason, Unjudged(reason))
        group.endpoints.append((entry.endpoint, entry.resource, detail))
        group.rules.update(dict.fromkeys(entry.rules))
    for rollup in rollups:
        for known in rollup.unknown:
            found.setdefault(known.value, Unjudged(known.value)).missed.append(rollup)
    return tuple(sorted(found.values(), key=lambda group: -group.findings))


def _waived(run: Run) -> tuple[str, ...]:
    """Every exception once, as the clauses word it; of rules that are in no clause, by their roll-up."""
    found = dict.fromkeys(str(one) for clause in run.clauses for one in clause.exceptions)
    for rollup in run.rollups:
        waiver = rollup.worst.waiver
        if waiver and not rollup.worst.clauses:
            who = ", ".join(rollup.names)
            found[f"{rollup.rule} for {who}: {waiver.reason} ({waiver.approver}, until {waiver.expires})"] = None
    return tuple(found)


def _unjudged_kinds(run: Run) -> Mapping[Kind, tuple[str, ...]]:
    """Kinds that are open although nothing says anything about them."""
    found: dict[Kind, list[str]] = {}
    for clause, kind in _open_kinds(run):
        found.setdefault(kind, []).append(clause)
    return {kind: tuple(found[kind]) for kind in Kind if kind in found}


def _open_kinds(run: Run) -> Mapping[tuple[str, Kind], None]:
    """The same as pairs of a clause and a kind, in the policy's order."""
    judged = {(clause, rollup.worst.kind) for rollup in run.rollups for clause in rollup.worst.clauses}
    return {
        (clause.id, kind): None
        for clause in run.clauses
        for kind, state in clause.kinds.items()
        if state is KindState.OPEN and (clause.id, kind) not in judged
    }


def _left_out_kinds(run: Run) -> frozenset[tuple[str, Kind]]:
    left_out = (rollup.worst for rollup in run.rollups if rollup.worst.reason is Reason.DESELECTED)
    return frozenset((clause, finding.kind) for finding in left_out for clause in finding.clauses)


def _left_out(run: Run) -> Mapping[str, tuple[str, ...]]:
    """What was left out on purpose: the rules by the message that says why."""
    found: dict[str, dict[str, None]] = {}
    for rollup in run.rollups:
        if rollup.worst.reason is Reason.DESELECTED:
            found.setdefault(rollup.worst.message, {})[rollup.rule] = None
    return {message: tuple(rules) for message, rules in found.items()}
